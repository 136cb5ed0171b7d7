"""Rules on the numbers that a project's account and conclusions tell in words.

Appendix 2 of the report form asks for quantities twice: in tables and in prose. The Kazakh text is the
authentic one and is read here; whether the Russian has the same numbers is a rule on languages.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from grantpages.checks.counts_in_text import Count, counts
from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import Page, once, pages
from grantpages.checks.rule import Case, rule
from grantpages.checks.support import (
    Measured,
    Support,
    Value,
    by_measure,
    label,
    nearest,
    of_activity,
    of_project,
    of_tables,
)
from grantpages.model import Activity, Figure, Participants
from grantpages.problem import Message
from grantpages.wording import number_text, percent

ORDINARY = frozenset((0, 50, 100))
"""Shares that several measures can well have in common."""
OF_ACTIVITY = Message("Осы іс-шараның көрсеткіштерінде", "В показателях этого мероприятия")
OF_ALL = Message("Іс-шаралардың көрсеткіштері мен кестелерде", "В показателях мероприятий и в таблицах")
_GROUPS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("categories.children", ("бала",)),
    ("categories.youth", ("жастар",)),
    ("categories.disabled", ("мүгедек",)),
    ("categories.unemployed", ("жұмыссыз",)),
    ("categories.older", ("егде",)),
    ("categories.business", ("бизнес", "кәсіпкер")),
    ("gender.women", ("әйел",)),
)
_NOT = ("балабақша", "балалы", "балалық")
_YOUNG = frozenset(("азамат", "адам", "жігіт", "тұрғын", "қатысушы", "қамтылды", "қатысты", "тартылды", "бар", "болды"))
_SENTENCE = re.compile(r"[.!?] |\n")
_GOES_ON = re.compile("(?:О|Со|Олард|о|со|олард)(?:ның|ың) ішінде")
_HEADING = re.compile(r"([^(\n]{3,80}) \($")


@once
def _told(case: Case) -> Mapping[tuple[Step, ...], Sequence[Count]]:
    """The counts of each account and conclusion, by the path of the field."""
    page = pages(case)["kk"]
    told: dict[tuple[Step, ...], list[Count]] = defaultdict(list)
    for count in counts(case):
        told[page.path(count.start)].append(count)
    return told


@rule("unsupported-figure", of="projects")
def unsupported_figure(case: Case) -> Iterator[Found]:
    """A number told in words is one that the records hold."""
    of_all = Support((), lambda: _everything(case))
    for path, told in _told(case).items():
        activity = _activity(case, path)
        figures = activity.figures if activity else ()
        own = {number for figure in figures for number in (figure.planned, figure.actual)}
        asked = {(count.value, count.measure): count for count in told if count.value not in own}
        support, where = of_all, OF_ALL
        if asked and activity and own:
            support, where = Support(_of_activities(case)[path[:4]], lambda: _of_project(case)), OF_ACTIVITY
        for count in asked.values():
            missing = support.missing(count)
            if missing is not None:
                near = _listed(nearest(missing, count.value))
                yield found(*path, said=_as_said(count), where=where, near=near)


def _activity(case: Case, path: tuple[Step, ...]) -> Activity | None:
    """The activity that an account belongs to; it is compared with the activity's own figures, if there are any."""
    activity: Activity | None = case.record.tasks[path[1]].activities[path[3]] if path[0] == "tasks" else None
    return activity


@once
def _of_activities(case: Case) -> Mapping[tuple[Step, ...], Sequence[Value]]:
    """What each activity records."""
    return {
        ("tasks", number, "activities", place): tuple(of_activity(activity))
        for number, task in enumerate(case.record.tasks)
        for place, activity in enumerate(task.activities)
    }


@once
def _of_project(case: Case) -> Mapping[str, Measured]:
    return by_measure(of_project(case))


@once
def _everything(case: Case) -> Mapping[str, Measured]:
    """What all activities record, what the activities of a task record together, the project and its tables."""
    values: list[Value] = []
    for number, task in enumerate(case.record.tasks):
        reached = 0
        for place, activity in enumerate(task.activities):
            values += _of_activities(case)["tasks", number, "activities", place]
            first = [figure.actual for figure in activity.figures if figure.kind == "participants" and figure.actual]
            reached += first[0] if first else 0
        values.append(Value(reached, "people", label("kind.participants"), is_sum=True))
    tables = case.record.participants
    return by_measure((*values, *of_project(case), *(of_tables(tables) if tables else ())))


def _as_said(count: Count) -> str | int | Message:
    return (
        Message(percent(count.value, "kk"), percent(count.value, "ru")) if count.measure == "percent" else count.value
    )


