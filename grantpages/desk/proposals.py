"""What can be known without asking: ids, titles, days. An officer may answer otherwise."""

import datetime
import re
from collections.abc import Callable, Container

from grantpages.model import Text
from grantpages.wording import slug

OPENING_HOUR = datetime.time(10)
CLOSING_HOUR = "18:30"
"""The hour at which the operator's intakes close (practice)."""
QUARTER = 15
_GENERIC = re.compile(
    r"\b(?:город|городской|область|район|село|поселок|г\.|обл\.|қаласы|облысы|ауданы|ауылы|кенті)\s*", re.IGNORECASE
)

Working = Callable[[datetime.date], bool]
"""Whether a day is a working day."""


def publication(now: datetime.datetime, last: datetime.date, is_working: Working) -> datetime.datetime:
    """The next working day at ten, but not after the last lawful day while that is not over; never in the past.

    now: the time in Astana, without a zone.
    """
    day = now.date() + datetime.timedelta(days=1)
    while not is_working(day):
        day += datetime.timedelta(days=1)
    if now.date() <= last < day:
        day = last
    moment = datetime.datetime.combine(day, OPENING_HOUR)
    return max(moment, _next_quarter(now))


def _next_quarter(now: datetime.datetime) -> datetime.datetime:
    """The next full quarter of an hour, of the same day where it has one left."""
    passed = datetime.timedelta(minutes=now.minute % QUARTER, seconds=now.second, microseconds=now.microsecond)
    coming = now - passed + datetime.timedelta(minutes=QUARTER)
    return min(coming, now.replace(hour=23, minute=59, second=0, microsecond=0))


def intake_close(opens: datetime.date, days: int, is_working: Working) -> datetime.date:
    """The last day of an intake of so many calendar days, moved on to a working day."""
    day = opens + datetime.timedelta(days=days)
    while not is_working(day):
        day += datetime.timedelta(days=1)
    return day


def call_title(territory: Text, year: int, order: str, taken: Container[str]) -> Text:
    """What a competition is called; a territory stands where it needs no case ending.

    order: the order's number, which tells a second competition of the year from the first.
    taken: the Kazakh titles of the competitions that are there.
    """
    title = Text(
        kk=f"{territory.kk} бойынша {year} жылға арналған мемлекеттік гранттарды беру конкурсы",
        ru=f"Конкурс на предоставление государственных грантов на {year} год: {territory.ru}",
    )
    if title.kk not in taken:
        return title
    return Text(kk=f"{title.kk} (№ {order} бұйрық)", ru=f"{title.ru} (приказ № {order})")


def call_id(territory: Text, year: int, taken: Container[str], earlier: str = "") -> str:
    """`zhanaozen-2025` from «город Жанаозен», or as the customer's earlier call is named; numbered on if taken."""
    like = re.fullmatch(r"(.+)-20[0-9]{2}(?:-[0-9]+)?", earlier)
    place = like[1] if like else slug(_GENERIC.sub("", territory.ru), 50, "ru") or "call"
    return free_id(f"{place}-{year}", taken)


def organization_id(name: Text, taken: Container[str]) -> str:
    """An id from what stands in quotation marks in an organization's Russian name, or from all of it."""
    quoted = re.search(r"[«\"“](.+)[»\"”]", name.ru)
    return free_id(slug(quoted[1] if quoted else name.ru, 50, "ru") or "organization", taken)


def free_id(wanted: str, taken: Container[str]) -> str:
    """The id, or the first of `<id>-2`, `<id>-3` … that nobody has."""
    number, id = 2, wanted
    while id in taken:
        number, id = number + 1, f"{wanted}-{number}"
    return id


def project_ids(call: str, lot: int, grants: int, taken: Container[str]) -> list[str]:
    """The ids of a lot's projects that nobody has yet: `<call>-<lot>`, of several grants `<call>-<lot>-<n>`."""
    every = [f"{call}-{lot}"] if grants == 1 else [f"{call}-{lot}-{number}" for number in range(1, grants + 1)]
    return [id for id in every if id not in taken]
