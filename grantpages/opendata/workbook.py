"""XLSX written straight into its archive, some rows at a time: memory does not grow with the table.

A writer of our own: openpyxl's write-only mode takes several times as long for a row (BENCHMARKS.md),
puts the clock into the file, and its archive has today's date. Texts are inline strings, which no
spreadsheet computes; one that would be a formula, were it typed, is marked as quoted besides.
"""

import datetime
import re
import zipfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Self
from xml.sax.saxutils import escape

from grantpages.opendata import workbookparts as parts
from grantpages.opendata.inert import inert
from grantpages.opendata.table import Cell, Column, Row, Table

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
"""A sheet's rows and a cell's letters; Excel refuses more. A longer text ends in «…» here, and is whole elsewhere."""
_HEAD_ROWS = 2
_EPOCH = datetime.date(1899, 12, 30)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def sheet_text(text: str) -> str:
    """A text as it stands in the XML: what XML has no place for is named by number (ECMA-376, ST_Xstring)."""
    if len(text) > MAX_TEXT:
        text = f"{text[: MAX_TEXT - 1]}…"
    return escape(_ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


@lru_cache(maxsize=8_192)
def text_cell(text: str, style: int = parts.PLAIN) -> str:
    """A cell with a text."""
    if style == parts.PLAIN and inert(text) != text:
        style = parts.QUOTED
    space = ' xml:space="preserve"' if "\n" in text or text != text.strip() else ""
    return f'<c t="inlineStr" s="{style}"><is><t{space}>{sheet_text(text)}</t></is></c>'


def _cell(cell: Cell, number: int) -> str:
    kind = type(cell)
    if kind is str:
        return text_cell(cell)
    if cell is None:
        return "<c/>"
    if kind is int:
        return f'<c s="{number}"><v>{cell}</v></c>'
    return _day_cell(cell)


@lru_cache(maxsize=8_192)
def _day_cell(day: datetime.date) -> str:
    return f'<c s="{parts.DAY}"><v>{(day - _EPOCH).days}</v></c>'


def sheet_lines(columns: Sequence[Column], rows: Iterable[Row], tail: Row) -> bytes:
    """Rows that end in the same cells, as they stand in a sheet."""
    numbers = [parts.MONEY if column.money else parts.PLAIN for column in columns]
    end = f"{''.join(map(_cell, tail, numbers[len(numbers) - len(tail) :]))}</row>"
    return "".join(f"<row>{''.join(map(_cell, row, numbers))}{end}" for row in rows).encode()


class Workbook:
    """Writes one table: sheets of rows, then one that says what each column is, and one about the whole."""

    def __init__(self, path: Path, table: Table, about: list[tuple[str, str]]) -> None:
        self.table, self.about = table, about
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.sheets: list[str] = []
        self.rows = 0
        self.sheet: IO[bytes] = self._begin()

    def write(self, count: int, lines: bytes) -> None:
        """Add what `sheet_lines` made of so many rows; where a sheet has no place for all, another one follows."""
        if self.rows + count > MAX_ROWS:
            self._end()
            self.sheet = self._begin()
        self.sheet.write(lines)
        self.rows += count

    def _begin(self) -> IO[bytes]:
        self.sheets.append(f"data-{len(self.sheets) + 1}" if self.sheets else "data")
        sheet = self.archive.open(parts.member(f"xl/worksheets/sheet{len(self.sheets)}.xml"), "w", force_zip64=True)
        columns = self.table.columns
        said = "".join(text_cell(_heading(column), parts.HEADING) for column in columns)
        named = "".join(text_cell(column.name, parts.NAME) for column in columns)
        top = parts.sheet_start([_width(column) for column in columns], _HEAD_ROWS)
        sheet.write(f'{top}<row ht="60" customHeight="1">{said}</row><row>{named}</row>'.encode())
        self.rows = _HEAD_ROWS
        return sheet

    def _end(self) -> None:
        last = f"{parts.letters(len(self.table.columns))}{self.rows}"
        self.sheet.write(f'</sheetData><autoFilter ref="A{_HEAD_ROWS}:{last}"/></worksheet>'.encode())
        self.sheet.close()

    def _add(self, name: str, widths: list[int], rows: list[tuple[str, ...]]) -> None:
        self.sheets.append(name)
        cells = ("".join(text_cell(text, parts.NAME if not number else parts.PLAIN) for text in row)
                 for number, row in enumerate(rows))  # fmt: skip
        body = "".join(f"<row>{line}</row>" for line in cells)
        text = f"{parts.sheet_start(widths, 1)}{body}</sheetData></worksheet>"
        self.archive.writestr(parts.member(f"xl/worksheets/sheet{len(self.sheets)}.xml"), text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()
        columns = [(column.name, column.type, *column.said) for column in self.table.columns]
        self._add("dictionary", [24, 12, 60, 60], [("column", "type", "қазақша", "русский"), *columns])
        self._add("about", [24, 80], [("", ""), *self.about])
        for name, text in parts.frame(self.sheets).items():
            self.archive.writestr(parts.member(name), text)
        self.archive.close()


def _heading(column: Column) -> str:
    return f"{column.said.kk}\n{column.said.ru}"


def _width(column: Column) -> int:
    return {"integer": 14, "date": 12}.get(column.type, 40 if column.name[-3:] in ("_kk", "_ru") else 20)
