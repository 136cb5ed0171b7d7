"""Every paragraph of the printed report stands unabridged on the Kazakh pages, in the order of print; the Russian
text of each keeps every number."""

import re
from collections.abc import Iterator

import pytest
from builtsite import REAL, BuiltSite, contents
from records import texts_of
from sourcereport import PROJECT_PAGES, REPORT, REPORT_PAGE, Line, bare, without_number

from grantpages.load import load_folder
from grantpages.model import Text

EXEMPT = {
    14: "the customer on the cover: the page prints its full name, which is a link",
    183: "a lone «=» between two links, told in the note of the first",
    402: "a lone full stop after a link",
    446: "a lone comma between two links",
}
CUTS = {16: "КЕАҚ", 287: "негіздемесі:", 461: "дайындау.", 517: "негіздемесі:"}
"""Where one printed paragraph is two things: a heading that runs on, or one that a page break cut in two."""
LAST_OF_COVER = 16
APPENDIX_2 = {PROJECT_PAGES[0]: range(145, 374), PROJECT_PAGES[1]: range(382, 609)}
"""The lines of each project's part of Appendix 2, below its first headings."""
PARAGRAPHS = [paragraph for paragraph in REPORT.paragraphs if paragraph.number not in EXEMPT]
HEADING = re.compile(r"^(?:\d+\)|[IV]+\.|\d міндет\.)|^[^.]{3,120}:?$")
"""The form's own headings; the site words some of them in another place."""


def pieces(paragraph: Line) -> Iterator[str]:
    """What of a printed paragraph must stand on a page in one piece, without white space.

    Left out: the numbers of headings and the colons after them, telephones, which stay with the
    operator, and «теңге», for which the site writes the sign.
    """
    text = re.sub(r",? 8 700 000 0000$", "", paragraph.text)
    text = re.sub(r"([\d ]+) \((.+)\) теңге\.?$", r"\1₸ (\2)", text)
    heading, cut, rest = text.partition(CUTS.get(paragraph.number, "\0"))
    for piece in (heading + cut, rest):
        yield bare(without_number(piece.strip())).removesuffix(":")


@pytest.fixture(scope="module")
def shown(real_site: BuiltSite) -> dict[str, str]:
    """Each Kazakh page's own text, without white space."""
    return {page: bare(contents(real_site.page(page)).text) for page in (REPORT_PAGE, *PROJECT_PAGES)}


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda paragraph: f"line-{paragraph.number}")
def test_every_paragraph_stands_unabridged_on_the_report_page(shown: dict[str, str], paragraph: Line) -> None:
    page = shown[REPORT_PAGE]
    for piece in pieces(paragraph):
        if paragraph.number <= LAST_OF_COVER:  # the cover is set in capitals of its own
            assert piece.casefold() in page.casefold(), paragraph.text
        else:
            assert piece in page, paragraph.text


@pytest.mark.parametrize("page", [REPORT_PAGE, *PROJECT_PAGES])
def test_the_prose_of_appendix_2_stands_in_the_order_of_print(shown: dict[str, str], page: str) -> None:
    lines = range(145, 609) if page == REPORT_PAGE else APPENDIX_2[page]
    prose = [one for one in PARAGRAPHS if one.number in lines and not HEADING.search(one.text)]
    assert len(prose) > 60
    place = 0
    for paragraph in prose:
        for piece in pieces(paragraph):
            place = shown[page].find(piece, place)
            assert place >= 0, f"line {paragraph.number}: {paragraph.text}"


def _numbers(text: str) -> list[str]:
    """Every number of a text in ascending order, groups of three digits joined."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", text)))


DATASET, _ = load_folder(REAL)
assert DATASET is not None
TEXTS = [
    pytest.param(text, id=f"{kind}/{id}{path}")
    for kind in ("organizations", "calls", "projects", "reports")
    for id, record in getattr(DATASET, kind).items()
    for path, text in texts_of(record)
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_russian_text_keeps_every_paragraph_and_every_number(text: Text) -> None:
    kazakh, russian = text.kk.split("\n\n"), text.ru.split("\n\n")
    assert [_numbers(paragraph) for paragraph in russian] == [_numbers(paragraph) for paragraph in kazakh]
