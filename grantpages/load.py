"""A data folder becomes a Dataset, or every problem in it at once.

The only module that reads data files. Nothing here looks at the clock or the environment.
"""

import gc
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from grantpages import model
from grantpages.enclosures import Enclosures
from grantpages.faults import fault, quoted, visible
from grantpages.misfits import explain
from grantpages.problem import Problem
from grantpages.references import ID, Ids
from grantpages.stamps import Stamp, stamp_of
from grantpages.yamlfile import Document, read_document

SINGLES: dict[str, type[model.Record]] = {
    "operator": model.Operator,
    "spheres": model.Spheres,
    "grant-types": model.GrantTypes,
    "regions": model.Regions,
    "holidays": model.Holidays,
}
"""The records of which a folder has one, by the name of the file."""
OPTIONAL = {"holidays"}
"""Those of them that a folder may lack."""
FOLDERS: dict[str, type[model.Shape]] = {
    "organizations": model.Organization,
    "calls": model.Call,
    "projects": model.Project,
    "reports": model.Report,
    "private": model.Contacts,
}
"""The records of which a folder has many, by the name of their own folder."""
RESERVED = {
    "evidence",
    "templates",
    "README.md",
    "unplaced.md",
}  # the link ledger and the texts to pour have readers of their own
PLACES = ", ".join((*(f"{name}.yml" for name in SINGLES), *(f"{name}/" for name in FOLDERS)))


class CannotRead(Exception):
    """The data folder itself is not there or may not be read."""


@dataclass(frozen=True)
class Dataset:
    """All records of a data folder, by id, each in the order of its id; immutable and complete.

    `files` maps (kind, id) to the file's path inside the data folder, with `/`. `holidays` says of a day that is moved
    whether it is worked. `documents` maps (kind, id, file) to bytes; the file lies at `<kind>/<id>/<file>`.
    """

    operator: model.Operator
    spheres: Mapping[str, model.Sphere]
    grant_types: Mapping[str, model.GrantType]
    mci: Mapping[int, int]
    regions: Mapping[str, model.Region]
    organizations: Mapping[str, model.Organization]
    calls: Mapping[str, model.Call]
    projects: Mapping[str, model.Project]
    reports: Mapping[str, model.Report]
    contacts: Mapping[str, model.Contacts]
    files: Mapping[tuple[str, str], str]
    holidays: Mapping[date, bool]
    documents: Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Read:
    """One file as read: its record, or None where it has problems."""

    kind: str
    id: str
    inside: str
    record: Any


class Folder:
    """Reads the files of one folder and gathers what is wrong with them.

    stamps: of each record file that was found, by kind and id, what the file system said of it.
    """

    def __init__(self, root: Path, shown: str) -> None:
        self.root = root
        self.shown = shown.rstrip("/")
        self.problems: list[Problem] = []
        self.ids = Ids()
        self.stamps: dict[tuple[str, str], Stamp] = {}
        self.enclosures = Enclosures(root, self.name)

    def name(self, path: Path) -> str:
        """The path as a person who runs the command sees it."""
        return visible(f"{self.shown}/{path.relative_to(self.root).as_posix()}")

    def refuse(self, code: str, path: Path, **values: str) -> None:
        """Note a problem of a file or folder as such."""
        self.problems.append(fault(code, self.name(path), 1, "", **values))

    def path(self, kind: str, id: str) -> Path:
        """The file of a record."""
        return self.root / (f"{kind}.yml" if kind in SINGLES else f"{kind}/{id}.yml")

    def files(self) -> Iterator[tuple[str, str]]:
        """Kind and id of every record file; what else lies about is a problem."""
        for path in sorted(self.root.iterdir()):
            if path.name.startswith((".", "_")) or path.name in RESERVED:
                continue
            if path.name in FOLDERS and path.is_dir() and not path.is_symlink():
                yield from ((path.name, id) for id in self._inside(path))
            elif path.stem in SINGLES or path.name in FOLDERS:
                if self._is_record(path, path.name, "", _status(path.lstat)):
                    yield path.stem, path.stem
            else:
                self.refuse("unknown-file", path, hint=PLACES)

    def _inside(self, folder: Path) -> Iterator[str]:
        self.ids.held[f"{folder.name}/"] = held = []
        try:
            with os.scandir(folder) as entries:  # a Path for each of ten thousand would cost more than all else here
                found = sorted(entries, key=attrgetter("name"))
        except OSError:
            self.ids.held[f"{folder.name}/"] = None
            self.refuse("unreadable", folder)
            return
        for entry in found:
            name = entry.name
            if name.startswith((".", "_")):
                continue
            if _may_enclose(folder.name) and not name.endswith(".yml") and entry.is_dir():
                self.enclosures.folders.append(folder / name)
            else:
                id = _id_of(name)
                if _is_id(id):
                    held.append(id)  # whatever is wrong with the file, it is not missing
                if self._is_record(entry, name, folder.name, _status(partial(entry.stat, follow_symlinks=False))):
                    yield id

    def _is_record(self, path: os.PathLike[str], name: str, kind: str, status: os.stat_result | None) -> bool:
        """Whether what lies there may be read. kind: of the folder it lies in; nothing of a single file."""
        id, mode = _id_of(name), status.st_mode if status else 0
        if stat.S_ISLNK(mode):
            self.refuse("link-outside", Path(path))
        elif not status or not stat.S_ISREG(mode) or not name.endswith(".yml"):
            self.refuse("unknown-file", Path(path), hint=PLACES)
        elif not _is_id(id):
            self.refuse("bad-id", Path(path), found=quoted(id))
        elif kind and id in model.RESERVED:
            self.refuse("reserved-id", Path(path), found=quoted(id))
        else:
            self.stamps[kind or id, id] = stamp_of(status)
            return True
        return False

    def read(self, kind: str, id: str) -> Read:
        """Read and validate one file. Only the record is kept: lines and plain values weigh several times as much."""
        path = self.path(kind, id)
        return self.take(kind, path, read_document(path, self.name(path)))

    def take(self, kind: str, path: Path, document: Document) -> Read:
        """Validate a file that is read, and note its problems and what it gives and names."""
        shape = SINGLES.get(kind) or FOLDERS[kind]
        file = self.name(path)
        record = None
        if document.value is not None:
            try:
                record = shape.model_validate(document.value)
            except ValidationError:
                record = _checked(shape, document, file)
        self.ids.note(kind, path.stem, file, document)
        if _may_enclose(kind):
            self.enclosures.note(kind, path.stem, file, document)
        self.problems.extend(document.problems)
        return Read(kind, path.stem, path.relative_to(self.root).as_posix(), record)

    def faults(self) -> list[Problem]:
        """Everything that is wrong, when all files are read, in the order of file and line."""
        for name in SINGLES.keys() - OPTIONAL:
            if not (self.root / f"{name}.yml").exists():
                self.refuse("missing-file", self.root / f"{name}.yml")
        return sorted({*self.problems, *self.ids.problems, *self.ids.dangling(), *self.enclosures.problems()})


