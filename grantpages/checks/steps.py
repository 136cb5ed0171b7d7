"""Rules on the steps of a competition and on the day of a report.

Order of the steps: order, announcement, intake, decision (the Rules of state grants).
"""

from collections.abc import Iterator

from grantpages.checks.finding import Found, found
from grantpages.checks.rule import Case, rule

MIN_INTAKE_DAYS = 20
"""Applications are taken at least so many calendar days where `operator.yml` has no `intake_days`: practice, the clause
of the Rules was not seen."""


@rule("announcement-before-order", of="calls")
def announcement_before_order(case: Case) -> Iterator[Found]:
    """A competition is announced when its directions are approved."""
    order, announcement = case.record.order, case.record.announcement
    if order and announcement and announcement.date < order.date:
        yield found("announcement", "date", announcement=announcement.date, order=order.date)


@rule("intake-before-announcement", of="calls")
def intake_before_announcement(case: Case) -> Iterator[Found]:
    """Applications are taken after the announcement."""
    intake, announcement = case.record.intake, case.record.announcement
    first = (intake.opens or intake.closes) if intake else None
    if first and announcement and first < announcement.date:
        name = "opens" if intake.opens else "closes"
        yield found("intake", name, day=first, announcement=announcement.date)


@rule("intake-reversed", of="calls")
def intake_reversed(case: Case) -> Iterator[Found]:
    """The intake does not close before it opens."""
    intake = case.record.intake
    if intake and intake.opens and intake.closes < intake.opens:
        yield found("intake", "closes", opens=intake.opens, closes=intake.closes)


@rule("intake-short", of="calls")
def intake_short(case: Case) -> Iterator[Found]:
    """The intake lasts at least as many calendar days as the operator has set, or MIN_INTAKE_DAYS."""
    intake, announcement = case.record.intake, case.record.announcement
    first = (intake.opens or (announcement and announcement.date)) if intake else None
    least = case.world.dataset.operator.intake_days or MIN_INTAKE_DAYS
    if first and 0 <= (intake.closes - first).days < least:
        days = (intake.closes - first).days
        yield found("intake", "closes", first=first, closes=intake.closes, days=days, least=least)


@rule("decision-before-intake-end", of="calls")
def decision_before_intake_end(case: Case) -> Iterator[Found]:
    """The commission decides when the intake has closed."""
    intake, decision = case.record.intake, case.record.decision
    if intake and decision and decision.date < intake.closes:
        yield found("decision", "date", decision=decision.date, closes=intake.closes)


@rule("report-before-end", of="reports")
def report_before_end(case: Case) -> Iterator[Found]:
    """A report is signed when the projects it covers are over."""
    signed = case.record.signed
    periods = (case.world.dataset.projects[id].period for id in case.record.projects)
    ends = [period.end for period in periods if period]
    if signed and ends and signed < max(ends):
        yield found("signed", signed=signed, end=max(ends))


@rule("report-other-year", of="reports")
def report_other_year(case: Case) -> Iterator[Found]:
    """Each project of a report was under way in the report's year."""
    for index, id in enumerate(case.record.projects):
        period = case.world.dataset.projects[id].period
        if period and not period.start.year <= case.record.year <= period.end.year:
            yield found("projects", index, year=str(case.record.year), start=period.start, end=period.end)
