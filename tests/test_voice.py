"""Values of the records as each language writes them."""

import datetime

import pytest

from grantpages.model import AlsoPrinted, Event, Figure, Lot, Text
from grantpages.site.voice import Voice

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
