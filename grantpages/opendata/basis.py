"""What every export is made from: the records, what was seen of their links, what the audit found.

A row of most tables comes from one record alone, a `Subject`: so projects can be told one after another, and none has
to stay in memory. What totals and the whole ask of a record are its `Facts`.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from grantpages.checks.catalogue import severity_of
from grantpages.checks.finding import Finding
from grantpages.evidence.citations import Citation
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset
from grantpages.model import Call, Lot, Organization, Project, Published, Report

KINDS = ("calls", "projects", "organizations", "reports")
"""The kinds of records that rows are about."""
Key = tuple[str, str]
"""Kind of a record, as its folder is called, and id."""


@dataclass(frozen=True)
class Subject:
    """A record that rows are about. cited: its links in the order of print. noted: the warnings of the audit."""

    kind: str
    id: str
    record: Published
    cited: Sequence[Citation] = ()
    noted: Sequence[Finding] = ()

    @property
    def project(self) -> Project:
        """The record of a project."""
        assert isinstance(self.record, Project)
        return self.record

    @cached_property
    def day(self) -> datetime.date | None:
        """The last day that the record names of what has been, replies to the audit among it."""
        return max(_days(self.record), default=None)


class Facts(NamedTuple):
    """What the whole asks of one record, as plain values. Days are in ISO form, empty where there is none.

    seen: the last look at any of its links. people: participants, where a project states them.
    """

    day: str
    seen: str
    links: int
    alive: int
    notes: int
    people: int | None


NOTHING = Facts("", "", 0, 0, 0, None)


@dataclass(frozen=True)
class Grounds:
    """What the rows of one record are made from beside it. address: the site's, ending in `/`.

    Of the dataset's projects only those fields are asked that lists need, too: no tasks, figures or participants.
    """

    dataset: Dataset
    ledger: Mapping[str, Entry]
    address: str

    def url(self, kind: str, id: str, language: str = "kk") -> str:
        """The address of a record's page."""
        return f"{self.address}{'' if language == 'kk' else f'{language}/'}{kind}/{id}/"

    @cached_property
    def lots(self) -> Mapping[tuple[str, int], Lot]:
        """Every lot by its competition and number."""
        return {(id, lot.number): lot for id, call in self.dataset.calls.items() for lot in call.lots}

    def seen(self, citation: Citation) -> Entry | None:
        """What the link checker knows of a cited link."""
        return self.ledger.get(citation.identity.key)

    def year(self, project: Project) -> int | None:
        """The year of a grant: of its contract, else of the decision, else of the announcement."""
        call = self.dataset.calls[project.call]
        days = (part.date for part in (project.grant.contract, call.decision, call.announcement) if part)
        return next((day.year for day in days), None)

    def facts(self, subject: Subject) -> Facts:
        """What the whole asks of a record."""
        seen = [entry for entry in map(self.seen, subject.cited) if entry]
        looks = [entry.last_tried.isoformat() for entry in seen if entry.last_tried]
        people = subject.record.participants if isinstance(subject.record, Project) else None
        return Facts(
            subject.day.isoformat() if subject.day else "",
            max(looks, default=""),
            len(subject.cited),
            sum(entry.state == "alive" for entry in seen),
            len(subject.noted),
            people.total if people else None,
        )


@dataclass(frozen=True)
class Basis(Grounds):
    """The whole. facts: of every record; those without any are as empty ones."""

    known: Mapping[Key, Facts] = field(default_factory=dict)

    def of(self, kind: str, id: str) -> Facts:
        """The facts of one record."""
        return self.known.get((kind, id), NOTHING)

    @cached_property
    def issued(self) -> datetime.date | None:
        """The last day named anywhere, looks at links among it: the age of the whole. Never the clock's."""
        last = max((day for facts in self.known.values() for day in (facts.day, facts.seen)), default="")
        return datetime.date.fromisoformat(last) if last else None


def subjects_of(
    dataset: Dataset, citations: Iterable[Citation], findings: Iterable[Finding], kinds: Sequence[str] = KINDS
) -> dict[Key, Subject]:
    """The records of some kinds with what belongs to them. findings: of the audit, of every severity."""
    cited: dict[Key, list[Citation]] = defaultdict(list)
    for citation in citations:
        cited[citation.section, citation.id].append(citation)
    noted: dict[Key, list[Finding]] = defaultdict(list)
    for finding in findings:
        if severity_of(finding) == "warning":
            noted[finding.kind, finding.id].append(finding)
    return {
        (kind, id): Subject(kind, id, record, cited.get((kind, id), ()), noted.get((kind, id), ()))
        for kind in kinds
        for id, record in getattr(dataset, kind).items()
    }


def _days(record: Published) -> Iterator[datetime.date]:
    """Days of what has happened; what is only planned, a period's or an intake's end, is none of them."""
    yield from (reply.date for reply in record.replies)
    yield from (document.date for document in record.documents if document.date)
    if record.publish_at:
        yield record.publish_at.date()
    match record:
        case Call():
            dated = (record.order, record.announcement, record.decision)
            yield from (part.date for part in dated if part)
            checked = record.applications.checked if record.applications else None
            yield from (day for day in (record.notice_received, checked) if day)
        case Project():
            if record.grant.contract:
                yield record.grant.contract.date
            for task in record.tasks:
                for activity in task.activities:
                    yield from (event.date for event in activity.events if event.date)
        case Report():
            if record.signed:
                yield record.signed
        case Organization():
            pass
