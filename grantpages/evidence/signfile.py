"""The strict reading of `signs.yml`: every field, value and pattern, and whether the table hangs together.

A run takes the packaged table as it is (signs.py): it costs no model and no time. What is refused here
is found when the package is tested.
"""

import re
from json import dumps
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from grantpages.evidence.naming import Platform
from grantpages.evidence.signs import ANY, FILE, OFFLINE, Signs, signs_from
from grantpages.evidence.verdict import NEGATIVE, Grade, Reason, State
from grantpages.model.values import Day, Line, Shape
from grantpages.yamlfile import parse_document


def _pattern(text: str) -> str:
    try:
        re.compile(re.sub(r"\{[a-z]+\}", "x", text))
    except re.error as error:
        raise ValueError(f"no pattern: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class _Tests(Shape):
    status: tuple[int | Literal["2xx", "3xx", "4xx", "5xx"], ...] = ()
    header: dict[str, Pattern] = {}
    url: Pattern | None = None
    json_: dict[str, Pattern] = Field({}, alias="json")
    page: dict[str, Pattern] = {}
    class_: dict[str, Pattern] = Field({}, alias="class")
    body: Pattern | None = None
    fact: tuple[str, ...] = ()


class _Source(Shape):
    grade: Grade
    source: Line
    verified_on: Day


class _Sign(_Source):
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    request: str
    after: tuple[str, ...] = ()
    when: _Tests
    unless: _Tests | None = None
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


class _Request(Shape):
    url: Line
    purpose: Line
    follow: bool = True
    http: bool = False
    script: str | None = None


class _Canary(_Source):
    url: Line


class _Canaries(Shape):
    alive: _Canary
    dead: _Canary


class _Rules(Shape):
    headers: dict[str, str]
    requests: dict[str, _Request]
    signs: tuple[_Sign, ...]
    canaries: _Canaries


class _Signs(Shape):
    first: tuple[_Sign, ...]
    last: tuple[_Sign, ...]
    platforms: dict[Platform, _Rules]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        inner = (sign for rules in self.platforms.values() for sign in rules.signs)
        ids = [sign.id for sign in (*self.first, *inner, *self.last)]
        if len(ids) != len(set(ids)):
            raise ValueError("a sign's id stands twice")
        for platform, rules in self.platforms.items():
            for sign in rules.signs:
                if sign.request not in {*rules.requests, OFFLINE, ANY} or not set(sign.after) <= set(ids):
                    raise ValueError(f"{platform}: {sign.id} names what is not there")
        return self


def parse_signs(text: str) -> Signs:
    """Read the table from YAML. Raises ValueError for anything the strict reader or the models refuse."""
    document = parse_document(text, FILE)
    if document.problems:
        raise ValueError("\n".join(problem.text("ru") for problem in document.problems))
    _Signs.model_validate_json(dumps(document.value))
    return signs_from(document.value)
