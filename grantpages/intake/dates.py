"""Dates as reports print them, in Kazakh and Russian: single days, lists of days, spans and periods."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = (
    ("қаңтар", "январ"), ("ақпан", "феврал"), ("наурыз", "март"), ("сәуір", "апрел"), ("мамыр", "мая", "май", "мае"),
    ("маусым", "июн"), ("шілде", "июл"), ("тамыз", "август"), ("қыркүйек", "қыркүйег", "сентябр"),
    ("қазан", "октябр"), ("қараша", "ноябр"), ("желтоқсан", "декабр"),
)  # fmt: skip
_STEMS = {stem: number for number, stems in enumerate(MONTHS, 1) for stem in stems}
_MONTH = "(?:" + "|".join(sorted(_STEMS, key=len, reverse=True)) + r")[а-яәғқңөұүһі]*"
_YEAR = r"(?:19|20)\d\d"
_DAYS = r"\d{1,2}(?!\d|\s?%|\s\d{3})(?:\s*(?:[-–—]|,|;|мен|және|и|по|до)\s*\d{1,2}(?!\d))*"
_DASH = re.compile(r"[-–—]|по|до")
_PERIOD_WORD = re.compile(r"арал[ыы][ғқ]|дейін|период|кезең|\bпо\b|\bдо\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\sа-яәғқңөұүһі.]{0,24}?(?:[-–—]|\bмен\b|\bбастап\b|\bпо\b|\bдо\b)\s*(?:аралығ\w*)?\s*", re.IGNORECASE
)
LONGEST_SPAN = 7
"""Days of a span «6–8 мая» that is one event on each day; a longer one is a period."""

_TOKEN = re.compile(
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?<![\d.,])(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})[./](?P<y>{_YEAR}|\d\d)(?!\d)"
    rf"|(?<![\d.,№])(?<!№ )(?P<d2>\d{{2}})\.(?P<m2>\d{{2}})(?![\d%]|\.\d|\s?%|\s?(?:млн|тыс|мың|тг|теңге|тенге))"
    rf"|(?<![\d.,№])(?P<days>{_DAYS})\s*(?:-?[а-яәі]{{1,3}}\s)?\s*(?P<month>{_MONTH})\b(?:\s+(?P<after>{_YEAR})(?!\d))?"
    rf"|(?P<year>{_YEAR})\s*(?:ж(?:\.|ыл(?!\w*\s*\d+\s*бюдж)\w*)|г(?:\.|од\w*))"
    rf"|(?<!\w)(?P<bare>{_MONTH})(?:\s+(?P<bareyear>{_YEAR}))?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """A day found in a text: where, and what makes it a guess: no year in print, or one of the days of a span."""

    day: datetime.date
    start: int
    end: int
    guessed: bool = False
    span: bool = False


@dataclass(frozen=True)
class _Token:
    days: tuple[int, ...]
    month: int
    year: int | None
    start: int
    end: int
    span: bool = False
    bare: bool = False


def month_of(word: str) -> int:
    """The number of the month that a word names, 0 where it names none."""
    word = word.lower()
    return next((_STEMS[stem] for stem in sorted(_STEMS, key=len, reverse=True) if word.startswith(stem)), 0)


def days_of(text: str, year: int | None) -> list[Dated]:
    """Every day the text names, in the order of print; what belongs to a period is left out.

    year: for days printed without one, when no year stands before them in the text.
    """
    tokens = _with_years(list(_tokens(text)), text, year)
    found: list[Dated] = []
    skip = -1
    for at, token in enumerate(tokens):
        if at <= skip or token.bare:
            continue
        if at + 1 < len(tokens) and _is_period(text, token, tokens[at + 1]):
            skip = at + 1
            continue
        found += _days(token, year)
    return found


def period_of(text: str, year: int | None) -> tuple[datetime.date, datetime.date, bool] | None:
    """The first and last day of the period a text names; True where a day or year is a guess."""
    tokens = _with_years(list(_tokens(text)), text, year)
    dated = [(token, token.year or year) for token in tokens if token.year or year]
    if len(dated) == 1 and dated[0][0].span and len(dated[0][0].days) == 2:
        token, known = dated[0]
        ends = [_date(day, token.month, known or 0) for day in token.days]
        return (ends[0], ends[1], token.year is None) if ends[0] and ends[1] else None
    if len(dated) < 2:
        return None
    (first, first_year), (last, last_year) = dated[0], dated[-1]
    if first_year is None or last_year is None:
        return None
    start = _date(first.days[0] if first.days else 1, first.month, first_year)
    end = _date(last.days[-1] if last.days else calendar.monthrange(last_year, last.month)[1], last.month, last_year)
    guessed = not (first.days and last.days) or all(token.year is None for token, _ in dated)
    return (start, end, guessed) if start and end and start <= end else None


def _tokens(text: str) -> Iterator[_Token]:
    current: int | None = None
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
            yield _Token((day,), month, year, start, end)
        elif match["d"]:
            year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
            yield _Token((int(match["d"]),), int(match["m"]), year, start, end)
        elif match["d2"]:
            if 1 <= int(match["m2"]) <= 12 and 1 <= int(match["d2"]) <= 31:
                yield _Token((int(match["d2"]),), int(match["m2"]), current, start, end)
        elif match["days"]:
            days = tuple(int(day) for day in re.findall(r"\d+", match["days"]))
            year_after = int(match["after"]) if match["after"] else None
            yield _Token(
                days, month_of(match["month"]), year_after or current, start, end, bool(_DASH.search(match["days"]))
            )
        elif match["year"]:
            current = int(match["year"])
        else:
            known = int(match["bareyear"]) if match["bareyear"] else current
            yield _Token((), month_of(match["bare"]), known, start, end, bare=True)


def _with_years(tokens: list[_Token], text: str, year: int | None) -> list[_Token]:
    """A year printed once after a list of days («12 и 15 мая, 3 июня 2025 года») is the year of all of it."""
    following: int | None = None
    done: list[_Token] = []
    for token in reversed(tokens):
        if token.year is not None:
            following = token.year
        elif (after := re.match(rf"\s*\(?({_YEAR})\s*(?:ж|г|\b)", text[token.end :])) is not None:
            following = int(after[1])
        if done and token.year is None and "." in text[token.end : done[-1].start].strip(" ."):
            following = None  # another sentence
        known = token.year or following
        done.append(_Token(token.days, token.month, known, token.start, token.end, token.span, token.bare))
    return done[::-1]


def _is_period(text: str, token: _Token, after: _Token) -> bool:
    """Whether two dates are the ends of one period: a dash or «с … по …» between, or «аралығында» after."""
    between = text[token.end : after.start]
    if not _BETWEEN.fullmatch(re.sub(rf"{_YEAR}\s*(?:ж\.|жыл\w*|г\.|год\w*)?", "", between) or "-"):
        return False
    if re.search(r"[-–—]|\bпо\b|\bдо\b|бастап", between):
        return True
    return bool(re.match(r"\s*\w*\s*арал[ыі]", text[after.end :]))


def _days(token: _Token, year: int | None) -> Iterator[Dated]:
    known = token.year or year
    days = token.days
    span = token.span and len(days) == 2 and days[1] > days[0]
    if span:
        if days[1] - days[0] >= LONGEST_SPAN:
            return
        days = tuple(range(days[0], days[1] + 1))
    for day in days:
        if known and (date := _date(day, token.month, known)):
            yield Dated(date, token.start, token.end, token.year is None or span, span)


def _date(day: int, month: int, year: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
