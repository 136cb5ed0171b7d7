"""Days and periods as running text prints them: «6 мамыр – 30 қараша», «с 6 мая по 30 ноября 2025 года»."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grantpages.problem import Language

_MONTHS = {
    "kk": "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан",
    "ru": "январ|феврал|март|апрел|ма(?=[йя])|июн|июл|август|сентябр|октябр|ноябр|декабр",
}
_NAMES = {language: months.replace("(?=[йя])", "").split("|") for language, months in _MONTHS.items()}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""A year of this century or the last that is no part of a longer number."""
_DAY = {language: rf"(\d{{1,2}})\s*({months})\w*" for language, months in _MONTHS.items()}
_YEARS = r"(?:\s*(\d{4})\s*(?:жыл\w*|ж\.|год\w*|г\.))?"
_NUMERIC = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_PERIOD = {
    "kk": re.compile(
        rf"(?:(\d{{4}})\s*(?:жыл\w*|ж\.)\s*)?{_DAY['kk']}\s*(?:[-–—]|мен|бен|пен|және|бастап,?)\s*"
        rf"(?:(\d{{4}})\s*(?:жыл\w*|ж\.)\s*)?{_DAY['kk']}",
        re.IGNORECASE,
    ),
    "ru": re.compile(rf"{_DAY['ru']}{_YEARS}\s*(?:[-–—]|по|до)\s*{_DAY['ru']}{_YEARS}", re.IGNORECASE),
}
_NUMERIC_PERIOD = re.compile(rf"{_NUMERIC}(?:\s*(?:ж\.|г\.|жыл\w*|год\w*))?\s*(?:[-–—]|по|до)\s*{_NUMERIC}")


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day as printed; the year may be missing."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.day:02}.{self.month:02}" + (f".{self.year}" if self.year else "")

    def is_day(self, day: datetime.date) -> bool:
        """Whether this can be that day."""
        return (self.month, self.day) == (day.month, day.day) and self.year in (None, day.year)


def periods(text: str, language: Language) -> Iterator[tuple[PrintedDay, PrintedDay]]:
    """Every period of a text, from its first day to its last; a year said once is of both."""
    for match in _PERIOD[language].finditer(text):
        if language == "kk":
            year, day, month, end_year, end_day, end_month = match.groups()
            end_year = end_year or year
        else:
            day, month, year, end_day, end_month, end_year = match.groups()
            year = year or end_year
        yield _printed(year, month, day, language), _printed(end_year, end_month, end_day, language)
    for match in _NUMERIC_PERIOD.finditer(text):
        day, month, year, end_day, end_month, end_year = map(int, match.groups())
        yield PrintedDay(year, month, day), PrintedDay(end_year, end_month, end_day)


def _printed(year: str | None, month: str, day: str, language: Language) -> PrintedDay:
    return PrintedDay(int(year) if year else None, _NAMES[language].index(month.lower()) + 1, int(day))


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
