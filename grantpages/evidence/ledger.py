"""What is known of a link from every look at it: one entry, and the rules by which it changes.

An entry is the sum of its looks. Merging two entries, in whatever order and however often, gives
the same entry, so neither the order of a run's answers nor a second reading of them matters. A
day is a UTC date. On a day on which a link was seen alive no failure counts (design, section 7).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from grantpages.evidence.identity import Identity
from grantpages.evidence.naming import Kind, Platform
from grantpages.evidence.verdict import NEGATIVE, Grade, Reason, State, Verdict

CONFIRMING_DAYS = 3
"""On so many different days in a row a link must have failed before it counts as gone."""
RANKS: tuple[State, ...] = (
    "unchecked", "transient", "unverifiable", "gone_or_private", "private", "gone", "alive",
)  # fmt: skip
GRADES: tuple[Grade | None, ...] = (None, "G", "C", "B", "A")


@dataclass(frozen=True, slots=True)
class Failure:
    """A day on which a link showed a negative sign, and what that sign was."""

    day: datetime.date
    state: State
    reason: Reason | None = None
    sign: str = ""
    status: int | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy in a web archive. One of a login page (`login`) is no evidence of anything."""

    url: str
    taken: datetime.date
    kind: Literal["page", "login"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One link: what it is held to be, and the dated looks that say so.

    url: the address meant. reason, sign, status and grade belong to the look that gave `state`.
    last_result: the last look as `state` or `state:reason`; it may differ from `state`. failures:
    since the link was last seen alive, one a day, the last three. archive: the newest copy known.
    """

    key: str
    url: str
    platform: Platform
    kind: Kind
    state: State = "unchecked"
    reason: Reason | None = None
    sign: str = ""
    status: int | None = None
    grade: Grade | None = None
    first_alive: datetime.date | None = None
    last_alive: datetime.date | None = None
    last_tried: datetime.date | None = None
    last_result: str = ""
    failures: tuple[Failure, ...] = ()
    archive: Snapshot | None = None


def start(identity: Identity) -> Entry:
    """The entry of a link that nobody has looked at yet."""
    return Entry(identity.key, identity.url, identity.platform, identity.kind)


def observe(entry: Entry, verdict: Verdict, day: datetime.date) -> Entry:
    """The entry after one more look at its link on `day`, which may lie before its other looks."""
    return follow(entry, alone(entry, verdict, day))


def alone(entry: Entry, verdict: Verdict, day: datetime.date) -> Entry:
    """What one look says of the link of `entry`, as if there had been no other. `unchecked` says nothing."""
    named = (entry.key, entry.url, entry.platform, entry.kind)
    if verdict.state == "unchecked":
        return Entry(*named)
    sign = (verdict.sign, verdict.status, verdict.grade)
    result = f"{verdict.state}:{verdict.reason}" if verdict.reason else verdict.state
    if verdict.state in NEGATIVE:
        failure = Failure(day, verdict.state, verdict.reason, *sign)
        return Entry(*named, "unverifiable", "suspected", *sign, None, None, day, result, (failure,))
    alive = day if verdict.state == "alive" else None
    return Entry(*named, verdict.state, verdict.reason, *sign, alive, alive, day, result)


def follow(entry: Entry, look: Entry) -> Entry:
    """The entry after a look that `alone` gave: of two looks on one day this one is the last."""
    if look.last_tried and look.last_tried == entry.last_tried:
        proved = _proved(entry.last_alive, entry.failures) or entry.failures
        entry = replace(entry if proved else _shown(entry, "unchecked"), last_tried=None, last_result="")
    return merge(entry, look)


def merge(mine: Entry, theirs: Entry) -> Entry:
    """All that two entries of one link know. Commutative, associative, idempotent.

    Where both looked last on one day, the result that says more is the last one.
    Raises ValueError for entries of different links.
    """
    if mine.key != theirs.key:
        raise ValueError(f"{mine.key} is not {theirs.key}")
    both = (mine, theirs)
    last_alive = max((entry.last_alive for entry in both if entry.last_alive), default=None)
    failures = _in_a_row((*mine.failures, *theirs.failures), last_alive)
    latest, named = max(both, key=_recency), max(both, key=_naming)
    joined = Entry(
        *(named.key, named.url, named.platform, named.kind),
        first_alive=min((entry.first_alive for entry in both if entry.first_alive), default=None),
        last_alive=last_alive,
        last_tried=latest.last_tried,
        last_result=latest.last_result,
        failures=failures,
        archive=max((entry.archive for entry in both if entry.archive), key=_worth, default=None),
    )
    match _proved(last_alive, failures):
        case "alive":
            seen = (entry for entry in both if entry.state == "alive" and entry.last_alive == last_alive)
            return _like(joined, max(seen, key=_weight))
        case None if failures:
            return replace(_like(joined, failures[-1]), state="unverifiable", reason="suspected")
        case None:
            return _like(joined, max(both, key=lambda entry: (_recency(entry), _weight(entry))))
        case confirmed:
            return replace(_like(joined, failures[-1]), state=confirmed)


def is_sound(entry: Entry) -> bool:
    """Whether the state of an entry that was read follows from its dates, and these from one another."""
    days = [failure.day for failure in entry.failures]
    alive = [day for day in (entry.first_alive, entry.last_alive) if day]
    if entry.failures != _in_a_row(entry.failures, entry.last_alive) or len(alive) == 1 or alive != sorted(alive):
        return False
    if not entry.last_tried:
        return not (days or alive or entry.last_result) and entry.state == "unchecked"
    state, _, reason = entry.last_result.partition(":")
    if max((*days, *alive), default=entry.last_tried) > entry.last_tried or not _fits(state, entry):
        return False
    proved = _proved(entry.last_alive, entry.failures)
    if proved:
        return entry.state == proved
    held = ("unverifiable", "suspected") if days else (state, reason)
    return held == (entry.state, entry.reason or "")


def _fits(state: str, entry: Entry) -> bool:
    """Whether the last result is among what the dates tell of its day."""
    if state == "alive":
        return entry.last_alive == entry.last_tried
    if state in NEGATIVE:
        return entry.last_tried in (entry.last_alive, *(failure.day for failure in entry.failures))
    return state in ("unverifiable", "transient")


def _proved(last_alive: datetime.date | None, failures: tuple[Failure, ...]) -> State | None:
    """What the looks prove; failures of different kinds prove only that nobody can see the page."""
    if len(failures) == CONFIRMING_DAYS:
        states = {failure.state for failure in failures}
        return states.pop() if len(states) == 1 else "gone_or_private"
    return "alive" if last_alive else None


def _in_a_row(failures: Iterable[Failure], after: datetime.date | None) -> tuple[Failure, ...]:
    """One failure for each of the last three days later than `after`, in their order."""
    days: dict[datetime.date, Failure] = {}
    for failure in failures:
        if after is None or failure.day > after:
            known = days.get(failure.day)
            days[failure.day] = _of_one_day(known, failure) if known else failure
    return tuple(days[day] for day in sorted(days)[-CONFIRMING_DAYS:])


def _of_one_day(one: Failure, other: Failure) -> Failure:
    state: State = one.state if one.state == other.state else "gone_or_private"
    return replace(max(one, other, key=_weight), state=state)


def _shown(
    entry: Entry,
    state: State,
    reason: Reason | None = None,
    sign: str = "",
    status: int | None = None,
    grade: Grade | None = None,
) -> Entry:
    return replace(entry, state=state, reason=reason, sign=sign, status=status, grade=grade)


def _like(entry: Entry, look: Entry | Failure) -> Entry:
    return _shown(entry, look.state, look.reason, look.sign, look.status, look.grade)


# Total orders: of two entries the same one is chosen from either side.


def _recency(entry: Entry) -> tuple[datetime.date, int, str]:
    state = entry.last_result.partition(":")[0] or "unchecked"
    return entry.last_tried or datetime.date.min, [*RANKS].index(state), entry.last_result  # type: ignore[arg-type]


def _naming(entry: Entry) -> tuple[datetime.date, str, str, str]:
    return entry.last_tried or datetime.date.min, entry.url, entry.platform, entry.kind


def _weight(look: Entry | Failure) -> tuple[int, str, int, str]:
    return GRADES.index(look.grade), look.sign, look.status or 0, look.reason or ""


def _worth(copy: Snapshot) -> tuple[bool, datetime.date, str]:
    return copy.kind == "page", copy.taken, copy.url
