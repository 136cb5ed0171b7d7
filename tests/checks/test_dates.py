"""Rules on dates: steps of a competition, contract, period, events."""

from dataclasses import replace
from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task, text
from grantpages import model
from grantpages.checks import dates, steps
from grantpages.load import Dataset

SHORT = model.GrantType(id="short", name=model.Text(kk="қысқа", ru="короткий"), months_from=3, months_to=12, mci_from=500, mci_to=3000)  # fmt: skip
LONG = model.GrantType(id="long", name=model.Text(kk="ұзақ", ru="длинный"), months_from=24, months_to=36, mci_from=10_000)  # fmt: skip


def held(*days: str, **fields: Any) -> dict[str, Any]:
    return project(task(activity(days=days)), **fields)


def period(start: str, end: str, kk: str = "", ru: str = "", **fields: Any) -> dict[str, Any]:
    printed = {"as_printed": text(kk, ru)} if kk else {}
    return project(period={"start": start, "end": end, **printed}, **fields)


def contract(day: str, amount: int = 11_000_000) -> dict[str, Any]:
    return {"grant": {"contract": {"number": "1", "date": day}, "amount": amount}}


def closing(*days: str, late: str = "2025-09-01", kind: str = "task") -> dict[str, Any]:
    return project(task(activity(days=["2025-06-01", late]), kind=kind), task(activity(days=days), kind="closing"))


def also(field: str, *printed: tuple[str, str]) -> dict[str, Any]:
    return {"also_printed": [{"field": field, "date": day, "printed": place} for day, place in printed]}


def told(kk: str, ru: str = "текст", section: str = "facts", **fields: Any) -> dict[str, Any]:
    return project(narrative={section: text(kk, ru)}, **fields)


