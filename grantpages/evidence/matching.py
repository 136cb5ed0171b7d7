"""Whether a sign holds of an answer."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from grantpages.evidence.answer import Answer
from grantpages.evidence.charset import decode
from grantpages.evidence.facts import facts_of
from grantpages.evidence.markup import Page, read_page
from grantpages.evidence.signs import Sign, Tests


class Evidence:
    """One answer with all that signs may look at, each read when first asked for.

    values: what `{name}` in a pattern stands for. script: the id of the script that holds the JSON.
    facts: what is known beside the answer.
    """

    def __init__(
        self, answer: Answer, values: Mapping[str, str], script: str | None = None, facts: Iterable[str] = ()
    ) -> None:
        self.answer = answer
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
        if sign.when.status and not self._has_status(sign.when.status):  # most signs end here
            return False
        return all(self._each(sign.when)) and not (sign.unless and any(self._each(sign.unless)))

    def _each(self, tests: Tests) -> Iterable[bool]:
        """Each test of a sign, cheap ones first."""
        if tests.status:
            yield self._has_status(tests.status)
        if tests.url is not None:
            yield self._finds(tests.url, self.answer.url)
        yield from (self._finds(like, self.answer.headers.get(name.lower())) for name, like in tests.header.items())
        if tests.body is not None:
            yield self._finds(tests.body, self.text)
        yield from (self._finds(like, _at(self.value, path)) for path, like in tests.json_.items())
        yield from (self._finds(like, self.page.named.get(name)) for name, like in tests.page.items())
        for name, like in tests.class_.items():
            yield any(self._finds(like, text) for text in self.page.of_class(name))
        yield from (fact in self.facts for fact in tests.fact)

    def _has_status(self, wanted: tuple[int | str, ...]) -> bool:
        status = self.answer.status
        return (
            status is not None and self.answer.failure is None and (status in wanted or f"{status // 100}xx" in wanted)
        )

    def _finds(self, pattern: str, text: str | None) -> bool:
        if text is None:
            return False
        if "{" not in pattern:
            return re.search(pattern, text) is not None
        filled = re.sub(r"\{([a-z]+)\}", lambda name: re.escape(self._values.get(name[1], name[0])), pattern)
        return re.search(filled, text) is not None


def _at(value: Any, path: str) -> str | None:
    """The plain value at a path of names parted by spaces, as text."""
    for step in path.split(" "):
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int) else None
