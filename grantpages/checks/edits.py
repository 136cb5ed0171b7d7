"""Where a record's file has something with exactly one right repair, as edits of its text.

What may be repaired, and what is left alone, is told in `repair`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from typing import Any, Literal, NamedTuple, get_args

import yaml

from grantpages.checks.forms import day, integer, known_value, one_alphabet
from grantpages.load import FOLDERS, SINGLES
from grantpages.model import Shape, Text
from grantpages.problem import Problem
from grantpages.references import REFERENCES
from grantpages.shapes import annotation_at
from grantpages.yamlreader import NUMBER
from grantpages.yamltext import scalar

Kind = Literal[
    "utf16", "bom", "line-ends", "composed", "trailing-spaces",
    "number", "date", "quotes", "digits", "known-value", "letters",
]  # fmt: skip
"""What a repair does."""
Known = Callable[[str], Iterable[str]]
"""The ids that a target of `REFERENCES` holds: `organizations/`, `spheres.yml`."""
Path = tuple[str | int, ...]
"""Where in a file: names of fields and places in lists, from 0."""

SHAPES: dict[str, type[Shape]] = {**SINGLES, **FOLDERS}
"""The model of each kind of file."""
PRINTED = frozenset(("also_printed", "as_printed", "amount_in_words"))
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_MIXED = re.compile("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|@|www\.|\.\w")
_WORD = re.compile(r"[^\W\d_]+")


class Repair(NamedTuple):
    """One repair. line counts from 1, 0 for the file as a whole; before and after: what is replaced by what.

    Of `line-ends` before is the number of lines, of `composed` that of letters; of `letters` it is the word.
    """

    kind: Kind
    line: int
    field: str
    before: str
    after: str


class Edit(NamedTuple):
    """New text for a part of the file; `path` and `value` where that makes a value another."""

    start: int
    end: int
    new: str
    repairs: tuple[Repair, ...]
    path: Path | None = None
    value: str | int = ""


class _Scalar(NamedTuple):
    """A plain value in the file."""

    path: Path
    node: Any

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def field(self) -> str:
        return ".".join(map(str, self.path))


def edits_of(text: str, value: Any, kind: str, problems: Sequence[Problem], known: Known) -> Iterator[Edit]:
    """The edits of a file of a kind of record, none overlapping another; `value` is what its text reads as."""
    if not problems and not _MIXED.search(text) and not _TRAILING.search(text):
        return  # nearly every file; composing takes its time
    scalars = {each.field: each for each in _scalars(yaml.compose(text, yaml.CSafeLoader))}
    for field, code in {problem.field: problem.code for problem in problems}.items():  # two may be at one place
        if (there := scalars.get(field)) and (edit := _retyped(text, there, kind, code, known)):
            yield edit
    yield from _letters(text, value, kind, scalars.values())
    yield from _trailing(text, scalars.values())


def _scalars(node: Any, path: Path = ()) -> Iterator[_Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            yield from _scalars(inner, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for place, inner in enumerate(node.value):
            yield from _scalars(inner, (*path, place))
    else:
        yield _Scalar(path, node)


def _retyped(text: str, there: _Scalar, kind: str, code: str, known: Known) -> Edit | None:
    """The edit that gives a refused value its one right form."""
    start, end = there.node.start_mark, there.node.end_mark
    right = _right(there, kind, code, known) if start.line == end.line else None
    if right is None:
        return None
    why, value = right
    new = f'"{value}"' if why in ("quotes", "digits") else scalar(value) if why == "known-value" else str(value)
    repair = Repair(why, there.line, there.field, text[start.index : end.index], new)
    return Edit(start.index, end.index, new, (repair,), there.path, value)


def _right(there: _Scalar, kind: str, code: str, known: Known) -> tuple[Kind, str | int] | None:
    written = there.node.value
    kinds: dict[str, tuple[Kind, Callable[[], str | int | None]]] = {
        "not-a-number": ("number", lambda: integer(written)),
        "not-a-date": ("date", lambda: _iso(written)),
        "not-text": ("quotes", lambda: written if NUMBER.fullmatch(written) else None),
        "not-in-list": ("known-value", lambda: known_value(written, _choices(kind, there.path))),
        "dangling-id": ("known-value", lambda: known_value(written, _ids(kind, there.path, known))),
        "wrong-form": ("known-value", lambda: known_value(written, _ids(kind, there.path, known))),
    }
    why, find = kinds.get(code, ("number", lambda: None))
    if there.path[-1] == "bin" and code == "wrong-form":
        why, find = "digits", lambda: "".join(written.split())
    value = find()
    return None if value is None else (why, value)


def _iso(written: str) -> str | None:
    found = day(written)
    return found.isoformat() if found else None


def _choices(kind: str, path: Path) -> tuple[str, ...]:
    return get_args(annotation_at(SHAPES[kind], path))


def _ids(kind: str, path: Path, known: Known) -> Iterable[str]:
    pattern = ".".join("*" if isinstance(step, int) else step for step in path)
    return known(dict(REFERENCES.get(kind, ())).get(pattern, ""))


def _letters(text: str, value: Any, kind: str, scalars: Iterable[_Scalar]) -> Iterator[Edit]:
    """Words of the Russian texts whose translation is a working one."""
    of_record = value.get("translation") if isinstance(value, dict) else None
    for there in scalars:
        if there.path[-1:] != ("ru",) or PRINTED & set(there.path) or not _MIXED.search(there.node.value):
            continue
        both = reduce(lambda here, step: here[step], there.path[:-1], value)
        state = both.get("translation", of_record)
        if state == "working" and annotation_at(SHAPES[kind], there.path[:-1]) is Text:
            right = _one_alphabet(there.node.value, str(both.get("kk")))
            if right != there.node.value:
                yield _respelt(text, there, right, str(both.get("kk")))


def _one_alphabet(text: str, authentic: str) -> str:
    """The text with every word of it put into one alphabet that surely belongs to one; addresses as they are."""

    def word(match: re.Match[str]) -> str:
        return match[0] if match[0] in authentic else one_alphabet(match[0])

    return _TOKEN.sub(lambda token: token[0] if _ADDRESS.search(token[0]) else _WORD.sub(word, token[0]), text)


def _respelt(text: str, there: _Scalar, right: str, authentic: str) -> Edit:
    start, end = there.node.start_mark.index, there.node.end_mark.index
    new = _one_alphabet(text[start:end], authentic)
    repairs = []
    for old, put in zip(_WORD.finditer(text, start, end), _WORD.finditer(new), strict=False):
        if old[0] != put[0]:
            line = text.count("\n", 0, old.start()) + 1
            repairs.append(Repair("letters", line, there.field, old[0], put[0]))
    return Edit(start, end, new, tuple(repairs), there.path, right)


def _trailing(text: str, scalars: Iterable[_Scalar]) -> Iterator[Edit]:
    """Spaces at the ends of lines, but for the lines of texts of several lines: there they may be the text's own."""
    inside: set[int] = set()
    for _, node in scalars:
        if node.start_mark.line < node.end_mark.line:
            last = node.end_mark.line + (node.style in ("|", ">") and node.end_mark.column > 0)
            inside.update(range(node.start_mark.line + 1, last + 1))
    for match in _TRAILING.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line not in inside:
            repair = Repair("trailing-spaces", line, "", match[0], "")
            yield Edit(match.start(), match.end(), "", (repair,))
