"""The map: every region in the borders of the year, shaded and numbered by what was given, as links and as a table."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
import wholesite
from builtsite import REAL, BuiltSite, contents

from grantpages.load import Dataset, load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.site.country import STEPS, country, map_pages, units_of
from grantpages.site.publish import prefix
from grantpages.site.totals import Sums, Totals
from grantpages.site.voice import Voice

BOTH = pytest.mark.parametrize("language", LANGUAGES)
LATER = {"abai": "east-kazakhstan", "jetisu": "almaty-region", "ulytau": "karaganda"}


@pytest.fixture(scope="module")
def real() -> Dataset:
    dataset, problems = load_folder(REAL)
    assert dataset is not None, problems
    return dataset


def counted(dataset: Dataset) -> Totals:
    return wholesite.counted(dataset)


@pytest.mark.parametrize("year", [None, 2022, 2025])
def test_there_are_20_units_since_2022(real: Dataset, year: int | None) -> None:
    assert units_of(real.regions, year) == {id: [id] for id in real.regions}
    assert len(real.regions) == 20


@pytest.mark.parametrize("year", [2018, 2021])
def test_before_that_17_and_the_later_ones_lie_in_those_they_were_parted_from(real: Dataset, year: int) -> None:
    units = units_of(real.regions, year)
    assert len(units) == 17
    assert {part: unit for unit, parts in units.items() for part in parts if part != unit} == LATER
    drawn = country(real, counted(real), Voice("kk"), year)
    shapes = {area.address: len(area.paths) for area in drawn.areas}
    assert {address for address, paths in shapes.items() if paths == 2} == {f"regions/{id}/" for id in LATER.values()}


def test_a_unit_that_is_gone_is_on_maps_of_its_years_only(real: Dataset) -> None:
    regions = dict(real.regions)
    regions["atyrau"] = regions["atyrau"].model_copy(update={"until": regions["abai"].since})
    assert "atyrau" in units_of(regions, 2022)
    assert "atyrau" not in units_of(regions, 2023)
    assert "atyrau" not in units_of(regions, None)


@BOTH
def test_every_region_is_drawn_inside_the_map(real: Dataset, language: Language) -> None:
    drawn = country(real, counted(real), Voice(language))
    assert {area.address for area in drawn.areas} == {f"regions/{id}/" for id in real.regions}
    assert sum(area.city for area in drawn.areas) == 3
    for area in drawn.areas:
        assert area.paths
        assert 0 < area.x < drawn.width
        assert 0 < area.y < drawn.height
        assert area.label


def test_shades_are_quarters_of_the_largest_sum(real: Dataset) -> None:
    totals = counted(real)
    given = {"abai": 100, "aktobe": 75, "almaty": 26, "astana": 25, "atyrau": 1, "akmola": 0}
    made = replace(totals, regions_by_year={2024: {id: Sums(0, sum_, 1) for id, sum_ in given.items()}})
    steps = {area.address.split("/")[1]: area.step for area in country(real, made, Voice("ru"), 2024).areas}
    assert {id: steps[id] for id in given} == {
        "abai": 4,
        "aktobe": 3,
        "almaty": 2,
        "astana": 1,
        "atyrau": 1,
        "akmola": 0,
    }
    assert max(steps.values()) == STEPS


def test_each_year_with_grants_has_a_map(real: Dataset) -> None:
    pages = [plan.make() for plan in map_pages(real, counted(real), Voice("kk"))]
    assert [page.address for page in pages] == ["map/", "map/2025/"]
    rows = pages[1].values["country"].rows
    assert [(address, sums.grants, sums.contracted) for _, address, sums in rows] == [
        ("regions/mangystau/", 2, 21_997_580)
    ]


@BOTH
@pytest.mark.parametrize("address", ["", "map/", "map/2025/"])
def test_the_map_is_well_formed_and_each_region_a_named_link(
    real_site: BuiltSite, language: Language, address: str
) -> None:
    place = prefix(language) + address
    (text,) = real_site.file(place).read_text(encoding="utf-8").split('<svg class="gp-map"')[1:]
    svg = ElementTree.fromstring('<svg class="gp-map"' + text.split("</svg>")[0] + "</svg>")
    links = svg.findall("a")
    assert len(links) == 20
    for link in links:
        assert link.findtext("title")
        target = real_site.link(place, link.attrib["href"])
        assert target
        assert real_site.file(target[0]).is_file()
    numbers = [text.text for text in svg.iter("text") if "gp-map__number" in text.attrib["class"]]
    assert sorted(map(str, numbers)) == ["0"] * 19 + ["2"]


@BOTH
def test_the_big_numbers_of_the_home_page_lead_to_the_rows_behind_them(
    real_site: BuiltSite, language: Language
) -> None:
    tiles = contents(real_site.page(prefix(language))).one("dl", "gp-totals").all("dd")
    targets = [real_site.link(prefix(language), tile.one("a")["href"]) for tile in tiles]
    assert [target[0].removeprefix(prefix(language)) for target in targets if target] == [
        "calls/", "projects/", "projects/", "charts/", "evidence/", "quality/",
    ]  # fmt: skip
