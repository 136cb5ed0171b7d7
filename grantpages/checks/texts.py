"""Every text of a record that a person reads, with its path."""

from typing import Any

from pydantic import BaseModel

from grantpages.checks.finding import Step
from grantpages.model import Text

Found = tuple[tuple[Step, ...], Text]


def texts_of(value: Any) -> tuple[Found, ...]:
    """(path, text) of everything that is said in both languages, in the order of the fields."""
    found: list[Found] = []
    _gather(value, (), found)
    return tuple(found)


def _gather(value: Any, path: tuple[Step, ...], found: list[Found]) -> None:
    """Asks for exact types, most frequent first: this runs over every value of every record."""
    kind = type(value)
    if kind is Text:
        found.append((path, value))
    elif kind is tuple:
        for place, inner in enumerate(value):
            _gather(inner, (*path, place), found)
    elif kind is dict or isinstance(value, BaseModel):
        for name, inner in (value if kind is dict else value.__dict__).items():
            if inner is not None and type(inner) not in (str, int):
                _gather(inner, (*path, name), found)
