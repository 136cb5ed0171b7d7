"""Values of the records as each language writes them."""

import datetime

import pytest

from grantpages.model import AlsoPrinted, Document, Event, Figure, Grant, Intake, Lot, Text
from grantpages.site.voice import Voice
from grantpages.workdays import Publication

KK, RU = Voice("kk"), Voice("ru")
PAIR = Text(kk="бір\n\nекі", ru="один\n\nдва")


@pytest.mark.parametrize(
    ("figure", "kazakh", "russian"),
    [
        (Figure(kind="participants", actual=1_047), "1 047", "1 047"),
        (Figure(kind="participants", actual=0), "0", "0"),
        (Figure(kind="tenge", actual=5_000), "5 000 ₸", "5 000 ₸"),
        (Figure(kind="percent", actual=70), "70%", "70 %"),
        (Figure(kind="views", actual=10_000, actual_is="at_least"), "кемінде 10 000", "не менее 10 000"),
        (Figure(kind="percent", actual=80, actual_is="about"), "шамамен 80%", "около 80 %"),
        (Figure(kind="events", planned=4), "", ""),
    ],
)
def test_what_was_reached_is_said_with_its_unit_and_how_exact_it_is(figure: Figure, kazakh: str, russian: str) -> None:
    assert KK.actual(figure).replace("\u00a0", " ") == kazakh
    assert RU.actual(figure).replace("\u00a0", " ") == russian


def test_the_plan_has_a_qualifier_of_its_own() -> None:
    figure = Figure(kind="views", planned=30_000, planned_is="at_least", actual=47_200)
    assert KK.planned(figure).replace("\u00a0", " ") == "кемінде 30 000"
    assert KK.actual(figure).replace("\u00a0", " ") == "47 200"


def test_a_figure_is_named_by_its_own_words_or_by_its_kind() -> None:
    assert KK.label(Figure(kind="events", what=Text(kk="лекция", ru="лекции"))) == "лекция"
    assert RU.label(Figure(kind="events", what=Text(kk="лекция", ru="лекции"))) == "лекции"
    assert KK.label(Figure(kind="views")) == "қаралым"


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert KK.paragraphs(PAIR) == ["бір", "екі"]
    assert RU.paragraphs(Text(kk="а", ru="один\nдва\n\n\n\nтри ")) == ["один\nдва", "три"]


def _also(**printed: object) -> AlsoPrinted:
    return AlsoPrinted(field="actual", **{"printed": "app2-groups", **printed})


def test_second_values_are_said_once_with_all_their_places() -> None:
    figure = Figure(
        kind="participants",
        actual=190,
        also_printed=(
            _also(number=160, number_is="at_least"),
            _also(number=160, number_is="at_least", printed="app2-facts"),
            _also(number=170),
        ),
    )
    assert [(value, places) for _, value, places in KK.also(figure, figure)] == [
        ("кемінде 160", ["app2-groups", "app2-facts"]),
        ("170", ["app2-groups"]),
    ]


@pytest.mark.parametrize(
    ("printed", "kazakh", "russian"),
    [
        ({"text": Text(kk="екі", ru="два")}, "екі", "два"),
        ({"date": datetime.date(2025, 11, 15)}, "2025 жылғы 15 қараша", "15 ноября 2025 года"),
        ({"number": 0}, "0", "0"),
    ],
)
def test_a_second_value_may_be_a_text_a_date_or_a_number(printed: dict[str, object], kazakh: str, russian: str) -> None:
    figure = Figure(kind="participants", actual=1, also_printed=(_also(**printed),))
    assert [value for _, value, _ in KK.also(figure, figure)] == [kazakh]
    assert [value for _, value, _ in RU.also(figure, figure)] == [russian]


