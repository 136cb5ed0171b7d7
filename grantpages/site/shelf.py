"""The records of a build: all of them as lists need them, and a few at a time whole.

A survey leaves a project without its tasks, figures and texts, which weigh nearly all of it. Its own pages and its
report's need them: then it is read once more, and let go afterwards.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from grantpages.site.extract import Extract, extract_of
from grantpages.site.found import Findings, Given
from grantpages.site.notes import Note, Noted, Notes, noted_of
from grantpages.site.seen import Register
from grantpages.yamlfile import document_of, read_bytes

OTHERS = ("calls", "organizations", "reports")
"""The published kinds but projects: they are few and stay in memory."""


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

    All records but the projects are at hand. What is known of a project is known once it was taken down, or `know`
    was told it. read: the whole record of a project. marks: of each record's file, what it holds.
    """

    def __init__(
        self,
        dataset: Dataset,
        ledger: Mapping[str, Entry],
        read: Callable[[str], Project],
        findings: Findings,
        marks: Mapping[Key, bytes],
    ) -> None:
        self.shelf, self.asked = Shelf(dataset.projects), Asked()
        self.dataset = watched(replace(dataset, projects=self.shelf), self.asked)
        self.ledger, self.read, self.findings, self.marks = ledger, read, findings, marks
        extracts: dict[Key, Extract] = {}
        notes = Notes({}, extracts, checks_run(dataset), len(RULES), self.asked)
        self.register = Register(ledger, extracts, notes, asked=self.asked)
        self._others = {
            (kind, id): self._known(kind, id, record)
            for kind in OTHERS
            for id, record in getattr(dataset, kind).items()
        }

    def other(self, kind: str, id: str) -> Subject:
        """Any record but a project."""
        return self._others[kind, id]

    @property
    def others(self) -> Collection[Subject]:
        """All records but the projects."""
        return self._others.values()

    def know(self, id: str, extract: Extract) -> None:
        """Take what is kept of a project."""
        self.register.extracts["projects", id] = extract

    @contextmanager
    def whole(self, ids: Iterable[str]) -> Iterator[dict[str, Subject]]:
        """Projects, whole for as long as this lasts. Raises Changed."""
        taken = {id: self.take(id) for id in ids}
        try:
            yield taken
        finally:
            for subject in taken.values():
                self._let_go(subject)

    def take(self, id: str) -> Subject:
        """Read a project, which is at hand whole from now on. Raises Changed."""
        self.shelf.whole[id] = project = self.read(id)
        return self._known("projects", id, project)

    def _known(self, kind: str, id: str, record: Any) -> Subject:
        """A record with its links and notes, which are known from now on."""
        citations, findings = tuple(_cited(kind, id, record)), self.findings.of(kind, id, record)
        noted = noted_of(kind, record, findings)
        if noted.notes:
            self.register.notes.noted[kind, id] = noted
            self.register.beside.update(_beside(noted, citations))
        answered = ((note.finding.code, bool(note.replies)) for note in noted.notes)
        self.register.extracts[kind, id] = extract_of(record, citations, self.ledger, answered)
        return Subject(kind, id, record, citations, findings)

    def _let_go(self, subject: Subject) -> None:
        del self.shelf.whole[subject.id]
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
