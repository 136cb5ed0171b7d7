"""What a record can be narrowed by in the search, and what of it stands in the table a reader takes away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from grantpages.evidence.verdict import STATES
from grantpages.load import Dataset
from grantpages.model import Call, Lot, Project, Published, Report
from grantpages.site.seen import Register
from grantpages.site.voice import Voice
from grantpages.wording import slug

FACETS = ("kind", "region", "year", "funder", "sphere", "direction", "grantee", "sum", "evidence", "notes")
"""What found records can be narrowed by, in the order of the page."""
COLUMNS = (
    "address", "kind", "title", "year", "region", "funder", "grantee", "call", "lot", "direction", "sphere",
    "grant_type", "contract_number", "contract_date", "amount", "start", "end", "participants", "links", "open_notes",
    "source", "licence",
)  # fmt: skip
"""The columns of the table that a reader takes away, in its order."""
BANDS = (1_000_000, 5_000_000, 10_000_000, 30_000_000, 100_000_000)
"""Upper bounds of the bands of sums, in tenge; a sum above the last has a band of its own."""

Cells = dict[str, str | int | None]
"""By column, what the table holds of a record."""
Values = dict[str, dict[str, str]]
"""By facet, what each value's id is called."""


def day_of(dataset: Dataset, record: Published) -> date:
    """The day a record is as old as: a project's start, a call's announcement, a report's signing; else `date.min`."""
    if isinstance(record, Project):
        return record.period.start if record.period else day_of(dataset, dataset.calls[record.call])
    if isinstance(record, Report):
        return record.signed or date(record.year, 12, 31)
    if isinstance(record, Call):
        if record.announcement:
            return record.announcement.date
        if record.intake:
            return record.intake.closes
        return record.order.date if record.order else date.min
    return date.min


@dataclass
class Properties:
    """Values of facets and cells in one language."""

    dataset: Dataset
    register: Register
    voice: Voice

    def organization(self, id: str) -> str:
        """What an organization is called."""
        return self.voice.text(self.dataset.organizations[id].name)

    def region(self, id: str) -> str:
        """What a region is called."""
        return self.voice.text(self.dataset.regions[id].name)

    def classes(self, lot: Lot) -> tuple[str, str]:
        """A lot's sphere and type of grant."""
        return (
            self.voice.text(self.dataset.spheres[lot.sphere].name),
            self.voice.text(self.dataset.grant_types[lot.grant_type].name),
        )

    def year(self, record: Published) -> str:
        """The year a record belongs to, or nothing."""
        day = day_of(self.dataset, record)
        return str(day.year) if day > date.min else ""

    def of_call(self, call: Call, lots: Sequence[Lot], year: str, amount: int) -> Values:
        """Facets of a competition, or of a project that won one of its lots."""
        return {
            "region": {call.region: self.region(call.region)},
            "year": {year: year} if year else {},
            "funder": {call.funder: self.organization(call.funder)},
            "sphere": {lot.sphere: self.classes(lot)[0] for lot in lots},
            "direction": {slug(lot.direction.kk): self.voice.text(lot.direction) for lot in lots},
            "sum": self._band(amount),
        }

    def of_any(self, kind: str, id: str) -> Values:
        """Facets that every record has: its kind, and whether notes on it are open."""
        tally = self.register.notes.tally_of(kind, id)
        notes = "open" if tally.open else "answered" if tally.all else "none"
        return {
            "kind": {kind: self.voice.t(f"title.{kind}")},
            "notes": {notes: self.voice.t(f"search.notes.{notes}")},
        }

    def evidence(self, states: Sequence[str]) -> dict[str, str]:
        """The states that cited links are in, each once."""
        return {state: self.voice.t(f"state.{state}") for state in STATES if state in states}

    def cells_of_call(self, call: Call, year: str) -> Cells:
        """Cells of a competition and of its projects."""
        return {"year": year, "region": self.region(call.region), "funder": self.organization(call.funder)}

    def cells_of_project(self, project: Project, call: Call, lot: Lot) -> Cells:
        """Cells that only a project has."""
        sphere, grant_type = self.classes(lot)
        contract, period = project.grant.contract, project.period
        return {
            "grantee": self.organization(project.grantee),
            "call": self.voice.text(call.title),
            "lot": lot.number,
            "direction": self.voice.text(lot.direction),
            "sphere": sphere,
            "grant_type": grant_type,
            "contract_number": contract.number if contract else None,
            "contract_date": contract.date.isoformat() if contract else None,
            "start": period.start.isoformat() if period else None,
            "end": period.end.isoformat() if period else None,
        }

    def _band(self, amount: int) -> dict[str, str]:
        number = sum(amount > bound for bound in BANDS)
        return {str(number): self.voice.t(f"search.sum.{number}")}
