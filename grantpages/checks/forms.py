"""The one right form of a value that an officer has typed otherwise, or none where two are possible."""

import datetime
import re
from collections.abc import Iterable

from grantpages.checks.letters import TO_CYRILLIC, TO_LATIN
from grantpages.wording import ALPHABETS, RUSSIAN_PLACES

# `\s` covers the no-break and the thin spaces. Two groups may be two numbers or a range where a dash parts them,
# so a dash is taken for a separator only where it parts three or more.
_GROUPED = re.compile(r"\s*([0-9]{1,3}(?:\s[0-9]{3})+|[0-9]{1,3}(?:[-‐‑–—][0-9]{3}){2,}|[1-9][0-9]*|0)\s*")
_YEAR_FIRST = re.compile(r"\s*([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})\s*")
_DAY_FIRST = re.compile(r"\s*([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})(?:\s*[жг]\.?)?\s*")
_APART = re.compile(r"[\s_‐‑–—]+")
_RUSSIAN = frozenset(ALPHABETS["ru"] + ALPHABETS["ru"].upper() + "ёЁ")
_KAZAKH_ONLY = frozenset(RUSSIAN_PLACES) - {"ё"}
_CYRILLIC = "\u0400-\u04ff"
# A name with an ending («Instagramе», «MAXом»), or two words run together: each part is right in its own alphabet.
_TWO_PARTS = re.compile(f"[a-zA-Z]{{2,}}[{_CYRILLIC}]+|[{_CYRILLIC}]{{2,}}[a-zA-Z]{{2,}}")


def integer(written: str) -> int | None:
    """`10 997 580`, `10-997-580` and `10997580` in quotes are one number; `10-15`, `6 00`, `10,5` may be anything."""
    match = _GROUPED.fullmatch(written)
    digits = re.sub("[^0-9]", "", match[1]) if match else ""
    return int(digits) if digits == "0" or digits[:1] not in ("", "0") else None


def day(written: str) -> datetime.date | None:
    """A day with the year first, or as it is written in Kazakhstan, `06.05.2025`.

    With slashes and hyphens the month comes first in other countries: `05/06/2025` may be two days.
    """
    try:
        if match := _YEAR_FIRST.fullmatch(written):
            return datetime.date(*map(int, match.groups()))
        if match := _DAY_FIRST.fullmatch(written):
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            if match[2] == "." or first > 12 or first == second:
                return datetime.date(year, second, first)
    except ValueError:
        pass
    return None


def known_value(written: str, known: Iterable[str]) -> str | None:
    """The known id or name that differs only by case, spaces, dashes, look-alike letters or `.yml`."""
    same = [value for value in known if _bare(value) == _bare(written)]
    return same[0] if len(same) == 1 else None


def _bare(value: str) -> str:
    latin = "".join(TO_LATIN.get(letter, letter) for letter in value.strip())
    return _APART.sub("-", latin.casefold()).removesuffix(".yml")


def one_alphabet(word: str) -> str:
    """A word of a Russian text in one alphabet; as it is where it cannot be told for certain which is right.

    Certain is an alphabet of which the word has a letter without a look-alike, when of the other it has none.
    """
    latin = [letter for letter in word if letter.isascii()]
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    surely_latin = not TO_CYRILLIC.keys() >= set(latin)
    surely_cyrillic = not TO_LATIN.keys() >= set(cyrillic)
    if not latin or not cyrillic or surely_latin == surely_cyrillic or len(latin) + len(cyrillic) < len(word):
        return word
    if _TWO_PARTS.fullmatch(word):
        return word
    if surely_latin:
        return "".join(TO_LATIN.get(letter, letter) for letter in word)
    right = "".join(TO_CYRILLIC[letter] if letter.isascii() else letter for letter in word)
    # «спiкер»: the letter that looks alike is Kazakh, the one that is meant is not.
    return right if set(right) <= _RUSSIAN or _KAZAKH_ONLY & set("".join(cyrillic).lower()) else word
