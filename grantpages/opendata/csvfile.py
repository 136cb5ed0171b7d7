"""CSV as RFC 4180 has it: commas, CRLF, and a UTF-8 mark at the start, by which Excel knows the Kazakh letters."""

import csv
import io
from collections.abc import Iterable

from grantpages.opendata.inert import inert
from grantpages.opendata.table import Row, Table

MARK = b"\xef\xbb\xbf"
"""U+FEFF in UTF-8."""


def csv_lines(rows: Iterable[Row]) -> bytes:
    """Rows as they stand in the file; texts are made inert, numbers and days stay what they are."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(
        [inert(cell) if type(cell) is str else cell for cell in row] for row in rows
    )
    return text.getvalue().encode()


def csv_head(table: Table) -> bytes:
    """What stands before the rows."""
    return MARK + csv_lines([tuple(column.name for column in table.columns)])
