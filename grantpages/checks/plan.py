"""Plan against fact: every planned figure has its fact, and what differs has its reason.

The form asks, in Appendix 2, part I, sub-point 3, how results correspond to the plan and, where they
deviate, why. What is counted in pieces (events, works, copies) deviates either way; the public that is
reached is planned as «not fewer than», so more of it is only a notice.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import once
from grantpages.checks.phrases import listed, thing
from grantpages.checks.rule import Case, rule
from grantpages.checks.titles import akin, noun_of
from grantpages.model import Activity, Figure, Text
from grantpages.problem import Message

PIECES = frozenset(("events", "items", "copies", "works", "prizes", "tenge"))
PUBLIC = frozenset(("views", "circulation", "copies"))
"""Measures of how many a publication reached: easily taken one for another."""
ABOUT = 0.1
"""A figure that claims to be «about» may be a tenth off."""

REASONS = (
    "себеп", "себеб", "байланысты", "орай", "өйткені", "негіздеме", "сұрау", "сұраныс", "өтініш", "ұсыны", "келісі",
    "қосымша", "салдарынан", "дықтан", "діктен", "тықтан", "тіктен", "кейінге", "ауыстыр", "шегер", "үнемде", "қалауы",
    "есебінен",
    "причин", "в связи", "из-за", "поскольку", "так как", "потому", "ввиду", "вследствие", "обоснова", "просьб",
    "предложени", "согласован", "дополнительн", "запрос", "обращени", "перенес", "отмен", "эконом", "не смогл",
    "невозмож", "погод", "за счет",
)  # fmt: skip
"""Beginnings and endings of words that give a reason."""

DENIED = re.compile(
    r"ауытқу[^.!?]{0,60}(?:жоқ|болмады|алмады|тіркелме|байқалма|анықталма|кездеспе)|ауытқусыз"
    r"|отклонени[^.!?]{0,60}(?:не было|нет\b|не выявлен|не произошло|не зафиксирован|отсутств|не имеется|не допущен)"
    r"|(?:не было|нет|без)\s+(?:\w+\s+)?отклонени",
    re.IGNORECASE,
)
FULFILLED = re.compile(
    r"толық (?:көлемде|орындал)|в полном объеме|полностью выполнен|выполнен\w* полностью", re.IGNORECASE
)
EXCEPT = re.compile("қоспағанда|басқа |кроме|за исключением", re.IGNORECASE)


class Place(NamedTuple):
    """A figure where it stands; no activity where it is the whole project's."""

    path: tuple[Step, ...]
    figure: Figure
    activity: Activity | None = None


@once
def figures_of(case: Case) -> Sequence[Place]:
    """Every figure of a project."""
    return tuple(_places(case))


def _places(case: Case) -> Iterator[Place]:
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            for index, figure in enumerate(activity.figures):
                yield Place(("tasks", number, "activities", place, "figures", index), figure, activity)
    for index, figure in enumerate(case.record.figures):
        yield Place(("figures", index), figure)


def is_due(case: Case) -> bool:
    """Whether results are to be expected: the project is reported on, or its period is over."""
    period = case.record.period
    return bool(case.world.reports_of(case.id)) or period is not None and case.world.has_passed(period.end)


def deviation(figure: Figure) -> int:
    """How the fact stands to the plan: -1 less, 0 as planned or not to be told, 1 more."""
    planned, actual = figure.planned, figure.actual
    if planned is None or actual is None or actual == planned:
        return 0
    if "about" in (figure.planned_is, figure.actual_is) and abs(actual - planned) <= planned * ABOUT:
        return 0
    if actual > planned:
        return 0 if figure.planned_is == "at_least" else 1
    return -1


def _explained(case: Case, figure: Figure) -> bool:
    """Whether a reason is stated, in the figure's note or in the account of the plan.

    An account that names the figures of some deviations explains these and no others.
    """
    if _gives_reason(figure.note):
        return True
    plan = case.record.narrative and case.record.narrative.plan
    if not _gives_reason(plan) or not plan:
        return False
    named = [place.figure for place in figures_of(case) if deviation(place.figure) and _names(plan, place.figure)]
    return not named or figure in named


def _gives_reason(text: Text | None) -> bool:
    if text is None:
        return False
    said = f"{text.kk} {text.ru}".casefold()
    return any(reason in said for reason in REASONS)


def _names(text: Text, figure: Figure) -> bool:
    joined = "".join(text.kk.split())
    return any(re.search(rf"(?<!\d){number}(?!\d)", joined) for number in (figure.planned, figure.actual))


