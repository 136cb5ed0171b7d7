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
from grantpages.sitefile import put_in_place
from grantpages.stretches import NONE, Joined, Stood, Unit, blocks, end, nothing, recall, seen
from grantpages.units import Walk, is_folder, names_in

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
"""The two lists."""
FOLDER = "-"
"""What stands in place of a sum where a folder is kept in mind, whose time is that of its last change."""
_NEW = tuple(f".{name}.new" for name in (SUMS, MANIFEST))  # what they are called until they are whole
_HEAD = b'{"algorithm": "sha256", "files": [\n'
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


def write_manifest(
    site: Path, processes: int = 1, known: Path | None = None, told: Mapping[str, Part] | None = None
) -> int:
    """Write both lists into a site's folder; returns how many files they name.

    `SHA256SUMS` has every file but the two lists, in the order of their paths. `manifest.json` has the same files,
    and `SHA256SUMS` after them. processes: how many may read beside this one; one where the caller runs threads.
    known: a file in which the sums are kept from time to time: a file of the same size and time of writing is not
    read again, and of what is the same no line is made again. told: of files by path, whose sums were taken when they
    were written.
    """
    beside = [site / name for name in _NEW]
    if known:
        beside.append(known.with_name(f"{known.name}.new"))
    try:
        with ExitStack() as stack:
            new = [stack.enter_context(path.open("wb")) for path in beside]
            stood = _written(Lister(site, os.fstat(new[0].fileno()).st_mtime_ns, known, told or {}), new, processes)
        if known and beside[2].stat().st_size:
            beside[2].replace(known)
    finally:
        for path in beside:
            path.unlink(missing_ok=True)
    return sum(stood.files)


def _written(lister: "Lister", new: Sequence[BinaryIO], processes: int) -> Stood:
    """Write the lists and put them into their places, unless all stands already; what stands then."""
    site, walk = lister.site, lister.walk
    if lister.are_there and walk.places == list(range(len(lister.stood.paths))):
        return lister.stood
    new[1].write(_HEAD)
    stood = _joined(lister, new, processes)
    _put(site, 0, new)
    new[1].write(f"{_line(part_of(site, SUMS))}\n]}}\n".encode())
    _put(site, 1, new)
    stood = stood._replace(many=walk.many, lists=_lists(site))
    for kept in new[2:]:
        end(kept, stood)
    return stood


def _put(site: Path, number: int, new: Sequence[BinaryIO]) -> None:
    new[number].flush()
    put_in_place(site / (SUMS, MANIFEST)[number], site / _NEW[number])


def _lists(site: Path) -> list[tuple[int, int]]:
    return [seen(site / name) for name in (SUMS, MANIFEST)]


def _joined(lister: "Lister", new: Sequence[BinaryIO], processes: int) -> Stood:
    """Write the units' lines: those that stand are copied, the others made."""
    site, paths, places = lister.site, lister.walk.paths, lister.walk.places
    old = [site / SUMS, site / MANIFEST, *([lister.known] if lister.known else [])]
    if not lister.are_there:
        places, old = [NONE] * len(places), []
    others = [path for path, place in zip(paths, places, strict=True) if place == NONE]
    batches = [others[start : start + _AT_ONCE] for start in range(0, len(others), _AT_ONCE)]
    made = (unit for some in each(lister.listed, batches, processes) for unit in some)
    return Joined(lister.stood, old, (0, len(_HEAD), 0), new).write(places, made)


class Lister:
    """Says of the files of a unit what stands in the lists; reads those of which nothing is known.

    began: a moment before anything was looked at, see `Walk`.
    """

    def __init__(self, site: Path, began: int, known: Path | None, told: Mapping[str, Part]) -> None:
        self.site, self.began, self.known, self.told = site, began, known, told
        self.stood = recall(known) if known else nothing()
        self.are_there = self.stood.lists == _lists(site)
        self.walk = Walk(site, self.stood, began, (SUMS, MANIFEST, *_NEW))
        self._begins = self.stood.begins[2]

    def listed(self, paths: Sequence[str]) -> list[Unit]:
        """Units with all their files."""
        return [self._unit(path) for path in paths]

    def _unit(self, path: str) -> Unit:
        parts = list(self._parts(path))
        files = [part for part in parts if part.sha256 != FOLDER]
        sums = "".join([f"{part.sha256}  {part.path}\n" for part in files])
        manifest = "".join([f"{_line(part)},\n" for part in files])
        kept = "".join([f"{part.sha256} {part.size} {part.time} {part.path}\n" for part in parts])
        own = [(part.path, part.size, part.time) for part in parts if part.sha256 == FOLDER or not is_folder(path)]
        return Unit(path, own, len(files), (sums.encode(), manifest.encode(), kept.encode()))

    def _parts(self, path: str) -> Iterator[Part]:
        known = self._known(path)
        if known and self.walk.place(path) != NONE:  # it stands, but the lists do not
            yield from known.values()
        elif is_folder(path):
            yield from self._folder(path, known)
        else:
            yield self._file(path, known)

    def _known(self, unit: str) -> dict[str, Part]:
        """What was kept of a unit; nothing where a line is damaged."""
        place = self.walk.number(unit)
        if place == NONE or not self.known:
            return {}
        try:
            with self.known.open("rb", buffering=0) as file:
                kept = b"".join(blocks(file, *self._begins[place : place + 2]))
            lines = (line.split(" ", 3) for line in kept.decode().splitlines())
            return {path: Part(path, sha256, int(size), int(time)) for sha256, size, time, path in lines}
        except (OSError, ValueError, EOFError):
            return {}

    def _folder(self, path: str, known: Mapping[str, Part]) -> Iterator[Part]:
        changed = os.stat(f"{self.site}/{path}").st_mtime_ns
        yield Part(path, FOLDER, 0, changed if changed < self.began else 0)
        for name in names_in(f"{self.site}/{path}"):
            inside = f"{path}{name}"
            if is_folder(inside):
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


def _line(part: Part) -> str:
    return f'{{"path": {encode_basestring(part.path)}, "bytes": {part.size}, "sha256": "{part.sha256}"}}'
