"""Lists to go through without searching: what grants there are by region, year, customer and so on.

`/browse/` leads to a list for each facet, and that to a page for each value: a region has one of its own, a
customer's and a grantee's is the organization's, the others stand below their list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import Any

from grantpages.evidence.verdict import STATES
from grantpages.follow.write import Area
from grantpages.load import Dataset
from grantpages.model import District
from grantpages.site.graphs import Graphs
from grantpages.site.page import Page, Plan, parted
from grantpages.site.totals import FACETS, Facet, Total, Totals, address_of, newest
from grantpages.site.voice import Voice
from grantpages.wording import sort_key

VALUES_PER_PAGE = 200
GRANTS_PER_PAGE = 100
CALLS_SHOWN = 12
NAMED = ("funders", "grantees", "regions", "districts")
"""Facets whose values stand in alphabetical order; years, spheres, types and states have orders of their own."""
SHORT = ("regions", "years", "types", "states")
"""Facets of which the first page of all shows every value."""


@dataclass(frozen=True)
class Value:
    """One value of a facet: what it is called, its page below the language's root, its total."""

    id: str
    name: str
    address: str
    total: Total


@dataclass(frozen=True)
class Letter:
    """A letter of the alphabetical list, and the page on which its names begin."""

    letter: str
    anchor: str
    page: int


def browse_pages(dataset: Dataset, totals: Totals, voice: Voice, in_order: Sequence[str]) -> Iterator[Plan]:
    """All pages of one language. in_order: ids of the projects as they stand in a list."""
    browse = Browse(dataset, totals, voice)
    yield browse.hub()
    yield browse.charts()
    rank = {id: place for place, id in enumerate(in_order)}
    for facet in FACETS:
        yield from browse.values_pages(facet)
        if facet not in ("funders", "grantees"):
            for value in browse.values(facet):
                yield from browse.value_pages(facet, value, sorted(value.total.projects, key=rank.__getitem__))


