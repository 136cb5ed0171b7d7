"""The valid records with every text in them replaced, once for each of many texts: what a hostile officer could write."""

import re
import shutil
from collections.abc import Collection, Iterator, Sequence
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
    """As a field for an address has it: no spaces. Where a mark would come to stand on a letter, a dash is between."""
    joined = re.sub(r"\s+", "", text)
    if any(in_two(joined)):
        joined = re.sub(r"\s+", "-", text)
    return joined[:2_000].ljust(4, "x")


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
    if _pattern_of(path) in NAMES:
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
    """The valid folder's records as plain values.

    fields: the text fields they have. full: of each folder the records without which a field would be missing.
    """

    def __init__(self) -> None:
        self.values = {
            path.relative_to(VALID).as_posix(): read_document(path, path.name).value
            for path in sorted(VALID.rglob("*.yml"))
        }
        self.places = {inside: list(places(*self._of(inside))) for inside in self.values}
        named = {inside: {_pattern_of(place) for place, _ in found} for inside, found in self.places.items()}
        self.fields = len({(inside.split("/")[0], name) for inside, names in named.items() for name in names})
        self.full = set(_fullest(named))

    def write(self, folder: Path, texts: Sequence[str], urls: Sequence[str] = (), every: bool = True) -> None:
        """A data folder in which each text fills copies of the records, and the first the classifications.

        urls: what stands in fields for addresses, the texts themselves where none are given. every: copies of the
        records that have no field of their own, too.
        """
        there = self.values.keys() if every else self.full
        for inside in self.values:
            if "/" not in inside:
                self._put(folder / inside, inside, self.values[inside], texts[0], (urls or texts)[0])
        for number, (text, url) in enumerate(zip(texts, urls or texts, strict=True)):
            mark = f"t{number}"
            for inside in sorted(there):
                kind, _, name = inside.partition("/")
                if name:
                    value = self._renamed(kind, self.values[inside], mark, there)
                    self._put(folder / kind / f"{mark}-{name}", inside, value, text, url)
            for enclosed in VALID.glob("*/*/*.*"):
                target = folder / enclosed.parent.parent.name / f"{mark}-{enclosed.parent.name}" / enclosed.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(enclosed, target)

    def _of(self, inside: str) -> tuple[Any, Any]:
        kind = inside.split("/")[0].removesuffix(".yml")
        return SINGLES.get(kind) or FOLDERS[kind], self.values[inside]

    def _put(self, path: Path, inside: str, value: Any, text: str, url: str) -> None:
        value = deepcopy(value)
        for place, what in self.places[inside]:
            *steps, last = place
            holder = value
            for step in steps:
                holder = holder[step]
            holder[last] = {"line": one_line, "prose": str, "url": as_url}[what](url if what == "url" else text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(value), encoding="utf-8")

    def _renamed(self, kind: str, value: Any, mark: str, there: Collection[str]) -> Any:
        """A record whose references to records lead to the copies of the same text, to one that is there."""
        led = {}
        for pattern, target in REFERENCES.get(kind, ()):
            if target in ("organizations/", "calls/", "projects/"):
                name, _, item = pattern.partition(".")
                instead = next(inside for inside in sorted(there) if inside.startswith(target))
                ids = value.get(name, []) if item else [value[name]] if name in value else []
                names = [f"{target}{id}.yml" for id in ids]
                ids = [f"{mark}-{Path(name if name in there else instead).stem}" for name in names]
                if ids:
                    led[name] = list(dict.fromkeys(ids)) if item else ids[0]
        return value | led


def _pattern_of(place: Path_) -> str:
    return ".".join("*" if isinstance(step, int) else step for step in place)


def _fullest(named: dict[str, set[str]]) -> Iterator[str]:
    """Of each folder the records, those with the most fields first, that have a field which those before lack."""
    seen: dict[str, set[str]] = {}
    for inside in sorted(named, key=lambda inside: -len(named[inside])):
        before = seen.setdefault(inside.split("/")[0], set())
        if named[inside] - before:
            yield inside
        before |= named[inside]
