"""One run over many links: the canaries, then every link, then once more those that may have had a bad moment.

No host is hurried, and nobody waits for one host while another is free. The same answers give
the same looks however many links are asked at once.
"""

import datetime
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from grantpages.evidence.answer import Answer
from grantpages.evidence.beside import Beside
from grantpages.evidence.canaries import discount
from grantpages.evidence.crew import Crew
from grantpages.evidence.identity import Identity
from grantpages.evidence.lanes import Keep, Lanes, Leave, Left, Ticket
from grantpages.evidence.ledger import Entry
from grantpages.evidence.naming import HOSTS, Platform
from grantpages.evidence.pace import Clock, Get, Manners, Schedule, Turn, group_of
from grantpages.evidence.verdict import Verdict

NO_LOOK = frozenset(("unverifiable:canary", "unverifiable:rate_limited"))
"""Last results that say nothing of the link: it is due again however recent they are, as a transient one is."""

Item = TypeVar("Item")
Check = Callable[[Iterable[Platform], Get], frozenset[Platform]]
"""Which of the platforms are misjudged, asked through the given `get`."""


@dataclass(frozen=True)
class Means:
    """What a run works with; all of it can be played.

    offline: what a link's text alone decides. look: one look through the given `get`. canaries: which
    of the platforms are misjudged; None trusts all. jitter: seconds added to each pause. jobs: how many
    links at once. sleep: as `loop.pause`. deadline: seconds for all the requests of one look together, pauses apart.
    """

    get: Get
    offline: Callable[[Identity], Verdict | None]
    look: Callable[[Identity, Get], Verdict]
    canaries: Check | None
    clock: Clock
    sleep: Callable[[float], None]
    manners: Manners = field(default_factory=Manners)
    jitter: Callable[[], float] = lambda: 0.0
    jobs: int = 16
    deadline: float = 10.0


@dataclass
class Outcome:
    """What a run did. seen and left: by key, in the order in which they came.

    asked: requests; answered: those to which any host gave an HTTP status. interrupted: by Ctrl-C;
    what was seen until then is kept.
    """

    seen: dict[str, Verdict] = field(default_factory=dict)
    left: dict[str, Left] = field(default_factory=dict)
    misjudged: frozenset[Platform] = frozenset()
    asked: int = 0
    answered: int = 0
    interrupted: bool = False

    @property
    def unreachable(self) -> bool:
        """Whether nothing answered at all: there is no network."""
        return self.asked > 0 and self.answered == 0

    @property
    def failed(self) -> bool:
        """Whether the measurement itself failed: a canary misjudged, or no network."""
        return bool(self.misjudged) or self.unreachable


def due(
    links: Iterable[Identity], entries: Mapping[str, Entry], today: datetime.date, max_age: int
) -> tuple[list[Identity], list[Identity]]:
    """The links to ask, those never tried first, then the longest untried; and those tried within `max_age` days.

    max_age 1 leaves out what was tried today, 0 nothing. A result that was no look does not count.
    """
    wanted: list[Identity] = []
    fresh: list[Identity] = []
    for link in links:
        (fresh if _is_fresh(entries.get(link.key), today, max_age) else wanted).append(link)
    return sorted(wanted, key=lambda link: (_tried(entries.get(link.key)), link.key)), fresh


def _is_fresh(entry: Entry | None, today: datetime.date, max_age: int) -> bool:
    if entry is None or entry.last_tried is None or entry.last_result in NO_LOOK:
        return False
    return not entry.last_result.startswith("transient") and (today - entry.last_tried).days < max_age


def _tried(entry: Entry | None) -> datetime.date:
    return entry.last_tried or datetime.date.min if entry else datetime.date.min


def run(links: Sequence[Identity], means: Means, keep: Keep, leave: Leave = lambda link, why: None) -> Outcome:
    """Look at every link; each has a key, and no two the same.

    `keep` is called with each look as soon as it counts, twice for a link that is tried again,
    `leave` with each link that is not asked in this run: by one thread. Where the
    canaries get no answer at all, no link is asked. What `keep` raises ends the run and is raised.
    """
    running = _Run(means, keep, leave)
    try:
        running.go(links)
    except KeyboardInterrupt:
        running.outcome.interrupted = True
    finally:
        running.close()
    return running.outcome


