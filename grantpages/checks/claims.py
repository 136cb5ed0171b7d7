"""Claims that the record can count: dates against events, titles against figures, experts against names.

The source is Appendix 2 of the form, part I: the date, place and number of each activity and whether
what was planned is done. A number in a title is what the contract promises.
"""

from collections.abc import Iterator, Sequence

from grantpages.checks.finding import Found, found
from grantpages.checks.phrases import thing
from grantpages.checks.plan import Place, figures_of, is_due
from grantpages.checks.rule import Case, rule
from grantpages.checks.titles import Promise, akin, noun_of, promises, speaks_of
from grantpages.model import Activity, Figure, Task, Text
from grantpages.problem import Message
from grantpages.wording import number_text

COUNTED = frozenset(("events", "items", "copies", "works", "publications", "prizes", "views", "circulation"))
WORKS = frozenset(("events", "items", "works"))
EVENT_NOUNS = (
    "кездесу", "тренинг", "семинар", "лекция", "дәріс", "пікірталас", "дебат", "форум", "конференция", "квиз",
    "викторина", "воркшоп", "мастер-класс", "байқау", "конкурс", "жарыс", "турнир", "спартакиада", "фестиваль",
    "концерт", "флешмоб", "челлендж", "экскурсия", "акция", "іс-шара", "көрме", "вебинар", "жәрмеңке",
)  # fmt: skip
EXPERTS = ("сарапшы", "спикер", "тренер", "модератор", "маман", "лектор", "ментор", "жүргізуші")
ROLES = (*EXPERTS, "психолог", "дәріскер", "баяндамашы", "коуч", "заңгер", "дәрігер")
"""What an expert is said to do; a guest, a winner or an organizer is named as well."""
SHOWN = ("жарияла", "орналастыр", "тарат", "көрсетіл")
"""Words of works that were published, in contrast to works that were made."""


def _dates(activity: Activity) -> int:
    """How many dates are listed; 0 where some event has none, for then they cannot be counted."""
    return len(activity.events) if all(event.date for event in activity.events) else 0


def _activities(case: Case) -> Iterator[tuple[tuple[str | int, ...], Activity]]:
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            yield ("tasks", number, "activities", place), activity


def _claimed(activity: Activity, kind: str) -> list[tuple[int, Figure]]:
    return [(place, figure) for place, figure in enumerate(activity.figures) if figure.kind == kind and figure.actual]


def _differing(activity: Activity, kind: str) -> Iterator[tuple[int, int, Figure]]:
    """(place, dates, figure) where the dates are neither as many as one figure says nor as all together."""
    dates, claimed = _dates(activity), _claimed(activity, kind)
    numbers = [figure.actual or 0 for _, figure in claimed]
    if not dates or not claimed or dates in (*numbers, sum(numbers)):
        return
    place, figure = claimed[0]
    if figure.actual_is is None or (figure.actual_is == "at_least" and dates < numbers[0]):
        yield place, dates, figure


@rule("dates-and-events", of="projects")
def dates_and_events(case: Case) -> Iterator[Found]:
    """As many dates are listed as events are claimed."""
    for path, activity in _activities(case):
        for place, dates, figure in _differing(activity, "events"):
            claimed = figure.actual or 0
            yield found(*path, "figures", place, "actual", thing=thing(figure), claimed=claimed, dates=dates)


@rule("dates-and-title", of="projects")
def dates_and_title(case: Case) -> Iterator[Found]:
    """Where no figure counts the events, as many dates are listed as the title says."""
    for path, activity in _activities(case) if is_due(case) else ():
        dates = _dates(activity)
        if not dates or not activity.title or any(figure.kind in WORKS for figure in activity.figures):
            continue
        counted = [one for one in promises(activity.title.kk) if any(akin(one.noun, noun) for noun in EVENT_NOUNS)]
        if counted and dates not in (*(one.number for one in counted), sum(one.number for one in counted)):
            yield found(*path, "title", promise=_phrase(activity.title, counted[0]), dates=dates)


@rule("dates-and-items", of="projects")
def dates_and_items(case: Case) -> Iterator[Found]:
    """Dates listed for works are as many as the works."""
    for path, activity in _activities(case):
        for place, dates, figure in _differing(activity, "items"):
            claimed = figure.actual or 0
            yield found(*path, "figures", place, "actual", thing=thing(figure), claimed=claimed, dates=dates)


def _phrase(title: Text, promise: Promise) -> Message:
    """A promise as each language prints it; the number alone where the translation has it otherwise."""
    place = promises(title.kk).index(promise)
    russian = promises(title.ru)
    same = russian[place : place + 1] + russian
    phrase = next((one.phrase for one in same if one.number == promise.number), number_text(promise.number))
    return Message(promise.phrase, phrase)


