"""What grants come to by region, district, year, customer, sphere, grantee, type and state of evidence.

Everything is counted in one pass over the records, once for a build; pages only look it up. A year is the year of
`opendata`'s tables: of the contract, else of the decision, else of the announcement.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from grantpages.evidence.verdict import State
from grantpages.load import Dataset
from grantpages.model import Call, Lot, Project
from grantpages.model.project import FigureKind
from grantpages.site.relations import Relations
from grantpages.site.seen import Register

Facet = Literal["regions", "districts", "years", "funders", "spheres", "grantees", "types", "states"]
FACETS: tuple[Facet, ...] = Facet.__args__  # type: ignore[attr-defined]
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


def totals_of(dataset: Dataset, relations: Relations, register: Register) -> Totals:
    """Count every competition and grant."""
    return _Count(dataset, relations, register).totals()


class _Count:
    """One pass over the records."""

    def __init__(self, dataset: Dataset, relations: Relations, register: Register) -> None:
        self.dataset, self.relations, self.register = dataset, relations, register
        self.all = Total(wide=Wide())
        self.by: dict[Facet, dict[str, Total]] = {facet: {} for facet in FACETS}
        self.regions: dict[int, dict[str, Sums]] = defaultdict(lambda: defaultdict(Sums))
        self.lots = {(id, lot.number): lot for id, call in dataset.calls.items() for lot in call.lots}

    def totals(self) -> Totals:
        for id, call in self.dataset.calls.items():
            self._call(id, call)
        for id, project in self.dataset.projects.items():
            self._project(id, project)
        return Totals(self.all, self.by, self.regions)

    def _total(self, facet: Facet, value: str) -> Total:
        found = self.by[facet].get(value)
        if found is None:
            found = self.by[facet][value] = Total(wide=Wide() if facet in WIDE else None)
        return found

    def _shared(self, call: Call) -> Iterator[Total]:
        """The totals that a competition and its grants both belong to."""
        yield self.all
        yield self._total("regions", call.region)
        if call.district:
            yield self._total("districts", call.district)
        yield self._total("funders", call.funder)

    def _call(self, id: str, call: Call) -> None:
        announced = sum(lot.amount for lot in call.lots)
        notes = self.register.notes.of("calls", id).tally.open
        year = year_of_call(call)
        for total in self._shared(call):
            _add_call(total, id, announced, notes)
            if total.wide:
                for lot in call.lots:
                    total.wide.spheres[lot.sphere].announced += lot.amount
                if year:
                    total.wide.years[year].announced += announced
        if year:
            _add_call(self._total("years", str(year)), id, announced, notes)
            self.regions[year][call.region].announced += announced
        for facet, amounts in (("spheres", _amounts(call, "sphere")), ("types", _amounts(call, "grant_type"))):
            for value, amount in amounts.items():
                _add_call(self._total(facet, value), id, amount, notes)  # type: ignore[arg-type]

    def _project(self, id: str, project: Project) -> None:
        call, lot = self.dataset.calls[project.call], self.lots[project.call, project.lot]
        year = year_of(self.dataset, project)
        states = Counter(map(self.register.state_of, self.relations.citations_of.get(("projects", id), ())))
        notes = self.register.notes.of("projects", id).tally.open
        unreported = bool(project.grant.contract) and id not in self.relations.reports_of_project
        shared = list(self._shared(call))
        for total in (*shared, *self._own(project, lot, year, states)):
            _add_project(total, id, project, states, notes, unreported)
        wide = [total.wide for total in shared if total.wide]
        sums = [one.spheres[lot.sphere] for one in wide]
        if year:
            sums += [self.regions[year][call.region], *(one.years[year] for one in wide)]
        _add_sums(sums, project)
        _add_details(wide, project)

    def _own(self, project: Project, lot: Lot, year: int | None, states: Iterable[State]) -> Iterator[Total]:
        """The totals that a grant belongs to beside those of its competition."""
        yield self._total("spheres", lot.sphere)
        yield self._total("types", lot.grant_type)
        yield self._total("grantees", project.grantee)
        if year:
            yield self._total("years", str(year))
        for state in states:
            yield self._total("states", state)


def _amounts(call: Call, field: str) -> dict[str, int]:
    """What a competition announces by the lots' sphere or type."""
    found: dict[str, int] = {}
    for lot in call.lots:
        value = getattr(lot, field)
        found[value] = found.get(value, 0) + lot.amount
    return found


def _add_sums(sums: Iterable[Sums], project: Project) -> None:
    for one in sums:
        one.grants += 1
        one.contracted += project.grant.amount if project.grant.contract else 0


def _add_details(wide: Iterable[Wide], project: Project) -> None:
    measured, peopled = list(_measured(project)), list(_peopled(project))
    for one in wide:
        _add_measures(one.measures, measured)
        for table, groups in peopled:
            one.people[table].update(groups)
            one.stated[table] += 1


def _add_measures(found: dict[FigureKind, Planned], measured: Iterable[tuple[FigureKind, int, int]]) -> None:
    for kind, planned, actual in measured:
        measure = found[kind]
        measure.planned += planned
        measure.actual += actual
        measure.figures += 1


def _add_call(total: Total, id: str, announced: int, notes: int) -> None:
    total.calls.append(id)
    total.announced += announced
    total.notes += notes


def _add_project(total: Total, id: str, project: Project, states: Counter[State], notes: int, unreported: bool) -> None:
    total.projects.append(id)
    total.notes += notes
    total.unreported += unreported
    if project.grant.contract:
        total.contracts += 1
        total.contracted += project.grant.amount
    if project.participants:
        total.stated += 1
        total.participants += project.participants.total
    for state, number in states.items():
        total.links[state] += number


def _measured(project: Project) -> Iterator[tuple[FigureKind, int, int]]:
    """(kind, plan, fact) of every figure of an activity that states both; shares of a hundred cannot be added."""
    for task in project.tasks:
        for activity in task.activities:
            for figure in activity.figures:
                if figure.planned is not None and figure.actual is not None and figure.kind != "percent":
                    yield figure.kind, figure.planned, figure.actual


def measures_of(project: Project) -> Mapping[FigureKind, Planned]:
    """What one grant planned and reached, by kind of measure."""
    found: dict[FigureKind, Planned] = defaultdict(Planned)
    _add_measures(found, _measured(project))
    return found


def _peopled(project: Project) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Each table of the form that a grant's participants are stated in, by group."""
    if people := project.participants:
        if people.gender:
            yield "gender", {"men": people.gender.men, "women": people.gender.women}
        if people.categories:
            yield "categories", {str(name): number for name, number in people.categories.items()}
        if people.ages:
            yield "ages", {str(name): number for name, number in people.ages.items()}


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
