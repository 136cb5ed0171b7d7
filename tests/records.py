"""Every text of a record, however deep."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from grantpages.model import Text


def texts_of(value: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    """(dotted path, text) of everything a record says in both languages."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, inner in value:
            yield from texts_of(inner, f"{path}.{name}")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_of(inner, f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from texts_of(inner, f"{path}.{place}")
