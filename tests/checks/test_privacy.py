"""Rules on personal data. Every number here is invented: telephones of zeros, birthdays of nobody."""

from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task, text
from grantpages.checks import personal, privacy
from grantpages.checks.catalogue import message_of

PHONE, MAIL, IIN, FLAT = "номер телефона", "электронная почта", personal.IIN.ru, "номер квартиры"


def checked(eleven: str) -> str:
    """Eleven digits and the twelfth that makes them a person's number."""
    return next(eleven + last for last in "0123456789" if personal.is_iin(eleven + last))


BORN, BIN = checked("90010130000"), "900140000000"
OTHER_CHECK = BORN[:-1] + str((int(BORN[-1]) + 1) % 10)

TEXTS = [  # (a text, personal data in it, contacts of offices in it)
    ("Байланыс: 8 700 000 00 00", [PHONE], []),
    ("Байланыс: 8 700 000 0000", [PHONE], []),
    ("Тел.: +7 (701) 000-00-00, 8-775-000-00-00", [PHONE], []),
    ("Тел.: +77010000000", [PHONE], []),
    ("Тел.: 87010000000", [PHONE], []),
    ("Анықтама: +7 (7172) 00-00-00", [], [PHONE]),
    ("Анықтама: 8 (71722) 0-00-00", [], []),
    ("Сома 8 701 000 000 теңге, 10 997 580 теңге, 22 000 000", [], []),
    ("Сенім телефоны 111, 8 800 000 00 00", [], []),
    ("2025 жылы 8 лекцияға 700 адам, 15 128 қаралым", [], []),
    ("Хат: name@gmail.com, a.b@mail.ru", [MAIL], []),
    ("Хат: name@example.kz", [], [MAIL]),
    ("«@qazaq» парақшасы, #МемлекеттікРәміздер", [], []),
    (f"ЖСН {BORN} азамат", [IIN], []),
    (f"ЖСН {BORN[:6]} {BORN[6:]}", [IIN], []),
    (f"БСН {BIN}", [], []),
    (f"Нөмірі {OTHER_CHECK}", [], []),
    ("Ақтау қаласы, 16 ш/а, 139 үй, 12 пәтер", [FLAT], []),
    ("Астана қаласы, Абай көшесі, 5 үй, пәтер 12", [FLAT], []),
    ("ул. Абая, д. 5, кв. 12", [FLAT], []),
    ("дом 5, квартира № 12", [FLAT], []),
    ("Астана қаласы Е-15 көшесі, 3 үй, 24 кеңсе", [], []),
    ("мкр. Самал 12, кв. 5", [FLAT], []),
    ("Ауылда 3 үй, 12 пәтер жөнделді.", [], []),
    ("60 пәтерлі үй, пәтер берілді, 5 пәтер жөнделді", [], []),
]


@pytest.mark.parametrize(("said", "private", "contacts"), TEXTS, ids=[row[0][:30] for row in TEXTS])
def test_personal_data_in_a_text(said: str, private: list[str], contacts: list[str]) -> None:
    data = dataset(project(task(activity(account=text(said)))))
    for rule, expected in ((privacy.personal_data, private), (privacy.contact_data, contacts)):
        found = findings(rule, data)
        assert [finding.values["what"].ru for finding in found] == expected
        assert {finding.field for finding in found} <= {"tasks.0.activities.0.account.kk"}


def test_a_finding_does_not_repeat_what_it_found() -> None:
    data = dataset(project(task(activity(account=text(f"8 700 000 00 00, {BORN}, name@gmail.com")))))
    found = findings(privacy.personal_data, data)
    assert len(found) == 3
    for finding in found:
        assert not any(sign.isdigit() or sign == "@" for said in message_of(finding) for sign in said)


LINES = [
    ({"evidence": [{"url": "https://wa.me/77010000000"}]}, ["evidence.0.url"]),
    ({"evidence": [{"url": "https://t.me/+77010000000"}]}, ["evidence.0.url"]),
    ({"evidence": [{"url": f"https://example.kz/list/{BORN}"}]}, ["evidence.0.url"]),
    ({"evidence": [{"url": "mailto:name@example.kz"}]}, ["evidence.0.url"]),
    ({"evidence": [{"url": "https://www.facebook.com/reel/787010000000123/?mibextid=8701"}]}, []),
    ({"evidence": [{"url": "https://example.kz/@channel/87010000000"}]}, []),
    ({"people": [{"name": "Спикер, 8 700 000 00 00"}]}, ["people.0.name"]),
    ({"people": [{"name": "Азамат Спикер"}]}, []),
    ({"events": [{"people": [{"name": f"Азамат {BORN}"}]}]}, ["events.0.people.0.name"]),
]


