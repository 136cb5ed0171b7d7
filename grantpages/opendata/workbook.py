"""XLSX written straight into its archive, a row at a time: memory does not grow with the table.

A writer of our own: openpyxl's write-only mode takes several times as long for a row (BENCHMARKS.md),
puts the clock into the file, and its archive has today's date. Texts are inline strings, which no
spreadsheet computes; one that would be a formula, were it typed, is marked as quoted besides.
"""

import datetime
import re
import zipfile
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
_AT_ONCE = 200
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


class Workbook:
    """Writes one table: sheets of rows, then one that says what each column is, and one about the whole."""

    suffix = "xlsx"

    def __init__(self, path: Path, table: Table, about: list[tuple[str, str]]) -> None:
        self.table, self.about = table, about
        self.numbers = [parts.MONEY if column.money else parts.PLAIN for column in table.columns]
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.sheets: list[str] = []
        self.waiting: list[str] = []
        self.rows = 0
        self.sheet: IO[bytes] = self._begin()

    def write(self, row: Row) -> None:
        """Add a row; a full sheet is followed by another one."""
        if self.rows == MAX_ROWS:
            self._end()
            self.sheet = self._begin()
        self.waiting.append(f"<row>{''.join(map(_cell, row, self.numbers))}</row>")
        self.rows += 1
        if len(self.waiting) == _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self.sheet.write("".join(self.waiting).encode())
        self.waiting.clear()

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
        self._flush()
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
