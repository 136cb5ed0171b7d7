"""Every rule over every record."""

import datetime
from collections.abc import Iterator, Sequence
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
)
from grantpages.checks.finding import Finding
from grantpages.checks.replies import replies_without_finding
from grantpages.checks.rule import KINDS, Case, Rule, world_of
from grantpages.load import Dataset

GROUPS: tuple[ModuleType, ...] = (
    evidence,
    plan,
    claims,
    names,
    official,
    completeness,
    places,
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


def audit(dataset: Dataset, today: datetime.date, rules: Sequence[Rule] = RULES) -> Iterator[Finding]:
    """All findings, record by record in the order of their ids; `today` is the day of the audit.

    The operator's replies are compared last, with all that the rules found in the record: that is
    no rule, for a rule knows nothing of the others.
    """
    world = world_of(dataset, today)
    unasked = {rule.code for rule in RULES} - {rule.code for rule in rules}
    for kind in KINDS:
        chosen = [rule for rule in rules if rule.of == kind]
        for id, record in getattr(dataset, kind).items():
            case = Case(world, id, record)
            found = [finding for rule in chosen for finding in rule.findings(case)]
            yield from found
            yield from replies_without_finding(kind, id, record, found, unasked)


def checks_run(dataset: Dataset, rules: Sequence[Rule] = RULES) -> int:
    """How many checks an audit makes: each rule looks once at each record of its kind."""
    return sum(len(getattr(dataset, rule.of)) for rule in rules)