def _listed(values: Sequence[Value]) -> Message:
    """«150 (қатысушылар), 190 (көрермендер)»."""
    said = [(number_text(value.number), value.label) for value in values]
    if not said:
        return Message("жоқ", "нет")
    return Message(
        ", ".join(f"{number} ({name.kk})" for number, name in said),
        ", ".join(f"{number} ({name.ru})" for number, name in said),
    )


@rule("group-not-as-in-table", of="projects")
def group_not_as_in_table(case: Case) -> Iterator[Found]:
    """Where the text divides all participants into groups, the groups are those of the table."""
    tables: Participants | None = case.record.participants
    if not tables:
        return
    page = pages(case)["kk"]
    asked: set[tuple[Step, ...]] = set()
    for count, group in (*_divided(page, counts(case), tables.total), *_headed(page, counts(case))):
        table = _in_table(tables, group)
        path = page.path(count.start)
        if table is not None and table != count.value and (*path, group) not in asked:
            asked.add((*path, group))
            place = label("place.app2-gender" if group.startswith("gender") else "place.app2-categories")
            yield found(*path, group=label(group), said=count.value, table=table, place=place)


def _divided(page: Page, told: Sequence[Count], total: int) -> Iterator[tuple[Count, str]]:
    """The counts of groups that share a sentence with the total."""
    for place, count in enumerate(told):
        if count.value != total or count.measure != "people":
            continue
        end = _end(page.text, count.end)
        for other in told[place + 1 :]:
            if other.start >= end:
                break
            if other.bound == "exactly" and (group := _group(other.words)):
                yield other, group


def _end(text: str, position: int) -> int:
    """The end of the sentence, and of the next that begins «оның ішінде»."""
    stop = _SENTENCE.search(text, position)
    if stop and stop[0] != "\n" and _GOES_ON.match(text, stop.end()):
        stop = _SENTENCE.search(text, stop.end())
    return stop.start() if stop else len(text)


def _headed(page: Page, told: Sequence[Count]) -> Iterator[tuple[Count, str]]:
    """The counts of short lines like «Жастар (1 000 адам).»."""
    for count in told:
        if not page.text.endswith(" (", 0, count.start):
            continue
        first, last = page.line(count.start)
        heading = _HEADING.fullmatch(page.text, first, count.start)
        if heading and count.bound == "exactly" and last - count.end < 20:
            groups = {group for word in heading[1].lower().split() if (group := _group([word]))}
            if len(groups) == 1:
                yield count, groups.pop()


def _group(words: Sequence[str]) -> str:
    """The group that people are counted by, told by the first word."""
    word, after = words[0] if words else "", words[1] if len(words) > 1 else ""
    if word == "жас" and (not after or any(after.startswith(stem) for stem in _YOUNG)):
        return "categories.youth"
    if word == "ер" and after.startswith(("адам", "азамат")) or word.startswith("ерлер"):
        return "gender.men"
    if word.startswith(_NOT) or after.startswith("бала"):
        return ""
    return next((group for group, stems in _GROUPS if word.startswith(stems)), "")


def _in_table(tables: Participants, group: str) -> int | None:
    table, _, name = group.partition(".")
    if table == "gender":
        return getattr(tables.gender, name) if tables.gender else None
    return tables.categories.get(name)  # type: ignore[call-overload, no-any-return]


@rule("same-percentage", of="projects")
def same_percentage(case: Case) -> Iterator[Found]:
    """Different measures have shares of their own."""
    shares: dict[int, list[tuple[tuple[Step, ...], Value]]] = defaultdict(list)
    for path, figure in _percentages(case):
        if figure.number not in ORDINARY and all(other.label != figure.label for _, other in shares[figure.number]):
            shares[figure.number].append((path, figure))
    for number, measures in shares.items():
        if len(measures) > 1:
            path, second = measures[1]
            share = Message(percent(number, "kk"), percent(number, "ru"))
            yield found(*path, share=share, measures=len(measures), first=measures[0][1].label, second=second.label)


def _percentages(case: Case) -> Iterator[tuple[tuple[Step, ...], Value]]:
    project = case.record
    lists: list[tuple[tuple[Step, ...], Sequence[Figure]]] = [(("figures",), project.figures)]
    for number, task in enumerate(project.tasks):
        for place, activity in enumerate(task.activities):
            lists.append((("tasks", number, "activities", place, "figures"), activity.figures))
    for path, figures in lists:
        for index, figure in enumerate(figures):
            if figure.kind == "percent" and figure.actual is not None:
                what = figure.what or label("kind.percent")
                yield (*path, index, "actual"), Value(figure.actual, "percent", what)
