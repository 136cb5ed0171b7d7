"""Puts one pack together: what the last one holds is taken from there as it stands, the rest is read and deflated."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from grantpages.manifest import SUMS
from grantpages.pack.known import NOT_THERE, Member, Pack, Seen, seen
from grantpages.sitefile import put_in_place
from grantpages.ziparchive import Archive, Content, content_of


def sum_of(data: bytes) -> str:
    """What SHA256SUMS says of a file."""
    return hashlib.sha256(data).hexdigest()


class Shared:
    """Files that stand in several packs, deflated once; the oldest go when they weigh much."""

    LIMIT = 32 << 20
    """Bytes, as they are packed."""

    def __init__(self) -> None:
        self._contents: dict[str, tuple[str, Content]] = {}
        self._weight = 0

    def get(self, name: str) -> tuple[str, Content] | None:
        """A file's sum and content."""
        return self._contents.get(name)

    def put(self, name: str, sha256: str, content: Content) -> None:
        """Keep them, until others need the place."""
        self._contents[name] = sha256, content
        self._weight += len(content.packed)
        while self._weight > self.LIMIT:
            oldest = next(iter(self._contents))
            self._weight -= len(self._contents.pop(oldest)[1].packed)


class Packer:
    """Writes a pack beside the last one, in whose place it is put when it is whole and another.

    known: the last one, which is there if it has members.
    """

    def __init__(self, path: Path, known: Pack, shared: Shared) -> None:
        self.path, self.folder, self.known, self.shared = path, path.stem, known, shared
        self.pack = Pack()
        self._beside = path.with_name(f".{path.name}")
        self._last: BinaryIO | None = path.open("rb") if known.members else None
        self._archive = Archive(self._beside, "w")
        self._old, self._members = known.by_name, list[Member]()

    def add(self, name: str, data: bytes) -> None:
        """Add what only packs have."""
        self._put(name, NOT_THERE, sum_of(data), content_of(data, name))

    def take(self, name: str, now: Seen, read: Callable[[str], bytes], is_shared: bool) -> None:
        """Add a file of the site. now: how it is recognized; read: gives it as it is packed."""
        old = self._old.get(name)
        if old and old.seen == now:
            return self._again(old)
        if is_shared and (at_hand := self.shared.get(name)):
            return self._put(name, now, *at_hand)
        data = read(name)
        sha256 = sum_of(data)
        if old and old.sha256 == sha256:
            return self._again(old._replace(seen=now))
        content = content_of(data, name)
        if is_shared:
            self.shared.put(name, sha256, content)
        return self._put(name, now, sha256, content)

    def _again(self, old: Member) -> None:
        assert self._last
        self._last.seek(old.begin)
        self._put(old.name, old.seen, old.sha256, Content(old.size, old.crc, self._last.read(old.packed)))

    def _put(self, name: str, now: Seen, sha256: str, content: Content) -> None:
        begin = self._archive.put(f"{self.folder}/{name}", content)
        self._members.append(Member(name, now, sha256, content.size, content.crc, len(content.packed), begin))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self.add(SUMS, "".join(f"{member.sha256}  {member.name}\n" for member in self._members).encode())
            self._archive.close()
            if self._last:
                self._last.close()
            if kind is None:
                self._settle()
        finally:
            self._beside.unlink(missing_ok=True)

    def _settle(self) -> None:
        """Leave the last pack where this one is the same."""
        new = Pack(members=self._members)
        if new.sums != self.known.sums:
            put_in_place(self.path, self._beside)
        self.pack = new._replace(seen=seen(str(self.path.parent), self.path.name))
