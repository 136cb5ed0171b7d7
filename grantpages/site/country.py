"""The map of Kazakhstan: each region with its grants, shaded by what was contracted, in the borders of a year.

The borders are those of the 20 units since 8 June 2022 (borders.json names their source and licence). On the map of an
earlier year a unit that was formed later belongs to the one it was parted from, as `Region.parted_from` says.
"""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from grantpages.load import Dataset
from grantpages.model import Region
from grantpages.site.drawing import Line
from grantpages.site.page import Page, Plan
from grantpages.site.totals import Sums, Totals, address_of
from grantpages.site.voice import Voice
from grantpages.wording import sort_key

BORDERS = Path(__file__).parent / "borders.json"
STEPS = 4
"""Shades above none, each a quarter of the largest sum."""
NAME_LINE, BELOW, BELOW_CITY = 17, 28, 38
"""In units of the map: from line to line of a name, and from a number down to its name; a city's has a circle."""
KINDS = (" облысы", " қаласы", " область", "область ", "город ")


@dataclass(frozen=True)
class Area:
    """A region on the map: its outlines, where its number stands, its shade from 0; in tenge what was given there."""

    name: str
    address: str
    paths: Sequence[str]
    x: int
    y: int
    city: bool
    step: int
    sums: Sums
    label: Sequence[Line]


@dataclass(frozen=True)
class Country:
    """The map of one year, or of all; `rows` are all regions with (name, address, sums), the largest sum first."""

    year: int | None
    areas: Sequence[Area]
    rows: Sequence[tuple[str, str, Sums]]
    legend: Sequence[tuple[int, int]]
    width: int
    height: int


@cache
def _borders() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(BORDERS.read_text(encoding="utf-8"))
    return found


def units_of(regions: Mapping[str, Region], year: int | None) -> dict[str, list[str]]:
    """Units of a year's last day, or of today: their ids, each with the units of today that lie in it."""
    last = datetime.date(year, 12, 31) if year else datetime.date.max
    found: dict[str, list[str]] = {}
    for id in regions:
        unit = id
        while (since := regions[unit].since) and since > last and regions[unit].parted_from in regions:
            unit = str(regions[unit].parted_from)
        gone = regions[unit].until
        if not gone or (year and gone >= datetime.date(year, 1, 1)):
            found.setdefault(unit, []).append(id)
    return found


def country(dataset: Dataset, totals: Totals, voice: Voice, year: int | None = None) -> Country:
    """The map of a year's grants, or of all grants."""
    sums = _sums(totals, year)
    largest = max((one.contracted for one in sums.values()), default=0)
    borders, areas = _borders(), []
    for id, parts in units_of(dataset.regions, year).items():
        known = [borders["units"][part] for part in parts if part in borders["units"]]
        if id in borders["units"]:
            areas.append(_area(dataset.regions[id], voice, known, borders["units"][id], sums.get(id, Sums()), largest))
    names = {id: voice.text(region.name) for id, region in dataset.regions.items()}
    in_order = sorted(sums, key=lambda id: (-sums[id].contracted, sort_key(names[id], voice.language)))
    rows = [(names[id], address_of("regions", id), sums[id]) for id in in_order]
    legend = [(step, largest * step // STEPS) for step in range(1, STEPS + 1)] if largest else []
    areas.sort(key=lambda area: area.city)  # a city is drawn over the region around it
    return Country(year, areas, rows, legend, borders["width"], borders["height"])


def _sums(totals: Totals, year: int | None) -> dict[str, Sums]:
    """What was given in each region where anything was."""
    if year:
        return dict(totals.regions_by_year.get(year, {}))
    by_region = totals.by["regions"].items()
    return {id: Sums(total.announced, total.contracted, total.grants) for id, total in by_region}


def _area(
    region: Region, voice: Voice, parts: Sequence[Mapping[str, Any]], own: Mapping[str, Any], sums: Sums, largest: int
) -> Area:
    name, (x, y) = voice.text(region.name), own["at"]
    short = name
    for kind in KINDS:
        short = short.replace(kind, "")
    step = -(-STEPS * sums.contracted // largest) if largest else 0
    paths, city = [part["path"] for part in parts], bool(own.get("city"))
    below = y + (BELOW_CITY if city else BELOW)
    label = [Line(below + NAME_LINE * place, line) for place, line in enumerate(short.replace("-", "- ").split())]
    return Area(name, address_of("regions", region.id), paths, x, y, city, step, sums, label)


def map_pages(dataset: Dataset, totals: Totals, voice: Voice) -> Iterator[Plan]:
    """The map of all years, and one for each."""
    years = sorted(totals.regions_by_year, reverse=True)
    for year in (None, *years):
        sums = {id: astuple(one) for id, one in totals.regions_by_year[year].items()} if year else {}
        address = f"map/{year}/" if year else "map/"
        yield Plan(address, (years, sums), partial(_map_page, dataset, totals, voice, years, year))


def _map_page(dataset: Dataset, totals: Totals, voice: Voice, years: Sequence[int], year: int | None) -> Page:
    title = voice.t("map.year", year=year) if year else voice.t("title.map")
    described = voice.t("describe.map", title=title)
    values = {"country": country(dataset, totals, voice, year), "years": years, "title": title}
    return Page(f"map/{year}/" if year else "map/", "browse", "map.html", title, described, values)
