"""What is known of files that were made before: what they were made from, and how they are recognized.

A file is the one that was made while its size and its time of writing are the same.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.site.kept import Gift
from grantpages.site.upkeep import FOLDERS, drop_old
from grantpages.store import Store, digest

NAME = "site"
"""The file that names the site of a folder."""
File = tuple[str, int, int]
"""Below the site's root; bytes; nanoseconds."""


class Before(NamedTuple):
    """A record's files as they were made: the key of what they were made from.

    links: the ledger's names of the links it cites. gift: of a project, as plain values. documents: of a report, the
    sizes of its documents by language.
    """

    key: bytes
    files: Sequence[File]
    links: Sequence[str] = ()
    gift: tuple[Any, ...] = ()
    documents: Mapping[str, int] = {}

    def is_there(self, site: Path) -> bool:
        """Whether all files are still the ones that were made."""
        try:
            return all(seen(site, inside) == (inside, size, time) for inside, size, time in self.files)
        except OSError:
            return False

    @property
    def given(self) -> Gift:
        """What the project gave."""
        return Gift(*self.gift)


class GroupBefore(NamedTuple):
    """A group as it was made. pieces: the name of the file with its projects' pieces, and its size."""

    pieces: tuple[str, int] = ("", 0)
    projects: Mapping[str, Before] = {}
    report: Before | None = None


class Memory:
    """What is known of the groups of one site, in a folder of its own. Safe to delete and to interrupt.

    cache: where several sites may have their folders; those of sites that are gone are removed. version: a digest of
    the code.
    """

    def __init__(self, cache: Path, site: Path, version: bytes) -> None:
        self.folder = folder_of(cache, site)
        self.store, self.pieces = Store(self.folder / "groups", version), self.folder / "pieces"
        self.pieces.mkdir(parents=True, exist_ok=True)
        (self.folder / NAME).write_text(str(site.resolve()), encoding="utf-8")
        for other in cache.glob(f"*/{NAME}"):
            if not Path(other.read_text(encoding="utf-8")).exists():
                shutil.rmtree(other.parent, ignore_errors=True)

    def recall(self, group: str) -> GroupBefore:
        """What is known of a group; nothing where that is not whole."""
        kept = self.store.get(digest(group.encode()))
        if not kept:
            return GroupBefore()
        pieces, projects, report = kept
        return GroupBefore(
            pieces, {id: Before(*before) for id, before in projects.items()}, Before(*report) if report else None
        )

    def keep(self, group: str, made: GroupBefore) -> None:
        """Know it from now on."""
        projects = {id: tuple(before) for id, before in made.projects.items()}
        report = tuple(made.report) if made.report else None
        self.store.put(digest(group.encode()), (made.pieces, projects, report))

    def forget(self, used: Collection[Path]) -> None:
        """Remove what is not used any more. used: the files of pieces of all groups."""
        for path in self.pieces.iterdir():
            if path not in used:
                path.unlink(missing_ok=True)
        self.store.prune(len(used))


def folder_of(cache: Path, site: Path) -> Path:
    """Where in a cache is kept what is known of one site."""
    return cache / digest(str(site.resolve()).encode()).hex()


def files_of(site: Path, kind: str, id: str, others: Iterable[str] = ()) -> list[File]:
    """The files that belong to one record, as they are now. others: those that are not called by its id."""
    paths = (path.relative_to(site).as_posix() for path in _paths(site, kind, id))
    return [seen(site, inside) for inside in (*paths, *others)]


def settle(site: Path, kind: str, id: str, began: int) -> None:
    """Remove from the folders that belong to one record, when it is made anew, what was not. began: see `moment`.

    Only then, and not all of it before: in a preview somebody is looking at its page.
    """
    for folder in _folders(kind):
        if (place := site / folder / id).is_dir():
            drop_old(place, began)


def _paths(site: Path, kind: str, id: str) -> Iterator[Path]:
    for folder in _folders(kind):
        yield from (path for path in sorted((site / folder / id).rglob("*")) if path.is_file())
    if kind == "projects":
        yield from (site / kind / f"{id}.json", site / "data" / kind / f"{id}.yml")


def _folders(kind: str) -> Iterable[str]:
    return (folder for folder, of in FOLDERS.items() if of == kind)


def seen(site: Path, inside: str) -> File:
    """How a file of the site is recognized, as it is now. Raises OSError."""
    status = os.stat(f"{site}/{inside}")
    return inside, status.st_size, status.st_mtime_ns
