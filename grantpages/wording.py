"""Dates, sums, plurals, alphabetical order and addresses, in Kazakh and in Russian.

No phrase is glued from fragments: every one is a whole message of `locale/<language>.po`.
CLDR's own date patterns are not the official style in either language, so the patterns stand
in the catalogues («2025 жылғы 5 наурыз», «5 марта 2025 года») and only month names are CLDR's.
"""

import datetime
import gettext
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from grantpages.problem import LANGUAGES, Language

if TYPE_CHECKING:  # who has only messages to say needs no models
    from grantpages.model import Text

LOCALE = Path(__file__).parent / "locale"
NBSP = "\u00a0"
"""A space that no line ends at: between a number and what it counts."""

# The order of the Kazakh alphabet as ICU has it: і after ы, Latin after Cyrillic.
ALPHABETS = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
}
"""Small letters in the order of each language's alphabet."""
# The Russian alphabet has no place for the Kazakh letters; each follows the letter it resembles.
RUSSIAN_PLACES = {"ё": "е", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"}
"""Of a letter that the Russian alphabet lacks, the one it follows in a Russian list."""

# The operator's own table of Latin letters (its site's addresses), 42 letters.
_LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюя"
_LATIN = "a ae b v g gh d e yo zh z i j k q l m n ng o oe p r s t w u ue f h h c ch sh shh y i e yu ya"
LATIN = dict(zip(_LETTERS, _LATIN.split(" "), strict=True)) | {"ъ": "", "ь": ""}
RUSSIAN_LATIN = LATIN | {"у": "u"}
"""The operator's own addresses have `konkwrsy` in Kazakh and `konkurs` in Russian."""


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language."""

    language: Language
    messages: dict[str, str | tuple[str, ...]]
    plural: Callable[[int], int]

    def say(self, key: str, **values: object) -> str:
        """The message of a key, its `{names}` filled. Raises KeyError for an unknown key."""
        message = self.messages[key]
        assert isinstance(message, str), key
        return message.format(**values) if values else message

    def count(self, key: str, number: int, **values: object) -> str:
        """The message of a key in the form that `number` asks for; `{n}` is the formatted number."""
        forms = self.messages[key]
        assert isinstance(forms, tuple), key
        return forms[self.plural(number)].format(n=number_text(number), **values)


@cache
def catalogue(language: Language) -> Catalogue:
    """The messages of `locale/<language>.po`."""
    from babel.messages.pofile import read_po  # loaded where something is said

    with (LOCALE / f"{language}.po").open("rb") as file:
        po = read_po(file, locale=language)
    messages: dict[str, str | tuple[str, ...]] = {}
    for message in po:
        if isinstance(message.id, str) and message.id:
            messages[message.id] = str(message.string)
        elif message.id:
            messages[message.id[0]] = tuple(message.string or ())
    return Catalogue(language, messages, gettext.c2py(po.plural_expr))


def number_text(number: int) -> str:
    """`10 019`: groups of three, parted by a no-break space."""
    return f"{number:,}".replace(",", NBSP)


def money(amount: int) -> str:
    """`10 997 580 ₸`, in whole tenge."""
    return f"{number_text(amount)}{NBSP}₸"


def percent(number: int, language: Language) -> str:
    """`70%` in Kazakh, `70 %` in Russian (CLDR)."""
    return f"{number_text(number)}%" if language == "kk" else f"{number_text(number)}{NBSP}%"


def file_size(size: int) -> str:
    """`12 КБ`, `1,2 МБ`: the size of a file of `size` bytes, rounded up; the same in both languages."""
    kilobytes = max(1, -(-size // 1024))
    if kilobytes < 1024:
        return f"{kilobytes}{NBSP}КБ"
    tenths = -(-size * 10 // 1024**2)
    return f"{tenths // 10},{tenths % 10}{NBSP}МБ"


@lru_cache(maxsize=65_536)
def long_date(day: datetime.date, language: Language) -> str:
    """«2025 жылғы 5 наурыз», «5 марта 2025 года»."""
    month = _months(language)[day.month]
    return catalogue(language).say("date.long", day=day.day, month=month, year=day.year)


@lru_cache(maxsize=65_536)
def short_date(day: datetime.date) -> str:
    """`05.03.2025`, the same in both languages."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


@cache
def _months(language: Language) -> Mapping[int, str]:
    """The names of the months as they stand in a date, by number."""
    from babel.dates import get_month_names

    return dict(get_month_names("wide", "format", language))


def moment_text(moment: datetime.datetime, language: Language) -> str:
    """«2025 жылғы 5 наурыз, 10:00», «5 марта 2025 года, 10:00»; the hour is Astana's."""
    return catalogue(language).say("date.moment", date=long_date(moment.date(), language), time=f"{moment:%H:%M}")


def date_range(start: datetime.date, end: datetime.date, language: Language) -> str:
    """«2025 жылғы 6 мамыр – 30 қараша», «6 мая – 30 ноября 2025 года»; across years both in full."""
    months = _months(language)
    key = "date.range" if start.year == end.year else "date.range-years"
    return catalogue(language).say(
        key,
        day=start.day, month=months[start.month], year=start.year,
        end_day=end.day, end_month=months[end.month], end_year=end.year,
    )  # fmt: skip


def shortened(text: str, longest: int) -> str:
    """As much of a text as fits into so many characters, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0][: longest - 1] + "\u00a0…"


def plain(text: "Text", language: Language) -> str:
    """The text in one language."""
    return text.kk if language == "kk" else text.ru


class _Places(dict[str, int | None]):
    """The place of each letter in a language's alphabet; None: it does not count."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, letter: str) -> int | None:
        place = self[letter] = self._place(RUSSIAN_PLACES.get(letter, letter) if self.language == "ru" else letter)
        return place

    def _place(self, letter: str) -> int | None:
        place = ALPHABETS[self.language].find(letter)
        if place >= 0:
            return 1_000 + place
        if letter.isalpha():
            return 2_000 + ord(letter)
        # quotes, hyphens and spaces do not count: «Отбасы» stands beside Отбасы
        return ord(letter) if letter.isdigit() else None


_PLACES: Mapping[Language, _Places] = {language: _Places(language) for language in LANGUAGES}


def sort_key(text: str, language: Language) -> tuple[list[int], str]:
    """A key for the language's alphabetical order: digits, Cyrillic letters, then Latin ones."""
    known = _PLACES[language]
    letters = map(known.__getitem__, unicodedata.normalize("NFC", text).lower())
    return [place for place in letters if place is not None], text


def slug(text: str, limit: int = 64, language: Language = "kk") -> str:
    """An id from a text, by the operator's own table of letters for its language."""
    letters = RUSSIAN_LATIN if language == "ru" else LATIN
    latin = "".join(letters.get(letter, letter) for letter in unicodedata.normalize("NFC", text).lower())
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in latin).split()
    return "-".join(words)[:limit].strip("-")
