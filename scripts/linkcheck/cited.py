"""The pages that the records cite, where each stands in the files, and what was decided about them.

None of it knows the records' models: they are read in a process of its own (reading.py).
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grantpages.evidence.identity import Identity
from grantpages.problem import Message, Problem
from grantpages.yamlfile import read_document
from grantpages.yamlreader import Lines


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: the record's file inside the data folder, `projects/<id>`, and the link's place in the record."""

    file: str
    record: str
    path: tuple[str | int, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page and everything that cites it."""

    identity: Identity
    citations: tuple[Cited, ...]

    @property
    def key(self) -> str:
        """What tells it from others: its key, or the printed text of a link that has none."""
        return self.identity.key or self.identity.printed

    @property
    def is_malformed(self) -> bool:
        """Whether no such page can be."""
        return not {"malformed", "bad-id"}.isdisjoint(self.identity.doubts)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a page: seen by hand on a day, by whom, until when that holds, and why."""

    seen: datetime.date
    who: str
    until: datetime.date
    reason: Message


@dataclass(frozen=True)
class Plan:
    """What the records give: the pages a run is about, what their texts show, the decisions in force by key."""

    pages: Sequence[Page]
    findings: Sequence[Problem]
    decisions: Mapping[str, Decision]


@dataclass(frozen=True)
class Place:
    """Where a link is cited. record: `projects/<id>`; line counts from 1; printed: the link as it stands there."""

    file: str
    line: int
    record: str
    field: str
    printed: str


class Places:
    """Finds the lines; a file is read again only when one of its links is shown."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, Lines] = {}

    def of(self, page: Page) -> list[Place]:
        """Every place of a page, in the order of the records."""
        return [self._place(citation) for citation in page.citations]

    def _place(self, citation: Cited) -> Place:
        file, path = citation.file, (*citation.path, "url")
        name = f"{self._root.as_posix().rstrip('/')}/{file}"
        if file not in self._lines:
            self._lines[file] = read_document(self._root / file, name).lines
        return Place(name, self._lines[file].at(path), citation.record, ".".join(map(str, path)), citation.printed)
