"""The tables both sides of the search read: Kazakh endings, protected stems, words that mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grantpages.yamlfile import read_document

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Endings:
    """Endings that may be cut: by ending, the letters one of which must stand before it.

    past: those of the plain ones that may also be verbal. doubtful: cut only where a protected stem is left.
    """

    least: int
    plain: Mapping[str, str]
    verbal: Mapping[str, str]
    voice: Mapping[str, str]
    doubtful: Mapping[str, str]
    past: tuple[str, ...]


@cache
def endings() -> Endings:
    """The Kazakh endings of `kazakh.yml`."""
    table = _read("kazakh.yml")
    plain, verbal, voice, doubtful = (_merged(table[name]) for name in ("endings", "verbal", "voice", "doubtful"))
    return Endings(int(table["least"]), plain, verbal, voice, doubtful, tuple(table["past"]))


@cache
def protected() -> frozenset[str]:
    """Kazakh words at which cutting stops, as written; `protected.yml` says why each stands there."""
    return frozenset(word for group in _read("protected.yml")["stems"] for word in group["words"])


@cache
def russian_whole() -> tuple[str, ...]:
    """Russian stems and names whose end Snowball takes for an ending of a verb, as written."""
    return tuple(_read("protected.yml")["russian-whole"])


@dataclass(frozen=True)
class Derived:
    """A suffix of Russian adjectives: it becomes `put` where `least` letters stay, the last of them one of `after`."""

    cut: str
    put: str
    least: int
    after: str


@cache
def derived() -> tuple[Derived, ...]:
    """The suffixes of `russian.yml`, in the order in which they are tried."""
    return tuple(Derived(**row) for row in _read("russian.yml")["derived"])


@cache
def underived() -> frozenset[str]:
    """Russian stems that no suffix is cut from, as Snowball leaves them."""
    return frozenset(_read("russian.yml")["kept"])


@cache
def same() -> tuple[tuple[str, ...], ...]:
    """Groups of words and phrases that mean the same, as written; from `synonyms.yml`."""
    return tuple(tuple(group) for group in _read("synonyms.yml")["same"])


def _merged(groups: list[dict[str, Any]]) -> dict[str, str]:
    """One entry for each ending: the letters it may follow, from all groups it stands in."""
    found: dict[str, str] = {}
    for group in groups:
        for ending in group["cut"]:
            found[ending] = "".join(sorted({*found.get(ending, ""), *group["after"]}))
    return found


def _read(name: str) -> Any:
    """A file of this folder. A faulty one is a bug and raises."""
    document = read_document(FOLDER / name, name)
    assert not document.problems, document.problems
    return document.value
