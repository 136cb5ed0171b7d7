"""What the statutory form asks for and the record does not have.

The form: the date, place, form, participants and fulfilment of each activity, the sections and tables of
Appendix 2; heads and addresses (points 7 and 8, Appendix 1); the total number of partners; signatures (point
12). Rule 29: the announcement is published in both languages, within five working days of the notice. Of
a project or call on which nobody has reported yet nothing is asked.
"""

import re
from collections.abc import Callable, Iterator

from grantpages.checks.finding import Found, found
from grantpages.checks.phrases import listed, phrase, place_of
from grantpages.checks.rule import Case, rule
from grantpages.model import Activity

SECTIONS = ("1", "2", "3", "4", "5", "6", "7", "8", "11")
"""Points that are said in words; 9 and 10 are the appendices, 12 is the form's own text, 13 the signatures."""
NARRATIVE = ("goals", "facts", "plan", "change", "groups", "long_term")
EFFECT = ("sustainability", "effect")
"""Sub-point III. 3 is said as either."""
TABLES = ("gender", "categories", "ages")
PRODUCTS = frozenset(("items", "copies", "works", "publications", "views", "circulation", "prizes"))
NUMBER = re.compile(r"\d|\b(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он)\b")
SHOWN = 12
"""Numbers of activities that a message lists; more are not read."""


def _is_reported(case: Case) -> bool:
    return bool(case.world.reports_of(case.id))


def _numbered(case: Case) -> Iterator[tuple[int, int, str, Activity]]:
    """(task, place, number as a reader says it, activity) of every activity of the tasks."""
    for place, task in enumerate(case.record.tasks):
        for index, activity in enumerate(task.activities) if task.kind == "task" else ():
            said = activity.number or f"{index + 1}"
            yield place, index, f"{task.number or place + 1}.{said}", activity


def _lacking(case: Case, has: Callable[[Activity], bool]) -> Iterator[Found]:
    """One finding for all activities that lack something, at the first of them."""
    every = list(_numbered(case)) if _is_reported(case) else []
    lacking = [one for one in every if not has(one[3])]
    if lacking:
        task, place, _, _ = lacking[0]
        which = ", ".join(number for _, _, number, _ in lacking[:SHOWN]) + (", …" if len(lacking) > SHOWN else "")
        yield found("tasks", task, "activities", place, missing=len(lacking), all=len(every), which=which)


@rule("dates-not-given", of="projects")
def dates_not_given(case: Case) -> Iterator[Found]:
    """Each activity has the date on which it took place."""
    yield from _lacking(case, lambda activity: any(event.date for event in activity.events))


@rule("places-not-given", of="projects")
def places_not_given(case: Case) -> Iterator[Found]:
    """Each activity has its place."""

    def placed(activity: Activity) -> bool:
        return bool(activity.place or any(event.place for event in activity.events)) or activity.form == "online"

    yield from _lacking(case, placed)


@rule("forms-not-given", of="projects")
def forms_not_given(case: Case) -> Iterator[Found]:
    """Each activity has its form: in presence, online or both."""
    yield from _lacking(case, lambda activity: activity.form is not None)


@rule("participants-not-given", of="projects")
def participants_not_given(case: Case) -> Iterator[Found]:
    """Each activity that people come to has the number of its participants."""

    def counted(activity: Activity) -> bool:
        kinds = {figure.kind for figure in activity.figures if figure.actual is not None}
        people = kinds & {"participants", "people", "respondents"}
        return bool(people or kinds & PRODUCTS or any(event.participants is not None for event in activity.events))

    yield from _lacking(case, counted)


@rule("fulfilment-not-given", of="projects")
def fulfilment_not_given(case: Case) -> Iterator[Found]:
    """Each activity says in a figure what was done."""

    def done(activity: Activity) -> bool:
        figures = any(figure.actual is not None for figure in activity.figures)
        return figures or any(event.date or event.participants is not None for event in activity.events)

    yield from _lacking(case, done)


@rule("closing-date-not-given", of="projects")
def closing_date_not_given(case: Case) -> Iterator[Found]:
    """The closing event has its date."""
    for place, task in enumerate(case.record.tasks) if _is_reported(case) else ():
        events = [event for activity in task.activities for event in activity.events]
        if task.kind == "closing" and not any(event.date for event in events):
            yield found("tasks", place, "activities", 0)


