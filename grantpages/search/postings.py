"""Which stem stands in which document: written as lists of gaps.

A list of rising numbers is a text, one character a gap: JSON carries it as it is, a browser reads
it with `codePointAt`, and frequent stems, whose gaps are small, take one byte a document.

In between there are tokens: a stem, a comma and one of its forms, or the stem alone where it is the form. For each
token there is the list of its documents, four bytes each: the document's number and, in the lowest byte, where the
stem stands.
"""

import re
import sys
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import sub
from typing import NamedTuple

FORMS_KEPT = 48
"""A form that stands in more documents than this says little, and its list would be long."""
TEXTS = 40
"""Texts of a document are counted up to this number; all further ones are the last."""
ZERO = 0x23
"""The character of 0: after the quotation mark, which JSON would escape."""
_HIGH, _GAP = re.compile("[\ud800-\U0010ffff]"), 0x800
_CODES = bytes((code + ZERO) & 0xFF for code in range(256))

Tokens = dict[str, "array[int]"]
"""By token, its documents, each as `number << 8 | code`."""


def numbers_text(numbers: Sequence[int]) -> str:
    """Numbers of 0 to 1,100,000, each one character."""
    return _text(_little(array("I", [number + ZERO for number in numbers])))


def gaps_text(rising: Sequence[int]) -> str:
    """Rising numbers, each as its distance from the one before it; the first from -1, less 1 throughout."""
    return numbers_text([gap - 1 for gap in map(sub, rising, (-1, *rising))])


def _text(codes: bytes) -> str:
    """Characters of four bytes each; from the surrogates on, which are none, each is that many further."""
    text = codes.decode("utf-32-le", "surrogatepass")
    return _HIGH.sub(lambda found: chr(ord(found[0]) + _GAP), text)


def _little(values: "array[int]") -> bytes:
    """Four bytes each, the lowest first."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


def _told(values: "array[int]") -> tuple[str, str]:
    """Of documents as `Tokens` has them: their gaps and their codes, as `gaps_text` and `numbers_text` write them.

    All gaps are one subtraction of two long numbers, each document four bytes of them: twenty million one by one are
    most of what a large index costs.
    """
    count, numbers = len(values), bytearray(_little(values))
    codes = numbers[::4].translate(_CODES).decode("latin-1")
    numbers[::4] = bytes(count)
    these, before = (int.from_bytes(one, "little") for one in (numbers, bytes(4) + numbers[:-4]))
    upwards = int.from_bytes(bytes((0, ZERO - 1, 0, 0)) * count, "little") + (1 << 8)
    gaps = (these - before + upwards) >> 8
    return _text(gaps.to_bytes(4 * count, "little")), codes


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
        """Take in the words of a document. Raises ValueError where they are not as many as their codes."""
        some = tokens.split(" ") if codes else []
        if len(some) != len(codes):
            raise ValueError(number)
        deque(map(array.append, map(self.__getitem__, some), map((number << 8).__or__, codes)), maxlen=0)


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
    values = _together(list(held.values()))
    rare = {form_of(token): some for token, some in held.items() if len(some) <= FORMS_KEPT}
    if len(held) == 1 and list(rare) == [stem]:
        return Entry(*_told(values))
    return Entry(*_told(values), {form: _places(values, rare[form]) for form in sorted(rare)})


def _together(some: Sequence["array[int]"]) -> "array[int]":
    """Rising lists as one. A document's code is that of the stem, so it is the same in each of them."""
    return some[0] if len(some) == 1 else array("I", dict.fromkeys(sorted(chain.from_iterable(some))))


def _places(values: "array[int]", some: "array[int]") -> str:
    """The places of a form's documents among those of its stem; nothing for all of them."""
    return gaps_text([bisect_left(values, one) for one in some]) if len(some) < len(values) else ""


def code_of(text: int, often: bool) -> int:
    """Where a word stands: the first text it stands in, and whether it stands in several. 0 where it is a name."""
    return 2 * min(text, TEXTS) + often if text else 0
