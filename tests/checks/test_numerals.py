"""Numbers in words and numbers in prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantpages.checks.days import periods
from grantpages.checks.numerals import number_of_words
from grantpages.checks.prose import numbers, sums_of_money

KAZAKH = {
    "нөл": 0,
    "бес": 5,
    "он екі": 12,
    "жүз": 100,
    "мың": 1_000,
    "екі жүз елу": 250,
    "жүз мың бір жүз": 100_100,
    "он бір миллион": 11_000_000,
    "он миллион тоғыз жүз тоқсан жеті мың бес жүз сексен": 10_997_580,
    "Он миллион тоғыз жүз тоқсан жеті мың бес жүз сексен теңге 00 тиын": 10_997_580,
    "жеті миллионға": 7_000_000,
    "үш мыңнан": 3_000,
    "бip миллион": 1_000_000,  # Latin «i» and «p»
    "бес он": None,
    "екі он": None,
    "он екі жүз": None,
    "мың миллион": None,
    "жеті жүз жүз": None,
    "он бір милион": None,
    "одиннадцать": None,
    "": None,
}
RUSSIAN = {
    "ноль": 0,
    "пяти": 5,
    "двух тысяч": 2_000,
    "десятью": 10,
    "сорока": 40,
    "тысяча": 1_000,
    "миллион двести": 1_000_200,
    "одиннадцать миллионов": 11_000_000,
    "десять миллионов девятьсот девяносто семь тысяч пятьсот восемьдесят": 10_997_580,
    "Двадцать один миллион девятьсот девяносто семь тысяч пятьсот восемьдесят тенге": 21_997_580,
    "пятидесяти четырём": 54,
    "четырнадцать": 14,
    "двадцать двенадцать": None,
    "двести сто": None,
    "пять десять": None,
    "три тысячи миллионов": None,
    "одинадцать миллионов": None,
    "он бір": None,
    "тенге": None,
}


@pytest.mark.parametrize(("said", "number"), KAZAKH.items())
def test_kazakh_words_are_read_by_their_grammar(said: str, number: int | None) -> None:
    assert number_of_words(said, "kk") == number


@pytest.mark.parametrize(("said", "number"), RUSSIAN.items())
def test_russian_words_are_read_by_their_grammar(said: str, number: int | None) -> None:
    assert number_of_words(said, "ru") == number


KK = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
KK_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
RU = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
RU_TEENS = (
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
RU_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
RU_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"


def kazakh(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    return [KK[hundreds], "жүз" * bool(hundreds), KK_TENS[rest // 10], KK[rest % 10]]


def russian(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    said = ["", *RU_HUNDREDS.split()][hundreds : hundreds + 1]
    if 10 <= rest < 20:
        return [*said, RU_TEENS.split()[rest - 10]]
    return [*said, ["", "", *RU_TENS.split()][rest // 10], RU[rest % 10]]


@given(st.integers(1, 10**12 - 1))
def test_every_number_is_read_back(number: int) -> None:
    for language, group, scales in (
        ("kk", kazakh, ("миллиард", "миллион", "мың", "")),
        ("ru", russian, ("миллиардов", "миллионов", "тысяч", "")),
    ):
        said: list[str] = []
        for place, scale in zip((10**9, 10**6, 10**3, 1), scales, strict=True):
            part = number // place % 1_000
            said += [*group(part), scale] if part else []
        assert number_of_words(" ".join(filter(None, said)), language) == number  # type: ignore[arg-type]


PROSE = {
    "2 тренингке 1 047 адам қатысты": [2, 1_047],
    "10\u00a0019 адам": [10_019],
    "2025 жылы №22 мектепте 300 оқушы": [300],
    "70% және 70 пайыз": [],
    "14.06, 03.07 және 12 тамыз": [],
    "5-9 сынып, 7-сынып, 14–35 жас": [],
    "160-тан астам": [160],
    "в школе № 19 было 50 учащихся": [50],
    "12 августа 2025 года пришли 30 человек": [30],
}


@pytest.mark.parametrize(("text", "counted"), PROSE.items())
def test_only_numbers_that_count_are_counts(text: str, counted: list[int]) -> None:
    assert [number.value for number in numbers(text)] == counted


MONEY = {
    "22 000 000 теңгені құрайтын": [(22_000_000, 1)],
    "22 млн теңге": [(22_000_000, 10**6)],
    "10,9 млн. тенге": [(10_900_000, 10**5)],
    "11 000 000 (он бір миллион) теңге": [(11_000_000, 1)],
    "5 000 теңгеден": [(5_000, 1)],
    "22 000 000 адам": [],
}


@pytest.mark.parametrize(("text", "sums"), MONEY.items())
def test_sums_of_money_are_as_exact_as_they_are_printed(text: str, sums: list[tuple[int, int]]) -> None:
    assert [(money.value, money.exact_to) for money in sums_of_money(text)] == sums


PERIODS = {
    ("kk", "2025 жылғы 6 мамыр мен 15 қараша аралығында"): ["06.05.2025", "15.11.2025"],
    ("kk", "6 мамыр - 30 қараша аралығы"): ["06.05", "30.11"],
    ("kk", "2025 жылғы 1 қазан – 2026 жылғы 31 наурыз"): ["01.10.2025", "31.03.2026"],
    ("ru", "с 6 мая по 30 ноября 2025 года"): ["06.05.2025", "30.11.2025"],
    ("ru", "с 1 октября 2025 года по 31 марта 2026 года"): ["01.10.2025", "31.03.2026"],
    ("ru", "01.06.2025 – 30.11.2025"): ["01.06.2025", "30.11.2025"],
    ("ru", "6 мая прошла встреча"): [],
}


@pytest.mark.parametrize(("said", "days"), PERIODS.items())
def test_a_period_is_read(said: tuple[str, str], days: list[str]) -> None:
    language, text = said
    assert [str(day) for period in periods(text, language) for day in period] == days  # type: ignore[arg-type]
