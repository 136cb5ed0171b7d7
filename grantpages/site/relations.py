"""What belongs to what: the Dataset's references followed once, before any page is made."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grantpages.evidence.identity import platform_of
from grantpages.evidence.naming import Platform
from grantpages.load import Dataset
from grantpages.model import Activity, Link, Task


@dataclass(frozen=True)
class Citation:
    """One link a record cites, with the place on the site where it stands.

    `section` and `id` name the record (`calls` or `projects`); task and activity are absent for
    the links of an announcement.
    """

    link: Link
    platform: Platform
    section: str
    id: str
    anchor: str
    task: Task | None = None
    activity: Activity | None = None


@dataclass(frozen=True)
class Totals:
    """The figures of the home page; sums in tenge."""

    announced: int
    contracted: int
    calls: int
    grants: int
    participants: int
    links: int


@dataclass(frozen=True)
class Relations:
    """Ids of related records, each list in the order of the ids; citations in the order of print."""

    projects_of_call: Mapping[str, Sequence[str]]
    projects_of_grantee: Mapping[str, Sequence[str]]
    projects_of_partner: Mapping[str, Sequence[str]]
    calls_of_funder: Mapping[str, Sequence[str]]
    reports_of_funder: Mapping[str, Sequence[str]]
    reports_of_call: Mapping[str, Sequence[str]]
    reports_of_project: Mapping[str, Sequence[str]]
    citations: Sequence[Citation]
    citations_of: Mapping[tuple[str, str], Sequence[Citation]]
    totals: Totals


def activity_anchor(task: int, activity: int) -> str:
    """The fragment of an activity on its project's page; both count from 1."""
    return f"a-{task}-{activity}"


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
    names = (
        "projects_of_call", "projects_of_grantee", "projects_of_partner", "calls_of_funder",
        "reports_of_funder", "reports_of_call", "reports_of_project",
    )  # fmt: skip
    citations = (*_announced(dataset), *_cited(dataset))
    return Relations(
        **{name: dict(lists[name]) for name in names},
        citations=citations,
        citations_of=_by_record(citations),
        totals=_totals(dataset, len(citations)),
    )


def _announced(dataset: Dataset) -> Iterator[Citation]:
    for id, call in dataset.calls.items():
        if call.announcement:
            for link in call.announcement.links:
                yield Citation(link, platform_of(link.url), "calls", id, "announcement")


def _cited(dataset: Dataset) -> Iterator[Citation]:
    for id, project in dataset.projects.items():
        for number, task in enumerate(project.tasks, 1):
            for place, activity in enumerate(task.activities, 1):
                anchor = activity_anchor(number, place)
                for link in activity.evidence:
                    yield Citation(link, platform_of(link.url), "projects", id, anchor, task, activity)


def _by_record(citations: Sequence[Citation]) -> dict[tuple[str, str], list[Citation]]:
    found: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        found[citation.section, citation.id].append(citation)
    return dict(found)


def _totals(dataset: Dataset, links: int) -> Totals:
    projects = dataset.projects.values()
    return Totals(
        announced=sum(lot.amount for call in dataset.calls.values() for lot in call.lots),
        contracted=sum(project.grant.amount for project in projects),
        calls=len(dataset.calls),
        grants=len(projects),
        participants=sum(project.participants.total for project in projects if project.participants),
        links=links,
    )
