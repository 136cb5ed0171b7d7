"""The audit's warnings as the public sees them: by record, with the operator's replies.

They are grouped before any page is made: what a page shows of them depends on its record alone. Of a record that is
let go they stay as numbers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from grantpages.checks.catalogue import catalogue, severity_of
from grantpages.checks.finding import Finding, Step
from grantpages.checks.replies import replies_of
from grantpages.model import Reply
from grantpages.site.asked import Asked, Counted
from grantpages.site.extract import NOTHING as NONE
from grantpages.site.extract import Extract
from grantpages.site.spots import Spot, spot_of

Key = tuple[str, str]
"""Kind of a record, as its folder is called, and id."""


@dataclass(frozen=True, slots=True)
class Note:
    """One warning: what was found, the operator's replies, the place of the page it is about."""

    finding: Finding
    replies: Sequence[Reply]
    spot: Spot | None

    @property
    def is_beside(self) -> bool:
        """Whether it is about a cited link and stands beside it."""
        path = self.finding.path
        return path[-1] == "url" and path[-3:-2] in (("evidence",), ("links",))


@dataclass(frozen=True)
class Tally:
    """How many notes there are, and how many of them the operator answered."""

    all: int = 0
    answered: int = 0

    @property
    def open(self) -> int:
        """How many have no answer."""
        return self.all - self.answered


@dataclass(frozen=True)
class Noted:
    """The notes of one record in the order of its fields."""

    notes: Sequence[Note] = ()

    @cached_property
    def tally(self) -> Tally:
        """All of them, counted."""
        return _counted(self.notes)

    @property
    def listed(self) -> list[tuple[Spot | None, list[Note]]]:
        """Those that stand in a section of their own, neighbours about the same place of the page together."""
        listed = (note for note in self.notes if not note.is_beside)
        return [(spot, list(notes)) for spot, notes in groupby(listed, key=lambda note: note.spot)]

    @property
    def beside(self) -> Sequence[Note]:
        """Those that stand beside the links they are about."""
        return [note for note in self.notes if note.is_beside]

    @property
    def spots(self) -> Iterable[Spot]:
        """Where the page shows links with notes, each place once."""
        return {note.spot.anchor: note.spot for note in self.beside if note.spot}.values()


NOTHING = Noted()
"""The notes of a record that has none."""


@dataclass(frozen=True)
class Notes:
    """The notes of the records at hand, how many checks there were, and by how many rules.

    extracts: of all records, which tell how many notes each has. find: gives the notes of a record that has none among
    `noted`.
    """

    noted: dict[Key, Noted] = field(default_factory=dict)
    extracts: Mapping[Key, Extract] = field(default_factory=dict)
    checks: int = 0
    rules: int = 0
    asked: Asked = field(default_factory=Asked)
    find: Callable[[str, str, Any], Noted] = lambda *_: NOTHING

    def of(self, kind: str, id: str, record: Any = None) -> Noted:
        """The notes of a record. record: itself, where its links are going to be asked for: it may be here twice."""
        self.asked.note("notes", (kind, id))
        noted = self.noted.get((kind, id)) if record is None else None
        return noted or self.find(kind, id, record)

    def tally_of(self, kind: str, id: str) -> Tally:
        """How many notes any record has."""
        self.asked.note("tallies", (kind, id))
        return _sum(self.extracts.get((kind, id), NONE).notes.values())

    @Counted
    def tally(self) -> Tally:
        """All notes, counted."""
        return _sum(counts for extract in self.extracts.values() for counts in extract.notes.values())

    @Counted
    def by_rule(self) -> list[tuple[str, Tally]]:
        """The rules that found something, by code, most notes first."""
        found: dict[str, list[tuple[int, int]]] = {}
        for extract in self.extracts.values():
            for code, counts in extract.notes.items():
                found.setdefault(code, []).append(counts)
        place = {code: number for number, code in enumerate(catalogue())}
        counted = [(code, _sum(counts)) for code, counts in found.items()]
        return sorted(counted, key=lambda item: (-item[1].all, place[item[0]]))

    @Counted
    def by_record(self) -> list[tuple[Key, Tally]]:
        """The records with notes, most open ones first."""
        counted = [(key, _sum(extract.notes.values())) for key, extract in self.extracts.items() if extract.notes]
        return sorted(counted, key=lambda item: (-item[1].open, -item[1].all, item[0]))


def noted_of(kind: str, record: Any, findings: Iterable[Finding]) -> Noted:
    """The warnings among what an audit found in one record."""
    warnings = [finding for finding in findings if severity_of(finding) == "warning"]
    if not warnings:
        return NOTHING
    replies, fields = replies_of(record), list(type(record).model_fields)
    in_order = sorted(warnings, key=lambda finding: _rank(finding.path, fields))
    return Noted(
        [
            Note(finding, replies.get((finding.code, finding.field), ()), spot_of(kind, finding.path, record))
            for finding in in_order
        ]
    )


def _rank(path: Sequence[Step], fields: Sequence[str]) -> tuple[int, list[tuple[int, str]]]:
    """A place in the order of print: by the record's fields, by number in a list or a chapter, else by name."""
    if not path:
        return -1, []
    inner = [(int(step), "") if str(step).isdecimal() else (-1, str(step)) for step in path[1:]]
    return fields.index(str(path[0])), inner


def _counted(notes: Iterable[Note]) -> Tally:
    answered = [bool(note.replies) for note in notes]
    return Tally(len(answered), sum(answered))


def _sum(counts: Iterable[tuple[int, int]]) -> Tally:
    some = list(counts)
    return Tally(sum(one for one, _ in some), sum(answered for _, answered in some))
