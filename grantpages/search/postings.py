"""Which stem stands in which document: written as lists of gaps.

A list of rising numbers is a text, one character a gap: JSON carries it as it is, a browser reads
it with `codePointAt`, and frequent stems, whose gaps are small, take one byte a document.

In between there are tokens: a stem, a comma and one of its forms, or the stem alone where it is the form. For each
token there is the list of its documents, four bytes each: the document's number and, in the lowest byte, where the
stem stands.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import sub
from typing import NamedTuple

FORMS_KEPT = 48
"""A form that stands in more documents than this says little, and its list would be long."""
TEXTS = 40
"""Texts of a document are counted up to this number; all further ones are the last."""
ZERO = 0x23
"""The character of 0: after the quotation mark, which JSON would escape."""
_SURROGATES, _GAP = 0xD800 - ZERO, 0x800

Tokens = dict[str, "array[int]"]
"""By token, its documents, each as `number << 8 | code`."""


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

    @property
    def values(self) -> list[str | Mapping[str, str]]:
        """As it stands in a file."""
        return list(self[:2]) if self.forms is None else list(self)  # type: ignore[arg-type]


class Gathered(dict[str, "array[int]"]):
    """The documents of every token."""

    def __missing__(self, token: str) -> "array[int]":
        self[token] = held = array("I")
        return held

    def add(self, number: int, tokens: str, codes: bytes) -> None:
        """Take in the words of a document."""
        base = number << 8
        for held, code in zip(map(self.__getitem__, tokens.split(" ") if codes else ()), codes, strict=True):
            held.append(base | code)


def stem_of(token: str) -> str:
    """The stem of a token."""
    return token.partition(",")[0]


def form_of(token: str) -> str:
    """The form of a token."""
    return token.rpartition(",")[2]


def by_stem(tokens: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Rising tokens, those of a stem together."""
    return ((stem, list(some)) for stem, some in groupby(tokens, stem_of))


def entry_of(stem: str, held: Mapping[str, "array[int]"]) -> Entry:
    """The entry of a stem. held: its tokens with their documents."""
    values = sorted({value for some in held.values() for value in some} if len(held) > 1 else held[next(iter(held))])
    documents = [value >> 8 for value in values]
    whole, codes = gaps_text(documents), numbers_text([value & 255 for value in values])
    rare = {form_of(token): some for token, some in sorted(held.items()) if len(some) <= FORMS_KEPT}
    if len(held) == 1 and list(rare) == [stem]:
        return Entry(whole, codes)
    return Entry(whole, codes, {form: _places(documents, rare[form]) for form in sorted(rare)})


def _places(documents: Sequence[int], values: Iterable[int]) -> str:
    """The places of a form's documents among those of its stem; nothing for all of them."""
    some = sorted([value >> 8 for value in values])
    return gaps_text([bisect_left(documents, one) for one in some]) if len(some) < len(documents) else ""


def code_of(text: int, often: bool) -> int:
    """Where a word stands: the first text it stands in, and whether it stands in several. 0 where it is a name."""
    return 2 * min(text, TEXTS) + often if text else 0
