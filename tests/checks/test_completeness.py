"""Rules on what the form asks for: for each the cases that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, report, task, text
from checks.test_plan import figure
from grantpages.checks import completeness
from grantpages.checks.catalogue import message_of

FULL = activity(days=["2025-06-01"], place=text(), form="offline", figures=[figure("participants", 10, 10)])
VIDEO = activity(place=text(), figures=[figure("items", 2, 2)])
EMPTY = activity()
ZOOM = activity(form="online")
PARTS = ("goals", "facts", "plan", "change", "groups", "long_term", "effect")
TOLD = {part: text() for part in PARTS}
TABLES = {"total": 3, "gender": {"men": 1, "women": 2}, "categories": {"youth": 3}, "ages": {"17-22": 3}}
FIRST = "tasks.0.activities.0"
SECOND = "tasks.0.activities.1"

ROWS = [  # (rule, project, the fields at which it must fire)
    (completeness.dates_not_given, project(task(FULL)), []),
    (completeness.dates_not_given, project(task(FULL, VIDEO)), [SECOND]),
    (completeness.dates_not_given, project(task(EMPTY, VIDEO)), [FIRST]),  # one finding for all
    (completeness.dates_not_given, project(task(EMPTY, kind="information")), []),
    (completeness.places_not_given, project(task(FULL, VIDEO, ZOOM)), []),
    (completeness.places_not_given, project(task(FULL, EMPTY)), [SECOND]),
    (completeness.places_not_given, project(task(activity(events=[{"place": text()}]))), []),
    (completeness.forms_not_given, project(task(FULL, ZOOM)), []),
    (completeness.forms_not_given, project(task(FULL, VIDEO)), [SECOND]),
    (completeness.participants_not_given, project(task(FULL, VIDEO)), []),
    (completeness.participants_not_given, project(task(FULL, EMPTY)), [SECOND]),
    (completeness.participants_not_given, project(task(activity(events=[{"participants": 5}]))), []),
    (completeness.participants_not_given, project(task(activity(figures=[figure("participants", 10)]))), [FIRST]),
    (completeness.fulfilment_not_given, project(task(FULL, VIDEO)), []),
    (completeness.fulfilment_not_given, project(task(FULL, EMPTY)), [SECOND]),
    (completeness.fulfilment_not_given, project(task(activity(figures=[figure("items", 2)]))), [FIRST]),
    (completeness.fulfilment_not_given, project(task(activity(days=["2025-06-01"]))), []),
    (completeness.closing_date_not_given, project(task(FULL, kind="closing")), []),
    (completeness.closing_date_not_given, project(task(ZOOM, kind="closing")), [FIRST]),
    (completeness.closing_date_not_given, project(task(ZOOM, FULL, kind="closing")), []),
    (completeness.closing_date_not_given, project(task(ZOOM)), []),
    (completeness.narrative_not_given, project(narrative=TOLD), []),
    (completeness.narrative_not_given, project(narrative={**TOLD, "plan": None}), ["narrative"]),
    (completeness.narrative_not_given, project(), ["title"]),
    (completeness.tables_not_given, project(participants=TABLES), []),
    (completeness.tables_not_given, project(participants={**TABLES, "ages": {}}), ["participants"]),
    (completeness.tables_not_given, project(), ["title"]),
]


@pytest.mark.parametrize(
    ("rule", "one", "fields"), ROWS, ids=[f"{row[0].code}-{number}" for number, row in enumerate(ROWS)]
)
def test_a_rule_fires_where_it_must_and_nowhere_else(rule: Any, one: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(one))] == fields
    unreported = dataset(one, reports={"r": report(None) | {"projects": ["other"]}})
    assert not findings(rule, unreported)


def test_the_message_lists_the_activities_by_their_numbers() -> None:
    numbered = {**EMPTY, "number": "7"}
    [finding] = findings(completeness.dates_not_given, dataset(project(task(FULL, EMPTY, numbered))))
    assert message_of(finding).ru.endswith("Всего мероприятий – 3, дата не указана у 2: 1.2, 1.7.")


def organization(kind: str = "ngo", **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "name": text("«Үміт» ҚҚ", "ОФ «Умит»"), **fields}


@pytest.mark.parametrize(
    ("rule", "one", "fires"),
    [
        (completeness.head_not_given, organization(), True),
        (completeness.head_not_given, organization(head={"name": "А. Б."}), False),
        (completeness.head_not_given, organization("state_body"), False),
        (completeness.address_not_given, organization(), True),
        (completeness.address_not_given, organization(address=text()), False),
        (completeness.address_not_given, organization("state_body"), False),
    ],
)
def test_who_received_or_helped_is_described(rule: Any, one: dict[str, Any], fires: bool) -> None:
    data = dataset(project(), organizations={"g": one, "stranger": organization()})
    assert [finding.id for finding in findings(rule, data)] == ["g"] * fires


LINKED = call("https://example.kz/a")
BOTH = [{"url": "https://example.kz/a", "language": "kk"}, {"url": "https://example.kz/b", "language": "ru"}]


def announced(*links: dict[str, str]) -> dict[str, Any]:
    return call() | {"announcement": {"date": "2025-03-05", "links": list(links)}}


CALLS = [  # (rule, call, the fields at which it must fire)
    (completeness.notice_date_not_given, call(), ["announcement.date"]),
    (completeness.notice_date_not_given, call() | {"notice_received": "2025-03-01"}, []),
    (completeness.notice_date_not_given, call() | {"announcement": None}, []),
    (completeness.closing_hour_not_given, call() | {"intake": {"closes": "2025-04-01"}}, ["intake.closes"]),
    (completeness.closing_hour_not_given, call() | {"intake": {"closes": "2025-04-01", "closes_at": "18:30"}}, []),
    (completeness.closing_hour_not_given, call(), []),
    (completeness.intake_not_given, call(), ["title"]),
    (completeness.intake_not_given, call() | {"intake": {"closes": "2025-04-01"}}, []),
    (completeness.announcement_not_given, call(), ["announcement"]),
    (completeness.announcement_not_given, call() | {"announcement": None}, ["title"]),
    (completeness.announcement_not_given, LINKED, []),
    (completeness.announcement_in_one_language, LINKED, []),  # the links do not say their language
    (completeness.announcement_in_one_language, announced(*BOTH), []),
    (completeness.announcement_in_one_language, announced(BOTH[0]), ["announcement.links"]),
    (completeness.announcement_in_one_language, announced(), []),
]


@pytest.mark.parametrize(("rule", "competition", "fields"), CALLS)
def test_what_a_call_must_say(rule: Any, competition: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(competition=competition))] == fields


@pytest.mark.parametrize("rule", [completeness.intake_not_given, completeness.announcement_not_given])
def test_of_a_call_that_nobody_reported_on_nothing_is_asked(rule: Any) -> None:
    assert not findings(rule, dataset(reports={"r": report(None) | {"calls": ["other"]}}))


WORDS = {number: {"text": text()} for number in completeness.SECTIONS}


def signed(count: int) -> dict[str, Any]:
    return report(None) | {"signers": [{"position": text(), "name": "А. Б."}] * count}


REPORTS = [  # (rule, report, the fields at which it must fire)
    (completeness.report_section_not_given, report(None, WORDS), []),
    (completeness.report_section_not_given, report(None, {**WORDS, "8": {}}), ["sections"]),
    (completeness.report_section_not_given, report(None), ["sections"]),
    (completeness.signed_date_not_given, report(None), ["title"]),
    (completeness.signed_date_not_given, report("2025-12-25"), []),
    (completeness.signers_not_given, signed(2), []),
    (completeness.signers_not_given, signed(1), ["signers"]),
    (completeness.signers_not_given, signed(0), ["title"]),
    (completeness.partners_total_not_given, report(None, {"7": {"text": text("Әріптестер туралы мәлімет:")}}), ["sections.7"]),
    (completeness.partners_total_not_given, report(None, {"7": {"text": text("Барлығы 2 әріптес тартылды:")}}), []),
    (completeness.partners_total_not_given, report(None, {"7": {"text": text("Екі әріптес тартылды:")}}), []),
    (completeness.partners_total_not_given, report(None), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "one", "fields"), REPORTS)
def test_what_a_report_must_say(rule: Any, one: dict[str, Any], fields: list[str]) -> None:
    data = dataset(project(partners=["o"]), reports={"r": one})
    assert [finding.field for finding in findings(rule, data)] == fields


def test_without_partners_no_total_is_asked() -> None:
    one = report(None, {"7": {"text": text("Әріптестер тартылған жоқ.")}})
    assert not findings(completeness.partners_total_not_given, dataset(project(), reports={"r": one}))
