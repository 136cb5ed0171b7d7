"""What grants come to by region, district, year, customer, sphere, grantee, type and state of evidence.

Counted once for a build (see `counting`); pages only look it up. A year is the year of `opendata`'s tables: of the
contract, else of the decision, else of the announcement.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from grantpages.evidence.verdict import State
from grantpages.load import Dataset
from grantpages.model import Call, Lot, Project
from grantpages.model.project import FigureKind
from grantpages.site.asked import Asked, Watched

Facet = Literal["regions", "districts", "years", "funders", "spheres", "grantees", "types", "states"]
"""What grants are summed by."""
FACETS: tuple[Facet, ...] = Facet.__args__  # type: ignore[attr-defined]
"""All of `Facet`, in the order of the pages."""
WIDE = frozenset(("regions", "districts", "funders"))
"""Facets whose values have pages with charts, and so are counted by year, by sphere and by people, too."""
Place = tuple[str, str]


@dataclass(slots=True)
class Sums:
    """Announced and contracted, in whole tenge, and how many grants."""

    announced: int = 0
    contracted: int = 0
    grants: int = 0


@dataclass(slots=True)
class Planned:
    """A measure as planned and as reached, over the figures that state both exactly enough to add."""

    planned: int = 0
    actual: int = 0
    figures: int = 0


@dataclass(slots=True)
class Wide:
    """What charts need beside the sums. people: by table of the form and group; stated: grants that state a table."""

    years: dict[int, Sums] = field(default_factory=lambda: defaultdict(Sums))
    spheres: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))
    people: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    stated: Counter[str] = field(default_factory=Counter)
    measures: dict[FigureKind, Planned] = field(default_factory=lambda: defaultdict(Planned))


@dataclass(slots=True)
class Total:
    """Competitions and grants of one value, and their sums.

    stated: how many grants state their participants. links: how many are in each state. notes: open ones, of the
    competitions and grants. unreported: grants with a contract that no report holds.
    """

    calls: list[str] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)
    announced: int = 0
    contracted: int = 0
    contracts: int = 0
    stated: int = 0
    participants: int = 0
    links: Counter[State] = field(default_factory=Counter)
    notes: int = 0
    unreported: int = 0
    wide: Wide | None = None

    @property
    def grants(self) -> int:
        """How many grants."""
        return len(self.projects)

    @property
    def cited(self) -> int:
        """How many links the grants cite."""
        return sum(self.links.values())


@dataclass(frozen=True)
class Totals:
    """Of the country, and by facet and value; a value that nothing belongs to is left out."""

    all: Total
    by: Mapping[Facet, Mapping[str, Total]]
    regions_by_year: Mapping[int, Mapping[str, Sums]]

    def of(self, facet: Facet, value: str) -> Total:
        """The total of one value."""
        return self.by[facet].get(value) or Total(wide=Wide())

    def watched(self, asked: Asked) -> "Totals":
        """The same, whose askers for single values are noted."""
        return replace(self, by={facet: Watched(f"totals.{facet}", held, asked) for facet, held in self.by.items()})


def year_of(dataset: Dataset, project: Project) -> int | None:
    """The year of a grant."""
    call = dataset.calls[project.call]
    days = (part.date for part in (project.grant.contract, call.decision, call.announcement) if part)
    return next((day.year for day in days), None)


def year_of_call(call: Call) -> int | None:
    """The year of a competition: of its announcement, else of the end of intake, else of the order."""
    if call.announcement:
        return call.announcement.date.year
    if call.intake:
        return call.intake.closes.year
    return call.order.date.year if call.order else None


def address_of(facet: Facet, id: str) -> str:
    """The page of a value, below the language's root."""
    if facet in ("funders", "grantees"):
        return f"organizations/{id}/"
    return f"regions/{id}/" if facet == "regions" else f"browse/{facet}/{id.replace('_', '-')}/"


def lots_of(dataset: Dataset, call: Call, winners: Sequence[str]) -> list[tuple[Lot, Sums]]:
    """Each lot of a competition with what was announced for it and what its winners have contracts for."""
    grants = [dataset.projects[winner] for winner in winners]
    return [
        (lot, Sums(lot.amount, sum(one.grant.amount for one in grants if one.lot == lot.number and one.grant.contract)))
        for lot in call.lots
    ]


def newest(dataset: Dataset, calls: Sequence[str]) -> list[str]:
    """Competitions, the one announced last first."""

    def day(id: str) -> tuple[str, str]:
        call = dataset.calls[id]
        return (call.announcement.date.isoformat() if call.announcement else "", id)

    return sorted(calls, key=day, reverse=True)
