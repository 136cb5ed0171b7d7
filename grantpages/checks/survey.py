"""A whole folder read and audited: with little memory, side by side, and from the second time on only what changed.

Each project is read, audited and let go; only what other records ask of it is kept. Projects are dealt into
drawers by their ids: a drawer is done by one process at a time, and kept in the store as a whole.
"""

import datetime
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from grantpages.abreast import each
from grantpages.checks.known import known
from grantpages.checks.rule import KINDS, Case, Kind, World, world_of
from grantpages.checks.sheet import Sheet, sheet_of
from grantpages.evidence.identity import identify
from grantpages.load import FOLDERS, OPTIONAL, SINGLES, CannotRead, Dataset, Folder, Read, dataset_of, no_collection
from grantpages.problem import Problem, Severity
from grantpages.references import Mention
from grantpages.spool import Pieces, Place, Spool
from grantpages.stamps import Stamp, Stamps
from grantpages.store import Store, digest
from grantpages.yamlfile import document_of, read_bytes
from grantpages.yamlreader import Lines

DRAWERS = 256
HEAVY = frozenset(("tasks", "figures", "participants", "narrative"))
"""Fields of a project that the audit of no other record asks for; of the participants lists show the number."""
SPREAD_FROM = 60  # projects; below, a second process costs more than it brings
KEPT = 8
"""Entries of the store that are left, by what one run uses."""

Held = tuple[bytes, int] | None


@dataclass(frozen=True)
class Wish:
    """What a survey is for.

    shows: the severities whose findings are told one by one. tell: makes of a file's name and of what was found in it
    what is to be kept; told_as names that way of telling. processes: how many
    may work. store: where results are kept for the next time.
    """

    today: datetime.date
    shows: frozenset[Severity]
    tell: Callable[[str, Sheet], bytes]
    told_as: str
    processes: int = 1
    store: Store | None = None


@dataclass(frozen=True)
class Survey:
    """What was found. problems: the loader's; where there are any there is no audit and no dataset.

    counts: of all findings. told: what `Wish.tell` made, by file and in the order of the files, of those with findings
    that are shown. marks: of each public file, by kind and id, a digest of what it held. may_wait: whether any record
    says that it is a draft or when it may be seen.
    """

    problems: Sequence[Problem]
    gather: Callable[[], Dataset | None] = lambda: None
    counts: Mapping[Severity, int] = field(default_factory=Counter)
    told: Pieces = field(default_factory=lambda: Pieces(Spool(), {}))
    marks: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    may_wait: bool = False

    @cached_property
    def dataset(self) -> Dataset | None:
        """The records. Projects lack the heavy fields, of the participants only their number stays.

        Gathered when it is asked for: after a run in which all was as before nothing else needs it.
        """
        with no_collection():
            return self.gather()


@dataclass(frozen=True)
class _Notes:
    """What some files gave: the loader's problems, the ids and the documents that are named, the records as JSON by id.

    Of a project the record is without its heavy fields.
    """

    problems: Sequence[Problem]
    mentions: Sequence[tuple[str, int, str, str, str]]
    documents: Sequence[tuple[tuple[str, str], dict[str, tuple[str, int, str]]]]
    records: Sequence[tuple[str, str, bytes]]


Told = tuple[str, Mapping[Severity, int], bytes]
"""A file, the counts of its findings, and what `Wish.tell` made of those that are shown."""


def survey(root: Path, shown: str | None, wish: Wish) -> Survey:
    """Read and audit every record below `root`; `shown` is the folder's name in messages. Raises CannotRead."""
    folder = Folder(root, shown or root.as_posix())
    try:
        with no_collection():
            return _Run(folder, wish, list(folder.files())).done()
    except OSError:
        raise CannotRead(str(root)) from None


