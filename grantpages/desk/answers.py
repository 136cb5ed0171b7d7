"""Answers from a file, an option or a row: flat names, `lots.1.direction.kk`, and what was written for each."""

from collections.abc import Iterator, Mapping
from typing import Any


def flat(value: Mapping[str, Any]) -> dict[str, str]:
    """Nested values as flat answers, in their order; items of a list are counted from 1, yes and no are words."""
    return dict(_flat(value, ""))


def _flat(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _flat(inner, f"{name}.{number}")
    elif isinstance(value, bool):
        yield name, "yes" if value else "no"
    elif value is not None:
        yield name, str(value)
