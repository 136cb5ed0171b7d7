"""Rules on names and official wording: for each the cases that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, report, task, text
from grantpages.checks import names, official
from grantpages.checks.bodies import standing
from grantpages.checks.catalogue import message_of

SPHERE = text("мәдениет пен өнерді дамыту", "развитие культуры и искусства")
SPHERES = {"1": {"id": "1", "name": SPHERE}}


def printed(field: str, kk: str, place: str = "report-7") -> dict[str, Any]:
    return {"field": field, "text": text(kk, kk), "printed": place}


def named(name: str, *others: str, **fields: Any) -> dict[str, Any]:
    also = [printed("title", other) for other in others]
    return project(**({"title": text(name, name), "also_printed": also} | fields))


def body(name: str, *others: str, **fields: Any) -> dict[str, Any]:
    also = [printed("name", other) for other in others]
    return {"kind": "ngo", "name": text(name, name), "also_printed": also, **fields}


PROJECTS = [
    (names.project_second_name, named("Жасыл қала"), []),
    (names.project_second_name, named("Жасыл қала", "«Таза су» жобасы"), ["also_printed.0.text"]),
    (names.project_second_name, named("Жасыл қала", "«Таза су»", "«Таза су»"), ["also_printed.0.text"]),  # once
    (names.project_second_name, named("Жасыл қала", "«ЖАСЫЛ ҚАЛА» әлеуметтік жобасы"), []),
    (names.project_second_name, named("Жасыл қала: бірге әрекет", "Жасыл қала"), []),
    (names.project_second_name, named("Жасыл қала", "Жасыл қалаа"), []),
    (names.project_name_spelling, named("Жасыл қала", "«ЖАСЫЛ ҚАЛА» әлеуметтік жобасы"), ["also_printed.0.text"]),
    (names.project_name_spelling, named("Жасыл қала: бірге әрекет", "Жасыл қала"), ["also_printed.0.text"]),
    (names.project_name_spelling, named("Жасыл қала", "«Таза су» жобасы"), []),
]


@pytest.mark.parametrize(("rule", "one", "fields"), PROJECTS)
def test_the_names_of_a_project(rule: Any, one: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(one))] == fields


ORGANIZATIONS = [
    (names.organization_second_name, body("«Үміт» қоғамдық қоры", "Үміт ҚҚ", "«ҮМІТ» Қоғамдық Қоры"), []),
    (names.organization_second_name, body("«Үміт» қоғамдық қоры", "«Сенім» қоғамдық қоры"), ["also_printed.0.text"]),
    (names.organization_second_name, body("Қалалық ішкі саясат бөлімі", "Басқарма"), []),  # another rule's
    (names.organization_name_spelling, body("«Үміт» қоғамдық қоры", "«ҮМІТ» Қоғамдық Қоры"), ["also_printed.0.text"]),
    (names.organization_name_spelling, body("«Үміт» қоғамдық қоры", "«Сенім» қоғамдық қоры"), []),
    (official.funder_kind, body("Қалалық ішкі саясат бөлімі", "Басқарма"), ["also_printed.0.text"]),
    (official.funder_kind, body("Облыстық мәдениет басқармасы", "Мәдениет департаменті"), ["also_printed.0.text"]),
    (official.funder_kind, body("Қалалық ішкі саясат бөлімі", "«Қалалық Ішкі саясат бөлімі» ММ"), []),
    (official.funder_kind, body("«Үміт» қоғамдық қоры", "Үміт"), []),
]


@pytest.mark.parametrize(("rule", "one", "fields"), ORGANIZATIONS)
def test_the_names_of_an_organization(rule: Any, one: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(organization=one))] == fields


@pytest.mark.parametrize(
    ("other", "fires"),
    [
        (body("Үміт ҚҚ"), True),
        (body("«Сенім» қоғамдық қоры"), False),
        (body("«Сенім» қоғамдық қоры", bin="990140000007"), True),
        (body("«Сенім» қоғамдық қоры", bin="990240000000"), False),
    ],
)
def test_an_organization_with_two_records(other: dict[str, Any], fires: bool) -> None:
    one = body("«Үміт» қоғамдық қоры", bin="990140000007")
    data = dataset(organizations={"a": one, "b": other})
    assert [finding.id for finding in findings(names.organization_twice, data)] == (["a", "b"] if fires else [])


def told(kk: str) -> dict[str, Any]:
    task_ = task(activity(title=text("«Ана мектебі» сабақтары", "занятия")))
    return project(task_, title=text("Жасыл қала", "Зеленый город"), narrative={"goals": text(kk)})


TEXTS = [
    (names.project_of_no_record, "«Жасыл қала» жобасы аясында ағаш егілді.", False),
    (names.project_of_no_record, "«Таза су» жобасының нәтижесінде ағаш егілді.", True),
    (names.project_of_no_record, "«Таза су» әлеуметтік жобасы аясында.", True),
    (names.project_of_no_record, "«Таза су» ұлттық жобасы аясында.", False),  # a state programme
    (names.project_of_no_record, "«Ана мектебі» жобасына аналар қатысты.", False),  # a part of the project
    (names.project_of_no_record, "«Таза су» атты подкаст шықты.", False),
    (names.project_of_no_record, "«Таза су» жобалық кеңсесі.", False),
    (names.organization_of_no_record, "«Сенім» қоғамдық қоры көмектесті.", True),
    (names.organization_of_no_record, "«Үміт» қоғамдық қорымен бірге.", False),
    (names.organization_of_no_record, "«Сенім» ЖШС демеуші болды.", True),
    (names.organization_of_no_record, "«Сенім» атты кітап.", False),
]


@pytest.mark.parametrize(("rule", "kk", "fires"), TEXTS)
def test_a_name_in_a_text(rule: Any, kk: str, fires: bool) -> None:
    data = dataset(told(kk), organization=body("«Үміт» қоғамдық қоры"))
    assert [finding.field for finding in findings(rule, data)] == (["narrative.goals.kk"] if fires else [])


def lot(*also: dict[str, Any]) -> dict[str, Any]:
    competition = call()
    competition["lots"][0] |= {"direction": text("Қолөнерді сақтау", "Ремесла"), "also_printed": list(also)}
    return competition


LOTS = [
    (official.sphere_wording, printed("sphere", "Мәдениет пен өнерді дамыту"), []),
    (official.sphere_wording, printed("sphere", "Мәдениетті дамыту"), ["lots.0.also_printed.0.text"]),
    (official.sphere_wording, printed("sphere", "мәдениет пен өнерді-дамыту"), []),
    (official.sphere_spelling, printed("sphere", "мәдениет пен өнерді-дамыту"), ["lots.0.also_printed.0.text"]),
    (official.sphere_spelling, printed("sphere", "«Мәдениет пен өнерді  дамыту»."), []),
    (official.sphere_spelling, printed("sphere", "Мәдениетті дамыту"), []),
    (official.direction_wording, printed("direction", "Қолөнерді қолдау", "app2-direction"), ["lots.0.also_printed.0.text"]),
    (official.direction_wording, printed("direction", "«Қолөнерді сақтау»"), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "also", "fields"), LOTS)
def test_the_wording_of_a_lot(rule: Any, also: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(competition=lot(also), spheres=SPHERES))] == fields


def test_a_wording_printed_in_two_places_is_one_finding_that_names_both() -> None:
    also = [printed("direction", "Қолөнерді қолдау", place) for place in ("app1-4", "app2-direction")]
    [finding] = findings(official.direction_wording, dataset(competition=lot(*also)))
    assert "приложение 1, пункт 4; приложение 2" in message_of(finding).ru


SECTIONS = [
    (official.report_funder_kind, "Осы кезеңде Басқарманың гранты берілді.", True),
    (official.report_funder_kind, "Осы кезеңде Бөлімнің гранты берілді.", False),
    (official.report_funder_kind, "Облыстық білім басқармасының өкілі қатысты.", False),
    (official.report_funder_kind, "Еңбек департаменті (бұдан әрі – Департамент). Департаментке хат кетті.", False),
    (official.report_funder_kind, "Басқарма төрағасы қол қойды.", False),
    (official.report_sphere_of_no_lot, "«Мәдениет пен өнерді дамыту» саласы бойынша 1 жоба.", False),
    (official.report_sphere_of_no_lot, "«Қоршаған ортаны кешенді қорғау» саласы бойынша 1 жоба.", True),
    (official.report_sphere_of_no_lot, "«IT» саласы бойынша мамандар.", False),
    (official.report_direction_of_no_lot, "«Қолөнерді сақтау» басым бағыты бойынша.", False),
    (official.report_direction_of_no_lot, "«Жастар арасында спортты дамыту» басым бағыты бойынша.", True),
    (names.report_project_of_no_record, "«Жасыл қала» жобасы іске асты.", False),
    (names.report_project_of_no_record, "«Таза су» жобасы іске асты.", True),
    (names.report_organization_of_no_record, "«Сенім» қоғамдық бірлестігі жұмыс істеді.", True),
    (names.report_organization_of_no_record, "«Ішкі саясат бөлімі» ММ тапсырысымен.", False),
]


@pytest.mark.parametrize(("rule", "kk", "fires"), SECTIONS)
def test_a_name_in_a_section_of_the_report(rule: Any, kk: str, fires: bool) -> None:
    data = dataset(
        told("мәтін"),
        lot(),
        sections={"6": {"text": text(kk)}},
        organizations={"f": body("«Ішкі саясат бөлімі» ММ")},
        spheres=SPHERES,
    )
    assert [finding.field for finding in findings(rule, data)] == (["sections.6.text.kk"] if fires else [])


@pytest.mark.parametrize(
    ("kk", "words"),
    [
        ("Министрліктің хаты", ["Министрлік"]),
        ("Мәдениет министрлігінің хаты", []),
        ("Комитетпен келісілді, Әкімдікке жіберілді", ["Комитет", "Әкімдік"]),
        ("Комитеті шешті", []),
    ],
)
def test_a_body_named_by_its_kind_alone(kk: str, words: list[str]) -> None:
    assert [word.kk for _, word in standing(kk)] == words


def test_the_kazakh_names_are_shown_where_the_translations_are_one() -> None:
    also = {"field": "name", "text": text("«ҮМІТ» Қоғамдық қоры", "ОФ «Умит»"), "printed": "app1-1"}
    one = {"kind": "ngo", "name": text("«Үміт» қоғамдық қоры", "ОФ «Умит»"), "also_printed": [also]}
    [finding] = findings(names.organization_name_spelling, dataset(organization=one))
    assert "«ҮМІТ»" in message_of(finding).ru


def test_a_report_without_its_projects_is_not_asked() -> None:
    data = dataset(
        sections={"6": {"text": text("«Таза су» жобасы")}}, reports={"r": report(None) | {"projects": ["no"]}}
    )
    assert not findings(names.report_project_of_no_record, data)
