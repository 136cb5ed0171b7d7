"""The texts of a record as one page for each language, and what stands out on it.

A record has a hundred small texts. The rules on letters, figures and personal data all look for what
is rare in them: digits, Latin letters, letters of other alphabets. So the texts are joined and looked
through once; the rules go from one mark to the next.
"""

import codecs
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import accumulate
from typing import Any, TypeVar

from grantpages.checks.finding import Step
from grantpages.checks.rule import Case
from grantpages.problem import LANGUAGES, Language
from grantpages.wording import ALPHABETS

Made = TypeVar("Made")
Span = tuple[int, int]
"""Where something begins and ends in the joined texts, in characters."""

GAP = "\n\n"
KAZAKH_ONLY = "әғқңөұүһі"
"""The small letters of the Kazakh alphabet that the Russian one lacks."""
PLAIN = " \n.,;:!?()«»“”„\"'’‘–—/№…\u00a0" + "-"
"""Signs that say nothing by themselves."""
_LETTERS: Mapping[Language, str] = {"kk": ALPHABETS["kk"], "ru": ALPHABETS["ru"] + "ё"}
_ASCII = "".join(map(chr, range(128)))
_NO_SIGN = "\ufffe"
"""What the tables of `codecs` have in the places of no character."""
_MARK, _FOREIGN, _LETTER, _SIGN = b"\1\0l "
"""Kinds of signs: ASCII that is no plain sign, what is in no table, a letter of the language, a plain sign."""
_OTHER = "grantpages.other"


def _zeros(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return b"\0" * (error.end - error.start), error.end


codecs.register_error(_OTHER, _zeros)


def _tables(letters: str) -> tuple[Any, bytes]:
    """A byte for each sign of a language, and its kind by that byte. A regular expression takes three times as long."""
    own = {*letters, *letters.upper()}
    signs = [*_ASCII, *sorted({*own, *PLAIN} - {*_ASCII})]
    kinds = (_LETTER if sign in own else _SIGN if sign in PLAIN else _MARK for sign in signs[1:])
    return codecs.charmap_build("".join(signs).ljust(256, _NO_SIGN)), bytes((_FOREIGN, *kinds)).ljust(256, b"\0")


_TABLES = {language: _tables(letters) for language, letters in _LETTERS.items()}
_ALIKE = bytes(kind if kind in (_MARK, _FOREIGN) else _SIGN for kind in range(256)).replace(b"\1", b"\0")
"""Makes two kinds of four: what is a mark and what is not."""


@dataclass(frozen=True, slots=True)
class Page:
    """All texts of a record in one language.

    marks: runs of what is no letter of it and no plain sign. mixed: those that touch a letter or are not ASCII.
    """

    language: Language
    text: str
    starts: Sequence[int]
    paths: Sequence[tuple[Step, ...]]
    marks: Sequence[Span]
    mixed: Sequence[Span]

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
    texts = [text.kk for _, text in case.texts] if language == "kk" else [text.ru for _, text in case.texts]
    starts = [0, *accumulate([len(text) + len(GAP) for text in texts])]
    del starts[len(texts) :]
    joined = GAP.join(texts)
    marks, mixed = _marks(joined, language)
    return Page(language, joined, starts, [path for path, _ in case.texts], marks, mixed)


def _marks(text: str, language: Language) -> tuple[Sequence[Span], Sequence[Span]]:
    """The marks of a text, and those of them that are mixed."""
    codes, table = _TABLES[language]
    kinds = (codecs.charmap_encode(text, _OTHER, codes)[0] + b" ").translate(table)  # never ends in a mark
    alike = kinds.translate(_ALIKE)
    marks = []
    start = alike.find(0)
    while start >= 0:
        end = alike.find(_SIGN, start)
        marks.append((start, end))
        start = alike.find(0, end)
    foreign = _FOREIGN in kinds
    mixed = [
        (start, end)
        for start, end in marks
        if kinds[end] == _LETTER or kinds[start - 1] == _LETTER or foreign and kinds.find(_FOREIGN, start, end) >= 0
    ]
    return marks, mixed
