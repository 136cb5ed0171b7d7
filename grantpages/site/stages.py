"""The stages of a competition with what is known of each; what is not known stays absent."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from grantpages.model import Call, Project, Text


@dataclass(frozen=True)
class Stage:
    """One stage: its key in the catalogue, its days, and what else is known of it."""

    key: str
    dates: tuple[datetime.date, ...] = ()
    number: str = ""
    hour: str = ""
    source: Text | None = None


def stages_of(call: Call, projects: Sequence[Project]) -> list[Stage]:
    """Order, notice, announcement, intake, decision, contracts: always all six, in this order."""
    intake = call.intake
    contracts = sorted({contract.date for project in projects if (contract := project.grant.contract)})
    return [
        Stage("order", (call.order.date,), call.order.number, source=call.order.source)
        if call.order
        else Stage("order"),
        Stage("notice", (call.notice_received,)) if call.notice_received else Stage("notice"),
        Stage("announcement", (call.announcement.date,)) if call.announcement else Stage("announcement"),
        Stage("intake", (intake.closes,), hour=intake.closes_at or "") if intake else Stage("intake"),
        Stage("decision", (call.decision.date,), call.decision.protocol, source=call.decision.source)
        if call.decision
        else Stage("decision"),
        Stage("contracts", tuple(contracts)),
    ]
