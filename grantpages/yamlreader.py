"""The parser's events become a value and its lines, one refusal for each thing a record must not use.

PyYAML keeps the last of two equal keys, follows aliases and builds objects from tags; a public
record must do none of it silently. So the events are read here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yaml import CSafeLoader  # libyaml, or nothing: PyYAML's own parser takes other tabs and escapes
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from grantpages.faults import described, fault, quoted
from grantpages.problem import Problem
from grantpages.textfile import FORBIDDEN, in_two, name_of

KEY = re.compile(r"(?=.{1,64}$)[\w+.-]+( [\w+.-]+)*")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
"""A whole number as a file may have it: no sign `+`, no leading zeros, no other base."""
NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
"""What YAML 1.2, and so an editor with our JSON Schema, takes for a number."""
WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""Plain words that are values, not texts (YAML 1.2, 10.3.2)."""
NOT_LETTERS = frozenset(("", *"+-.0123456789~nNtTfF"))
"""What a number or one of `WORDS` begins with."""
LONGEST_INTEGER = 18
"""Digits of an integer that is read as such."""
HUGE = 10**18
"""Stands for every integer with more digits; beyond what any field holds."""
NO_INTEGER = 0.5
"""Stands for every number not written as a plain integer; no field takes it."""


@dataclass(slots=True)
class Lines:
    """Where a mapping or list stands, and each thing in it: of a plain value just the line."""

    line: int
    inner: "dict[str, Lines | int] | list[Lines | int]"

    def at(self, path: tuple[str | int, ...]) -> int:
        """The line of the value at `path`, or of the nearest thing that holds it."""
        here: Lines | int = self
        for step in path:
            try:
                here = here.inner[step]  # type: ignore[index, union-attr]
            except (AttributeError, LookupError, TypeError):
                break
        return here if isinstance(here, int) else here.line


class TooDeep(Exception):
    """Raised to leave a nesting that is refused."""


class Reader:
    """Reads one text; `problems` are its refusals, `written` the numbers that are no plain integers, by dotted path.

    Nesting beyond `deepest` raises TooDeep, a text that is no YAML raises yaml.MarkedYAMLError.
    """

    def __init__(self, text: str, shown: str, deepest: int) -> None:
        self.problems: list[Problem] = []
        self.written: dict[str, str] = {}
        self._next: Callable[[], Any] = CSafeLoader(text).get_event
        self._shown = shown
        self._deepest = deepest
        self._path: list[str | int] = []  # one step for each mapping or list that is open
        self._keys: dict[str, str] = {}  # those that have passed

    def document(self) -> tuple[Any, Lines | int]:
        """The one document of the stream; None where there is none."""
        value: Any = None
        lines: Lines | int = 1
        begun = False
        while type(event := self._next()) is not StreamEndEvent:
            if type(event) is not DocumentStartEvent:
                continue
            if begun:
                self._refuse("several-documents", event)
                return None, 1  # what the first lacks may well stand in the second
            begun = True
            if event.version or event.tags:
                self._refuse("directive", event, found="%YAML" if event.version else "%TAG")
            event = self._next()
            if type(event) is not ScalarEvent or event.value:
                value, lines = self._value(event, event.start_mark.line + 1)
        if value is None and not self.problems:
            self.problems.append(fault("empty-file", self._shown, 1))
        return value, lines

    def _refuse(self, code: str, event: Any, **values: object) -> None:
        self.problems.append(fault(code, self._shown, event.start_mark.line + 1, self._where(), **values))

    def _where(self) -> str:
        return ".".join(map(str, self._path))

    def _value(self, event: Any, line: int) -> tuple[Any, Lines | int]:
        """The value that begins with `event`, whose place in messages is `line`; None where it is refused."""
        kind = type(event)
        if kind is AliasEvent:
            self._refuse("alias", event, found=quoted(f"*{event.anchor}"))
            return None, line
        marked = event.anchor is not None or event.tag is not None
        if marked:
            self._refuse_marks(event)
        if kind is ScalarEvent:
            return (None if marked and not event.value else self._scalar(event)), line
        if len(self._path) >= self._deepest:
            self._refuse("too-deep", event, limit=self._deepest)
            raise TooDeep
        return self._sequence(line) if kind is SequenceStartEvent else self._mapping(line)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("anchor", event, found=quoted(f"&{event.anchor}"))
        if event.tag is not None:
            self._refuse("tag", event, found=quoted(event.tag.replace("tag:yaml.org,2002:", "!!")))

    def _scalar(self, event: Any) -> str | int | float | None:
        text: str = event.value
        if event.style:  # quoted or a block: a text, whatever it looks like
            if event.style == '"' and (hidden := FORBIDDEN.search(text)):
                self._refuse("forbidden-character", event, found=name_of(hidden[0]))
                return None
            if event.style == '"' and not text.isascii() and (found := next(in_two(text), None)):
                self._refuse("decomposed-letter", event, found=quoted(found[1]))
                return None
            return text
        if text[:1] not in NOT_LETTERS:
            return text
        if text in WORDS:
            if WORDS[text] is None:
                self._refuse("empty-value", event)
            return WORDS[text]
        return self._number(text) if NUMBER.fullmatch(text) else text

    def _number(self, text: str) -> int | float:
        if not INTEGER.fullmatch(text):
            self.written[self._where()] = text
            return NO_INTEGER
        if len(text.lstrip("-")) > LONGEST_INTEGER:
            self.written[self._where()] = text
            return -HUGE if text[0] == "-" else HUGE
        return int(text)

    def _sequence(self, line: int) -> tuple[list[Any], Lines]:
        values: list[Any] = []
        inner: list[Lines | int] = []
        self._path.append(0)
        while type(event := self._next()) is not SequenceEndEvent:
            self._path[-1] = len(values)
            value, place = self._value(event, event.start_mark.line + 1)
            values.append(value)
            inner.append(place)
        self._path.pop()
        return values, Lines(line, inner)

    def _mapping(self, line: int) -> tuple[dict[str, Any], Lines]:
        values: dict[str, Any] = {}
        inner: dict[str, Lines | int] = {}
        self._path.append("?")
        while type(event := self._next()) is not MappingEndEvent:
            at = event.start_mark.line + 1  # a reader looks for the key, not for what follows it
            key = self._key(event)
            self._path[-1] = "?" if key is None else key
            if key is None:
                self._skip(self._next())
            elif key in values:
                self._refuse("duplicate-key", event, found=Lines(line, inner).at((key,)))
                self._skip(self._next())
            else:
                values[key], inner[key] = self._value(self._next(), at)
        self._path.pop()
        return values, Lines(line, inner)

    def _key(self, event: Any) -> str | None:
        """The field's name; None where it is refused and its value must not count."""
        scalar = type(event) is ScalarEvent
        if scalar and (known := self._keys.get(event.value)) and event.anchor is None and event.tag is None:
            return known
        self._path[-1] = "?"
        if type(event) is AliasEvent:
            self._refuse("alias", event, found=quoted(f"*{event.anchor}"))
            return None
        if scalar and KEY.fullmatch(event.value):
            self._refuse_marks(event)
            return self._keys.setdefault(event.value, event.value)
        kind = event.value if scalar else [] if type(event) is SequenceStartEvent else {}
        self._refuse("key-not-text", event, found=described(kind))
        if not scalar:
            self._skip(event)
        return None

    def _skip(self, event: Any) -> None:
        """Read past what goes with a key that is refused: it goes when that goes."""
        count = len(self.problems)
        try:
            self._value(event, 0)
        finally:
            del self.problems[count:]
