"""What the ledger holds a link to be, after every sequence of looks at it."""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Entry, Failure, Snapshot, alone, follow, is_sound, merge, observe, start
from grantpages.evidence.verdict import NEGATIVE, REASONS, STATES, State, Verdict

LINK = start(identify("https://youtu.be/06e7Avey5Gw"))
FIRST = datetime.date(2026, 11, 1)
SEEN: dict[str, Verdict] = {
    "alive": Verdict("alive", None, "yt-oembed", 200, "www.youtube.com", "B"),
    "gone": Verdict("gone", "not_found", "yt-404", 404, "www.youtube.com", "B"),
    "private": Verdict("private", None, "yt-403", 403, "www.youtube.com", "B"),
    "gone_or_private": Verdict("gone_or_private", "removed", "ig-broken", 200, "www.instagram.com", "C"),
    "unverifiable": Verdict("unverifiable", "login_wall", "ig-login", 302, "www.instagram.com", "A"),
    "transient": Verdict("transient", "timeout"),
}
History = tuple[tuple[datetime.date, str], ...]


def _day(number: int) -> datetime.date:
    return FIRST + datetime.timedelta(number - 1)


def _after(looks: str, entry: Entry = LINK) -> Entry:
    """The entry after looks written as `1 gone, 2 alive`: a day and a state each."""
    for look in filter(None, looks.split(", ")):
        day, state = look.split()
        entry = observe(entry, SEEN[state], _day(int(day)))
    return entry


def _told(entry: Entry) -> str:
    failures = ",".join(f"{(failure.day - FIRST).days + 1}{failure.state}" for failure in entry.failures)
    days = [
        str((day - FIRST).days + 1) if day else "-" for day in (entry.first_alive, entry.last_alive, entry.last_tried)
    ]
    return f"{entry.state}:{entry.reason or ''} {'/'.join(days)} {entry.last_result} [{failures}]"


# (the looks, what is held then: state:reason first alive/last alive/last tried, last result [failures])
HELD = {
    "": "unchecked: -/-/-  []",
    "1 alive": "alive: 1/1/1 alive []",
    "1 gone": "unverifiable:suspected -/-/1 gone:not_found [1gone]",
    "1 gone, 1 gone, 1 gone": "unverifiable:suspected -/-/1 gone:not_found [1gone]",
    "1 gone, 2 gone": "unverifiable:suspected -/-/2 gone:not_found [1gone,2gone]",
    "1 gone, 2 gone, 3 gone": "gone:not_found -/-/3 gone:not_found [1gone,2gone,3gone]",
    "1 private, 5 private, 9 private": "private: -/-/9 private [1private,5private,9private]",
    "1 gone, 2 private, 3 gone": "gone_or_private:not_found -/-/3 gone:not_found [1gone,2private,3gone]",
    "1 gone, 1 private, 2 gone, 3 gone": "gone_or_private:not_found -/-/3 gone:not_found [1gone_or_private,2gone,3gone]",
    "1 private, 2 gone, 3 gone, 4 gone": "gone:not_found -/-/4 gone:not_found [2gone,3gone,4gone]",
    "1 alive, 2 gone, 3 gone": "alive: 1/1/3 gone:not_found [2gone,3gone]",
    "1 alive, 2 gone, 3 gone, 4 gone": "gone:not_found 1/1/4 gone:not_found [2gone,3gone,4gone]",
    "1 gone, 2 gone, 3 alive, 4 gone": "alive: 3/3/4 gone:not_found [4gone]",
    "1 gone, 2 gone, 3 gone, 4 alive": "alive: 4/4/4 alive []",
    # what says nothing
    "1 unverifiable": "unverifiable:login_wall -/-/1 unverifiable:login_wall []",
    "1 unverifiable, 2 transient": "transient:timeout -/-/2 transient:timeout []",
    "1 unverifiable, 1 transient": "transient:timeout -/-/1 transient:timeout []",
    "1 transient, 2 unverifiable": "unverifiable:login_wall -/-/2 unverifiable:login_wall []",
    "1 alive, 9 unverifiable": "alive: 1/1/9 unverifiable:login_wall []",
    "1 alive, 9 transient": "alive: 1/1/9 transient:timeout []",
    "1 gone, 2 unverifiable, 3 gone": "unverifiable:suspected -/-/3 gone:not_found [1gone,3gone]",
    "1 gone, 2 transient, 3 gone, 4 unverifiable, 5 gone": "gone:not_found -/-/5 gone:not_found [1gone,3gone,5gone]",
    "1 gone, 2 gone, 3 gone, 4 unverifiable": "gone:not_found -/-/4 unverifiable:login_wall [1gone,2gone,3gone]",
    # a day on which it was seen alive is no day on which it failed
    "1 alive, 1 gone": "alive: 1/1/1 gone:not_found []",
    "1 gone, 1 alive": "alive: 1/1/1 alive []",
    # an older look that comes later
    "5 alive, 2 gone": "alive: 5/5/5 alive []",
    "5 alive, 2 alive": "alive: 2/5/5 alive []",
    "5 unverifiable, 2 transient": "unverifiable:login_wall -/-/5 unverifiable:login_wall []",
    "2 gone, 4 gone, 6 gone, 3 alive": "alive: 3/3/6 gone:not_found [4gone,6gone]",
    "2 gone, 6 gone, 4 gone": "gone:not_found -/-/6 gone:not_found [2gone,4gone,6gone]",
}  # fmt: skip


