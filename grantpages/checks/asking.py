"""Some rules, or all, asked of records. Loads no rule: who asks for few does not pay for all."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grantpages.checks.finding import Finding
from grantpages.checks.replies import replies_without_finding
from grantpages.checks.rule import KINDS, Case, Kind, Rule, world_of
from grantpages.load import Dataset, no_collection


@dataclass(frozen=True)
class Questions:
    """The rules that are asked, by the kind of record they are for.

    codes: the rules' own, where others are not asked: a reply to one of those may be right. None where all are asked.
    """

    of: Mapping[Kind, Sequence[Rule]]
    codes: frozenset[str] | None


def questions(rules: Sequence[Rule], *, all_of_them: bool = False) -> Questions:
    """Some of the rules, or all there are."""
    of = {kind: [rule for rule in rules if rule.of == kind] for kind in KINDS}
    return Questions(of, None if all_of_them else frozenset(rule.code for rule in rules))


def ask(dataset: Dataset, today: datetime.date, asked: Questions) -> Iterator[Finding]:
    """What the rules find, record by record in the order of their ids; `today` is the day of the audit."""
    world = world_of(dataset, today)
    for kind in KINDS:
        for id, record in getattr(dataset, kind).items():
            yield from findings_in(Case(world, id, record), kind, asked)


def findings_in(case: Case, kind: Kind, asked: Questions) -> Sequence[Finding]:
    """What the rules find in one record.

    The operator's replies are compared last, with all that the rules found: that is no rule, for a
    rule knows nothing of the others.
    """
    with no_collection():
        found = [finding for rule in asked.of[kind] for finding in rule.findings(case)]
        empty = replies_without_finding(kind, case.id, case.record, found)
        return [*found, *(one for one in empty if asked.codes is None or one.values["code"] in asked.codes)]
