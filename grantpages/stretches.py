"""Lists that are written anew from stretches of the last ones: of what is the same, no line is made again.

A list has lines for each of a row of units, each unit's behind those of the one before. What is known of the units
stands in one file with the lines that are kept for the next time, so that they are there together or not at all.
"""

import hashlib
import marshal
from collections.abc import Iterator, Sequence
from io import SEEK_END
from itertools import accumulate, compress, count, pairwise
from operator import ne, sub
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

_BLOCK = 1 << 20  # bytes
_FOOT = 28  # bytes: how long the lines are, and a digest of what is said of the units
_FORM = b"stretches 1"  # another one when `Stood` has other fields: what is known outlives a change of the code
NONE = -1
"""In place of a number: of a unit whose lines are to be made."""
Stamp = tuple[str, int, int]
"""How a file or a folder is recognized: its path; a file's size; its time in nanoseconds."""


class Unit(NamedTuple):
    """A file or a folder with all that is in it. files: how many; lines: in each list, and those that are kept.

    stamps: its own, or the folders'.
    """

    path: str
    stamps: Sequence[Stamp]
    files: int
    lines: Sequence[bytes]


class Stood(NamedTuple):
    """The units as they were listed. weights: of each list, how many bytes each unit has there.

    many: of each folder whose files are units of their own its time of change, its first unit and the one after its
    last. lists: how each list is recognized.
    """

    paths: list[str]
    stamps: list[Sequence[Stamp]]
    files: list[int]
    weights: tuple[list[int], list[int], list[int]]
    many: dict[str, tuple[int, int, int]]
    lists: Sequence[tuple[int, int]] = ()

    @property
    def begins(self) -> list[list[int]]:
        """Where each unit's lines begin in each list, and where the last one's end."""
        return [list(accumulate(some, initial=0)) for some in self.weights]


def recall(known: Path) -> Stood:
    """What is known of the units; nothing where that is not whole."""
    try:
        with known.open("rb") as file:
            size = file.seek(-_FOOT, SEEK_END) + _FOOT
            foot = file.read()
            file.seek(begin := int.from_bytes(foot[:8], "big"))
            said = file.read(size - _FOOT - begin)
        if _digest(said) == foot[8:]:
            return Stood(*marshal.loads(said))
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return nothing()


def nothing() -> Stood:
    """Of units of which nothing is known."""
    return Stood([], [], [], ([], [], []), {})


def end(file: BinaryIO, stood: Stood) -> None:
    """Write behind the lines that are kept what is known of the units."""
    plain: tuple[Any, ...] = stood
    place, said = file.tell(), marshal.dumps(tuple(plain))
    file.write(said + place.to_bytes(8, "big") + _digest(said))


def _digest(said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=_FOOT - 8, person=_FORM).digest()


def seen(path: Path) -> tuple[int, int]:
    """How a file is recognized; as none is, where it is not there."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


class Joined:
    """Writes lists anew. last: what stood in the old ones; heads: how many bytes before all units, in each."""

    def __init__(self, last: Stood, old: Sequence[Path], heads: Sequence[int], new: Sequence[BinaryIO]) -> None:
        self.last, self.new = last, new
        self.old = [path.open("rb", buffering=0) for path in old]
        self.begins = [[head + place for place in some] for head, some in zip(heads, last.begins, strict=True)]
        self.stood = nothing()

    def write(self, places: Sequence[int], made: Iterator[Unit]) -> Stood:
        """All units in their order. places: which one each was, or NONE of the next that is made. Raises EOFError."""
        try:
            for first, units in _rows(places):
                if first == NONE:
                    self._add(next(made))
                else:
                    self._copy(first, first + units)
        finally:
            for file in self.old:
                file.close()
        return self.stood

    def _add(self, unit: Unit) -> None:
        self._know([unit.path], [unit.stamps], [unit.files], [[len(line)] for line in unit.lines])
        for file, lines in zip(self.new, unit.lines, strict=False):
            file.write(lines)

    def _copy(self, first: int, after: int) -> None:
        """Units in a row that stand."""
        last = self.last
        paths, stamps, files = (some[first:after] for some in (last.paths, last.stamps, last.files))
        self._know(paths, stamps, files, [some[first:after] for some in last.weights])
        for old, new, begins in zip(self.old, self.new, self.begins, strict=False):
            for block in blocks(old, begins[first], begins[after]):
                new.write(block)

    def _know(self, *columns: Any) -> None:
        paths, stamps, files, weights = columns
        self.stood.paths.extend(paths)
        self.stood.stamps.extend(stamps)
        self.stood.files.extend(files)
        for all_of_them, some in zip(self.stood.weights, weights, strict=True):
            all_of_them.extend(some)


def _rows(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other: the first and how many; NONE is alone. They are many, and few rows."""
    shifts = list(map(sub, places, count()))
    starts = [0, *compress(count(1), map(ne, shifts, shifts[1:])), len(places)]
    for start, end in pairwise(starts if places else ()):
        first = places[start]
        if first == NONE:
            yield NONE, 1
            first, start = first + 1, start + 1  # what follows may begin with the number 0
        if start < end:
            yield first, end - start


def blocks(file: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    """A stretch of a file, so much at a time that it does not fill the memory. Raises EOFError."""
    file.seek(begin)
    while begin < end:
        block = file.read(min(end - begin, _BLOCK))
        if not block:
            raise EOFError(file.name)
        yield block
        begin += len(block)
