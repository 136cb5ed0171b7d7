"""Plain values become YAML in the style of the data files: block style, a literal block for long texts.

The counterpart of `yamlfile`: what is written here is read back as the same value.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LONGEST_LINE = 160
# Begins like something else in YAML, holds «: » or « #», or would be read as a number or a word of YAML 1.2.
_QUOTED = re.compile(
    r"[\s,\[\]{}#&*!|>'\"%@`]|[-?:](\s|$)|.*(:\s|\s#)|.*[:\s]$|(---|\.\.\.)"
    r"|[-+]?\.?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?$|0[ox][0-9a-fA-F]+$|[-+]?\.(inf|nan)$|(true|false|null|~)?$",
    re.DOTALL | re.IGNORECASE,
)


def scalar(value: str | int | bool) -> str:
    """One value on one line: plain where YAML reads it back as it is, else in double quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if _QUOTED.match(value) or "\n" in value else value
    return str(value).lower() if isinstance(value, bool) else str(value)


def dump(value: Mapping[str, Any]) -> str:
    """A record as a file's text, keys in their order. Values: mappings that are not empty, lists, str, int, bool."""
    return "\n".join(_mapping(value, "")) + "\n"


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, inner in value.items():
        yield from _entry(f"{indent}{scalar(str(key))}:", inner, indent + "  ")


def _entry(start: str, value: Any, indent: str) -> Iterator[str]:
    """What follows `key:`, on its line or indented below."""
    if isinstance(value, Mapping):
        yield start
        yield from _mapping(value, indent)
    elif isinstance(value, str) and (len(value) > LONGEST_LINE or "\n" in value) and _fits_block(value):
        yield f"{start} |-"
        yield from (indent + line if line else "" for line in value.split("\n"))
    elif isinstance(value, (str, int)):
        yield f"{start} {scalar(value)}"
    elif not value:
        yield f"{start} []"
    else:
        yield start
        yield from _sequence(value, indent)


def _fits_block(text: str) -> bool:
    """A literal block takes its indent from its first line and, as `|-`, loses what ends the text."""
    return not text[0].isspace() and not text[-1].isspace()


def _sequence(values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            lines = _mapping(value, indent + "  ")
            yield f"{indent}- {next(lines).lstrip()}"
            yield from lines
        else:
            yield f"{indent}- {scalar(value)}"
