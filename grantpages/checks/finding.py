"""A finding: which rule, at which place of which record, and the figures its message shows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from grantpages.model import Text
from grantpages.problem import Message

Step = str | int
"""The name of a field, or the place in a list, from 0."""
Value = int | str | datetime.date | Message | Text
"""What fills a place in a message; a Message and a Text are put in each language's own."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields: a path inside the record (`("tasks", 0, "title")`) and the message's values."""

    path: tuple[Step, ...]
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the audit. kind and id name the record (`projects`, `zhanaozen-2025-1`)."""

    code: str
    kind: str
    id: str
    path: tuple[Step, ...]
    values: Mapping[str, Value]

    @property
    def field(self) -> str:
        """The dotted path of the place, as messages and replies name it."""
        return ".".join(map(str, self.path))


def found(*path: Step, **values: Value) -> Found:
    """What a rule found at a place of the record."""
    return Found(path, values)
