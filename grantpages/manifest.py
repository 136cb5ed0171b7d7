"""What a built site consists of: every file with its SHA-256 and size, so that anyone can tell a copy from the site.

Two forms of one list: `SHA256SUMS`, which `sha256sum -c` reads, and `manifest.json`, for programs. It is read from the
folder when all is written, whoever wrote it, and is never held in memory.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from grantpages.abreast import each

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
_AT_ONCE = 256  # files, a piece of work for one process
_BLOCK = 1 << 20  # bytes


class Part(NamedTuple):
    """A file of the site: its path below the root, with `/`; its SHA-256 in hexadecimal; its size in bytes."""

    path: str
    sha256: str
    size: int


def write_manifest(site: Path, spread: bool = False) -> int:
    """Write both lists into a site's folder; returns how many files they name.

    `SHA256SUMS` has every file but the two lists, in the order of their paths. `manifest.json` has the same files,
    and `SHA256SUMS` after them. spread: two processes may read; not where the caller runs threads.
    """
    count = 0
    with _written(site / SUMS) as sums, _written(site / MANIFEST) as manifest:
        manifest.write('{"algorithm": "sha256", "files": [\n')
        for part in parts(site, paths_of(site), spread):
            sums.write(f"{part.sha256}  {part.path}\n")
            manifest.write(f"{_line(part)},\n")
            count += 1
        sums.flush()
        manifest.write(f"{_line(part_of(site, SUMS))}\n]}}\n")
    return count


def _written(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")


def paths_of(site: Path) -> list[str]:
    """Every file below a folder but the two lists at its root."""
    found = []
    for folder, _, names in os.walk(site):
        inside = Path(folder).relative_to(site).as_posix()
        found += names if inside == "." else [f"{inside}/{name}" for name in names]
    return sorted(set(found) - {SUMS, MANIFEST})


def parts(site: Path, paths: Sequence[str], spread: bool = False) -> Iterator[Part]:
    """The files at some paths, in that order."""
    pieces = [paths[start : start + _AT_ONCE] for start in range(0, len(paths), _AT_ONCE)]
    for piece in each(partial(_parts, site), pieces, 2 if spread else 1):
        yield from piece


def _parts(site: Path, paths: Sequence[str]) -> list[Part]:
    return [part_of(site, path) for path in paths]


def part_of(site: Path, path: str) -> Part:
    """One file, read a block at a time."""
    digest, size = hashlib.sha256(), 0
    with (site / path).open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return Part(path, digest.hexdigest(), size)


def _line(part: Part) -> str:
    return json.dumps({"path": part.path, "bytes": part.size, "sha256": part.sha256}, ensure_ascii=False)
