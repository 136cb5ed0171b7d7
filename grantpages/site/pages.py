"""Which pages exist: one for each record, lists with their further pages, and the home page."""

from collections.abc import Iterator, Sequence
from typing import Any

from grantpages.follow.write import areas
from grantpages.load import Dataset
from grantpages.site.browse import browse_pages, districts_of
from grantpages.site.charts import participant_charts
from grantpages.site.country import country, map_pages
from grantpages.site.extract import measures_of
from grantpages.site.graphs import Graphs
from grantpages.site.page import Page, parted
from grantpages.site.quality import quality_pages
from grantpages.site.recordwords import words_of_records
from grantpages.site.relations import Relations
from grantpages.site.reportsums import sums_of, totals_of
from grantpages.site.seen import Register
from grantpages.site.stages import further_documents, stages_of
from grantpages.site.totals import FACETS, Planned, Totals, lots_of, newest
from grantpages.site.views import granted_of, lot_of, summary_of
from grantpages.site.voice import Voice
from grantpages.wording import sort_key

PER_PAGE = 50
SECTIONS = ("browse", "calls", "projects", "organizations", "reports", "evidence")
"""The menu's entries that lead to lists, in its order."""


def pages(dataset: Dataset, relations: Relations, register: Register, totals: Totals, voice: Voice) -> Iterator[Page]:
    """The pages of one language that need no project whole: all but the projects', the reports' and the register's."""
    in_order = sorted(dataset.projects, key=lambda id: sort_key(voice.text(dataset.projects[id].title), voice.language))
    yield _home(dataset, relations, totals, voice)
    graphs = Graphs(dataset, voice)
    for id in dataset.calls:
        yield _call(dataset, relations, voice, graphs, id)
    for id, organization in dataset.organizations.items():
        name = voice.text(organization.name)
        described = voice.t("describe.organization", name=name)
        given = totals.of("funders", id) if id in relations.calls_of_funder else None
        charts = graphs.of(given) if given else []
        yield _record("organizations", id, name, described, organization=organization, given=given, charts=charts)
    yield from _lists(dataset, voice, in_order)
    yield from browse_pages(dataset, totals, voice, in_order)
    yield from map_pages(dataset, totals, voice)
    yield from quality_pages(dataset, register.notes, voice)
    yield _follow(dataset, voice)


def _home(dataset: Dataset, relations: Relations, totals: Totals, voice: Voice) -> Page:
    calls = newest(dataset, list(dataset.calls))[:3]
    shown = [id for call in calls for id in relations.projects_of_call.get(call, ())]
    values = {"calls": calls, "projects": shown[:6], "country": country(dataset, totals, voice), "facets": FACETS}
    return Page("", "home", "home.html", "", "", values)


def _follow(dataset: Dataset, voice: Voice) -> Page:
    """What can be followed: feeds and calendars of the country and of each region."""
    title, description = voice.t("title.follow"), voice.t("describe.follow")
    return Page("follow/", "follow", "follow.html", title, description, {"areas": areas(dataset, voice.language)})


def _record(section: str, id: str, title: str, description: str, **values: Any) -> Page:
    template = {"calls": "call", "projects": "project", "organizations": "organization", "reports": "report"}[section]
    return Page(f"{section}/{id}/", section, f"{template}.html", title, description, {"id": id, **values})


def _call(dataset: Dataset, relations: Relations, voice: Voice, graphs: Graphs, id: str) -> Page:
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


def _lists(dataset: Dataset, voice: Voice, projects: Sequence[str]) -> Iterator[Page]:
    """The lists; each is parted into pages of a size a phone can load."""

    def by_name(id: str) -> tuple[list[int], str]:
        return sort_key(voice.text(dataset.organizations[id].name), voice.language)

    lists: dict[str, Sequence[Any]] = {
        "calls": newest(dataset, list(dataset.calls)),
        "projects": projects,
        "organizations": sorted(dataset.organizations, key=by_name),
        "reports": sorted(dataset.reports, key=lambda id: (-dataset.reports[id].year, id)),
    }
    for section, items in lists.items():
        yield from _list(section, voice.t(f"title.{section}"), items, voice)


def _list(section: str, title: str, items: Sequence[Any], voice: Voice) -> Iterator[Page]:
    """The pages of one list."""
    first = Page(f"{section}/", section, f"{section}.html", title, voice.t(f"describe.{section}"), {})
    yield from parted(first, items, PER_PAGE, voice)
