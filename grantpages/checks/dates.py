"""Rules on a contract, its period and the events inside it.

Order of the steps: decision, contract, events, closing event, report (the Rules of state grants).
Terms and sums of a grant: the Law of 12.04.2005 No. 36, art. 6-1(2).
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grantpages.checks.days import YEAR, PrintedDay, months_later, periods
from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import Page, once, pages, places
from grantpages.checks.printed import printed_at
from grantpages.checks.rule import Case, rule
from grantpages.model import Event, Project
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import plain

PROJECT: Mapping[Language, tuple[str, ...]] = {
    "kk": ("Жоба ", "Жобаны іске асыру ", "Жобаның іске асыр"),
    "ru": ("Проект ", "Реализация проекта ", "Срок реализации ", "Период реализации "),
}

_DIGIT = re.compile("[0-9]")
Held = tuple[tuple[Step, ...], str, Event, datetime.date]


@once
def _held(case: Case) -> Sequence[Held]:
    """(path, kind of the task, event, day) of every dated event."""
    return tuple(_dated(case))


def _dated(case: Case) -> Iterator[Held]:
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            for index, event in enumerate(activity.events):
                if event.date:
                    path = ("tasks", number, "activities", place, "events", index, "date")
                    yield path, task.kind, event, event.date


@rule("event-outside-period", of="projects", needs=("period",))
def event_outside_period(case: Case) -> Iterator[Found]:
    """An event is held within the project's period."""
    start, end = case.record.period.start, case.record.period.end
    for path, _, _, day in _held(case):
        if not start <= day <= end:
            yield found(*path, day=day, start=start, end=end)


@rule("event-outside-printed-period", of="projects", needs=("period",))
def event_outside_printed_period(case: Case) -> Iterator[Found]:
    """An event is held within the period as it is printed elsewhere, too."""
    start, end = case.record.period.start, case.record.period.end
    printed = {(also.field, also.date): also for also in case.record.also_printed if also.date}
    for path, _, _, day in _held(case):
        for (field, limit), also in printed.items():
            outside = day > limit if field == "period.end" else field == "period.start" and day < limit
            if outside and start <= day <= end:
                yield found(*path, day=day, limit=limit, place=printed_at(also.printed))


@rule("event-before-contract", of="projects", needs=("period", "grant.contract"))
def event_before_contract(case: Case) -> Iterator[Found]:
    """No event is held before the contract is concluded."""
    contract = case.record.grant.contract.date
    for path, _, _, day in _held(case):
        if case.record.period.start <= day < contract:
            yield found(*path, day=day, contract=contract)


@rule("event-in-future", of="projects")
def event_in_future(case: Case) -> Iterator[Found]:
    """An event that is reported has been held."""
    for path, _, _, day in _held(case):
        if not case.world.has_come(day):
            yield found(*path, day=day)


@rule("event-twice", of="projects")
def event_twice(case: Case) -> Iterator[Found]:
    """One activity has no two events of the same day, place and title."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for path, _, event, day in _held(case):
        what = (path[:4], day, event.place, event.title)
        seen[what] += 1
        if seen[what] == 2:
            yield found(*path, day=day)


@rule("closing-before-events", of="projects")
def closing_before_events(case: Case) -> Iterator[Found]:
    """The closing event sums up all others, so it is the last."""
    closing = [(day, path) for path, kind, _, day in _held(case) if kind == "closing"]
    if closing:
        last, path = max(closing, key=lambda pair: pair[0])
        later = [day for _, kind, _, day in _held(case) if kind == "task" and day > last]
        if later:
            yield found(*path, closing=last, count=len(later), last=max(later))


@rule("contract-before-decision", of="projects", needs=("grant.contract",))
def contract_before_decision(case: Case) -> Iterator[Found]:
    """The contract is concluded after the commission's decision."""
    decision, contract = case.call.decision, case.record.grant.contract.date
    if decision and contract < decision.date:
        yield found("grant", "contract", "date", contract=contract, decision=decision.date)


@rule("contract-before-intake-end", of="projects", needs=("grant.contract",))
def contract_before_intake_end(case: Case) -> Iterator[Found]:
    """Where the decision is not known, the contract is at least not older than the end of the intake."""
    call, contract = case.call, case.record.grant.contract.date
    if not call.decision and call.intake and contract <= call.intake.closes:
        yield found("grant", "contract", "date", contract=contract, closes=call.intake.closes)


@rule("period-before-contract", of="projects", needs=("period", "grant.contract"))
def period_before_contract(case: Case) -> Iterator[Found]:
    """The project begins when its contract is concluded, or later."""
    start, contract = case.record.period.start, case.record.grant.contract.date
    if start < contract:
        yield found("period", "start", start=start, contract=contract)


@rule("period-reversed", of="projects", needs=("period",))
def period_reversed(case: Case) -> Iterator[Found]:
    """A period does not end before it begins."""
    start, end = case.record.period.start, case.record.period.end
    if end < start:
        yield found("period", "end", start=start, end=end)


@rule("period-printed-twice", of="projects", needs=("period",))
def period_printed_twice(case: Case) -> Iterator[Found]:
    """The period is the same wherever it is printed."""
    period = case.record.period
    held = {"period.start": period.start, "period.end": period.end}
    places: dict[tuple[str, datetime.date], list[int]] = {}
    for index, also in enumerate(case.record.also_printed):
        if also.date and also.date != held.get(also.field, also.date):
            places.setdefault((also.field, also.date), []).append(index)
    for (field, day), indexes in places.items():
        where = [printed_at(case.record.also_printed[index].printed) for index in indexes]
        place = Message(*("; ".join(dict.fromkeys(said)) for said in zip(*where, strict=True)))
        main = printed_at(period.printed or "app1-5")
        yield found("also_printed", indexes[0], "date", recorded=held[field], main=main, other=day, place=place)


