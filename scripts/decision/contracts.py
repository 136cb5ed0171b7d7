"""The conversation about contracts: number, day and period of each project that has none yet."""

import datetime
from dataclasses import dataclass
from typing import Any

from asking.asker import Asker

from decision import words
from decision.questions import question
from decision.winners import Desk, long, past, text
from grantpages.desk import typed
from grantpages.desk.typed import Wrong


@dataclass(frozen=True)
class Contracted:
    """What a project's file gains. contract and period as plain fields; period None where the record has one."""

    contract: dict[str, Any]
    period: dict[str, Any] | None


def winners(desk: Desk) -> list[str]:
    """The ids of the call's projects."""
    return [id for id, one in desk.dataset.projects.items() if one.call == desk.id]


def waiting(desk: Desk) -> list[str]:
    """The ids of the call's projects that have no contract yet."""
    return [id for id in winners(desk) if desk.dataset.projects[id].grant.contract is None]


def contracted(asker: Asker, desk: Desk) -> tuple[dict[str, Contracted], bool]:
    """What each project gains, and whether those that are drafts may be seen."""
    outcome = {}
    for id in waiting(desk):
        project, at = desk.dataset.projects[id], f"{id}."
        number = asker.ask(question("contract.number", at, {"title": text(project.title)}, optional=True))
        if number is None:
            continue
        day = asker.ask(question("contract.date", at, read=past(desk)))
        period = _period(asker, at, day) if project.period is None else None
        outcome[id] = Contracted({"number": number, "date": day.isoformat()}, period)
    drafts = any(desk.dataset.projects[id].draft for id in outcome)
    return outcome, bool(drafts and asker.ask(question("ready", read=typed.yes, default="no")))


def _period(asker: Asker, at: str, signed: datetime.date) -> dict[str, Any]:
    start = asker.ask(question("contract.start", at, read=typed.day, default=f"{signed:%d.%m.%Y}"))

    def later(written: str) -> datetime.date:
        day = typed.day(written)
        if day <= start:
            raise Wrong(words.ENDS_EARLY.fill(found=long(day), start=long(start)))
        return day

    end = asker.ask(question("contract.end", at, read=later, example=f"30.11.{start.year}"))
    return {"start": start.isoformat(), "end": end.isoformat()}
