"""Where a record has personal data: telephones, mail, numbers of persons, numbers of flats.

A number of a legal body (BIN) is public; its fifth digit, 4 to 6, tells it from a person's (IIN), whose
first six digits are a birthday.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from grantpages.checks.finding import Step
from grantpages.checks.pages import once, pages, places
from grantpages.checks.rule import Case
from grantpages.model import Project, Text
from grantpages.problem import LANGUAGES, Message

_GAP = r"[\s\u00a0()–-]{0,3}"
_MOBILE = re.compile(
    rf"(?:\+?7|8){_GAP}7(?:0[0-8]|47|5[01]|6[0-4]|7[15678]){_GAP}[0-9]{{3}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}(?![0-9])"
)
_LANDLINE = re.compile(rf"(?:\+?7|8){_GAP}7[12][0-9]{{1,3}}{_GAP}[0-9]{{2,3}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}(?![0-9])")
_IIN = re.compile(r"[0-9]{6}[ \u00a0-]?[0-9]{6}(?![0-9])")
_LONG = re.compile("(?<![0-9])[78][0-9() +-]{9}|(?<![0-9])[0-9]{6}")
_TWELVE = re.compile("(?<![0-9])[0-9]{12}(?![0-9])")
_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})", re.I)
_FREE_MAIL = re.compile(
    r"(?:gmail|googlemail|mail|inbox|bk|list|internet|yandex|ya|rambler|outlook|hotmail|live|yahoo|icloud|proton(?:mail)?)"
    r"\.(?:com|ru|kz|me|net|by)",
    re.I,
)
_CALL_LINK = re.compile(r"(?:wa\.me/|whatsapp\S*phone=|tel:|t\.me/)\+?[78]?7[0-9]{9}(?![0-9])|mailto:", re.I)
_CALLS = ("wa.me/", "whatsapp", "tel:", "t.me/", "mailto:")
_FLAT = re.compile(
    r"(?:(?:үй|ү\.|көш|ш/а|ықшам|мөлтек|дом|д\.|ул\.|улиц|мкр|микрорайон|даңғыл|пр\.|проспект)[а-яәғқңөұүһі]{0,8}[^\n;а-яәғқңөұүһі]{1,14}"
    r"|[0-9][а-я]?, ?)(?:[0-9]+ ?-? ?(?:пәтер|пәт\.|кв\.|квартира)(?= ?(?:[,.;)\n]|$))"
    r"|(?:пәтер|пәт\.|кв\.|квартира) ?№? ?[0-9])",
    re.I,
)
_FLAT_WORDS = {"пәт": ("пәтер", "пәт."), "кв": ("кв.", "квартир")}
"""By their common beginning: each is looked for once."""
BIRTHDAY = 6
"""A person's number begins with so many digits."""

TELEPHONE = Message("телефон нөмірі", "номер телефона")
MAIL = Message("электрондық пошта", "электронная почта")
IIN = Message("жеке сәйкестендіру нөмірі (ЖСН)", "индивидуальный идентификационный номер (ИИН)")
FLAT = Message("пәтер нөмірі", "номер квартиры")

Seen = tuple[tuple[Step, ...], Message, bool]
"""Where, what, and whether it is a person's."""


@once
def personal(case: Case) -> Sequence[Seen]:
    """Everything personal in the record, each kind once in a field."""
    return tuple(
        dict.fromkeys([*_in_texts(case), *(seen for path, line in _lines(case) for seen in _in_line(path, line))])
    )


def _in_texts(case: Case) -> Iterator[Seen]:
    for language in LANGUAGES:
        page = pages(case)[language]
        text = page.text
        for start in [start for start, end in page.marks if text[start] in "+78" or end - start >= BIRTHDAY]:
            sign = text[start]
            if sign == "+" or sign.isdigit():
                place = start + (sign == "+")
                for what, is_private in _number(page.text, place):
                    yield page.path(place), what, is_private
        if "@" in page.text:
            for match in _MAIL.finditer(page.text):
                yield page.path(match.start()), MAIL, _is_personal(match[1])
        for place in _flats(page.text):
            first, last = page.line(place)
            if _FLAT.search(page.text, max(first, place - 40), min(last, place + 16)):
                yield page.path(place), FLAT, True


