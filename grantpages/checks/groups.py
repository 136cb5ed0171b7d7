"""The groups of people that the form's tables and a report's labels name, and where each can be counted.

A child is anyone under 18 (Law on the rights of the child, art. 1), youth are people of 14 to 35
(Law on state youth policy, art. 1), «older» are over 50 by the form's own heading.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from grantpages.model import Text
from grantpages.model.project import AgeBand, Category

BANDS: dict[str, frozenset[AgeBand]] = {
    "children": frozenset(("13-16", "17-22")),
    "youth": frozenset(("13-16", "17-22", "23-27", "28-32", "33-45")),
    "older": frozenset(("46-58", "59+")),
    "adults": frozenset(("17-22", "23-27", "28-32", "33-45", "46-58", "59+")),
}
"""The age bands that can hold someone of a group."""

ADULTS: tuple[Category, ...] = ("civil_servants", "budget_staff", "older", "business")
"""The social groups that no child belongs to."""
STAFF: tuple[Category, ...] = ("civil_servants", "budget_staff")
"""The social groups of people whom the state pays."""

_SAME: dict[Category, re.Pattern[str]] = {  # a label that is a category's own name and nothing more
    "children": re.compile(r"дет(?:и|ей)|реб[её]нк\w+", re.IGNORECASE),
    "youth": re.compile(r"молод[её]ж\w*|молоды[ех] люд\w+", re.IGNORECASE),
    "civil_servants": re.compile(r"государственны\w+ служащ\w+|госслужащ\w+", re.IGNORECASE),
    "budget_staff": re.compile(r"работник\w* бюджетны\w+ организаци\w+|бюджетник\w*", re.IGNORECASE),
    "disabled": re.compile(r"(?:лиц\w*|люд\w+) с инвалидностью|инвалид\w*", re.IGNORECASE),
    "older": re.compile(r"пожилы\w+(?: люд\w+)?|лиц\w* старше 50 лет|пенсионер\w*", re.IGNORECASE),
    "unemployed": re.compile(r"безработны\w+", re.IGNORECASE),
    "business": re.compile(r"предпринимател\w+|представител\w+ бизнес\w*(?:-сектора)?", re.IGNORECASE),
}

_TEACHERS = r"педагог|учител|преподавател|воспитател(?!ьн)"
_DOCTORS = r"врач|медик|медицинск\w+ (?:и \w+ \w* ?)?работник|работник\w* медицин|медсест"
_STATE = r"государственны\w+ (?:служащ|учрежден|орган)|госслужащ|госучрежден|квазигосударствен"


@dataclass(frozen=True, slots=True)
class Group:
    """People of one kind, as a label names them, and the categories of the table they are counted in."""

    name: str
    label: re.Pattern[str]
    categories: tuple[Category, ...]


GROUPS: tuple[Group, ...] = (
    Group("other staff", re.compile(rf"{_DOCTORS}|{_STATE}", re.IGNORECASE), STAFF),
    Group("teachers", re.compile(_TEACHERS, re.IGNORECASE), STAFF),
    Group("pupils", re.compile(r"\bученик|\bучащ|школьник|студент", re.IGNORECASE), ("children", "youth")),
    Group("children", re.compile(r"^дет(?:и|ей)\b", re.IGNORECASE), ("children",)),
    Group("youth", re.compile(r"^молод[её]ж|^молоды[ех] люд", re.IGNORECASE), ("youth",)),
    Group("older", re.compile(r"пенсионер|пожилы|ветеран", re.IGNORECASE), ("older",)),
    Group("disabled", re.compile(r"инвалид", re.IGNORECASE), ("disabled", "children")),
    Group("unemployed", re.compile(r"безработн", re.IGNORECASE), ("unemployed",)),
    Group("business", re.compile(r"предпринимател", re.IGNORECASE), ("business",)),
)


def category_named(label: Text) -> Category | None:
    """The category whose own name a label is."""
    return next((category for category, name in _SAME.items() if name.fullmatch(label.ru.strip())), None)


def group_of(label: Text) -> Group | None:
    """The group that a label names."""
    return _group(label.ru)


@lru_cache(maxsize=65_536)
def _group(label: str) -> Group | None:
    return next((group for group in GROUPS if group.label.search(label)), None)
