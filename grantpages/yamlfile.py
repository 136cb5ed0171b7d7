"""Strict YAML: a file becomes plain mappings, lists and values, with the line of each, or its problems."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from grantpages.faults import fault
from grantpages.problem import Problem
from grantpages.syntax import syntax_fault, tab_fault
from grantpages.textfile import decode, invisible
from grantpages.yamlblock import scan
from grantpages.yamlreader import Lines, Reader, TooDeep

MAX_BYTES = 256 * 1024
"""The largest file that is read, in bytes."""
MAX_DEPTH = 20
"""How many mappings and lists may stand in each other."""


@dataclass
class Document:
    """A file's plain value (dict, list, str, int, bool), its lines, and all that is wrong with it.

    `written` holds the numbers that are no plain integers as they stand in the file, by dotted path.
    """

    value: Any
    lines: Lines
    problems: list[Problem]
    written: dict[str, str]


def read_document(path: Path, shown: str) -> Document:
    """Read one file; `shown` is its name in messages. Never raises for what a file can hold."""
    return document_of(read_bytes(path), shown)


def read_bytes(path: Path) -> tuple[bytes, int] | None:
    """What a file holds, as far as it may be read, and its whole size; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            return data, len(data) if len(data) <= MAX_BYTES else path.stat().st_size
    except OSError:
        return None


def document_of(held: tuple[bytes, int] | None, shown: str) -> Document:
    """Parse what `read_bytes` gave; see `read_document`."""
    if held is None:
        return _refused([fault("unreadable", shown, 1)])
    data, size = held
    if len(data) > MAX_BYTES:
        return _refused([fault("too-large", shown, 1, limit=MAX_BYTES // 1024, found=-(-size // 1024))])
    text, problems = decode(data, shown)
    return _refused(problems) if problems else parse_document(text, shown)


def parse_document(text: str, shown: str) -> Document:
    """Parse a text that is already decoded; see `read_document`."""
    problems = list(invisible(text, shown))
    if problems:  # the parser would stop at the first of them anyway
        return _refused(problems)
    if plain := scan(text, MAX_DEPTH):
        return Document(*plain, [], {})
    reader = Reader(text, shown, MAX_DEPTH)
    try:
        value, lines = reader.document()
    except yaml.MarkedYAMLError as error:
        return _refused([*reader.problems, syntax_fault(error, text, shown, MAX_DEPTH)])
    except TooDeep:
        return _refused(reader.problems)
    if tab := tab_fault(text, shown):
        reader.problems.append(tab)
    if not isinstance(lines, Lines):  # a single plain value
        lines = Lines(lines, [])
    return Document(value, lines, reader.problems, reader.written)


def _refused(problems: list[Problem]) -> Document:
    return Document(None, Lines(1, []), problems, {})
