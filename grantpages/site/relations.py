"""What belongs to what: the Dataset's references followed once, before any page is made."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from grantpages.load import Dataset
from grantpages.site.asked import Asked, Watched


@dataclass(frozen=True)
class Totals:
    """The figures of the home page; sums in tenge."""

    announced: int
    contracted: int
    calls: int
    grants: int
    participants: int


@dataclass(frozen=True)
class Relations:
    """Ids of related records, each list in the order of the ids."""

    projects_of_call: Mapping[str, Sequence[str]]
    projects_of_grantee: Mapping[str, Sequence[str]]
    projects_of_partner: Mapping[str, Sequence[str]]
    calls_of_funder: Mapping[str, Sequence[str]]
    reports_of_funder: Mapping[str, Sequence[str]]
    reports_of_call: Mapping[str, Sequence[str]]
    reports_of_project: Mapping[str, Sequence[str]]
    totals: Totals

    def watched(self, asked: Asked) -> "Relations":
        """The same, whose askers are noted; the totals are not watched."""
        lists = {name: Watched(f"relations.{name}", getattr(self, name), asked) for name in LISTS}
        return replace(self, **lists)  # type: ignore[arg-type]


LISTS = tuple(one.name for one in fields(Relations) if one.name != "totals")
"""The fields of `Relations` that are lists of ids."""


def relate(dataset: Dataset) -> Relations:
    """Follow every reference of a complete dataset."""
    lists: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id, call in dataset.calls.items():
        lists["calls_of_funder"][call.funder].append(id)
    for id, project in dataset.projects.items():
        lists["projects_of_call"][project.call].append(id)
        lists["projects_of_grantee"][project.grantee].append(id)
        for partner in project.partners:
            lists["projects_of_partner"][partner].append(id)
    for id, report in dataset.reports.items():
        lists["reports_of_funder"][report.funder].append(id)
        for call_id in report.calls:
            lists["reports_of_call"][call_id].append(id)
        for project_id in report.projects:
            lists["reports_of_project"][project_id].append(id)
    return Relations(**{name: dict(lists[name]) for name in LISTS}, totals=_totals(dataset))


def _totals(dataset: Dataset) -> Totals:
    projects = dataset.projects.values()
    return Totals(
        announced=sum(lot.amount for call in dataset.calls.values() for lot in call.lots),
        contracted=sum(project.grant.amount for project in projects if project.grant.contract),
        calls=len(dataset.calls),
        grants=len(projects),
        participants=sum(project.participants.total for project in projects if project.participants),
    )