@pytest.mark.parametrize(("fields", "fired"), LINES)
def test_personal_data_in_a_name_or_a_link(fields: dict[str, Any], fired: list[str]) -> None:
    found = findings(privacy.personal_data, dataset(project(task(activity() | fields))))
    assert [finding.field.removeprefix("tasks.0.activities.0.") for finding in found] == fired


ORGANIZATIONS = [
    ({"address": text("Ақтау қаласы, 16 ш/а, 139 үй", "город Актау, 16 мкр., дом 139")}, []),
    (
        {"address": text("Ақтау қаласы, 16 ш/а, 139 үй, 3 пәтер", "город Актау, дом 139, кв. 3")},
        ["address.kk", "address.ru"],
    ),
    ({"head": {"name": "Аты Жөні, 8 700 000 00 00"}}, ["head.name"]),
    ({"website": "https://wa.me/77010000000"}, ["website"]),
]


@pytest.mark.parametrize(("fields", "fired"), ORGANIZATIONS)
def test_personal_data_of_an_organization(fields: dict[str, Any], fired: list[str]) -> None:
    data = dataset(organization={"kind": "ngo", "name": text("«Қор» ҚҚ", "ОФ «Фонд»")} | fields)
    assert [finding.field for finding in findings(privacy.organization_personal_data, data)] == fired


def test_a_call_and_a_report_are_read_alike() -> None:
    said = text("8 700 000 00 00, 8 (7172) 00-00-00")
    data = dataset(competition=call() | {"title": said}, sections={"7": {"text": said}})
    for kind in ("call", "report"):
        assert len(findings(getattr(privacy, f"{kind}_personal_data"), data)) == 1
    data = dataset(
        competition=call() | {"title": text("8 (7172) 00-00-00")},
        organization={"kind": "ngo", "name": text("8 (7172) 00-00-00")},
        sections={"7": {"text": text("info@example.kz")}},
    )
    for kind in ("call", "report", "organization"):
        assert len(findings(getattr(privacy, f"{kind}_contact_data"), data)) == 1


PUPILS = [
    (text("Бірінші орынды №19 мектеп оқушысы Айару Мысалова алды."), True),
    (text("Оқушылар мен мұғалімдер қатысты."), False),
    (text("№19 мектеп оқушысы бірінші орын алды."), False),
    (text("Қала оқушысы Назарбаев Зияткерлік мектебінен."), False),
    (text("12 жастағы Айару Мысалова жеңді."), True),
    (text("16 жасар Айару Мысалова жеңді."), True),
    (text("45 жасар Айару Мысалова жеңді."), False),
    (text("мәтін", "Победила ученица 7 класса Айару Мысалова."), True),
    (text("мәтін", "Победил 12-летний Айбар Мысалов."), True),
    (text("мәтін", "Ученики школы и Айбар Мысалов, учитель."), False),
    (text("мәтін", "Мероприятие для учащихся школ."), False),
]


@pytest.mark.parametrize(("said", "fires"), PUPILS)
def test_no_pupil_is_named_in_a_text(said: dict[str, str], fires: bool) -> None:
    found = findings(privacy.minor_named, dataset(project(task(activity(account=said)))))
    assert bool(found) == fires


@pytest.mark.parametrize(
    ("role", "fires"),
    [
        (None, False),
        (text("спикер", "спикер"), False),
        (text("7-сынып оқушысы", "ученица 7 класса"), True),
        (text("жеңімпаз, оқушы", "победитель, учащийся"), True),
        (text("оқушының анасы", "мать ученика"), False),
        (text("оқушылардың жетекшісі", "руководитель учащихся"), False),
    ],
)
def test_no_pupil_is_among_the_people_of_an_activity(role: dict[str, str] | None, fires: bool) -> None:
    person = {"name": "Айару Мысалова"} | ({"role": role} if role else {})
    found = findings(privacy.minor_named, dataset(project(task(activity(people=[person])))))
    assert [finding.field for finding in found] == (["tasks.0.activities.0.people.0.name"] if fires else [])


def test_a_small_cell_is_told() -> None:
    tables = {
        "total": 100, "gender": {"men": 4, "women": 96},
        "categories": {"children": 0, "disabled": 3, "youth": 5}, "ages": {"13-16": 1, "59+": 50},
    }  # fmt: skip
    found = findings(privacy.small_cell, dataset(project(participants=tables)))
    assert [finding.field for finding in found] == [
        "participants.gender.men", "participants.categories.disabled", "participants.ages.13-16",
    ]  # fmt: skip
    assert not findings(privacy.small_cell, dataset(project()))
