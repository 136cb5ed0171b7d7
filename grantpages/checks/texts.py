"""Every text of a record that a person reads, with its path."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from grantpages.checks.finding import Step
from grantpages.model import Text


def texts_of(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Text]]:
    """(path, text) of everything that is said in both languages, in the order of the fields."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, inner in value:
            yield from texts_of(inner, (*path, name))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_of(inner, (*path, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from texts_of(inner, (*path, place))