EVENT = "tasks.0.activities.0.events.0.date"
END = also("period.end", ("2025-11-15", "app2-overview"), ("2025-11-15", "app2-facts"))
PROJECTS = [  # (rule, a project, the paths at which it fires); the period is 6 May to 30 November 2025
    (dates.event_outside_period, held("2025-05-06", "2025-11-30"), []),
    (dates.event_outside_period, held("2025-05-05"), [EVENT]),
    (dates.event_outside_period, held("2025-12-01"), [EVENT]),
    (dates.event_outside_period, held("2024-06-14", "2025-06-14"), [EVENT]),
    (dates.event_outside_printed_period, held("2025-11-18", **END), [EVENT]),
    (dates.event_outside_printed_period, held("2025-11-15", **END), []),
    (dates.event_outside_printed_period, held("2025-12-18", **END), []),  # said by event-outside-period
    (dates.event_outside_printed_period, held("2025-05-10", **also("period.start", ("2025-06-01", "app2-facts"))), [EVENT]),
    (dates.event_before_contract, held("2025-05-06"), []),
    (dates.event_before_contract, held("2025-05-07", **contract("2025-05-20")), [EVENT]),
    (dates.event_before_contract, held("2025-05-20", **contract("2025-05-20")), []),
    (dates.event_in_future, held("2025-06-14"), []),
    (dates.event_in_future, held("2026-06-14"), [EVENT]),
    (dates.event_twice, held("2025-06-14", "2025-06-15"), []),
    (dates.event_twice, held("2025-06-14", "2025-06-14", "2025-06-14"), ["tasks.0.activities.0.events.1.date"]),
    (dates.event_twice, project(task(activity(days=["2025-06-14"]), activity(days=["2025-06-14"]))), []),
    (dates.event_twice, project(task({"events": [{"date": "2025-06-14", "place": text(place)} for place in "аб"]})), []),
    (dates.closing_before_events, closing("2025-09-22"), []),
    (dates.closing_before_events, closing("2025-09-01"), []),
    (dates.closing_before_events, closing("2025-08-22"), ["tasks.1.activities.0.events.0.date"]),
    (dates.closing_before_events, closing("2025-08-22", "2025-10-01"), []),
    (dates.closing_before_events, closing(), []),
    (dates.closing_before_events, closing("2025-08-22", kind="information"), []),
    (dates.period_before_contract, project(), []),
    (dates.period_before_contract, project(**contract("2025-05-07")), ["period.start"]),
    (dates.period_reversed, project(), []),
    (dates.period_reversed, period("2025-05-06", "2024-11-30"), ["period.end"]),
    (dates.period_printed_twice, project(), []),
    (dates.period_printed_twice, project(**END), ["also_printed.0.date"]),
    (dates.period_printed_twice, project(**also("period.end", ("2025-11-30", "app2-facts"))), []),
    (dates.period_printed_twice, project(**also("period.start", ("2025-05-05", "app2-facts"), ("2025-05-16", "app2-goals"))), ["also_printed.0.date", "also_printed.1.date"]),
    (dates.period_year_missing, period("2025-05-06", "2025-11-30"), []),
    (dates.period_year_missing, period("2025-05-06", "2025-11-30", "6 мамыр - 30 қараша аралығы", "с 6 мая по 30 ноября"), ["period.as_printed"]),
    (dates.period_year_missing, period("2025-05-06", "2025-11-30", "2025 жылғы 6 мамыр – 30 қараша", "т"), []),
    (dates.period_unlike_printed, period("2025-05-06", "2025-11-30", "6 мамыр - 30 қараша аралығы", "с 6 мая по 30 ноября"), []),
    (dates.period_unlike_printed, period("2025-05-06", "2025-11-30", "5 мамыр - 30 қараша аралығы", "с 6 мая по 30 ноября"), ["period.as_printed.kk"]),
    (dates.period_unlike_printed, period("2025-05-06", "2025-11-30", "2024 жылғы 6 мамыр – 30 қараша", "т"), ["period.as_printed.kk"]),
    (dates.period_unlike_printed, period("2025-05-06", "2025-11-30", "мамыр – қараша 2025", "май – ноябрь 2025"), []),
    (dates.period_in_text, told("Жоба 2025 жылғы 6 мамыр мен 30 қараша аралығында жүзеге асырылды."), []),
    (dates.period_in_text, told("Нәтиже бар. Жоба 2025 жылғы 6 мамыр мен 15 қараша аралығында жүзеге асырылды."), ["narrative.facts.kk"]),
    (dates.period_in_text, told("м", "Проект реализован в период с 6 мая по 15 ноября 2025 года."), ["narrative.facts.ru"]),
    (dates.period_in_text, told("Жоба 2025 жылғы 6 мамыр мен 15 қараша аралығында жүзеге асырылды.", **END), []),
    (dates.period_in_text, told("м", "Опрос прошел с 1 по 15 ноября 2025 года, лагерь – с 1 июня по 15 июня."), []),
    (dates.term_outside_type, project(), []),
    (dates.term_outside_type, period("2025-05-06", "2025-08-05"), []),
    (dates.term_outside_type, period("2025-05-06", "2025-08-04"), ["period.end"]),
    (dates.term_outside_type, period("2025-05-06", "2026-05-06"), []),
    (dates.term_outside_type, period("2025-05-06", "2026-05-07"), ["period.end"]),
    (dates.term_outside_type, period("2025-05-06", "2024-05-07"), []),  # said by period-reversed
    (dates.amount_outside_type, project(), []),
    (dates.amount_outside_type, project(**contract("2025-05-05", 1_966_000)), []),
    (dates.amount_outside_type, project(**contract("2025-05-05", 1_965_999)), ["grant.amount"]),
    (dates.amount_outside_type, project(**contract("2025-05-05", 11_796_001)), ["grant.amount"]),
    (dates.amount_outside_type, project(**contract("2026-05-05", 11_796_001)), []),  # another year, another MCI
    (dates.amount_outside_type, project(**contract("2026-01-15", 1_966_000)), []),  # announced in 2025
    (dates.amount_outside_type, project(**contract("2026-01-15", 13_000_000)), ["grant.amount"]),
    (dates.amount_outside_type, project(**contract("2019-05-05", 5)), []),  # the MCI is not known
]  # fmt: skip


def data(one: dict[str, Any] | None = None, competition: dict[str, Any] | None = None, **fields: Any) -> Dataset:
    made = dataset(one, competition, **fields)
    return replace(made, grant_types={"short": SHORT, "long": LONG}, mci={2025: 3932, 2026: 4325})


@pytest.mark.parametrize(("rule", "one", "paths"), PROJECTS)
def test_the_dates_of_a_project(rule: Any, one: dict[str, Any], paths: list[str]) -> None:
    assert [finding.field for finding in findings(rule, data(one))] == paths


def test_a_period_printed_twice_names_every_place() -> None:
    (found,) = findings(dates.period_printed_twice, data(project(**END)))
    assert found.values["place"].ru.count(";") == 1
    assert found.values["main"].ru == "приложение 1, пункт 5"


def test_the_closing_event_and_what_came_later_are_counted() -> None:
    (found,) = findings(dates.closing_before_events, data(closing("2025-05-22")))
    assert (found.values["count"], str(found.values["last"])) == (2, "2025-09-01")


def competition(**fields: Any) -> dict[str, Any]:
    return call() | {name: value for name, value in fields.items() if value is not None}


def decided(day: str) -> dict[str, str]:
    return {"protocol": "1", "date": day}


