"""Dates, sums, plurals, alphabetical order and addresses, as people in Kazakhstan write them."""

import datetime
from random import Random

import pytest

from grantpages.problem import Language
from grantpages.wording import (
    catalogue,
    date_range,
    file_size,
    long_date,
    moment_text,
    money,
    number_text,
    percent,
    short_date,
    slug,
    sort_key,
)

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("month", "kazakh", "russian"),
    [
        (1, "қаңтар", "января"), (2, "ақпан", "февраля"), (3, "наурыз", "марта"), (4, "сәуір", "апреля"),
        (5, "мамыр", "мая"), (6, "маусым", "июня"), (7, "шілде", "июля"), (8, "тамыз", "августа"),
        (9, "қыркүйек", "сентября"), (10, "қазан", "октября"), (11, "қараша", "ноября"), (12, "желтоқсан", "декабря"),
    ],
)  # fmt: skip
def test_long_dates_name_the_month_in_its_official_form(month: int, kazakh: str, russian: str) -> None:
    day = datetime.date(2025, month, 5)
    assert long_date(day, "kk") == f"2025 жылғы 5 {kazakh}"
    assert long_date(day, "ru") == f"5 {russian} 2025 года"


def test_short_dates_have_two_digits_and_the_whole_year() -> None:
    assert short_date(datetime.date(2025, 3, 5)) == "05.03.2025"
    assert short_date(datetime.date(2024, 12, 31)) == "31.12.2024"


@pytest.mark.parametrize(
    ("start", "end", "kazakh", "russian"),
    [
        ("2025-05-06", "2025-11-30", "2025 жылғы 6 мамыр – 30 қараша", "6 мая – 30 ноября 2025 года"),
        ("2025-05-01", "2025-05-31", "2025 жылғы 1 мамыр – 31 мамыр", "1 мая – 31 мая 2025 года"),
        (
            "2025-12-01", "2026-02-28",
            "2025 жылғы 1 желтоқсан – 2026 жылғы 28 ақпан", "1 декабря 2025 года – 28 февраля 2026 года",
        ),
    ],
)  # fmt: skip
def test_ranges_say_the_year_once_unless_it_changes(start: str, end: str, kazakh: str, russian: str) -> None:
    days = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    assert date_range(*days, "kk") == kazakh
    assert date_range(*days, "ru") == russian


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1_000, "1 000"),
        (10_019, "10 019"),
        (1_005_195, "1 005 195"),
        (10**12, "1 000 000 000 000"),
    ],
)
def test_numbers_are_grouped_by_three_with_spaces_that_do_not_break(number: int, text: str) -> None:
    assert number_text(number) == text.replace(" ", NBSP)


def test_sums_are_whole_tenge_with_the_sign_behind() -> None:
    assert money(10_997_580) == "10 997 580 ₸".replace(" ", NBSP)
    assert money(0) == f"0{NBSP}₸"


def test_per_cent_has_a_space_in_russian_only() -> None:
    assert percent(70, "kk") == "70%"
    assert percent(70, "ru") == f"70{NBSP}%"
    assert percent(1_500, "ru") == f"1{NBSP}500{NBSP}%"


@pytest.mark.parametrize(
    ("number", "russian"),
    [
        (1, "1 участник"), (2, "2 участника"), (5, "5 участников"), (11, "11 участников"), (21, "21 участник"),
        (22, "22 участника"), (25, "25 участников"), (111, "111 участников"), (0, "0 участников"),
        (10_019, f"10{NBSP}019 участников"), (1_001, f"1{NBSP}001 участник"),
    ],
)  # fmt: skip
def test_russian_nouns_follow_their_number_and_kazakh_ones_stay_singular(number: int, russian: str) -> None:
    assert catalogue("ru").count("count.participants", number) == russian
    assert catalogue("kk").count("count.participants", number) == f"{number_text(number)} қатысушы"


KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def _shuffled(words: list[str]) -> list[str]:
    return Random(7).sample(words, len(words))


