"""Pieces that are written now and read later, kept out of memory."""

import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Place = tuple[int, int]
"""Where a piece begins and how long it is."""


class Spool:
    """A file that is gone with the last who holds this. One process puts; others, forked from it, may get."""

    def __init__(self) -> None:
        self._file = tempfile.NamedTemporaryFile(buffering=0)  # noqa: SIM115 - open as long as this is
        self._end = 0
        self.path = str(self._file.name)
        weakref.finalize(self, self._file.close)

    def put(self, piece: bytes) -> Place:
        """Write a piece behind all others."""
        place = (self._end, len(piece))
        while piece:
            written = self._file.write(piece)
            self._end += written
            piece = piece[written:]
        return place

    def put_all(self, pieces: Sequence[bytes]) -> Iterator[Place]:
        """Write pieces at once; where each is."""
        begin, _ = self.put(b"".join(pieces))
        for piece in pieces:
            yield (begin, len(piece))
            begin += len(piece)

    def every(self, places: Iterable[Place]) -> Iterator[bytes]:
        """Read several pieces again."""
        with Path(self.path).open("rb", buffering=0) as file:
            for begin, length in places:
                file.seek(begin)
                yield file.read(length)

    def get(self, place: Place) -> bytes:
        """Read a piece again. Also in a forked process: no place that others share is moved."""
        begin, length = place
        return os.pread(self._file.fileno(), length, begin)


def read_piece(path: Path, place: Place) -> bytes:
    """A piece of a file. Opened anew: what another process reads meanwhile would move a place they share."""
    with path.open("rb", buffering=0) as file:
        file.seek(place[0])
        return file.read(place[1])


@dataclass(frozen=True)
class Pieces:
    """Pieces of a spool by name, read one by one and as often as asked for."""

    spool: Spool
    places: Mapping[str, Place]

    def __iter__(self) -> Iterator[bytes]:
        return self.spool.every(self.places.values())

    def get(self, name: str) -> bytes | None:
        """The piece of a name."""
        place = self.places.get(name)
        return self.spool.get(place) if place else None