class _Run:
    def __init__(self, means: Means, keep: Keep, leave: Leave) -> None:
        self.means, self.outcome = means, Outcome()
        self._first = Lanes(self._kept(keep), self._left(leave), means.manners.longest)
        # A link that is not tried again after all keeps its first look.
        self._second = Lanes(self._kept(keep), lambda link, why: None, means.manners.longest)
        self._rested: dict[str, float] = {}
        self._beside = Beside()

    def _kept(self, keep: Keep) -> Keep:
        def kept(link: Identity, verdict: Verdict) -> None:
            keep(link, verdict)
            self.outcome.seen[link.key] = verdict

        return kept

    def _left(self, leave: Leave) -> Leave:
        def left(link: Identity, why: Left) -> None:
            leave(link, why)
            self.outcome.left[link.key] = why

        return left

    def go(self, links: Sequence[Identity]) -> None:
        asking = [link for link in links if not self._told(link, self.means.offline(link))]
        if self.means.canaries and asking:
            self._test_canaries(dict.fromkeys(link.platform for link in asking), self.means.canaries)
        if self.outcome.unreachable:
            return
        nothing = discount(Verdict("unchecked"))
        asking = [link for link in asking if not (self._is_misjudged(link) and self._told(link, nothing))]
        tickets = self._ask(asking, self._first)
        self._ask([ticket.link for ticket in tickets if self._is_worth_another_try(ticket)], self._second)

    def close(self) -> None:
        self._first.close()
        self._second.close()

    def _told(self, link: Identity, verdict: Verdict | None) -> bool:
        if verdict:
            self._first.tell(link, verdict)
        return verdict is not None

    def _is_misjudged(self, link: Identity) -> bool:
        return link.platform in self.outcome.misjudged

    def _test_canaries(self, platforms: Iterable[Platform], check: Check) -> None:
        """One platform's canaries are one turn of its group."""

        def test(platform: Platform, turn: Turn[Any], get: Get) -> None:
            found = frozenset[Platform]() if turn.deferred else check([platform], get)
            self.outcome.misjudged |= found
            if turn.deferred or turn.asked_pause > self.means.manners.longest:
                self._first.defer(group_of(_host_of(platform)))

        self._take_turns([(_host_of(platform), platform) for platform in platforms], test)

    def _ask(self, links: Sequence[Identity], lanes: Lanes) -> Sequence[Ticket]:
        def ask(ticket: Ticket, turn: Turn[Any], get: Get) -> None:
            if not turn.deferred and not lanes.is_closed(ticket):
                ticket.verdict = self.means.look(ticket.link, get)
                ticket.asked_pause = turn.asked_pause
            lanes.put(ticket)

        hosts = [urlsplit(link.url).hostname or "" for link in links]
        tickets = [lanes.ticket(link, host) for link, host in zip(links, hosts, strict=True)]
        self._take_turns(zip(hosts, tickets, strict=True), ask, self.means.deadline)
        return tickets

    def _is_worth_another_try(self, ticket: Ticket) -> bool:
        """Whether what was seen may have passed. A host that let the whole deadline pass is not waited for again."""
        if not ticket.kept or ticket.verdict is None or self._first.is_closed(ticket):
            return False
        if ticket.verdict.reason == "rate_limited":
            return ticket.asked_pause > 0
        return ticket.verdict.state == "transient" and ticket.verdict.reason != "timeout"

    def _take_turns(
        self,
        items: Iterable[tuple[str, Item]],
        task: Callable[[Item, Turn[Any], Get], None],
        deadline: float = math.inf,
    ) -> None:
        """Work through the items by their hosts. A schedule knows nothing of earlier ones: their rest is kept here."""
        means, resting = self.means, dict(self._rested)

        def take(turn: Turn[tuple[str, Item]]) -> None:
            host, item = turn.item
            group = group_of(host)
            rest = resting.get(group, -math.inf) - means.clock()
            if rest > 0 and not turn.deferred:
                means.sleep(rest)
            task(item, turn, self._beside.sharing(turn.paced(self._get_within(deadline), means.sleep)))
            pause = max(means.manners.pace_of(group).pause + means.jitter(), turn.asked_pause)
            self._rested[group] = max(means.clock() + pause, self._rested.get(group, -math.inf))

        known = ((host, (host, item)) for host, item in items)
        schedule = Schedule(known, clock=means.clock, manners=means.manners, jitter=means.jitter)
        Crew(schedule, take, means.clock).work(means.jobs)

    def _get_within(self, seconds: float) -> Get:
        """A `get` whose requests together take so long at most; without time left nothing is asked."""
        left = seconds

        def get(url: str, **settings: Any) -> Answer:
            nonlocal left
            if left <= 0:
                return Answer(url, url, failure="timeout")
            start = self.means.clock()
            answer = self.means.get(url, within=left, **settings)
            left -= self.means.clock() - start
            self.outcome.asked += 1
            self.outcome.answered += answer.status is not None
            return answer

        return get


def _host_of(platform: Platform) -> str:
    return next((host for host, other in HOSTS.items() if other == platform), platform)
