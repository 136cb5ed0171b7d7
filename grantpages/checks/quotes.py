"""What stands in quotes in a text, and what is said of it right after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from grantpages.checks.finding import Step
from grantpages.checks.known import Same, bare
from grantpages.checks.rule import Case

LONGEST = 300
AFTER = 40


@dataclass(frozen=True, slots=True)
class Quote:
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


@lru_cache(maxsize=1)
def _quotes(key: Same[Case]) -> tuple[Quote, ...]:
    """Every quote of a record's Kazakh texts."""
    return tuple(quote for path, text in key.thing.texts for quote in quotes(path, text.kk))


def called(case: Case, what: re.Pattern[str], parts: tuple[Step, ...]) -> Iterator[Quote]:
    """Quotes in some parts of a record that the next words call so, each name once; Kazakh texts."""
    seen: set[tuple[str, ...]] = set()
    for quote in _quotes(Same(case)):
        if quote.path[0] in parts and what.match(quote.after) and bare(quote.name) not in seen:
            seen.add(bare(quote.name))
            yield quote
