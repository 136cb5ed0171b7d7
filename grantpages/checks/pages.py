"""The texts of a record as one page for each language, and what stands out on it.

A record has a hundred small texts. The rules on letters, figures and personal data all look for what
is rare in them: digits, Latin letters, letters of other alphabets. So the texts are joined and looked
through once; the rules go from one mark to the next.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from grantpages.checks.finding import Step
from grantpages.checks.rule import Case
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import ALPHABETS

Made = TypeVar("Made")
Span = tuple[int, int]

GAP = "\n\n"
KAZAKH_ONLY = "әғқңөұүһі"
PLAIN = " \n.,;:!?()«»“”„\"'’‘–—/№…\u00a0" + "-"
"""Signs that say nothing by themselves."""
_LETTERS = {"kk": ALPHABETS["kk"], "ru": ALPHABETS["ru"] + "ё"}
_MARK = {
    language: re.compile(f"[^{letters}{letters.upper()}{re.escape(PLAIN)}]+") for language, letters in _LETTERS.items()
}


@dataclass(frozen=True, slots=True)
class Page:
    """All texts of a record in one language. marks: runs of what is no letter of it and no plain sign."""

    language: Language
    text: str
    starts: Sequence[int]
    paths: Sequence[tuple[Step, ...]]
    marks: Sequence[Span]

    def index(self, position: int) -> int:
        """The number of the text that a position is in."""
        return bisect_right(self.starts, position) - 1

    def path(self, position: int) -> tuple[Step, ...]:
        """The field that a position is in, with its language."""
        return (*self.paths[self.index(position)], self.language)

    def line(self, position: int) -> Span:
        """Where the paragraph around a position begins and ends."""
        end = self.text.find("\n", position)
        return self.text.rfind("\n", 0, position) + 1, end if end >= 0 else len(self.text)


def places(text: str, word: str, start: int = 0) -> Iterator[int]:
    """Where a word begins in a text from `start` on, each time."""
    place = text.find(word, start)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def once(make: Callable[[Case], Made]) -> Callable[[Case], Made]:
    """Make a thing once for each case and keep it with the case, as its cached properties are kept."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(case: Case) -> Made:
        held = vars(case)
        if name not in held:
            held[name] = make(case)
        made: Made = held[name]
        return made

    return kept


@once
def pages(case: Case) -> Mapping[Language, Page]:
    """The record's texts in each language."""
    return {language: _page(case, language) for language in LANGUAGES}


def _page(case: Case, language: Language) -> Page:
    texts = [getattr(text, language) for _, text in case.texts]
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text) + len(GAP)
    joined = GAP.join(texts)
    marks = [mark.span() for mark in _MARK[language].finditer(joined)]
    return Page(language, joined, starts, [path for path, _ in case.texts], marks)
