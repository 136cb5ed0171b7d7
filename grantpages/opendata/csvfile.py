"""CSV as RFC 4180 has it: commas, CRLF, and a UTF-8 mark at the start, by which Excel knows the Kazakh letters."""

import csv
from pathlib import Path
from typing import Self, TextIO

from grantpages.opendata.inert import inert
from grantpages.opendata.table import Row, Table


class CsvFile:
    """Writes one table row by row; texts are made inert, numbers and days stay what they are."""

    suffix = "csv"

    def __init__(self, path: Path, table: Table) -> None:
        self.file: TextIO = path.open("w", encoding="utf-8-sig", newline="")
        self.writer = csv.writer(self.file, lineterminator="\r\n")
        self.writer.writerow([column.name for column in table.columns])

    def write(self, row: Row) -> None:
        """Add a row."""
        self.writer.writerow([inert(cell) if type(cell) is str else cell for cell in row])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()
