"""A folder that was read and audited before, and of which few files have changed since.

What was found the last time stands. Only those drawers are opened that hold a file that has changed, or a record whose
audit asked what is answered otherwise now; of each record in them it is seen, as ever, whether what was found is in
force.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from grantpages.checks.atrest import may_wait
from grantpages.checks.drawer import Drawn, Entry, Told, Way
from grantpages.checks.index import Facts, index_from
from grantpages.checks.rounds import Key, Rounds
from grantpages.checks.watch import EVERY, Question, turned
from grantpages.load import Folder
from grantpages.problem import Severity
from grantpages.spool import Place, Spool
from grantpages.store import digest


class Before(NamedTuple):
    """What was known of each public file, by kind and id: its mark and its facts.

    asked, counts: of each record that was audited, what that asked, and how many findings of each severity it gave.
    """

    marks: Mapping[Key, bytes]
    facts: Mapping[Key, Sequence[Any]]
    asked: Mapping[Key, Sequence[Question]]
    counts: Mapping[Key, Mapping[Severity, int]]


class FarReaching(Exception):
    """What has changed may make other files wrong, or is wrong itself: that is seen only where all files are."""


class Amendment(Rounds):
    """The rounds of what has changed and of what that concerns.

    marks: of each file, None where it may have changed. before, spool, kept: what was known of the same files, and
    where the records of the same moment lie as JSON. wait: whether any of them says when it may be seen. Any method may
    raise FarReaching: then what was gathered is of no use.
    """

    def __init__(
        self,
        folder: Folder,
        way: Way,
        marks: Mapping[Key, bytes | None],
        today: datetime.date,
        take: Callable[[Mapping[Key, Told]], None],
        before: Before,
        spool: Spool,
        kept: Mapping[Key, Place],
        wait: bool,
    ) -> None:
        super().__init__(folder, way, list(marks), today, 1, take)
        self.before, self.spool, self.kept, self.wait = before, spool, kept, wait
        self.edited = {key for key, mark in marks.items() if mark != before.marks[key]}
        self.named: dict[Key, object] = {}
        self.asked.update(before.asked)

    def _drawers(self, name: str, files: Sequence[Key]) -> Sequence[tuple[str, Sequence[Key]]]:
        """The drawers to be opened; what the files of the others gave is recalled."""
        concerned = self._concerned()
        self._recall(key for key in files if key not in self.entries)
        opened = [drawer for drawer in super()._drawers(name, files) if not concerned.isdisjoint(drawer[1])]
        for drawer, keys in opened:
            for key, read in (self.way.kept("read", drawer) or {}).items() if not self.edited.isdisjoint(keys) else ():
                if key in self.edited and read[0] == self.before.marks[key]:
                    self.named[key] = _named(*read[1:3])
        return opened

    def _recall(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self.marks[key] = self.before.marks[key]
            self.places[key] = self.kept[key]
            self.may_wait |= self.wait and may_wait(self.spool.get(self.kept[key]))
            self.entries[key] = Entry(self.marks[key], (), {}, None, b"", Facts(*self.before.facts[key]))

    def _concerned(self) -> set[Key]:
        """The files that have changed, and the records that asked of them, as far as is known by now."""
        changed = [key for key in self.edited if key in self.entries and self._is_another(key)]
        answered = self._turned(changed).union(*(((kind, id), (kind, EVERY)) for kind, id in changed))
        asked = self.before.asked.items()
        return self.edited | {key for key, questions in asked if not answered.isdisjoint(questions)}

    def _is_another(self, key: Key) -> bool:
        """Whether others can see that a record has changed."""
        if key[0] == "projects":
            return self.light(key) != digest(self.spool.get(self.kept[key]))
        return self.marks[key] != self.before.marks[key]

    def _turned(self, changed: Collection[Key]) -> set[Question]:
        """What is asked of all records at once and answered otherwise now."""
        facts = self.before.facts
        if all(self.entries[key].facts == Facts(*facts[key]) for key in changed):
            return set()
        operator = self.world.dataset.operator if self.world else None
        now = index_from(((key[1], entry.facts) for key, entry in self.entries.items()), operator)
        return turned(index_from(((key[1], Facts(*facts[key])) for key in self.entries), operator), now)

    def _note(self, drawn: Drawn) -> None:
        if drawn.problems:
            raise FarReaching
        for key in self.edited & drawn.entries.keys():
            entry = drawn.entries[key]
            if _named(entry.mentions, entry.given) != self.named.get(key):
                raise FarReaching  # what it names may be missing, or what others name
        super()._note(drawn)


def _named(mentions: Iterable[Sequence[Any]], given: Mapping[str, Any]) -> object:
    """What a file says that must agree with others: the ids it names, by target, and those it gives."""
    return {tuple(mention[3:]) for mention in mentions}, dict(given)
