"""The folder of a site is edited in place: what is as it was stays where it lies, what is not needed any more goes.

What stays is trusted file by file (see `made`), never as a whole: a build that was interrupted at any moment leaves
nothing that the next one takes for right.
"""

import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from grantpages.load import Dataset

FOLDERS: Mapping[str, str] = {
    "projects": "projects",
    "ru/projects": "projects",
    "embed/projects": "projects",
    "ru/embed/projects": "projects",
    "data/projects": "projects",
    "reports": "reports",
    "ru/reports": "reports",
    "packs": "calls",
}
"""Folders that hold what belongs to single records, and the kind of these."""
LISTS = "page"
"""The folder beside those of the records in which the lists of them are."""
SEARCH = "search"
"""The indexes, whose files are called by what is in them: what none needs any more is removed when they are written."""


def moment(site: Path) -> int:
    """What the clock of a site's file system says now, in nanoseconds: what is written from now on is not older."""
    site.mkdir(parents=True, exist_ok=True)
    path = site / f".moment.{secrets.token_hex(4)}"
    path.touch()
    try:
        return path.stat().st_mtime_ns
    finally:
        path.unlink()


def sweep(site: Path, dataset: Dataset, own: Collection[str], began: int) -> None:
    """Remove what belongs to no record any more, and beside the records' folders all that this build did not write.

    own: the frame's own files. began: the `moment` before the first of the others was written. Names with a dot at the
    site's root are nobody's business.
    """
    _Sweep(dataset, own, began).folder(os.fspath(site), "")


def drop_old(folder: Path, began: int) -> None:
    """Remove all files of a folder that are older than a `moment`, and what folders are empty then."""
    for path, _, names in os.walk(folder, topdown=False):
        for name in names:
            if os.stat(file := f"{path}/{name}", follow_symlinks=False).st_mtime_ns < began:
                os.unlink(file)
        if not os.listdir(path):
            os.rmdir(path)


class _Sweep:
    def __init__(self, dataset: Dataset, own: Collection[str], began: int) -> None:
        self.dataset, self.own, self.began = dataset, own, began

    def folder(self, path: str, inside: str) -> bool:
        """Sweep a folder; whether anything is left in it. inside: its name below the site's root."""
        kind = FOLDERS.get(inside)
        records: Mapping[str, object] = getattr(self.dataset, kind) if kind else {}
        left = False
        for entry in _entries(path):
            name = f"{inside}/{entry.name}" if inside else entry.name
            if name == SEARCH or (not inside and name.startswith(".")):
                left = True
            elif not entry.is_dir(follow_symlinks=False):
                left |= entry.name.partition(".")[0] in records or self._file(entry, name)
            elif kind and entry.name != LISTS:
                left |= self._record(entry, entry.name in records)
            elif self.folder(entry.path, name):
                left = True
            else:
                os.rmdir(entry.path)
        return left

    def _record(self, entry: "os.DirEntry[str]", is_known: bool) -> bool:
        if not is_known:
            shutil.rmtree(entry.path)
        return is_known

    def _file(self, entry: "os.DirEntry[str]", name: str) -> bool:
        is_needed = name in self.own or entry.stat(follow_symlinks=False).st_mtime_ns >= self.began
        if not is_needed:
            os.unlink(entry.path)
        return is_needed


def _entries(path: str) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(path) as entries:
        yield from list(entries)
