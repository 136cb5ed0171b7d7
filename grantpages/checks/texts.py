"""Every text of a record that a person reads, with its path."""

from typing import Any

from pydantic import BaseModel

from grantpages.checks.finding import Step
from grantpages.model import Text

_PLAIN = frozenset((str, int, bool, type(None)))
_HELD: dict[type, bool] = {}
"""Types that were met, and whether they hold other values by name."""
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
        return
    if kind is tuple:
        for place, inner in enumerate(value):
            if type(inner) not in _PLAIN:
                _gather(inner, (*path, place), found)
        return
    if kind not in _HELD:
        _HELD[kind] = kind is dict or issubclass(kind, BaseModel)
    if _HELD[kind]:
        for name, inner in (value if kind is dict else value.__dict__).items():
            if type(inner) is Text:
                found.append(((*path, name), inner))
            elif inner and type(inner) not in _PLAIN:
                _gather(inner, (*path, name), found)
