"""What a project's records count: the values that a number in its account can be supported by.

Totals that the narrative itself claims are no support: they are what is to be supported.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from grantpages.checks.counts_in_text import Bound, Count, Measure
from grantpages.checks.rule import Case
from grantpages.model import Activity, Figure, Participants, Project, Text
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import catalogue

PEOPLE = frozenset(("participants", "respondents", "people"))
SAME: Mapping[str, Measure] = {"views": "views", "circulation": "views", "tenge": "tenge", "percent": "percent"}
NOUNS = {
    "events": "іс-шара", "copies": "дана", "works": "жұмыс", "publications": "жарияла", "prizes": "сыйлық",
}  # fmt: skip
"""What figures that say no more are counted by."""
TABLES = frozenset(("app2-gender", "app2-categories", "app2-ages"))
ELSEWHERE = frozenset(("people", "percent"))
"""Kinds that no activity counts: a total is their only record."""
RANGES: Mapping[Bound, tuple[float, float]] = {"at_least": (1, 1.1), "at_most": (0.9, 1), "about": (0.85, 1.15)}
"""How near the support of a rounded number lies: 7 952 does not support «more than 1 000»."""


class Value(NamedTuple):
    """One recorded value and what it counts."""

    number: int
    measure: Measure
    label: Message | Text
    noun: str = ""
    """The beginning of the Kazakh noun that things are counted by: «5 подкаст»."""
    is_sum: bool = False
    """Made by adding: it supports only the very same number."""


@cache
def label(key: str) -> Message:
    """A label of the catalogues."""
    return Message(*(catalogue(language).say(key) for language in LANGUAGES))


def of_activity(activity: Activity) -> Iterator[Value]:
    """What an activity records: its figures, the people of each event, their sums, how many events and names."""
    people: list[int] = []
    for figure in activity.figures:
        for value in _of_figure(figure):
            yield value
            if value.measure == "people" and value.number == figure.actual:
                people.append(value.number)
    attended = [event.participants for event in activity.events if event.participants is not None]
    participants = label("kind.participants")
    for number in {*attended, *accumulate(attended), *accumulate(people), *accumulate(people[1:])}:
        yield Value(number, "people", participants, is_sum=True)
    yield Value(len(activity.events), "things", label("kind.events"))
    named = {
        person.name for people in (activity.people, *(event.people for event in activity.events)) for person in people
    }
    yield Value(len(named), "people", label("kind.people"))


def of_project(case: Case) -> Iterator[Value]:
    """What the project records beside its activities and tables: sums of money, the total, its planned figures."""
    project: Project = case.record
    money = label("kind.tenge")
    for sum_ in (project.grant.amount, project.grant.co_funding):
        if sum_:
            yield Value(sum_, "tenge", money)
    for figure in project.figures:
        claimed = (figure.printed or "").startswith("app2-") and figure.printed not in TABLES
        if not claimed or figure.kind in ELSEWHERE:
            yield from _of_figure(figure)
    if project.participants:
        yield Value(project.participants.total, "people", label("kind.participants"))
    activities = [activity for task in project.tasks for activity in task.activities]
    yield Value(len(activities), "things", label("kind.events"))
    yield Value(sum(len(activity.events) for activity in activities), "things", label("kind.events"))


def of_tables(tables: Participants) -> Iterator[Value]:
    """The cells of the tables of participants, and neighbouring ages together."""
    if tables.gender:
        yield Value(tables.gender.men, "people", label("gender.men"))
        yield Value(tables.gender.women, "people", label("gender.women"))
    for category, number in tables.categories.items():
        yield Value(number, "people", label(f"categories.{category}"))
    for band, number in tables.ages.items():
        yield Value(number, "people", label(f"ages.{band}"))
    ages = list(tables.ages.values())
    for first in range(len(ages)):
        for number in accumulate(ages[first:]):
            yield Value(number, "people", label("kind.participants"), is_sum=True)


def _of_figure(figure: Figure) -> Iterator[Value]:
    measure = "people" if figure.kind in PEOPLE else SAME.get(figure.kind, "things")
    noun = (_stem(figure.what.kk) if figure.what else NOUNS.get(figure.kind, "")) if measure == "things" else ""
    for number in {figure.planned, figure.actual} - {None}:
        assert number is not None
        yield Value(number, measure, figure.what or label(f"kind.{figure.kind}"), noun)


def _stem(what: str) -> str:
    """The beginning of the last word: in Kazakh the noun stands last."""
    word = what.rpartition(" ")[2].rpartition("-")[2].lower()
    return word[: max(4, min(7, len(word) - 2))]


class Measured:
    """All values of one measure, to be compared with many counts."""

    def __init__(self, values: Sequence[Value]) -> None:
        self.values = values
        self.numbers = frozenset(value.number for value in values)

    @cached_property
    def loose(self) -> Sequence[int]:
        """What a rounded number can be supported by."""
        return sorted({value.number for value in self.values if not value.is_sum})

    def agree(self, said: int, bound: Bound) -> bool:
        """Whether one of the values supports a number: as `_agrees` says, of all at once."""
        if bound == "exactly" or said in self.numbers:
            return said in self.numbers
        low, high = RANGES[bound]
        place = bisect_left(self.loose, said * low)
        return place < len(self.loose) and self.loose[place] <= said * high + 1


NOTHING = Measured(())


def by_measure(values: Iterable[Value]) -> Mapping[str, Measured]:
    """The values by what they count."""
    found: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        found[value.measure].append(value)
    return {measure: Measured(same) for measure, same in found.items()}


class Support:
    """The values that the numbers of one text are compared with: `own` of its activity, then all others."""

    def __init__(self, own: Iterable[Value], others: Callable[[], Mapping[str, Measured]]) -> None:
        self.own: Sequence[Value] = tuple(own)
        self._exact = {value.number for value in self.own}
        self._others = others

    @cached_property
    def _nouns(self) -> Mapping[str, Sequence[Value]]:
        by_noun: dict[str, list[Value]] = defaultdict(list)
        for value in self.own or self._others().get("things", NOTHING).values:
            if len(value.noun) > 3:
                by_noun[value.noun].append(value)
        return by_noun

    def missing(self, count: Count) -> Sequence[Value] | None:
        """None where the count is supported or nothing can be said; else what it is to be compared with."""
        if count.value in self._exact:
            return None
        if count.measure == "things":  # only of known things can anything be said
            same = self._same_noun(count)
            added = sum({value.number for value in same})
            agrees = added == count.value or any(_agrees(value, count.value, count.bound) for value in same)
            return None if agrees or not same else same
        own = [value for value in self.own if value.measure == count.measure]
        others = self._others().get(count.measure, NOTHING)
        counted = any(value.number for value in own)
        if not counted and others.numbers <= {0} or others.agree(count.value, count.bound):
            return None
        if any(_agrees(value, count.value, count.bound) for value in own):
            return None
        return own if counted else (*own, *others.values)

    def _same_noun(self, count: Count) -> list[Value]:
        nouns = [noun for noun in self._nouns if any(word.startswith(noun) for word in count.words[:4])]
        return [value for noun in nouns for value in self._nouns[noun]]


def _agrees(value: Value, said: int, bound: Bound) -> bool:
    if bound == "exactly" or value.is_sum:
        return value.number == said
    low, high = RANGES[bound]
    return said * low <= value.number <= said * high + 1


def nearest(values: Sequence[Value], said: int) -> Sequence[Value]:
    """The nearest recorded value below and the nearest above; sums stand nowhere, so nobody could look them up."""
    below = [value for value in values if 0 < value.number < said and not value.is_sum]
    above = [value for value in values if value.number > said and not value.is_sum]
    return [
        *([max(below, key=lambda value: value.number)] if below else []),
        *([min(above, key=lambda value: value.number)] if above else []),
    ]