def _flats(text: str) -> Iterator[int]:
    """Where the words for a flat stand, word by word."""
    for beginning, words in _FLAT_WORDS.items():
        found = list(places(text, beginning))
        yield from (place for word in words for place in found if text.startswith(word, place))


def _number(text: str, place: int) -> Iterator[tuple[Message, bool]]:
    """What the digits at a place are: a telephone or a person's number."""
    if text[place] in "78":
        if _MOBILE.match(text, place):
            yield TELEPHONE, True
        elif _LANDLINE.match(text, place):
            yield TELEPHONE, False
    match = _IIN.match(text, place)
    if match and is_iin("".join(filter(str.isdigit, match[0]))):
        yield IIN, True


def _in_line(path: tuple[Step, ...], line: str) -> Iterator[Seen]:
    """Names, addresses of pages, numbers of papers: short strings that are in no language."""
    if "://" not in line and path[-1] != "bin":
        for match in _LONG.finditer(line):
            yield from ((path, what, is_private) for what, is_private in _number(line, match.start()))
    elif any(map(is_iin, _TWELVE.findall(line))):
        yield path, IIN, True
    for match in _MAIL.finditer(line) if "@" in line and "://" not in line else ():
        yield path, MAIL, _is_personal(match[1])
    if any(map(line.lower().__contains__, _CALLS)) and _CALL_LINK.search(line):
        yield path, MAIL if "mailto:" in line.lower() else TELEPHONE, True


def _lines(case: Case) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The record's strings that are no texts; of a project only those where such data could stand."""
    if not isinstance(case.record, Project):
        yield from _strings(case.record, ())
        return
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            path: tuple[Step, ...] = ("tasks", number, "activities", place)
            urls = [link.url for link in activity.evidence]
            if _may_be_personal(urls):
                yield from (((*path, "evidence", index, "url"), url) for index, url in enumerate(urls))
    yield from ((path, name) for path, name, _ in people(case.record))


def _may_be_personal(urls: Sequence[str]) -> bool:
    """Whether any of them may be: no address of a page, or with a word for calling or with twelve digits."""
    every = "\n".join(urls).lower()
    return every.count("://") < len(urls) or any(map(every.__contains__, _CALLS)) or bool(_TWELVE.search(every))


def _strings(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel) and not isinstance(value, Text):
        for name, inner in value:
            yield from _strings(inner, (*path, name))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _strings(inner, (*path, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _strings(inner, (*path, place))


def people(project: Project) -> Iterator[tuple[tuple[Step, ...], str, Text | None]]:
    """(path of the name, name, role) of everyone named at the activities."""
    for number, task in enumerate(project.tasks):
        for place, activity in enumerate(task.activities):
            path: tuple[Step, ...] = ("tasks", number, "activities", place)
            for index, person in enumerate(activity.people):
                yield (*path, "people", index, "name"), person.name, person.role
            for event_number, event in enumerate(activity.events):
                for index, person in enumerate(event.people):
                    yield (*path, "events", event_number, "people", index, "name"), person.name, person.role


def is_iin(digits: str) -> bool:
    """Whether twelve digits are a person's number: a birthday, a century, a check digit."""
    numbers = [int(digit) for digit in digits]
    century = (numbers[6] + 1) // 2 if 1 <= numbers[6] <= 6 else 0
    try:
        datetime.date(1700 + 100 * century + int(digits[:2]) if century else 2000, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    check = sum(number * weight for number, weight in zip(numbers, range(1, 12), strict=False)) % 11
    if check == 10:
        weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
        check = sum(number * weight for number, weight in zip(numbers, weights, strict=False)) % 11
    return numbers[6] <= 6 and check == numbers[11]


def _is_personal(host: str) -> bool:
    return bool(_FREE_MAIL.fullmatch(host))
