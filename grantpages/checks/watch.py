"""What the audit of one record asks of others, and whether it would be told the same today.

What was found in a record is right for as long as the record itself is the same and all answers are: so an edit makes
anew only what depends on it. Everything a rule can ask is watched here, no rule says itself what it reads.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from grantpages.checks.index import Index
from grantpages.checks.known import Name
from grantpages.checks.rule import World
from grantpages.load import Dataset
from grantpages.store import digest

T = TypeVar("T")
Question = tuple[str, str]
"""What is asked, and of which record or name."""
WATCHED = ("organizations", "calls", "projects", "reports")
EVERY = "*"
"""In place of an id: all records of a kind."""
FIRST = datetime.date.min.toordinal()
"""The first day there is, as an ordinal."""
AFTER_LAST = datetime.date.max.toordinal() + 1
"""The day after the last one there is, as an ordinal."""
Marks = Mapping[Question, bytes]
"""By kind and id a digest of what rules can see of a record."""


class Asked(NamedTuple):
    """What the audit of one record asked, as plain values.

    basis: what every rule may read, the classifications and the operator. questions with a digest of all answers.
    since, until: the first day (as an ordinal) of which the same would be said, and the first of which it would not.
    """

    basis: bytes
    questions: tuple[Question, ...]
    answers: bytes
    since: int
    until: int


@dataclass
class Watch:
    """What has been asked since it was cleared."""

    questions: dict[Question, None] = field(default_factory=dict)
    since: int = FIRST
    until: int = AFTER_LAST

    def clear(self) -> None:
        """Forget what was asked."""
        self.questions, self.since, self.until = {}, FIRST, AFTER_LAST

    def compared(self, day: datetime.date, has_come: bool, late: int = 0) -> bool:
        """Note that the day of the audit was compared with the day so many days after another."""
        turn = day.toordinal() + late
        if has_come:
            self.since = max(self.since, turn)
        else:
            self.until = min(self.until, turn)
        return has_come


class Watched(Mapping[str, T]):
    """Records by id; each that is asked for is noted, also where it is not there."""

    def __init__(self, kind: str, records: Mapping[str, T], watch: Watch) -> None:
        self.kind, self.records, self.watch = kind, records, watch

    def __getitem__(self, id: str) -> T:
        self.watch.questions[self.kind, id] = None
        return self.records[id]

    def __iter__(self) -> Iterator[str]:
        self.watch.questions[self.kind, EVERY] = None
        return iter(self.records)

    def __len__(self) -> int:
        self.watch.questions[self.kind, EVERY] = None
        return len(self.records)


@dataclass(frozen=True)
class WatchedWorld(World):
    """A world that notes what it is asked."""

    watch: Watch

    def has_come(self, day: datetime.date) -> bool:
        """See `World`."""
        return self.watch.compared(day, super().has_come(day))

    def has_passed(self, day: datetime.date) -> bool:
        """See `World`."""
        return self.watch.compared(day, super().has_passed(day), 1)

    def reports_of(self, project: str) -> tuple[str, ...]:
        """See `World`."""
        self.watch.questions["reports of", project] = None
        return tuple(super().reports_of(project))

    def is_party(self, organization: str) -> bool:
        """See `World`."""
        self.watch.questions["party", organization] = None
        return super().is_party(organization)

    def is_reported(self, call: str) -> bool:
        """See `World`."""
        self.watch.questions["reported", call] = None
        return super().is_reported(call)

    def is_named(self, name: Name) -> bool:
        """See `World`."""
        self.watch.questions["is named", " ".join(name)] = None
        return super().is_named(name)

    def named(self, name: Name) -> tuple[str, ...]:
        """See `World`."""
        self.watch.questions["named", " ".join(name)] = None
        return tuple(super().named(name))

    def numbered(self, bin: str) -> tuple[str, ...]:
        """See `World`."""
        self.watch.questions["numbered", bin] = None
        return tuple(super().numbered(bin))


def watched(dataset: Dataset, today: datetime.date, index: Index) -> WatchedWorld:
    """A world of records that is watched."""
    watch = Watch()
    seen: dict[str, Any] = {kind: Watched(kind, getattr(dataset, kind), watch) for kind in WATCHED}
    return WatchedWorld(replace(dataset, **seen), today, index, watch)


class Answers:
    """What is answered today. marks: of all records but the classifications, whose digest is `basis`."""

    def __init__(self, basis: bytes, marks: Marks, index: Index, today: datetime.date) -> None:
        self.basis, self.marks, self.today = basis, marks, today.toordinal()
        self.ways: Mapping[str, Callable[[str], bytes]] = {
            "reports of": lambda id: _joined(index.reports_of.get(id, ())),
            "party": lambda id: _yes(id in index.parties),
            "reported": lambda id: _yes(id in index.calls),
            "is named": lambda name: _yes(tuple(name.split()) in index.names),
            "named": lambda name: _joined(index.named.get(tuple(name.split()), ())),
            "numbered": lambda bin: _joined(index.numbered.get(bin, ())),
        }
        self.every = cache(self._every)

    def asked(self, watch: Watch) -> Asked:
        """What was asked, with today's answers."""
        questions = tuple(watch.questions)
        return Asked(self.basis, questions, self._answers(questions), watch.since, watch.until)

    def are_same(self, asked: Asked) -> bool:
        """Whether today everything is answered as it was then."""
        in_force = asked.since <= self.today < asked.until and asked.basis == self.basis
        return in_force and self._answers(asked.questions) == asked.answers

    def _answers(self, questions: tuple[Question, ...]) -> bytes:
        return digest(*map(self._answer, questions))

    def _answer(self, question: Question) -> bytes:
        kind, name = question
        if way := self.ways.get(kind):
            return way(name)
        return self.every(kind) if name == EVERY else self.marks.get(question, b"")

    def _every(self, kind: str) -> bytes:
        return digest(
            *(part for key, mark in sorted(self.marks.items()) if key[0] == kind for part in (key[1].encode(), mark))
        )


def turned(before: Index, now: Index) -> set[Question]:
    """The questions, of those that `Answers` has its own ways for, that another index answers otherwise."""
    ways: tuple[tuple[str, Iterable[str]], ...] = (
        ("reports of", _unlike(before.reports_of, now.reports_of)),
        ("party", before.parties ^ now.parties),
        ("reported", before.calls ^ now.calls),
        ("is named", map(" ".join, before.names ^ now.names)),
        ("named", map(" ".join, _unlike(before.named, now.named))),
        ("numbered", _unlike(before.numbered, now.numbered)),
    )
    return {(way, name) for way, names in ways for name in names}


def _unlike(one: Mapping[T, object], other: Mapping[T, object]) -> Iterator[T]:
    return (key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def _joined(ids: Iterable[str]) -> bytes:
    return " ".join(ids).encode()


def _yes(is_so: bool) -> bytes:
    return b"1" if is_so else b""
