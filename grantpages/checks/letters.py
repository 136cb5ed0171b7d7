"""Rules on letters and quotes: a word is written in one alphabet, and what is opened is closed.

A Latin «i» in a Kazakh word looks right on paper and is found by no search. Which letters look alike is
taken from their shapes in common typefaces; a Latin name with a Kazakh ending («Instagramда») is no
such slip.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import Page, once, pages, places
from grantpages.checks.rule import Case, rule
from grantpages.problem import LANGUAGES
from grantpages.wording import ALPHABETS

_LATIN = "aceopxyihkmtACEOPXYIHKMTBəƏɵöÖıü"
_CYRILLIC = "асеорхуіһкмтАСЕОРХУІНКМТВәӘөөӨіү"
TO_CYRILLIC = dict(zip(_LATIN, _CYRILLIC, strict=True))
"""By letter of another alphabet, the Cyrillic one that looks like it."""
TO_LATIN = {cyrillic: latin for latin, cyrillic in TO_CYRILLIC.items() if latin.isascii()}
"""By Cyrillic letter, the Latin one that looks like it."""
OURS = frozenset(ALPHABETS["kk"] + ALPHABETS["kk"].upper())
_ENDING = re.compile("[A-Za-z]{2,}[а-яәғқңөұүһіё]{1,5}")
_ZERO = re.compile("[0-9]+(?:[ОоЗз]+[0-9]+)+")
_DIGITS = str.maketrans("ОоЗз", "0033")
_QUOTES = ("«»", "“”„", '"')
"""Marks that belong together: opening, closing, and the low one that is closed by either of “ and ”."""


class Word(NamedTuple):
    """A word with letters that do not belong together: where it is, itself, those letters, how it is written right."""

    path: tuple[Step, ...]
    text: str
    letters: str
    right: str


@once
def _words(case: Case) -> tuple[Word, ...]:
    """The record's words that mix alphabets, each once in a field."""
    return tuple(dict.fromkeys(word for language in LANGUAGES for word in _mixed(pages(case)[language])))


def _mixed(page: Page) -> Iterator[Word]:
    text, last = page.text, -1
    for start, end in page.mixed:
        if start < last:
            continue
        first = start
        while first and text[first - 1].isalpha():
            first -= 1
        last = end
        while last < len(text) and text[last].isalpha():
            last += 1
        if (first < start or last > end or not text[start:end].isascii()) and (word := _word(page, first, last)):
            yield word
        if text[start].isdigit() and (number := _ZERO.match(text, start)):
            last = number.end()
            letters = "".join(dict.fromkeys(filter(str.isalpha, number[0])))
            yield Word(page.path(start), number[0], letters, number[0].translate(_DIGITS))


def _word(page: Page, first: int, last: int) -> Word | None:
    word = page.text[first:last]
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    others = [letter for letter in word if letter.isalpha() and not "\u0400" <= letter <= "\u04ff"]
    strange = [letter for letter in cyrillic if letter not in OURS]
    if not cyrillic or not others and not strange:
        return None
    path, right = page.path(first), ""
    if strange:
        return Word(path, word, "".join(dict.fromkeys(strange)), "")
    ended = _ENDING.fullmatch(word)  # «Instagramе», «MAXом»
    if not ended and len(others) <= len(cyrillic) and set(others) <= TO_CYRILLIC.keys():
        wrong, right = others, "".join(TO_CYRILLIC.get(letter, letter) for letter in word)
    elif not ended and set(cyrillic) <= TO_LATIN.keys() and not set(others) <= TO_CYRILLIC.keys():
        wrong, right = cyrillic, "".join(TO_LATIN.get(letter, letter) for letter in word)
    else:
        wrong = min(others, cyrillic, key=len)
    return Word(path, word, "".join(dict.fromkeys(wrong)), right)


def _look_alike(case: Case) -> Iterator[Found]:
    for word in _words(case):
        if word.right:
            yield found(*word.path, word=word.text, letters=word.letters, right=word.right)


@rule("look-alike-letter", of="projects")
def look_alike_letter(case: Case) -> Iterator[Found]:
    """No letter of another alphabet stands for the one it looks like."""
    yield from _look_alike(case)


@rule("call-look-alike-letter", of="calls")
def call_look_alike_letter(case: Case) -> Iterator[Found]:
    """The same in a call."""
    yield from _look_alike(case)


@rule("report-look-alike-letter", of="reports")
def report_look_alike_letter(case: Case) -> Iterator[Found]:
    """The same in a report."""
    yield from _look_alike(case)


@rule("organization-look-alike-letter", of="organizations")
def organization_look_alike_letter(case: Case) -> Iterator[Found]:
    """The same in an organization's record."""
    yield from _look_alike(case)


@rule("mixed-alphabets", of="projects")
def mixed_alphabets(case: Case) -> Iterator[Found]:
    """A word is written in one alphabet; for these no right spelling can be told."""
    for word in _words(case):
        if not word.right and set(word.letters) <= OURS | set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"):
            yield found(*word.path, word=word.text, letters=word.letters)


@rule("foreign-letter", of="projects")
def foreign_letter(case: Case) -> Iterator[Found]:
    """A Cyrillic word has the letters of the Kazakh or the Russian alphabet."""
    for word in _words(case):
        if not word.right and any(not letter.isascii() and letter not in OURS for letter in word.letters):
            yield found(*word.path, word=word.text, letters=word.letters)


def _quotes(case: Case) -> Iterator[Found]:
    """One finding for a text: if the Kazakh is open, its translation is as a rule open, too."""
    told: set[int] = set()
    for language in LANGUAGES:
        page = pages(case)[language]
        kinds = [marks for marks in _QUOTES if any(mark in page.text for mark in marks)]
        quoted = {page.index(place) for marks in kinds for mark in marks for place in places(page.text, mark)}
        for index in sorted(quoted - told):
            path, text = case.texts[index]
            said = getattr(text, language)
            if mark := next((mark for marks in kinds if (mark := _open(said, marks))), ""):
                told.add(index)
                yield found(*path, language, mark=mark)


def _open(text: str, marks: str) -> str:
    """The quotation mark that has no pair."""
    opened, *others = map(text.count, marks)
    if not others:
        return marks if opened % 2 else ""
    if others[1:] and others[1]:
        return marks[2] if others[1] != opened + others[0] else ""
    return "" if opened == others[0] else marks[opened < others[0]]


@rule("quotes-not-closed", of="projects")
def quotes_not_closed(case: Case) -> Iterator[Found]:
    """Each quotation mark has its pair."""
    yield from _quotes(case)


@rule("call-quotes-not-closed", of="calls")
def call_quotes_not_closed(case: Case) -> Iterator[Found]:
    """The same in a call."""
    yield from _quotes(case)


@rule("report-quotes-not-closed", of="reports")
def report_quotes_not_closed(case: Case) -> Iterator[Found]:
    """The same in a report."""
    yield from _quotes(case)


@rule("organization-quotes-not-closed", of="organizations")
def organization_quotes_not_closed(case: Case) -> Iterator[Found]:
    """The same in an organization's record."""
    yield from _quotes(case)
