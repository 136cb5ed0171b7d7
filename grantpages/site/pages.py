"""Which pages exist: one for each record, lists with their further pages, and the home page."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from functools import partial
from typing import Any

from grantpages.follow.write import areas
from grantpages.load import Dataset
from grantpages.site.browse import browse_pages, districts_of
from grantpages.site.charts import participant_charts
from grantpages.site.country import country, map_pages
from grantpages.site.drawing import Drawing
from grantpages.site.extract import measures_of
from grantpages.site.graphs import Graphs
from grantpages.site.page import Page, Plan, parted
from grantpages.site.quality import quality_pages
from grantpages.site.recordwords import words_of_records
from grantpages.site.relations import Relations
from grantpages.site.reportsums import sums_of, totals_of
from grantpages.site.seen import Register
from grantpages.site.stages import further_documents, stages_of
from grantpages.site.totals import FACETS, Planned, Total, Totals, lots_of, newest
from grantpages.site.views import granted_of, lot_of, summary_of
from grantpages.site.voice import Voice
from grantpages.wording import sort_key

PER_PAGE = 50
SECTIONS = ("browse", "calls", "projects", "organizations", "reports", "evidence")
"""The menu's entries that lead to lists, in its order."""


def pages(dataset: Dataset, relations: Relations, register: Register, totals: Totals, voice: Voice) -> Iterator[Plan]:
    """The pages of one language that need no project whole: all but the projects', the reports' and the register's."""
    in_order = sorted(dataset.projects, key=lambda id: sort_key(voice.text(dataset.projects[id].title), voice.language))
    calls = newest(dataset, list(dataset.calls))
    yield _home(dataset, relations, register, totals, voice, calls[:3])
    graphs = Graphs(dataset, voice)
    for id in dataset.calls:
        yield Plan(f"calls/{id}/", (), partial(call_page, dataset, relations, voice, graphs, id))
    for id in dataset.organizations:
        yield Plan(f"organizations/{id}/", (), partial(_organization, dataset, relations, totals, voice, graphs, id))
    yield from _lists(dataset, voice, calls, in_order)
    yield from browse_pages(dataset, totals, voice, in_order)
    yield from map_pages(dataset, totals, voice)
    yield from quality_pages(dataset, register.notes, voice)
    yield Plan("follow/", (), partial(_follow, dataset, voice))


def _home(
    dataset: Dataset, relations: Relations, register: Register, totals: Totals, voice: Voice, calls: Sequence[str]
) -> Plan:
    shown = [id for call in calls for id in relations.projects_of_call.get(call, ())][:6]
    given = list(calls), shown, astuple(relations.totals), register.notes.checks

    def page() -> Page:
        values = {"calls": calls, "projects": shown, "country": country(dataset, totals, voice), "facets": FACETS}
        return Page("", "home", "home.html", "", "", values)

    return Plan("", given, page)


def _follow(dataset: Dataset, voice: Voice) -> Page:
    """What can be followed: feeds and calendars of the country and of each region."""
    title, description = voice.t("title.follow"), voice.t("describe.follow")
    return Page("follow/", "follow", "follow.html", title, description, {"areas": areas(dataset, voice.language)})


def _organization(
    dataset: Dataset, relations: Relations, totals: Totals, voice: Voice, graphs: Graphs, id: str
) -> Page:
    given = totals.of("funders", id) if id in relations.calls_of_funder else None
    return organization_page(dataset, voice, id, given, graphs.of(given) if given else [])


def organization_page(
    dataset: Dataset, voice: Voice, id: str, given: Total | None = None, charts: Sequence[Drawing] = ()
) -> Page:
    """The page of an organization. given, charts: of what it gave, where it is a funder."""
    organization = dataset.organizations[id]
    name = voice.text(organization.name)
    described = voice.t("describe.organization", name=name)
    return _record("organizations", id, name, described, organization=organization, given=given, charts=charts)


def _record(section: str, id: str, title: str, description: str, **values: Any) -> Page:
    template = {"calls": "call", "projects": "project", "organizations": "organization", "reports": "report"}[section]
    return Page(f"{section}/{id}/", section, f"{template}.html", title, description, {"id": id, **values})


def call_page(dataset: Dataset, relations: Relations, voice: Voice, graphs: Graphs, id: str) -> Page:
    """The page of a competition."""
    call = dataset.calls[id]
    winners = relations.projects_of_call.get(id, ())
    grants = [dataset.projects[winner].grant for winner in winners]
    title, funder = voice.text(call.title), voice.text(dataset.organizations[call.funder].name)
    return _record(
        "calls", id, title, voice.t("describe.call", title=title, funder=funder),
        call=call,
        district=districts_of(dataset)[call.district][1] if call.district else None,
        stages=stages_of(dataset, relations, id),
        documents=further_documents(dataset, id),
        winners=winners,
        contracted=sum(grant.amount for grant in grants if grant.contract),
        lots_drawn=graphs.lots(lots_of(dataset, call, winners)) if any(grant.contract for grant in grants) else None,
    )  # fmt: skip


def project_page(dataset: Dataset, register: Register, voice: Voice, graphs: Graphs, id: str) -> Page:
    """The page of a project that is at hand whole."""
    project = dataset.projects[id]
    call = dataset.calls[project.call]
    description = voice.t(
        "describe.project",
        grantee=voice.text(dataset.organizations[project.grantee].name),
        amount=voice.money(project.grant.amount),
        territory=voice.text(call.territory),
    )
    return _record(
        "projects", id, voice.text(project.title), description,
        project=project,
        call=call,
        lot=lot_of(dataset, project),
        summary=summary_of(project),
        plan=list(graphs.plan({kind: Planned(*sums) for kind, sums in measures_of(project).items()})),
        activities=sum(len(task.activities) for task in project.tasks),
        charts=participant_charts(project.participants) if project.participants else [],
        links=register.cited("projects", id),
    )  # fmt: skip


def report_page(dataset: Dataset, register: Register, voice: Voice, id: str) -> Page:
    """The page of a report whose projects are at hand whole."""
    report = dataset.reports[id]
    totals = totals_of(dataset, register, report)
    title = voice.report(report, dataset.organizations[report.funder])
    description = voice.t("describe.report", title=title)
    counted = ((project, register.notes.tally_of("projects", project).all) for project in report.projects)
    return _record(
        "reports", id, title, description,
        report=report,
        granted=granted_of(dataset, report, voice),
        totals=totals,
        sums=sums_of(totals, voice),
        spoken=words_of_records(dataset, report, voice),
        with_notes=[(project, count) for project, count in counted if count],
    )  # fmt: skip


def _lists(dataset: Dataset, voice: Voice, calls: Sequence[str], projects: Sequence[str]) -> Iterator[Plan]:
    """The lists; each is parted into pages of a size a phone can load."""

    def by_name(id: str) -> tuple[list[int], str]:
        return sort_key(voice.text(dataset.organizations[id].name), voice.language)

    lists: dict[str, Sequence[str]] = {
        "calls": calls,
        "projects": projects,
        "organizations": sorted(dataset.organizations, key=by_name),
        "reports": sorted(dataset.reports, key=lambda id: (-dataset.reports[id].year, id)),
    }
    for section, items in lists.items():
        yield from parted(f"{section}/", items, PER_PAGE, partial(_list, section, voice), voice)


def _list(section: str, voice: Voice, _: int) -> Page:
    """A list without its items."""
    title, described = voice.t(f"title.{section}"), voice.t(f"describe.{section}")
    return Page(f"{section}/", section, f"{section}.html", title, described, {})
