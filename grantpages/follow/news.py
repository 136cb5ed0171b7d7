"""What has happened, by the records' own dates: competitions announced and decided, contracts, reports.

Nothing here looks at the clock: a feed of the same records is the same on every day.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grantpages.astana import in_astana
from grantpages.load import Dataset
from grantpages.model import Call, Project, Text

Key = tuple[str, str]
"""(kind, id) of a record, as the Dataset's `files` has it."""


@dataclass(frozen=True, order=True)
class News:
    """One thing that happened to one record.

    moment: aware; midnight in Astana where only the day is known. step: the key of its words, `news.<step>`.
    """

    moment: datetime.datetime
    kind: str
    id: str
    step: str
    region: str


def news(dataset: Dataset, changed: Mapping[Key, datetime.datetime]) -> list[News]:
    """Everything that happened, the newest first.

    changed: aware moments of each record's last change, where its history is known.
    """
    found = [*_of_calls(dataset), *_of_projects(dataset), *_of_reports(dataset), *_changes(dataset, changed)]
    return sorted(found, key=lambda one: (-one.moment.timestamp(), one.kind, one.id, one.step))


def region_of(dataset: Dataset, kind: str, id: str) -> str:
    """The region a record belongs to; empty where there is none."""
    record: Any = getattr(dataset, kind)[id]
    if isinstance(record, Project):
        return dataset.calls[record.call].region
    if kind == "reports":
        return dataset.calls[record.calls[0]].region
    return record.region or ""


def title_of(dataset: Dataset, kind: str, id: str) -> Text:
    """What a record is called."""
    record: Any = getattr(dataset, kind)[id]
    named: Text = record.name if kind == "organizations" else record.title
    return named


def steps_of(call: Call) -> dict[str, datetime.date]:
    """The dated steps of a competition, by the key of their words."""
    steps = {"announced": call.announcement, "decided": call.decision}
    return {name: step.date for name, step in steps.items() if step}


def _of_calls(dataset: Dataset) -> Iterator[News]:
    for id, call in dataset.calls.items():
        for step, day in steps_of(call).items():
            yield News(_midnight(day), "calls", id, step, call.region)


def _of_projects(dataset: Dataset) -> Iterator[News]:
    for id, project in dataset.projects.items():
        if contract := project.grant.contract:
            yield News(_midnight(contract.date), "projects", id, "contracted", dataset.calls[project.call].region)


def _of_reports(dataset: Dataset) -> Iterator[News]:
    for id, report in dataset.reports.items():
        if report.signed:
            yield News(_midnight(report.signed), "reports", id, "reported", region_of(dataset, "reports", id))


def _changes(dataset: Dataset, changed: Mapping[Key, datetime.datetime]) -> Iterator[News]:
    for (kind, id), moment in changed.items():
        if id in getattr(dataset, kind, {}):
            yield News(moment, kind, id, "changed", region_of(dataset, kind, id))


def _midnight(day: datetime.date) -> datetime.datetime:
    return in_astana(datetime.datetime.combine(day, datetime.time()))
