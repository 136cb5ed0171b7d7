"""The valid records with every text in them replaced, once for each of many texts: what a hostile officer could write."""

import re
import shutil
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

from grantpages.evidence.identity import identify, is_web
from grantpages.load import FOLDERS, SINGLES, Folder
from grantpages.model.values import AlsoPrinted, Line, Prose, Url
from grantpages.references import GIVEN, REFERENCES
from grantpages.shapes import annotation_at
from grantpages.textfile import FORBIDDEN, in_two
from grantpages.yamlfile import document_of, read_document
from grantpages.yamltext import dump

VALID = Path(__file__).parents[1] / "data" / "valid"
NAMES = frozenset(pattern for fields in REFERENCES.values() for pattern, _ in fields) | {
    pattern for pattern, _ in GIVEN.values()
}
Path_ = tuple[str | int, ...]


def accepted(text: str) -> str:
    """The text as a record may hold it: without the spaces at its ends; empty where the loader refuses it."""
    text = text.replace("\r\n", "\n").strip()
    written = dump({"name": {"kk": text, "ru": text}, "kind": "ngo"}).encode("utf-8", "surrogatepass")
    folder = Folder(VALID, "data")
    read = folder.take("organizations", VALID / "organizations" / "x.yml", document_of((written, len(written)), "x"))
    if read.record is None:
        return ""
    assert not FORBIDDEN.search(text)
    assert not any(in_two(text))
    return text


def one_line(text: str) -> str:
    """As a field of one line has it."""
    return " ".join(text.split())[:2_000].strip()


def as_url(text: str) -> str:
    """As a field for an address has it: no spaces."""
    return re.sub(r"\s+", "", text)[:2_000].ljust(4, "x")


def shape(text: str) -> tuple[object, ...]:
    """What of a text decides which elements a page has: its paragraphs and lines, and what it is as an address."""
    found = identify(as_url(text))
    return (
        tuple(part.count("\n") for part in re.split(r"\n\s*\n", text)),
        is_web(as_url(text)),
        found.platform,
        found.kind,
        found.doubts,
    )


def plain_like(text: str) -> str:
    """A harmless text of the same shape."""
    return "\n\n".join("\n".join("x" for _ in part.split("\n")) for part in re.split(r"\n\s*\n", text))


def places(shape: Any, value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Where a text, a line or an address stands in a record, and which of these it is."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(shape, inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from places(shape, inner, (*path, place))
    elif isinstance(value, str) and (kind := _kind(shape, path)):
        yield path, kind


def _kind(shape: Any, path: Path_) -> str:
    if ".".join("*" if isinstance(step, int) else step for step in path) in NAMES:
        return ""
    holder = annotation_at(shape, path[:-1])
    fields = getattr(holder, "model_fields", None)
    if holder is AlsoPrinted and path[-1] == "field":
        return ""
    if fields is None:  # an item of a list
        return ""
    field = fields[str(path[-1])]
    limits = [*field.metadata, *(limit for part in get_args(field.annotation) for limit in get_args(part)[1:])]
    return next((KINDS[limit.pattern] for limit in limits if getattr(limit, "pattern", None) in KINDS), "")


def _pattern(annotated: Any) -> str:
    return next(limit.pattern for limit in get_args(annotated) if hasattr(limit, "pattern"))


KINDS = {_pattern(Line): "line", _pattern(Prose): "prose", _pattern(Url): "url"}


class Records:
    """The valid folder's records as plain values."""

    def __init__(self) -> None:
        self.values = {
            path.relative_to(VALID).as_posix(): read_document(path, path.name).value
            for path in sorted(VALID.rglob("*.yml"))
        }
        self.fields = sum(1 for inside in self.values for _ in places(*self._of(inside)))

    def write(self, folder: Path, texts: Sequence[str], urls: Sequence[str] = ()) -> list[str]:
        """A data folder in which each text fills copies of all records, and the first the classifications.

        urls: what stands in fields for addresses, the texts themselves where none are given. Returns the ids' beginnings.
        """
        marks = [f"t{number}" for number in range(len(texts))]
        for inside, value in self.values.items():
            if "/" not in inside:
                self._put(folder / inside, inside, value, texts[0], (urls or texts)[0])
        for number, (mark, text) in enumerate(zip(marks, texts, strict=True)):
            for inside, value in self.values.items():
                if "/" in inside:
                    kind, name = inside.split("/")
                    self._put(
                        folder / kind / f"{mark}-{name}",
                        inside,
                        _renamed(kind, value, mark),
                        text,
                        (urls or texts)[number],
                    )
            for enclosed in VALID.glob("*/*/*.*"):
                target = folder / enclosed.parent.parent.name / f"{mark}-{enclosed.parent.name}" / enclosed.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(enclosed, target)
        return marks

    def _of(self, inside: str) -> tuple[Any, Any]:
        kind = inside.split("/")[0].removesuffix(".yml")
        return SINGLES.get(kind) or FOLDERS[kind], self.values[inside]

    def _put(self, path: Path, inside: str, value: Any, text: str, url: str) -> None:
        value = deepcopy(value)
        for place, kind in list(places(self._of(inside)[0], value)):
            *steps, last = place
            holder = value
            for step in steps:
                holder = holder[step]
            holder[last] = {"line": one_line, "prose": str, "url": as_url}[kind](url if kind == "url" else text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(value), encoding="utf-8")


def _renamed(kind: str, value: Any, mark: str) -> Any:
    """A copy whose references to records lead to the copies of the same text."""
    value = deepcopy(value)
    for pattern, target in REFERENCES.get(kind, ()):
        if target in ("organizations/", "calls/", "projects/"):
            name, _, item = pattern.partition(".")
            if name in value:
                value[name] = [f"{mark}-{id}" for id in value[name]] if item else f"{mark}-{value[name]}"
    return value