class _Run:
    def __init__(self, folder: Folder, wish: Wish, files: Sequence[tuple[str, Path]]) -> None:
        self.folder, self.wish, self.files = folder, wish, files
        self.projects = [path for kind, path in files if kind == "projects"]
        self.processes = wish.processes if len(self.projects) >= SPREAD_FROM else 1
        self.stamps = Stamps(self._kept(self._key(b"stamps")) or {}, wish.store.moment() if wish.store else None)
        self.others = [(kind, path, self._marked(kind, path)) for kind, path in files if kind != "projects"]
        asked = (wish.today.isoformat(), folder.shown, *sorted(wish.shows))
        kinds = " ".join(kind for kind, _, _ in self.others)
        contents = (part for _, path, mark in self.others for part in (path.name.encode(), mark))
        self.basis = digest("\n".join((*asked, kinds)).encode(), *contents)
        self.world: World | None = None
        self.spool = Spool()
        self.places: dict[str, Place] = {}
        self.counts: Counter[Severity] = Counter()
        self.changed = False
        self.marks = {(kind, path.stem): mark for kind, path, mark in self.others if kind != "private"}
        self.may_wait = False

    def done(self) -> Survey:
        if recalled := self._recalled():
            return recalled
        records = self._records()
        if problems := self.folder.faults():
            return Survey(problems)
        dataset = cache(lambda: self._dataset(records))
        said = digest(*(part for id in records for part in (id.encode(), records[id])))
        self._take(self._audit_of_others(said, dataset))
        self._keep_whole()
        return self._survey(dataset)

    def _survey(self, dataset: Callable[[], Dataset]) -> Survey:
        pieces = Pieces(self.spool, {file: self.places[file] for file in sorted(self.places)})
        return Survey((), dataset, self.counts, pieces, self.marks, self.may_wait)

    def _records(self) -> dict[str, bytes]:
        """Read and audit all, but for the audit of what is no project; of the projects the records by id."""
        self.reads = self._others_read()
        self.world = self._world(self.reads)
        records: dict[str, bytes] = {}
        for notes, told, marks in each(self._drawer, self._dealt(), self.processes):
            self._note(notes)
            self._take(told)
            for id, stamp, mark in marks:
                self.marks["projects", id] = mark
                self.stamps.put(f"projects/{id}.yml", stamp, mark)
            records.update((id, record) for _, id, record in notes.records)
        return records

    def _dataset(self, records: Mapping[str, bytes]) -> Dataset:
        projects = [_read("projects", path.stem, records[path.stem]) for path in self.projects]
        return dataset_of([*self.reads, *projects], self.folder.enclosures.sizes)

    def _recalled(self) -> Survey | None:
        """What was found the last time, where no file has changed since. Documents and what is private are read."""
        kept = self._kept(self._key(b"whole", self.wish.told_as.encode())) if self.stamps.known else None
        if not kept or kept[0] != self._state():
            return None
        _, counts, told, spooled, documents, self.may_wait = kept
        for kind, path, _ in self.others:
            if kind == "private":
                self.folder.read(kind, path)
        self.folder.enclosures.named.update(documents)
        if problems := self.folder.faults():
            return Survey(problems)
        self.counts.update(counts)
        begin, _ = self.spool.put(spooled)
        for file, length in told:
            self.places[file] = begin, length
            begin += length
        return self._survey(lambda: _Run(self.folder, self.wish, self.files).gathered())

    def gathered(self) -> Dataset:
        """The records alone."""
        records = self._records()
        self.folder.faults()  # fills the sizes of documents
        return self._dataset(records)

    def _state(self) -> bytes | None:
        """A digest of all that was read; None where any project may have changed since the last time."""
        parts = [self.basis]
        for path in self.projects:
            name = f"projects/{path.name}"
            mark = self.stamps.mark(name, self.stamps.stamp(path))
            if mark is None:
                return None
            self.marks["projects", path.stem] = mark
            parts += (name.encode(), mark)
        return digest(*parts)

    def _keep_whole(self) -> None:
        """Keep what was found, and by what files are known, each in place of what was kept the last time."""
        if not self.wish.store:
            return
        if self.stamps.made != self.stamps.known:
            self._keep(self._key(b"stamps"), self.stamps.made)
            self.stamps.known = self.stamps.made
        if (state := self._state()) is not None:
            told = [(file, length) for file, (_, length) in self.places.items()]
            spooled = b"".join(self.spool.every(self.places.values()))
            documents = list(self.folder.enclosures.named.items())
            whole = (state, dict(self.counts), told, spooled, documents, self.may_wait)
            self._keep(self._key(b"whole", self.wish.told_as.encode()), whole)
        self.wish.store.prune(KEPT * (DRAWERS + 2))

    def _key(self, *what: bytes) -> bytes:
        """The key of what is kept once for a folder and a way of asking."""
        asked = (self.folder.shown, *sorted(self.wish.shows))
        return digest(*what, "\n".join(asked).encode())

    def _marked(self, kind: str, path: Path) -> bytes:
        """A digest of what a file holds; it is read only if it may have changed. What is private is always read."""
        if kind == "private":
            return mark_of(read_bytes(path))
        name, stamp = f"{kind}/{path.name}", self.stamps.stamp(path)
        mark = self.stamps.mark(name, stamp) or mark_of(read_bytes(path))
        self.stamps.put(name, stamp, mark)
        return mark

    def _take(self, told: Sequence[Told]) -> None:
        for file, counts, piece in told:
            self.counts.update(counts)
            if piece:
                self.places[file] = self.spool.put(piece)

    def _note(self, notes: _Notes) -> None:
        self.folder.problems += notes.problems
        self.folder.ids.named += [Mention(*mention) for mention in notes.mentions]
        self.folder.enclosures.named.update(notes.documents)
        self.may_wait |= any(map(_may_wait, notes.records))

    def _others_read(self) -> list[Read]:
        """All records but the projects: what they refer to or are referred to by. What is private is never kept."""
        public = [file for file in self.others if file[0] != "private"]
        key = digest(b"others", self.basis)
        if kept := self._kept(key):
            self.folder.ids.held.update(kept[0])
            self._note(_Notes((), *kept[1:]))
            reads = [_read(*record) for record in kept[3]]
        else:
            reads, records = [], []
            for kind, path, mark in public:  # one after another: a document weighs many times its record
                document = document_of(self._again(path, mark), self.folder.name(path))
                reads.append(self.folder.take(kind, path, document))
                records.append((kind, path.stem, to_json(document.value)))
            if self._is_whole(reads):
                given = {target: ids for target, ids in self.folder.ids.held.items() if not target.endswith("/")}
                self._keep(key, (given, *_named(self.folder), records))
            self.may_wait |= any(map(_may_wait, records))
        return reads + [self.folder.read(kind, path) for kind, path, _ in self.others if kind == "private"]

    def _again(self, path: Path, mark: bytes) -> Held:
        """What a file holds. If that is not what its mark says, somebody is writing: nothing of this run is kept."""
        held = read_bytes(path)
        self.changed |= mark_of(held) != mark
        return held

    def _is_whole(self, reads: Sequence[Read]) -> bool:
        """Whether all that is read so far is right, and so can be built upon."""
        there = {read.kind for read in reads}
        return not _problems(self.folder) and there >= SINGLES.keys() - OPTIONAL

    def _world(self, reads: Sequence[Read]) -> World | None:
        """What the rules on projects may see: no other project."""
        if not self._is_whole(reads):
            return None
        dataset = dataset_of(reads, {})
        known(
            dataset
        )  # gathered before the processes part: in each it would be made anew, and all it is made of copied
        return world_of(dataset, self.wish.today)

    def _dealt(self) -> Sequence[Sequence[Path]]:
        drawers: dict[int, list[Path]] = {}
        for path in self.projects:
            drawers.setdefault(zlib.crc32(path.stem.encode()) % DRAWERS, []).append(path)
        return list(drawers.values())

    def _drawer(self, paths: Sequence[Path]) -> tuple[_Notes, list[Told], list[tuple[str, Stamp | None, bytes]]]:
        """Read and audit some projects, or recall them; and what their files are known by."""
        held: dict[Path, Held] = {}
        marks = []
        for path in paths:
            stamp = self.stamps.stamp(path)
            mark = self.stamps.mark(f"projects/{path.name}", stamp)
            if mark is None:
                held[path] = read_bytes(path)
                mark = mark_of(held[path])
            marks.append((path.stem, stamp, mark))
        files = [(path, mark, held.get(path)) for path, (_, _, mark) in zip(paths, marks, strict=True)]
        return *self._found(files), marks

    def _found(self, files: Sequence[tuple[Path, bytes, Held]]) -> tuple[_Notes, list[Told]]:
        key = digest(b"projects", self.basis, *(part for path, mark, _ in files for part in (path.name.encode(), mark)))
        told_key = digest(key, self.wish.told_as.encode())
        if kept := self._kept(told_key):
            return _Notes((), *kept[:3]), kept[3]
        if kept := self._kept(key):  # found before, but told otherwise
            notes, sheets = _Notes((), *kept[:3]), [Sheet(*sheet) for sheet in kept[3]]
        else:
            notes, sheets = self._looked(files)
        identify.cache_clear()  # links of projects that are let go
        told = self._tell(sheets)
        if not notes.problems and len(sheets) == len(files):
            found = (notes.mentions, notes.documents, notes.records)
            self._keep(key, (*found, list(map(tuple, sheets))))
            self._keep(told_key, (*found, told))
        return notes, told

    def _looked(self, files: Sequence[tuple[Path, bytes, Held]]) -> tuple[_Notes, list[Sheet]]:
        part = Folder(self.folder.root, self.folder.shown)
        records: list[tuple[str, str, bytes]] = []
        sheets: list[Sheet] = []
        for path, mark, held in files:
            document = document_of(held or self._again(path, mark), part.name(path))
            read = part.take("projects", path, document)
            if read.record is not None:
                records.append((read.kind, read.id, to_json(_light(document.value))))
                sheets += self._sheets(read, document.lines)
        return _Notes(_problems(part), *_named(part), records), sheets

    def _sheets(self, read: Read, lines: Lines) -> Iterator[Sheet]:
        """The audit of one project, where what it refers to is there."""
        call = self.world.dataset.calls.get(read.record.call) if self.world else None
        if self.world and call and any(lot.number == read.record.lot for lot in call.lots):
            yield sheet_of(
                Case(self.world, read.id, read.record), "projects", read.inside, lambda: lines, self.wish.shows
            )

    def _audit_of_others(self, projects: bytes, dataset: Callable[[], Dataset]) -> list[Told]:
        """projects: a digest of what their records say of the projects."""
        key = digest(b"audit of others", self.basis, projects)
        if kept := self._kept(key):
            return self._tell([Sheet(*sheet) for sheet in kept])
        self.world = world_of(dataset(), self.wish.today)
        files: list[tuple[Kind, Path, bytes]] = [file for file in self.others if file[0] in KINDS]  # type: ignore[misc]
        sheets = [self._sheet(*file) for file in files]  # here: other processes would copy all they look at, for little
        self._keep(key, list(map(tuple, sheets)))
        return self._tell(sheets)

    def _sheet(self, kind: Kind, path: Path, mark: bytes) -> Sheet:
        assert self.world
        record = getattr(self.world.dataset, kind)[path.stem]
        lines = lambda: document_of(self._again(path, mark), path.name).lines  # noqa: E731
        return sheet_of(Case(self.world, path.stem, record), kind, f"{kind}/{path.name}", lines, self.wish.shows)

    def _tell(self, sheets: Sequence[Sheet]) -> list[Told]:
        named = ((f"{self.folder.shown}/{sheet.inside}", sheet) for sheet in sheets)
        return [(file, sheet.counts, self.wish.tell(file, sheet) if sheet.shown else b"") for file, sheet in named]

    def _kept(self, key: bytes) -> Any:
        return self.wish.store.get(key) if self.wish.store else None

    def _keep(self, key: bytes, value: Any) -> None:
        if self.wish.store and not self.changed:
            self.wish.store.put(key, value)


