"""Pieces that are written now and read later, kept out of memory."""

import tempfile
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
"""Where a piece begins and how long it is."""


class Spool:
    """A file without a name, gone with the last who holds this."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this is
        self._end = 0
        weakref.finalize(self, self._file.close)

    def put(self, piece: bytes) -> Place:
        """Write a piece behind all others."""
        place = (self._end, len(piece))
        self._file.seek(self._end)
        self._end += self._file.write(piece)
        return place

    def get(self, place: Place) -> bytes:
        """Read a piece again."""
        self._file.seek(place[0])
        return self._file.read(place[1])


@dataclass(frozen=True)
class Pieces:
    """Some of the pieces of a spool, read one by one and as often as asked for."""

    spool: Spool
    places: Sequence[Place]

    def __iter__(self) -> Iterator[bytes]:
        return map(self.spool.get, self.places)
