"""Files that stand since the last build: what they were made from is the same, and they are still what was written.

A file is made from what is handed over (`given`, plain values) and from what is asked of the records meanwhile (see
`asked`); both are known by digests. What is known is taken away while it is used, so that of an interrupted build
nothing is believed.
"""

import marshal
from array import array
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from grantpages.site.asked import Asked, Name
from grantpages.site.made import seen
from grantpages.sitefile import write_bytes
from grantpages.store import Store, digest

PLAIN = 2
"""The version of marshal's format in which equal values are equal bytes."""
SETTLED, FILES = b" settled", b" files"
"""Ends of keys: of what is known of files that were completed later, and of the names of all."""
NOTHING = digest(marshal.dumps((), PLAIN))
"""The digest of what is handed over where that is nothing."""
_NUMBER: Literal["I"] = "I"


class Stood(NamedTuple):
    """A file as it was written. given: a digest; asked: the numbers of the questions, packed; nanoseconds; bytes."""

    given: bytes
    asked: bytes
    time: int
    size: int


class Standing:
    """The files of one part of a site. basis: a digest of what all of them are made from beside the records.

    known: where what is known lies, if anywhere.
    """

    def __init__(self, site: Path, part: str = "", basis: bytes = b"", known: Store | None = None) -> None:
        self.site, self.basis, self.known = site, basis, known
        self.key = part.encode()
        self.kept = known.take(self.key) if known else None
        settled = known.take(self.key + SETTLED) if known else None
        self.settled: dict[str, tuple[int, int]] = settled or {}
        self.asked: Asked = Asked()
        self.mark: Callable[[Name], bytes] = lambda _: b""
        self.names: dict[Name, int] = {}
        self.marks: list[bytes] = []
        self.before: dict[str, Stood] = {}
        self.now: dict[str, Stood] = {}
        self.changed: frozenset[int] = frozenset()

    def begin(self, asked: Asked, mark: Callable[[Name], bytes]) -> None:
        """Compare what is known with the records. mark: a digest of the answer to a question now."""
        self.asked, self.mark = asked, mark
        if not self.kept or self.kept[0] != self.basis:
            return
        _, names, marks, before = self.kept
        self.names = {name: number for number, name in enumerate(names)}
        self.marks = [mark(name) for name in names]
        pairs = enumerate(zip(marks, self.marks, strict=True))
        self.changed = frozenset(number for number, (then, now) in pairs if then != now)
        self.before = {inside: Stood(*stood) for inside, stood in before.items()}
        for inside, (time, size) in self.settled.items():
            if stood := self.before.get(inside):
                self.before[inside] = stood._replace(time=time, size=size)
        self.kept = None

    def put(self, inside: str, given: Any, make: Callable[[], str | bytes]) -> None:
        """Write a file below the site's root, unless it stands. make: is given nothing but what `given` holds."""
        told = NOTHING if given == () else digest(marshal.dumps(given, PLAIN))
        before = self.before.get(inside)
        if before and before.given == told and self._is_there(inside, before) and self._is_same(before):
            self.now[inside] = before
            return
        with self.asked.during() as names:
            made = make()
        path = self.site / inside
        write_bytes(path, made if isinstance(made, bytes) else made.encode())
        _, size, time = seen(self.site, inside)
        self.now[inside] = Stood(told, self._packed(names), time, size)

    def put_all(self, files: Collection[str], given: Any, write: Callable[[], None]) -> None:
        """Have files written together, unless all of them stand. They are made from `given` alone."""
        told = digest(marshal.dumps(given, PLAIN))
        stood = {inside: one for inside in files if (one := self.before.get(inside)) and one.given == told}
        if len(stood) < len(files) or not all(self._is_there(inside, one) for inside, one in stood.items()):
            write()
            looks = (seen(self.site, inside) for inside in files)
            stood = {inside: Stood(told, b"", time, size) for inside, size, time in looks}
        self.now.update(stood)

    def copy(self, file: Path, inside: str) -> None:
        """Copy a file, unless its copy stands; it is known by its size and its time of writing."""
        status = file.stat()
        self.put(inside, (status.st_size, status.st_mtime_ns), file.read_bytes)

    def _is_there(self, inside: str, before: Stood) -> bool:
        try:
            return seen(self.site, inside) == (inside, before.size, before.time)
        except OSError:
            return False

    def _is_same(self, before: Stood) -> bool:
        return not self.changed or self.changed.isdisjoint(memoryview(before.asked).cast(_NUMBER))

    def _packed(self, names: set[Name]) -> bytes:
        return array(_NUMBER, sorted(map(self._number, names))).tobytes()

    def _number(self, name: Name) -> int:
        number = self.names.get(name)
        if number is None:
            number = self.names[name] = len(self.names)
            self.marks.append(self.mark(name))
        return number

    def end(self) -> None:
        """Know from now on what stands."""
        if self.known:
            stand = {inside: tuple(one) for inside, one in self.now.items()}
            self.known.put(self.key, (self.basis, list(self.names), self.marks, stand))
            self.known.put(self.key + FILES, "\n".join(self.now))

    def files(self) -> list[str]:
        """What stands, also where another process ended the part; nothing where nothing is known."""
        return (self.known and self.known.get(self.key + FILES) or "").split("\n")

    def settle(self, files: Iterable[str]) -> None:
        """Know files as they are now that were completed after the part had ended."""
        if self.known:
            found = (seen(self.site, inside) for inside in files)
            self.known.put(self.key + SETTLED, {inside: (time, size) for inside, size, time in found})
