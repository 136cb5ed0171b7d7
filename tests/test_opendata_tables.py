"""The tables say what the records say: counts, sums, keys, references, words in both languages."""

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from opendatafiles import ADDRESS, HOSTILE, TODAY, files_of, hostile, rows_in, small, small_basis, write_open_data

from grantpages.checks.audit import audit
from grantpages.opendata.basis import KINDS
from grantpages.opendata.inert import revived
from grantpages.opendata.table import LICENCE, TAIL, VERSION, Table
from grantpages.opendata.tablefiles import FORMATS
from grantpages.opendata.tables import RECORDS, TABLES
from grantpages.opendata.workbook import MAX_TEXT, sheet_text
from grantpages.opendata.workbookparts import letters
from grantpages.opendata.write import Written

NAMED = {table.name: table for table in TABLES}
BY_NAME = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
DATASET = small_basis().dataset
ACTIVITIES = [one for project in DATASET.projects.values() for task in project.tasks for one in task.activities]
COUNTS = {
    "projects": len(DATASET.projects),
    "calls": len(DATASET.calls),
    "organizations": len(DATASET.organizations),
    "reports": len(DATASET.reports),
    "lots": sum(len(call.lots) for call in DATASET.calls.values()),
    "activities": len(ACTIVITIES),
    "figures": sum(len(one.figures) for one in (*ACTIVITIES, *DATASET.projects.values())),
    "evidence": sum(len(one.cited) for one in small()[1].values()),
    "findings": sum(len(one.noted) for one in small()[1].values()),
    "regions": len(DATASET.regions),
    "districts": sum(len(region.districts) for region in DATASET.regions.values()),
    "spheres": len(DATASET.spheres),
    "grant-types": len(DATASET.grant_types),
}


def rows(name: str) -> list[dict[str, Any]]:
    table = NAMED[name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows_in(table, small())]


@pytest.fixture(scope="module")
def hostile_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("hostile")
    write_open_data(folder, hostile())
    return files_of(folder / "data")


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_there_is_a_row_for_everything(name: str, count: int) -> None:
    assert count > 0
    assert len(rows(name)) == count


@BY_NAME
def test_keys_are_whole_and_different(table: Table) -> None:
    keys = [tuple(row[name] for name in table.key) for row in rows(table.name)]
    assert None not in {part for key in keys for part in key}
    assert len(keys) == len(set(keys))


@BY_NAME
def test_references_lead_to_rows(table: Table) -> None:
    for reference in table.references:
        known = {tuple(row[name] for name in reference.key) for row in rows(reference.table)}
        asked = {tuple(row[name] for name in reference.columns) for row in rows(table.name)}
        assert {key for key in asked if None not in key} <= known, reference


@BY_NAME
def test_cells_are_of_their_columns_type(table: Table) -> None:
    kinds = {"string": str, "integer": int, "date": datetime.date}
    for row in rows(table.name):
        for column in table.columns:
            cell = row[column.name]
            assert cell is not None or not column.required, column.name
            assert cell is None or type(cell) is kinds[column.type], (column.name, cell)
            assert not column.values or cell in (*column.values, None), (column.name, cell)


@BY_NAME
def test_columns_are_told_in_both_languages(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    for kk, ru in [table.title, *(column.said for column in table.columns)]:
        assert kk != ru or kk == "Платформа."
        assert kk
        assert ru


@pytest.mark.parametrize("table", RECORDS, ids=lambda table: table.name)
def test_each_row_says_where_it_is_from_and_under_what_terms(table: Table) -> None:
    assert table.columns[-len(TAIL) :] == TAIL
    for row in rows(table.name):
        assert row["record_url"].startswith(ADDRESS)
        assert (row["licence"], row["format_version"]) == (LICENCE, VERSION)
        assert row["source_file"].removeprefix("data/") in DATASET.files.values()


@pytest.mark.parametrize("name", ["by-region", "by-year", "by-funder", "by-sphere", "by-grantee"])
def test_totals_add_up_to_the_projects(name: str) -> None:
    contracted = [row for row in rows("projects") if row["contract_number"]]
    assert sum(row["grants"] for row in rows(name)) == len(DATASET.projects)
    assert sum(row["contracts"] for row in rows(name)) == len(contracted)
    assert sum(row["amount"] for row in rows(name)) == sum(row["amount"] for row in contracted)
    people = sum(row["participants"] or 0 for row in rows("projects"))
    assert sum(row["participants"] or 0 for row in rows(name)) == people > 0


def test_a_link_has_the_state_that_the_ledger_has() -> None:
    ledger = small_basis().ledger
    subjects = small()[1]
    cited = [citation for kind in KINDS for key in subjects if key[0] == kind for citation in subjects[key].cited]
    for row, citation in zip(rows("evidence"), cited, strict=True):
        entry = ledger.get(citation.identity.key)
        assert row["url"] == citation.link.url
        assert row["state"] == (entry.state if entry else "unchecked")
    assert {"alive", "gone", "unverifiable"} <= {row["state"] for row in rows("evidence")}


def test_only_warnings_are_public_and_stand_beside_their_reply() -> None:
    answered = [row for row in rows("findings") if row["replies"]]
    assert answered
    assert all(row["reply_date"] and row["reply_kk"] and row["reply_by"] for row in answered)
    assert len(rows("findings")) < len(list(audit(DATASET, TODAY)))


def test_what_is_only_planned_does_not_date_a_record() -> None:
    basis = small_basis()
    for id, project in basis.dataset.projects.items():
        day = small()[1]["projects", id].day
        replied = {reply.date for reply in project.replies}
        assert not project.period or day != project.period.end or day in replied
    assert basis.issued == max(
        day
        for day in [*(one.day for one in small()[1].values()), *(e.last_tried for e in basis.ledger.values())]
        if day
    )


def as_text(cell: object) -> str:
    return "" if cell is None else str(cell)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.title for sheet in book] == ["data", "dictionary", "about"]
    assert book["data"].freeze_panes == "A3"
    read = list(book["data"].iter_rows(values_only=True))
    assert book["data"].auto_filter.ref == f"A2:{letters(len(read[1]))}{len(read)}"
    return read


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Written]:
    folder = tmp_path_factory.mktemp("open")
    done = write_open_data(folder, small())
    return files_of(folder / "data"), done


