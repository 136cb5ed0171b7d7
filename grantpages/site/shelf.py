"""The records of a build: all of them as lists need them, and a few at a time whole.

A survey leaves a project without its tasks, figures and texts, which weigh nearly all of it. Its own pages and its
report's need them: then it is read once more, and let go afterwards.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grantpages.checks.audit import RULES, checks_run
from grantpages.checks.drawer import mark_of
from grantpages.checks.finding import Finding
from grantpages.evidence.citations import Citation, announced, cited
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset, record_of
from grantpages.model import Call, Project
from grantpages.opendata.basis import Key, Subject
from grantpages.site.asked import Asked, Watched
from grantpages.site.extract import Extract, Extracts, extract_of
from grantpages.site.found import Findings, Given
from grantpages.site.notes import NOTHING, Note, Noted, Notes, noted_of
from grantpages.site.seen import Register
from grantpages.yamlfile import document_of, read_bytes

OTHERS = ("calls", "organizations", "reports")
"""The published kinds but projects: each is whole whenever it is asked for."""


class Changed(Exception):
    """A file is no longer what it was when all of them were read."""


class Shelf(Mapping[str, Project]):
    """Projects by id, each whole while it is taken down."""

    def __init__(self, light: Mapping[str, Project]) -> None:
        self.light = light
        self.whole: dict[str, Project] = {}

    def __getitem__(self, id: str) -> Project:
        return self.whole.get(id) or self.light[id]

    def __contains__(self, id: object) -> bool:
        return id in self.light

    def __iter__(self) -> Iterator[str]:
        return iter(self.light)

    def __len__(self) -> int:
        return len(self.light)


@dataclass(frozen=True)
class Reader:
    """Reads projects once more. marks: of each file, what it held when all of them were read."""

    data: Path
    marks: Mapping[Key, bytes]

    def __call__(self, id: str) -> Project:
        """The whole record. Raises Changed."""
        inside = f"projects/{id}.yml"
        held = read_bytes(self.data / inside)
        if mark_of(held) != self.marks["projects", id]:
            raise Changed(inside)
        project: Project = record_of("projects", document_of(held, inside))
        return project


class Library:
    """The records of a build, with what is known of their links and of the notes on them.

    What is known of a project is known once it was taken down, or `know` was told it. The notes of any other record
    are at hand from when they are asked for until another's are. read: the whole record of a project. marks: of each
    record's file, what it holds.
    """

    def __init__(
        self,
        dataset: Dataset,
        ledger: Mapping[str, Entry],
        read: Callable[[str], Project],
        findings: Findings,
        marks: Mapping[Key, bytes],
    ) -> None:
        self.records, self.shelf, self.asked = dataset, Shelf(dataset.projects), Asked()
        self.dataset = watched(replace(dataset, projects=self.shelf), self.asked)
        self.ledger, self.read, self.findings, self.marks = ledger, read, findings, marks
        extracts = Extracts()
        notes = Notes({}, extracts, checks_run(dataset), len(RULES), self.asked, self._found)
        self.register = Register(ledger, extracts, notes, asked=self.asked)
        self._last: Subject | None = None
        for subject in self.others():
            self._count(subject)

    def know(self, id: str, extract: Extract) -> None:
        """Take what is kept of a project."""
        self.register.extracts["projects", id] = extract

    def renew(self, kind: str, id: str, record: Any) -> None:
        """Take a record that is at hand and was edited: its links and notes."""
        self._count(self.other(kind, id, record))

    @contextmanager
    def whole(self, ids: Iterable[str]) -> Iterator[dict[str, Subject]]:
        """Projects, whole for as long as this lasts; then as much is known of them as before. Raises Changed."""
        known = {id: self.register.extracts.get(("projects", id)) for id in ids}
        taken = {id: self.take(id) for id in known}
        try:
            yield taken
        finally:
            for id, subject in taken.items():
                del self.shelf.whole[id], self.register.extracts["projects", id]
                self._let_go(subject)
                if extract := known[id]:
                    self.know(id, extract)

    def take(self, id: str) -> Subject:
        """Read a project, which is at hand whole from now on. Raises Changed."""
        self.shelf.whole[id] = project = self.read(id)
        subject = self.hold("projects", id, project)
        self._count(subject)
        return subject

    def others(self) -> Iterator[Subject]:
        """All records but the projects, one after another, each at hand until the next."""
        for kind in OTHERS:
            for id in getattr(self.records, kind):
                yield self.other(kind, id)

    def other(self, kind: str, id: str, record: Any = None) -> Subject:
        """Any record but a project with its links and notes, at hand until another is. record: itself, if known."""
        record = record or getattr(self.records, kind)[id]
        if not self._last or self._last.record is not record:
            if self._last:
                self._let_go(self._last)
            self._last = self.hold(kind, id, record)
        return self._last

    def _found(self, kind: str, id: str, record: Any) -> Noted:
        """The notes of a record that are not at hand: a project's never, if it has any."""
        if kind == "projects":
            return NOTHING
        self.other(kind, id, record)
        return self.register.notes.noted.get((kind, id), NOTHING)

    def hold(self, kind: str, id: str, record: Any) -> Subject:
        """A record with its links and notes, which are at hand from now on."""
        citations, findings = tuple(_cited(kind, id, record)), self.findings.of(kind, id, record)
        noted = noted_of(kind, record, findings)
        if noted.notes:
            self.register.notes.noted[kind, id] = noted
            self.register.beside.update(_beside(noted, citations))
        return Subject(kind, id, record, citations, findings)

    def _count(self, subject: Subject) -> None:
        """Keep what lists ask of a record at hand."""
        key = (subject.kind, subject.id)
        noted = self.register.notes.noted.get(key, NOTHING)
        answered = ((note.finding.code, bool(note.replies)) for note in noted.notes)
        self.register.extracts[key] = extract_of(subject.record, subject.cited, self.ledger, answered)

    def _let_go(self, subject: Subject) -> None:
        if self.register.notes.noted.pop((subject.kind, subject.id), None):
            for citation in subject.cited:
                self.register.beside.pop(id(citation.link), None)


def watched(dataset: Dataset, asked: Asked) -> Dataset:
    """The same records, whose askers are noted; of classifications and of the operator nobody is."""
    records = {kind: Watched(kind, getattr(dataset, kind), asked) for kind in ("projects", *OTHERS)}
    documents = Watched("documents", dataset.documents, asked)
    return replace(dataset, documents=documents, **records)  # type: ignore[arg-type]


def whole_library(dataset: Dataset, ledger: Mapping[str, Entry], findings: Iterable[Finding] = ()) -> Library:
    """A library of records that are all in memory, all of them at hand."""
    library = Library(dataset, ledger, dataset.projects.__getitem__, Given(findings), {})
    for one in dataset.projects:
        library.take(one)
    for kind in OTHERS:
        for id, record in getattr(dataset, kind).items():
            library.hold(kind, id, record)
    return library


def _cited(kind: str, id: str, record: Any) -> Iterator[Citation]:
    if isinstance(record, Project):
        yield from cited(id, record)
    elif isinstance(record, Call):
        yield from announced(id, record)


def _beside(noted: Noted, citations: Iterable[Citation]) -> Iterator[tuple[int, Sequence[Note]]]:
    """Notes on links, by the link they are about."""
    said: dict[tuple[str | int, ...], list[Note]] = {}
    for note in noted.beside:
        said.setdefault(note.finding.path[:-1], []).append(note)
    return ((id(citation.link), said[citation.path]) for citation in citations if citation.path in said)
