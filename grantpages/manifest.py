"""What a built site consists of: every file with its SHA-256 and size, so that anyone can tell a copy from the site.

Two forms of one list: `SHA256SUMS`, which `sha256sum -c` reads, and `manifest.json`, for programs. It is made from the
folder when all is written, whoever wrote it, some folders at a time, and is never held in memory.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from json.encoder import encode_basestring
from pathlib import Path
from typing import BinaryIO, NamedTuple

from grantpages.abreast import each

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
"""The two lists."""
FOLDER = "-"
"""What stands in place of a sum where a folder is kept in mind, whose time is that of its last change."""
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
    (site / SUMS).unlink(missing_ok=True)
    with ExitStack() as stack:
        sums, manifest = (stack.enter_context((site / name).open("wb")) for name in (SUMS, MANIFEST))
        kept = stack.enter_context(_new(known).open("wb")) if known else None
        lister, count = Lister(site, os.fstat(sums.fileno()).st_mtime_ns, known, told or {}), 0
        manifest.write(b'{"algorithm": "sha256", "files": [\n')
        for listed in each(lister.listed, list(_batches(shares_of(site))), processes):
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


def shares_of(site: Path, folder: str = "") -> Iterator[Share]:
    """All of a site but the two lists, in the order of paths; what is in one of many folders is not looked at yet."""
    names = [name for name in _names(f"{site}/{folder}") if folder or name not in (SUMS, MANIFEST)]
    if len(names) > _AT_ONCE:
        for start in range(0, len(names), _AT_ONCE):
            yield Share(folder, names[start : start + _AT_ONCE])
        return
    for is_folder, some in groupby(names, _is_folder):
        if is_folder:
            for name in some:
                yield from shares_of(site, f"{folder}{name}")
        else:
            yield Share(folder, list(some))


def _batches(shares: Iterator[Share]) -> Iterator[list[Share]]:
    """Shares in a row that are about as much work as one of many folders."""
    batch, weight = list[Share](), 0
    for share in shares:
        batch.append(share)
        weight += len(share.names)
        if weight >= _AT_ONCE:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _is_folder(path: str) -> bool:
    return path.endswith("/")


def _names(folder: str) -> list[str]:
    """What is in a folder, in the order of the paths of files: a folder's name ends in `/`."""
    with os.scandir(folder) as entries:
        return sorted(f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name for entry in entries)


class Lister:
    """Says of the files of a share what stands in the lists; reads those of which nothing is known.

    One of many folders is the one that was listed while its time of change is the same and that of all folders in it:
    there a file is only ever replaced, never written over (`sitefile`). began: a moment before anything was looked
    at; a folder that has changed since then may change once more within the same tick of the clock.
    """

    def __init__(self, site: Path, began: int, known: Path | None, told: Mapping[str, Part]) -> None:
        self.site, self.began, self.known, self.told = site, began, known, told

    def listed(self, shares: Sequence[Share]) -> Listed:
        """All files of shares that follow each other."""
        parts = list(self._parts(shares))
        files = [part for part in parts if part.sha256 != FOLDER]
        sums = "".join([f"{part.sha256}  {part.path}\n" for part in files])
        manifest = "".join([f"{_line(part)},\n" for part in files])
        kept = "".join([f"{part.sha256} {part.size} {part.time} {part.path}\n" for part in parts]) if self.known else ""
        return Listed(len(files), sums.encode(), manifest.encode(), kept.encode())

    def _parts(self, shares: Sequence[Share]) -> Iterator[Part]:
        """Files and folders in order. What is known of them is in the same order, too."""
        old = _lines(self.known, f"{shares[0].folder}{shares[0].names[0]}") if self.known else iter(())
        last = next(old, None)
        for path in (f"{share.folder}{name}" for share in shares for name in share.names):
            known, is_folder = dict[str, Part](), path.endswith("/")
            while last and last.path < path:
                last = next(old, None)
            while last and (last.path == path or (is_folder and last.path.startswith(path))):
                known[last.path] = last
                last = next(old, None)
            if not is_folder:
                yield self._file(path, known)
            elif path in known and all(self._is_same(part) for part in known.values() if part.sha256 == FOLDER):
                yield from known.values()
            else:
                yield from self._folder(path, known)

    def _is_same(self, folder: Part) -> bool:
        try:
            return os.stat(f"{self.site}/{folder.path}").st_mtime_ns == folder.time
        except OSError:
            return False

    def _folder(self, path: str, known: Mapping[str, Part]) -> Iterator[Part]:
        changed = os.stat(f"{self.site}/{path}").st_mtime_ns
        yield Part(path, FOLDER, 0, changed if changed < self.began else 0)
        for name in _names(f"{self.site}/{path}"):
            inside = f"{path}{name}"
            if _is_folder(inside):
                yield from self._folder(inside, known)
            else:
                yield self._file(inside, known)

    def _file(self, path: str, known: Mapping[str, Part]) -> Part:
        status = os.stat(f"{self.site}/{path}")
        for part in (known.get(path), self.told.get(path)):
            if part and (part.size, part.time) == (status.st_size, status.st_mtime_ns):
                return part
        return part_of(self.site, path)


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
