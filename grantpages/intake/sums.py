"""Sums of money, contracts and protocols as a report prints them."""

import datetime
import re
from dataclasses import dataclass

from grantpages.intake.dates import days_of

_SUM = re.compile(
    r"(?P<n>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d{4,})(?:,\d\d)?\s*"
    r"(?:\((?P<words>[^\d()]{6,200})\)?)?\s*(?P<unit>теңге|тенге|тг\b|₸|kzt)?"
    r"|(?P<millions>\d+(?:[.,]\d+)?)\s*(?:млн|миллион)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:№|\bN\b|номер[іи]?)\s*:?\s*(?P<number>[\w][\w/.-]*)")


@dataclass(frozen=True)
class Sum:
    """A sum in whole tenge and, where print has them, its words."""

    amount: int
    words: str = ""


def sum_of(text: str) -> Sum | None:
    """The first sum that names its currency, else the first number that can be one."""
    found = [match for match in _SUM.finditer(text)]
    match = next((one for one in found if one["unit"] or one["words"]), found[0] if found else None)
    if match is None:
        return None
    if match["millions"]:
        return Sum(round(float(match["millions"].replace(",", ".")) * 1_000_000))
    return Sum(int(re.sub(r"\D", "", match["n"])), re.sub(r"\s+", " ", match["words"] or "").strip(" .,"))


def number_of(text: str) -> str:
    """The number of a contract, order or protocol, after its sign."""
    found = _NUMBER.search(text)
    return found["number"].strip(".-/") if found else ""


def paper_of(text: str, year: int) -> tuple[str, datetime.date] | None:
    """Number and date of a paper that the text names, None where either is missing."""
    number, days = number_of(text), days_of(text, year)
    if not number and days:  # «35, 06.05.2025»: the number without its sign
        rest = text[: days[0].start] + " " + text[days[0].end :]
        number = found[0] if (found := re.search(r"(?<![\d.])\d{1,6}(?:[/-]\w+)*(?![\d.])", rest)) else ""
    return (number, days[0].day) if number and days else None
