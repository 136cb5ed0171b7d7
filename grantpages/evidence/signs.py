"""The signs by which an answer is judged, read from `signs.yml`: the decision table as data.

A sign names the request whose answer it looks at, what must hold of it (`when`, all of it), what must
not (`unless`, none of it), and what it gives. The first sign that holds decides: those of `first`,
the platform's own, those of `last`. Tests a sign may use:

status: numbers, or `5xx` for a hundred · header, json, page: a name or path (`og.title`, `error code`)
and the pattern its value must match · class: an HTML class and the pattern its text must match ·
url: a pattern for the address that answered · body: a pattern for the whole text · fact: what
`facts` and the identity say.
Patterns are searched, not anchored; `{id}` in a pattern is the link's own identifier.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from grantpages.evidence.naming import Platform
from grantpages.evidence.verdict import Grade, Reason, State
from grantpages.yamlfile import parse_document

FILE = "evidence/signs.yml"
"""The table of signs, below the library."""
OFFLINE, ANY = "offline", "any"


@dataclass(frozen=True, eq=False)
class Tests:
    """What must hold of an answer; what is not named is not looked at. One is equal to itself only."""

    status: tuple[int | str, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    json: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, str] = field(default_factory=dict)
    class_: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    fact: tuple[str, ...] = ()

    def may_hold(self, status: int | None) -> bool:
        """Whether an answer of this status can pass; None where no whole answer came."""
        return not self.status or status is not None and (status in self.status or f"{status // 100}xx" in self.status)


@dataclass(frozen=True, eq=False)
class Sign:
    """One sign. `after`: holds only once one of these signs was seen on the same link.

    source: a document or repository by name; verified_on: the day on which it was true there.
    Nothing here was seen live by this project.
    """

    id: str
    request: str
    when: Tests
    state: State
    grade: Grade
    source: str
    verified_on: datetime.date
    reason: Reason | None = None
    after: tuple[str, ...] = ()
    unless: Tests | None = None


@dataclass(frozen=True)
class Request:
    """One question. In `url`, `{x}` is the value x escaped, `{+x}` as it is (RFC 6570).

    script: the id of the script whose JSON the answer is about. http: whether http may be asked.
    """

    url: str
    purpose: str
    follow: bool = True
    http: bool = False
    script: str | None = None


@dataclass(frozen=True)
class Canary:
    """A link whose truth is known."""

    url: str
    grade: Grade
    source: str
    verified_on: datetime.date


@dataclass(frozen=True)
class Canaries:
    """One link known to be alive and one known to be dead."""

    alive: Canary
    dead: Canary


@dataclass(frozen=True)
class Rules:
    """One platform's requests, signs and canaries. headers: sent with each of its requests."""

    headers: Mapping[str, str]
    requests: Mapping[str, Request]
    signs: tuple[Sign, ...]
    canaries: Canaries


@dataclass(frozen=True)
class Signs:
    """The whole table."""

    first: tuple[Sign, ...]
    last: tuple[Sign, ...]
    platforms: Mapping[Platform, Rules]

    def all(self) -> tuple[Sign, ...]:
        """Every sign, in the order of the file."""
        return (*self.first, *(sign for rules in self.platforms.values() for sign in rules.signs), *self.last)


def signs_from(value: Mapping[str, Any]) -> Signs:
    """The table from the file's plain value, which `signfile.parse_signs` has found to hang together."""
    return Signs(
        first=tuple(_signs(value["first"])),
        last=tuple(_signs(value["last"])),
        platforms={platform: _rules(rules) for platform, rules in value["platforms"].items()},
    )


def _signs(values: list[dict[str, Any]]) -> Iterator[Sign]:
    for value in values:
        unless = _tests(value["unless"]) if "unless" in value else None
        plain = {"after": tuple(value.get("after", ())), "verified_on": _day(value["verified_on"])}
        yield Sign(**value | plain | {"when": _tests(value["when"]), "unless": unless})


def _tests(value: dict[str, Any]) -> Tests:
    named = {"class_" if name == "class" else name: wanted for name, wanted in value.items()}
    whole: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in named.items()}
    return Tests(**whole)


def _rules(value: dict[str, Any]) -> Rules:
    canaries = {
        name: Canary(**canary | {"verified_on": _day(canary["verified_on"])})
        for name, canary in value["canaries"].items()
    }
    requests = {name: Request(**request) for name, request in value["requests"].items()}
    return Rules(value["headers"], requests, tuple(_signs(value["signs"])), Canaries(**canaries))


def _day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


@cache
def load_signs() -> Signs:
    """The table that comes with the package; that it hangs together is tested with the package, not in each run."""
    text = resources.files("grantpages").joinpath(FILE).read_text(encoding="utf-8")
    return signs_from(parse_document(text, FILE).value)


@cache
def signs_of(platform: Platform, request: str) -> tuple[Sign, ...]:
    """The signs that may decide on the answer to a platform's request, the first first."""
    signs = load_signs()
    asked = (request,) if request == OFFLINE else (request, ANY)
    every = (*signs.first, *signs.platforms[platform].signs, *signs.last)
    return tuple(sign for sign in every if sign.request in asked)


@cache
def signs_for(platform: Platform, request: str, status: int | None) -> tuple[Sign, ...]:
    """Those of them that an answer of this status can show; None where no whole answer came."""
    return tuple(sign for sign in signs_of(platform, request) if sign.when.may_hold(status))
