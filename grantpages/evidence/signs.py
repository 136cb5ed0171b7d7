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

import re
from functools import cache
from importlib import resources
from json import dumps
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from grantpages.evidence.naming import Platform
from grantpages.evidence.verdict import NEGATIVE, Grade, Reason, State
from grantpages.model.values import Day, Line, Shape
from grantpages.yamlfile import parse_document

FILE = "evidence/signs.yml"
OFFLINE, ANY = "offline", "any"


def _pattern(text: str) -> str:
    try:
        re.compile(re.sub(r"\{[a-z]+\}", "x", text))
    except re.error as error:
        raise ValueError(f"no pattern: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class Tests(Shape):
    """What must hold of an answer; what is not named is not looked at."""

    status: tuple[int | Literal["2xx", "3xx", "4xx", "5xx"], ...] = ()
    header: dict[str, Pattern] = {}
    url: Pattern | None = None
    json_: dict[str, Pattern] = Field({}, alias="json")
    page: dict[str, Pattern] = {}
    class_: dict[str, Pattern] = Field({}, alias="class")
    body: Pattern | None = None
    fact: tuple[str, ...] = ()


class Source(Shape):
    """Where a rule comes from: a document or repository by name, and the day on which it was true there.

    verified_on is the source's day. Nothing here was seen live by this project.
    """

    grade: Grade
    source: Line
    verified_on: Day


class Sign(Source):
    """One sign. `after`: holds only once one of these signs was seen on the same link."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    request: str
    after: tuple[str, ...] = ()
    when: Tests
    unless: Tests | None = None
    state: State
    reason: Reason | None = None

    @model_validator(mode="after")
    def _is_positive(self) -> Self:
        """A sign of life or death rests on a whole answer, or on a fact; `unverifiable` says why."""
        if self.state in NEGATIVE | {"alive"} and not (self.when.status or self.when.fact):
            raise ValueError(f"{self.id}: {self.state} without a status or a fact")
        if (self.state in ("unverifiable", "transient", "gone")) != (self.reason is not None):
            raise ValueError(f"{self.id}: a reason belongs to unverifiable, transient and gone")
        return self


class Request(Shape):
    """One question. In `url`, `{x}` is the value x escaped, `{+x}` as it is (RFC 6570).

    script: the id of the script whose JSON the answer is about. http: whether http may be asked.
    """

    url: Line
    purpose: Line
    follow: bool = True
    http: bool = False
    script: str | None = None


class Canary(Source):
    """A link whose truth is known."""

    url: Line


class Canaries(Shape):
    """One link known to be alive and one known to be dead."""

    alive: Canary
    dead: Canary


class Rules(Shape):
    """One platform's requests, signs and canaries. headers: sent with each of its requests."""

    headers: dict[str, str]
    requests: dict[str, Request]
    signs: tuple[Sign, ...]
    canaries: Canaries


class Signs(Shape):
    """The whole table."""

    first: tuple[Sign, ...]
    last: tuple[Sign, ...]
    platforms: dict[Platform, Rules]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [sign.id for sign in self.all()]
        if len(ids) != len(set(ids)):
            raise ValueError("a sign's id stands twice")
        for platform, rules in self.platforms.items():
            for sign in rules.signs:
                if sign.request not in {*rules.requests, OFFLINE, ANY} or not set(sign.after) <= set(ids):
                    raise ValueError(f"{platform}: {sign.id} names what is not there")
        return self

    def all(self) -> tuple[Sign, ...]:
        """Every sign, in the order of the file."""
        return (*self.first, *(sign for rules in self.platforms.values() for sign in rules.signs), *self.last)


def parse_signs(text: str) -> Signs:
    """Read the table from YAML. Raises ValueError for anything the strict reader or the models refuse."""
    document = parse_document(text, FILE)
    if document.problems:
        raise ValueError("\n".join(problem.text("ru") for problem in document.problems))
    return Signs.model_validate_json(dumps(document.value))


@cache
def load_signs() -> Signs:
    """The table that comes with the package."""
    return parse_signs(resources.files("grantpages").joinpath(FILE).read_text(encoding="utf-8"))


@cache
def signs_of(platform: Platform, request: str) -> tuple[Sign, ...]:
    """The signs that may decide on the answer to a platform's request, the first first."""
    signs = load_signs()
    asked = (request,) if request == OFFLINE else (request, ANY)
    every = (*signs.first, *signs.platforms[platform].signs, *signs.last)
    return tuple(sign for sign in every if sign.request in asked)
