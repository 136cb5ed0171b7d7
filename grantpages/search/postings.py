"""Which stem stands in which document: gathered in one pass, written as lists of gaps.

A list of rising numbers is a text, one character a gap: JSON carries it as it is, a browser reads
it with `codePointAt`, and frequent stems, whose gaps are small, take one byte a document.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub
from typing import NamedTuple

from grantpages.search.normalise import Normaliser, words

FORMS_KEPT = 48
"""A form that stands in more documents than this says little, and its list would be long."""
TEXTS = 64
"""Texts of a document are counted up to this number; all further ones are the last."""
ZERO = 0x23
"""The character of 0: after the quotation mark, which JSON would escape."""
_SURROGATES, _GAP = 0xD800 - ZERO, 0x800


def numbers_text(numbers: Sequence[int]) -> str:
    """Numbers of 0 to 1,000,000, each one character."""
    codes = array("I", [number + ZERO for number in numbers])
    if codes and max(codes) >= _SURROGATES + ZERO:
        codes = array("I", [code + _GAP if code >= _SURROGATES + ZERO else code for code in codes])
    return codes.tobytes().decode("utf-32")


def gaps_text(rising: Sequence[int]) -> str:
    """Rising numbers, each as its distance from the one before it; the first from -1, less 1 throughout."""
    return numbers_text([gap - 1 for gap in map(sub, rising, (-1, *rising[:-1]))])


class Entry(NamedTuple):
    """The documents of one stem, each list as a text: where it is a name; where it stands in several texts, and in
    which first; where else, and in which text; and for its rarer forms the documents of each.
    """

    names: str
    often: str
    often_in: str
    rest: str
    rest_in: str
    forms: Mapping[str, str]

    @property
    def size(self) -> int:
        """About how many characters it takes in a file."""
        return 24 + sum(map(len, self[:5])) + sum(len(form) + len(gaps) + 6 for form, gaps in self.forms.items())


class _Ids(dict[str, int]):
    """The stem's number of every word between two spaces; computed once.

    A piece of several words or of none («іс-шара», «–») has a negative number, by which `pieces`
    knows them. All that is done for each word of each text is a look-up here: ten thousand
    projects have forty million words.
    """

    def __init__(self, normaliser: Normaliser) -> None:
        self.normaliser = normaliser
        self.stems: dict[str, int] = {}
        self.forms: dict[tuple[int, str], array[int]] = {}
        self.pieces: dict[int, list[int]] = {}
        self.kept: dict[str, list[array[int]]] = {}

    def __missing__(self, piece: str) -> int:
        stems, lists = [], []
        for word in words(piece):
            stem = self.stems.setdefault(self.normaliser.stem(word), len(self.stems))
            stems.append(stem)
            lists.append(self.forms.setdefault((stem, self.normaliser.form(word)), array("I")))
        self[piece] = number = stems[0] if len(stems) == 1 else -1 - len(self.pieces)
        if number < 0:
            self.pieces[number] = stems
        self.kept[piece] = lists
        return number


class Postings:
    """The documents of every stem, in three lists: in its names, in several of its texts, else; with the first text."""

    def __init__(self, normaliser: Normaliser) -> None:
        self.ids = _Ids(normaliser)
        self.lists: list[tuple[array[int], array[int], array[int]]] = []

    def add(self, document: int, texts: Sequence[str]) -> None:
        """Take in a document's names, its first text, and the texts that follow; documents come in rising order."""
        first: dict[int, int] = {}
        often: set[int] = set()
        pieces: set[str] = set()
        for number in range(len(texts) - 1, -1, -1):
            some = set(texts[number].split())
            stems = set(map(self.ids.__getitem__, some))
            often |= first.keys() & stems
            first.update(dict.fromkeys(stems, number))
            pieces |= some
        self._open(first, often)
        self._keep(document, first, often)
        self._keep_forms(document, pieces)

    def _open(self, first: dict[int, int], often: set[int]) -> None:
        """Put the words of composed pieces beside the others."""
        for piece in [number for number in first if number < 0]:
            number = first.pop(piece)
            for stem in self.ids.pieces[piece]:
                first[stem] = min(number, first.get(stem, number))
                if piece in often:
                    often.add(stem)

    def _keep(self, document: int, first: dict[int, int], often: set[int]) -> None:
        lists = self.lists
        lists.extend((array("I"), array("I"), array("I")) for _ in range(len(self.ids.stems) - len(lists)))
        base = document * TEXTS
        for stem, number in first.items():
            level = 0 if number == 0 else 1 if stem in often else 2
            lists[stem][level].append(base + number if number < TEXTS else base + TEXTS - 1)

    def _keep_forms(self, document: int, pieces: set[str]) -> None:
        kept = self.ids.kept
        for piece in kept.keys() & pieces:
            for held in kept[piece]:
                if not held or held[-1] != document:
                    held.append(document)
            if all(len(held) > FORMS_KEPT for held in kept[piece]):
                del kept[piece]

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every stem with its entry, in the order of stems."""
        forms: dict[int, dict[str, str]] = {}
        for (stem, form), documents in sorted(self.ids.forms.items()):
            if len(documents) <= FORMS_KEPT:
                forms.setdefault(stem, {})[form] = gaps_text(documents)
        for name, number in sorted(self.ids.stems.items()):
            yield name, self._entry(number, forms.get(number, {}))

    def _entry(self, stem: int, forms: Mapping[str, str]) -> Entry:
        names, often, rest = self.lists[stem]
        in_text = [numbers_text([one % TEXTS for one in packed]) for packed in (often, rest)]
        among = [gaps_text([one // TEXTS for one in packed]) for packed in (names, often, rest)]
        return Entry(among[0], among[1], in_text[0], among[2], in_text[1], forms)


def reversed_terms(stems: Iterable[str]) -> list[str]:
    """Stems from their last letter to their first: where a word's beginning is misspelt, its end leads to it."""
    return sorted(stem[::-1] for stem in stems)