class Browse:
    """The facets of one language."""

    def __init__(self, dataset: Dataset, totals: Totals, voice: Voice) -> None:
        self.dataset, self.totals, self.voice = dataset, totals, voice
        self.districts = districts_of(dataset)
        self.graphs = Graphs(dataset, voice)
        self.found: dict[Facet, list[Value]] = {}

    def values(self, facet: Facet) -> list[Value]:
        """The values of a facet in its order. Regions are all there, of the others those that grants belong to."""
        if facet not in self.found:
            self.found[facet] = [
                Value(id, self.name(facet, id), address_of(facet, id), self.totals.of(facet, id))
                for id in self._ids(facet)
            ]
            if facet in NAMED:
                self.found[facet].sort(key=lambda value: sort_key(value.name, self.voice.language))
        return self.found[facet]

    def _ids(self, facet: Facet) -> list[str]:
        used = self.totals.by[facet]
        match facet:
            case "regions":
                return list(self.dataset.regions)
            case "years":
                return sorted(used, reverse=True)
            case "spheres" | "types":
                every = self.dataset.spheres if facet == "spheres" else self.dataset.grant_types
                return [id for id in every if id in used]
            case "states":
                return [state for state in STATES if state in used]
            case _:
                return list(used)

    def name(self, facet: Facet, id: str) -> str:
        """What a value is called."""
        match facet:
            case "regions":
                return self.voice.text(self.dataset.regions[id].name)
            case "districts":
                return self.voice.text(self.districts[id][1].name)
            case "years":
                return id
            case "spheres":
                return self.voice.text(self.dataset.spheres[id].name)
            case "types":
                return self.voice.text(self.dataset.grant_types[id].name)
            case "states":
                return self.voice.t(f"state.{id}")
            case _:
                return self.voice.text(self.dataset.organizations[id].name)

    def hub(self) -> Plan:
        """The page that leads to all lists."""
        shown = [(facet, self.values(facet), facet in SHORT) for facet in FACETS]
        given = [(facet, list(map(_told, values)) if short else len(values)) for facet, values, short in shown]
        return Plan("browse/", (given, _sums(self.totals.all)), partial(self._hub, shown))

    def _hub(self, shown: Sequence[tuple[Facet, list[Value], bool]]) -> Page:
        t = self.voice.t
        values: dict[str, Any] = {"facets": shown, "total": self.totals.all}
        return Page("browse/", "browse", "browse.html", t("title.browse"), t("describe.browse"), values)

    def charts(self) -> Plan:
        """All charts of the country."""
        regions = [(one.name, one.total, one.address) for one in self.values("regions")]
        given = [(name, total.announced, total.contracted, address) for name, total, address in regions]
        return Plan(
            "charts/", (given, _sums(self.totals.all), repr(self.totals.all.wide)), partial(self._charts, regions)
        )

    def _charts(self, regions: Sequence[tuple[str, Total, str]]) -> Page:
        drawn = self.graphs.of(self.totals.all)
        if drawn:
            drawn.insert(1, self.graphs.regions(regions))
        title, described = self.voice.t("title.charts"), self.voice.t("describe.charts")
        return Page("charts/", "browse", "charts.html", title, described, {"title": title, "charts": drawn})

    def values_pages(self, facet: Facet) -> Iterator[Plan]:
        """The list of one facet's values."""
        values = self.values(facet)
        letters = list(letters_of(values, VALUES_PER_PAGE)) if facet in NAMED else []
        more = {"facet": facet, "letters": letters, "first_of": {one.anchor: one.letter for one in letters}}
        more["anchors"] = {values[place].id: anchor for anchor, place in _starts(values)} if letters else {}
        told = [astuple(letter) for letter in letters]
        first = partial(self._values_page, facet, more)
        for plan in parted(f"browse/{facet}/", values, VALUES_PER_PAGE, first, self.voice, _told):
            yield plan._replace(given=(plan.given, told))

    def _values_page(self, facet: Facet, more: dict[str, Any], _: int) -> Page:
        title = self.voice.t(f"browse.by.{facet}")
        described = self.voice.t("describe.browse-by", title=title)
        return Page(f"browse/{facet}/", "browse", "browse-values.html", title, described, more)

    def value_pages(self, facet: Facet, value: Value, projects: Sequence[str]) -> Iterator[Plan]:
        """The grants of one value."""
        calls = newest(self.dataset, value.total.calls)[:CALLS_SHOWN]
        first = partial(self._value_page, facet, value, calls)
        for plan in parted(value.address, projects, GRANTS_PER_PAGE, first, self.voice):
            more = (facet, value.name, calls if plan.address == value.address else [])
            yield plan._replace(given=(plan.given, more))

    def _value_page(self, facet: Facet, value: Value, calls: Sequence[str], number: int) -> Page:
        """What stands on each page, and what on the first one alone: that is asked for here."""
        title = value.name if facet == "regions" else self.voice.t(f"browse.one.{facet}", name=value.name)
        described = self.voice.t("describe.browse-of", title=title)
        more: dict[str, Any] = {
            "facet": facet,
            "region": value.id if facet == "regions" else self.districts[value.id][0] if facet == "districts" else "",
        }
        if number == 1:
            value = replace(value, total=self.totals.of(facet, value.id))
            area = Area(value.id, value.name) if facet == "regions" else None
            more |= {"value": value, "calls": calls, "charts": self.graphs.of(value.total), "area": area}
        return Page(value.address, "browse", "browse-value.html", title, described, more)


def _told(value: Value) -> tuple[Any, ...]:
    """A value as lists show it."""
    return value.id, value.name, value.address, _sums(value.total)


def _sums(total: Total) -> tuple[Any, ...]:
    """What a total comes to, as plain values."""
    return (
        total.grants, len(total.calls), total.announced, total.contracted, total.contracts, total.stated,
        total.participants, sorted(total.links.items()), total.notes, total.unreported,
    )  # fmt: skip


def districts_of(dataset: Dataset) -> dict[str, tuple[str, District]]:
    """Each district by its id, with the region that holds it: a call's record may name another one."""
    return {district.id: (id, district) for id, region in dataset.regions.items() for district in region.districts}


def letters_of(values: Sequence[Value], size: int) -> Iterator[Letter]:
    """The letters that names begin with, in the order of the list, each once."""
    for anchor, place in _starts(values):
        yield Letter(_first(values[place].name), anchor, 1 + place // size)


def _starts(values: Sequence[Value]) -> Iterator[tuple[str, int]]:
    """(anchor, place in the list) of the first name with each letter."""
    last, number = "", 0
    for place, value in enumerate(values):
        if (letter := _first(value.name)) != last:
            last, number = letter, number + 1
            yield f"letter-{number}", place


def _first(name: str) -> str:
    """The letter by which a name is found: quotation marks do not count."""
    return next((letter.upper() for letter in name if letter.isalnum()), "")
