"""People named on a line of their own: «Спикерлер: A (role), B», «Модератор: A»."""

import re
from typing import Any

from grantpages.intake import words
from grantpages.intake.desk import Desk, line_of
from grantpages.intake.source import Paragraph

_LABEL = re.compile(
    r"(?:спикер(?:лер|ы)?|жүргізуші(?:лер)?(?:і)?|ведущи[ейя]|модератор(?:лар|ы)?|тренер(?:лер|ы)?|сарапшы(?:лар)?|эксперты?)"
    r"(?:\s*[,/]\s*\w+)*\s*[:–—]\s*(?P<names>.+)$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?P<name>[А-ЯӘҒҚҢӨҰҮҺІA-Z][\w-]+(?:\s+[А-ЯӘҒҚҢӨҰҮҺІA-Zа-яәғқңөұүһі][\w.-]*){0,3})\s*(?:\((?P<role>[^()]+)\))?\s*[.;]?$"
)


def people_of(desk: Desk, paragraph: Paragraph) -> list[dict[str, Any]]:
    """The people a paragraph lists and nothing else; empty where it says anything beside them."""
    listed = _LABEL.match(paragraph.text)
    if listed is None:
        return []
    found = []
    for one in re.split(r"[,;]\s+(?![^()]*\))", listed["names"]):
        person = _PERSON.match(one.strip())
        if person is None:
            return []
        record: dict[str, Any] = {"name": line_of(person["name"])}
        if person["role"]:
            record["role"] = desk.pair(person["role"], paragraph.lines)
        desk.mark(record, "", words.PEOPLE, paragraph.line)
        found.append(record)
    return found