def _about(figures: Sequence[Figure], noun: str) -> list[Figure]:
    return [figure for figure in figures if figure.kind in COUNTED and akin(noun_of(figure), noun)]


def _as_promised(figures: Sequence[Figure], number: int) -> bool:
    """Whether a plan, else a fact, of some figure or of all together is the number of the title."""
    plans = [figure.planned for figure in figures if figure.planned is not None]
    facts = [figure.actual for figure in figures if figure.planned is None and figure.actual is not None]
    numbers = plans or facts
    return not numbers or number in (*plans, *facts, sum(numbers), sum(plans) + sum(facts))


def _number(figures: Sequence[Figure]) -> int:
    plans = [figure.planned for figure in figures if figure.planned is not None]
    return sum(plans) if plans else sum(figure.actual or 0 for figure in figures)


@rule("title-and-figure", of="projects")
def title_and_figure(case: Case) -> Iterator[Found]:
    """The number in a title is the number that the figures about the same thing give."""
    for number, task in enumerate(case.record.tasks):
        every = [figure for activity in task.activities for figure in activity.figures]
        yield from _unlike(("tasks", number, "title"), task.title, every)
        for place, activity in enumerate(task.activities):
            if activity.title:
                yield from _unlike(("tasks", number, "activities", place, "title"), activity.title, activity.figures)


def _unlike(path: tuple[str | int, ...], title: Text, figures: Sequence[Figure]) -> Iterator[Found]:
    for promise in promises(title.kk):
        same = _about(figures, promise.noun)
        if same and not _as_promised(same, promise.number):
            yield found(*path, promise=_phrase(title, promise), number=_number(same), thing=thing(same[0]))


@rule("title-and-activities", of="projects")
def title_and_activities(case: Case) -> Iterator[Found]:
    """Where no figure counts them, as many activities are described as the task's title says."""
    for number, task in enumerate(case.record.tasks) if is_due(case) else ():
        for promise in promises(task.title.kk):
            described = _described(task, promise.noun)
            if described > 1 and described != promise.number:
                path = ("tasks", number, "title")
                yield found(*path, promise=_phrase(task.title, promise), described=described)


def _described(task: Task, noun: str) -> int:
    """How many activities of a task are about a thing; 0 where a figure or a title already counts it."""
    about = [activity for activity in task.activities if activity.title and speaks_of(activity.title.kk, noun)]
    for activity in about:
        counted = any(figure.actual is not None for figure in _about(activity.figures, noun))
        counted |= any(figure.actual is not None for figure in activity.figures if figure.kind in WORKS)
        if counted or any(akin(one.noun, noun) for one in promises(activity.title.kk if activity.title else "")):
            return 0
    return len(about)


@rule("made-and-published", of="projects")
def made_and_published(case: Case) -> Iterator[Found]:
    """As many works are published as one task says were made."""
    works = [place for place in figures_of(case) if place.activity and place.figure.kind in WORKS - {"events"}]
    shown = [place for place in works if _is_published(place.figure)]
    for place in shown:
        made = [other for other in works if other not in shown and _is_same_work(place, other)]
        if made and place.figure.actual not in [other.figure.actual for other in made]:
            first = made[0].figure
            published, all_ = place.figure.actual or 0, first.actual or 0
            yield found(*place.path, "actual", thing=thing(first), published=published, made=all_)


def _is_published(figure: Figure) -> bool:
    said = figure.what.kk.casefold() if figure.what else ""
    return figure.actual is not None and any(word in said for word in SHOWN)


def _is_same_work(place: Place, other: Place) -> bool:
    same_task = place.path[1] == other.path[1]
    return same_task and other.figure.actual is not None and akin(noun_of(place.figure), noun_of(other.figure))


@rule("experts-named", of="projects")
def experts_named(case: Case) -> Iterator[Found]:
    """No more experts are named than are claimed."""
    for place in figures_of(case):
        figure = place.figure
        if not place.activity and figure.actual is not None and figure.actual_is is None and _counts_experts(figure):
            named = len(_experts(case))
            if named > figure.actual:
                yield found(*place.path, "actual", thing=thing(figure), claimed=figure.actual, named=named)


def _counts_experts(figure: Figure) -> bool:
    said = figure.what.kk.casefold() if figure.what and figure.kind == "people" else ""
    return any(word in said for word in EXPERTS) and "қатысқан" not in said


def _experts(case: Case) -> set[frozenset[str]]:
    """The people named in activities, each once however the name is turned."""
    people = [person for _, activity in _activities(case) for person in activity.people]
    people += [person for _, activity in _activities(case) for event in activity.events for person in event.people]
    return {
        frozenset(person.name.casefold().split()) for person in people if person.role is None or _is_expert(person.role)
    }


def _is_expert(role: Text) -> bool:
    said = role.kk.casefold()
    return any(word in said for word in ROLES)
