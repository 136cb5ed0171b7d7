"""Rules across the tables of participants."""

from typing import Any

import pytest

from checks.cases import activity, dataset, findings, project, task, text
from checks.test_sums import ages, categories, figure
from grantpages.checks import limits
from grantpages.checks.rule import rules_of

FIRST = categories(0, 405, 10, 100, 3, 50, 10, 3, 10, 9)
FIRST_AGES = ages(10, 112, 206, 87, 101, 62, 22)
SECOND = categories(7952, 1534, 85, 160, 0, 107, 128, 53, 0, 0)
SECOND_AGES = ages(7840, 962, 495, 451, 234, 30, 8)
YOUNG, OLD, KINDERGARTEN = ages(300, 100, 0, 0, 0, 0, 0), ages(0, 0, 0, 0, 0, 50, 50), ages(20, 10, 0, 0, 20, 0, 0)


def of(**counts: int) -> dict[str, int]:
    return categories(*(counts.get(name, 0) for name in FIRST))


TABLES = [  # (rule, total, categories, ages, the categories at which it fires)
    (limits.older_over_ages, 600, FIRST, FIRST_AGES, []),
    (limits.older_over_ages, 10_019, SECOND, SECOND_AGES, ["older"]),
    (limits.older_over_ages, 10_019, SECOND, {"59+": 8}, []),  # the table is not whole
    (limits.older_over_ages, 100, of(older=100), OLD, []),
    (limits.older_over_ages, 201, of(older=101), OLD, ["older"]),  # only children are without a band
    (limits.children_over_ages, 10_019, SECOND, SECOND_AGES, []),
    (limits.children_over_ages, 100, of(children=100), OLD, ["children"]),
    (limits.children_over_ages, 200, of(children=180, budget_staff=20), KINDERGARTEN, []),  # under 13 there is no band
    (limits.children_over_ages, 50, of(children=31, budget_staff=19), KINDERGARTEN, ["children"]),
    (limits.youth_over_ages, 600, FIRST, FIRST_AGES, []),
    (limits.youth_over_ages, 100, of(youth=1, older=99), OLD, ["youth"]),
    (limits.youth_over_ages, 600, FIRST | {"youth": 517}, FIRST_AGES, ["youth"]),
    (limits.young_over_ages, 50, of(children=30, youth=20), KINDERGARTEN, []),
    (limits.young_over_ages, 600, of(children=112, youth=405), FIRST_AGES, ["children"]),
    (limits.young_over_ages, 600, of(children=122, youth=516), FIRST_AGES, []),  # counted twice
    (limits.adults_over_ages, 600, FIRST, FIRST_AGES, []),
    (limits.adults_over_ages, 10_019, SECOND, SECOND_AGES, []),
    (limits.adults_over_ages, 400, of(children=280, budget_staff=120), YOUNG, ["civil_servants"]),
    (limits.adults_over_ages, 400, of(children=300, budget_staff=120), YOUNG, []),  # counted twice
    (limits.children_none, 600, FIRST, FIRST_AGES, ["children"]),
    (limits.children_none, 10_019, SECOND, SECOND_AGES, []),
    (limits.children_none, 600, {"youth": 405}, FIRST_AGES, []),  # not stated is not 0
    (limits.children_none, 100, of(older=100), OLD, []),
    (limits.children_none, 400, of(children=200), YOUNG, []),
    (limits.children_under_youngest, 400, of(children=200), YOUNG, ["children"]),
    (limits.children_under_youngest, 400, of(children=300), YOUNG, []),
    (limits.children_under_youngest, 600, FIRST, FIRST_AGES, []),  # said by children-none
    (limits.older_under_oldest, 600, FIRST, FIRST_AGES, []),
    (limits.older_under_oldest, 100, of(older=49), OLD, ["older"]),
]