@pytest.mark.parametrize(("looks", "held"), HELD.items())
def test_what_is_held_after_some_looks(looks: str, held: str) -> None:
    assert _told(_after(looks)) == held


def test_a_state_names_the_look_that_gave_it() -> None:
    entry = _after("1 alive, 2 unverifiable")
    assert (entry.sign, entry.status, entry.grade) == ("yt-oembed", 200, "B")
    entry = _after("1 alive, 2 gone, 3 gone, 4 private, 5 transient")
    assert (entry.state, entry.sign, entry.status) == ("gone_or_private", "yt-403", 403)
    assert [failure.sign for failure in entry.failures] == ["yt-404", "yt-404", "yt-403"]


def test_a_link_that_was_not_looked_at_stays_as_it_was() -> None:
    entry = _after("1 alive")
    assert observe(entry, Verdict("unchecked"), _day(2)) == entry
    assert observe(LINK, Verdict("unchecked"), _day(2)) == LINK


def test_entries_of_two_links_are_not_merged() -> None:
    with pytest.raises(ValueError, match="is not"):
        merge(LINK, start(identify("https://example.kz/")))


# every sequence of up to six looks


def _expected(history: History) -> tuple[State, datetime.date | None, datetime.date | None, list[datetime.date]]:
    """The rule, read from the whole history: state, first and last seen alive, days failed since."""
    alive = [day for day, state in history if state == "alive"]
    last = alive[-1] if alive else datetime.date.min
    failed = [(day, state) for day, state in history if state in NEGATIVE and day > last]
    days = sorted({day for day, _ in failed})
    state: str
    if len(days) >= 3:
        kinds = {state for day, state in failed if day in days[-3:]}
        state = kinds.pop() if len(kinds) == 1 else "gone_or_private"
    elif alive:
        state = "alive"
    else:
        state = "unverifiable" if days else history[-1][1]
    return state, (alive[0] if alive else None), (alive[-1] if alive else None), days  # type: ignore[return-value]