@rule("narrative-not-given", of="projects")
def narrative_not_given(case: Case) -> Iterator[Found]:
    """The account has every section of Appendix 2."""
    narrative = case.record.narrative
    missing = [phrase(f"narrative.{name}") for name in NARRATIVE if getattr(narrative, name, None) is None]
    if all(getattr(narrative, name, None) is None for name in EFFECT):
        missing.append(phrase("narrative.effect"))
    if missing and _is_reported(case):
        yield found("narrative" if narrative else "title", sections=listed(missing))


@rule("tables-not-given", of="projects")
def tables_not_given(case: Case) -> Iterator[Found]:
    """The participants are counted by gender, category and age."""
    missing = [place_of(f"app2-{name}") for name in TABLES if not getattr(case.record.participants, name, None)]
    if missing and _is_reported(case):
        yield found("participants" if case.record.participants else "title", tables=listed(missing))


@rule("head-not-given", of="organizations")
def head_not_given(case: Case) -> Iterator[Found]:
    """A grantee or partner has its head's name."""
    if case.record.kind != "state_body" and case.record.head is None and case.world.is_party(case.id):
        yield found("name", name=case.record.name)


@rule("address-not-given", of="organizations")
def address_not_given(case: Case) -> Iterator[Found]:
    """A grantee or partner has its legal address."""
    if case.record.kind != "state_body" and case.record.address is None and case.world.is_party(case.id):
        yield found("name", name=case.record.name)


@rule("notice-date-not-given", of="calls")
def notice_date_not_given(case: Case) -> Iterator[Found]:
    """The day is known from which the five working days of the announcement are counted."""
    if case.record.announcement and case.record.notice_received is None:
        yield found("announcement", "date", day=case.record.announcement.date)


@rule("closing-hour-not-given", of="calls")
def closing_hour_not_given(case: Case) -> Iterator[Found]:
    """The hour is known at which the intake closes."""
    if case.record.intake and case.record.intake.closes_at is None:
        yield found("intake", "closes", day=case.record.intake.closes)


@rule("intake-not-given", of="calls")
def intake_not_given(case: Case) -> Iterator[Found]:
    """A call that is reported on has the last day of its intake."""
    if case.world.is_reported(case.id) and case.record.intake is None:
        yield found("title")


@rule("announcement-not-given", of="calls")
def announcement_not_given(case: Case) -> Iterator[Found]:
    """A call that is reported on was announced, with a link to the text."""
    announced = case.record.announcement and case.record.announcement.links
    if not announced and case.world.is_reported(case.id):
        yield found("announcement" if case.record.announcement else "title")


@rule("announcement-in-one-language", of="calls")
def announcement_in_one_language(case: Case) -> Iterator[Found]:
    """The announcement is linked in both languages, where the links say theirs."""
    links = case.record.announcement.links if case.record.announcement else ()
    given = {link.language for link in links if link.language}
    for missing in sorted({"kk", "ru"} - given) if given else ():
        yield found("announcement", "links", language=phrase(f"language.{missing}"))


@rule("report-section-not-given", of="reports")
def report_section_not_given(case: Case) -> Iterator[Found]:
    """The report has something to say in each point of the form."""
    sections = case.record.sections
    missing = [number for number in SECTIONS if not (sections.get(number) and sections[number].text)]
    if missing:
        yield found("sections", places=listed(place_of(f"report-{number}") for number in missing))


@rule("partners-total-not-given", of="reports")
def partners_total_not_given(case: Case) -> Iterator[Found]:
    """Point 7 or 8 gives the total number of partners."""
    projects = [case.world.dataset.projects.get(id) for id in case.record.projects]
    partners = {id for project in projects if project for id in project.partners}
    texts = [text.kk for path, text in case.texts if path[:2] in (("sections", "7"), ("sections", "8"))]
    if partners and texts and not any(NUMBER.search(text.casefold()) for text in texts):
        yield found("sections", "7" if "7" in case.record.sections else "8", count=len(partners))


@rule("signed-date-not-given", of="reports")
def signed_date_not_given(case: Case) -> Iterator[Found]:
    """The report has the day of its signature."""
    if case.record.signed is None:
        yield found("title")


@rule("signers-not-given", of="reports")
def signers_not_given(case: Case) -> Iterator[Found]:
    """The head and the chief accountant, or those in their place, have signed."""
    if len(case.record.signers) < 2:
        yield found("signers" if case.record.signers else "title", count=len(case.record.signers))
