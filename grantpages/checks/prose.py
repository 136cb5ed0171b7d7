"""Numbers as running text prints them: «10 019», «22 млн тенге»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPACES = "\u0020\u00a0\u202f\u2009"
DIGITS = rf"(?<![\d,.№#–-])(?:[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]+)(?![0-9])"
"""A whole number, its groups of three parted or not."""

_DROP = str.maketrans("", "", SPACES)
# A number that counts nothing: a year, a day of a month, a part of another number, a number of a school or a clause.
_NOT_A_COUNT = re.compile(
    r"[.,:/][0-9]|\s*[%№]|\s*-?\s*(?:жыл|ж\.|год|г\.|пайыз|процент|сағат|час)|[-–]\s?[0-9]|-?(?:ші|шы|сынып|класс)"
    r"|\s(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
    r"|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
)
_NUMBER_SIGN = re.compile(r"[№#]\s?$|[Nn]\s?°?\s?$")
_NUMBER = re.compile(DIGITS)
_UNITS = {"млн": 10**6, "миллион": 10**6, "млрд": 10**9, "миллиард": 10**9, "тыс": 1_000, "мың": 1_000}
_MONEY = re.compile(
    rf"({DIGITS})(?:[.,]([0-9]{{1,3}}))?\s*(?:\([^()]{{3,200}}\)\s*)?"
    r"(?:(млн|млрд|тыс|миллион|миллиард|мың)[а-яәғқңөұүһі]*\.?\s*)?(?:теңге|тенге|тг\b|₸|KZT)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value and where it stands."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in a text; `exact_to` is the value of its last printed digit («22 млн» is exact to a million)."""

    value: int
    exact_to: int


def places_of(sign: str, text: str) -> Iterator[int]:
    """Every place where a sign or phrase stands."""
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + len(sign))


def value_of(printed: str) -> int:
    """`10 019` as a number."""
    return int(printed.translate(_DROP))


def numbers(text: str) -> Iterator[Number]:
    """Every number that can be a count: no year, day, percentage, range, class or «№ 22»."""
    for match in _NUMBER.finditer(text):
        if not _NOT_A_COUNT.match(text, match.end()) and not _NUMBER_SIGN.search(text, 0, match.start()):
            yield Number(value_of(match[0]), match.start(), match.end())


def sums_of_money(text: str) -> Iterator[Money]:
    """Every sum in tenge."""
    for match in _MONEY.finditer(text):
        digits, decimals, unit = match[1], match[2] or "", match[3]
        scale = _UNITS[unit] if unit else 1
        value = value_of(digits) * scale + (int(decimals) * scale // 10 ** len(decimals) if decimals else 0)
        yield Money(value, max(scale // 10 ** len(decimals), 1))
