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
    """All findings, record by record in the order of their ids; `today` is the day of the audit."""
    world = world_of(dataset, today)
    for kind in KINDS:
        chosen = [rule for rule in rules if rule.of == kind]
        for id, record in getattr(dataset, kind).items():
            case = Case(world, id, record)
            for rule in chosen:
                yield from rule.findings(case)
