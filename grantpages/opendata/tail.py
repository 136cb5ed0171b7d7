"""The last cells of a row: which record it is from, of what day, under what terms."""

from grantpages.opendata.basis import Basis
from grantpages.opendata.table import LICENCE, VERSION, Row


def tail_of(basis: Basis, kind: str, id: str) -> Row:
    """The cells of `table.TAIL` for a record."""
    file = basis.dataset.files[kind, id]
    return basis.url(kind, id), f"data/{file}", basis.dates[kind, id], LICENCE, VERSION
