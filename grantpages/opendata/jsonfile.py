"""JSON: what the table is, then its rows, each on a line of its own."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Self

from grantpages.opendata.basis import Basis
from grantpages.opendata.encoding import encoded
from grantpages.opendata.table import LICENCE, VERSION, Row, Table

_BETWEEN = b",\n"


def json_lines(names: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Rows parted as in the file; a cell that says nothing is null.

    They are encoded at once and then parted: a quotation mark within a text is escaped, so `},{"` is nowhere else.
    """
    return encoded([dict(zip(names, row, strict=True)) for row in rows])[1:-1].replace(b'},{"', b'},\n{"')


class JsonFile:
    """Writes one table, some rows at a time."""

    def __init__(self, path: Path, table: Table, basis: Basis) -> None:
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

    def write(self, lines: bytes) -> None:
        """Add what `json_lines` made of one row or more."""
        self.file.write(self.between + lines)
        self.between = _BETWEEN

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.write(b"\n]}\n")
        self.file.close()
