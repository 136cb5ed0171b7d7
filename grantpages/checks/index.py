"""What rules ask of all records at once: which reports hold a project, who has a name.

Gathered of a few facts of each record, so that a survey need not have all records at hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from grantpages.checks.known import Name, bare, names_of
from grantpages.load import Dataset
from grantpages.model import Operator, Organization, Project, Report


class Facts(NamedTuple):
    """Of one record.

    names: an organization's, in Kazakh, its first name first. bin: its number, or nothing. projects, calls: those that
    a report holds. parties: a project's grantee and partners.
    """

    names: Sequence[str] = ()
    bin: str = ""
    projects: Sequence[str] = ()
    calls: Sequence[str] = ()
    parties: Sequence[str] = ()


@dataclass(frozen=True)
class Index:
    """names: of all organizations and of the operator. named: organizations by their first name; numbered: by BIN.

    reports_of: by project. parties: the grantees and partners, calls: the calls of all reports.
    """

    names: frozenset[Name]
    named: Mapping[Name, Sequence[str]]
    numbered: Mapping[str, Sequence[str]]
    reports_of: Mapping[str, Sequence[str]]
    parties: frozenset[str]
    calls: frozenset[str]


def facts_of(record: Any) -> Facts:
    """The facts of a record of any kind."""
    if isinstance(record, Organization):
        return Facts(names=[name.kk for name in names_of(record, "name")], bin=record.bin or "")
    if isinstance(record, Report):
        return Facts(projects=record.projects, calls=record.calls)
    return Facts(parties=(record.grantee, *record.partners)) if isinstance(record, Project) else Facts()


def index_of(dataset: Dataset) -> Index:
    """The index of records that are at hand."""
    kinds: tuple[Mapping[str, Any], ...] = (dataset.organizations, dataset.reports, dataset.projects)
    return index_from(((id, facts_of(record)) for kind in kinds for id, record in kind.items()), dataset.operator)


def index_from(facts: Iterable[tuple[str, Facts]], operator: Operator | None) -> Index:
    """The index of facts by the ids of their records."""
    names = {bare(operator.name.kk), bare(operator.short_name.kk)} if operator else set()
    named, numbered, reports_of = (
        defaultdict[Name, list[str]](list),
        defaultdict[str, list[str]](list),
        defaultdict[str, list[str]](list),
    )
    parties: dict[str, Sequence[str]] = {}
    calls: set[str] = set()
    for id, one in facts:
        bared = [bare(name) for name in one.names]
        names.update(bared)
        if bared:
            named[bared[0]].append(id)
        if one.bin:
            numbered[one.bin].append(id)
        for project in one.projects:
            reports_of[project].append(id)
        calls.update(one.calls)
        if one.parties:
            parties[id] = one.parties
    reported = frozenset(party for project in reports_of for party in parties.get(project, ()))
    return Index(frozenset(names), named, numbered, reports_of, reported, frozenset(calls))
