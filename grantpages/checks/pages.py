"""The texts of a record as one page for each language, and what stands out on it.

A record has a hundred small texts. The rules on letters, figures and personal data all look for what
is rare in them: digits, Latin letters, letters of other alphabets. So the texts are joined and looked
through once; the rules go from one mark to the next.
"""

import codecs
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from grantpages.checks.finding import Step
from grantpages.checks.rule import Case
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import ALPHABETS

Made = TypeVar("Made")
Span = tuple[int, int]

GAP = "\n\n"
KAZAKH_ONLY = "әғқңөұүһі"
PLAIN = " \n.,;:!?()«»“”„\"'’‘–—/№…\u00a0" + "-"
"""Signs that say nothing by themselves."""
_LETTERS: Mapping[Language, str] = {"kk": ALPHABETS["kk"], "ru": ALPHABETS["ru"] + "ё"}
_NO_SIGN = "\ufffe"
"""What the tables of `codecs` have in the places of no character."""
_OTHER = "grantpages.other"


def _zeros(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return b"\0" * (error.end - error.start), error.end


codecs.register_error(_OTHER, _zeros)


def _codes(letters: str) -> Any:
    """A byte for each plain sign and letter. A regular expression takes twice as long for the same."""
    signs = sorted({*letters, *letters.upper(), *PLAIN})
    return codecs.charmap_build("".join(("\0", *signs)).ljust(256, _NO_SIGN))


_CODES: Mapping[Language, Any] = {language: _codes(letters) for language, letters in _LETTERS.items()}
_ALIKE = b"\0" + b" " * 255
"""Makes the codes of all plain signs and letters one."""


@dataclass(frozen=True, slots=True)
class Page:
    """All texts of a record in one language.

    marks: runs of what is no letter of it and no plain sign. mixed: those that touch a letter or are not ASCII.
    """

    language: Language
    text: str
    starts: Sequence[int]
    paths: Sequence[tuple[Step, ...]]
    marks: Sequence[Span]
    mixed: Sequence[Span]

    def index(self, position: int) -> int:
        """The number of the text that a position is in."""
        return bisect_right(self.starts, position) - 1

    def path(self, position: int) -> tuple[Step, ...]:
        """The field that a position is in, with its language."""
        return (*self.paths[self.index(position)], self.language)

    def line(self, position: int) -> Span:
        """Where the paragraph around a position begins and ends."""
        end = self.text.find("\n", position)
        return self.text.rfind("\n", 0, position) + 1, end if end >= 0 else len(self.text)


def places(text: str, word: str, start: int = 0) -> Iterator[int]:
    """Where a word begins in a text from `start` on, each time."""
    place = text.find(word, start)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def once(make: Callable[[Case], Made]) -> Callable[[Case], Made]:
    """Make a thing once for each case and keep it with the case, as its cached properties are kept."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(case: Case) -> Made:
        held = vars(case)
        if name not in held:
            held[name] = make(case)
        made: Made = held[name]
        return made

    return kept


@once
def pages(case: Case) -> Mapping[Language, Page]:
    """The record's texts in each language."""
    return {language: _page(case, language) for language in LANGUAGES}


def _page(case: Case, language: Language) -> Page:
    texts = [getattr(text, language) for _, text in case.texts]
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text) + len(GAP)
    joined = GAP.join(texts)
    marks = _marks(joined, language)
    mixed = [(start, end) for start, end in marks if _is_mixed(joined, start, end)]
    return Page(language, joined, starts, [path for path, _ in case.texts], marks, mixed)


def _marks(text: str, language: Language) -> list[Span]:
    coded: bytes = codecs.charmap_encode(text, _OTHER, _CODES[language])[0]
    alike = coded.translate(_ALIKE)
    marks = []
    start = alike.find(0)
    while start >= 0:
        end = alike.find(32, start)
        if end < 0:
            end = len(text)
        marks.append((start, end))
        start = alike.find(0, end)
    return marks


def _is_mixed(text: str, start: int, end: int) -> bool:
    return not text[start:end].isascii() or text[end : end + 1].isalpha() or start > 0 and text[start - 1].isalpha()
