"""What is known of files that were made before: what they were made from, and how they are recognized.

A file is the one that was made while its size and its time of writing are the same.
"""

import marshal
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.opendata.basis import Key
from grantpages.site.kept import Gift
from grantpages.site.upkeep import FOLDERS, SEARCH, drop_old
from grantpages.store import Store, digest

NAME = "site"
"""The file that names the site of a folder."""
SEARCH_IN = f"{SEARCH}/"
"""The folder of the search, as the beginning of a file's name."""
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
        return are_there(site, self.files)

    @property
    def given(self) -> Gift:
        """What the project gave."""
        return Gift(*self.gift)


class GroupBefore(NamedTuple):
    """A group as it was made. pieces: the name of the file with its projects' pieces, and its size."""

    pieces: tuple[str, int] = ("", 0)
    projects: Mapping[str, Before] = {}
    report: Before | None = None


class Summary(NamedTuple):
    """A group as it was made, as far as that tells whether it stands.

    mark, near: see `Keys.group`. texts: the files of texts for the search, each called by what is in it, so that it is
    enough that there is one of that name. gifts: of its projects, marshalled. documents: as of its report.
    """

    mark: bytes
    near: Sequence[Key]
    pieces: tuple[str, int]
    files: Sequence[File]
    texts: Sequence[str]
    gifts: bytes
    documents: Mapping[str, int]


def summary_of(made: GroupBefore, mark: bytes, near: Sequence[Key]) -> Summary:
    """The summary of a group."""
    every = [file for one in (*made.projects.values(), made.report) if one for file in one.files]
    files = [file for file in every if not file[0].startswith(SEARCH_IN)]
    texts = [file[0] for file in every if file[0].startswith(SEARCH_IN)]
    documents = made.report.documents if made.report else {}
    return Summary(mark, near, made.pieces, files, texts, gifts_of(made), documents)


def gifts_of(made: GroupBefore) -> bytes:
    """What the projects of a group gave, marshalled."""
    return marshal.dumps([one.gift for one in made.projects.values()])


class Listings:
    """Which files there are, told by folders that are listed once."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._names: dict[str, frozenset[str]] = {}

    def __contains__(self, inside: str) -> bool:
        folder, _, name = inside.rpartition("/")
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(os.listdir(f"{self.site}/{folder}"))
            except OSError:
                self._names[folder] = frozenset()
        return name in self._names[folder]


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
        summary, details = Summary(*kept[0]), marshal.loads(kept[1])
        projects, report = details
        gifts = zip(projects.items(), marshal.loads(summary.gifts), strict=True)
        return GroupBefore(
            summary.pieces,
            {id: Before(*before, gift=gift) for (id, before), gift in gifts},  # type: ignore[misc]
            Before(*report)._replace(documents=summary.documents) if report else None,
        )

    def summary(self, group: str) -> Summary | None:
        """A group at a glance; None where nothing whole is known of it."""
        kept = self.store.get(digest(group.encode()))
        return Summary(*kept[0]) if kept else None

    def keep(self, group: str, made: GroupBefore, mark: bytes = b"", near: Sequence[Key] = ()) -> None:
        """Know it from now on. mark, near: see `Summary`."""
        projects = {id: tuple(before[:3]) for id, before in made.projects.items()}
        details: Any = projects, tuple(made.report[:3]) if made.report else None
        summary = summary_of(made, mark, near)
        self.store.put(digest(group.encode()), (tuple(summary), marshal.dumps(details)))

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


def are_there(site: Path, files: Iterable[File]) -> bool:
    """Whether files are still the ones that were made."""
    try:
        return all(seen(site, inside) == (inside, size, time) for inside, size, time in files)
    except OSError:
        return False


def seen(site: Path, inside: str) -> File:
    """How a file of the site is recognized, as it is now. Raises OSError."""
    status = os.stat(f"{site}/{inside}")
    return inside, status.st_size, status.st_mtime_ns
