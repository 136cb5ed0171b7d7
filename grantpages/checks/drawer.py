"""Some files read and audited by one process, and what is kept of them for the next time.

What a file gave is recalled by what it holds; what was found in it, as long as all that its audit asked is answered as
it was.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic_core import to_json

from grantpages.checks.atrest import light
from grantpages.checks.index import Facts, facts_of
from grantpages.checks.rule import Case
from grantpages.checks.sheet import Sheet, sheet_of
from grantpages.checks.watch import AFTER_LAST, FIRST, Answers, Asked, Question, WatchedWorld
from grantpages.evidence.identity import identify
from grantpages.load import Dataset, Folder, Read
from grantpages.problem import Problem, Severity
from grantpages.stamps import Stamp, Stamps
from grantpages.store import Store, digest
from grantpages.yamlfile import Document, document_of, read_bytes
from grantpages.yamlreader import Lines

Held = tuple[bytes, int] | None
Mention = tuple[str, int, str, str, str]


class Entry(NamedTuple):
    """What a file gave. mark: a digest of what it held.

    mentions: the ids it names. given: the ids that stand inside it, by target. documents: those that it names, or None.
    record: as JSON, of a project without its heavy fields.
    """

    mark: bytes
    mentions: Sequence[Mention]
    given: Mapping[str, list[str] | None]
    documents: dict[str, tuple[str, int, str]] | None
    record: bytes
    facts: Facts


class Told(NamedTuple):
    """What was found in a file: of all findings the counts, and what is told of those that are shown."""

    counts: Mapping[Severity, int]
    piece: bytes


@dataclass
class Drawn:
    """What came of some files, by kind and id.

    problems: a file that has any gave nothing else. stamps: by what each file is known, and its mark. questions: what
    the audit of each asked. since, until: the days of which the same is told. changed: whether a file was not, when it
    was read once more, what it had been.
    """

    problems: list[Problem] = field(default_factory=list)
    stamps: list[tuple[Question, Stamp | None, bytes]] = field(default_factory=list)
    entries: dict[Question, Entry] = field(default_factory=dict)
    told: dict[Question, Told] = field(default_factory=dict)
    questions: dict[Question, Sequence[Question]] = field(default_factory=dict)
    since: int = FIRST
    until: int = AFTER_LAST
    changed: bool = False


@dataclass(frozen=True)
class Way:
    """Where files are, which findings are shown, how they are told, and where all of it is kept."""

    folder: Folder
    shows: Collection[Severity]
    tell: Callable[[str, Sheet], bytes]
    told_as: str
    stamps: Stamps
    store: Store | None

    @property
    def telling(self) -> str:
        """What is told of the same findings may be told otherwise."""
        return " ".join((self.told_as, *sorted(self.shows)))

    def key(self, *what: str) -> bytes:
        """The key of what is kept once for a folder."""
        return digest("\n".join((*what, self.folder.shown)).encode())

    def kept(self, *what: str) -> Any:
        """What was kept the last time."""
        return self.store.get(self.key(*what)) if self.store else None

    def keep(self, value: Any, *what: str) -> None:
        """Keep it for the next time, in place of what was kept."""
        if self.store:
            self.store.put(self.key(*what), value)

    def marked(self, kind: str, id: str) -> tuple[Stamp | None, bytes, Held]:
        """By what a file is known, a digest of what it holds, and that itself where it had to be read."""
        stamp = self.folder.stamps.get((kind, id))
        if mark := self.stamps.mark(f"{kind}/{id}", stamp):
            return stamp, mark, None
        held = read_bytes(self.folder.path(kind, id))
        return stamp, mark_of(held), held


class Drawer:
    """Some files. world and answers: what an audit may ask; None where records cannot be audited yet."""

    def __init__(self, way: Way, name: str, world: WatchedWorld | None = None, answers: Answers | None = None) -> None:
        self.way, self.name, self.world, self.answers = way, name, world, answers
        self.drawn = Drawn()
        self.files: list[Question] = []
        self.before: dict[str, dict[Question, Any]] = {}
        self.fresh: dict[str, dict[Question, Any]] = {"read": {}, "found": {}, "told": {}}

    def read(self, files: Iterable[Question]) -> Drawn:
        """Read what has changed, and recall the rest. files: each by kind and id."""
        for key in files:
            mark, held = self._marked(key)
            if not self._recalled(key, mark):
                self._look(key, mark, held)
        return self._done()

    def read_and_audit(self, files: Iterable[Question]) -> Drawn:
        """Read and audit projects, or recall what they gave and what was found in them."""
        for key in files:
            mark, held = self._marked(key)
            if self._recalled(key, mark) and (not self.world or self._found_before(key, mark)):
                continue
            if looked := self._look(key, mark, held):
                document, read = looked
                self._audit(key, mark, read.record, lambda document=document: document.lines)  # type: ignore[misc]
        return self._done()

    def audit(self, files: Iterable[tuple[Question, bytes]]) -> Drawn:
        """Audit records that were read, each with its mark, or recall what was found in them."""
        for key, mark in files:
            self.files.append(key)
            if self.world and not self._found_before(key, mark):
                lines = lambda key=key, mark=mark: document_of(self._again(key, mark), key[1]).lines  # noqa: E731
                self._audit(key, mark, getattr(self.world.dataset, key[0])[key[1]], lines)
        return self._done()

    def _marked(self, key: Question) -> tuple[bytes, Held]:
        stamp, mark, held = self.way.marked(*key)
        self.files.append(key)
        self.drawn.stamps.append((key, stamp, mark))
        return mark, held

    def _again(self, key: Question, mark: bytes) -> Held:
        """What a file holds. If that is not what its mark says, somebody is writing: nothing of this run is kept."""
        held = read_bytes(self.way.folder.path(*key))
        self.drawn.changed |= mark_of(held) != mark
        return held

    def _recalled(self, key: Question, mark: bytes) -> bool:
        """Whether what a file gave is recalled."""
        kept = self._before("read").get(key)
        if not kept or kept[0] != mark:
            return False
        self.drawn.entries[key] = Entry._make((*kept[:-1], Facts(*kept[-1])))
        return True

    def _look(self, key: Question, mark: bytes, held: Held) -> tuple[Document, Read] | None:
        """Read a file; None where anything is wrong with it."""
        folder = Folder(self.way.folder.root, self.way.folder.shown)
        path = folder.path(*key)
        document = document_of(held or self._again(key, mark), folder.name(path))
        read = folder.take(key[0], path, document)
        problems = [*folder.problems, *folder.ids.problems, *folder.enclosures.noted]
        self.drawn.problems += problems
        entry = _entry(folder, read, document, mark)
        self.drawn.entries[key] = entry
        if problems or read.record is None:
            return None
        self.fresh["read"][key] = (*entry[:-1], tuple(entry.facts))
        return document, read

    def _found_before(self, key: Question, mark: bytes) -> bool:
        """Whether what was found in a record is recalled, and told."""
        if kept := self._in_force("told", key, mark):
            self._take(key, Told(*kept[1]), kept[0])
        elif kept := self._in_force("found", key, mark):
            self._tell(key, mark, Sheet(*kept[1]), kept[0])
        return bool(kept)

    def _in_force(self, what: str, key: Question, mark: bytes) -> tuple[Asked, Any] | None:
        kept = self._before(what).get(key)
        if not kept or kept[0] != mark or not self.answers or not self.answers.are_same(asked := Asked(*kept[1])):
            return None
        return asked, kept[2]

    def _audit(self, key: Question, mark: bytes, record: Any, lines: Callable[[], Lines]) -> None:
        """Audit a record, where what it refers to is there."""
        kind, id = key
        if not self.world or not self.answers:
            return
        self.world.watch.clear()
        if not _is_placed(kind, record, self.world.dataset):
            return
        case = Case(self.world, id, record)
        sheet = sheet_of(case, kind, f"{kind}/{id}.yml", lines)  # type: ignore[arg-type]
        identify.cache_clear()  # links of a record that is let go
        asked = self.answers.asked(self.world.watch)
        self.fresh["found"][key] = (mark, tuple(asked), tuple(sheet))
        self._tell(key, mark, sheet, asked)

    def _tell(self, key: Question, mark: bytes, sheet: Sheet, asked: Asked) -> None:
        shown = sheet.only(self.way.shows)
        piece = self.way.tell(f"{self.way.folder.shown}/{sheet.inside}", shown) if shown.found else b""
        told = Told(sheet.counts, piece)
        self.fresh["told"][key] = (mark, tuple(asked), tuple(told))
        self._take(key, told, asked)

    def _take(self, key: Question, told: Told, asked: Asked) -> None:
        drawn = self.drawn
        drawn.told[key] = told
        drawn.questions[key] = asked.questions
        drawn.since, drawn.until = max(drawn.since, asked.since), min(drawn.until, asked.until)

    def _before(self, what: str) -> dict[Question, Any]:
        if what not in self.before:
            self.before[what] = self.way.kept(*self._name(what)) or {}
        return self.before[what]

    def _name(self, what: str) -> tuple[str, ...]:
        return (what, self.name, self.way.telling) if what == "told" else (what, self.name)

    def _done(self) -> Drawn:
        """Keep what is new together with what was kept of the other files."""
        for what, fresh in self.fresh.items() if self.way.store and not self.drawn.changed else ():
            if fresh:
                before = self._before(what)
                all_of_it = {key: fresh.get(key) or before.get(key) for key in self.files}
                self.way.keep({key: kept for key, kept in all_of_it.items() if kept}, *self._name(what))
        return self.drawn


def _is_placed(kind: str, record: Any, dataset: Dataset) -> bool:
    """Whether the call and the lot of a project are there; any other record can be audited by itself."""
    if kind != "projects":
        return True
    call = dataset.calls.get(record.call)
    return bool(call and any(lot.number == record.lot for lot in call.lots))


def _entry(folder: Folder, read: Read, document: Document, mark: bytes) -> Entry:
    mentions = [(one.file, one.line, one.field, one.id, one.target) for one in folder.ids.named]
    documents = folder.enclosures.named.get((read.kind, read.id))
    facts = facts_of(read.record) if read.record is not None else Facts()
    record = to_json(light(read.kind, document.value)) if read.record is not None else b""
    return Entry(mark, mentions, dict(folder.ids.held), documents, record, facts)


def mark_of(held: Held) -> bytes:
    """A digest of what a file holds."""
    return digest(held[0]) if held else b""
