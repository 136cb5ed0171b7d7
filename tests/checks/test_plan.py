"""Rules on plan and fact: for each the cases that must fire and those that must not."""

import datetime
from typing import Any

import pytest

from checks.cases import activity, dataset, findings, project, report, task, text
from grantpages.checks import plan
from grantpages.checks.catalogue import message_of

BEFORE_THE_END = datetime.date(2025, 8, 1)


def figure(kind: str, planned: int | None = None, actual: int | None = None, **more: Any) -> dict[str, Any]:
    numbers = {"planned": planned, "actual": actual}
    return {"kind": kind, **{name: value for name, value in numbers.items() if value is not None}, **more}


def of(*figures: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A project with one activity that has these figures."""
    return project(task(activity(figures=list(figures))), **fields)


def accounted(kk: str, ru: str = "текст") -> dict[str, Any]:
    return {"narrative": {"plan": text(kk, ru)}}


NOTE = text("Мектептердің сұрауы бойынша тағы екеуі өткізілді.", "По просьбе школ проведены еще два.")
REMARK = text("Орта есеппен.", "В среднем.")
DENIAL = accounted("Барлығы уақытында орындалды. Жоспардан ауытқу орын алмады.", "Отклонений от плана не было.")
AT = "tasks.0.activities.0.figures."

ROWS = [  # (rule, project, the fields at which it must fire)
    (plan.plan_not_reached, of(figure("events", 4, 4)), []),
    (plan.plan_not_reached, of(figure("events", 4, 3)), [AT + "0.actual"]),
    (plan.plan_not_reached, of(figure("events", 4, 6)), []),
    (plan.plan_not_reached, of(figure("participants", 1000, 950)), [AT + "0.actual"]),
    (plan.plan_not_reached, of(figure("participants", 1000, 950, planned_is="about")), []),
    (plan.plan_not_reached, of(figure("participants", 1000, 850, planned_is="about")), [AT + "0.actual"]),
    (plan.plan_not_reached, of(figure("participants", 1000, 950, actual_is="about")), []),
    (plan.plan_not_reached, of(figure("views", 30000, 29000, planned_is="at_least")), [AT + "0.actual"]),
    (plan.plan_not_reached, of(figure("events", 4, 3, note=NOTE)), []),
    (plan.plan_not_reached, of(figure("events", 4, 3, note=REMARK)), [AT + "0.actual"]),
    (plan.plan_not_reached, of(figure("events", 4, 3), **accounted("Ауа райына байланысты бірі өтпеді.")), []),
    (plan.plan_not_reached, of(figure("events", 4, 3), **accounted("Бәрі жақсы өтті.")), [AT + "0.actual"]),
    # An account that explains one deviation by its figures explains no other.
    (plan.plan_not_reached, of(figure("events", 7, 5), figure("copies", 900, 800), **accounted("7 кездесудің 5-еуі қарсаң себебінен өтті.")), [AT + "1.actual"]),
    (plan.plan_not_reached, of(figure("events", 4)), []),
    (plan.plan_not_reached, project(figures=[figure("copies", 500, 400)]), ["figures.0.actual"]),
    (plan.plan_exceeded, of(figure("events", 4, 6)), [AT + "0.actual"]),
    (plan.plan_exceeded, of(figure("copies", 500, 650)), [AT + "0.actual"]),
    (plan.plan_exceeded, of(figure("events", 4, 6, planned_is="at_least")), []),
    (plan.plan_exceeded, of(figure("events", 4, 6, note=NOTE)), []),
    (plan.plan_exceeded, of(figure("participants", 1000, 1047)), []),
    (plan.plan_exceeded, of(figure("items", 5, 5), figure("events", None, 3)), []),
    (plan.plan_surpassed, of(figure("participants", 1000, 1047)), [AT + "0.actual"]),
    (plan.plan_surpassed, of(figure("views", 30000, 31000, planned_is="at_least")), []),
    (plan.plan_surpassed, of(figure("participants", 100, 100)), []),
    (plan.plan_surpassed, of(figure("events", 4, 6)), []),
    (plan.plan_without_actual, of(figure("views", 30000)), [AT + "0.planned"]),
    (plan.plan_without_actual, of(figure("views", 30000, 31000)), []),
    (plan.plan_without_actual, of(figure("views", 30000, 0)), []),
    (plan.plan_without_actual, of(figure("participants", 300), figure("participants", None, 310)), []),
    (plan.plan_without_actual, of(figure("participants", 300), figure("views", None, 310)), [AT + "0.planned"]),
    (plan.plan_without_actual, project(task(activity(days=["2025-06-01", "2025-06-02"], figures=[figure("events", 2)]))), []),
    (plan.plan_without_actual, project(task(activity(days=["2025-06-01"], figures=[figure("events", 2)]))), [AT + "0.planned"]),
    (plan.plan_without_actual, of(figure("copies", 500, what=text("буклеттер", "буклеты")), figures=[figure("copies", None, 500, what=text("буклет", "буклеты"))]), []),
    (plan.plan_without_actual, of(figure("copies", 500, what=text("буклеттер", "буклеты")), figures=[figure("copies", None, 500, what=text("плакат", "плакаты"))]), [AT + "0.planned"]),
    (plan.no_deviation_claimed, of(figure("events", 4, 6), **DENIAL), ["narrative.plan"]),
    (plan.no_deviation_claimed, of(figure("events", 4, 6), figure("items", 5, 6), **DENIAL), ["narrative.plan"]),
    (plan.no_deviation_claimed, of(figure("events", 4, 3), **DENIAL), ["narrative.plan"]),
    (plan.no_deviation_claimed, of(figure("events", 4, 4), **DENIAL), []),
    (plan.no_deviation_claimed, of(figure("participants", 1000, 1047), **DENIAL), []),  # the public was planned as «not fewer»
    (plan.no_deviation_claimed, of(figure("events", 4, 6)), []),
    (plan.no_deviation_claimed, of(figure("events", 4, 6), **accounted("Іс-шаралар өтті.", "Мероприятия прошли.")), []),
    (plan.no_deviation_claimed, of(figure("events", 4, 6), **accounted("Жоба ауытқусыз орындалды.")), ["narrative.plan"]),
    (plan.no_deviation_claimed, of(figure("events", 4, 6), **accounted("мәтін", "Реализован без отклонений.")), ["narrative.plan"]),
    (plan.no_deviation_claimed, of(figure("events", 4, 6), **accounted("мәтін", "Отклонений, кроме флешмобов, нет.")), []),
    (plan.no_deviation_claimed, of(figure("events", 4, 6), **accounted("Мерзімнен ауытқу болмады. 4 флешмобтың орнына 6 өтті.")), []),
    (plan.no_deviation_claimed, of(figure("events", 9, 7), **accounted("Жоспар толық орындалды.")), ["narrative.plan"]),
    (plan.no_deviation_claimed, of(figure("events", 7, 9), **accounted("Жоспар толық орындалды.")), []),
    (plan.plan_by_another_measure, of(figure("views", 30000), figure("circulation", None, 47200)), [AT + "1.actual"]),
    (plan.plan_by_another_measure, of(figure("views", 30000), figure("circulation", 30000, 47200)), [AT + "1.actual"]),
    (plan.plan_by_another_measure, of(figure("views", 30000), figure("circulation", 50000, 47200)), []),
    (plan.plan_by_another_measure, of(figure("views", 30000, 31000), figure("circulation", None, 47200)), []),
    (plan.plan_by_another_measure, of(figure("views", 30000), figure("participants", None, 400)), []),
    (plan.plan_by_another_measure, of(figure("copies", 2000), figures=[figure("views", None, 9000)]), []),
    (plan.plan_by_another_measure, project(task(activity(figures=[figure("views", 2000)]), activity(figures=[figure("copies", 2000, 2500)]))), ["tasks.0.activities.1.figures.0.actual"]),
    (plan.plan_by_another_measure, project(task(activity(figures=[figure("views", 2000)]), activity(figures=[figure("copies", None, 2500)]))), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "one", "fields"), ROWS, ids=[f"{row[0].code}-{number}" for number, row in enumerate(ROWS)]
)
def test_a_rule_fires_where_it_must_and_nowhere_else(rule: Any, one: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(one))] == fields


@pytest.mark.parametrize(("today", "fires"), [(BEFORE_THE_END, False), (datetime.date(2025, 12, 1), True)])
def test_of_a_running_project_no_fact_is_asked(today: datetime.date, fires: bool) -> None:
    elsewhere = report(None) | {"projects": ["other"]}
    data = dataset(of(figure("views", 30000)), reports={"r": elsewhere})
    assert bool(findings(plan.plan_without_actual, data, today)) == fires


def test_the_deviations_are_named_beside_the_claim_that_there_are_none() -> None:
    mobs = figure("events", 4, 6, what=text("флешмоб", "флешмобы"))
    [finding] = findings(plan.no_deviation_claimed, dataset(of(mobs, figure("items", 5, 6), **DENIAL)))
    kk, ru = message_of(finding)
    assert "флешмоб – 6 (жоспарда 4); " in kk
    assert "флешмобы – 6 (в плане 4); " in ru
