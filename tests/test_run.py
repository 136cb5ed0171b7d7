"""A run over many links, all of it played: what is asked, in which order, what is kept, and where a run ends early."""

import datetime
import itertools
import math
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from grantpages.evidence import loop
from grantpages.evidence.answer import Answer
from grantpages.evidence.identity import Identity, identify
from grantpages.evidence.lanes import SILENT
from grantpages.evidence.ledger import observe, start
from grantpages.evidence.ledgerfile import open_ledger
from grantpages.evidence.naming import Platform
from grantpages.evidence.pace import Get, Manners, Pace, group_of
from grantpages.evidence.run import Means, Outcome, due, run
from grantpages.evidence.verdict import Verdict

DAY = datetime.date(2026, 11, 24)
ALIVE = Verdict("alive", None, "sign", 200, "example.kz", "B")
JOBS = pytest.mark.parametrize("jobs", [1, 4, 16])


def post(number: int) -> Identity:
    return identify(f"https://www.instagram.com/p/DGz{number:08}/")


def page(number: int, host: str = "example.kz") -> Identity:
    return identify(f"https://{host}/{number}")


@dataclass
class World:
    """Answers by key, a list for each try in turn; alive where none is named. `asked` is what was asked, in turn.

    delay: how often others go on before an answer comes.
    """

    answers: dict[str, list[tuple[Verdict, float | None]]] = field(default_factory=dict)
    misjudged: frozenset[Platform] = frozenset()
    delay: Callable[[], int] = lambda: 0
    reachable: bool = True
    before: Callable[[Identity], None] = lambda link: None
    asked: list[str] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    sleeps: list[float] = field(default_factory=list)

    def get(self, url: str, **settings: Any) -> Answer:
        group = group_of(urlsplit(url).hostname or "")
        self.asked.append(url)
        self.at_once[group] += 1
        self.most[group] = max(self.most[group], self.at_once[group])
        for _ in range(self.delay()):
            loop.pause(0)
        self.at_once[group] -= 1
        tries = self.answers.get(identify(url).key, [(ALIVE, None)])
        verdict, pause = tries.pop(0) if len(tries) > 1 else tries[0]
        if not self.reachable:
            return Answer(url, url, failure="no_answer")
        return Answer(url, url, 200 if pause is None else 429, {"x-verdict": repr(verdict)}, retry_after=pause)

    def look(self, link: Identity, get: Get) -> Verdict:
        self.before(link)
        answer = get(link.url)
        if answer.failure:
            return Verdict("transient", "no_answer")
        verdict: Verdict = eval(answer.headers["x-verdict"])
        return verdict

    def canaries(self, platforms: Iterable[Platform], get: Get) -> frozenset[Platform]:
        for platform in platforms:
            get(f"https://canary.example/{platform}")
        return self.misjudged & {*platforms}

    def means(self, jobs: int = 4) -> Means:
        """With a clock that runs so fast that every pause is over at the next look at it."""
        return Means(
            get=self.get,
            offline=lambda link: Verdict("unverifiable", "unsupported") if link.kind == "share" else None,
            look=self.look,
            canaries=self.canaries,
            clock=itertools.count(step=1000).__next__,
            sleep=self.sleeps.append,
            jobs=jobs,
            deadline=math.inf,
        )


def _run(world: World, links: Sequence[Identity], jobs: int = 4, **changed: Any) -> tuple[Outcome, list[str]]:
    kept: list[str] = []
    outcome = run(links, replace(world.means(jobs), **changed), lambda link, verdict: kept.append(link.key))
    return outcome, kept


@JOBS
def test_each_link_is_asked_once_after_the_canaries(jobs: int) -> None:
    world, links = World(), [*map(post, range(9)), *map(page, range(9))]
    outcome, kept = _run(world, links, jobs)
    canaries = {f"https://canary.example/{platform}" for platform in ("instagram", "web")}
    assert {*world.asked[:2]} == canaries
    assert sorted(world.asked[2:]) == sorted(link.url for link in links)
    assert sorted(kept) == sorted(link.key for link in links)
    assert outcome.seen == dict.fromkeys(kept, ALIVE)
    assert (outcome.left, outcome.misjudged, outcome.failed, outcome.interrupted) == ({}, frozenset(), False, False)
    assert (outcome.asked, outcome.answered) == (20, 20)