@pytest.mark.parametrize(("rule", "total", "kinds", "bands", "fired"), TABLES)
def test_what_the_tables_allow_each_other(rule: Any, total: int, kinds: Any, bands: Any, fired: list[str]) -> None:
    data = dataset(project(participants={"total": total, "categories": kinds, "ages": bands}))
    assert [finding.field for finding in findings(rule, data)] == [f"participants.categories.{name}" for name in fired]


def test_no_table_sets_no_limit() -> None:
    for fields in ({}, {"participants": {"total": 5}}):
        data = dataset(project(**fields))
        assert not any(findings(rule, data) for rule in rules_of(limits))


YOUTH, TEACHERS, STATE = ("жастар", "молодежь"), ("педагогтер", "педагоги"), ("мем. қызметкерлер", "государственные служащие")  # fmt: skip
GROUPS = [  # (rule, project figures, fires at)
    (limits.group_unlike_table, [figure(1_534, YOUTH), figure(7_952, ("балалар", "дети"))], []),
    (limits.group_unlike_table, [figure(1_000, YOUTH)], ["figures.0.actual"]),
    (limits.group_unlike_table, [figure(1_500, YOUTH, actual_is="at_least")], []),
    (limits.group_unlike_table, [figure(1_000, ("жас отбасылар", "молодые семьи"))], []),
    (limits.group_unlike_table, [figure(300, ("конкурсқа қатысқан балалар", "дети, участвовавшие в конкурсе"))], []),
    (limits.group_unlike_table, [figure(1_000, YOUTH, "views")], []),
    (limits.group_over_category, [figure(245, TEACHERS)], []),
    (limits.group_over_category, [figure(300, TEACHERS)], ["figures.0.actual"]),
    (limits.group_over_category, [figure(2_000, YOUTH)], []),  # said by group-unlike-table
    (limits.group_over_category, [figure(9_000, ("оқушылар", "учащиеся"))], []),
    (limits.group_over_category, [figure(9_500, ("оқушылар", "учащиеся"))], ["figures.0.actual"]),
    (limits.group_over_category, [figure(9_500, ("қала тұрғындары", "жители города"))], []),
    (limits.staff_over_table, [figure(200, TEACHERS, actual_is="at_least"), figure(40, STATE)], []),
    (limits.staff_over_table, [figure(200, TEACHERS, actual_is="at_least"), figure(100, STATE, actual_is="about")], ["figures.0.actual"]),
    (limits.staff_over_table, [figure(200, TEACHERS), figure(70, TEACHERS)], []),  # the same people
    (limits.staff_over_table, [figure(900, TEACHERS)], []),  # said by group-over-category
]  # fmt: skip


@pytest.mark.parametrize(("rule", "figures", "paths"), GROUPS)
def test_a_group_that_a_figure_names(rule: Any, figures: list[Any], paths: list[str]) -> None:
    people = {"total": 10_019, "categories": SECOND, "ages": SECOND_AGES}
    assert [f.field for f in findings(rule, dataset(project(participants=people, figures=figures)))] == paths
    assert not findings(rule, dataset(project(figures=figures)))


def test_what_is_shown_as_printed_elsewhere_is_not_said_again() -> None:
    also = [{"field": "categories.youth", "number": 1_000, "printed": "app2-goals"}]
    people = {"total": 10_019, "categories": SECOND, "also_printed": also}
    assert not findings(
        limits.group_unlike_table, dataset(project(participants=people, figures=[figure(1_000, YOUTH)]))
    )


@pytest.mark.parametrize(("count", "fires"), [(20, False), (250, True)])
def test_a_group_of_an_activity(count: int, fires: bool) -> None:
    one = task(
        activity(
            figures=[
                figure(count, ("дәрігерлер", "врачи")),
                {"kind": "people", "actual": 900, "what": text("м", "врачи")},
            ]
        )
    )
    data = dataset(project(one, participants={"total": 10_019, "categories": SECOND}))
    fired = [finding.field for finding in findings(limits.group_over_category, data)]
    assert fired == ["tasks.0.activities.0.figures.0.actual"] * fires
