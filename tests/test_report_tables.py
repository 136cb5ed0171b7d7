"""The printed report's nine tables: every number stands in the table of that name, beside its label, on every page
it belongs to, in both languages."""

import re

import pytest
from builtsite import BuiltSite, contents
from sourcereport import BOTH, CALL_PAGE, PROJECT_PAGES, REPORT, REPORT_PAGE, Table

from grantpages.model import AGE_BANDS, CATEGORIES
from grantpages.problem import Language
from grantpages.site.publish import prefix
from grantpages.wording import catalogue

CHARTS = {"Ерлер": "gender", "Жастар": "categories", "17-22 жас": "ages"}
"""A statistical table is told by a column that no other has."""
COLUMNS = {
    "gender": ("gender.men", "gender.women"),
    "categories": tuple(f"categories.{name}" for name in CATEGORIES),
    "ages": tuple(f"ages.{band}" for band in AGE_BANDS),
}
STATISTICS = [
    (
        table,
        next(chart for column, chart in CHARTS.items() if column in table.rows[0]),
        PROJECT_PAGES[place // 3],
        place // 3 + 1,
    )
    for place, table in enumerate(REPORT.tables[3:])
]


def _number(text: str) -> str:
    """A number's digits alone: the report prints 10 019 and 4809, the site groups all."""
    return re.sub(r"\s", "", text)


def test_the_report_has_nine_tables() -> None:
    assert len(REPORT.tables) == 9
    assert [chart for _, chart, _, _ in STATISTICS] == ["gender", "categories", "ages"] * 2


@pytest.mark.parametrize(("table", "chart"), [(table, chart) for table, chart, _, _ in STATISTICS])
def test_columns_are_named_as_printed(table: Table, chart: str) -> None:
    said = catalogue("kk").say
    printed = [cell.removesuffix(", оның ішінде") for cell in table.rows[0]]  # printed, with nothing after it
    assert printed == [said("form.all-participants"), *(said(key).replace("–", "-") for key in COLUMNS[chart])]


@BOTH
@pytest.mark.parametrize(("table", "chart", "address", "place"), STATISTICS)
def test_statistics_stand_beside_their_labels_on_the_project_page(
    real_site: BuiltSite, language: Language, table: Table, chart: str, address: str, place: int
) -> None:
    say = catalogue(language).say
    figures = real_site.page(prefix(language) + address).all("figure", "gp-chart")
    figure = next(figure for figure in figures if figure.one("figcaption").text == say(f"chart.{chart}"))
    total, *numbers = table.rows[1]
    shown = [[row[0], _number(row[1])] for row in figure.one("table").rows()[1:]]
    assert shown == [
        *([say(key), _number(number)] for key, number in zip(COLUMNS[chart], numbers, strict=True)),
        [say("chart.total"), _number(total)],
    ]
    counts = [int(re.sub(r"\D", "", number) or 0) for number in numbers]
    widths = [float(bar["width"].rstrip("%")) for bar in figure.all("rect")]
    assert widths == [round(100 * count / max(counts), 1) for count in counts]


@BOTH
@pytest.mark.parametrize(("table", "chart", "address", "place"), STATISTICS)
def test_statistics_stand_beside_their_labels_on_the_report_page(
    real_site: BuiltSite, language: Language, table: Table, chart: str, address: str, place: int
) -> None:
    say = catalogue(language).say
    appendix = real_site.page(prefix(language) + REPORT_PAGE).ids[f"app2-{place}"]
    tables = [found for found in appendix.all("table") if found.one("caption").text == say(f"form.app2-{chart}")]
    assert len(tables) == 1
    total, *numbers = table.rows[1]
    assert [[row[0], _number(row[1])] for row in tables[0].rows()[1:]] == [
        *([say(key), _number(number)] for key, number in zip(COLUMNS[chart], numbers, strict=True)),
        [say("form.all-participants"), _number(total)],
    ]


LOTS = [
    (number, direction, grants, amount.removesuffix(" тг."))
    for number, direction, grants, amount in REPORT.tables[0].rows[1:]
]


@BOTH
@pytest.mark.parametrize(("place", "lot"), list(enumerate(LOTS)))
def test_lots_of_point_2_stand_on_the_report_page_the_call_page_and_their_projects_page(
    real_site: BuiltSite, language: Language, place: int, lot: tuple[str, str, str, str]
) -> None:
    number, direction, grants, amount = lot
    say = catalogue(language).say
    on_report = real_site.page(prefix(language) + REPORT_PAGE).ids["p2"].after("table").rows()
    assert on_report[0] == ["№", say("field.direction"), say("field.grants"), say("field.grant-sum")]
    assert [on_report[place + 1][0], *map(_number, on_report[place + 1][2:])] == [number, grants, f"{_number(amount)}₸"]
    on_call = real_site.page(prefix(language) + CALL_PAGE).ids["lots"].after("table").rows()
    assert [on_call[0][0], *on_call[0][4:]] == ["№", say("field.grants"), say("field.amount")]
    assert [on_call[place + 1][0], *map(_number, on_call[place + 1][4:])] == [number, grants, f"{_number(amount)}₸"]
    on_project = contents(real_site.page(prefix(language) + PROJECT_PAGES[place])).one("dl", "gp-facts--card").facts()
    assert _number(on_project[say("project.announced")]) == f"{_number(amount)}₸"
    if language == "kk":
        assert on_report[place + 1][1] == on_project[say("field.direction")] == direction
        assert on_call[place + 1][1].startswith(direction)


CONTRACTS = [("1", "35", "6", "5", "2025"), ("2", "34", "5", "5", "2025")]
"""Point 3's last column taken apart: the grant's number, the contract's number, its day, month and year."""
DATES = {"kk": "{year} жылғы {day} мамыр", "ru": "{day} мая {year} года"}
LINES = {"kk": "№ {number}, {date}", "ru": "№ {number} от {date}"}


def test_contracts_are_those_printed_in_point_3() -> None:
    printed = [row[-1] for row in REPORT.tables[1].rows[1:] if row[0]]
    assert [[part.lstrip("0") for part in re.findall(r"\d+", cell)] for cell in printed] == [
        [day, month, year, number] for _, number, day, month, year in CONTRACTS
    ]


@BOTH
@pytest.mark.parametrize("contract", CONTRACTS)
def test_contracts_of_point_3_stand_on_the_report_page_the_project_page_and_among_the_calls_stages(
    real_site: BuiltSite, language: Language, contract: tuple[str, ...]
) -> None:
    grant, number, day, _, year = contract
    say = catalogue(language).say
    date = DATES[language].format(day=day, year=year)
    line = LINES[language].format(number=number, date=date)
    on_report = real_site.page(prefix(language) + REPORT_PAGE).ids["p3"].after("table").rows()
    assert on_report[0][-1] == say("form.column-contract")
    row = on_report[int(grant)]
    assert (row[0], row[-1]) == (grant, line)
    page = contents(real_site.page(prefix(language) + PROJECT_PAGES[int(grant) - 1]))
    assert page.one("dl", "gp-facts--card").facts()[say("field.contract")] == line
    stages = contents(real_site.page(prefix(language) + CALL_PAGE)).all("li", "gp-stage")
    stage = next(stage for stage in stages if stage.one("strong").text == say("stage.contracts"))
    assert date in [time.text for time in stage.all("time")]


def test_point_3_names_spheres_directions_types_and_grantees_as_printed(real_site: BuiltSite) -> None:
    rows = REPORT.tables[1].rows
    first = [" ".join(filter(None, parts)) for parts in zip(rows[1], rows[2], strict=True)]  # a page break cut row 1
    shown = real_site.page(REPORT_PAGE).ids["p3"].after("table").rows()
    assert shown[0] == list(rows[0])
    for cells, row in zip(shown[1:], (first, rows[3]), strict=True):
        assert (cells[0], cells[2], cells[4]) == (row[0], row[2], row[4])
        assert cells[1].casefold() == row[1].casefold()  # the Law's list of spheres is in small letters
    assert [row[3] for row in shown[1:]] == [f"{first[3]} грант"] * 2  # in print, one cell for both grants


@BOTH
def test_point_7_stands_on_the_report_page_with_contacts_kept_by_the_operator(
    real_site: BuiltSite, language: Language
) -> None:
    kept = catalogue(language).say("contacts.kept")
    table = real_site.page(prefix(language) + REPORT_PAGE).ids["p7"].after("table")
    shown = table.rows()
    printed = _partner_rows()
    assert len(shown) == 1 + len(printed)
    for cells, row in zip(shown[1:], printed, strict=True):
        expected = [cell.replace("-", "–") if cell == "-" else cell for cell in row]
        expected[5] = "–" if row[5] == "-" else kept
        assert cells[0] == expected[0]
        assert cells[5] == expected[5]
        assert re.findall(r"\d+", cells[6]) == re.findall(r"\d+", row[6])
        if language == "kk":
            assert cells == expected


def _partner_rows() -> list[list[str]]:
    """Point 7's rows; a cell that spans two rows is repeated in the second."""
    rows: list[list[str]] = []
    for row in REPORT.tables[2].rows[1:]:
        rows.append([cell or rows[-1][column] for column, cell in enumerate(row)])
    return rows


@BOTH
def test_partners_of_point_7_are_named_on_their_projects_page_and_have_pages_of_their_own(
    real_site: BuiltSite, language: Language
) -> None:
    label = catalogue(language).say("field.address")
    for number, *_, name, head, _, address in (row for row in _partner_rows() if row[3] != "-"):
        page = PROJECT_PAGES[int(number) - 1]
        links = real_site.page(prefix(language) + page).ids["partners"].after("ul").all("a")
        own = [real_site.link(prefix(language) + page, link["href"]) for link in links]
        pages = [contents(real_site.page(target[0])) for target in own if target]
        facts = [page.one("dl", "gp-facts--card").facts() for page in pages]
        assert head in [fact[catalogue(language).say("field.head")] for fact in facts]
        if language == "kk":
            assert name in [link.text for link in links]
            assert address in [fact[label] for fact in facts]
