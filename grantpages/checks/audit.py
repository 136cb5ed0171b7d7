"""Every rule over every record."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from grantpages.checks import (
    claims,
    completeness,
    dates,
    evidence,
    figures_in_text,
    languages,
    letters,
    limits,
    money,
    names,
    official,
    parts,
    places,
    plan,
    privacy,
    repeats,
    steps,
    sums,
    units,
)
from grantpages.checks.finding import Finding
from grantpages.checks.replies import replies_without_finding
from grantpages.checks.rule import KINDS, Case, Kind, Rule, world_of
from grantpages.load import Dataset, no_collection

GROUPS: tuple[ModuleType, ...] = (
    evidence,
    plan,
    claims,
    names,
    official,
    completeness,
    places,
    units,
    figures_in_text,
    repeats,
    languages,
    letters,
    privacy,
    sums,
    parts,
    money,
    limits,
    dates,
    steps,
)


def rules_of(*groups: ModuleType) -> tuple[Rule, ...]:
    """The rules that modules define, in the order of their text."""
    return tuple(value for group in groups for value in vars(group).values() if isinstance(value, Rule))


RULES = rules_of(*GROUPS)


@dataclass(frozen=True)
class Questions:
    """The rules that are asked, by the kind of record they are for; `unasked` are the codes of all others."""

    of: Mapping[Kind, Sequence[Rule]]
    unasked: frozenset[str]


def questions(rules: Sequence[Rule]) -> Questions:
    """Some of the rules, or all."""
    of = {kind: [rule for rule in rules if rule.of == kind] for kind in KINDS}
    return Questions(of, frozenset(rule.code for rule in RULES) - {rule.code for rule in rules})


ALL = questions(RULES)


def audit(dataset: Dataset, today: datetime.date, rules: Sequence[Rule] = RULES) -> Iterator[Finding]:
    """All findings, record by record in the order of their ids; `today` is the day of the audit."""
    world, asked = world_of(dataset, today), questions(rules)
    for kind in KINDS:
        for id, record in getattr(dataset, kind).items():
            yield from findings_in(Case(world, id, record), kind, asked)


def findings_in(case: Case, kind: Kind, asked: Questions = ALL) -> Sequence[Finding]:
    """What the rules find in one record.

    The operator's replies are compared last, with all that the rules found: that is no rule, for a
    rule knows nothing of the others.
    """
    with no_collection():
        found = [finding for rule in asked.of[kind] for finding in rule.findings(case)]
        return [*found, *replies_without_finding(kind, case.id, case.record, found, asked.unasked)]


def checks_run(dataset: Dataset, rules: Sequence[Rule] = RULES) -> int:
    """How many checks an audit makes: each rule looks once at each record of its kind."""
    return sum(len(getattr(dataset, rule.of)) for rule in rules)
