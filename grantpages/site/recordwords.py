"""What the records themselves can say under a point of the statutory report, where its own record says nothing."""

from collections.abc import Sequence

from grantpages.load import Dataset
from grantpages.model import Call, Project, Report
from grantpages.site.views import lot_of
from grantpages.site.voice import Voice


def words_of_records(dataset: Dataset, report: Report, voice: Voice) -> dict[int, str]:
    """A sentence for each point that follows from the records, by the point's number."""
    calls = [dataset.calls[id] for id in report.calls]
    projects = [dataset.projects[id] for id in report.projects]
    lots = [lot for call in calls for lot in call.lots]
    grants = voice.number(sum(lot.grants for lot in lots))
    spheres = dict.fromkeys(voice.text(dataset.spheres[lot_of(dataset, project).sphere].name) for project in projects)
    kazakh, foreign = _partners(dataset, projects)
    total = sum(project.grant.amount for project in projects)
    return {
        1: " ".join(_dates(call, voice) for call in calls),
        2: voice.t("form.by-records-2", directions=voice.number(len(lots)), grants=grants),
        3: voice.t("form.by-records-3", contracts=voice.number(sum(bool(one.grant.contract) for one in projects))),
        4: voice.t("form.by-records-4", spheres="; ".join(spheres)),
        5: voice.t("form.by-records-5", sum=voice.number(total)),
        6: _co_funding(projects, voice),
        7: voice.t("form.by-records-partners", n=voice.number(kazakh)) if kazakh else voice.t("form.no-partners"),
        8: voice.t("form.by-records-partners", n=voice.number(foreign)) if foreign else voice.t("form.no-partners"),
        9: voice.t("form.see-app1"),
        10: voice.t("form.see-app2"),
        11: voice.t("not-stated"),
        13: voice.t("form.made-by", operator=voice.text(dataset.operator.name)),
    }


def _dates(call: Call, voice: Voice) -> str:
    """When the competition was announced and when the intake closed."""
    unknown = voice.t("not-stated")
    return voice.t(
        "form.by-records-1",
        title=voice.text(call.title),
        announced=voice.date(call.announcement.date) if call.announcement else unknown,
        closes=voice.date(call.intake.closes) if call.intake else unknown,
    )


def _co_funding(projects: Sequence[Project], voice: Voice) -> str:
    stated = [project.grant.co_funding for project in projects if project.grant.co_funding is not None]
    if len(stated) < len(projects):
        return voice.t("not-stated")
    return voice.t("form.by-records-6", sum=voice.number(sum(stated))) if sum(stated) else voice.t("form.no-co-funding")


def _partners(dataset: Dataset, projects: Sequence[Project]) -> tuple[int, int]:
    """How many organizations helped: of Kazakhstan, and of other countries."""
    ids = {id for project in projects for id in project.partners}
    foreign = sum(dataset.organizations[id].kind == "international" for id in ids)
    return len(ids) - foreign, foreign
