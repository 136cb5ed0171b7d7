"""The names that the records know, in a bare form in which spellings of one name are the same."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from grantpages.load import Dataset
from grantpages.model import Printed, Text

T = TypeVar("T")
WORDS = re.compile(r"\w+")
# What an organization or a work is, in contrast to what it is called.
FORMS = frozenset(
    (
        "қоғамдық", "қоры", "қор", "қорының", "бірлестігі", "бірлестік", "жеке", "мекемесі", "мекеме", "мемлекеттік",
        "жшс", "мм", "кмм", "кеақ", "ақ", "ққ", "қб", "жм", "жобасы", "жоба", "әлеуметтік", "атты",
        "общественный", "общественное", "объединение", "фонд", "частное", "учреждение", "государственное",
        "тоо", "гу", "кгу", "нао", "ао", "оф", "оо", "чу", "проект", "социальный",
    )
)  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case and marks."""
    return tuple(WORDS.findall(text.casefold()))


@lru_cache(maxsize=65_536)
def bare(name: str) -> tuple[str, ...]:
    """The words of a name without case, marks and legal form; all its words where nothing else is left."""
    words = words_of(name)
    return tuple(word for word in words if word not in FORMS) or words


def names_of(record: Printed, field: str) -> Iterable[Text]:
    """A record's name (`title` or `name`) and what the source prints in its place elsewhere."""
    yield getattr(record, field)
    yield from (also.text for also in record.also_printed if also.field == field and also.text)


@dataclass(frozen=True)
class Known:
    """Bare names of all records: organizations with the operator (and ids by name and by BIN), projects."""

    organizations: frozenset[tuple[str, ...]]
    projects: frozenset[tuple[str, ...]]
    named: Mapping[tuple[str, ...], Sequence[str]]
    numbered: Mapping[str, Sequence[str]]


class Same(Generic[T]):
    """A dataset or a case as a key: records cannot be hashed, but one is looked at by all rules in turn."""

    __slots__ = ("thing",)

    def __init__(self, thing: T) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing


def known(dataset: Dataset) -> Known:
    """The names of a dataset; gathered once."""
    return _known(Same(dataset))


@lru_cache(maxsize=1)
def _known(key: Same[Dataset]) -> Known:
    dataset = key.thing
    named: dict[tuple[str, ...], list[str]] = defaultdict(list)
    numbered: dict[str, list[str]] = defaultdict(list)
    names: set[tuple[str, ...]] = set()
    for id, organization in dataset.organizations.items():
        named[bare(organization.name.kk)].append(id)
        if organization.bin:
            numbered[organization.bin].append(id)
        names |= {bare(name.kk) for name in names_of(organization, "name")}
    if dataset.operator:
        names |= {bare(dataset.operator.name.kk), bare(dataset.operator.short_name.kk)}
    projects = {bare(name.kk) for project in dataset.projects.values() for name in names_of(project, "title")}
    return Known(frozenset(names), frozenset(projects), named, numbered)
