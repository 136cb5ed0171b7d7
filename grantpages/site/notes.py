"""The audit's warnings as the public sees them: by record, with the operator's replies.

They are grouped once, before any page is made: what a page shows of them depends on its record alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from grantpages.checks.audit import RULES, checks_run
from grantpages.checks.catalogue import catalogue, severity_of
from grantpages.checks.finding import Finding, Step
from grantpages.checks.replies import replies_of
from grantpages.checks.rule import Rule
from grantpages.load import Dataset
from grantpages.model import Reply
from grantpages.site.spots import Spot, spot_of

Key = tuple[str, str]


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


@dataclass(frozen=True)
class Notes:
    """All notes by record, how many checks they came from, and by how many rules."""

    noted: Mapping[Key, Noted] = field(default_factory=dict)
    checks: int = 0
    rules: int = 0

    def of(self, kind: str, id: str) -> Noted:
        """The notes of one record."""
        return self.noted.get((kind, id), NOTHING)

    def __iter__(self) -> Iterator[Note]:
        for noted in self.noted.values():
            yield from noted.notes

    @cached_property
    def tally(self) -> Tally:
        """All notes, counted."""
        return _counted(self)

    @cached_property
    def by_rule(self) -> list[tuple[str, Tally]]:
        """The rules that found something, by code, most notes first."""
        sorted_out: dict[str, list[Note]] = {}
        for note in self:
            sorted_out.setdefault(note.finding.code, []).append(note)
        place = {code: number for number, code in enumerate(catalogue())}
        counted = [(code, _counted(notes)) for code, notes in sorted_out.items()]
        return sorted(counted, key=lambda item: (-item[1].all, place[item[0]]))

    @cached_property
    def by_record(self) -> list[tuple[Key, Tally]]:
        """The records with notes, most open ones first."""
        counted = [(key, noted.tally) for key, noted in self.noted.items()]
        return sorted(counted, key=lambda item: (-item[1].open, -item[1].all, item[0]))


def notes_of(findings: Iterable[Finding], dataset: Dataset, rules: Sequence[Rule] = RULES) -> Notes:
    """The warnings among what an audit by some rules found, by record."""
    found: dict[Key, list[Finding]] = {}
    for finding in findings:
        if severity_of(finding) == "warning":
            found.setdefault((finding.kind, finding.id), []).append(finding)
    noted = {key: _noted(key[0], getattr(dataset, key[0])[key[1]], some) for key, some in found.items()}
    return Notes(noted, checks_run(dataset, rules), len(rules))


def _noted(kind: str, record: Any, findings: Sequence[Finding]) -> Noted:
    replies, fields = replies_of(record), list(type(record).model_fields)
    in_order = sorted(findings, key=lambda finding: _rank(finding.path, fields))
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
