"""Rules on participants: tables against their total, events against their activity, activities against the project.

Appendix 2 of the report's form gives the total three times, each with its parts: by gender, by
category, by age. A person may come to several activities, so attendances may exceed persons; but
persons never exceed attendances, and no single event has more people than the project.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import once
from grantpages.checks.printed import agree, printed_at, printed_twice, quantity
from grantpages.checks.rule import Case, rule
from grantpages.model import AGE_BANDS, CATEGORIES, Activity, Figure, Participants

NEARLY = 10
"""Parts that miss their whole by no more than a tenth were meant to make it up."""
COUNTED = ("participants", "respondents", "people")
# A label that means everybody: «барлық қатысушылар», «общее число участников».
EVERYBODY = re.compile(
    r"(?:(?:все|всего|(?:общее )?(?:число|количество)(?: всех)?) )?участник\w*(?: всего)?(?: проекта)?", re.IGNORECASE
)


@rule("participants-gender-sum", of="projects")
def participants_gender_sum(case: Case) -> Iterator[Found]:
    """Men and women together are all participants."""
    people = case.record.participants
    if people and people.gender:
        yield from _unlike(people, "gender", people.gender.men + people.gender.women)


@rule("participants-category-sum", of="projects")
def participants_category_sum(case: Case) -> Iterator[Found]:
    """The categories together are all participants; where a category is not stated, they are not more."""
    if people := case.record.participants:
        yield from _unlike_parts(people, "categories", people.categories, len(CATEGORIES))


@rule("participants-age-sum", of="projects")
def participants_age_sum(case: Case) -> Iterator[Found]:
    """The age bands together are all participants; where a band is not stated, they are not more."""
    if people := case.record.participants:
        yield from _unlike_parts(people, "ages", people.ages, len(AGE_BANDS))


def _unlike_parts(people: Participants, field: str, parts: Mapping[Any, int], columns: int) -> Iterator[Found]:
    counted = sum(parts.values())
    if parts and (len(parts) == columns or counted > people.total):
        yield from _unlike(people, field, counted)


def _unlike(people: Participants, field: str, counted: int) -> Iterator[Found]:
    if counted != people.total:
        yield found("participants", field, sum=counted, total=people.total, gap=abs(counted - people.total))


@rule("participants-total-alone", of="projects")
def participants_total_alone(case: Case) -> Iterator[Found]:
    """Where two tables have the same sum, the total is that sum."""
    people = case.record.participants
    if not people:
        return
    counted = [sum(people.categories.values())] if len(people.categories) == len(CATEGORIES) else []
    counted += [sum(people.ages.values())] if len(people.ages) == len(AGE_BANDS) else []
    counted += [people.gender.men + people.gender.women] if people.gender else []
    twice = next((number for number in counted if counted.count(number) > 1), people.total)
    if twice != people.total:
        yield found("participants", "total", sum=twice, total=people.total)


@rule("total-printed-otherwise", of="projects")
def total_printed_otherwise(case: Case) -> Iterator[Found]:
    """A figure of all the project's participants is the total of the tables."""
    people = case.record.participants
    for index, figure in enumerate(case.record.figures if people else ()):
        if not _of_everybody(figure) or figure.actual is None:
            continue
        if not agree(figure.actual, figure.actual_is, people.total, None):
            shown = quantity(figure.actual, figure.actual_is)
            yield found("figures", index, "actual", printed=shown, total=people.total)


def _of_everybody(figure: Figure) -> bool:
    return figure.kind == "participants" and bool(not figure.what or EVERYBODY.fullmatch(figure.what.ru))


@rule("number-printed-twice", of="projects")
def number_printed_twice(case: Case) -> Iterator[Found]:
    """What a project's report prints in two places is the same number."""
    return _printed_twice(case)


@rule("lot-number-printed-twice", of="calls")
def lot_number_printed_twice(case: Case) -> Iterator[Found]:
    """What is printed of a competition in two places is the same number."""
    return _printed_twice(case)


def _printed_twice(case: Case) -> Iterator[Found]:
    seen: set[tuple[tuple[Step, ...], str, int]] = set()
    for twice in printed_twice(case.record):
        also, value = twice.also, twice.value
        if also.number is None or not isinstance(value, int):
            continue
        key = (twice.path[:-1], also.field, also.number)
        if key not in seen and not agree(value, twice.qualifier, also.number, also.number_is):
            seen.add(key)
            yield found(
                *twice.path,
                "number",
                main=printed_at(twice.main),
                recorded=quantity(value, twice.qualifier),
                other=quantity(also.number, also.number_is),
                place=printed_at(also.printed),
            )


Place = tuple[int, int]


@once
def _activities(case: Case) -> Sequence[tuple[Place, str, Activity]]:
    return [
        ((number, place), task.kind, activity)
        for number, task in enumerate(case.record.tasks)
        for place, activity in enumerate(task.activities)
    ]


def _path(place: Place, *inner: Step) -> tuple[Step, ...]:
    return ("tasks", place[0], "activities", place[1], *inner)


def _attended(activity: Activity) -> list[tuple[int, Figure]]:
    """The figures that say how many people came, with their places."""
    return [(i, one) for i, one in enumerate(activity.figures) if one.kind == "participants" and one.actual is not None]


@rule("event-participants-sum", of="projects")
def event_participants_sum(case: Case) -> Iterator[Found]:
    """The people at an activity's events are the activity's participants."""
    for place, _, activity in _activities(case):
        if figure := _misfit(activity):
            index, counted = figure
            whole = activity.figures[index]
            shown = quantity(whole.actual or 0, whole.actual_is)
            yield found(*_path(place, "figures", index, "actual"), sum=counted, figure=shown)


