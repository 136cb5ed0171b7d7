"""A word of a text or of a query brought to the form under which it is indexed.

Whoever types Kazakh on a Russian keyboard or in Latin letters finds what is written in Kazakh
letters, because text and query pass through the same steps:

1. lower case, composed letters; Latin letters become Cyrillic;
2. Kazakh letters become those of a Russian keyboard (ә а, ғ г, қ к, ң н, ө о, ұ ү у, һ х, і и);
3. the skeleton: ы й и, э е, щ ш, no ъ ь, ц тс, я иа, ю иу;
4. endings are cut: in Kazakh by the tables of `kazakh.yml` after step 3, in Russian by Snowball before it, and then
   the suffixes of adjectives by `russian.yml`;
5. doubled letters become one, last: before the endings it would break «азаматтар».

`docs/assets/search/normalise.js` is the same in the browser; a test holds them equal.
"""

import re
import unicodedata
from functools import cached_property
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

from grantpages.problem import Language
from grantpages.search import lexicon

WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[a-zäöüūğñşıáúó]")
_PAIRS = (
    ("shch", "щ"), ("shh", "щ"), ("sch", "щ"), ("sh", "ш"), ("zh", "ж"), ("kh", "х"), ("gh", "ғ"), ("ch", "ч"),
    ("ts", "ц"), ("ya", "я"), ("yu", "ю"), ("yo", "е"),
)  # fmt: skip
_SINGLE = dict(zip("abcdefghijklmnopqrstuvwxyzäöüūğñşıáúó", "абсдефгхижклмнопкрстуву*ызаоууғңшыаұо", strict=True)) | {
    "x": "кс"
}
_J = re.compile("(?<=[aeiouyäöüūıáúó])j(?=[bcdfghklmnpqrstvwxz]|$)")
_SHORT = re.compile("(?<=[аеёиоуыэюя])[ыи](?=[^аеёиоуыэюя]|$)")
_KEYBOARD = str.maketrans("әғқңөұүһіё", "агкноуухие")
_SKELETON = str.maketrans(
    {"ы": "и", "й": "и", "э": "е", "щ": "ш", "ъ": "", "ь": "", "ц": "тс", "я": "иа", "ю": "иу"}
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def words(text: str) -> list[str]:
    """The words and numbers of a text, lower case, as they stand."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def keyboard(word: str) -> str:
    """A lower-case word in the letters of a Russian keyboard."""
    return (_cyrillic(word) if _LATIN.search(word) else word).translate(_KEYBOARD)


def _cyrillic(word: str) -> str:
    word = _J.sub("й", word)
    for latin, letter in _PAIRS:
        word = word.replace(latin, letter)
    word = "".join(_SINGLE.get(letter, letter) for letter in word)
    return _SHORT.sub("й", word)


def skeleton(word: str) -> str:
    """A word of Russian letters without the differences that keyboards and spellings make."""
    return word.translate(_SKELETON)


def once(word: str) -> str:
    """Doubled letters made one; not in numbers (2005 is not 205) and names of two letters (ҚҚ)."""
    return word if len(word) < 3 else _DOUBLED.sub(lambda found: found[0] if found[1].isdigit() else found[1], word)


def underived(stem: str) -> str:
    """A Russian stem without the suffix that makes an adjective of another word (экологическ – эколог)."""
    if stem in lexicon.underived():
        return stem
    for one in lexicon.derived():
        rest = stem.removesuffix(one.cut)
        if rest != stem and len(rest) >= one.least and (not one.after or rest[-1] in one.after):
            return rest + one.put
    return stem


class Normaliser:
    """Brings words of one language's pages to their indexed forms."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def form(self, word: str) -> str:
        """A lower-case word with its endings."""
        return once(skeleton(keyboard(word)))

    def stem(self, word: str) -> str:
        """A lower-case word without its endings."""
        return self.both(word)[0]

    def both(self, word: str) -> tuple[str, str]:
        """A lower-case word without its endings, and with them."""
        typed = keyboard(word)
        bare = skeleton(typed)
        if self.language == "kk":
            return once(self.kazakh.stem(bare)), once(bare)
        return once(skeleton(self._whole(typed) or underived(self._russian.stemWord(typed)))), once(bare)

    def _whole(self, word: str) -> str:
        """The protected stem that a word is, with at most three letters more; or nothing."""
        return next(
            (word[:length] for length in range(len(word), len(word) - 4, -1) if word[:length] in self.russian_whole), ""
        )

    @cached_property
    def russian_whole(self) -> frozenset[str]:
        """Stems that Snowball would cut (Жанаозен, инициатив)."""
        return frozenset(map(keyboard, lexicon.russian_whole()))

    @cached_property
    def _russian(self) -> Any:
        return snowballstemmer.stemmer("russian")

    @cached_property
    def kazakh(self) -> "Kazakh":
        """The stemmer of Kazakh pages."""
        return Kazakh(lexicon.endings(), frozenset(skeleton(keyboard(word)) for word in lexicon.protected()))


class Kazakh:
    """A light stemmer: cuts endings, longest first, until a verb's own one, a protected stem or none is left."""

    def __init__(self, endings: lexicon.Endings, protected: frozenset[str]) -> None:
        self.endings = endings
        self.protected = frozenset(map(_hardened, protected))
        self.longest = max(map(len, (*endings.plain, *endings.verbal, *endings.doubtful)))

    def stem(self, word: str) -> str:
        """The stem of a skeleton; its last г or б is к or п, as it is where no vowel follows."""
        verbal = perhaps = False
        while not verbal and not self._is_protected(word) and (ending := self._ending(word)):
            verbal = word[-len(ending) - 1] in self.endings.verbal.get(ending, "")
            perhaps = perhaps or ending in self.endings.past
            word = word[: -len(ending)]
        if (verbal or perhaps) and not self._is_protected(word):
            word = self._without_voice(word)
        return _hardened(word)

    def _is_protected(self, word: str) -> bool:
        return _hardened(word) in self.protected

    def _ending(self, word: str) -> str:
        """The longest ending that leads to a protected stem, else the longest that may be cut, else nothing."""
        longest = ""
        for length in range(min(self.longest, len(word) - self.endings.least), 0, -1):
            ending, before = word[-length:], word[-length - 1]
            known = [before in table.get(ending, "") for table in (self.endings.plain, self.endings.verbal)]
            if (any(known) or before in self.endings.doubtful.get(ending, "")) and self._is_protected(word[:-length]):
                return ending
            if any(known):
                longest = longest or ending
        return longest

    def _without_voice(self, word: str) -> str:
        for ending, after in self.endings.voice.items():
            rest = word[: -len(ending)]
            if word.endswith(ending) and len(rest) >= self.endings.least and rest[-1] in after:
                return rest
        return word


def _hardened(word: str) -> str:
    return word[:-1] + {"г": "к", "б": "п"}.get(word[-1:], word[-1:])