@rule("period-year-missing", of="projects", needs=("period",))
def period_year_missing(case: Case) -> Iterator[Found]:
    """The printed period names its year: point 5 of appendix 1 asks for year and month."""
    printed = case.record.period.as_printed
    if printed and not YEAR.search(printed.kk):
        yield found("period", "as_printed", words=printed)


@rule("period-unlike-printed", of="projects", needs=("period",))
def period_unlike_printed(case: Case) -> Iterator[Found]:
    """The recorded days are those of the printed wording."""
    period = case.record.period
    for language in LANGUAGES if period.as_printed else ():
        for first, last in periods(plain(period.as_printed, language), language):
            if not (first.is_day(period.start) and last.is_day(period.end)):
                path = ("period", "as_printed", language)
                yield found(*path, words=period.as_printed, start=period.start, end=period.end)


@rule("period-in-text", of="projects", needs=("period",))
def period_in_text(case: Case) -> Iterator[Found]:
    """The period that the report in words gives the whole project is the recorded one."""
    said: set[tuple[PrintedDay, PrintedDay]] = set()
    for language, page in pages(case).items():
        for position, sentence in _of_project(page):
            for pair in periods(sentence, language):
                path = page.path(position)
                if pair not in said and not _known_period(case.record, *pair):
                    said.add(pair)
                    start, end = case.record.period.start, case.record.period.end
                    yield found(*path, printed=" – ".join(map(str, pair)), start=start, end=end)


def _of_project(page: Page) -> Iterator[tuple[int, str]]:
    """Sentences of the narrative with numbers that begin with the project: «Жоба 2025 жылғы 6 мамыр мен …»."""
    text = page.text
    first = next((start for start, path in zip(page.starts, page.paths, strict=True) if path[0] == "narrative"), None)
    begun = (place for sign in PROJECT[page.language] for place in places(text, sign, first or 0))
    for begin in sorted(set(begun)) if first is not None else ():
        if begin == first or text[begin - 1] == "\n" or text.startswith(". ", begin - 2):
            end = page.line(begin)[1]
            stop = text.find(". ", begin, end)
            sentence = text[begin : stop if stop >= 0 else end]
            if _DIGIT.search(sentence):
                yield begin, sentence


def _known_period(project: Project, first: PrintedDay, last: PrintedDay) -> bool:
    period = project.period
    starts = [
        period.start if period else None,
        *(one.date for one in project.also_printed if one.field == "period.start"),
    ]
    ends = [period.end if period else None, *(one.date for one in project.also_printed if one.field == "period.end")]
    return any(map(first.is_day, filter(None, starts))) and any(map(last.is_day, filter(None, ends)))


@rule("term-outside-type", of="projects", needs=("period",))
def term_outside_type(case: Case) -> Iterator[Found]:
    """A project lasts as long as its type of grant allows."""
    kind = case.world.dataset.grant_types.get(case.lot.grant_type)
    start, end = case.record.period.start, case.record.period.end
    if kind and start <= end:
        day = datetime.timedelta(days=1)  # the last day is a day of the period
        if not months_later(start, kind.months_from) - day <= end <= months_later(start, kind.months_to):
            bounds = {"months_from": kind.months_from, "months_to": kind.months_to}
            yield found("period", "end", start=start, end=end, type=kind.name, **bounds)


@rule("amount-outside-type", of="projects")
def amount_outside_type(case: Case) -> Iterator[Found]:
    """A contract's sum is within its type's multiples of the MCI, of its own year or that of the announcement."""
    grant, announcement = case.record.grant, case.call.announcement
    years = [step.date.year for step in (grant.contract, announcement) if step]
    return _outside(case, case.lot.grant_type, years, (grant.amount,), ("grant", "amount"))


@rule("lot-amount-outside-type", of="calls")
def lot_amount_outside_type(case: Case) -> Iterator[Found]:
    """A lot's sum, or one grant's share of it, is within the multiples of the MCI of its type."""
    call = case.record
    step = call.announcement or call.order or call.decision
    for index, lot in enumerate(call.lots if step else ()):
        sums = (lot.amount, lot.amount // lot.grants)
        # At the end of a year grants of the next one are announced.
        years = [step.date.year, step.date.year + (step.date.month >= 10)]
        yield from _outside(case, lot.grant_type, years, sums, ("lots", index, "amount"))


def _outside(
    case: Case, type: str, years: Sequence[int], sums: Sequence[int], path: tuple[Step, ...]
) -> Iterator[Found]:
    """The first of the sums if none of them is within the type's bounds of any of the years."""
    kind, mci = case.world.dataset.grant_types.get(type), case.world.dataset.mci
    if not kind or not years or not all(year in mci for year in years):
        return
    bounds = [(kind.mci_from * mci[year], kind.mci_to * mci[year] if kind.mci_to else None) for year in years]
    if not any(low <= amount and (not high or amount <= high) for low, high in bounds for amount in sums):
        low, high = bounds[0]
        shown = {"low": low, "high": high or "∞", "mci": mci[years[0]], "year": str(years[0])}
        yield found(*path, amount=sums[0], type=kind.name, **shown)
