"""What an officer types becomes a value, or is refused with what to write instead."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from grantpages.desk import typed
from grantpages.desk.typed import Wrong

MARCH_5 = datetime.date(2025, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        "05.03.2025", "5.3.2025", "2025-03-05", "2025.03.05", "05.03.2025 ж.", "05.03.2025 г.",
        "5 наурыз 2025", "5 Наурыз 2025 ж.", "2025 жылғы 5 наурыз", "2025 ж. 5 наурыз",
        "5 марта 2025", "5 марта 2025 г.", "5 марта 2025 года", " 5 март 2025 ",
    ],
)  # fmt: skip
def test_a_day_is_taken_in_every_usual_form(written: str) -> None:
    assert typed.day(written) == MARCH_5


@pytest.mark.parametrize(
    "written",
    ["", "бүгін", "31.02.2025", "5 нарыз 2025", "30 февраля 2025", "05/03/2025", "2025", "1025-03-05", "5 марта"],
)
def test_what_is_no_day_or_may_be_two_is_explained(written: str) -> None:
    with pytest.raises(Wrong) as refused:
        typed.day(written)
    assert all("05.03.2025" in message and f"«{written}»" in message for message in refused.value.message if written)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("11000000", 11_000_000), ("11 000 000", 11_000_000), ("11\u00a0000\u00a0000 ₸", 11_000_000),
        ("11 000 000 теңге", 11_000_000), ("11 000 000 тенге", 11_000_000), ("11000000тг.", 11_000_000), ("5 KZT", 5),
    ],
)  # fmt: skip
def test_a_sum_is_taken_with_spaces_and_its_currency(written: str, amount: int) -> None:
    assert typed.amount(written) == amount


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (typed.clock, "18:30", "18:30"), (typed.clock, "9.05", "09:05"), (typed.clock, " 0:00 ", "00:00"),
        (typed.count, "7", 7), (typed.line, "  а \t б ", "а б"),
        (typed.yes, "Иә", True), (typed.yes, "да", True), (typed.yes, "ЖОҚ", False), (typed.yes, "нет", False),
        (typed.bin_number, "9904 4000 0008", "990440000008"), (typed.identifier, " aqtas-2025 ", "aqtas-2025"),
    ],
)  # fmt: skip
def test_other_values(read: Callable[[str], Any], written: str, value: object) -> None:
    assert read(written) == value


@pytest.mark.parametrize(
    ("read", "written", "said"),
    [
        (typed.amount, "11,5", "11 000 000"), (typed.amount, "0", "11 000 000"), (typed.amount, "11 млн", "11 000 000"),
        (typed.clock, "24:00", "18:30"), (typed.clock, "18", "18:30"), (typed.count, "0", "1"), (typed.count, "екі", "1"),
        (typed.line, "   ", "2000"), (typed.line, "-", "слов"), (typed.person, "850101300123", "ИИН"), (typed.line, "а" * 2001, "2000"), (typed.yes, "мүмкін", "да"),
        (typed.bin_number, "99044000000", "12"), (typed.bin_number, "990440000009", "цифр"),
        (typed.identifier, "Ақтас", "zhanaozen-2025"), (typed.identifier, "a" * 65, "64"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_explained_in_both_languages(read: Callable[[str], Any], written: str, said: str) -> None:
    with pytest.raises(Wrong) as refused:
        read(written)
    kk, ru = refused.value.message
    assert said in ru
    assert kk != ru
