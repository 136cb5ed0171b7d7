"""CSV as RFC 4180 has it: commas, CRLF, and a UTF-8 mark at the start, by which Excel knows the Kazakh letters."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Self

from grantpages.opendata.inert import inert
from grantpages.opendata.table import Row, Table

MARK = b"\xef\xbb\xbf"


def csv_lines(rows: Iterable[Row]) -> bytes:
    """Rows as they stand in the file; texts are made inert, numbers and days stay what they are."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(
        [inert(cell) if type(cell) is str else cell for cell in row] for row in rows
    )
    return text.getvalue().encode()


class CsvFile:
    """Writes one table, some rows at a time."""

    def __init__(self, path: Path, table: Table) -> None:
        self.file: BinaryIO = path.open("wb")
        self.file.write(MARK + csv_lines([tuple(column.name for column in table.columns)]))

    def write(self, lines: bytes) -> None:
        """Add what `csv_lines` made."""
        self.file.write(lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()
