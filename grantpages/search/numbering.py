"""Numbers of documents that stay when others come and go, and put the newest of a kind first.

A kind has a range of numbers of its own. In it every week has a shelf with some room to spare, the
oldest at the end of the range: what is new takes numbers that nobody had, what is removed moves the
few documents of its own week, and a shelf that grows beyond its room, which is seldom, those of later
weeks. Documents without a day stand on shelves by a hash of their address. So the numbers depend on
which documents there are, and on nothing that was before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

ROOM = 1 << 18
"""Numbers of a kind. Four kinds' are just below what one character can say, see `postings.numbers_text`."""
KINDS = 4
WEEK = 7
UNDATED = 64
"""Documents on a shelf of those without a day, at most on average."""
STEP = 16
"""Slots by which a shelf grows, at least."""


@dataclass(frozen=True)
class Numbering:
    """The documents' numbers, and for each kind its shelves: how many slots each has, and how many are taken from its
    first on. A slot is a place in a kind's range counted from its end.
    """

    numbers: Sequence[int]
    shelves: Sequence[Sequence[tuple[int, int]]]

    def slots(self, kind: int) -> int:
        """How many slots a kind has."""
        return sum(room for room, _ in self.shelves[kind])


def number_documents(known: Sequence[tuple[str, int, str]], kinds: Sequence[str]) -> Numbering:
    """Number documents, each given as its kind, day and address. Raises ValueError where there are too many."""
    if len(kinds) > KINDS:
        raise ValueError(f"{len(kinds)} > {KINDS}")
    numbers = [0] * len(known)
    shelves: list[list[tuple[int, int]]] = []
    for place, kind in enumerate(kinds):
        of_kind = [number for number, one in enumerate(known) if one[0] == kind]
        shelves.append(list(_fill(of_kind, known, (place + 1) * ROOM - 1, numbers)))
        if sum(room for room, _ in shelves[-1]) > ROOM:
            raise ValueError(f"{kind}: {len(of_kind)}")
    return Numbering(numbers, shelves)


def _fill(
    of_kind: list[int], known: Sequence[tuple[str, int, str]], last: int, numbers: list[int]
) -> list[tuple[int, int]]:
    """Put the documents of a kind on shelves, the first of which ends at number `last`."""
    undated = sum(not known[one][1] for one in of_kind)
    parts = 1 << max(0, (undated - 1) // UNDATED).bit_length()

    def shelf(one: int) -> int:
        _, day, address = known[one]
        return day // WEEK if day else crc32(address.encode()) % parts - parts

    of_kind.sort(key=lambda one: known[one][2], reverse=True)
    of_kind.sort(key=lambda one: (shelf(one), known[one][1]))
    filled, start = [], 0
    for _, some in groupby(of_kind, shelf):
        taken = 0
        for taken, one in enumerate(some, 1):
            numbers[one] = last - start - taken + 1
        filled.append((_room(taken), taken))
        start += filled[-1][0]
    return filled


def _room(taken: int) -> int:
    """Slots of a shelf: an eighth more than are taken, in steps so wide that one more or less seldom matters."""
    step = max(STEP, (1 << taken.bit_length()) >> 2)
    return -(-(taken + 1 + taken // 8) // step) * step
