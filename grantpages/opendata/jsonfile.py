"""JSON: what the table is, then its rows, each on a line of its own."""

from pathlib import Path
from typing import BinaryIO, Self

from grantpages.opendata.basis import Basis
from grantpages.opendata.encoding import encoded
from grantpages.opendata.table import LICENCE, VERSION, Row, Table


class JsonFile:
    """Writes one table row by row; a cell that says nothing is null."""

    suffix = "json"

    def __init__(self, path: Path, table: Table, basis: Basis) -> None:
        self.names = [column.name for column in table.columns]
        self.file: BinaryIO = path.open("wb")
        self.between = b"\n"
        head = encoded(
            {
                "table": table.name,
                "title": {"kk": table.title.kk, "ru": table.title.ru},
                "format_version": VERSION,
                "licence": LICENCE,
                "data_date": basis.issued,
                "schema": f"{basis.address}data/schema/{table.name}.schema.json",
            }
        )
        self.file.write(head[:-1] + b',"rows":[')

    def write(self, row: Row) -> None:
        """Add a row."""
        self.file.write(self.between + encoded(dict(zip(self.names, row, strict=True))))
        self.between = b",\n"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.write(b"\n]}\n")
        self.file.close()
