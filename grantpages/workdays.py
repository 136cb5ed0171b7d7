"""Kazakhstan's working days, and the term of the Rules that is counted in them.

The `holidays` package knows the public holidays, their substitutes and the government's transfers up to 2025;
`moved`, a Dataset's `holidays`, says of further days whether they are worked. A five-day week is assumed.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

Moved = Mapping[datetime.date, bool]
PUBLICATION_DAYS = 5
"""The term for publishing an announcement (point 29 of the Rules, as the operator's report quotes it)."""
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Publication:
    """On which working day after the notice an announcement stood there; `last` is the last day of the term.

    number: 0 on the day of the notice itself; a day that is not worked counts as the next one that is.
    late: by how many working days the term was missed, 0 where it was kept.
    """

    number: int
    last: datetime.date

    @property
    def late(self) -> int:
        """Working days past the term."""
        return max(0, self.number - PUBLICATION_DAYS)


def is_working_day(day: datetime.date, moved: Moved) -> bool:
    """Whether a day is worked."""
    found = moved.get(day)
    return _calendar().is_working_day(day) if found is None else found


def nth_working_day(start: datetime.date, number: int, moved: Moved) -> datetime.date:
    """The working day on which a term of `number` > 0 working days ends.

    A term begins on the day after the event (Civil Code, art. 173); counted in working days, it ends on one (art. 175).
    """
    day = start
    while number:
        day += _DAY
        number -= is_working_day(day, moved)
    return day


def working_days_after(start: datetime.date, end: datetime.date, moved: Moved) -> int:
    """How many working days follow `start` up to `end`, and with it; 0 where `end` is not later."""
    days = (start + _DAY * ahead for ahead in range(1, (end - start).days + 1))
    return sum(is_working_day(day, moved) for day in days)


def publication(notice: datetime.date, announced: datetime.date, moved: Moved) -> Publication | None:
    """How an announcement kept its term; None where it came before the notice."""
    if announced < notice:
        return None
    number = working_days_after(notice, announced, moved)
    if announced > notice and not is_working_day(announced, moved):
        number += 1
    return Publication(number, nth_working_day(notice, PUBLICATION_DAYS, moved))


@cache
def _calendar() -> "HolidayBase":
    from holidays import country_holidays  # a quarter of a second, which only those who ask pay

    return country_holidays("KZ")