class _Known:
    """An entry that some history leads to, and where each look leads from it: each is worked out once."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.after: dict[tuple[str, datetime.date], _Known] = {}


def _sequences(longest: int) -> Iterator[tuple[History, Entry, Entry]]:
    """Every history of looks on the same or the next day, with the entry before its last look and after."""
    known: dict[Entry, _Known] = {}

    def grow(history: History, before: _Known, day: datetime.date) -> Iterator[tuple[History, Entry, Entry]]:
        for state, verdict in SEEN.items():
            after = before.after.get((state, day))
            if after is None:
                entry = observe(before.entry, verdict, day)
                after = before.after[state, day] = known.setdefault(entry, _Known(entry))
            longer = (*history, (day, state))
            yield longer, before.entry, after.entry
            if len(longer) < longest:
                yield from grow(longer, after, day)
                yield from grow(longer, after, day + datetime.timedelta(1))

    yield from grow((), _Known(LINK), FIRST)


def test_every_sequence_of_up_to_six_looks_keeps_the_rule() -> None:
    """All 6 states × all patterns of same day and next day: 6·(12⁶ - 1)/11 histories."""
    sound: set[int] = set()  # of entries that all stay in memory
    count = 0
    for history, before, entry in _sequences(6):
        count += 1
        state, first, last, days = _expected(history)
        assert entry.state == state, history
        assert (entry.first_alive, entry.last_alive, entry.last_tried) == (first, last, history[-1][0]), history
        assert [failure.day for failure in entry.failures] == days[-3:], history
        assert entry.last_result.partition(":")[0] == history[-1][1], history
        if id(entry) not in sound:
            sound.add(id(entry))
            assert is_sound(entry), history
        if entry.state in NEGATIVE and before.state not in NEGATIVE:
            assert len(days) == 3, history
            assert history[-1][1] in NEGATIVE, history
        if before.last_alive and history[-1][1] != "alive":
            assert entry.last_alive == before.last_alive, history
    assert count == 6 * (12**6 - 1) // 11


# any looks on any days, in any order

VERDICTS = st.builds(
    Verdict,
    st.sampled_from(STATES),
    st.none() | st.sampled_from(REASONS),
    st.sampled_from(["", "a", "b"]),
    st.none() | st.sampled_from([200, 404]),
    st.just(""),
    st.sampled_from(["A", "B", "C", "G"]),
)
DAYS = st.integers(1, 6).map(_day)
SNAPSHOTS = st.builds(Snapshot, st.sampled_from(["https://a", "https://b"]), DAYS, st.sampled_from(["page", "login"]))
LINKS = st.builds(
    replace,
    st.just(LINK),
    url=st.sampled_from(["https://youtu.be/06e7Avey5Gw", "https://www.youtube.com/watch?v=06e7Avey5Gw"]),
    kind=st.sampled_from(["video", "short"]),
    archive=st.none() | SNAPSHOTS,
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    entry = draw(LINKS)
    for verdict, day in draw(st.lists(st.tuples(VERDICTS, DAYS), max_size=8)):
        entry = observe(entry, verdict, day)
    return entry


@given(entries(), entries(), entries())
@settings(max_examples=500, deadline=None)
def test_merging_asks_neither_order_nor_number(one: Entry, two: Entry, three: Entry) -> None:
    assert merge(one, one) == one
    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three) == merge(one, merge(two, three))
    assert merge(merge(one, two), two) == merge(one, two)


@given(entries(), entries())
@settings(max_examples=500, deadline=None)
def test_a_merger_is_sound_and_loses_nothing(one: Entry, two: Entry) -> None:
    both = merge(one, two)
    assert is_sound(one)
    assert is_sound(both)
    for entry in (one, two):
        assert (both.last_alive or FIRST) >= (entry.last_alive or FIRST)
        assert (both.last_tried or FIRST) >= (entry.last_tried or FIRST)
        assert entry.first_alive is None or (both.first_alive is not None and both.first_alive <= entry.first_alive)
        assert bool(both.archive) >= bool(entry.archive)
    for failure in (*one.failures, *two.failures):
        kept = {kept.day for kept in both.failures}
        assert failure.day in kept or (both.last_alive or FIRST) >= failure.day or len(kept) == 3


@settings(deadline=None)
@given(st.lists(st.tuples(VERDICTS, DAYS), max_size=8), st.randoms(use_true_random=False))
def test_looks_on_different_days_may_come_in_any_order(looks: list[tuple[Verdict, datetime.date]], random) -> None:
    looks = list({day: (verdict, day) for verdict, day in looks}.values())
    shuffled = random.sample(looks, len(looks))
    one, other = LINK, LINK
    for (verdict, day), (later, another) in zip(looks, shuffled, strict=True):
        one, other = observe(one, verdict, day), observe(other, later, another)
    assert one == other


@settings(deadline=None)
@given(entries(), st.lists(st.tuples(VERDICTS, DAYS), max_size=6))
def test_the_same_looks_read_again_change_nothing(entry: Entry, looks: list[tuple[Verdict, datetime.date]]) -> None:
    """A journal that was already folded may be folded again."""
    looks.sort(key=lambda look: look[1])
    alones = [alone(LINK, verdict, day) for verdict, day in looks]
    once = entry
    for look in alones:
        once = follow(once, look)
    twice = once
    for look in alones:
        twice = follow(twice, look)
    assert twice == once


UNSOUND = {
    "gone after two days": replace(_after("1 gone, 2 gone"), state="gone", reason=None),
    "alive and never seen so": replace(LINK, state="alive", last_tried=FIRST, last_result="alive"),
    "first seen after last": replace(_after("2 alive"), first_alive=_day(3)),
    "no first": replace(_after("2 alive"), first_alive=None),
    "tried before it was seen": replace(_after("2 alive"), last_tried=_day(1)),
    "never tried, and a failure": replace(LINK, failures=(Failure(FIRST, "gone"),)),
    "never tried, and a state": replace(LINK, state="transient"),
    "tried, and no result": replace(_after("1 transient"), last_result=""),
    "a failure before it was seen": replace(_after("2 alive"), failures=(Failure(FIRST, "gone"),)),
    "failures in disorder": replace(_after("1 gone, 2 gone"), failures=_after("1 gone, 2 gone").failures[::-1]),
    "another state than the last result": replace(_after("1 transient"), state="unverifiable"),
    "another reason than suspected": replace(_after("1 gone"), reason="login_wall"),
    "a last result of no day": replace(_after("1 alive, 2 transient"), last_result="gone"),
}  # fmt: skip


@pytest.mark.parametrize("entry", UNSOUND.values(), ids=UNSOUND.keys())
def test_an_entry_that_contradicts_itself_is_known(entry: Entry) -> None:
    assert not is_sound(entry)


def test_the_newest_copy_of_a_page_is_kept_rather_than_one_of_a_login() -> None:
    copies = [
        Snapshot("https://a", _day(1), "page"),
        Snapshot("https://b", _day(2), "page"),
        Snapshot("https://c", _day(3), "login"),
    ]
    for order in itertools.permutations(copies):
        entry = LINK
        for copy in order:
            entry = merge(entry, replace(LINK, archive=copy))
        assert entry.archive == copies[1]
