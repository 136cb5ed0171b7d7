"""What stands in quotes in a text, and what is said of it right after."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grantpages.checks.finding import Step
from grantpages.checks.known import bare
from grantpages.checks.pages import once
from grantpages.checks.rule import Case

LONGEST = 300
AFTER = 40


class Quote(NamedTuple):
    """A quoted name, the path of its text, and the letters that follow it."""

    path: tuple[Step, ...]
    name: str
    after: str


def quotes(path: tuple[Step, ...], text: str) -> Iterator[Quote]:
    """Every «name» of a text, the innermost where quotes are nested."""
    end = text.find("»")
    while end >= 0:
        start = text.rfind("«", max(0, end - LONGEST), end)
        if start >= 0 and (name := text[start + 1 : end].strip()):
            yield Quote(path, name, text[end + 1 : end + 1 + AFTER])
        end = text.find("»", end + 1)


@once
def _quotes(case: Case) -> Sequence[Quote]:
    """Every quote of a record's Kazakh texts that has a space behind it, as what is called so has."""
    quoted = [(path, text.kk) for path, text in case.texts if "»" in text.kk]
    every = (quote for path, text in quoted for quote in quotes(path, text))
    return [quote for quote in every if quote.after[:1].isspace()]


def called(case: Case, what: re.Pattern[str], parts: tuple[Step, ...]) -> Iterator[Quote]:
    """Quotes in some parts of a record that the next words call so, each name once; Kazakh texts."""
    seen: set[tuple[str, ...]] = set()
    for quote in _quotes(case):
        if quote.path[0] in parts and what.match(quote.after) and bare(quote.name) not in seen:
            seen.add(bare(quote.name))
            yield quote
