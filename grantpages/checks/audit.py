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
    units,
)
from grantpages.checks.asking import ask, questions
from grantpages.checks.finding import Finding
from grantpages.checks.rule import Rule, rules_of
from grantpages.load import Dataset

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


RULES = rules_of(*GROUPS)
"""All rules, in the order in which they are asked."""


ALL = questions(RULES, all_of_them=True)
"""What is asked of every record by all rules; replies to any code are compared, unknown codes too."""


def audit(dataset: Dataset, today: datetime.date, rules: Sequence[Rule] = RULES) -> Iterator[Finding]:
    """All findings, record by record in the order of their ids; `today` is the day of the audit."""
    return ask(dataset, today, ALL if rules is RULES else questions(rules))


def checks_run(dataset: Dataset, rules: Sequence[Rule] = RULES) -> int:
    """How many checks an audit makes: each rule looks once at each record of its kind."""
    return sum(len(getattr(dataset, rule.of)) for rule in rules)
