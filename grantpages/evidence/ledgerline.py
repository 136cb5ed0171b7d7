"""One line of the ledger: an entry as JSON.

A line is the same for the same entry: fields in a fixed order, what is absent left out.
"""

import datetime
import json
from dataclasses import fields
from typing import Any

from grantpages.evidence.ledger import Entry, Failure, Snapshot

_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Entry, Failure, Snapshot)}


def write_line(entry: Entry) -> str:
    """The entry as one line, without its end."""
    return _ENCODE(entry)


def _plain(value: Any) -> Any:
    if names := _NAMES.get(type(value)):
        return {name: inner for name in names if (inner := getattr(value, name))}  # no number of theirs can be 0
    return value.isoformat() if isinstance(value, datetime.date) else value


_ENCODE = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
