"""The printed report's 54 links, each exactly as printed: on the page of the record that cites it, under the activity
that cites it, in the register of links and on the report page, in both languages."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from builtsite import BuiltSite
from htmltree import Element
from sourcereport import BOTH, CALL_PAGE, PROJECT_PAGES, REPORT, REPORT_PAGE, bare, without_number

from grantpages.problem import Language
from grantpages.site.publish import prefix

OWNERS = [
    tuple(row.split("\t"))
    for row in (Path(__file__).parent / "data" / "report-links.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
"""Who cites the links of each line, read from the report by hand: (line, record, place on the record's page)."""
CITED = [(link, record, anchor) for link, (_, record, anchor) in zip(REPORT.links, OWNERS, strict=True)]
PLACES = list(dict.fromkeys((record, anchor) for _, record, anchor in OWNERS))


def test_the_report_cites_54_links_50_of_them_distinct() -> None:
    assert len(REPORT.links) == 54
    assert len({urlsplit(link.text)[:3] for link in REPORT.links}) == 50


def test_owners_are_noted_for_exactly_the_lines_that_cite_links() -> None:
    assert [int(line) for line, _, _ in OWNERS] == [link.number for link in REPORT.links]


def _links(place: Element) -> list[str]:
    """Addresses of cited links in order; what a reader sees is exactly where the link leads."""
    found = place.all("a", "gp-link")
    for link in found:
        assert link.one("span", "gp-url").text == link["href"]
    return [link["href"] for link in found]


def _cited_by(record: str, anchor: str) -> list[str]:
    return [link.text for link, owner, place in CITED if (owner, place) == (record, anchor)]


@BOTH
@pytest.mark.parametrize(("record", "anchor"), PLACES)
def test_links_stand_on_the_page_of_their_record(
    real_site: BuiltSite, language: Language, record: str, anchor: str
) -> None:
    place = real_site.page(f"{prefix(language)}{record}/").ids[anchor]
    place = place.after("ol") if place.tag == "h2" else place
    assert _links(place) == _cited_by(record, anchor)


@BOTH
@pytest.mark.parametrize(("record", "anchor"), PLACES)
def test_links_stand_at_their_place_of_the_report_page(
    real_site: BuiltSite, language: Language, record: str, anchor: str
) -> None:
    page = real_site.page(prefix(language) + REPORT_PAGE)
    kind, id = record.split("/")
    place = page.ids["p1"].after("ol") if kind == "calls" else page.ids[f"{id}-{anchor}"]
    assert _links(place) == _cited_by(record, anchor)


@BOTH
def test_pages_cite_no_link_the_report_does_not(real_site: BuiltSite, language: Language) -> None:
    printed = [link.text for link in REPORT.links]
    pages = [real_site.page(prefix(language) + address) for address in (CALL_PAGE, *PROJECT_PAGES)]
    assert [link for page in pages for link in _links(page)] == printed
    assert _links(real_site.page(prefix(language) + REPORT_PAGE)) == printed


@BOTH
def test_the_register_lists_each_citation_with_the_activity_that_cites_it(
    real_site: BuiltSite, language: Language
) -> None:
    address = f"{prefix(language)}evidence/"
    rows = real_site.page(address).one("table", "gp-register").one("tbody").all("tr")
    found = [(_links(row), [urljoin(f"/{address}", link["href"]) for link in row.all("a")[1:]]) for row in rows]
    root = f"/{prefix(language)}"
    assert found == [([link.text], [f"{root}{record}/", f"{root}{record}/#{anchor}"]) for link, record, anchor in CITED]


@pytest.mark.parametrize(("line", "record", "anchor"), [row for row in OWNERS if row[2] != "announcement"])
def test_the_activity_is_the_one_under_whose_heading_the_link_is_printed(
    real_site: BuiltSite, line: str, record: str, anchor: str
) -> None:
    printed = without_number(REPORT.heading_above(int(line)))
    shown = real_site.page(f"{record}/").ids[anchor].one("h4")
    assert bare(shown.text.removeprefix(shown.one("span", "gp-number").text)).startswith(bare(printed))
