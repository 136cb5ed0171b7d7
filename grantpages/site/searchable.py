"""The records as documents of the search."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from grantpages.load import Dataset
from grantpages.search.analysis import Analyser
from grantpages.search.document import Document, Part, Scheme, Taken
from grantpages.search.index import write_text
from grantpages.site.properties import COLUMNS, FACETS, Cells, Properties, Values, day_of
from grantpages.site.relations import Relations
from grantpages.site.saidby import call_parts, organization_parts, project_parts, report_parts
from grantpages.site.seen import Register
from grantpages.site.views import lot_of, received_by
from grantpages.site.voice import Voice

SORTS = ("date", "sum", "participants")
"""What results can be put in order by, besides how well they fit."""
KINDS = ("projects", "calls", "reports", "organizations")
"""The kinds of records that are found, in the order of the facet."""
LICENCE = "CC BY 4.0"


@dataclass
class _Found:
    """What one kind of record supplies for its document.

    names: what it is known by beside its title. amount and people: None where it has none or they are not stated.
    """

    title: str
    facts: Sequence[str]
    parts: Sequence[Part]
    facets: Values
    cells: Cells
    names: Sequence[str] = ()
    amount: int | None = None
    people: int | None = None


@dataclass
class Searchable:
    """The documents of one language. root, base: addresses of the site and of the language in it, ending in `/`."""

    dataset: Dataset
    relations: Relations
    register: Register
    voice: Voice
    root: str
    base: str

    @cached_property
    def analyser(self) -> Analyser:
        """Takes them apart."""
        return Analyser(self.voice.language, self.scheme)

    @cached_property
    def properties(self) -> Properties:
        """Facets and cells."""
        return Properties(self.dataset, self.register, self.voice)

    @property
    def scheme(self) -> Scheme:
        """Kinds, facets, sort keys and columns."""
        columns = [self.voice.t(f"search.column.{name}") for name in COLUMNS]
        return Scheme(KINDS, FACETS, SORTS, columns)

    def documents(self) -> Iterator[Document]:
        """Projects, calls, reports, organizations."""
        return (self.document(kind, id) for kind in KINDS for id in getattr(self.dataset, kind))

    def document(self, kind: str, id: str) -> Document:
        """One of them; a project must be at hand whole."""
        makers: dict[str, Callable[[str], _Found]] = {
            "projects": self._project,
            "calls": self._call,
            "reports": self._report,
            "organizations": self._organization,
        }
        return self._document(kind, id, makers[kind](id))

    def take_apart(self, kind: str, id: str, site: Path) -> Taken:
        """Take one of them apart, and write its files of texts below the site's folder."""
        return self.analyser.take_apart(self.document(kind, id), partial(write_text, site, self.voice.language))

    def day(self, kind: str, id: str) -> int:
        """The day it is as old as, see `Document`."""
        day = day_of(self.dataset, getattr(self.dataset, kind)[id])
        return day.toordinal() if day > date.min else 0

    def _project(self, id: str) -> _Found:
        project, told = self.dataset.projects[id], self.properties
        call, lot = self.dataset.calls[project.call], lot_of(self.dataset, project)
        name, amount, year = told.organization(project.grantee), project.grant.amount, told.year(project)
        states = self.register.states_of("projects", id)
        people = project.participants.total if project.participants else None
        facets = told.of_call(call, [lot], year, amount) | {
            "grantee": {project.grantee: name},
            "evidence": told.evidence(states),
        }
        return _Found(
            title=self.voice.text(project.title),
            facts=[name, self.voice.money(amount), told.region(call.region), year],
            parts=self._parts_of_project(id),
            facets=facets,
            cells=told.cells_of_call(call, year) | told.cells_of_project(project, call, lot) | {"links": len(states)},
            names=[name],
            amount=amount,
            people=people,
        )

    def _parts_of_project(self, id: str) -> list[Part]:
        """The texts of a project that is at hand whole."""
        project, told = self.dataset.projects[id], self.properties
        call, lot = self.dataset.calls[project.call], lot_of(self.dataset, project)
        around = [
            told.organization(project.grantee), *map(told.organization, project.partners),
            told.organization(call.funder), told.region(call.region),
            *map(self.voice.text, (call.title, call.territory, lot.direction)), *told.classes(lot),
        ]  # fmt: skip
        return _titled(self.voice.text(project.title), project_parts(project, around, self.voice))

    def _call(self, id: str) -> _Found:
        call, told = self.dataset.calls[id], self.properties
        amount, year, funder = sum(lot.amount for lot in call.lots), told.year(call), told.organization(call.funder)
        around = [funder, told.region(call.region), *(text for lot in call.lots for text in told.classes(lot))]
        states = self.register.states_of("calls", id)
        return _Found(
            title=self.voice.text(call.title),
            facts=[funder, self.voice.money(amount), told.region(call.region), year],
            parts=_titled(self.voice.text(call.title), call_parts(call, around, self.voice)),
            facets=told.of_call(call, call.lots, year, amount) | {"evidence": told.evidence(states)},
            cells=told.cells_of_call(call, year) | {"links": len(states)},
            names=[self.voice.text(lot.direction) for lot in call.lots],
            amount=amount,
        )

    def _report(self, id: str) -> _Found:
        report, told = self.dataset.reports[id], self.properties
        funder, year = told.organization(report.funder), str(report.year)
        projects = [self.voice.text(self.dataset.projects[project].title) for project in report.projects]
        title = self.voice.report(report, self.dataset.organizations[report.funder])
        return _Found(
            title=title,
            facts=[funder, year],
            parts=_titled(title, report_parts(report, [funder, *projects], self.voice)),
            facets={"year": {year: year}, "funder": {report.funder: funder}},
            cells={"year": year, "funder": funder},
        )

    def _organization(self, id: str) -> _Found:
        organization, told = self.dataset.organizations[id], self.properties
        received = received_by(self.dataset, self.relations, id)
        region = told.region(organization.region) if organization.region else ""
        sum_of = self.voice.money(received) if received else ""
        return _Found(
            title=self.voice.text(organization.name),
            facts=[self.voice.t(f"organization-kind.{organization.kind}"), sum_of, region],
            parts=_titled(self.voice.text(organization.name), organization_parts(organization, self.voice)),
            facets={"region": {organization.region: region}} if organization.region else {},
            cells={"region": region},
            names=[self.voice.text(also.text) for also in organization.also_printed if also.text],
            amount=received or None,
        )

    def _document(self, kind: str, id: str, found: _Found) -> Document:
        day = self.day(kind, id)
        numbers = {
            "date": day or None,
            "sum": found.amount,
            "participants": found.people,
        }
        return Document(
            address=f"{kind}/{id}/",
            kind=kind,
            title=found.title,
            names=" ".join([found.title, *found.names]),
            facts=[fact for fact in found.facts if fact],
            parts=found.parts,
            day=day,
            facets=found.facets | self.properties.of_any(kind, id),
            numbers={name: number for name, number in numbers.items() if number is not None},
            row=self._row(kind, id, found),
        )

    def _row(self, kind: str, id: str, found: _Found) -> list[str | int]:
        cells = found.cells | {
            "address": f"{self.base}{kind}/{id}/",
            "kind": self.voice.t(f"search.kind.{kind}"),
            "title": found.title,
            "amount": found.amount,
            "participants": found.people,
            "open_notes": self.register.notes.tally_of(kind, id).open,
            "source": f"{self.root}data/{self.dataset.files[kind, id]}",
            "licence": LICENCE,
        }
        return ["" if (cell := cells.get(name)) is None else cell for name in COLUMNS]


def _titled(title: str, parts: Iterable[Part]) -> list[Part]:
    return [Part("", "", title), *parts]
