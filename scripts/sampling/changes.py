"""What makes an invented record differ from the real one, alike in every place and in both languages."""

import re
from calendar import monthrange
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits

from grantpages.evidence.created import ALPHABET
from grantpages.evidence.naming import YOUTUBE_LAST

REAL_TOWN = ("Жаңаөзен", "Жанаозен")
REAL_YEAR = 2025
# Month names as the texts have them, in any case; the endings that follow do not change with the day.
_MONTHS = (
    "қаңтар|январ", "ақпан|феврал", "наурыз|март", "сәуір|апрел", "мамыр|ма[яйе]", "маусым|июн",
    "шілде|июл", "тамыз|август", "қыркүйек|сентябр", "қазан|октябр", "қараша|ноябр", "желтоқсан|декабр",
)  # fmt: skip
_CHANGED = re.compile(
    rf"(?P<town>{'|'.join(REAL_TOWN)})"
    r"|(?<![\d.])(?P<day>\d\d)\.(?P<month>\d\d)(?!\d)"
    rf"|\b(?P<named>\d{{1,2}})(?P<name> (?:{'|'.join(_MONTHS)}))"
    r"|\b(?P<year>202[4-6])\b"
    r"|\b(?P<number>\d{1,3}(?: \d{3})+|\d{3,})\b(?!\s?%| пайыз| процент)"
)
_MONTH = re.compile("|".join(f"({names})" for names in _MONTHS))
_KINDS = {letter: kind for kind in (digits, ascii_lowercase, ascii_uppercase) for letter in kind}
_OPAQUE = re.compile(r"[A-Za-z0-9_-]{6,}")
_INSTAGRAM = re.compile(r"/(?:p|tv|reels?)/([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])")
_MILLISECONDS_A_DAY = 86_400_000
_BELOW_TIME = 23
"""Bits of an Instagram identifier below the time it was made (grantpages/evidence/created.py)."""


@dataclass(frozen=True)
class Changes:
    """One record's changes: its town in both languages, its year, how far days and numbers are moved.

    Days stay in their month and keep their order. Of a number from 100 up only the first digit
    changes, so the endings that Kazakh and Russian give it still fit.
    """

    town: tuple[str, str]
    year: int
    days: int = 0
    digit: int = 0

    def text(self, text: str) -> str:
        """The text with town, dates, years and numbers changed."""
        return _CHANGED.sub(self._replaced, text)

    def number(self, number: int) -> int:
        """The number as the texts have it; numbers below 100 stand."""
        if number < 100:
            return number
        first, *others = str(number)
        return int(f"{min(9, int(first) + self.digit)}{''.join(others)}")

    def date(self, date: str) -> str:
        """The ISO date moved."""
        year, month, day = map(int, date.split("-"))
        return f"{year + self.year - REAL_YEAR}-{month:02}-{self._day(month, day):02}"

    @property
    def later(self) -> int:
        """About how many days later things are than the real ones."""
        return 365 * (self.year - REAL_YEAR) + self.days

    def _day(self, month: int, day: int) -> int:
        # Not a leap year's length: the texts do not say which year a day belongs to.
        return min(max(day + self.days, 1), monthrange(REAL_YEAR, month)[1])

    def _replaced(self, match: re.Match[str]) -> str:
        found = match.groupdict()
        if found["town"]:
            return self.town[REAL_TOWN.index(found["town"])]
        if found["day"]:
            day, month = int(found["day"]), int(found["month"])
            return f"{self._day(month, day):02}.{month:02}" if 1 <= month <= 12 and 1 <= day <= 31 else match[0]
        if found["named"]:
            name = _MONTH.search(found["name"])
            assert name
            assert name.lastindex
            width = len(found["named"]) if found["named"].startswith("0") else 1
            return f"{self._day(name.lastindex, int(found['named'])):0{width}}{found['name']}"
        if found["year"]:
            return str(int(found["year"]) + self.year - REAL_YEAR)
        return self._grouped(found["number"])

    def _grouped(self, written: str) -> str:
        changed = self.number(int(written.replace(" ", "")))
        return grouped(changed) if " " in written else str(changed)


def grouped(number: int) -> str:
    """`22 000 000`, as the texts have it."""
    return f"{number:,}".replace(",", " ")


def invented_url(url: str, rng: Random, days: int = 0) -> str:
    """An address of the same site and form that names something else, so many days later where it tells its day."""
    scheme, _, rest = url.partition("//")
    host, slash, path = rest.partition("/")
    if "instagram.com" in host and (code := _INSTAGRAM.search(slash + path)):
        return f"{scheme}//{host}{(slash + path)[: code.start(1)]}{_later(code[1], days, rng)}"
    return f"{scheme}//{host}{slash}{_OPAQUE.sub(lambda match: _other(match[0], rng), path)}"


def _other(token: str, rng: Random) -> str:
    """Other letters and digits of the same kind; words of an address stand."""
    if token.islower() and not any(map(str.isdigit, token)):
        return token
    made = "".join(rng.choice(_KINDS[letter]) if letter in _KINDS else letter for letter in token)
    # The last of a video's eleven letters is one of sixteen: it has four bits.
    return made[:-1] + rng.choice(sorted(YOUTUBE_LAST)) if len(token) == 11 and token[-1] in YOUTUBE_LAST else made


def _later(code: str, days: int, rng: Random) -> str:
    """Another identifier of a post, made so many days after the one of this code."""
    number = 0
    for letter in code:
        number = number * 64 + ALPHABET.index(letter)
    number = (((number >> _BELOW_TIME) + days * _MILLISECONDS_A_DAY) << _BELOW_TIME) + rng.getrandbits(_BELOW_TIME)
    return "".join(ALPHABET[number >> 6 * place & 63] for place in reversed(range(len(code))))
