"""Names: one body or project has one name, and a name in a text belongs to a record.

The report's form asks for full names (points 3, 7; Appendix 1, fields 1 and 4). Names are compared in
Kazakh: it is the authentic text.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from grantpages.checks.bodies import kinds_in
from grantpages.checks.finding import Found, found
from grantpages.checks.known import bare, names_of
from grantpages.checks.quotes import called
from grantpages.checks.rule import Case, rule
from grantpages.checks.variants import contrasted, elsewhere
from grantpages.model import Project, Text

ALIKE = 0.85
"""From this likeness on (difflib) two names are two spellings of one."""
PROJECT = re.compile(r"\s+(?:атты\s+)?(?:әлеуметтік\s+)?жоба(?!л)", re.IGNORECASE)
ORGANIZATION = re.compile(
    r"\s+(?:қоғамдық\s+(?:қор|бірлестіг)|жеке\s+мекеме|(?:корпоративтік\s+)?қоры|бірлестігі|қауымдастығы|(?:ЖШС|КЕАҚ|АҚ|К?ММ|ҚҚ|ҚБ)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def _is_spelling(name: str, other: str) -> bool:
    """Whether two names are one name: shorter and longer, or with other letters."""
    one, two = bare(name), bare(other)
    if set(one) <= set(two) or set(two) <= set(one):
        return True
    likeness = SequenceMatcher(None, " ".join(one), " ".join(two))
    return likeness.quick_ratio() >= ALIKE and likeness.ratio() >= ALIKE


def _second_names(case: Case, field: str, spelling: bool) -> Iterator[Found]:
    name: Text = getattr(case.record, field)
    for number, text, places in elsewhere(case.record, field):
        if _is_spelling(name.kk, text.kk) == spelling and not kinds_in(text.kk, alone=True):
            yield found("also_printed", number, "text", **contrasted(name, text), places=places)


@rule("project-second-name", of="projects")
def project_second_name(case: Case) -> Iterator[Found]:
    """A project has one name in all parts of the report."""
    yield from _second_names(case, "title", spelling=False)


@rule("project-name-spelling", of="projects")
def project_name_spelling(case: Case) -> Iterator[Found]:
    """A project's name is written in one way."""
    yield from _second_names(case, "title", spelling=True)


@rule("organization-second-name", of="organizations")
def organization_second_name(case: Case) -> Iterator[Found]:
    """An organization has one name in all parts of the report."""
    yield from _second_names(case, "name", spelling=False)


@rule("organization-name-spelling", of="organizations")
def organization_name_spelling(case: Case) -> Iterator[Found]:
    """An organization's name is written in one way."""
    yield from _second_names(case, "name", spelling=True)


@rule("organization-twice", of="organizations")
def organization_twice(case: Case) -> Iterator[Found]:
    """An organization has one record."""
    world = case.world
    same = {*world.named(bare(case.record.name.kk)), *world.numbered(case.record.bin or "")}
    for other in sorted(same - {case.id}):
        yield found("name", name=case.world.dataset.organizations[other].name, id=other)


@rule("project-of-no-record", of="projects")
def project_of_no_record(case: Case) -> Iterator[Found]:
    """What a project's texts call «the project» is this project."""
    own = [name.kk for name in (*names_of(case.record, "title"), case.lot.direction)]
    own += _titles(case.record)
    for quote in called(case, PROJECT, ("tasks", "narrative")):
        if not any(quote.name in name or _is_spelling(quote.name, name) for name in own):
            yield found(*quote.path, "kk", printed=quote.name, name=case.record.title)


def _titles(project: Project) -> list[str]:
    """Titles of tasks and activities: a part of the project may be called a project, too."""
    activities = [activity.title.kk for task in project.tasks for activity in task.activities if activity.title]
    return [task.title.kk for task in project.tasks] + activities


@rule("report-project-of-no-record", of="reports")
def report_project_of_no_record(case: Case) -> Iterator[Found]:
    """The projects that a report names are the report's."""
    projects = [case.world.dataset.projects.get(id) for id in case.record.projects]
    titles = [name.kk for project in projects if project for name in names_of(project, "title")]
    for quote in called(case, PROJECT, ("sections",)):
        if titles and not any(_is_spelling(quote.name, title) for title in titles):
            yield found(*quote.path, "kk", printed=quote.name)


def _unknown_organizations(case: Case, parts: tuple[str, ...]) -> Iterator[Found]:
    for quote in called(case, ORGANIZATION, parts):
        if not case.world.is_named(bare(quote.name)):
            yield found(*quote.path, "kk", printed=quote.name)


@rule("organization-of-no-record", of="projects")
def organization_of_no_record(case: Case) -> Iterator[Found]:
    """The organizations that a project names are among the records."""
    yield from _unknown_organizations(case, ("tasks", "narrative"))


@rule("report-organization-of-no-record", of="reports")
def report_organization_of_no_record(case: Case) -> Iterator[Found]:
    """The organizations that a report names are among the records."""
    yield from _unknown_organizations(case, ("sections",))
