"""Where on a record's page a finding's place is shown: from the path inside the record to the page's fragment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grantpages.checks.finding import Step
from grantpages.evidence.citations import activity_anchor
from grantpages.model import Narrative, Project, Text

Path = Sequence[Step]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a page: its fragment, and its heading as a text of the record or as a key of the catalogue."""

    anchor: str
    title: Text | None = None
    key: str = ""


CARD = Spot("card", key="project.card")
STAGES = Spot("stages", key="call.stages")
FIXED: Mapping[str, Mapping[str, Spot]] = {
    "projects": {
        **dict.fromkeys(("also_printed", "call", "lot", "grantee", "grant", "period", "place"), CARD),
        "partners": Spot("partners", key="project.partners"),
    },
    "calls": {
        **dict.fromkeys(("order", "notice_received", "intake", "applications", "decision"), STAGES),
        "lots": Spot("lots", key="call.lots"),
        "announcement": Spot("announcement", key="call.announcement"),
    },
    "reports": {
        "calls": Spot("p1", key="form.report-1"),
        "projects": Spot("p3", key="form.report-3"),
        **dict.fromkeys(("signers", "signed", "signed_original"), Spot("p12", key="form.report-12")),
    },
}
"""By kind, the fields that stand under one heading of the record's page."""


def spot_of(kind: str, path: Path, record: Any) -> Spot | None:
    """The place of a page that shows what a finding is about; None where the page has no mark there."""
    if not path:
        return None
    if kind == "reports" and path[0] == "sections" and len(path) > 1:
        return Spot(f"p{path[1]}", key=f"form.report-{path[1]}")
    if kind == "projects" and (spot := _of_project(path, record)):
        return spot
    return FIXED.get(kind, {}).get(str(path[0]))


def _of_project(path: Path, project: Project) -> Spot | None:
    first, second = path[0], path[1] if len(path) > 1 else None
    if first == "tasks" and isinstance(second, int):
        return _of_task(path, second, project)
    if first == "narrative" and project.narrative:
        return _of_narrative(second, project.narrative)
    if first == "participants" and (people := project.participants):
        stated = people.gender or people.categories or people.ages
        return Spot("participants", key="project.participants") if stated else None
    return Spot("figures", key="project.figures") if first == "figures" and project.figures else None


def _of_task(path: Path, number: int, project: Project) -> Spot:
    task = project.tasks[number]
    if len(path) > 3 and path[2] == "activities" and isinstance(path[3], int):
        return Spot(activity_anchor(number + 1, path[3] + 1), task.activities[path[3]].title or task.title)
    return Spot(f"t-{number + 1}", task.title)


def _of_narrative(name: Step | None, narrative: Narrative) -> Spot:
    if isinstance(name, str) and getattr(narrative, name, None):
        return Spot(name, key=f"narrative.{name}")
    return Spot("results", key="project.narrative")