def _light(record: Mapping[str, Any]) -> dict[str, Any]:
    """A project's record without what weighs nearly all of it."""
    light = {key: value for key, value in record.items() if key not in HEAVY}
    if people := record.get("participants"):
        light["participants"] = {"total": people["total"]}
    return light


def _read(kind: str, id: str, record: bytes) -> Read:
    """A record that was read before."""
    inside = f"{id}.yml" if kind in SINGLES else f"{kind}/{id}.yml"
    return Read(kind, id, inside, (SINGLES.get(kind) or FOLDERS[kind]).model_validate_json(record))


def _problems(folder: Folder) -> list[Problem]:
    return [*folder.problems, *folder.ids.problems, *folder.enclosures.noted]


def _named(folder: Folder) -> tuple[list[Any], list[Any]]:
    """The ids and the documents that the files of a folder name, as plain values."""
    mentions = [(mention.file, mention.line, mention.field, mention.id, mention.target) for mention in folder.ids.named]
    return mentions, list(folder.enclosures.named.items())


def _may_wait(record: tuple[str, str, bytes]) -> bool:
    """Whether a record, as JSON, says when it may be seen. In a text the marks of quotation are escaped."""
    return b'"publish_at":' in record[2] or b'"draft":' in record[2]


def mark_of(held: Held) -> bytes:
    """A digest of what a file holds."""
    return digest(held[0]) if held else b""
