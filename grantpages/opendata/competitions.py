"""Tables of competitions and their lots."""

from collections.abc import Iterator

from grantpages.model import Applications, Call, Decision, Intake, Lot, Order
from grantpages.opendata.basis import Basis
from grantpages.opendata.table import TAIL, Reference, Row, Table, day, of, pair, text, whole
from grantpages.opendata.tail import tail_of
from grantpages.problem import Message

_CALL = text("call", "Конкурстың белгісі.", "Обозначение конкурса.", required=True)


def _calls(basis: Basis) -> Iterator[Row]:
    for id, call in basis.dataset.calls.items():
        order, intake, applications, decision = call.order, call.intake, call.applications, call.decision
        yield (
            id, call.title.kk, call.title.ru, call.funder, call.region, call.district, call.territory.kk,
            call.territory.ru,
            order.number if order else None, order.date if order else None, call.notice_received,
            call.announcement.date if call.announcement else None,
            *((intake.opens, intake.closes, intake.closes_at) if intake else (None, None, None)),
            *((applications.received, applications.admitted) if applications else (None, None)),
            *((decision.protocol, decision.date) if decision else (None, None)),
            len(call.lots), sum(lot.grants for lot in call.lots), sum(lot.amount for lot in call.lots),
            *tail_of(basis, "calls", id),
        )  # fmt: skip


def _lots(basis: Basis) -> Iterator[Row]:
    for id, call in basis.dataset.calls.items():
        tail = tail_of(basis, "calls", id)
        for lot in call.lots:
            yield (
                id, lot.number, lot.direction.kk, lot.direction.ru, lot.sphere, lot.grant_type, lot.grants, lot.amount,
                *tail,
            )  # fmt: skip


CALLS = Table(
    "calls",
    Message("Конкурстар", "Конкурсы"),
    (
        text("id", "Конкурстың белгісі.", "Обозначение конкурса.", required=True),
        *pair(Call, "title"),
        of(Call, "funder"),
        of(Call, "region"),
        of(Call, "district"),
        *pair(Call, "territory"),
        of(Order, "number", "order_number"),
        of(Order, "date", "order_date", "date"),
        of(Call, "notice_received", kind="date"),
        day("announced", "Хабарландырудың күні.", "Дата объявления."),
        of(Intake, "opens", "intake_opens", "date"),
        of(Intake, "closes", "intake_closes", "date"),
        of(Intake, "closes_at", "intake_closes_at"),
        of(Applications, "received", "applications_received", "integer"),
        of(Applications, "admitted", "applications_admitted", "integer"),
        of(Decision, "protocol", "protocol_number"),
        of(Decision, "date", "protocol_date", "date"),
        whole("lots", "Лот саны.", "Количество лотов.", required=True),
        whole("grants", "Барлық лоттағы грант саны.", "Количество грантов во всех лотах.", required=True),
        whole("amount", "Барлық лоттың сомасы, теңге.", "Сумма всех лотов, тенге.", required=True, money=True),
        *TAIL,
    ),
    ("id",),
    _calls,
    (
        Reference(("funder",), "organizations", ("id",)),
        Reference(("region",), "regions", ("id",)),
        Reference(("district",), "districts", ("id",)),
    ),
)
"""A row for each competition."""
LOTS = Table(
    "lots",
    Message("Лоттар", "Лоты"),
    (
        _CALL,
        of(Lot, "number", kind="integer"),
        *pair(Lot, "direction"),
        of(Lot, "sphere"),
        of(Lot, "grant_type"),
        of(Lot, "grants", kind="integer"),
        of(Lot, "amount", kind="integer", money=True),
        *TAIL,
    ),
    ("call", "number"),
    _lots,
    (
        Reference(("call",), "calls", ("id",)),
        Reference(("sphere",), "spheres", ("id",)),
        Reference(("grant_type",), "grant-types", ("id",)),
    ),
)
"""A row for each lot of a competition."""
