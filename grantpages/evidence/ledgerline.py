"""One line of the ledger: an entry as JSON.

A line is the same for the same entry: fields in a fixed order, what is absent left out.
"""

import datetime
import json
from dataclasses import fields
from typing import Any

from grantpages.evidence.ledger import Entry, Failure, Snapshot

_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Entry, Failure, Snapshot)}
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def write_line(entry: Entry) -> str:
    """The entry as one line, without its end."""
    return _ENCODE(_plain(entry))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int:
        return value
    if names := _NAMES.get(kind):
        named = ((name, getattr(value, name)) for name in names)
        return {name: _plain(inner) for name, inner in named if inner not in (None, "", ())}
    if kind is tuple:
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
