"""What the larger pages need to know, gathered from the records; templates only loop over it."""

from collections.abc import Sequence
from dataclasses import dataclass

from grantpages.evidence.citations import activity_anchor
from grantpages.load import Dataset
from grantpages.model import Activity, Figure, Lot, Organization, Printed, Project, Report, Task, Text
from grantpages.site.charts import Chart, participant_charts
from grantpages.site.relations import Relations
from grantpages.site.voice import Voice

ROLES = ("funder", "grantee", "partner")


@dataclass(frozen=True)
class SummaryRow:
    """One activity in a project's table of plan and fact, with the figure that says most."""

    anchor: str
    number: str
    title: Text
    figure: Figure | None
    links: int


def summary_of(project: Project) -> list[SummaryRow]:
    """A row for each activity, in the order of print."""
    printed = [activity.number for task in project.tasks for activity in task.activities if activity.number]
    anew = len(set(printed)) < len(printed)  # whether each task counts its activities from 1
    return [
        SummaryRow(
            activity_anchor(place, index),
            _number(task, activity) if anew else activity.number or "",
            activity.title or task.title,
            headline(activity.figures),
            len(activity.evidence),
        )
        for place, task in enumerate(project.tasks, 1)
        for index, activity in enumerate(task.activities, 1)
    ]


def _number(task: Task, activity: Activity) -> str:
    """The printed numbers of task and activity, `2.3`; empty where either is not printed."""
    return f"{task.number}.{activity.number}" if task.number and activity.number else ""


def headline(figures: Sequence[Figure]) -> Figure | None:
    """The first figure with both plan and fact, else with a fact, else the first."""
    stated = [figure for figure in figures if figure.actual is not None]
    both = [figure for figure in stated if figure.planned is not None]
    return next(iter([*both, *stated, *figures]), None)


@dataclass(frozen=True)
class Granted:
    """One grant as the statutory report shows it, with the wording printed at each place of the form."""

    id: str
    project: Project
    lot: Lot
    grantee: Organization
    partners: list[Organization]
    charts: list[Chart]
    sphere: str
    title_in_7: Text
    name_in_1: str
    direction_in_4: str
    title_in_4: str
    direction_in_app2: str


def granted_of(dataset: Dataset, report: Report, voice: Voice) -> list[Granted]:
    """The report's grants in the order of its appendices."""
    return [_granted(dataset, id, voice) for id in report.projects]


def _granted(dataset: Dataset, id: str, voice: Voice) -> Granted:
    project = dataset.projects[id]
    lot = lot_of(dataset, project)
    grantee = dataset.organizations[project.grantee]
    sphere = printed_text(lot, "sphere", "report-3") or dataset.spheres[lot.sphere].name
    title = printed_text(project, "title", "app1-4")
    return Granted(
        id=id,
        project=project,
        lot=lot,
        grantee=grantee,
        partners=[dataset.organizations[partner] for partner in project.partners],
        charts=participant_charts(project.participants) if project.participants else [],
        sphere=voice.text(sphere),
        title_in_7=printed_text(project, "title", "report-7") or project.title,
        name_in_1=voice.text(printed_text(grantee, "name", "app1-1") or grantee.name),
        direction_in_4=voice.text(printed_text(lot, "direction", "app1-4") or lot.direction),
        title_in_4=voice.text(title) if title else _quoted(voice.text(project.title)),
        direction_in_app2=voice.text(printed_text(lot, "direction", "app2-direction") or lot.direction),
    )


def _quoted(name: str) -> str:
    """The name in quotation marks, which it may have of its own."""
    return name if name.startswith("«") else f"«{name}»"


def lot_of(dataset: Dataset, project: Project) -> Lot:
    """The lot a project won."""
    return next(lot for lot in dataset.calls[project.call].lots if lot.number == project.lot)


def printed_text(record: Printed, field: str, place: str) -> Text | None:
    """What the source prints for a field at one place of the form, where that differs."""
    return next((also.text for also in record.also_printed if also.field == field and also.printed == place), None)


def roles_of(relations: Relations, id: str) -> list[str]:
    """Whether an organization gave, received or helped."""
    lists = (relations.calls_of_funder, relations.projects_of_grantee, relations.projects_of_partner)
    return [role for role, ids in zip(ROLES, lists, strict=True) if id in ids]


def received_by(dataset: Dataset, relations: Relations, id: str) -> int:
    """The sum of the grants in tenge for which an organization has a contract."""
    grants = (dataset.projects[project].grant for project in relations.projects_of_grantee.get(id, ()))
    return sum(grant.amount for grant in grants if grant.contract)
