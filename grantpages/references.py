"""Ids that must be there, and must be there once, over all records of a folder.

Read from the plain values, not from the models: a record with a mistake elsewhere is known all the
same, and so is what it refers to; one mistake must not make others out of what is right.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grantpages.faults import fault, instead, quoted
from grantpages.problem import Problem
from grantpages.yamlfile import Document

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""An id, and so the name of a record's file (design, section 5)."""
REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "organizations": (("region", "regions.yml"),),
    "calls": (
        ("funder", "organizations/"),
        ("region", "regions.yml"),
        ("district", "regions.yml: districts"),
        ("lots.*.sphere", "spheres.yml"),
        ("lots.*.grant_type", "grant-types.yml"),
    ),
    "projects": (
        ("call", "calls/"),
        ("lot", "calls/{call}.yml"),
        ("grantee", "organizations/"),
        ("partners.*", "organizations/"),
    ),
    "reports": (("funder", "organizations/"), ("calls.*", "calls/"), ("projects.*", "projects/")),
    "regions": (("regions.*.parted_from", "regions.yml"),),
    "private": (("organization", "organizations/"),),
}
"""By kind, the fields that name another record and where that is; `*` is every item of a list."""
GIVEN: Mapping[str, tuple[str, str]] = {
    "spheres": ("spheres.*.id", "spheres.yml"),
    "grant-types": ("types.*.id", "grant-types.yml"),
    "regions": ("regions.*.id", "regions.yml"),
    "calls": ("lots.*.number", "calls/{id}.yml"),
    "holidays": ("days.*.date", "holidays.yml"),
}
"""By kind, the ids that stand inside a record, and the name under which others look for them."""
# Ids of a second kind that a record may hold; where it holds none, none can be named.
FURTHER: Mapping[str, tuple[str, str]] = {"regions": ("regions.*.districts.*.id", "regions.yml: districts")}

# Ids of which one list holds each once: what a record gives, and whom it names.
_HELD = (*GIVEN.values(), *FURTHER.values())
ONCE = frozenset(("partners.*", "calls.*", "projects.*", *(pattern for pattern, _ in _HELD)))


@dataclass(frozen=True, slots=True)
class Mention:
    """An id as it stands in a file; `target` is where it is given."""

    file: str
    line: int
    field: str
    id: str
    target: str


@dataclass
class Ids:
    """The ids of a folder: what each target holds (None: cannot be known), who names them, and which are repeated."""

    held: dict[str, list[str] | None] = field(default_factory=dict)
    named: list[Mention] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, kind: str, id: str, file: str, document: Document) -> None:
        """Take what one record gives and names; a field that has a problem already is not asked for more."""
        for held, may_be_none in ((GIVEN, False), (FURTHER, document.value is not None)):
            if kind in held:
                pattern, target = held[kind]
                given = list(_mentions(document, pattern, file, target.format(id=id)))
                self._refuse_repeated(given)
                complete = (given or may_be_none) and all(mention and ID.fullmatch(mention.id) for mention in given)
                self.held[target.format(id=id)] = [mention.id for mention in given if mention] if complete else None
        faulty = {problem.field for problem in document.problems}
        for pattern, target in REFERENCES.get(kind, ()):
            mentions = list(_mentions(document, pattern, file, target))
            if pattern in ONCE:
                self._refuse_repeated(mentions)
            self.named.extend(mention for mention in mentions if mention and mention.field not in faulty)

    def dangling(self) -> Iterator[Problem]:
        """A problem for each id that its target, as far as that is known, does not hold."""
        known = {target: frozenset(ids) for target, ids in self.held.items() if ids is not None}
        for mention in self.named:
            if mention.id not in known.get(mention.target, {mention.id}):
                said = {"place": mention.target, "found": quoted(mention.id)}
                hint = instead(mention.id, tuple(dict.fromkeys(self.held[mention.target] or ())), most=8)
                yield fault("dangling-id", mention.file, mention.line, mention.field, **said, hint=hint)

    def _refuse_repeated(self, mentions: Iterable[Mention | None]) -> None:
        first: dict[str, int] = {}
        for mention in mentions:
            if mention and mention.id in first:
                said = {"found": quoted(mention.id), "first": first[mention.id]}
                self.problems.append(fault("duplicate-id", mention.file, mention.line, mention.field, **said))
            elif mention:
                first[mention.id] = mention.line


def _mentions(document: Document, pattern: str, file: str, target: str) -> Iterator[Mention | None]:
    """Every id at the places of a pattern; None where one is missing or is no id."""
    if "{call}" in target:
        target = target.format(call=document.value.get("call") if isinstance(document.value, dict) else None)
    for path, id in _values(document.value, pattern.split(".")):
        if isinstance(id, str | int) and not isinstance(id, bool):
            yield Mention(file, document.lines.at(path), ".".join(map(str, path)), str(id), target)
        else:
            yield None


def _values(value: Any, steps: Sequence[str], path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """The path and value of every place that a pattern's steps lead to; None where nothing stands."""
    if not steps:
        yield path, value
    elif steps[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _values(item, steps[1:], (*path, index))
    else:
        inner = value.get(steps[0]) if isinstance(value, dict) else None
        yield from _values(inner, steps[1:], (*path, steps[0]))
