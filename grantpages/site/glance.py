"""The pages of one edited record, made anew before anything else of the site is, or what is wrong in its file.

Nothing that is made here is trusted: the build that follows makes all of it once more. So what takes more than the
record itself and what was read of the others is left to it.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.checks.catalogue import severity_of
from grantpages.checks.finding import Finding
from grantpages.checks.locate import problem_of
from grantpages.evidence.identity import identify
from grantpages.history.records import past_of
from grantpages.load import Dataset, Folder
from grantpages.opendata.basis import Key
from grantpages.problem import LANGUAGES, Language, Problem
from grantpages.site.found import Audited
from grantpages.site.frame import Frame
from grantpages.site.graphs import Graphs
from grantpages.site.groups import history
from grantpages.site.page import Page
from grantpages.site.pages import call_page, organization_page, project_page
from grantpages.site.pour import Pouring, Work
from grantpages.site.shelf import Library
from grantpages.site.whole import Place
from grantpages.yamlfile import Document, document_of, read_bytes

LINKED: Mapping[str, Sequence[str]] = {
    "projects": ("call", "lot", "grantee", "partners", "draft", "publish_at"),
    "calls": ("funder", "draft", "publish_at"),
    "organizations": ("draft", "publish_at"),
}
"""The kinds that are shown, each with the fields on which others depend: if they are edited, the build is awaited."""
BY_ID = {"calls/": "calls", "organizations/": "organizations", "regions.yml": "regions", "spheres.yml": "spheres"}
"""What the records here name others by (see `references.REFERENCES`), and which records of the Dataset are meant."""


class Seen(NamedTuple):
    """What came of an edited file: whether its pages show it now, and what is wrong in it.

    is_stale: whether of other records no more is known than before the edit, so that all have to be read again.
    """

    is_shown: bool
    is_stale: bool
    problems: Sequence[Problem] = ()


@dataclass
class _Heard:
    """The findings of an audit, asked once of a record that is shown."""

    audited: Audited
    known: dict[Key, Sequence[Finding]]

    def of(self, kind: str, id: str, record: Any) -> Sequence[Finding]:
        """See `Findings`."""
        if (found := self.known.get((kind, id))) is None:
            return self.audited.of(kind, id, record)
        return [finding for finding in found if severity_of(finding) == "warning"]

    def mark(self, kind: str, id: str) -> bytes:
        """See `Findings`."""
        return self.audited.mark(kind, id)


class Glance:
    """Shows edited records. library: of the last whole reading. today: the day of the audit.

    shown: the data folder's name in messages.
    """

    def __init__(self, frame: Frame, library: Library, place: Place, today: datetime.date, shown: str) -> None:
        told, self.place, self.shown = frame.told, place, shown
        self.edited: dict[str, Any] = {}
        self.others: dict[str, dict[str, Any]] = {
            kind: dict(getattr(library.dataset, kind)) for kind in LINKED if kind != "projects"
        }
        dataset = replace(library.dataset, **self.others)  # type: ignore[arg-type]
        self.found = _Heard(Audited(dataset, today, library.marks), {})
        self.library = Library(dataset, library.ledger, self.edited.__getitem__, self.found, library.marks)
        past = past_of(dataset, place.data, told.repository)
        self.work = Work(
            self.library, told.shells, place.site, place.data, told.address, past, told.corrections, place.cache
        )
        self.pourings = [Pouring(self.work, language) for language in LANGUAGES]
        self.graphs: Mapping[Language, Graphs] = {
            pouring.language: Graphs(self.library.dataset, pouring.voice) for pouring in self.pourings
        }
        for pouring in self.pourings:
            pouring.prepare()

    def show(self, kind: str, id: str) -> Seen:
        """Write a record's pages as its file is now, if that can be done with what is known and nothing is wrong."""
        known, file = getattr(self.library.dataset, kind).get(id), self.place.data / kind / f"{id}.yml"
        if (
            known is None or not file.is_file() or id in self.work.relations.calls_of_funder
        ):  # what it gave is counted over all projects
            return Seen(False, True)
        record, problems = self._read(kind, id, file)
        is_moved = record and any(getattr(known, name) != getattr(record, name) for name in LINKED[kind])
        if problems or record is None or is_moved:
            return Seen(False, not problems, problems)
        self.work.set_version(kind, id)
        for pouring, pages in self._pages(kind, id, record):
            pouring.write(pages)
            pouring.once.rendered.clear()
        identify.cache_clear()
        return Seen(True, kind != "projects")

    def _read(self, kind: str, id: str, path: Path) -> tuple[Any, Sequence[Problem]]:
        """The record, and what is wrong in its file, by itself and with the others as they were read."""
        part = Folder(self.place.data, self.shown)
        part.ids.held.update(_held(self.library.dataset))
        if (enclosed := path.with_suffix("")).is_dir():
            part.enclosures.folders.append(enclosed)
        document = document_of(read_bytes(path), part.name(path))
        read = part.take(kind, path, document)
        problems = part.faults()
        if not problems:
            self.found.known[kind, id] = self.found.audited.every(kind, id, read.record)
            problems = list(self._errors(kind, id, part.name(path), document))
        return read.record, problems

    def _errors(self, kind: str, id: str, file: str, document: Document) -> Iterator[Problem]:
        """What the audit found that cannot be published."""
        for finding in self.found.known[kind, id]:
            if severity_of(finding) == "error":
                yield problem_of(finding, file, document.lines)

    def _pages(self, kind: str, id: str, record: Any) -> Iterator[tuple[Pouring, Iterable[Page]]]:
        """The pages of a record by language; while one of them is poured, the record is at hand."""
        if kind == "projects":
            self.edited[id] = record
            with self.library.whole([id]):
                yield from self._poured(kind, id)
        else:
            self.others[kind][id] = record
            self.library.renew(kind, id, record)
            yield from self._poured(kind, id)

    def _poured(self, kind: str, id: str) -> Iterator[tuple[Pouring, Iterable[Page]]]:
        dataset, relations = self.work.dataset, self.work.relations
        for pouring in self.pourings:
            voice, graphs = pouring.voice, self.graphs[pouring.language]
            if kind == "projects":
                page = project_page(dataset, self.work.register, voice, graphs, id)
            elif kind == "calls":
                page = call_page(dataset, relations, voice, graphs, id)
            else:
                page = organization_page(dataset, voice, id)
            yield pouring, (page, *history(self.work, pouring, kind, id))


def _held(dataset: Dataset) -> dict[str, list[str] | None]:
    """The ids that a record here may name, as `references.Ids` has them."""
    held: dict[str, list[str] | None] = {place: list(getattr(dataset, kind)) for place, kind in BY_ID.items()}
    held["grant-types.yml"] = list(dataset.grant_types)
    held.update((f"calls/{id}.yml", [str(lot.number) for lot in call.lots]) for id, call in dataset.calls.items())
    return held


def record_of(data: Path, file: Path) -> tuple[str, str]:
    """The kind and id of the record whose file this is; empty for a file that is not shown."""
    is_one = file.parent.parent == data and file.parent.name in LINKED
    is_one = is_one and file.suffix == ".yml" and not file.name.startswith((".", "_"))
    return (file.parent.name, file.stem) if is_one else ("", "")
