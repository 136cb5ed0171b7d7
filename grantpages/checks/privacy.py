"""Rules on personal data that a public record must not have.

The report form asks for telephones and full addresses, but the law on personal data (articles 6 and 7)
lets only what is needed be shown to all: the operator keeps the rest in `private/`. A finding never
repeats what it found: it would publish it once more.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import Page, pages, places
from grantpages.checks.personal import people, personal
from grantpages.checks.rule import Case, rule
from grantpages.checks.support import label
from grantpages.problem import LANGUAGES, Language

_NAME = "[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһіё]+ [А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһіё]+(?![а-яәғқңөұүһіё])"
_PUPIL = re.compile(
    "(?:оқушысы|тәрбиеленушісі|шәкірті|[Уу]чени(?:к|ца)|[Шш]кольни(?:к|ца)|[Вв]оспитанни(?:к|ца)|[Уу]чащ(?:ийся|аяся)"
    "|(?<![0-9])(?:[0-9]|1[0-7])(?:-летн(?:ий|яя)| жасар| жастағы))(?: ?[–—-]? )"
    rf"(?:[0-9]{{1,2}}[^\s]* ?«?[А-Я]?»? ?класса )?({_NAME})"
    "(?! (?:мекте|қала|аудан|облы|колледж|лицей|гимназ|универ|атынд))"
)
_PUPIL_STEMS: Mapping[Language, tuple[str, ...]] = {
    "kk": ("оқушысы", "тәрбиеленушісі", "шәкірті", " жасар", " жастағы"),
    "ru": ("чени", "кольни", "оспитанни", "чащ", "-летн"),
}
_YOUNG_ROLE = re.compile(
    r"(?:\b|\d-)(?:сынып )?(?:оқушы|мектеп оқушы|тәрбиеленуші|бүлдіршін|ученик|ученица|школьни|воспитанни|учащ[иа])",
    re.I,
)
_ADULT_ROLE = re.compile("ата-ана|анасы|әкесі|мать|отец|родител|мұғалім|учител|педагог|жетекші", re.I)
_CELLS = 5


def _personal(case: Case) -> Iterator[Found]:
    yield from (found(*path, what=what) for path, what, is_private in personal(case) if is_private)


def _contacts(case: Case) -> Iterator[Found]:
    yield from (found(*path, what=what) for path, what, is_private in personal(case) if not is_private)


@rule("personal-data", of="projects")
def personal_data(case: Case) -> Iterator[Found]:
    """A project has no mobile telephone, private mail, person's number or number of a flat."""
    yield from _personal(case)


@rule("call-personal-data", of="calls")
def call_personal_data(case: Case) -> Iterator[Found]:
    """Nor has a call."""
    yield from _personal(case)


@rule("report-personal-data", of="reports")
def report_personal_data(case: Case) -> Iterator[Found]:
    """Nor has a report."""
    yield from _personal(case)


@rule("organization-personal-data", of="organizations")
def organization_personal_data(case: Case) -> Iterator[Found]:
    """Nor has an organization's record."""
    yield from _personal(case)


@rule("contact-data", of="projects")
def contact_data(case: Case) -> Iterator[Found]:
    """Telephones and mail of offices may be public; the officer decides."""
    yield from _contacts(case)


@rule("call-contact-data", of="calls")
def call_contact_data(case: Case) -> Iterator[Found]:
    """The same in a call."""
    yield from _contacts(case)


@rule("report-contact-data", of="reports")
def report_contact_data(case: Case) -> Iterator[Found]:
    """The same in a report."""
    yield from _contacts(case)


@rule("organization-contact-data", of="organizations")
def organization_contact_data(case: Case) -> Iterator[Found]:
    """The same in an organization's record."""
    yield from _contacts(case)


@rule("minor-named", of="projects")
def minor_named(case: Case) -> Iterator[Found]:
    """No pupil is named: neither among the people of an activity nor in a text."""
    for path, _, role in people(case.record):
        if role and _is_pupil(f"{role.kk} {role.ru}"):
            yield found(*path)
    told = (path for language in LANGUAGES for path in _pupils(pages(case)[language]))
    yield from (found(*path) for path in dict.fromkeys(told))


@lru_cache(maxsize=4_096)
def _is_pupil(role: str) -> bool:
    return bool(_YOUNG_ROLE.search(role)) and not _ADULT_ROLE.search(role)


def _pupils(page: Page) -> Iterator[tuple[Step, ...]]:
    text = page.text
    for place in (place for stem in _PUPIL_STEMS[page.language] for place in places(text, stem)):
        for start in range(max(place - 2, 0), place + 1):
            if match := _PUPIL.match(text, start, place + 120):
                yield page.path(match.start(1))
                break


@rule("small-cell", of="projects")
def small_cell(case: Case) -> Iterator[Found]:
    """A cell of fewer than five people may tell who they are."""
    tables = case.record.participants
    if not tables:
        return
    gender = {"men": tables.gender.men, "women": tables.gender.women} if tables.gender else {}
    for name, cells in (("gender", gender), ("categories", tables.categories), ("ages", tables.ages)):
        for cell, number in cells.items():
            if 0 < number < _CELLS:
                yield found("participants", name, cell, group=label(f"{name}.{cell}"), number=number)
