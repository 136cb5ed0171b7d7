"""Which pages exist: one for each record, lists with their further pages, and the home page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from operator import itemgetter
from typing import Any

from grantpages.evidence.citations import Citation
from grantpages.evidence.verdict import STATES
from grantpages.follow.write import areas
from grantpages.load import Dataset
from grantpages.site.browse import browse_pages, districts_of
from grantpages.site.charts import participant_charts
from grantpages.site.country import country, map_pages
from grantpages.site.graphs import Graphs
from grantpages.site.page import Page, parted
from grantpages.site.quality import quality_pages
from grantpages.site.recordwords import words_of_records
from grantpages.site.relations import Relations
from grantpages.site.reportsums import sums_of, totals_of
from grantpages.site.seen import Register
from grantpages.site.stages import further_documents, stages_of
from grantpages.site.totals import FACETS, Totals, lots_of, measures_of, newest
from grantpages.site.views import granted_of, lot_of, summary_of
from grantpages.site.voice import Voice
from grantpages.wording import sort_key

PER_PAGE = 50
LINKS_PER_PAGE = 200
SECTIONS = ("browse", "calls", "projects", "organizations", "reports", "evidence")


def pages(dataset: Dataset, relations: Relations, register: Register, totals: Totals, voice: Voice) -> Iterator[Page]:
    """Every page of one language but the hand-written ones."""
    in_order = sorted(dataset.projects, key=lambda id: sort_key(voice.text(dataset.projects[id].title), voice.language))
    yield _home(dataset, relations, totals, voice)
    graphs = Graphs(dataset, voice)
    for id in dataset.calls:
        yield _call(dataset, relations, voice, graphs, id)
    yield from _projects_and_reports(dataset, relations, register, voice, graphs)
    for id, organization in dataset.organizations.items():
        name = voice.text(organization.name)
        described = voice.t("describe.organization", name=name)
        given = totals.of("funders", id) if id in relations.calls_of_funder else None
        charts = graphs.of(given) if given else []
        yield _record("organizations", id, name, described, organization=organization, given=given, charts=charts)
    yield from _lists(dataset, voice, in_order)
    yield from browse_pages(dataset, totals, voice, in_order)
    yield from map_pages(dataset, totals, voice)
    yield from _evidence(register, voice)
    yield from quality_pages(dataset, register.notes, voice)
    yield _follow(dataset, voice)


def _projects_and_reports(
    dataset: Dataset, relations: Relations, register: Register, voice: Voice, graphs: Graphs
) -> Iterator[Page]:
    """Each report right after its projects, whose activities it shows again (see `engine.Once`)."""
    done: set[str] = set()
    for id, report in dataset.reports.items():
        new = [project for project in dict.fromkeys(report.projects) if project not in done]
        yield from (_project(dataset, relations, voice, graphs, project) for project in new)
        done.update(new)
        yield _report(dataset, relations, register, voice, id)
    yield from (_project(dataset, relations, voice, graphs, id) for id in dataset.projects if id not in done)


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


def _project(dataset: Dataset, relations: Relations, voice: Voice, graphs: Graphs, id: str) -> Page:
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
        plan=list(graphs.plan(measures_of(project))),
        activities=sum(len(task.activities) for task in project.tasks),
        charts=participant_charts(project.participants) if project.participants else [],
        links=len(relations.citations_of.get(("projects", id), ())),
    )  # fmt: skip


def _report(dataset: Dataset, relations: Relations, register: Register, voice: Voice, id: str) -> Page:
    report = dataset.reports[id]
    totals = totals_of(dataset, relations, report)
    title = voice.report(report, dataset.organizations[report.funder])
    description = voice.t("describe.report", title=title)
    counted = ((project, len(register.notes.of("projects", project).notes)) for project in report.projects)
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
        yield from _list(section, section, voice.t(f"title.{section}"), items, voice)


def _evidence(register: Register, voice: Voice) -> Iterator[Page]:
    """The register of links, and of it what leads to each platform and what is in each state.

    A page comes when the whole register has come to its last link: so a link's row is shown by all its lists soon
    after one another (see `engine.Listed`).
    """
    cited = register.citations
    chosen: dict[str, list[int]] = {name: [] for name, _ in (*register.by_platform, *register.by_state)}
    for place, one in enumerate(cited):
        chosen[one.identity.platform].append(place)
        chosen[register.state_of(one)].append(place)
    whole = _list("evidence", "evidence", voice.t("title.evidence"), cited, voice, chosen="")
    lists = [_ended(whole, range(len(cited)))]
    lists += [_ended(pages, chosen[name]) for name, pages in _chosen(cited, chosen, voice)]
    yield from (page for _, page in merge(*lists, key=itemgetter(0)))


def _ended(pages: Iterable[Page], places: Sequence[int]) -> Iterator[tuple[int, Page]]:
    """Each page of a list with the place in the register of the last link it shows."""
    for number, page in enumerate(pages, 1):
        yield places[min(number * LINKS_PER_PAGE, len(places)) - 1] if places else 0, page


def _chosen(
    cited: Sequence[Citation], chosen: Mapping[str, Sequence[int]], voice: Voice
) -> Iterator[tuple[str, Iterator[Page]]]:
    """Each list of the register's parts by the name of the part."""
    for name, places in chosen.items():
        what = voice.t(f"{'state' if name in STATES else 'platform'}.{name}")
        title, description = (voice.t(f"{key}.evidence-of", what=what) for key in ("title", "describe"))
        folder = f"evidence/{name.replace('_', '-')}"
        items = [cited[place] for place in places]
        yield name, _list("evidence", folder, title, items, voice, description=description, chosen=name)


def _list(
    section: str, folder: str, title: str, items: Sequence[Any], voice: Voice, description: str = "", **more: Any
) -> Iterator[Page]:
    """The pages of one list, which stands at the address `folder`."""
    said = description or voice.t(f"describe.{section}")
    first = Page(f"{folder}/", section, f"{section}.html", title, said, more)
    yield from parted(first, items, LINKS_PER_PAGE if section == "evidence" else PER_PAGE, voice)