@contextmanager
def no_collection() -> Iterator[None]:
    """Python's cycle collector would take a third of the time, and here is no cycle for it to find."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_folder(root: Path, shown: str | None = None) -> tuple[Dataset | None, list[Problem]]:
    """Read every record below `root`; `shown` is the folder's name in messages.

    Returns the Dataset and no problems, or None and all problems in the order of file and line.
    Raises CannotRead where the folder cannot be read at all.
    """
    folder = Folder(root, shown or root.as_posix())
    try:
        with no_collection():
            reads = [folder.read(kind, id) for kind, id in folder.files()]
    except OSError:
        raise CannotRead(str(root)) from None
    problems = folder.faults()
    return (None, problems) if problems else (dataset_of(reads, folder.enclosures.sizes), [])


def _checked(shape: type[model.Shape], document: Document, file: str) -> model.Shape | None:
    """The record as JSON, in which a date may be a string; None with problems where it is no record at all."""
    try:
        return shape.model_validate_json(to_json(document.value))
    except ValidationError as error:
        document.problems.extend(explain(error, shape, document, file))
        return None


def record_of(kind: str, document: Document) -> Any:
    """The record of a file in which nothing is wrong."""
    shape = SINGLES.get(kind) or FOLDERS[kind]
    with no_collection():
        try:
            return shape.model_validate(document.value)
        except ValidationError:
            return shape.model_validate_json(to_json(document.value))


def _may_enclose(kind: str) -> bool:
    return kind in FOLDERS and issubclass(FOLDERS[kind], model.Published)


def _status(ask: Callable[[], os.stat_result]) -> os.stat_result | None:
    """What the file system says, asked once: there may be ten thousand. None where the file has just gone."""
    try:
        return ask()
    except OSError:
        return None


def _id_of(name: str) -> str:
    """What a file's name is without its suffix."""
    return name[:-4] if name.endswith(".yml") else Path(name).stem


def _is_id(name: str) -> bool:
    return ID.fullmatch(name) is not None and len(name) <= 64


def dataset_of(reads: Sequence[Read], documents: Mapping[tuple[str, str, str], int]) -> Dataset:
    """The records that were read, those of the classifications by their ids. All single files must be there."""

    def of(kind: str) -> Mapping[str, Any]:
        return MappingProxyType({read.id: read.record for read in reads if read.kind == kind})

    def items(kind: str, name: str) -> Mapping[str, Any]:
        return MappingProxyType({item.id: item for item in getattr(of(kind)[kind], name)})

    return Dataset(
        operator=of("operator")["operator"],
        spheres=items("spheres", "spheres"),
        grant_types=items("grant-types", "types"),
        mci=MappingProxyType({int(year): sum_ for year, sum_ in of("grant-types")["grant-types"].mci.items()}),
        regions=items("regions", "regions"),
        organizations=of("organizations"),
        calls=of("calls"),
        projects=of("projects"),
        reports=of("reports"),
        contacts=of("private"),
        files=MappingProxyType({(read.kind, read.id): read.inside for read in reads if read.kind != "private"}),
        holidays=MappingProxyType(
            {day.date: day.working for holidays in of("holidays").values() for day in holidays.days}
        ),
        documents=MappingProxyType(dict(documents)),
    )