@JOBS
def test_the_links_of_one_host_are_asked_and_kept_in_their_order(jobs: int) -> None:
    world = World(delay=lambda: random.randrange(4))
    links = [*map(post, range(30)), *(page(number, "a.kz") for number in range(30))]
    _, kept = _run(world, links, jobs)
    asked = [url for url in world.asked if "instagram.com" in url]
    assert asked == [link.url for link in links[:30]]
    for platform in ("ig:", "web:"):
        assert [key for key in kept if key.startswith(platform)] == [
            link.key for link in links if link.key.startswith(platform)
        ]


def test_a_social_network_gets_one_request_at_a_time_and_a_site_two() -> None:
    world = World(delay=lambda: 1)
    facebook = [identify(f"https://www.facebook.com/x/posts/{number}") for number in range(20)]
    _run(world, [*map(post, range(20)), *facebook, *map(page, range(40))], 16, canaries=None)
    assert world.most["meta"] == 1
    assert world.most["example.kz"] == 2


def test_nobody_is_held_up_by_one_host() -> None:
    """A host that answers only when all others are done."""
    others: list[str] = []
    links = [page(0, "slow.kz"), *(page(number, f"host{number}.kz") for number in range(40))]

    def before(link: Identity) -> None:
        if "slow.kz" in link.url:
            while len(others) < 40:
                loop.pause(0)
        else:
            others.append(link.url)

    outcome, _ = _run(World(before=before), links, 2)
    assert len(outcome.seen) == 41


def test_what_the_text_decides_is_kept_without_a_request() -> None:
    world, shared = World(), identify("https://www.facebook.com/share/p/abc/")
    outcome, _ = _run(world, [shared])
    assert outcome.seen[shared.key] == Verdict("unverifiable", "unsupported")
    assert world.asked == []
    assert not outcome.failed


def test_links_of_a_misjudged_platform_are_not_asked() -> None:
    world, links = World(misjudged=frozenset(("instagram",))), [post(1), page(1)]
    outcome, _ = _run(world, links)
    assert outcome.seen == {post(1).key: Verdict("unverifiable", "canary"), page(1).key: ALIVE}
    assert outcome.failed
    assert post(1).url not in world.asked


def test_without_a_network_no_link_is_asked() -> None:
    world = World(reachable=False)
    outcome, kept = _run(world, [post(1), page(1)])
    assert outcome.unreachable
    assert outcome.failed
    assert kept == []
    assert not any(post(1).url == url for url in world.asked)


@pytest.mark.parametrize(
    ("tries", "verdict", "requests"),
    [
        ([(Verdict("transient", "server_error"), None), (ALIVE, None)], ALIVE, 2),
        ([(Verdict("transient", "server_error"), None)], Verdict("transient", "server_error"), 2),
        ([(Verdict("transient", "timeout"), None)], Verdict("transient", "timeout"), 1),
        ([(Verdict("unverifiable", "rate_limited"), 5.0), (ALIVE, None)], ALIVE, 2),
        ([(Verdict("unverifiable", "rate_limited"), None)], Verdict("unverifiable", "rate_limited"), 1),
        ([(Verdict("unverifiable", "rate_limited"), 31.0)], Verdict("unverifiable", "rate_limited"), 1),
        ([(Verdict("gone", "not_found"), None)], Verdict("gone", "not_found"), 1),
    ],
)
def test_what_may_pass_is_tried_once_more(
    tries: list[tuple[Verdict, float | None]], verdict: Verdict, requests: int
) -> None:
    link = page(1)
    world = World({link.key: tries})
    outcome, _ = _run(world, [link], canaries=None)
    assert outcome.seen == {link.key: verdict}
    assert len(world.asked) == requests


