"""What a built site consists of: every file with its SHA-256 and size, so that anyone can tell a copy from the site.

Two forms of one list: `SHA256SUMS`, which `sha256sum -c` reads, and `manifest.json`, for programs. It is read from the
folder when all is written, whoever wrote it, and is never held in memory.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from grantpages.abreast import each

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
_AT_ONCE = 256  # files, a piece of work for one process
_BLOCK = 1 << 20  # bytes


class Part(NamedTuple):
    """A file of the site: its path below the root, with `/`; its SHA-256 in hexadecimal; its size in bytes.

    time: when it was written, in nanoseconds.
    """

    path: str
    sha256: str
    size: int
    time: int


def write_manifest(site: Path, processes: int = 1, known: Path | None = None) -> int:
    """Write both lists into a site's folder; returns how many files they name.

    `SHA256SUMS` has every file but the two lists, in the order of their paths. `manifest.json` has the same files,
    and `SHA256SUMS` after them. processes: how many may read beside this one; one where the caller runs threads.
    known: a file in which the sums are kept from time to time: a file of the same size and time of writing is not
    read again.
    """
    paths, count = paths_of(site), 0
    unread = [path for path, part in zip(paths, _kept(site, paths, known), strict=True) if part is None]
    read = parts(site, unread, processes)
    with ExitStack() as stack:
        sums, manifest = (stack.enter_context(_written(site / name)) for name in (SUMS, MANIFEST))
        kept = stack.enter_context(_written(_new(known))) if known else None
        manifest.write('{"algorithm": "sha256", "files": [\n')
        for part in _kept(site, paths, known):
            part = part or next(read)
            sums.write(f"{part.sha256}  {part.path}\n")
            manifest.write(f"{_line(part)},\n")
            if kept:
                kept.write(f"{part.sha256} {part.size} {part.time} {part.path}\n")
            count += 1
        sums.flush()
        manifest.write(f"{_line(part_of(site, SUMS))}\n]}}\n")
    if known:
        _new(known).replace(known)
    return count


def paths_of(site: Path) -> list[str]:
    """Every file below a folder but the two lists at its root."""
    found = []
    for folder, _, names in os.walk(site):
        inside = Path(folder).relative_to(site).as_posix()
        found += names if inside == "." else [f"{inside}/{name}" for name in names]
    return sorted(set(found) - {SUMS, MANIFEST})


def parts(site: Path, paths: Sequence[str], processes: int = 1) -> Iterator[Part]:
    """The files at some paths, in that order."""
    pieces = [paths[start : start + _AT_ONCE] for start in range(0, len(paths), _AT_ONCE)]
    for piece in each(partial(_parts, site), pieces, processes):
        yield from piece


def _parts(site: Path, paths: Sequence[str]) -> list[Part]:
    return [part_of(site, path) for path in paths]


def part_of(site: Path, path: str) -> Part:
    """One file, read a block at a time."""
    digest = hashlib.sha256()
    with (site / path).open("rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        while block := file.read(_BLOCK):
            digest.update(block)
    return Part(path, digest.hexdigest(), status.st_size, status.st_mtime_ns)


def _kept(site: Path, paths: Sequence[str], known: Path | None) -> Iterator[Part | None]:
    """Of each path what is known of it, where the file is still the one that was read; both are in order."""
    old = _lines(known) if known else iter(())
    last = next(old, None)
    for path in paths:
        while last and last.path < path:
            last = next(old, None)
        if not last or last.path != path:
            yield None
            continue
        status = os.stat(site / path)
        yield last if (last.size, last.time) == (status.st_size, status.st_mtime_ns) else None


def _lines(known: Path) -> Iterator[Part]:
    """What was kept; nothing where there is nothing, and no more where a line is damaged."""
    try:
        with known.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                sha256, size, time, path = line.removesuffix("\n").split(" ", 3)
                yield Part(path, sha256, int(size), int(time))
    except (OSError, ValueError):
        return


def _written(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")


def _new(known: Path) -> Path:
    return known.with_name(f"{known.name}.new")


def _line(part: Part) -> str:
    return json.dumps({"path": part.path, "bytes": part.size, "sha256": part.sha256}, ensure_ascii=False)
