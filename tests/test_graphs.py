"""The charts on built pages: every number of a chart stands in its table, and the SVG is well formed."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from builtsite import REAL, BuiltSite, contents
from wholesite import counted

from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.site.graphs import Graphs
from grantpages.site.publish import prefix
from grantpages.site.totals import Total, Wide
from grantpages.site.voice import Voice

BOTH = pytest.mark.parametrize("language", LANGUAGES)
PAGES = (
    "charts/",
    "regions/mangystau/",
    "organizations/zhanaozen-internal-policy/",
    "calls/zhanaozen-2025/",
)
ALL = ["money-years", "money-spheres", "people-gender", "people-categories", "people-ages", "plan", "states"]


@BOTH
def test_what_is_stated_is_drawn_and_nothing_else(language: Language) -> None:
    dataset, _ = load_folder(REAL)
    assert dataset is not None
    graphs, totals = Graphs(dataset, Voice(language)), counted(dataset)
    assert [chart.id for chart in graphs.of(totals.all)] == ALL
    assert [chart.id for chart in graphs.of(totals.of("districts", "zhanaozen"))] == ALL
    assert graphs.of(Total(wide=Wide())) == []
    assert graphs.of(totals.of("years", "2025")) == []


def svgs(file: Path) -> list[ElementTree.Element]:
    """The charts of a page, read as XML."""
    text = file.read_text(encoding="utf-8")
    starts = text.split('<svg class="gp-drawing"')[1:]
    return [ElementTree.fromstring('<svg class="gp-drawing"' + part.split("</svg>")[0] + "</svg>") for part in starts]


@BOTH
@pytest.mark.parametrize("address", PAGES)
def test_the_svg_is_well_formed_named_and_says_what_its_table_says(
    real_site: BuiltSite, language: Language, address: str
) -> None:
    page = contents(real_site.page(prefix(language) + address))
    figures = page.all("figure", "gp-drawn")
    drawn = svgs(real_site.file(prefix(language) + address))
    assert len(drawn) == len(figures) > 0
    for svg, figure in zip(drawn, figures, strict=True):
        assert svg.get("role") == "img"
        assert svg.findtext("title")
        assert svg.findtext("desc")
        values = [
            " ".join(str(text.text).split()) for text in svg.findall("text") if text.get("class") == "gp-drawing__value"
        ]
        _, *rows = figure.one("table").rows()
        assert values == [value for row in rows for value in row[1:]]
