"""JSON: what the table is, then its rows, each on a line of its own."""

from collections.abc import Iterable, Sequence

from grantpages.opendata.basis import Basis
from grantpages.opendata.encoding import encoded
from grantpages.opendata.table import LICENCE, VERSION, Row, Table

BETWEEN = b",\n"
"""What parts two rows."""
END = b"\n]}\n"
"""What stands after the last row."""


def json_lines(names: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Rows parted as in the file; a cell that says nothing is null.

    They are encoded at once and then parted: a quotation mark within a text is escaped, so `},{"` is nowhere else.
    """
    return encoded([dict(zip(names, row, strict=True)) for row in rows])[1:-1].replace(b'},{"', b'},\n{"')


def json_head(table: Table, basis: Basis) -> bytes:
    """What stands before the rows."""
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
    return head[:-1] + b',"rows":[\n'