@pytest.mark.parametrize(("language", "alphabet"), [("kk", KAZAKH), ("ru", RUSSIAN)])
@pytest.mark.parametrize("word", ["{}", "{}н", "{}НА", "«{}»", "қ{}я"])
def test_words_stand_in_the_order_of_the_alphabet(language: Language, alphabet: str, word: str) -> None:
    words = [word.format(letter) for letter in alphabet]
    assert sorted(_shuffled(words), key=lambda text: sort_key(text, language)) == words


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        (
            "kk",
            [
                "100 кітап",
                "Абай",
                "Әлем",
                "«Бала» қоры",
                "Білім",
                "Еңбек",
                "Ёлка",
                "Жас",
                "Ынта",
                "Іс",
                "Яғни",
                "Eco",
                "Zangar",
            ],
        ),
        (
            "ru",
            [
                "100 книг",
                "Абай",
                "Әлем",
                "«Бала»",
                "Елена",
                "Ёлка",
                "Жизнь",
                "Инициатива",
                "Ынта",
                "Янтарь",
                "Eco",
                "Zangar",
            ],
        ),
    ],
)
def test_digits_stand_before_letters_latin_after_cyrillic_and_quotes_do_not_count(
    language: Language, ordered: list[str]
) -> None:
    assert sorted(_shuffled(ordered), key=lambda text: sort_key(text, language)) == ordered


def test_russian_places_kazakh_letters_beside_those_they_resemble() -> None:
    words = ["Иса", "Іскер", "Иттер", "Қала", "Килем", "Ұлан", "Улица"]
    assert sorted(_shuffled(words), key=lambda text: sort_key(text, "ru")) == words


def test_yo_is_a_letter_of_its_own_in_kazakh_and_a_kind_of_ye_in_russian() -> None:
    assert sort_key("ель", "kk") < sort_key("ёж", "kk")
    assert sort_key("ёж", "ru") < sort_key("ель", "ru")


def test_letters_in_two_code_points_are_the_same_letters() -> None:
    assert sort_key("\u0438\u0306од", "kk")[0] == sort_key("йод", "kk")[0]
    assert slug("\u0438\u0306од") == slug("йод") == "jod"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Жаңаозен қалалық ішкі саясат бөлімінің тапсырысы бойынша гранттар конкурсы",
            "zhangaozen-qalalyq-ishki-sayasat-boelimining-tapsyrysy-bojynsha-granttar-konkwrsy",
        ),
        ("беру", "berw"),
        ("конкурсы", "konkwrsy"),
        ("маусымдағы", "mawsymdaghy"),
        ("ҮЕҰ", "ueeu"),
        ("нәтижелерін", "naetizhelerin"),
        ("және", "zhaene"),
    ],
)
def test_slugs_are_those_of_the_operators_own_site(text: str, expected: str) -> None:
    assert slug(text, 100) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Qazaq Symbols: Кеше, Бүгін, Ертең»", "qazaq-symbols-keshe-buegin-erteng"),
        ("Объект подъезда", "obekt-podezda"),
        ("Ёлка, щит, цех", "yolka-shhit-ceh"),
        ("  №22 ЖББМ  ", "22-zhbbm"),
        ("…", ""),
    ],
)
def test_slugs_are_ids(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_long_slugs_are_cut_without_a_hyphen_at_the_end() -> None:
    assert slug("жаңа өзен", 5) == "zhang"
    assert slug("абв где", 4) == "abv"
    assert len(slug("щ" * 100)) == 64


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "1 КБ"),
        (1024, "1 КБ"),
        (1025, "2 КБ"),
        (1024 * 1023, "1023 КБ"),
        (1024 * 1023 + 1, "1,0 МБ"),
        (1024 * 1024, "1,0 МБ"),
        (1024 * 1024 + 1, "1,1 МБ"),
        (20 * 1024 * 1024, "20,0 МБ"),
    ],
)
def test_a_files_size_is_rounded_up(size: int, text: str) -> None:
    assert file_size(size) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("language", "text"), [("kk", "2026 жылғы 5 наурыз, 09:05"), ("ru", "5 марта 2026 года, 09:05")]
)
def test_a_moment_is_a_day_and_its_minute(language: Language, text: str) -> None:
    assert moment_text(datetime.datetime(2026, 3, 5, 9, 5, 59), language) == text
