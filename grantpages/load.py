"""A data folder becomes a Dataset, or every problem in it at once.

The only module that reads data files. Nothing here looks at the clock or the environment.
"""

import gc
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
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
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(self, root: Path, shown: str) -> None:
        self.root = root
        self.shown = shown.rstrip("/")
        self.problems: list[Problem] = []
        self.ids = Ids()
        self.enclosures = Enclosures(root, self.name)

    def name(self, path: Path) -> str:
        """The path as a person who runs the command sees it."""
        return visible(f"{self.shown}/{path.relative_to(self.root).as_posix()}")

    def refuse(self, code: str, path: Path, **values: str) -> None:
        """Note a problem of a file or folder as such."""
        self.problems.append(fault(code, self.name(path), 1, "", **values))

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every record file with its kind; what else lies about is a problem."""
        for path in sorted(self.root.iterdir()):
            if path.name.startswith((".", "_")) or path.name in RESERVED:
                continue
            if path.name in FOLDERS and path.is_dir() and not path.is_symlink():
                yield from ((path.name, inner) for inner in self._inside(path))
            elif path.stem in SINGLES or path.name in FOLDERS:
                if self._is_record(path):
                    yield path.stem, path
            else:
                self.refuse("unknown-file", path, hint=PLACES)

    def _inside(self, folder: Path) -> Iterator[Path]:
        self.ids.held[f"{folder.name}/"] = held = []
        try:
            paths = sorted(folder.iterdir(), key=attrgetter("name"))
        except OSError:
            self.ids.held[f"{folder.name}/"] = None
            self.refuse("unreadable", folder)
            return
        for path in paths:
            if path.name.startswith((".", "_")):
                continue
            if _may_enclose(folder.name) and path.suffix != ".yml" and path.is_dir():
                self.enclosures.folders.append(path)
            else:
                if _is_id(path.stem):
                    held.append(path.stem)  # whatever is wrong with the file, it is not missing
                if self._is_record(path):
                    yield path

    def _is_record(self, path: Path) -> bool:
        mode = _mode(path)
        if stat.S_ISLNK(mode):
            self.refuse("link-outside", path)
        elif path.suffix != ".yml" or not stat.S_ISREG(mode):
            self.refuse("unknown-file", path, hint=PLACES)
        elif not _is_id(path.stem):
            self.refuse("bad-id", path, found=quoted(path.stem))
        elif path.parent != self.root and path.stem in model.RESERVED:
            self.refuse("reserved-id", path, found=quoted(path.stem))
        else:
            return True
        return False

    def read(self, kind: str, path: Path) -> Read:
        """Read and validate one file. Only the record is kept: lines and plain values weigh several times as much."""
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
            reads = [folder.read(kind, path) for kind, path in folder.files()]
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


def _mode(path: Path) -> int:
    """What a path is, asked once: there may be ten thousand. 0 where it has just gone."""
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


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