def _deviating(case: Case, sign: int, pieces: bool | None = None) -> Iterator[Found]:
    for place in figures_of(case):
        figure = place.figure
        if deviation(figure) == sign and pieces in (None, figure.kind in PIECES) and not _explained(case, figure):
            planned, actual = figure.planned or 0, figure.actual or 0
            yield found(*place.path, "actual", thing=thing(figure), planned=planned, actual=actual)


@rule("plan-not-reached", of="projects")
def plan_not_reached(case: Case) -> Iterator[Found]:
    """What fell short of the plan has its reason stated."""
    yield from _deviating(case, -1)


@rule("plan-exceeded", of="projects")
def plan_exceeded(case: Case) -> Iterator[Found]:
    """More events, works or copies than planned have their reason stated."""
    yield from _deviating(case, 1, pieces=True)


@rule("plan-surpassed", of="projects")
def plan_surpassed(case: Case) -> Iterator[Found]:
    """More people or views than planned have their reason stated."""
    yield from _deviating(case, 1, pieces=False)


@rule("plan-without-actual", of="projects")
def plan_without_actual(case: Case) -> Iterator[Found]:
    """A planned figure has an actual one."""
    for place in figures_of(case) if is_due(case) else ():
        figure = place.figure
        if figure.planned and figure.actual is None and not _reached_elsewhere(case, place):
            yield found(*place.path, "planned", thing=thing(figure), planned=figure.planned)


def _reached_elsewhere(case: Case, place: Place) -> bool:
    """Whether the fact is given by another figure of its kind, or by as many events as planned."""
    figure, activity = place.figure, place.activity
    if activity and figure.kind == "events" and len(activity.events) == figure.planned:
        return True
    beside = activity.figures if activity else ()
    if any(other.kind == figure.kind and other.actual is not None and other.planned is None for other in beside):
        return True
    facts = (other for other in case.record.figures if other.kind == figure.kind and other.actual is not None)
    return figure.what is not None and any(akin(noun_of(other), noun_of(figure)) for other in facts)


@rule("no-deviation-claimed", of="projects")
def no_deviation_claimed(case: Case) -> Iterator[Found]:
    """Where the account says that nothing deviated from the plan, no figure does."""
    plan = case.record.narrative and case.record.narrative.plan
    if plan is None:
        return
    denied = any(_says(DENIED, text) for text in (plan.kk, plan.ru))
    fulfilled = any(_says(FULFILLED, text) for text in (plan.kk, plan.ru))
    deviating = [place.figure for place in figures_of(case) if _contradicts(place.figure, denied, fulfilled)]
    unnamed = [figure for figure in deviating if not _names(plan, figure)]
    if unnamed:
        yield found("narrative", "plan", deviations=listed(map(_shown, unnamed)))


def _says(claim: re.Pattern[str], text: str) -> bool:
    return any(claim.search(sentence) and not EXCEPT.search(sentence) for sentence in re.split(r"[.!?]\s", text))


def _contradicts(figure: Figure, denied: bool, fulfilled: bool) -> bool:
    sign = deviation(figure)
    return sign < 0 and (denied or fulfilled) or sign > 0 and denied and figure.kind in PIECES


SHOWN = Message("{thing} – {actual} (жоспарда {planned})", "{thing} – {actual} (в плане {planned})")


def _shown(figure: Figure) -> Message:
    return SHOWN.fill(thing=thing(figure), planned=figure.planned, actual=figure.actual)


@rule("plan-by-another-measure", of="projects")
def plan_by_another_measure(case: Case) -> Iterator[Found]:
    """What was planned in one measure (views) is not shown as reached in another (circulation)."""
    places = [place for place in figures_of(case) if place.figure.kind in PUBLIC]
    open_ = [place for place in places if place.figure.planned and place.figure.actual is None]
    for place in places:
        for planned in open_ if place.figure.actual is not None else ():
            if _stands_for(place, planned):
                yield found(
                    *place.path,
                    "actual",
                    thing=thing(place.figure),
                    actual=place.figure.actual or 0,
                    measure=thing(planned.figure),
                    planned=planned.figure.planned or 0,
                )


def _stands_for(place: Place, planned: Place) -> bool:
    """Whether a fact stands in the place of a plan: one plan printed for both, or one activity."""
    if place.figure.kind == planned.figure.kind:
        return False
    if place.figure.planned is None:
        return place.path[:4] == planned.path[:4]
    return place.figure.planned == planned.figure.planned
