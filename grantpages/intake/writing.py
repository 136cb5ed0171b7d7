"""Draft records become files: the house's YAML with a `# check:` line above every guess, for a person to answer."""

import re
from collections.abc import Mapping
from typing import Any

from grantpages.intake import words
from grantpages.intake.desk import MARK
from grantpages.yamlfile import parse_document
from grantpages.yamltext import dump

SCHEMAS = {
    "organizations": "organization",
    "calls": "call",
    "projects": "project",
    "reports": "report",
    "private": "contacts",
}
Marks = list[tuple[tuple[str | int, ...], str]]


def file_text(folder: str, record: Mapping[str, Any], head: str) -> str:
    """A record as a file's text. head: the marks that stand for the whole record, one a line."""
    marks: Marks = []
    plain = _plain(record, (), marks)
    text = dump(plain)
    document = parse_document(text, "")
    rows = text.split("\n")
    above: dict[int, list[str]] = {}
    for path, mark in marks:
        if path:
            above.setdefault(document.lines.at(path), []).append(mark)
    done = [f"# yaml-language-server: $schema=../../docs/schema/{SCHEMAS[folder]}.schema.json"]
    done += [_mark(mark, "") for mark in [head, *(mark for path, mark in marks if not path)] if mark]
    for number, row in enumerate(rows, 1):
        indent = re.match(r" *", row)
        done += [_mark(mark, indent[0] if indent else "") for mark in above.get(number, ())]
        done.append(row)
    return "\n".join(done)


def marks_in(text: str) -> int:
    """How many marks a file's text has."""
    return len(re.findall(r"^\s*# check: ", text, re.MULTILINE))


def placeholders_in(text: str) -> int:
    """How many texts of a file are not translated."""
    return text.count(words.PLACEHOLDER)


def _mark(mark: str, indent: str) -> str:
    return f"{indent}# check: {' '.join(mark.split())}"


def _plain(value: Any, path: tuple[str | int, ...], marks: Marks) -> Any:
    """The value without its marks, which are noted with the path of what they stand above."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key.startswith(MARK):
                name = key.removeprefix(MARK)
                here = (*path, name) if name and name in value else path
                marks += [(here, mark) for mark in inner]
        return {key: _plain(inner, (*path, key), marks) for key, inner in value.items() if not key.startswith(MARK)}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, (*path, at), marks) for at, inner in enumerate(value)]
    return value if isinstance(value, (str, int)) else str(value)
