"""What files held when they were last read, told by what the file system says of them, as git tells it by its index.

A file is the same as long as its size, its times and its number are. Of a file that was written in the moment in which
it was read this cannot be said: it may be written again in that moment, and look the same. Such a file is read again.
"""

import os
from collections.abc import Iterable, Mapping

Stamp = tuple[int, int, int, int]
"""Size, times of the last writing and of the last change of anything, in nanoseconds, number on the disk."""
YOUNG = 2 * 10**9
"""Nanoseconds; no file system in use counts in longer steps (FAT)."""


def stamp_of(status: os.stat_result) -> Stamp:
    """What the file system says of a file; to be asked before the file is read."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class Stamps:
    """The marks of files by name, each with its stamp.

    known: those of the last time. moment: when this time began, by the file system's clock, in nanoseconds; None where
    that is not known, and then no file is stamped.
    """

    def __init__(self, known: Mapping[str, tuple[Stamp, bytes]], moment: int | None) -> None:
        self.known = known
        self.moment = moment
        self.made: dict[str, tuple[Stamp, bytes]] = {}

    def mark(self, name: str, stamp: Stamp | None) -> bytes | None:
        """The mark of a file that has not changed since the last time; None for any other."""
        known = self.known.get(name)
        return known[1] if known and known[0] == stamp else None

    def keep(self, names: Iterable[str]) -> None:
        """Keep for the next time what is known of files that have not changed."""
        self.made.update((name, self.known[name]) for name in names)

    def put(self, name: str, stamp: Stamp | None, mark: bytes) -> None:
        """Keep the mark of a file for the next time, unless the file is too young for that."""
        if stamp and self.moment and max(stamp[1:3]) < self.moment - YOUNG:
            self.made[name] = stamp, mark
