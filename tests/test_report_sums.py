"""Every figure of the report page that is a sum leads to its rows, and they add up to it."""

import re

from builtsite import BuiltSite, language_of
from htmltree import Element

from grantpages.problem import Language
from grantpages.site.reportsums import MONEY, POINTS
from grantpages.wording import catalogue

COLUMN = {"grants": 2, "announced": 3, "contracted": 3, "co_funding": 4, "participants": 2, "links": 3}
"""Where in its rows a figure's parts stand; any other figure is the number of rows."""
DISTINCT = {"spheres": 1, "partners": 3}
"""Figures that count the different names of a column."""


def _pages(site: BuiltSite) -> list[str]:
    return [address for address in site.addresses if re.fullmatch(r"(ru/)?reports/[^/]+/", address)]


def _number(text: str) -> int:
    """The number of a cell, its groups joined; nothing stated counts nothing."""
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else 0


def _names(page: Element, language: Language) -> dict[str, tuple[str, str]]:
    """What a page says of each figure: its text and the fragment it leads to."""
    patterns = {
        name: re.escape(catalogue(language).say(f"report.sum.{name}")).replace(r"\{n\}", ".+")
        for figures in POINTS.values()
        for name, _ in figures
    }
    links = [link for line in page.all("p", "gp-sums") for link in line.all("a")]
    return {
        name: (link.text, link["href"])
        for link in links
        for name, pattern in patterns.items()
        if re.fullmatch(pattern, link.text)
    }


def test_each_figure_is_the_sum_of_the_rows_it_leads_to(site: BuiltSite) -> None:
    assert _pages(site)
    for address in _pages(site):
        page = site.page(address)
        said = _names(page, language_of(address))
        assert {"directions", "grants", "announced", "projects", "links"} <= set(said)
        for name, (text, href) in said.items():
            figure = _number(text.rpartition("–")[2])
            rows = page.ids[href.removeprefix("#")]
            if name == "grantees":
                assert figure == len({item.all("li")[0].text for item in rows.all("ol", "gp-form")})
                continue
            assert figure == _added(name, [_in_order(row) for row in rows.one("tbody").all("tr")]), (address, name)


def _in_order(row: Element) -> list[str]:
    """A row's cells from left to right."""
    return [cell.text for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]


def _added(name: str, rows: list[list[str]]) -> int:
    if name in COLUMN:
        return sum(_number(row[COLUMN[name]]) for row in rows)
    if name in DISTINCT:
        return len({row[DISTINCT[name]] for row in rows} - {"–"})
    return len([row for row in rows if name != "contracts" or re.search(r"\d", row[-1])])


def test_money_is_shown_as_money(real_site: BuiltSite) -> None:
    said = _names(real_site.page("reports/zhanaozen-2025/"), "kk")
    assert [name for name, (text, _) in said.items() if text.endswith("₸")] == list(MONEY)
    assert said["contracted"][0].endswith("21 997 580 ₸")
    assert said["participants"][0].endswith("10 619")
