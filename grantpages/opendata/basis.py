"""What every export is made from: the records, what was seen of their links, what the audit found; counted once."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grantpages.checks.catalogue import severity_of
from grantpages.checks.finding import Finding
from grantpages.evidence.citations import Citation
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset
from grantpages.model import Call, Lot, Organization, Project, Published, Report

KINDS = ("calls", "projects", "organizations", "reports")
Key = tuple[str, str]


@dataclass(frozen=True)
class Basis:
    """Records of one build. address: the site's, ending in `/`. findings: of the audit, of every severity."""

    dataset: Dataset
    ledger: Mapping[str, Entry]
    citations: Sequence[Citation]
    findings: Sequence[Finding]
    address: str

    def url(self, kind: str, id: str, language: str = "kk") -> str:
        """The address of a record's page."""
        return f"{self.address}{'' if language == 'kk' else f'{language}/'}{kind}/{id}/"

    def record(self, kind: str, id: str) -> Published:
        """A record with a page of its own."""
        found: Published = getattr(self.dataset, kind)[id]
        return found

    @cached_property
    def cited(self) -> Mapping[Key, Sequence[Citation]]:
        """The links of each record in the order of print."""
        found: dict[Key, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            found[citation.section, citation.id].append(citation)
        return dict(found)

    @cached_property
    def noted(self) -> Mapping[Key, Sequence[Finding]]:
        """The public findings of each record: the audit's warnings, as on its page."""
        found: dict[Key, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            if severity_of(finding) == "warning":
                found[finding.kind, finding.id].append(finding)
        return {key: found[key] for key in sorted(found)}

    @cached_property
    def lots(self) -> Mapping[tuple[str, int], Lot]:
        """Every lot by its competition and number."""
        return {(id, lot.number): lot for id, call in self.dataset.calls.items() for lot in call.lots}

    def seen(self, citation: Citation) -> Entry | None:
        """What the link checker knows of a cited link."""
        return self.ledger.get(citation.identity.key)

    def alive(self, key: Key) -> int:
        """How many of a record's links were seen alive."""
        seen = (self.seen(citation) for citation in self.cited.get(key, ()))
        return sum(entry.state == "alive" for entry in seen if entry)

    @cached_property
    def dates(self) -> Mapping[Key, datetime.date | None]:
        """The last day that each record names of what has been, replies to the audit among it."""
        return {
            (kind, id): max(_days(record), default=None)
            for kind in KINDS
            for id, record in getattr(self.dataset, kind).items()
        }

    @cached_property
    def issued(self) -> datetime.date | None:
        """The last day named anywhere, looks at links among it: the age of the whole. Never the clock's."""
        seen = (entry.last_tried for entry in map(self.seen, self.citations) if entry)
        return max((day for day in (*self.dates.values(), *seen) if day), default=None)

    def year(self, project: Project) -> int | None:
        """The year of a grant: of its contract, else of the decision, else of the announcement."""
        call = self.dataset.calls[project.call]
        days = (part.date for part in (project.grant.contract, call.decision, call.announcement) if part)
        return next((day.year for day in days), None)


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
