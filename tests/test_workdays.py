"""Working days: the table of the reference (law-terms-facts, section 5) is the test."""

import datetime
import subprocess
import sys
from datetime import date

import pytest
from builtsite import REAL, REPOSITORY

from grantpages.load import load_folder
from grantpages.workdays import is_working_day, nth_working_day, publication, working_days_after

DATASET, _ = load_folder(REAL)
assert DATASET is not None
MOVED = DATASET.holidays

# (notice received, last day of five working days)
TERMS = [
    ("2025-02-26", "2025-03-05"),
    ("2025-02-28", "2025-03-07"),
    ("2025-03-03", "2025-03-11"),  # 10 March off
    ("2025-03-07", "2025-03-17"),
    ("2025-03-13", "2025-03-20"),
    ("2025-03-14", "2025-03-26"),  # Nauryz inside
    ("2025-03-19", "2025-03-31"),  # weekends alone would give 26 March
    ("2025-03-20", "2025-04-01"),
    ("2024-12-31", "2025-01-10"),  # Sunday 5 January is worked
    ("2025-04-30", "2025-05-12"),  # 1, 7, 9 May off
    ("2025-06-02", "2025-06-10"),  # Kurban Ait 6 June
    ("2025-08-25", "2025-09-02"),  # 30 August is a Saturday, 1 September off
    ("2025-10-22", "2025-10-30"),  # 25 October is a Saturday, 27 October off
    ("2026-03-19", "2026-03-31"),
    ("2026-08-26", "2026-09-02"),  # 30 August is no holiday since 2026
]


@pytest.mark.parametrize(("notice", "last"), TERMS)
def test_five_working_days_end_on(notice: str, last: str) -> None:
    assert nth_working_day(date.fromisoformat(notice), 5, MOVED) == date.fromisoformat(last)
    assert working_days_after(date.fromisoformat(notice), date.fromisoformat(last), MOVED) == 5


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-01-05", True),  # Sunday, for Friday the 3rd
        ("2025-01-03", False),
        ("2024-05-04", True),
        ("2024-05-08", False),
        ("2025-01-07", False),
        ("2025-06-06", False),
        ("2026-05-27", False),
        ("2026-08-31", True),
        ("2025-03-10", False),
        ("2025-03-15", False),  # a Saturday
        ("2025-03-17", True),
    ],
)
def test_a_day_is_worked_or_not(day: str, worked: bool) -> None:
    assert is_working_day(date.fromisoformat(day), MOVED) == worked


@pytest.mark.parametrize(("year", "days"), [(2025, 246), (2026, 247)])
def test_a_year_has_as_many_working_days_as_the_ministry_counts(year: int, days: int) -> None:
    assert working_days_after(date(year - 1, 12, 31), date(year, 12, 31), MOVED) == days


@pytest.mark.parametrize("moved", [{}, {date(2026, 5, 27): True}, {date(2025, 3, 15): True}])
def test_what_the_data_says_of_a_day_goes_before_the_package(moved: dict[date, bool]) -> None:
    for day in (date(2026, 5, 27), date(2025, 3, 15)):
        assert is_working_day(day, moved) == (day in moved)


def test_contracts_of_the_report_came_on_the_fourth_and_fifth_day() -> None:
    after = [working_days_after(date(2025, 4, 28), date(2025, 5, day), MOVED) for day in (5, 6)]
    assert after == [4, 5]


# (notice, announced, the working day, late by, the last day)
PUBLICATIONS = [
    ("2025-02-26", "2025-03-05", 5, 0, "2025-03-05"),
    ("2025-02-28", "2025-03-05", 3, 0, "2025-03-07"),
    ("2025-02-28", "2025-02-28", 0, 0, "2025-03-07"),
    ("2025-02-28", "2025-03-01", 1, 0, "2025-03-07"),  # Saturday counts as Monday
    ("2025-02-28", "2025-03-08", 6, 1, "2025-03-07"),  # the Saturday after the last day is past it
    ("2025-03-19", "2025-04-03", 8, 3, "2025-03-31"),
]


@pytest.mark.parametrize(("notice", "announced", "number", "late", "last"), PUBLICATIONS)
def test_a_publication_is_told_by_its_working_day(
    notice: str, announced: str, number: int, late: int, last: str
) -> None:
    found = publication(date.fromisoformat(notice), date.fromisoformat(announced), MOVED)
    assert found is not None
    assert (found.number, found.late, found.last.isoformat()) == (number, late, last)


def test_an_announcement_before_the_notice_has_no_working_day() -> None:
    assert publication(date(2025, 3, 5), date(2025, 3, 5) - datetime.timedelta(days=1), MOVED) is None


def test_who_does_not_ask_does_not_pay_for_the_package() -> None:
    program = "import sys, grantpages.workdays; assert 'holidays' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=True)