CALLS = [  # the announcement is of 5 March 2025
    (steps.announcement_before_order, competition(order={"number": "1", "date": "2025-02-28"}), []),
    (steps.announcement_before_order, competition(order={"number": "1", "date": "2025-03-06"}), ["announcement.date"]),
    (steps.intake_before_announcement, competition(intake={"closes": "2025-04-01"}), []),
    (steps.intake_before_announcement, competition(intake={"closes": "2025-03-01"}), ["intake.closes"]),
    (steps.intake_before_announcement, competition(intake={"opens": "2025-03-04", "closes": "2025-04-01"}), ["intake.opens"]),
    (steps.intake_reversed, competition(intake={"opens": "2025-04-04", "closes": "2025-04-01"}), ["intake.closes"]),
    (steps.intake_reversed, competition(intake={"opens": "2025-03-06", "closes": "2025-04-01"}), []),
    (steps.intake_short, competition(intake={"closes": "2025-04-01"}), []),
    (steps.intake_short, competition(intake={"closes": "2025-03-25"}), []),
    (steps.intake_short, competition(intake={"closes": "2025-03-24"}), ["intake.closes"]),
    (steps.intake_short, competition(intake={"opens": "2025-03-20", "closes": "2025-04-01"}), ["intake.closes"]),
    (steps.intake_short, competition(), []),
    (steps.decision_before_intake_end, competition(intake={"closes": "2025-04-01"}, decision=decided("2025-04-28")), []),
    (steps.decision_before_intake_end, competition(intake={"closes": "2025-04-01"}, decision=decided("2025-03-28")), ["decision.date"]),
    (steps.decision_before_intake_end, competition(decision=decided("2025-03-01")), []),
    (dates.lot_amount_outside_type, competition(announcement={"date": "2025-12-10"}, lots=[call()["lots"][0] | {"amount": 12_900_000}]), []),
    (dates.lot_amount_outside_type, competition(), []),
    (dates.lot_amount_outside_type, competition(lots=[call()["lots"][0] | {"amount": 12_000_000}]), ["lots.0.amount"]),
    (dates.lot_amount_outside_type, competition(lots=[call()["lots"][0] | {"amount": 22_000_000, "grants": 2}]), []),
    (dates.lot_amount_outside_type, competition(lots=[call()["lots"][0] | {"grant_type": "long", "amount": 39_320_000}]), []),
    (dates.lot_amount_outside_type, competition(lots=[call()["lots"][0] | {"grant_type": "long", "amount": 39_319_999}]), ["lots.0.amount"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "call_", "paths"), CALLS)
def test_the_steps_of_a_competition(rule: Any, call_: dict[str, Any], paths: list[str]) -> None:
    assert [finding.field for finding in findings(rule, data(None, call_))] == paths


def test_the_operator_sets_how_long_an_intake_lasts() -> None:
    made = data(None, competition(intake={"closes": "2025-03-25"}))
    longer = replace(made, operator=made.operator.model_copy(update={"intake_days": 21}))
    (found,) = findings(steps.intake_short, longer)
    assert (found.values["days"], found.values["least"]) == (20, 21)


CONTRACTS = [  # (the competition, the contract's day, after the decision?, after the intake?)
    (competition(decision=decided("2025-04-28")), "2025-05-05", True, True),
    (competition(decision=decided("2025-05-06")), "2025-05-05", False, True),
    (competition(intake={"closes": "2025-04-01"}), "2025-03-31", True, False),
    (competition(intake={"closes": "2025-04-01"}), "2025-04-02", True, True),
    (competition(), "2025-01-01", True, True),
]


@pytest.mark.parametrize(("call_", "day", "decision", "intake"), CONTRACTS)
def test_a_contract_follows_the_competition(call_: Any, day: str, decision: bool, intake: bool) -> None:
    made = data(project(**contract(day)), call_)
    assert (not findings(dates.contract_before_decision, made)) == decision
    assert (not findings(dates.contract_before_intake_end, made)) == intake


@pytest.mark.parametrize(("signed", "fires"), [("2025-12-25", False), ("2025-11-29", True), (None, False)])
def test_a_report_is_signed_after_its_projects(signed: str | None, fires: bool) -> None:
    assert bool(findings(steps.report_before_end, data(project(), signed=signed))) == fires


@pytest.mark.parametrize(
    ("start", "end", "fires"),
    [("2025-05-06", "2025-11-30", False), ("2024-10-01", "2026-03-01", False), ("2026-02-01", "2026-11-30", True)],
)
def test_a_project_belongs_to_the_report_of_its_year(start: str, end: str, fires: bool) -> None:
    assert bool(findings(steps.report_other_year, data(period(start, end)))) == fires
