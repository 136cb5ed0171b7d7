"""What a rule is, and what it may see."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from types import ModuleType
from typing import Any, Literal

from grantpages.checks.finding import Finding, Found, Step
from grantpages.checks.index import Index, index_of
from grantpages.checks.known import Name
from grantpages.checks.texts import texts_of
from grantpages.evidence.citations import Citation, announced, cited
from grantpages.load import Dataset
from grantpages.model import Call, Lot, Project, Text

Kind = Literal["organizations", "calls", "projects", "reports"]
"""What a rule asks a record of, as its folder is called."""
KINDS: tuple[Kind, ...] = ("organizations", "calls", "projects", "reports")
"""All of `Kind`, in the order of the audit."""


@dataclass(frozen=True)
class World:
    """The dataset, the day of the audit, and what would have to be looked up for every record anew.

    All that a rule learns of other records it asks here: a survey watches what is asked, and so knows what a finding
    depends on.
    """

    dataset: Dataset
    today: datetime.date
    index: Index

    def has_come(self, day: datetime.date) -> bool:
        """Whether a day is the day of the audit or before it."""
        return day <= self.today

    def has_passed(self, day: datetime.date) -> bool:
        """Whether a day is before the day of the audit."""
        return day < self.today

    def reports_of(self, project: str) -> Sequence[str]:
        """The reports that hold a project, by id."""
        return self.index.reports_of.get(project, ())

    def is_party(self, organization: str) -> bool:
        """Whether an organization is the grantee or a partner of a project that is reported on."""
        return organization in self.index.parties

    def is_reported(self, call: str) -> bool:
        """Whether a report covers a call."""
        return call in self.index.calls

    def is_named(self, name: Name) -> bool:
        """Whether an organization or the operator has a name, in its bare form."""
        return name in self.index.names

    def named(self, name: Name) -> Sequence[str]:
        """The organizations whose first name this is, by id."""
        return self.index.named.get(name, ())

    def numbered(self, bin: str) -> Sequence[str]:
        """The organizations that have a BIN, by id."""
        return self.index.numbered.get(bin, ())


@dataclass(frozen=True)
class Case:
    """One record as a rule sees it. `record` is of the kind the rule is for."""

    world: World
    id: str
    record: Any

    @property
    def call(self) -> Call:
        """The competition of a project."""
        return self.world.dataset.calls[self.record.call]

    @property
    def lot(self) -> Lot:
        """The lot a project won."""
        return next(lot for lot in self.call.lots if lot.number == self.record.lot)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The links a project or a call cites, in the order of print; gathered once for all rules."""
        gather = cited if isinstance(self.record, Project) else announced
        return tuple(gather(self.id, self.record))

    @cached_property
    def texts(self) -> Sequence[tuple[tuple[Step, ...], Text]]:
        """Every text of the record with its path; gathered once for all rules."""
        return texts_of(self.record)


@dataclass(frozen=True)
class Rule:
    """One check: its stable code, the kind of record it reads, and the generator of what it finds."""

    code: str
    of: Kind
    find: Callable[[Case], Iterator[Found]]
    needs: tuple[Callable[[Any], Any], ...] = ()

    def findings(self, case: Case) -> Iterator[Finding]:
        """What this rule finds in one record; nothing where a field that it needs is not known yet."""
        for need in self.needs:
            if need(case.record) is None:
                return
        for what in self.find(case):
            yield Finding(self.code, self.of, case.id, what.path, what.values)


def rule(code: str, of: Kind, needs: Sequence[str] = ()) -> Callable[[Callable[[Case], Iterator[Found]]], Rule]:
    """Make a rule of a generator; `code` names its entry in the catalogue.

    needs: the record's fields that may be absent and without which the rule asks nothing, `grant.contract`.
    """
    return lambda find: Rule(code, of, find, tuple(map(attrgetter, needs)))


def rules_of(*groups: ModuleType) -> tuple[Rule, ...]:
    """The rules that modules define, in the order of their text."""
    return tuple(value for group in groups for value in vars(group).values() if isinstance(value, Rule))


def world_of(dataset: Dataset, today: datetime.date) -> World:
    """Prepare a dataset for its audit on one day."""
    return World(dataset, today, index_of(dataset))
