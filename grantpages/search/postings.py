"""Which stem stands in which document: gathered in one pass, written as lists of gaps.

A list of rising numbers is a text, one character a gap: JSON carries it as it is, a browser reads
it with `codePointAt`, and frequent stems, whose gaps are small, take one byte a document.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub
from typing import NamedTuple

from grantpages.search.normalise import Normaliser, words

FORMS_KEPT = 48
"""A form that stands in more documents than this says little, and its list would be long."""
TEXTS = 40
"""Texts of a document are counted up to this number; all further ones are the last."""
ZERO = 0x23
"""The character of 0: after the quotation mark, which JSON would escape."""
_SURROGATES, _GAP = 0xD800 - ZERO, 0x800


def numbers_text(numbers: Sequence[int]) -> str:
    """Numbers of 0 to 1,100,000, each one character."""
    codes = array("I", [number + ZERO for number in numbers])
    if codes and max(codes) >= _SURROGATES + ZERO:
        codes = array("I", [code + _GAP if code >= _SURROGATES + ZERO else code for code in codes])
    return codes.tobytes().decode("utf-32")


def gaps_text(rising: Sequence[int]) -> str:
    """Rising numbers, each as its distance from the one before it; the first from -1, less 1 throughout."""
    return numbers_text([gap - 1 for gap in map(sub, rising, (-1, *rising))])


class Entry(NamedTuple):
    """One stem's documents; for each the code of where it stands; and its rarer forms, each with the places of its
    documents in that list, nothing for all of them. No mapping where the stem itself is the only form.
    """

    documents: str
    codes: str
    forms: Mapping[str, str] | None = None

    @property
    def size(self) -> int:
        """About how many characters it takes in a file."""
        forms = sum(len(form) + len(places) + 6 for form, places in (self.forms or {}).items())
        return 16 + len(self.documents) + len(self.codes) + forms


class Vocabulary(dict[str, int]):
    """The number of the form of every piece between two spaces; computed once.

    A piece of several words or of none («іс-шара», «–») has a negative number, by which `several`
    knows them. All that is done for each word of each document is a look-up here: ten thousand
    projects have twenty million. stem_of: by a form's number, that of its stem.
    """

    def __init__(self, normaliser: Normaliser) -> None:
        self.normaliser = normaliser
        self.stems: dict[str, int] = {}
        self.forms: dict[tuple[int, str], int] = {}
        self.stem_of: list[int] = []
        self.several: dict[int, list[int]] = {}
        self.of_word: dict[str, int] = {}

    def __missing__(self, piece: str) -> int:
        numbers = [self._number(word) for word in words(piece)]
        self[piece] = number = numbers[0] if len(numbers) == 1 else -1 - len(self.several)
        if number < 0:
            self.several[number] = numbers
        return number

    def _number(self, word: str) -> int:
        number = self.of_word.get(word)
        if number is None:
            name, form = self.normaliser.both(word)
            stem = self.stems.setdefault(name, len(self.stems))
            number = self.of_word[word] = self.forms.setdefault((stem, form), len(self.forms))
            if number == len(self.stem_of):
                self.stem_of.append(stem)
        return number

    def numbers(self, pieces: Iterable[str]) -> set[int]:
        """The numbers of all forms of pieces."""
        found = set(map(self.__getitem__, pieces))
        odd = self.several.keys() & found
        found -= odd
        found.update(*map(self.several.__getitem__, odd))
        return found


class Postings:
    """The documents of every stem and of its rarer forms, in the order they were added."""

    def __init__(self, normaliser: Normaliser) -> None:
        self.vocabulary = Vocabulary(normaliser)
        self.lists: list[array[int]] = []
        self.rare: dict[int, list[int]] = {}
        self.known = 0

    def add(self, document: int, words: Iterable[tuple[str, str]]) -> None:
        """Take in the pieces of a document's names, and of each of its texts, as `document.Said` has them."""
        seen, again, forms, firsts = set[int](), set[int](), set[int](), []
        for once, often in words:
            stems = self._stems(once, forms)
            if often:
                repeated = self._stems(often, forms)
                again |= repeated
                stems |= repeated
            again |= stems & seen
            firsts.append(stems - seen)
            seen |= stems
        self._keep(document << 8, firsts, again)
        self._keep_forms(document, forms)

    def _stems(self, pieces: str, forms: set[int]) -> set[int]:
        """The stems of pieces; their forms are put with the others."""
        some = self.vocabulary.numbers(pieces.split(" "))
        forms |= some
        return set(map(self.vocabulary.stem_of.__getitem__, some))

    def _keep(self, base: int, firsts: list[set[int]], again: set[int]) -> None:
        lists = self.lists
        lists.extend(array("I") for _ in range(len(self.vocabulary.stems) - len(lists)))
        for text, first in enumerate(firsts):
            for stems, often in ((first - again, False), (first & again, True)):
                value = base | code_of(text, often)
                for stem in stems:
                    lists[stem].append(value)

    def _keep_forms(self, document: int, forms: set[int]) -> None:
        rare, known = self.rare, len(self.vocabulary.forms)
        rare.update((number, []) for number in range(self.known, known))
        self.known = known
        for number in rare.keys() & forms:
            held = rare[number]
            held.append(document)
            if len(held) > FORMS_KEPT:
                del rare[number]

    def entries(self, numbers: Sequence[int]) -> Iterator[tuple[str, Entry]]:
        """Every stem with its entry, in the order of stems. numbers: those of the documents, as they were added."""
        shifted = array("I", [number << 8 for number in numbers])
        forms: dict[int, list[tuple[str, list[int]]]] = {}
        for (stem, form), number in sorted(self.vocabulary.forms.items()):
            held = sorted(numbers[one] for one in self.rare.get(number, ()))
            forms.setdefault(stem, []).append((form, held))
        for name, stem in sorted(self.vocabulary.stems.items()):
            values = sorted([shifted[value >> 8] | value & 255 for value in self.lists[stem]])
            yield name, _entry(name, values, forms[stem])


def code_of(text: int, often: bool) -> int:
    """Where a word stands: the first text it stands in, and whether it stands in several. 0 where it is a name."""
    return 2 * min(text, TEXTS) + often if text else 0


def _entry(stem: str, values: list[int], forms: list[tuple[str, list[int]]]) -> Entry:
    documents = [value >> 8 for value in values]
    whole, codes = gaps_text(documents), numbers_text([value & 255 for value in values])
    listed = [(form, held) for form, held in forms if held]
    if len(forms) == 1 and [form for form, _ in listed] == [stem]:
        return Entry(whole, codes)
    places = ((form, [bisect_left(documents, one) for one in held]) for form, held in listed)
    return Entry(whole, codes, {form: gaps_text(held) if len(held) < len(documents) else "" for form, held in places})
