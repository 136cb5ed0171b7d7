"""What of a table's files stands where it stood in the last ones: records in a row are one run of bytes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from grantpages.opendata.pieces import Extent
from grantpages.ziparchive import joined_crc

NEW = -1
"""In place of a number: of a record whose rows were not there before."""


class Run(NamedTuple):
    """Records in a row. begin: the first of them now; before: which one it was in the last files, or NEW.

    records: how many they are.
    """

    begin: int
    before: int
    records: int

    def within(self, begin: int, end: int) -> "Run":
        """As much of it as stands between two records now."""
        first, last = max(begin, self.begin), min(end, self.begin + self.records)
        return Run(first, NEW if self.before == NEW else self.before + first - self.begin, max(0, last - first))


def runs_of(now: Sequence[bytes], before: Sequence[bytes]) -> Iterator[Run]:
    """How the records of now, each by its mark, are found among those of before.

    Nearly always all but a few are the same, from the first on and up to the last: these are not looked at singly.
    """
    most = min(len(now), len(before))
    head = _equal(now, before)
    tail = min(most - head, _equal(now[::-1], before[::-1]))
    if head:
        yield Run(0, 0, head)
    places = {mark: place for place, mark in enumerate(before[head : len(before) - tail], head)}
    held = Run(head, NEW, 0)
    for one, mark in enumerate(now[head : len(now) - tail], head):
        place = places.get(mark, NEW)
        if held.records and NEW not in (place, held.before) and place == held.before + held.records:
            held = held._replace(records=held.records + 1)
            continue
        if held.records:
            yield held
        held = Run(one, place, 1)
    if held.records:
        yield held
    if tail:
        yield Run(len(now) - tail, len(before) - tail, tail)


def _equal(some: Sequence[bytes], others: Sequence[bytes]) -> int:
    """How many are equal from the first on."""
    return next(compress(count(), map(ne, some, others)), min(len(some), len(others)))


Packed = tuple[int, int, int]
"""Of rows of a sheet: their size and CRC-32 before they were deflated, and their bytes since."""


class Sums:
    """Adds up rows of a sheet some records at a time; what was added up before need not be. known: by marks."""

    def __init__(self, known: Mapping[bytes, Packed]) -> None:
        self.known, self.now = known, dict[bytes, Packed]()

    def of(self, extents: Iterable[Extent]) -> Iterator[Packed]:
        """The sums of records in a row; which are added up together follows from their marks alone."""
        some = list[Extent]()
        for one in extents:
            some.append(one)
            if one.mark[0] < _PARTING:
                yield self._sum(some)
                some = []
        if some:
            yield self._sum(some)

    def _sum(self, some: Sequence[Extent]) -> Packed:
        key = hashlib.blake2b(b"".join([one.mark for one in some]), digest_size=16).digest()
        self.now[key] = found = self.known.get(key) or _added(some)
        return found


_PARTING = 4  # of 256: 64 records together


def _added(some: Iterable[Extent]) -> Packed:
    size, crc, packed = 0, 0, 0
    for one in some:
        crc = joined_crc(crc, one.crc, one.size)
        size, packed = size + one.size, packed + one.packed
    return size, crc, packed
