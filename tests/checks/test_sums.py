"""Rules on participants: tables, events, activities, the project."""

from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task, text
from grantpages.checks import sums

CATEGORIES = (
    "children", "youth", "civil_servants", "budget_staff", "disabled", "older", "unemployed",
    "public_organizations", "business", "other",
)  # fmt: skip
BANDS = ("13-16", "17-22", "23-27", "28-32", "33-45", "46-58", "59+")


def categories(*counts: int) -> dict[str, int]:
    return dict(zip(CATEGORIES, counts, strict=True))


def ages(*counts: int) -> dict[str, int]:
    return dict(zip(BANDS, counts, strict=True))


def people(total: int, **tables: Any) -> dict[str, Any]:
    return {"participants": {"total": total, **tables}}


def gender(men: int, women: int) -> dict[str, Any]:
    return {"gender": {"men": men, "women": women}}


EXACT = categories(0, 405, 10, 100, 3, 50, 10, 3, 10, 9)
OVER = ages(7840, 962, 495, 451, 234, 30, 8)
TABLES = [  # (rule, the participants, the paths at which it fires)
    (sums.participants_gender_sum, people(600, **gender(275, 325)), []),
    (sums.participants_gender_sum, people(600), []),
    (sums.participants_gender_sum, people(600, **gender(275, 335)), ["participants.gender"]),
    (sums.participants_gender_sum, people(85, **gender(40, 40)), ["participants.gender"]),
    (sums.participants_category_sum, people(600, categories=EXACT), []),
    (sums.participants_category_sum, people(610, categories=EXACT), ["participants.categories"]),
    (sums.participants_category_sum, people(590, categories=EXACT), ["participants.categories"]),
    (sums.participants_category_sum, people(600, categories={"youth": 400}), []),  # the others are not stated
    (sums.participants_category_sum, people(300, categories={"youth": 400}), ["participants.categories"]),
    (sums.participants_age_sum, people(10_020, ages=OVER), []),
    (sums.participants_age_sum, people(10_019, ages=OVER), ["participants.ages"]),
    (sums.participants_age_sum, people(10_100, ages=OVER), ["participants.ages"]),
    (sums.participants_age_sum, people(120, ages={"13-16": 100}), []),
    (sums.participants_age_sum, people(120), []),
    (sums.participants_total_alone, people(600, categories=EXACT, **gender(275, 325)), []),
    (sums.participants_total_alone, people(660, categories=EXACT, **gender(275, 325)), ["participants.total"]),
    (sums.participants_total_alone, people(600, categories=EXACT, **gender(275, 335)), []),
    (sums.participants_total_alone, people(600, **gender(275, 335)), []),
]


@pytest.mark.parametrize(("rule", "fields", "paths"), TABLES)
def test_a_table_and_its_total(rule: Any, fields: dict[str, Any], paths: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(project(**fields)))] == paths


def figure(
    actual: int | None, label: tuple[str, str] | None = None, kind: str = "participants", **fields: Any
) -> dict[str, Any]:
    return {"kind": kind, "actual": actual, **fields} | ({"what": text(*label)} if label else {})


ALL = ("барлық қатысушы", "все участники")
GIRLS = ("қыздар", "девочки")
BOYS = ("ұлдар", "мальчики")
PROJECT_FIGURES = [
    (sums.total_printed_otherwise, [figure(600, ALL)], []),
    (sums.total_printed_otherwise, [figure(650, ALL)], ["figures.0.actual"]),
    (sums.total_printed_otherwise, [figure(580)], ["figures.0.actual"]),
    (sums.total_printed_otherwise, [figure(500, ALL, actual_is="at_least")], []),
    (sums.total_printed_otherwise, [figure(700, ALL, actual_is="at_least")], ["figures.0.actual"]),
    (sums.total_printed_otherwise, [figure(630, ALL, actual_is="about")], []),
    (sums.total_printed_otherwise, [figure(650, ("байқауға қатысушылар", "участники конкурсов"))], []),
    (sums.total_printed_otherwise, [figure(650, ALL, "views")], []),
    (sums.figure_over_total, [figure(600, GIRLS), figure(120, BOYS)], []),
    (sums.figure_over_total, [figure(700, GIRLS)], ["figures.0.actual"]),
    (sums.figure_over_total, [figure(700, ALL)], []),  # said by total-printed-otherwise
    (sums.figure_over_total, [figure(10_000, None, "views")], []),
]


@pytest.mark.parametrize(("rule", "figures", "paths"), PROJECT_FIGURES)
def test_a_figure_of_the_whole_project(rule: Any, figures: list[dict[str, Any]], paths: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(project(figures=figures, **people(600))))] == paths


def held(*counts: int | None) -> list[dict[str, Any]]:
    return [{"participants": count} if count is not None else {} for count in counts]


def one(figures: list[dict[str, Any]], *counts: int | None) -> dict[str, Any]:
    return activity(figures=figures) | {"events": held(*counts)}


