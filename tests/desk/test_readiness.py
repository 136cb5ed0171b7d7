"""The check before publication: what is there, what is wrong, what to look at, each with its remedy."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from builtsite import VALID

from grantpages.desk import readywords as words
from grantpages.desk.announcement import GAP
from grantpages.desk.readiness import Item, Question, findings_of, is_ready, readiness
from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Entry, start
from grantpages.load import Dataset, load_folder
from grantpages.model import Announcement, Intake, Link, Order, Text

NOW = datetime.datetime(2025, 1, 31, 9)
URL = "https://operator.example/konkurs"


def dataset() -> Dataset:
    found, problems = load_folder(VALID)
    assert found, problems
    return found


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def checked(ledger: dict[str, Entry] | None = None, data: Dataset | None = None, **fields: Any) -> list[Item]:
    made = data or dataset()
    call = made.calls["aqtas-2025"].model_copy(
        update={"decision": None, "also_printed": (), "publish_at": None, **fields}
    )
    made = replace(made, calls={**made.calls, "c": call})
    return readiness(Question("c", made, findings_of(made, "calls", "c", NOW.date()), ledger or {}, NOW))


def said(items: list[Item], state: str) -> list[str]:
    return [item.text.ru for item in items if item.state == state]


def test_a_whole_call_is_ready_and_every_other_line_has_a_remedy() -> None:
    items = checked()
    assert is_ready(items)
    assert all(item.remedy for item in items if item.state != "done")
    assert not any(item.remedy for item in items if item.state == "done")
    assert "Срок публикации соблюден: рабочий день 4 из 5; последний день – 3 февраля 2025 года." in said(items, "done")
    assert "Прием заявок длится дней: 31, не меньше 20." in said(items, "done")


TEXT = Text(kk=f"а {GAP.kk}", ru="б")
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"order": None}, words.NO_ORDER.ru),
    ({"notice_received": None}, words.NO_NOTICE.ru),
    ({"announcement": None}, words.NO_ANNOUNCEMENT.ru),
    ({"announcement": Announcement(date=day("2025-01-31"))}, words.NO_TEXT.ru),
    ({"announcement": Announcement(date=day("2025-01-31"), text=TEXT)}, "незаполненное место"),
    ({"announcement": Announcement(date=day("2025-02-04"))}, "опоздание в рабочих днях – 1"),
    ({"announcement": Announcement(date=day("2025-01-24"))}, "стоит раньше уведомления"),
    ({"intake": None}, words.NO_INTAKE.ru),
    ({"intake": Intake(closes=day("2025-03-03"))}, "часа нет"),
    ({"draft": True}, words.DRAFT.ru),
]
OPEN: list[tuple[dict[str, Any], str]] = [
    ({"translation": "working"}, words.WORKING.ru),
    ({"order": Order(number="1", date=day("2025-01-28"))}, "раньше приказа"),
    ({"intake": Intake(closes=day("2025-02-10"), closes_at="18:30")}, "intake-short"),
    ({"intake": Intake(closes=day("2025-01-10"), closes_at="18:30")}, "intake-before-announcement"),
    ({"announcement": None}, "Последний день публикации: 3 февраля 2025 года"),
    ({"documents": ()}, words.NO_DOCUMENTS.ru),
]


@pytest.mark.parametrize(("fields", "text"), WRONG)
def test_what_is_missing_or_late_must_be_mended(fields: dict[str, Any], text: str) -> None:
    items = checked(**fields)
    assert any(text in line for line in said(items, "wrong"))
    assert not is_ready(items)


@pytest.mark.parametrize(("fields", "text"), OPEN)
def test_what_somebody_has_to_look_at(fields: dict[str, Any], text: str) -> None:
    assert any(text in line for line in said(checked(**fields), "open"))


def test_a_lot_outside_its_types_band_is_said_in_the_audits_words() -> None:
    lot = dataset().calls["aqtas-2025"].lots[0].model_copy(update={"amount": 12_000_000, "also_printed": ()})
    (line,) = [item for item in checked(lots=(lot,)) if item.group == "lots"]
    assert "lot-amount-outside-type" in line.text.kk
    assert line.remedy


@pytest.mark.parametrize(
    ("fields", "state", "text"),
    [
        ({}, "open", "еще не проверена"),
        ({"state": "alive", "last_alive": NOW.date()}, "done", "открывается, 31 января 2025 года"),
        ({"state": "gone"}, "wrong", URL),
        ({"state": "unverifiable"}, "open", URL),
    ],
)
def test_links_are_as_the_ledger_last_saw_them(fields: dict[str, Any], state: str, text: str) -> None:
    identity = identify(URL)
    tried = {"last_tried": NOW.date()} if fields else {}
    ledger = {identity.key: replace(start(identity), **fields, **tried)}
    announced = Announcement(date=day("2025-01-31"), text=Text(kk="а", ru="б"), links=(Link(url=URL),))
    (line,) = [item for item in checked(ledger, announcement=announced) if item.group == "links"]
    assert (line.state, text in line.text.ru) == (state, True)


def test_a_call_that_waits_says_until_when() -> None:
    (line,) = [item for item in checked(publish_at=datetime.datetime(2025, 1, 31, 10)) if item.group == "state"]
    assert line.text.ru == "Запись выйдет на сайт: 31 января 2025 года, 10:00 (время Астаны)."


def test_a_funder_that_is_hidden_longer_is_named() -> None:
    made = dataset()
    funder = made.organizations["aqtas-department"].model_copy(update={"draft": True})
    hidden = replace(made, organizations={**made.organizations, "aqtas-department": funder})
    assert any("aqtas-department" in line for line in said(checked(data=hidden), "wrong"))


def test_the_operators_own_least_length_counts() -> None:
    made = dataset()
    longer = replace(made, operator=made.operator.model_copy(update={"intake_days": 40}))
    assert any("intake-short" in line for line in said(checked(data=longer), "open"))
