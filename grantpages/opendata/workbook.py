"""XLSX joined from rows that each record gave, deflated: memory does not grow with the table.

A writer of our own: openpyxl's write-only mode takes several times as long for a row (BENCHMARKS.md),
puts the clock into the file, and its archive has today's date. Texts are inline strings, which no
spreadsheet computes; one that would be a formula, were it typed, is marked as quoted besides.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from itertools import chain
from typing import BinaryIO, NamedTuple

from grantpages.opendata import workbookparts as parts
from grantpages.opendata.inert import SHORT, inert
from grantpages.opendata.table import Cell, Column, Row, Table
from grantpages.ziparchive import END, Archive, content_of, joined_crc, piece_of

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
    return escape(_ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text), quote=False)


def text_cell(text: str, style: int = parts.PLAIN) -> str:
    """A cell with a text."""
    return _short_cell(text, style) if len(text) <= SHORT else _text_cell(text, style)


def _text_cell(text: str, style: int) -> str:
    if style == parts.PLAIN and inert(text) != text:
        style = parts.QUOTED
    space = ' xml:space="preserve"' if "\n" in text or text != text.strip() else ""
    return f'<c t="inlineStr" s="{style}"><is><t{space}>{sheet_text(text)}</t></is></c>'


_short_cell = lru_cache(maxsize=8_192)(_text_cell)


def _cell(cell: Cell, number: int) -> str:
    kind = type(cell)
    if isinstance(cell, str):
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


class Sheet(NamedTuple):
    """Rows of a sheet, from one record to another: their first and the one after the last."""

    begin: int
    end: int
    rows: int


def sheets_of(rows: Iterable[int]) -> list[Sheet]:
    """Which records' rows stand in which sheet. rows: how many each record has.

    Where a sheet has no place for all rows of a record, another one follows.
    """
    sheets, begin, count, end = list[Sheet](), 0, _HEAD_ROWS, 0
    for end, more in enumerate(rows, 1):
        if count + more > MAX_ROWS:
            sheets.append(Sheet(begin, end - 1, count))
            begin, count = end - 1, _HEAD_ROWS
        count += more
    return [*sheets, Sheet(begin, end, count)]


class Workbook:
    """Writes one table: sheets of rows, then one that says what each column is, and one about the whole."""

    def __init__(self, target: BinaryIO, table: Table, about: Sequence[tuple[str, str]]) -> None:
        self.table, self.about = table, about
        self.archive = Archive(target, "w")
        self.sheets: list[str] = []

    def write(self, sheet: Sheet, pieces: Iterable[tuple[int, int, int]], packed: Iterable[bytes]) -> int:
        """Add a sheet; where the bytes of its rows begin in the file.

        pieces: of some rows after others the size and the CRC-32 before they were deflated, and the bytes since;
        packed: these bytes in a row.
        """
        head, end = piece_of(self._head()), piece_of(self._end(sheet.rows))
        crc, size, length = head.crc, head.size, len(head.packed) + len(end.packed) + len(END)
        for more, its, bytes_ in (*pieces, (end.size, end.crc, 0)):
            crc, size, length = joined_crc(crc, its, more), size + more, length + bytes_
        parts = chain([head.packed], packed, [end.packed, END])
        self.sheets.append(f"data-{len(self.sheets) + 1}" if self.sheets else "data")
        return self.archive.put_parts(self._name(), size, crc, length, parts) + len(head.packed)

    def _name(self) -> str:
        return f"xl/worksheets/sheet{len(self.sheets)}.xml"

    def _head(self) -> bytes:
        columns = self.table.columns
        said = "".join(text_cell(_heading(column), parts.HEADING) for column in columns)
        named = "".join(text_cell(column.name, parts.NAME) for column in columns)
        top = parts.sheet_start([_width(column) for column in columns], _HEAD_ROWS)
        return f'{top}<row ht="60" customHeight="1">{said}</row><row>{named}</row>'.encode()

    def _end(self, rows: int) -> bytes:
        last = f"{parts.letters(len(self.table.columns))}{rows}"
        return f'</sheetData><autoFilter ref="A{_HEAD_ROWS}:{last}"/></worksheet>'.encode()

    def _add(self, name: str, widths: list[int], rows: list[tuple[str, ...]]) -> None:
        self.sheets.append(name)
        cells = ("".join(text_cell(text, parts.NAME if not number else parts.PLAIN) for text in row)
                 for number, row in enumerate(rows))  # fmt: skip
        body = "".join(f"<row>{line}</row>" for line in cells)
        text = f"{parts.sheet_start(widths, 1)}{body}</sheetData></worksheet>"
        self.archive.put(self._name(), content_of(text.encode()))

    def close(self) -> None:
        """Add what is beside the rows."""
        columns = [(column.name, column.type, *column.said) for column in self.table.columns]
        self._add("dictionary", [24, 12, 60, 60], [("column", "type", "қазақша", "русский"), *columns])
        self._add("about", [24, 80], [("", ""), *self.about])
        for name, text in parts.frame(self.sheets).items():
            self.archive.put(name, content_of(text.encode()))
        self.archive.close()


def _heading(column: Column) -> str:
    return f"{column.said.kk}\n{column.said.ru}"


def _width(column: Column) -> int:
    return {"integer": 14, "date": 12}.get(column.type, 40 if column.name[-3:] in ("_kk", "_ru") else 20)
