"""What makes an invented record differ from the real one, alike in every place and in both languages."""

import re
from calendar import monthrange
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits

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


def invented_url(url: str, rng: Random) -> str:
    """An address of the same site and form that names something else."""
    scheme, _, rest = url.partition("//")
    host, slash, path = rest.partition("/")
    return f"{scheme}//{host}{slash}{_OPAQUE.sub(lambda match: _other(match[0], rng), path)}"


def _other(token: str, rng: Random) -> str:
    """Other letters and digits of the same kind; words of an address stand."""
    if token.islower() and not any(map(str.isdigit, token)):
        return token
    return "".join(rng.choice(_KINDS[letter]) if letter in _KINDS else letter for letter in token)
