"""Every text of a record that a person reads, with its path."""

from collections.abc import Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from grantpages.checks.finding import Step
from grantpages.model import Text

_PLAIN = frozenset((str, int, bool, type(None)))
Found = tuple[tuple[Step, ...], Text]


def texts_of(value: Any) -> tuple[Found, ...]:
    """(path, text) of everything that is said in both languages, in the order of the fields."""
    found: list[Found] = []
    _gather(value, (), found)
    return tuple(found)


def _gather(value: Any, path: tuple[Step, ...], found: list[Found]) -> None:
    """Asks for exact types, most frequent first: this runs over every value of every record."""
    kind: Any = type(value)
    if kind is Text:
        found.append((path, value))
        return
    if kind is tuple:
        for place, inner in enumerate(value):
            if type(inner) not in _PLAIN:
                _gather(inner, (*path, place), found)
        return
    names = value if kind is dict else _names(kind)
    held = value if kind is dict else value.__dict__ if names else {}
    for name in names:
        inner = held[name]
        if type(inner) is Text:
            found.append(((*path, name), inner))
        elif inner and type(inner) not in _PLAIN:
            _gather(inner, (*path, name), found)


@cache
def _names(kind: type) -> Sequence[str]:
    """The names of the fields in which a text may be; none of what is no model."""
    if not issubclass(kind, BaseModel):
        return ()
    return tuple(name for name, field in kind.model_fields.items() if _may_hold(field.annotation))


def _may_hold(annotation: Any) -> bool:
    """Whether a value of a type may be a text or hold one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation is Text or any(_may_hold(field.annotation) for field in annotation.model_fields.values())
    return any(map(_may_hold, get_args(annotation)))
