"""The life of a competition from the order to the reports, with what is known of each stage and its documents.

What is not known stays absent. Nothing here depends on the day of the build: whether an intake is open is said
by the reader's browser (docs/assets/countdown.js).
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grantpages.load import Dataset
from grantpages.model import Call, Document, Period, Text
from grantpages.site.relations import Relations
from grantpages.workdays import PUBLICATION_DAYS, Publication, nth_working_day, publication

STAGES = (
    "order", "notice", "announcement", "intake", "applications",
    "decision", "winners", "contracts", "projects", "reports",
)  # fmt: skip
"""The stages of a competition in their order."""
STAGE_OF = {
    "notice": "notice", "order": "order", "announcement": "announcement", "protocol": "decision",
    "contract": "contracts", "report": "reports",
}  # fmt: skip
"""Where on the call's page a document of a kind stands; any other kind stands after the stages."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document with its address below the site's root and its size in bytes."""

    document: Document
    address: str
    size: int

    @property
    def form(self) -> str:
        """`PDF` or `DOCX`."""
        return self.document.file.rpartition(".")[2].upper()


@dataclass(frozen=True)
class Stage:
    """One stage: its key in the catalogue, its days, and what else is known of it.

    period: of the intake, or from the first project's start to the last one's end. last: the last day of the term
    for publishing. projects, reports: ids of what belongs here.
    """

    key: str
    dates: tuple[datetime.date, ...] = ()
    number: str = ""
    source: Text | None = None
    period: Period | None = None
    publication: Publication | None = None
    last: datetime.date | None = None
    projects: Sequence[str] = ()
    reports: Sequence[str] = ()
    enclosed: Sequence[Enclosed] = field(default=())

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of it; winners alone make no contract."""
        decided = self.projects and self.key == "winners"
        return bool(self.dates or self.number or decided or self.reports or self.enclosed)


def stages_of(dataset: Dataset, relations: Relations, id: str) -> list[Stage]:
    """All of `STAGES`, always and in this order."""
    known = _known(dataset, relations, id)
    documents = _by_stage(dataset, relations, id)
    return [Stage(key, enclosed=documents.get(key, ()), **known.get(key, {})) for key in STAGES]


def enclosed_of(dataset: Dataset, kind: str, id: str) -> list[Enclosed]:
    """The documents of one record, in its order."""
    return [
        Enclosed(document, f"{kind}/{id}/{document.file}", dataset.documents[kind, id, document.file])
        for document in getattr(dataset, kind)[id].documents
    ]


def further_documents(dataset: Dataset, id: str) -> list[Enclosed]:
    """The documents of a call that belong to no stage."""
    return [item for item in enclosed_of(dataset, "calls", id) if item.document.kind not in STAGE_OF]


def _known(dataset: Dataset, relations: Relations, id: str) -> dict[str, dict[str, Any]]:
    """What each stage is told beside its documents; a stage of which nothing is known is left out."""
    call, winners = dataset.calls[id], relations.projects_of_call.get(id, ())
    stages: dict[str, dict[str, Any]] = {
        "announcement": _announced(call, dataset.holidays),
        "contracts": _contracts(dataset, winners),
        "projects": _work(dataset, winners),
        "reports": _reported(dataset, relations.reports_of_call.get(id, ())),
    }
    if order := call.order:
        stages["order"] = {"dates": (order.date,), "number": order.number, "source": order.source}
    if call.notice_received:
        stages["notice"] = {"dates": (call.notice_received,)}
    if intake := call.intake:
        stages["intake"] = {"dates": (intake.closes,)}
    if call.applications and call.applications.checked:
        stages["applications"] = {"dates": (call.applications.checked,)}
    if decision := call.decision:
        stages["decision"] = {"dates": (decision.date,), "number": decision.protocol, "source": decision.source}
        stages["winners"] = {"dates": (decision.date,) if winners else (), "projects": winners}
    elif winners:
        stages["winners"] = {"projects": winners}
    return stages


def _announced(call: Call, moved: Mapping[datetime.date, bool]) -> dict[str, Any]:
    """The day of the announcement, how it kept its term, and where the term ends as long as nothing is announced."""
    dates = (call.announcement.date,) if call.announcement else ()
    if not call.notice_received:
        return {"dates": dates}
    kept = publication(call.notice_received, dates[0], moved) if dates else None
    return {"dates": dates, "publication": kept, "last": nth_working_day(call.notice_received, PUBLICATION_DAYS, moved)}


def _contracts(dataset: Dataset, winners: Sequence[str]) -> dict[str, Any]:
    contracts = (dataset.projects[winner].grant.contract for winner in winners)
    return {"dates": tuple(sorted({contract.date for contract in contracts if contract})), "projects": winners}


def _work(dataset: Dataset, winners: Sequence[str]) -> dict[str, Any]:
    periods = [period for winner in winners if (period := dataset.projects[winner].period)]
    if not periods:
        return {}
    start, end = min(period.start for period in periods), max(period.end for period in periods)
    return {"dates": (start, end), "period": Period(start=start, end=end), "projects": winners}


def _reported(dataset: Dataset, reports: Sequence[str]) -> dict[str, Any]:
    """The reports on the call, and the days on which they were signed."""
    signed = (dataset.reports[report].signed for report in reports)
    return {"dates": tuple(sorted({day for day in signed if day})), "reports": reports}


def _by_stage(dataset: Dataset, relations: Relations, id: str) -> dict[str, list[Enclosed]]:
    """The documents of the call, its projects and its reports, by stage."""
    records = [
        ("calls", id),
        *(("projects", winner) for winner in relations.projects_of_call.get(id, ())),
        *(("reports", report) for report in relations.reports_of_call.get(id, ())),
    ]
    found: dict[str, list[Enclosed]] = {}
    for kind, record in records:
        for item in enclosed_of(dataset, kind, record):
            if stage := STAGE_OF.get(item.document.kind):
                found.setdefault(stage, []).append(item)
    return found