def test_the_requests_of_one_look_share_its_time_and_pauses_cost_none() -> None:
    now, given = [0.0], []

    def get(url: str, *, within: float) -> Answer:
        given.append(within)
        now[0] += min(4.0, within)
        return Answer(url, url, 200)

    def look(link: Identity, get: Get) -> Verdict:
        answers = [get(f"{link.url}?{number}") for number in range(4)]
        return Verdict("transient", "timeout") if answers[-1].failure == "timeout" else ALIVE

    def sleep(seconds: float) -> None:
        now[0] += seconds

    means = {"get": get, "look": look, "sleep": sleep, "clock": lambda: now[0], "deadline": 10.0}
    outcome, _ = _run(World(), [page(1)], 1, **means, canaries=None, manners=Manners(other=Pace(2, 0.25)))
    assert given == [10, 6, 2]
    assert outcome.seen == {page(1).key: Verdict("transient", "timeout")}
    assert outcome.asked == 3


@JOBS
def test_a_host_that_asks_for_a_long_pause_is_left_for_the_next_run(jobs: int) -> None:
    links = [*map(page, range(20)), page(0, "other.kz")]
    limited = Verdict("unverifiable", "rate_limited")
    world = World({links[4].key: [(limited, 3600.0)]}, delay=lambda: random.randrange(4))
    outcome, kept = _run(world, links, jobs, canaries=None)
    assert kept.index(links[4].key) >= 4
    assert {*kept} == {*(link.key for link in links[:5]), links[-1].key}
    assert outcome.left == {link.key: "deferred" for link in links[5:20]}
    assert outcome.seen[links[4].key] == limited


@JOBS
@pytest.mark.parametrize("make", [post, page])
def test_a_platform_that_shows_nothing_is_left_alone(make: Callable[[int], Identity], jobs: int) -> None:
    links = [make(number) for number in range(SILENT + 20)]
    silent = Verdict("unverifiable", "no_marker")
    world = World({link.key: [(silent, None)] for link in links[1:]}, delay=lambda: random.randrange(4))
    outcome, kept = _run(world, links, jobs, canaries=None)
    assert kept == [link.key for link in links[: SILENT + 1]]
    assert outcome.left == {link.key: "silent" for link in links[SILENT + 1 :]}


def test_one_sign_begins_the_count_anew() -> None:
    links = [post(number) for number in range(2 * SILENT)]
    silent = Verdict("unverifiable", "no_marker")
    world = World({link.key: [(silent, None)] for link in links if link != links[SILENT - 1]})
    outcome, kept = _run(world, links, canaries=None)
    assert len(kept) == 2 * SILENT
    assert outcome.left == {}


def test_what_keep_raises_ends_the_run() -> None:
    def keep(link: Identity, verdict: Verdict) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        run([page(1), page(2)], World().means(), keep)


SIGHTS: Sequence[tuple[Verdict, float | None]] = (
    (ALIVE, None),
    (Verdict("gone", "not_found", "s", 404, "h", "A"), None),
    (Verdict("gone_or_private", None, "s", 404, "h", "B"), None),
    (Verdict("unverifiable", "login_wall", "s", 200, "h", "A"), None),
    (Verdict("unverifiable", "no_marker"), None),
    (Verdict("transient", "server_error"), None),
    (Verdict("unverifiable", "rate_limited"), 10.0),
)


def _many(seed: int) -> tuple[list[Identity], World]:
    """300 links on 14 hosts, some of which want to be left alone sooner or later."""
    chance = random.Random(seed)
    links = [*map(post, range(80)), *(page(number, f"host{number % 12}.kz") for number in range(220))]
    answers = {link.key: [chance.choice(SIGHTS) for _ in range(chance.randint(1, 2))] for link in links}
    for link in chance.sample(links, 5):
        answers[link.key] = [(Verdict("unverifiable", "rate_limited"), 3600.0)]
    return links, World(answers, delay=lambda: random.randrange(4))