FAMILIES = ("отбасы өкілдері", "представители семей")
ACTIVITIES = [  # (rule, an activity, the paths inside it)
    (sums.event_participants_sum, one([figure(150)], 50, 50, 50), []),
    (sums.event_participants_sum, one([figure(150)], 50, 50, 60), ["figures.0.actual"]),
    (sums.event_participants_sum, one([figure(150)], 50, 50, None), []),
    (sums.event_participants_sum, one([figure(150)], 90, 90, None), ["figures.0.actual"]),
    (sums.event_participants_sum, one([figure(150, actual_is="at_least")], 90, 90), []),
    (sums.event_participants_sum, one([figure(190, actual_is="at_least")], 90, 90), ["figures.0.actual"]),
    (sums.event_participants_sum, one([figure(21, GIRLS), figure(20, BOYS)], 21, 20), []),
    (sums.event_participants_sum, one([figure(30, GIRLS), figure(120, BOYS)], 30, 30, 30, 30), []),
    (sums.event_participants_sum, one([figure(150, FAMILIES)], 50, 40), ["figures.0.actual"]),
    (sums.event_participants_sum, one([figure(10, ("жеңімпаздар", "победители"))], 50, 40), []),
    (sums.event_participants_sum, one([figure(150)]), []),
    (sums.event_participants_sum, one([], 50, 40), []),
    (sums.event_participants_sum, one([figure(5, None, "events")], 50, 40), []),
    (sums.event_participants_group, one([figure(150, FAMILIES)], 50, 50, 60), ["figures.0.actual"]),
    (sums.event_participants_group, one([figure(150, FAMILIES)], 50, 50, 50), []),
    (sums.event_participants_group, one([figure(10, ("жеңімпаздар", "победители"))], 50, 40), []),
    (sums.event_over_total, one([], 600, 100), []),
    (sums.event_over_total, one([], 100, 601), ["events.1.participants"]),
    (sums.figure_over_total, one([figure(601)]), ["figures.0.actual"]),
    (sums.figure_over_total, one([figure(600), figure(5_000, None, "circulation")]), []),
    (sums.figure_parts_sum, one([figure(1_047), figure(600, GIRLS), figure(447, BOYS)]), []),
    (sums.figure_parts_sum, one([figure(1_047), figure(600, GIRLS), figure(457, BOYS)]), ["figures.0.actual"]),
    (sums.figure_parts_sum, one([figure(1_047), figure(590, GIRLS), figure(447, BOYS)]), ["figures.0.actual"]),
    (sums.figure_parts_sum, one([figure(1_047), figure(100, GIRLS), figure(200, BOYS)]), []),  # not all parts
    (sums.figure_parts_sum, one([figure(729), figure(4, GIRLS)]), []),
    (sums.figure_parts_sum, one([figure(50, FAMILIES, "works"), figure(39, GIRLS, "works"), figure(12, BOYS, "works")]), ["figures.0.actual"]),
    (sums.figure_parts_sum, one([figure(21, FAMILIES), figure(20, GIRLS), figure(90, BOYS)]), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "activity_", "paths"), ACTIVITIES)
def test_an_activity_and_its_events(rule: Any, activity_: dict[str, Any], paths: list[str]) -> None:
    data = dataset(project(task(activity_), **people(600)))
    assert [finding.field.removeprefix("tasks.0.activities.0.") for finding in findings(rule, data)] == paths


MORE = {"figures": [figure(90, actual_is="at_least")]}
ATTENDANCE = [  # (the project's total, activities, fires surely, fires as a question)
    (150, [one([figure(100)]), one([figure(60)])], False, False),
    (200, [one([figure(100)]), one([figure(60)])], True, False),
    (200, [one([figure(100)]), one([], 60, 50)], False, False),
    (200, [one([figure(100)]), one([], 60, 30)], True, False),
    (200, [one([figure(100)]), one([], 60, None)], False, True),
    (200, [one([figure(100)]), activity(**MORE)], False, True),
    (200, [one([figure(100)]), activity()], False, True),
    (200, [one([figure(100)]), activity(), activity()], False, False),  # too little is known
    (200, [one([figure(100), figure(150, None, "respondents")])], False, False),
    (200, [activity()], False, False),
]


@pytest.mark.parametrize(("total", "activities", "sure", "asked"), ATTENDANCE)
def test_persons_are_no_more_than_attendances(total: int, activities: list[Any], sure: bool, asked: bool) -> None:
    data = dataset(project(task(*activities), **people(total)))
    assert bool(findings(sums.total_over_attendance, data)) == sure
    assert bool(findings(sums.total_over_known_attendance, data)) == asked


def also(field: str, number: int, **fields: Any) -> dict[str, Any]:
    return {"also_printed": [{"field": field, "number": number, "printed": "app2-groups", **fields}]}


TWICE = [  # (the figure, what is printed elsewhere, fires)
    (figure(190, actual_is="at_least"), also("actual", 160, number_is="at_least"), True),
    (figure(190), also("actual", 160, number_is="at_least"), False),
    (figure(150), also("actual", 160, number_is="at_least"), True),
    (figure(1_005_195), also("actual", 1_000_000, number_is="at_least"), False),
    (figure(100, actual_is="at_least"), also("actual", 100), False),
    (figure(100), also("actual", 95, number_is="about"), False),
    (figure(100), also("actual", 80, number_is="about"), True),
    (figure(100), also("actual", 101), True),
    (figure(None, planned=100), also("actual", 101), False),
]


@pytest.mark.parametrize(("shown", "other", "fires"), TWICE)
def test_a_number_printed_twice(shown: dict[str, Any], other: dict[str, Any], fires: bool) -> None:
    for fields in (project(task(activity(figures=[shown | other]))), project(figures=[shown | other])):
        found = findings(sums.number_printed_twice, dataset(fields))
        assert [finding.field.rsplit("also", 1)[1] for finding in found] == ["_printed.0.number"] * fires


def test_a_second_number_of_a_table_or_a_lot() -> None:
    fields = people(600, categories=EXACT, **also("categories.youth", 400))
    assert [finding.field for finding in findings(sums.number_printed_twice, dataset(project(**fields)))] == [
        "participants.also_printed.0.number"
    ]
    competition = call()
    competition["lots"][0].update(also("amount", 12_000_000))
    assert [finding.field for finding in findings(sums.lot_number_printed_twice, dataset(competition=competition))] == [
        "lots.0.also_printed.0.number"
    ]
    competition["lots"][0].update(also("amount", 11_000_000))
    assert not findings(sums.lot_number_printed_twice, dataset(competition=competition))