@BY_NAME
def test_every_format_holds_the_same_rows(table: Table, written: tuple[dict[str, bytes], Written]) -> None:
    files, done = written
    expected = [list(row.values()) for row in rows(table.name)]
    head = [column.name for column in table.columns]
    read = read_csv(files[f"{table.name}.csv"])
    assert read[0] == head
    assert [[revived(cell) for cell in row] for row in read[1:]] == [
        [as_text(cell) for cell in row] for row in expected
    ]
    sheet = read_xlsx(files[f"{table.name}.xlsx"])
    assert list(sheet[1]) == head
    assert [[_plain(cell) for cell in row] for row in sheet[2:]] == [
        [as_text(cell) or None for cell in row] for row in expected
    ]
    assert done.rows[table.name] == len(expected)


def _plain(cell: object) -> str | None:
    """What openpyxl reads of a cell, as CSV would say it: days come as midnights."""
    return str(cell).removesuffix(" 00:00:00") if cell is not None else None


def test_sizes_are_the_files_own(written: tuple[dict[str, bytes], Written]) -> None:
    files, done = written
    assert {name: len(data) for name, data in files.items()} == done.sizes
    assert {f"{table.name}.{format}" for table in TABLES for format in FORMATS} < set(files)


def test_csv_is_as_rfc_4180_has_it(written: tuple[dict[str, bytes], Written]) -> None:
    data = written[0]["projects.csv"]
    assert data.startswith(b"\xef\xbb\xbfid,title_kk,")
    assert data.endswith(b"\r\n")


def test_hostile_texts_read_back_from_csv(hostile_files: dict[str, bytes]) -> None:
    read = read_csv(hostile_files["projects.csv"])
    title, number = read[0].index("title_kk"), read[0].index("contract_number")
    assert [revived(row[title]) for row in read[1:]] == list(HOSTILE)
    assert [revived(row[number]) for row in read[1:]] == list(HOSTILE)
    alive = [cell for row in read[1:] for cell in row if cell[:1] and cell[0] in "=+-@\t\r＝＋－＠"]
    assert alive == []


def test_hostile_texts_read_back_from_xlsx_as_texts(hostile_files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(hostile_files["projects.xlsx"]))
    column = [cell.value for cell in book["data"][2]].index("title_ru")
    cells = [row[column] for row in book["data"].iter_rows(min_row=3)]
    assert {cell.data_type for cell in cells} == {"s"}
    # openpyxl leaves the escapes of ECMA-376 as they stand in the file, and XML folds line ends.
    assert [cell.value for cell in cells] == [_in_sheet(text) for text in HOSTILE]
    assert [cell.quotePrefix for cell in cells][:4] == [True] * 4


def _in_sheet(text: str) -> str:
    raw = sheet_text(text)
    return raw.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


LIMITS: Sequence[tuple[str, int]] = [("a" * MAX_TEXT, MAX_TEXT), ("a" * (MAX_TEXT + 1), MAX_TEXT)]


@pytest.mark.parametrize(("text", "length"), LIMITS)
def test_a_cell_holds_no_more_than_excel_takes(text: str, length: int) -> None:
    assert len(sheet_text(text)) == length
    assert sheet_text(text).endswith("…") == (len(text) > MAX_TEXT)


@pytest.mark.parametrize(
    ("text", "shown"), [("\x07", "_x0007_"), ("_x0041_", "_x005F_x0041_"), ("a_b", "a_b"), ("<&>", "&lt;&amp;&gt;")]
)
def test_what_xml_has_no_place_for_is_named(text: str, shown: str) -> None:
    assert sheet_text(text) == shown


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert letters(column) == name


def test_a_full_sheet_is_followed_by_another(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grantpages.opendata.workbook.MAX_ROWS", 4)
    write_open_data(tmp_path, hostile(["a", "b", "c", "d", "e"]))
    book = openpyxl.load_workbook(tmp_path / "data" / "projects.xlsx")
    assert book.sheetnames == ["data", "data-2", "data-3", "dictionary", "about"]
    ids = [row[0] for name in book.sheetnames[:3] for row in book[name].iter_rows(min_row=3, values_only=True)]
    assert ids == [f"p-{number}" for number in range(5)]
