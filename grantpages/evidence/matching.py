"""Whether a sign holds of an answer."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from grantpages.evidence.answer import Answer
from grantpages.evidence.charset import decode
from grantpages.evidence.facts import facts_of
from grantpages.evidence.markup import Page, read_page
from grantpages.evidence.signs import Sign, Tests

PLACE = re.compile(r"\{([a-z]+)\}")


class Evidence:
    """One answer with all that signs may look at, each read when first asked for.

    values: what `{name}` in a pattern stands for. script: the id of the script that holds the JSON.
    facts: what is known beside the answer.
    """

    def __init__(
        self, answer: Answer, values: Mapping[str, str], script: str | None = None, facts: Iterable[str] = ()
    ) -> None:
        self.answer = answer
        self.status = answer.status if answer.failure is None else None
        self._values = values
        self._script = script
        self._beside = frozenset(facts)

    @cached_property
    def text(self) -> str:
        """The body as text."""
        return decode(self.answer.body, self.answer.headers.get("content-type", ""))

    @cached_property
    def page(self) -> Page:
        """The body as a page."""
        return read_page(self.text)

    def adds(self, facts: Iterable[str]) -> None:
        """Take in what another answer showed about this one."""
        self.facts = self.facts | {*facts}

    @cached_property
    def facts(self) -> frozenset[str]:
        """What the answer shows without any sign, and what is known beside it."""
        return self._beside | facts_of(self.answer, self.page)

    @cached_property
    def value(self) -> Any:
        """The body's JSON, or that of the script; None where there is none."""
        try:
            return json.loads(self.page.scripts.get(self._script, "") if self._script else self.text)
        except (ValueError, RecursionError):
            return None

    def shows(self, sign: Sign) -> bool:
        """Whether a sign holds: everything of `when`, nothing of `unless`."""
        return sign.when.may_hold(self.status) and self.holds(sign)

    def holds(self, sign: Sign) -> bool:
        """The same of a sign that an answer of this status can show."""
        for check in _checks(sign):  # noqa: SIM110 - all() takes a tenth of a look's time
            if not check(self):
                return False
        return True

    def filled(self, pattern: str) -> str:
        """The pattern with the link's own values, escaped, in their places."""
        return PLACE.sub(lambda name: re.escape(self._values.get(name[1], name[0])), pattern)


Check = Callable[[Evidence], bool]
Finds = Callable[[Evidence, str | None], bool]
Reads = Callable[[Evidence, str], str | None]


@cache
def _checks(sign: Sign) -> tuple[Check, ...]:
    """What is asked of an answer beside its status, cheap checks first; made once for each sign of the table."""
    checks = tuple(_each(sign.when))
    return (*checks, _check_unless(sign.unless)) if sign.unless else checks


def _check_unless(tests: Tests) -> Check:
    checks = tuple(_each(tests))

    def check(evidence: Evidence) -> bool:
        by_status = bool(tests.status) and tests.may_hold(evidence.status)
        return not by_status and not any(check(evidence) for check in checks)

    return check


def _each(tests: Tests) -> Iterator[Check]:
    if tests.url is not None:
        yield _check("", tests.url, lambda evidence, _: evidence.answer.url)
    for name, like in tests.header.items():
        yield _check(name.lower(), like, lambda evidence, name: evidence.answer.headers.get(name))
    if tests.body is not None:
        yield _check("", tests.body, lambda evidence, _: evidence.text)
    for path, like in tests.json.items():
        yield _check(path, like, lambda evidence, path: _at(evidence.value, path))
    for name, like in tests.page.items():
        yield _check(name, like, lambda evidence, name: evidence.page.named.get(name))
    for name, like in tests.class_.items():
        yield _check_class(name, like)
    for fact in tests.fact:
        yield _check_fact(fact)


def _check(name: str, like: str, read: Reads) -> Check:
    if PLACE.search(like):
        finds = _finder(like)
        return lambda evidence: finds(evidence, read(evidence, name))
    search = re.compile(like).search

    def check(evidence: Evidence) -> bool:
        text = read(evidence, name)
        return text is not None and search(text) is not None

    return check


def _check_class(name: str, like: str) -> Check:
    finds = _finder(like)
    return lambda evidence: any(finds(evidence, text) for text in evidence.page.of_class(name))


def _check_fact(fact: str) -> Check:
    return lambda evidence: fact in evidence.facts


def _finder(pattern: str) -> Finds:
    """Whether a pattern is found in a text. One without places is compiled once: there are more than `re` remembers."""
    if PLACE.search(pattern):
        return lambda evidence, text: text is not None and re.search(evidence.filled(pattern), text) is not None
    search = re.compile(pattern).search
    return lambda evidence, text: text is not None and search(text) is not None


def _at(value: Any, path: str) -> str | None:
    """The plain value at a path of names parted by spaces, as text."""
    for step in path.split(" "):
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int) else None
