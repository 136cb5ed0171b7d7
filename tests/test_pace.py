"""No host is hurried, and nobody waits for one host while another is free."""

import math
import time
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantpages.evidence.answer import Answer
from grantpages.evidence.crew import Crew
from grantpages.evidence.loop import pause
from grantpages.evidence.pace import Manners, Pace, Schedule, Turn, group_of

GROUPS = {
    "www.instagram.com": "meta",
    "l.instagram.com": "meta",
    "m.facebook.com": "meta",
    "graph.facebook.com": "meta",
    "FB.watch.": "meta",
    "youtu.be": "youtube",
    "i.ytimg.com": "youtube",
    "www.youtube-nocookie.com": "youtube",
    "vm.tiktok.com": "tiktok",
    "t.me": "telegram",
    "web.archive.org": "archive",
    "notinstagram.com": "notinstagram.com",
    "instagram.com.example.kz": "instagram.com.example.kz",
    "www.example.kz": "example.kz",
    "news.example.kz": "news.example.kz",
    "": "",
}


@pytest.mark.parametrize(("host", "group"), GROUPS.items())
def test_the_hosts_of_one_company_are_one_group(host: str, group: str) -> None:
    assert group_of(host) == group


class Clock:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def schedule(clock: Callable[[], float], *links: str, **settings: object) -> Schedule[str]:
    """Links written as `host/rest`."""
    return Schedule([(link.partition("/")[0], link) for link in links], clock=clock, **settings)  # type: ignore[arg-type]


def begin(found: object) -> Turn[str]:
    assert isinstance(found, Turn)
    return found


def test_a_social_group_has_one_turn_at_a_time_and_then_a_pause() -> None:
    clock = Clock()
    plan = schedule(clock, "www.instagram.com/1", "facebook.com/2")
    turn = begin(plan.next())
    assert plan.next() == math.inf
    clock.now += 50
    turn.end()
    assert plan.next() == 2.0
    clock.now += 1.5
    assert plan.next() == 0.5
    clock.now += 0.5
    with begin(plan.next()) as turn:
        assert turn.item == "facebook.com/2"
    assert plan.next() is None


def test_another_host_has_two_turns_and_a_small_pause() -> None:
    clock = Clock()
    plan = schedule(clock, "a.kz/1", "a.kz/2", "a.kz/3", "a.kz/4")
    first, second = begin(plan.next()), begin(plan.next())
    assert plan.next() == math.inf
    first.end()
    assert plan.next() == pytest.approx(0.2)
    clock.now += 0.2
    assert begin(plan.next()).item == "a.kz/3"
    assert plan.next() == math.inf
    second.end()
    clock.now += 0.2
    assert begin(plan.next()).item == "a.kz/4"


def test_jitter_lengthens_each_pause() -> None:
    clock, jitters = Clock(), iter([0.25, 0.75])
    plan = schedule(clock, "t.me/1", "t.me/2", "t.me/3", jitter=lambda: next(jitters))
    begin(plan.next()).end()
    assert plan.next() == 2.25
    clock.now += 2.25
    begin(plan.next()).end()
    assert plan.next() == 2.75


def test_other_hosts_go_on_while_one_rests() -> None:
    plan = schedule(Clock(), "t.me/1", "t.me/2", "a.kz/1", "youtu.be/1")
    begin(plan.next()).end()
    assert {begin(plan.next()).item, begin(plan.next()).item} == {"a.kz/1", "youtu.be/1"}


def answering(*answers: tuple[int, float | None]) -> Callable[..., Answer]:
    queue = iter(answers)

    def get(url: str, **settings: object) -> Answer:
        status, pause = next(queue)
        return Answer(url, url, status, retry_after=pause)

    return get


def test_the_requests_of_one_turn_keep_the_pause_too() -> None:
    clock = Clock()
    turn = begin(schedule(clock, "t.me/1").next())
    get = turn.paced(answering((200, None), (429, 7.0), (200, 99.0), (200, None)), clock.sleep)
    times = []
    for _ in range(4):
        assert get("https://t.me/1").failure is None
        times.append(clock.now)
    assert times == [100, 102, 109, 111]


@pytest.mark.parametrize("status", [429, 503])
def test_the_whole_group_waits_as_long_as_its_host_asks(status: int) -> None:
    clock = Clock()
    plan = schedule(clock, "a.kz/1", "a.kz/2", "a.kz/3", "b.kz/1")
    first, other, second = (begin(plan.next()) for _ in range(3))
    assert [turn.item for turn in (first, other, second)] == ["a.kz/1", "b.kz/1", "a.kz/2"]
    first.paced(answering((status, 20.0)), clock.sleep)("https://a.kz/1")
    first.end()
    second.end()
    clock.now += 19
    assert plan.next() == 1.0
    clock.now += 1
    assert begin(plan.next()).item == "a.kz/3"


