"""What a built site consists of: every file with its SHA-256 and size, so that anyone can tell a copy from the site.

Two forms of one list: `SHA256SUMS`, which `sha256sum -c` reads, and `manifest.json`, for programs. It is made from the
folder when all is written, whoever wrote it, some folders at a time, and is never held in memory.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from json.encoder import encode_basestring
from pathlib import Path
from typing import BinaryIO, NamedTuple

from grantpages.abreast import each

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
"""The two lists."""
_AT_ONCE = 64  # files or folders of a folder, a piece of work for one process
_BLOCK = 1 << 20  # bytes


class Part(NamedTuple):
    """A file of the site: its path below the root, with `/`; its SHA-256 in hexadecimal; its size in bytes.

    time: when it was written, in nanoseconds.
    """

    path: str
    sha256: str
    size: int
    time: int


class Share(NamedTuple):
    """Neighbours in a folder: its path below the root, ending in `/` or empty; their names, in order."""

    folder: str
    names: Sequence[str]


class Listed(NamedTuple):
    """What the lists say of some files, and of how many, in the order of their paths. kept: for the next time."""

    files: int
    sums: bytes
    manifest: bytes
    kept: bytes


def write_manifest(
    site: Path, processes: int = 1, known: Path | None = None, told: Mapping[str, Part] | None = None
) -> int:
    """Write both lists into a site's folder; returns how many files they name.

    `SHA256SUMS` has every file but the two lists, in the order of their paths. `manifest.json` has the same files,
    and `SHA256SUMS` after them. processes: how many may read beside this one; one where the caller runs threads.
    known: a file in which the sums are kept from time to time: a file of the same size and time of writing is not
    read again. told: of files by path, whose sums were taken when they were written.
    """
    lister, count = Lister(site, known, told or {}), 0
    with ExitStack() as stack:
        sums, manifest = (stack.enter_context((site / name).open("wb")) for name in (SUMS, MANIFEST))
        kept = stack.enter_context(_new(known).open("wb")) if known else None
        manifest.write(b'{"algorithm": "sha256", "files": [\n')
        for listed in each(lister.listed, list(shares_of(site)), processes):
            sums.write(listed.sums)
            manifest.write(listed.manifest)
            if kept:
                kept.write(listed.kept)
            count += listed.files
        sums.flush()
        manifest.write(f"{_line(part_of(site, SUMS))}\n]}}\n".encode())
    if known:
        _new(known).replace(known)
    return count


def shares_of(site: Path) -> Iterator[Share]:
    """All of a site but the two lists, in the order of paths: a folder's folder is nobody's but one's."""
    for share in _shares(site, ""):
        rest: list[str] = []
        for name in share.names:
            if name.endswith("/"):
                if rest:
                    yield Share("", rest)
                yield from _shares(site, name)
                rest = []
            elif name not in (SUMS, MANIFEST):
                rest.append(name)
        if rest:
            yield Share("", rest)


def _shares(site: Path, folder: str) -> Iterator[Share]:
    names = _names(f"{site}/{folder}")
    for start in range(0, len(names), _AT_ONCE):
        yield Share(folder, names[start : start + _AT_ONCE])


def _names(folder: str) -> list[str]:
    """What is in a folder, in the order of the paths of files: a folder's name ends in `/`."""
    with os.scandir(folder) as entries:
        return sorted(f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name for entry in entries)


class Lister:
    """Says of the files of a share what stands in the lists; reads those of which nothing is known."""

    def __init__(self, site: Path, known: Path | None, told: Mapping[str, Part]) -> None:
        self.site, self.known, self.told = site, known, told

    def listed(self, share: Share) -> Listed:
        """All files of a share."""
        parts = list(self._parts(share))
        sums = "".join([f"{part.sha256}  {part.path}\n" for part in parts])
        manifest = "".join([f"{_line(part)},\n" for part in parts])
        kept = "".join([f"{part.sha256} {part.size} {part.time} {part.path}\n" for part in parts]) if self.known else ""
        return Listed(len(parts), sums.encode(), manifest.encode(), kept.encode())

    def _parts(self, share: Share) -> Iterator[Part]:
        """The files in order. What is known of them is in the same order, too."""
        old = _lines(self.known, f"{share.folder}{share.names[0]}") if self.known else iter(())
        last = next(old, None)
        for path in self._paths(share):
            while last and last.path < path:
                last = next(old, None)
            status = os.stat(f"{self.site}/{path}")
            seen = (status.st_size, status.st_mtime_ns)
            for one in (last, self.told.get(path)):
                if one and one.path == path and (one.size, one.time) == seen:
                    yield one
                    break
            else:
                yield part_of(self.site, path)

    def _paths(self, share: Share) -> Iterator[str]:
        for name in share.names:
            path = f"{share.folder}{name}"
            if path.endswith("/"):
                yield from self._paths(Share(path, _names(f"{self.site}/{path}")))
            else:
                yield path


def part_of(site: Path, path: str) -> Part:
    """One file, read a block at a time."""
    digest = hashlib.sha256()
    with open(f"{site}/{path}", "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        while block := file.read(_BLOCK):
            digest.update(block)
    return Part(path, digest.hexdigest(), status.st_size, status.st_mtime_ns)


def _lines(known: Path, first: str) -> Iterator[Part]:
    """What was kept, from a path on; nothing where there is nothing, and no more where a line is damaged."""
    try:
        with known.open("rb") as file:
            _seek(file, known.stat().st_size, first.encode())
            for line in file:
                sha256, size, time, path = line.decode().removesuffix("\n").split(" ", 3)
                yield Part(path, sha256, int(size), int(time))
    except (OSError, ValueError, IndexError):
        return


def _seek(file: BinaryIO, size: int, path: bytes) -> None:
    """Go to the first line of a path that is not before the one asked for."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        _go(file, middle)
        line = file.readline()
        if line and line.split(b" ", 3)[3] < path:
            low = middle + 1
        else:
            high = middle
    _go(file, low)


def _go(file: BinaryIO, place: int) -> None:
    """To the first line that begins at a place or after it."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()


def _new(known: Path) -> Path:
    return known.with_name(f"{known.name}.new")


def _line(part: Part) -> str:
    return f'{{"path": {encode_basestring(part.path)}, "bytes": {part.size}, "sha256": "{part.sha256}"}}'