def test_a_second_sum_is_in_tenge_like_the_first() -> None:
    lot = Lot(
        number=1,
        direction=PAIR,
        sphere="5",
        grant_type="short",
        grants=1,
        amount=9_800_000,
        also_printed=(AlsoPrinted(field="amount", number=9_900_000, number_is="about", printed="report-2"),),
    )
    assert [value.replace("\u00a0", " ") for _, value, _ in RU.also(lot)] == ["около 9 900 000 ₸"]


def test_the_field_of_a_second_value_is_named_in_small_letters() -> None:
    figure = Figure(kind="participants", actual=1, also_printed=(_also(number=2),))
    assert [field for field, _, _ in KK.also(figure, figure)] == ["нақты нәтиже"]


def test_days_of_events_are_those_that_are_known() -> None:
    events = (Event(date=datetime.date(2025, 6, 14)), Event(), Event(date=datetime.date(2025, 7, 3)))
    assert KK.first_dates(events) == ["14.06.2025", "03.07.2025"]


@pytest.mark.parametrize(
    ("number", "kazakh", "russian"),
    [
        (0, "Хабарлама келген күні жарияланды", "Опубликовано в день получения уведомления"),
        (
            3,
            "Хабарлама келгеннен кейінгі 3-жұмыс күні жарияланды, мерзімі – 5 жұмыс күні",
            "Опубликовано на 3-й рабочий день из 5, считая со дня после получения уведомления",
        ),
        (6, "Мерзімінен 1 жұмыс күні кеш жарияланды", "Опубликовано с опозданием на 1 рабочий день"),
        (8, "Мерзімінен 3 жұмыс күні кеш жарияланды", "Опубликовано с опозданием на 3 рабочих дня"),
        (10, "Мерзімінен 5 жұмыс күні кеш жарияланды", "Опубликовано с опозданием на 5 рабочих дней"),
    ],
)
def test_how_an_announcement_kept_its_term(number: int, kazakh: str, russian: str) -> None:
    found = Publication(number, datetime.date(2025, 3, 5))
    assert (KK.published(found), RU.published(found)) == (kazakh, russian)


def test_the_end_of_an_intake_has_its_hour_where_it_is_stated() -> None:
    day = datetime.date(2025, 4, 1)
    assert KK.until(Intake(closes=day, closes_at="18:30")) == "2025 жылғы 1 сәуір, 18:30 (Астана уақыты)"
    assert RU.until(Intake(closes=day, closes_at="18:30")) == "1 апреля 2025 года, 18:30 (время Астаны)"
    assert RU.until(Intake(closes=day)) == "1 апреля 2025 года"


def test_a_grant_without_a_contract_says_so() -> None:
    assert KK.contract(Grant(amount=1)) == "шарт әлі жасалмаған"
    assert RU.contract(Grant(amount=1)) == "договор еще не заключен"


DAY = datetime.date(2025, 4, 28)


@pytest.mark.parametrize(
    ("document", "name", "facts"),
    [
        (Document(file="a.pdf", kind="protocol"), "Протокол", []),
        (Document(file="a.pdf", kind="other", title=Text(kk="Жоспар", ru="План")), "План", []),
        (Document(file="a.pdf", kind="order", number="1/б"), "Приказ", ["№ 1/б"]),
        (Document(file="a.pdf", kind="order", date=DAY), "Приказ", ["28 апреля 2025 года"]),
        (
            Document(file="a.pdf", kind="order", number="1/б", date=DAY, language="kk", signer="Ә. Үлгіева"),
            "Приказ",
            ["№ 1/б от 28 апреля 2025 года", "на казахском"],
        ),
    ],
)
def test_a_document_is_named_and_told_of(document: Document, name: str, facts: list[str]) -> None:
    assert (RU.document(document), RU.document_facts(document)) == (name, facts)


def test_what_is_left_is_handed_to_the_browser_in_all_its_forms() -> None:
    assert KK.left("days") == "{n} күн қалды"
    assert RU.left("days") == "остался {n} день|осталось {n} дня|осталось {n} дней"
