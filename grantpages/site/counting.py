"""Counts what grants come to: one pass over the records and their extracts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from grantpages.evidence.verdict import State
from grantpages.load import Dataset
from grantpages.model import Call, Lot, Project
from grantpages.site.extract import NOTHING, Extract
from grantpages.site.relations import Relations
from grantpages.site.seen import Register
from grantpages.site.totals import FACETS, WIDE, Facet, Sums, Total, Totals, Wide, year_of, year_of_call


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
        notes = self.register.notes.tally_of("calls", id).open
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
        extract = self.register.extracts.get(("projects", id), NOTHING)
        states = Counter(extract.states)
        notes = self.register.notes.tally_of("projects", id).open
        unreported = bool(project.grant.contract) and id not in self.relations.reports_of_project
        shared = list(self._shared(call))
        for total in (*shared, *self._own(project, lot, year, states)):
            _add_project(total, id, project, states, notes, unreported)
        wide = [total.wide for total in shared if total.wide]
        sums = [one.spheres[lot.sphere] for one in wide]
        if year:
            sums += [self.regions[year][call.region], *(one.years[year] for one in wide)]
        _add_sums(sums, project)
        _add_details(wide, extract)

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


def _add_details(wide: Iterable[Wide], extract: Extract) -> None:
    for one in wide:
        for kind, (planned, actual, figures) in extract.measures.items():
            measure = one.measures[kind]
            measure.planned += planned
            measure.actual += actual
            measure.figures += figures
        for table, groups in extract.people.items():
            one.people[table].update(groups)
            one.stated[table] += 1


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
