"""Which link is asked next, so that no host is hurried and nobody waits for one host while others are free.

The hosts of one company are one group. A group has so many slots (one for social networks); a slot
is free again a pause after its turn ended. Whoever works alone takes one turn after another:

    while turn := schedule.take(time.sleep):
        with turn:
            if turn.deferred:
                verdict = …                                 # left for the next run
            else:
                verdict = judge(turn.item, turn.paced(fetcher.get, time.sleep))

A crew (crew.py) works on many at once.

The turns of one group are paced here; a request that leaves for another group's host within a turn
(a news page that redirects to a social network) is not.
"""

import heapq
import itertools
import math
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Any, Generic, TypeVar

from grantpages.evidence.answer import Answer

Item = TypeVar("Item")
Clock = Callable[[], float]
"""Seconds of a clock that never goes back."""
Get = Callable[..., Answer]
"""Asks an address; the other arguments are those of `Fetcher.get`."""

# Group of a host and of all hosts below it; any other host is its own group.
GROUPS = {
    **dict.fromkeys(("instagram.com", "instagr.am", "cdninstagram.com"), "meta"),
    **dict.fromkeys(
        ("facebook.com", "facebook.net", "fb.com", "fb.watch", "fb.me", "fbcdn.net", "threads.net"), "meta"
    ),
    **dict.fromkeys(("youtube.com", "youtu.be", "youtube-nocookie.com", "ytimg.com"), "youtube"),
    **dict.fromkeys(("tiktok.com", "tiktokcdn.com"), "tiktok"),
    **dict.fromkeys(("t.me", "telegram.me", "telegram.org", "telegram.dog"), "telegram"),
    "archive.org": "archive",
}
SLOW = frozenset(GROUPS.values())


@dataclass(frozen=True, slots=True)
class Pace:
    """How many turns of a group may go on at once, and the pause in seconds before a slot's next."""

    at_once: int
    pause: float


@dataclass(frozen=True, slots=True)
class Manners:
    """The paces, and the longest Retry-After in seconds that a run waits for; beyond it the group is deferred."""

    social: Pace = Pace(1, 2.0)
    other: Pace = Pace(2, 0.2)
    longest: float = 30.0

    def pace_of(self, group: str) -> Pace:
        """The pace of a group."""
        return self.social if group in SLOW else self.other


@lru_cache(maxsize=4_096)
def group_of(host: str) -> str:
    """The group of a host: `www.instagram.com` → `meta`, `www.example.kz` → `example.kz`."""
    labels = host.lower().removesuffix(".").split(".")
    parents = (".".join(labels[start:]) for start in range(len(labels)))
    return next((GROUPS[parent] for parent in parents if parent in GROUPS), ".".join(labels).removeprefix("www."))


@dataclass(slots=True)
class _Group(Generic[Item]):
    """slots: a heap of when each free slot may be used."""

    pace: Pace
    slots: list[float]
    waiting: deque[Item] = field(default_factory=deque)
    not_before: float = -math.inf
    queued: bool = False
    deferred: bool = False

    def ready(self) -> float:
        """When the next turn may begin; there must be a free slot."""
        return max(self.slots[0], self.not_before)


class Turn(Generic[Item]):
    """One item to be worked on; leaving the `with` ends the turn.

    deferred: its host asked for a longer pause than this run waits; it must not be asked now.
    asked_pause: seconds the host asked for in its last answer.
    """

    def __init__(self, schedule: "Schedule[Item]", group: _Group[Item], item: Item) -> None:
        self.item, self.deferred = item, group.deferred
        self.asked_pause = 0.0
        self._schedule, self._group = schedule, group
        self._requests = 0
        self._ended = group.deferred

    def paced(self, get: Get, sleep: Callable[[float], None]) -> Get:
        """`get` with the group's pause before each further request of this turn, and longer where the host asks.

        After a Retry-After beyond the cap nothing is asked.
        """

        def paced_get(url: str, **settings: Any) -> Answer:
            if self._requests and self.asked_pause <= self._schedule.manners.longest:
                sleep(max(self._schedule.pause(self._group.pace), self.asked_pause))
            if self.asked_pause > self._schedule.manners.longest:
                return Answer(url, url, failure="deferred")
            self._requests += 1
            answer = get(url, **settings)
            self.asked_pause = answer.retry_after or 0.0 if answer.status in (429, 503) else 0.0
            return answer

        return paced_get

    def end(self) -> None:
        """The group rests from now on; a second call does nothing."""
        if not self._ended:
            self._ended = True
            self._schedule.ended(self._group, self.asked_pause)

    def __enter__(self) -> "Turn[Item]":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()


class Schedule(Generic[Item]):
    """Hands out items by their hosts, each host's in the order given. Of one thread.

    jitter: seconds added to each pause, asked anew each time.
    """

    def __init__(
        self,
        items: Iterable[tuple[str, Item]],
        *,
        clock: Clock,
        manners: Manners = Manners(),
        jitter: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.manners = manners
        self._clock, self._jitter = clock, jitter
        self._going = 0
        self._deferred: deque[tuple[_Group[Item], Item]] = deque()
        self._order = itertools.count()
        self._queue: list[tuple[float, int, _Group[Item]]] = []  # a heap of the groups that have an item and a slot
        groups: dict[str, _Group[Item]] = {}
        for host, item in items:
            name = group_of(host)
            if name not in groups:
                pace = manners.pace_of(name)
                groups[name] = _Group(pace, [-math.inf] * pace.at_once)
            groups[name].waiting.append(item)
        for group in groups.values():
            self._enqueue(group)

    def next(self) -> Turn[Item] | float | None:
        """A turn that may begin now; or the seconds until one may (infinite: when a turn ends); None: all done."""
        if self._deferred:
            return Turn(self, *self._deferred.popleft())
        now = self._clock()
        while self._queue:
            at, _, group = self._queue[0]
            if at > now:
                return at - now
            heapq.heappop(self._queue)
            group.queued = False
            if group.waiting and group.ready() <= now:
                return self._begin(group)
            self._enqueue(group)  # the host has asked for a pause since
        return math.inf if self._going else None

    def take(self, sleep: Callable[[float], None]) -> Turn[Item] | None:
        """The next turn of one who works alone, slept for; None when everything is done."""
        while isinstance(found := self.next(), float):
            sleep(found)
        return found

    def pause(self, pace: Pace) -> float:
        """Seconds of rest, jitter included."""
        return pace.pause + self._jitter()

    def ended(self, group: _Group[Item], asked: float) -> None:
        """A turn of `group` is over, its host asked for `asked` seconds. Called by Turn."""
        now = self._clock()
        self._going -= 1
        heapq.heappush(group.slots, now + self.pause(group.pace))
        if asked > 0:
            group.not_before = max(group.not_before, now + asked)
        group.deferred = group.deferred or asked > self.manners.longest
        if group.deferred:
            self._deferred.extend((group, item) for item in group.waiting)
            group.waiting.clear()
        self._enqueue(group)

    def _begin(self, group: _Group[Item]) -> Turn[Item]:
        heapq.heappop(group.slots)
        item = group.waiting.popleft()
        self._going += 1
        self._enqueue(group)
        return Turn(self, group, item)

    def _enqueue(self, group: _Group[Item]) -> None:
        if group.waiting and group.slots and not group.queued:
            heapq.heappush(self._queue, (group.ready(), next(self._order), group))
            group.queued = True