def _misfit(activity: Activity) -> tuple[int, int] | None:
    """The place of the figure that the events contradict, and their sum.

    A figure without a label is the whole. With labels only, a figure may be a part of those who came.
    """
    known = [event.participants for event in activity.events if event.participants is not None]
    figures = _attended(activity)
    counted, complete = sum(known), len(known) == len(activity.events)
    if not known or not figures or any(figure.actual == counted for _, figure in figures):
        return None
    whole = next(((index, figure) for index, figure in figures if not figure.what), None)
    if whole:
        index, figure = whole
        wrong = not agree(figure.actual or 0, figure.actual_is, counted, None) if complete else _less(figure, counted)
        return (index, counted) if wrong else None
    if not complete or counted == sum(figure.actual or 0 for _, figure in figures):
        return None
    index, figure = max(figures, key=lambda pair: pair[1].actual or 0)
    return (index, counted) if counted < (figure.actual or 0) and figure.actual_is != "about" else None


def _less(figure: Figure, counted: int) -> bool:
    return figure.actual_is is None and (figure.actual or 0) < counted


@rule("event-participants-group", of="projects")
def event_participants_group(case: Case) -> Iterator[Found]:
    """The only figure of an activity's participants, though it names a group, is the sum of its events."""
    for place, _, activity in _activities(case):
        figures = _attended(activity)
        known = [event.participants for event in activity.events if event.participants is not None]
        if len(figures) == 1 and known and len(known) == len(activity.events):
            index, figure = figures[0]
            whole, counted = figure.actual or 0, sum(known)
            if figure.what and not figure.actual_is and whole < counted <= 2 * whole:
                yield found(*_path(place, "figures", index, "actual"), sum=counted, figure=whole)


@rule("event-over-total", of="projects")
def event_over_total(case: Case) -> Iterator[Found]:
    """No event has more people than the project."""
    people = case.record.participants
    for place, _, activity in _activities(case) if people else ():
        for index, event in enumerate(activity.events):
            if (event.participants or 0) > people.total:
                path = _path(place, "events", index, "participants")
                yield found(*path, event=event.participants or 0, total=people.total)


@rule("figure-over-total", of="projects")
def figure_over_total(case: Case) -> Iterator[Found]:
    """No group and no activity has more people than the project, unless people came several times."""
    people = case.record.participants
    if not people:
        return
    for index, figure in enumerate(case.record.figures):
        over = figure.kind == "participants" and (figure.actual or 0) > people.total
        if over and not _of_everybody(figure):
            yield found("figures", index, "actual", figure=figure.actual or 0, total=people.total)
    for place, _, activity in _activities(case):
        for index, figure in _attended(activity):
            if (figure.actual or 0) > people.total:
                path = _path(place, "figures", index, "actual")
                yield found(*path, figure=figure.actual or 0, total=people.total)


@dataclass(frozen=True, slots=True)
class _Attendance:
    """The most people all activities can have had, and how much of that is certain."""

    most: int
    exact: bool
    known: int
    activities: int


@once
def _attendance(case: Case) -> _Attendance:
    most, exact, known, activities = 0, True, 0, 0
    for _, kind, activity in _activities(case):
        figures = [figure for figure in activity.figures if figure.kind in COUNTED and figure.actual is not None]
        events = [event.participants for event in activity.events if event.participants is not None]
        most += max(sum(figure.actual or 0 for figure in figures), sum(events))
        if kind != "information":
            activities += 1
            known += bool(figures or events)
            exact = exact and bool(figures or events) and not any(figure.actual_is for figure in figures)
            exact = exact and (bool(_attended(activity)) or len(events) == len(activity.events))
    return _Attendance(most, exact, known, activities)


@rule("total-over-attendance", of="projects")
def total_over_attendance(case: Case) -> Iterator[Found]:
    """There are no more participants than all activities had, where each activity says how many came."""
    return _over_attendance(case, exact=True)


@rule("total-over-known-attendance", of="projects")
def total_over_known_attendance(case: Case) -> Iterator[Found]:
    """The same where some activities give no number or only «more than»: then it is a question."""
    return _over_attendance(case, exact=False)


def _over_attendance(case: Case, exact: bool) -> Iterator[Found]:
    people = case.record.participants
    attendance = _attendance(case) if people else None
    if not attendance or attendance.exact != exact or people.total <= attendance.most:
        return
    if attendance.known and attendance.known * 2 >= attendance.activities:
        yield found("participants", "total", total=people.total, sum=attendance.most)


@rule("figure-parts-sum", of="projects")
def figure_parts_sum(case: Case) -> Iterator[Found]:
    """Figures that name the parts of another one make it up."""
    for place, _, activity in _activities(case):
        for kind in {figure.kind for figure in activity.figures}:
            same = [
                (index, figure)
                for index, figure in enumerate(activity.figures)
                if figure.kind == kind and figure.actual is not None and not figure.actual_is
            ]
            if whole := _whole_of(same):
                index, counted = whole
                path = _path(place, "figures", index, "actual")
                yield found(*path, sum=counted, figure=activity.figures[index].actual or 0)


def _whole_of(same: Sequence[tuple[int, Figure]]) -> tuple[int, int] | None:
    """The place of the first figure if the others are its parts and do not make it up, and their sum."""
    if len(same) < 3:
        return None
    (index, first), rest = same[0], [figure.actual or 0 for _, figure in same[1:]]
    whole, counted = first.actual or 0, sum(rest)
    if counted == whole or max(rest) > whole or any(not figure.what for _, figure in same[1:]):
        return None
    near = abs(counted - whole) * 100 <= whole * NEARLY
    return (index, counted) if near or (not first.what and counted > whole) else None
