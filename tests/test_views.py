"""What the larger pages are told: the headline of an activity, the rows of plan and fact, the wording at each place."""

from dataclasses import replace

import pytest
from builtsite import REAL

from grantpages.load import load_folder
from grantpages.model import Figure, Text
from grantpages.site.relations import relate
from grantpages.site.views import (
    granted_of,
    headline,
    lot_of,
    printed_text,
    received_by,
    roles_of,
    summary_of,
)
from grantpages.site.voice import Voice

DATASET, _ = load_folder(REAL)
assert DATASET is not None
RELATIONS = relate(DATASET)
ONE, TWO = DATASET.projects["zhanaozen-2025-1"], DATASET.projects["zhanaozen-2025-2"]
PLAN, FACT = Figure(kind="events", planned=4), Figure(kind="views", actual=15_000)
BOTH, NOUGHT = Figure(kind="participants", planned=5, actual=6), Figure(kind="items", planned=1, actual=0)


@pytest.mark.parametrize(
    ("figures", "chosen"),
    [
        ((), None),
        ((PLAN,), PLAN),
        ((PLAN, FACT), FACT),
        ((FACT, BOTH), BOTH),
        ((PLAN, FACT, NOUGHT, BOTH), NOUGHT),
        ((Figure(kind="copies"), PLAN), Figure(kind="copies")),
    ],
)
def test_the_headline_has_plan_and_fact_where_any_has(figures: tuple[Figure, ...], chosen: Figure | None) -> None:
    assert headline(figures) == chosen


def test_the_summary_has_a_row_for_each_activity_with_its_place_and_number() -> None:
    rows = summary_of(TWO)
    assert len(rows) == sum(len(task.activities) for task in TWO.tasks) >= 22
    assert [(row.anchor, row.number, row.links) for row in rows[:5]] == [
        ("a-1-1", "1.1", 2), ("a-1-2", "1.2", 1), ("a-1-3", "1.3", 1), ("a-1-4", "1.4", 0), ("a-1-5", "1.5", 2),
    ]  # fmt: skip
    assert rows[-1].number == ""  # groups beside the tasks have no number of their own
    assert sum(row.links for row in rows) == 29


def test_activities_numbered_through_the_project_keep_the_printed_number() -> None:
    assert [row.number for row in summary_of(ONE)] == ["1", "2", "3", "4", "5", "6", "7", ""]


def test_an_organization_has_the_roles_the_records_give_it() -> None:
    assert {id: roles_of(RELATIONS, id) for id in DATASET.organizations} == {
        "bates": ["partner"],
        "ecological-fund-of-kazakhstan": ["grantee"],
        "eko-kaz-project": ["partner"],
        "zangar-event": ["grantee"],
        "zhanaozen-internal-policy": ["funder"],
    }


@pytest.mark.parametrize(("id", "sum"), [("zangar-event", 10_997_580), ("bates", 0), ("nobody", 0)])
def test_what_an_organization_received_is_the_sum_of_its_grants(id: str, sum: int) -> None:
    assert received_by(DATASET, RELATIONS, id) == sum


def test_the_report_words_each_grant_as_printed_at_each_place() -> None:
    first, second = granted_of(DATASET, DATASET.reports["zhanaozen-2025"], Voice("kk"))
    assert first.title_in_7.kk == "«Шаңырақ» жобасы"
    assert first.title_in_4 == "«Жаңаөзен отбасылары: ұлттық дәстүр мен құндылықтар»"
    assert first.name_in_1 == "«Zangar event» қоғамдық қоры"
    assert second.title_in_7.kk == "«Зорлық-зомбылықсыз қоғам» жобасы"
    assert second.title_in_4 == "«Qazaq Symbols: Кеше, Бүгін, Ертең әлеуметтік жобасы"
    assert second.direction_in_4 == second.direction_in_app2 != lot_of(DATASET, TWO).direction.kk
    assert [partner.name.kk for partner in second.partners] == ["«БАТЭС» ЖШС", "Еко Kaz Project ЖШС"]
    assert first.partners == []


def test_a_title_with_quotation_marks_of_its_own_gets_no_second_pair() -> None:
    title = Text(kk="«Шаңырақ» жобасы", ru="Проект «Шанырак»")
    projects = {id: one.model_copy(update={"title": title, "also_printed": ()}) for id, one in DATASET.projects.items()}
    dataset, report = replace(DATASET, projects=projects), DATASET.reports["zhanaozen-2025"]
    assert {grant.title_in_4 for grant in granted_of(dataset, report, Voice("kk"))} == {"«Шаңырақ» жобасы"}


def test_a_place_that_prints_nothing_else_has_no_wording_of_its_own() -> None:
    assert printed_text(ONE, "title", "app1-4") is None
    assert printed_text(ONE, "period", "report-7") is None