def test_a_group_that_asks_for_too_long_is_left_for_the_next_run() -> None:
    clock = Clock()
    plan = schedule(clock, "a.kz/1", "a.kz/2", "a.kz/3", "b.kz/1", "b.kz/2")
    first, other, second = (begin(plan.next()) for _ in range(3))
    get = first.paced(answering((429, 31.0)), clock.sleep)
    assert get("https://a.kz/1").status == 429
    assert get("https://a.kz/1").failure == "deferred"
    assert clock.now == 100
    first.end()
    left = begin(plan.next())
    assert (left.item, left.deferred) == ("a.kz/3", True)
    left.end()
    second.end()
    with other, begin(plan.next()) as last:
        assert (last.item, last.deferred) == ("b.kz/2", False)
    assert plan.next() is None


NO_PAUSE = Manners(Pace(1, 0.0), Pace(2, 0.0))


def work(plan: Schedule[str], jobs: int, look: Callable[[Turn[str]], None]) -> None:
    Crew(plan, look, time.monotonic).work(jobs)


def test_another_host_proceeds_while_one_is_slept_for() -> None:
    """The sleep inside one host's turn ends only when the other host's links are all done."""
    others = [f"a.kz/{number}" for number in range(20)]
    done: list[str] = []

    def sleep(seconds: float) -> None:
        while len(done) < len(others):
            pause(0)

    def look(turn: Turn[str]) -> None:
        if turn.item.startswith("t.me"):
            get = turn.paced(answering((429, 5.0), (200, None)), sleep)
            get("https://t.me/1")
            assert get("https://t.me/1").status == 200
        else:
            done.append(turn.item)

    work(schedule(time.monotonic, "t.me/1", *others, manners=NO_PAUSE), 2, look)
    assert done == others


def test_turns_go_on_at_once_and_no_group_has_too_many() -> None:
    links = [f"{host}/{number}" for host in ("t.me", "youtu.be", "a.kz", "b.kz") for number in range(100)]
    going, most, seen = Counter[str](), Counter[str](), Counter[str]()

    def look(turn: Turn[str]) -> None:
        group = group_of(turn.item.partition("/")[0])
        seen[turn.item] += 1
        going[group] += 1
        most[group] = max(most[group], going[group])
        most["all"] = max(most["all"], going.total())
        pause(0.0005)
        going[group] -= 1

    work(schedule(time.monotonic, *links, manners=NO_PAUSE), 8, look)
    assert seen == dict.fromkeys(links, 1)
    assert most == {"telegram": 1, "youtube": 1, "a.kz": 2, "b.kz": 2, "all": 6}


def test_a_pause_is_waited_for() -> None:
    links = [f"{host}/{number}" for host in ("t.me", "a.kz") for number in range(5)]
    seen: list[str] = []
    work(
        schedule(time.monotonic, *links, manners=Manners(Pace(1, 0.02), Pace(2, 0.01))),
        4,
        lambda turn: seen.append(turn.item),
    )
    assert sorted(seen) == sorted(links)


def test_who_works_alone_sleeps_for_each_pause() -> None:
    clock = Clock()
    plan = schedule(clock, "t.me/1", "t.me/2", "t.me/3")
    times = []
    while turn := plan.take(clock.sleep):
        with turn:
            times.append(clock.now)
    assert times == [100, 102, 104]


def test_a_turn_that_fails_is_over() -> None:
    plan = schedule(time.monotonic, "t.me/1", "t.me/2", manners=NO_PAUSE)
    with pytest.raises(ZeroDivisionError), begin(plan.next()):
        raise ZeroDivisionError
    assert begin(plan.next()).item == "t.me/2"


@given(
    st.lists(st.sampled_from(["t.me", "youtu.be", "a.kz", "b.kz"]), max_size=30),
    st.lists(st.sampled_from([0.0, 1.0, 29.0, 31.0]), max_size=60),
    st.integers(1, 4),
)
def test_whatever_happens_each_item_comes_and_the_rules_hold(
    hosts: list[str], pauses: list[float], workers: int
) -> None:
    clock, steps = Clock(), iter(pauses)
    plan = schedule(clock, *(f"{host}/{number}" for number, host in enumerate(hosts)))
    going: list[Turn[str]] = []
    seen, ended, until, deferred = Counter[str](), dict[str, float](), dict[str, float](), set[str]()
    while (found := plan.next() if len(going) < workers else math.inf) is not None:
        if isinstance(found, Turn):
            group = found.item.partition("/")[0]
            seen[found.item] += 1
            assert found.deferred == (group in deferred)
            if not found.deferred:
                same = [turn for turn in going if turn.item.startswith(f"{group}/")]
                assert len(same) < (2 if group.endswith(".kz") else 1)
                assert clock.now >= until.get(group, 0)
                assert group.endswith(".kz") or clock.now >= ended.get(group, 0) + 2
                going.append(found)
        elif going:
            turn = going.pop(0)
            group = turn.item.partition("/")[0]
            asked = next(steps, 0.0)
            turn.paced(answering((429, asked)), clock.sleep)("x")
            turn.end()
            ended[group] = clock.now
            until[group] = max(until.get(group, 0), clock.now + asked)
            if asked > 30:
                deferred.add(group)
        else:
            assert 0 < found < math.inf
            clock.now += found
    assert seen == Counter(f"{host}/{number}" for number, host in enumerate(hosts))