def _ledger_of(path: Path, seed: int, jobs: int, days: int = 3) -> bytes:
    for day in range(days):
        links, world = _many(seed + day)
        with open_ledger(path, "ledger") as ledger:
            today = DAY + datetime.timedelta(days=day)
            wanted, _ = due(links, ledger.entries, today, 1)
            run(wanted, world.means(jobs), lambda link, verdict: ledger.observe(link, verdict, today) and None)  # noqa: B023
    return path.read_bytes()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_same_answers_give_the_same_ledger_however_many_are_asked_at_once(tmp_path: Path, seed: int) -> None:
    written = [_ledger_of(tmp_path / f"{jobs}-{n}.jsonl", seed, jobs) for jobs in (1, 4, 16) for n in range(2)]
    assert written[0].count(b"\n") > 200
    assert {*written} == {written[0]}


def test_an_interrupted_run_keeps_what_it_saw_and_the_next_one_does_the_rest(tmp_path: Path) -> None:
    links = [*map(post, range(40)), *map(page, range(40))]
    path = tmp_path / "ledger.jsonl"
    noticed = threading.Event()

    def notice(*_: object) -> None:
        noticed.set()
        raise KeyboardInterrupt

    def interrupt(link: Identity) -> None:
        if link == links[20]:
            os.kill(os.getpid(), signal.SIGINT)
            assert noticed.wait(30)
            time.sleep(0.05)  # the main thread gives up by then

    def look(world: World) -> Outcome:
        with open_ledger(path, "ledger") as ledger:
            wanted, _ = due(links, ledger.entries, DAY, 1)
            return run(wanted, world.means(), lambda link, verdict: ledger.observe(link, verdict, DAY) and None)

    usual = signal.signal(signal.SIGINT, notice)
    try:
        first = look(World(before=interrupt))
    finally:
        signal.signal(signal.SIGINT, usual)
    assert first.interrupted
    assert 20 <= len(first.seen) < 80
    world = World()
    second = look(world)
    assert not second.interrupted
    assert {*first.seen} | {*second.seen} == {link.key for link in links}
    assert not {*first.seen} & {*second.seen}
    with open_ledger(tmp_path / "whole.jsonl", "ledger") as ledger:
        run(links, World().means(), lambda link, verdict: ledger.observe(link, verdict, DAY) and None)
    assert path.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


DUE = [
    # result, days ago, max age → due
    (None, 0, 1, True),
    (ALIVE, 0, 1, False),
    (ALIVE, 0, 0, True),
    (ALIVE, 1, 1, True),
    (ALIVE, 6, 7, False),
    (ALIVE, 7, 7, True),
    (Verdict("gone", "not_found"), 3, 7, False),
    (Verdict("unverifiable", "login_wall"), 3, 7, False),
    (Verdict("unverifiable", "canary"), 0, 7, True),
    (Verdict("unverifiable", "rate_limited"), 0, 7, True),
    (Verdict("transient", "timeout"), 0, 7, True),
]


@pytest.mark.parametrize(("verdict", "ago", "max_age", "is_due"), DUE)
def test_a_link_tried_within_the_days_is_not_due(verdict: Verdict | None, ago: int, max_age: int, is_due: bool) -> None:
    link = page(1)
    tried = DAY - datetime.timedelta(days=ago)
    entries = {link.key: observe(start(link), verdict, tried)} if verdict else {}
    assert due([link], entries, DAY, max_age) == (([link], []) if is_due else ([], [link]))


def test_the_longest_untried_come_first() -> None:
    links = [page(number) for number in range(4)]
    days = {0: 3, 1: 9, 3: 5}
    entries = {
        links[number].key: observe(start(links[number]), ALIVE, DAY - datetime.timedelta(days=ago))
        for number, ago in days.items()
    }
    assert due(links, entries, DAY, 1)[0] == [links[2], links[1], links[3], links[0]]
