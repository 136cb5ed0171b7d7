"""The plain block style of the data files, read line by line: several times as fast as by the parser's events.

Takes mappings, lists, values on one line and literal blocks, as `yamltext` writes them, and comments between
them. Of everything else, and so of every mistake, it says that it does not know it: then `yamlreader` reads
the text and tells what is wrong. What it takes it reads as `yamlreader` does: tests/test_yamlblock.py.
"""

import re
from typing import Any

from grantpages.yamlreader import INTEGER, LONGEST_INTEGER, NOT_LETTERS, NUMBER, WORDS, Lines

# One entry with its end of line: indent, dash, key; then a plain text that nothing can be mistaken for, or a text
# in double quotes, or a literal block (how it ends, its lines, their indent), or whatever else is on the line.
_ENTRY = re.compile(
    r"( *)(- )?(?:(\"[A-Za-z0-9_+.-]{1,64}\"|[A-Za-z0-9_][A-Za-z0-9_+.-]{0,63}):(?: |(?=\n)))?"
    r"(?:([^\W\d_~nNtTfF][^\n:#]*(?<! ))(?=\n)"
    r'|("[^"\\\n]*")(?=\n)|\|(-?)\n(( +)[^ \n][^\n]*\n(?:\8[^\n]*\n|\n)*)|([^\n]*))\n?'
)
_MARKS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
"""No plain value begins so, or it takes the parser to tell."""


_Open = tuple[int, Any, Any]


class _Unknown(Exception):
    """Raised at what is not read here."""


def scan(text: str, deepest: int) -> tuple[dict[str, Any], Lines] | None:
    """The mapping that a text is, and its lines; None for a text that `yamlreader` must read.

    The text has no forbidden characters; a nesting beyond `deepest` is not read here.
    """
    if "\t" in text or text[-1:] != "\n":
        return None
    try:
        return _record(text, deepest)
    except _Unknown:
        return None


def _record(text: str, deepest: int) -> tuple[dict[str, Any], Lines]:
    """`stack` has the column, values and lines of every mapping and list that is open, and is never empty."""
    record: dict[str, Any] = {}  # of one entry with no name: the record itself
    lines: dict[str, Any] = {}
    stack: list[_Open] = [(-1, record, lines)]
    column, values, inner = stack[-1]
    awaited: str | None = ""  # the key whose value begins on a deeper line
    line = begun = 0
    value: Any
    place: Lines | int
    for entry in _ENTRY.findall(text):
        line += 1
        indent, dash, key, sure, quoted, _, block, _, rest = entry
        if not key and not dash:
            _pass_over(entry)
            continue
        key = key[1:-1] if key[:1] == '"' else key
        if awaited is not None:
            column, values, inner = _open(stack, len(indent), dash, awaited, begun or line, deepest)
            awaited = None
        elif dash or len(indent) != column or type(values) is list:
            column, values, inner = _return(stack, len(indent), dash)
        if dash and key:
            column, values, inner = _open(stack, column + 2, "", "", line, deepest)
        place = line
        if sure:
            value = sure
        elif quoted or block or rest:
            value, place = _value(entry, line, column, len(stack) <= deepest)
            line += block.count("\n")
        else:
            awaited, begun = _named(key), line
            continue
        if not key:
            values.append(value)
            inner.append(place)
        elif key in values:
            raise _Unknown
        else:
            values[key], inner[key] = value, place
    return _whole(record, awaited), lines[""]


def _whole(record: dict[str, Any], awaited: str | None) -> dict[str, Any]:
    """The record itself, when all lines are read."""
    if awaited is not None or type(record.get("")) is not dict:
        raise _Unknown
    whole: dict[str, Any] = record[""]
    return whole


def _pass_over(entry: tuple[str, ...]) -> None:
    """An empty line or a comment; spaces alone may belong to a block."""
    indent, _, _, sure, quoted, _, block, _, rest = entry
    if sure or quoted or block or (indent if not rest else rest[0] != "#"):
        raise _Unknown


def _named(key: str) -> str:
    """The key of an entry without a value; an item without either is not known."""
    if not key:
        raise _Unknown
    return key


def _open(stack: list[_Open], column: int, dash: str, key: str, line: int, deepest: int) -> _Open:
    """Begin the value of a key, or a mapping in a list."""
    above, values, inner = stack[-1]
    if column < above or column == above and not dash or len(stack) > deepest:
        raise _Unknown
    opened: _Open = (column, [], []) if dash else (column, {}, {})
    place = Lines(line, opened[2])
    if type(values) is list:
        values.append(opened[1])
        inner.append(place)
    elif key in values:
        raise _Unknown
    else:
        values[key], inner[key] = opened[1], place
    stack.append(opened)
    return opened


def _return(stack: list[_Open], column: int, dash: str) -> _Open:
    """Leave what has ended before an entry at a column."""
    top = stack[-1]
    while top[0] > column or top[0] == column and not dash and type(top[1]) is list:
        stack.pop()
        top = stack[-1]
    if top[0] != column or (type(top[1]) is list) != bool(dash):
        raise _Unknown
    return top


def _value(entry: tuple[str, ...], line: int, column: int, may_hold: bool) -> tuple[Any, Lines | int]:
    """The value of an entry and its line; `may_hold`: a list may stand here."""
    quoted, chomp, block, margin, rest = entry[4:]
    if block:
        return _literal(block, margin, chomp, column), line
    if quoted:
        return quoted[1:-1], line
    if rest == "[]" and may_hold:
        return [], Lines(line, [])
    return _plain(rest), line


def _plain(rest: str) -> str | int | bool:
    """A value on its line, not in double quotes."""
    first = rest[0]
    if first not in _MARKS and ": " not in rest and " #" not in rest and rest[-1] not in " :":
        return _word(rest) if first in NOT_LETTERS else rest
    if first == rest[-1] == "'" and len(rest) > 1 and "'" not in rest[1:-1]:
        return rest[1:-1]
    raise _Unknown


def _word(rest: str) -> str | int | bool:
    """A plain value that may be a number or a word of YAML."""
    if rest in WORDS:
        word: bool | None = WORDS[rest]
        if word is None:
            raise _Unknown
        return word
    if not NUMBER.fullmatch(rest):
        return rest
    if not INTEGER.fullmatch(rest) or len(rest) > LONGEST_INTEGER:
        raise _Unknown
    return int(rest)


def _literal(block: str, margin: str, chomp: str, column: int) -> str:
    """The text of a literal block, whose lines begin at a margin deeper than the column of its key."""
    if len(margin) <= column:
        raise _Unknown
    text = block[len(margin) :].replace("\n" + margin, "\n").rstrip("\n")
    return text if chomp else text + "\n"
