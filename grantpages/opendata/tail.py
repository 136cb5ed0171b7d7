"""The last cells of a row: which record it is from, of what day, under what terms."""

import datetime

from grantpages.opendata.basis import Basis, Grounds, Subject
from grantpages.opendata.table import LICENCE, VERSION, Row


def tail(grounds: Grounds, subject: Subject) -> Row:
    """The cells of `table.TAIL` for a record that gives rows by itself."""
    return _tail(grounds, subject.kind, subject.id, subject.day)


def tail_of(basis: Basis, kind: str, id: str) -> Row:
    """The same for a record in a table of the whole."""
    day = basis.of(kind, id).day
    return _tail(basis, kind, id, datetime.date.fromisoformat(day) if day else None)


def _tail(grounds: Grounds, kind: str, id: str, day: datetime.date | None) -> Row:
    file = grounds.dataset.files[kind, id]
    return grounds.url(kind, id), f"data/{file}", day, LICENCE, VERSION
