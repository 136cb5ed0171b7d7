"""Keeps results that come in any order in an order of their own.

The links of one pace group stand in one lane, and a lane's results are kept in its order. So where
a lane ends early does not depend on how many of its links were under way at once.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from grantpages.evidence.identity import Identity
from grantpages.evidence.naming import Platform
from grantpages.evidence.pace import group_of
from grantpages.evidence.verdict import Verdict

SILENT = 50
"""After so many links in a row that showed nothing either way a platform is left alone (research, ledger rule b)."""

Left = Literal["deferred", "silent"]
"""Why a link was not asked: its host wants a longer pause than a run waits, or its platform shows nothing."""
Keep = Callable[[Identity, Verdict], None]
"""Takes a verdict on a link."""
Leave = Callable[[Identity, Left], None]
"""Takes a link that was not asked, and why."""


@dataclass(eq=False, slots=True)
class _Lane:
    """The links of one group. finished: those done before their turn to be kept came.

    silent: looks in a row without any sign, by platform. deferred: the host wants to be left alone.
    """

    next: int = 0
    length: int = 0
    finished: dict[int, "Ticket"] = field(default_factory=dict)
    silent: Counter[Platform] = field(default_factory=Counter)
    deferred: bool = False


@dataclass(eq=False, slots=True)
class Ticket:
    """A link's place in its lane, and what its look gave: None where it was not asked.

    asked_pause: seconds its host wants to be left alone. kept: whether the look counts.
    """

    link: Identity
    group: str
    lane: _Lane
    place: int
    verdict: Verdict | None = None
    asked_pause: float = 0.0
    kept: bool = False


class Lanes:
    """All lanes of a run. Of one thread.

    longest: the longest pause in seconds that a host may ask for; beyond it its lane ends.
    """

    def __init__(self, keep: Keep, leave: Leave, longest: float) -> None:
        self._keep, self._leave, self._longest = keep, leave, longest
        self._lanes: dict[str, _Lane] = {}
        self._closed = False

    def ticket(self, link: Identity, host: str) -> Ticket:
        """The next place in the lane of the group of the link's host."""
        group = group_of(host)
        lane = self._lane(group)
        lane.length += 1
        return Ticket(link, group, lane, lane.length - 1)

    def defer(self, group: str) -> None:
        """The hosts of a group want to be left alone."""
        self._lane(group).deferred = True

    def is_closed(self, ticket: Ticket) -> bool:
        """Whether a look would not be kept, so that nobody need ask."""
        return self._closed or _end(ticket) is not None

    def tell(self, link: Identity, verdict: Verdict) -> None:
        """Keep what was not asked for."""
        if not self._closed:
            self._keep(link, verdict)

    def put(self, ticket: Ticket) -> None:
        """A ticket is done with; its result is kept as soon as those before it are."""
        lane = ticket.lane
        lane.finished[ticket.place] = ticket
        while lane.next in lane.finished and not self._closed:
            self._settle(lane.finished.pop(lane.next))
            lane.next += 1

    def close(self) -> None:
        """Nothing more is kept, whoever is still under way."""
        self._closed = True

    def _lane(self, group: str) -> _Lane:
        return self._lanes.setdefault(group, _Lane())

    def _settle(self, ticket: Ticket) -> None:
        lane, link, verdict = ticket.lane, ticket.link, ticket.verdict
        end = _end(ticket)
        if end or verdict is None:
            self._leave(link, end or "deferred")
            return
        self._keep(link, verdict)
        ticket.kept = True
        lane.silent[link.platform] = lane.silent[link.platform] + 1 if verdict.reason == "no_marker" else 0
        lane.deferred = lane.deferred or ticket.asked_pause > self._longest


def _end(ticket: Ticket) -> Left | None:
    if ticket.lane.deferred:
        return "deferred"
    return "silent" if ticket.lane.silent[ticket.link.platform] >= SILENT else None
