"""Astana's time: the hour of every record, of a deadline and of a publication. No summer time, UTC+5 since March 2024.

Moments are naive and Astana's; an edge that knows the clock turns it into one with `astana_moment`.
"""

import datetime

ZONE = datetime.timezone(datetime.timedelta(hours=5))
"""The tz database gives the same only since its version 2024a, so it is not asked."""
_MOVED = datetime.datetime(2024, 3, 1)
_BEFORE = datetime.timezone(datetime.timedelta(hours=6))


def astana_moment(aware: datetime.datetime) -> datetime.datetime:
    """The moment as a clock in Astana shows it."""
    return aware.astimezone(ZONE).replace(tzinfo=None)


def read_moment(text: str) -> datetime.datetime:
    """The moment of an ISO 8601 text, `2025-03-05T10:00`; without an offset it is Astana's. Raises ValueError."""
    moment = datetime.datetime.fromisoformat(text)
    return astana_moment(moment) if moment.tzinfo else moment


def iso_in_astana(moment: datetime.datetime) -> str:
    """`2025-03-05T18:30:00+05:00`, which means the same everywhere."""
    return in_astana(moment).isoformat()


def in_astana(moment: datetime.datetime) -> datetime.datetime:
    """The naive moment as an aware one, with the offset that held then: UTC+6 until the end of February 2024."""
    return moment.replace(tzinfo=_BEFORE if moment < _MOVED else ZONE)
