"""Counts in Kazakh prose: «1 047 адам», «30 мыңнан астам қаралым», «70 пайызы», «саны – 190».

What is a number and no count is passed over: dates, years, hours, terms, ages, ordinals, numbers of
schools, houses and articles, ranges, names in quotes, addresses of pages, hashtags.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from grantpages.checks.pages import Page, once, pages
from grantpages.checks.rule import Case
from grantpages.problem import Language

Measure = Literal["people", "views", "tenge", "percent", "things"]
"""What a number in a text counts."""
Bound = Literal["exactly", "at_least", "at_most", "about"]
"""Whether the text gives the number itself, or says that there were more or fewer."""

NUMBER = re.compile("([0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])|[0-9]+)((?:[.,:/][0-9]+)*)")
_FIRST = re.compile("[0-9]")
_GROUPS = re.compile("(?:[.,][0-9]{3})+")
"""1.005.195"""
_CASE = re.compile("[ндт][ае]н|[ғгқкн][ае]|[ндт][ыі]ң|[ндтсм]?[ыі]н?|[дт][ае]|[мбп]ен|л[ае]п|[дт][ае]й")
_SUFFIX = re.compile("(?:-| -|)([а-яәғқңөұүһі]+)")
_LONGEST_CASE = 4
_HYPHEN = re.compile("-[0-9A-Za-zА-Яа-яәғқңөұүһі]")
_CLAUSE = re.compile(r"[.;:!?()\n,]")
_MONTHS = "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
_DAY = re.compile(f"(?: ?(?:,|-|–|және|мен|пен|бен) ?[0-9]{{1,2}})* ?(?:{_MONTHS})")
_TERMS = (
    "күн", "апта", "сағат", "минут", "тәулік", "секунд", "жыл", "ж[.]", "күнтізбелік күн", "жұмыс күн", "академиялық",
    "ай(?:дың|ға|дан|да|лық|ы|ында|ды)?(?![а-яәғқңөұүһі])", "жас(?:тан|қа|тағы|тарынан|ар|ында|та|ты)",
    "жас (?:аралығ|шамас|мөлшер)",
)  # fmt: skip
_NUMBERED = (
    "сынып", "класс", "курс", "ықшам", "ш/а", "мкр", "үй(?![а-я])", "ү[.]", "кеңсе", "каб", "пәтер", "тармақ", "бап",
    "қосымша", "бөлім(?![а-яі])", "метр", "км", "кг", "га", "м2", "бет", "орын", "мектеп(?![а-я])",
)  # fmt: skip
_NUMBER_OF = re.compile("сан(?:ы|дары) ?[–—:-]? ?$")
_PERCENT = ("%", " %", "пайыз", " пайыз", "процент", " процент")
_GOES_ON = tuple(f"{scale}[^ ]* [0-9]" for scale in ("мың", "тыс", "млн", "миллион", "млрд", "миллиард"))
_NO_COUNT = re.compile("|".join((*_TERMS, *_NUMBERED, *_GOES_ON)))
_NO_COUNT_BEGINS = frozenset(word.replace("[.]", ".")[:2] for word in (*_TERMS, *_NUMBERED, *_GOES_ON))
"""Most words are told to be none of these by their first two letters."""
_SCALE = ("мың ", "тыс. ", "млн ", "миллион ", "млрд ", "миллиард ")
"""«2 миллион 500 мың»: a number of several parts is not read."""
_THOUSANDS = (("мың", 10**3), ("тыс", 10**3), ("млн", 10**6), ("миллион", 10**6), ("млрд", 10**9), ("миллиард", 10**9))
_THOUSANDS_BEGIN = frozenset(word[:2] for word, _ in _THOUSANDS)
_PEOPLE = (
    "адам", "қатысушы", "оқушы", "бала", "жас", "жасөспірім", "студент", "педагог", "мұғалім", "дәрігер", "тұрғын",
    "ата-ана", "өкіл", "қызметкер", "маман", "сарапшы", "спикер", "блогер", "волонтер", "ерікті",
    "респондент", "азамат", "отбасы", "әйел", "қария", "зейнеткер", "көрермен", "тыңдаушы", "ұстаз",
    "тәрбиеші", "жаттықтырушы", "кәсіпкер", "жұмыссыз", "мүгедек", "тұлға", "медбике", "психолог",
)  # fmt: skip
_VIEWS = ("қаралым", "көрілім", "таралым", "тираж", "қарау", "оқылым")
_MONEY = ("теңге", "тг", "₸")
_WHOLE = ("ер", "ана", "әке", "қыз")
"""Short words that begin other words, too."""
_FAMILIAR = re.compile(
    f"(?:(?P<tenge>{'|'.join(_MONEY)})|(?P<views>{'|'.join(_VIEWS)})"
    f"|(?P<people>{'|'.join(_PEOPLE)}|(?:{'|'.join(_WHOLE)})(?!.{{5}})))"
)
_BEGINNINGS = frozenset(stem[:2] for stem in (*_MONEY, *_VIEWS, *_PEOPLE, *_WHOLE)) | {"₸"}
"""Most words are told to be none of them by their first letters."""
_ADJECTIVE = ("лық", "лік", "тық", "тік", "дық", "дік")
_MORE = ("астам", "асты", "асып", "асқан", "артық", "артты", "жоғары", "көп")
_BOUNDS = frozenset(word[:2] for word in (*_MORE, "аса", "жуық", "тарта", "шамалы", "дейін"))
_FROM = ("нан", "нен", "дан", "ден", "тан", "тен")


class Count(NamedTuple):
    """A count in a page's text. words: the following words of the clause, in small letters."""

    start: int
    end: int
    value: int
    measure: Measure
    bound: Bound
    words: Sequence[str]


@once
def counts(case: Case) -> Sequence[Count]:
    """Every count in the accounts and the conclusions, of the Kazakh texts, in their order."""
    page = pages(case)["kk"]
    told = [path[0] == "narrative" or path[-1] == "account" for path in page.paths]
    said = [_count(page, match) for index, match in numbers(case)["kk"] if told[index]]
    return [count for count in said if count]


@once
def numbers(case: Case) -> Mapping[Language, Sequence[tuple[int, re.Match[str]]]]:
    """Every number of the record with the place of its text among all: its groups of digits are together (1), and
    what a dot, comma, colon or stroke parts from it (2).
    """
    return {language: _numbers(page) for language, page in pages(case).items()}


def _numbers(page: Page) -> Sequence[tuple[int, re.Match[str]]]:
    text, starts, after = page.text, page.starts, 0
    found = []
    for place, end in page.marks:
        if end <= after:
            continue
        if place < after:
            place = after
        if not text[place].isdigit() and (first := _FIRST.search(text, place, end)):
            place = first.start()
        if match := NUMBER.match(text, place):
            after = match.end()
            found.append((bisect_right(starts, place) - 1, match))
    return found


def _count(page: Page, match: re.Match[str]) -> Count | None:
    start, end = match.span()
    first, last = page.line(start)
    if _is_part(page.text[first:start]) or (value := _value(match)) is None:
        return None
    rest = page.text[end : min(end + 100, last)]
    suffix = _cased(rest)
    if _DAY.match(rest) or not suffix and rest[:1] == "-" and _HYPHEN.match(rest):
        return None
    rest = rest[suffix.end() :] if suffix else rest
    if rest[:1].isalnum():
        return None
    return _described(page.text[first:start], match, value, suffix[1] if suffix else "", rest)


def _is_part(before: str) -> bool:
    """Whether the digits belong to a name, an address, a range or a number of something."""
    last = before[-1:]
    if last and (last.isalnum() or last in "-+#_/" or last in "–.,:" and before[-2:-1].isdigit()):
        return True
    if before.rstrip().endswith(("№", "сағат", "тел.", "пункт", "Лот", "лот")):
        return True
    if before.rfind("«") > before.rfind("»") or before.rfind("“") > before.rfind("”") or before.count('"') % 2:
        return True
    word = before[before.rfind(" ") + 1 :]
    return word != "" and ("://" in word or word.startswith(("www.", "#")))


def _value(match: re.Match[str]) -> int | None:
    """The number, unless it is a date, an hour, a fraction or longer than a count can be."""
    digits, more = match.groups()
    if not digits.isdigit():
        digits = "".join(filter(str.isdigit, digits))
    if len(digits) > 10 or digits.startswith("0") and digits != "0":
        return None
    if not more:
        return int(digits)
    if len(digits) <= 3 and _GROUPS.fullmatch(more):
        return int(digits + "".join(filter(str.isdigit, more)))
    return None


def _cased(rest: str) -> re.Match[str] | None:
    """A Kazakh ending behind a number, «-нан», « -дан», «дан»."""
    match = _SUFFIX.match(rest)
    return match if match and len(match[1]) < _LONGEST_CASE and _CASE.fullmatch(match[1]) else None


def _described(before: str, match: re.Match[str], value: int, suffix: str, rest: str) -> Count | None:
    if rest.startswith(_PERCENT):
        return Count(*match.span(), value, "percent", _bound(before, suffix, rest.lower().split()[:4]), ())
    plain = rest.lstrip(" \u00a0")
    if plain[:2] in _NO_COUNT_BEGINS and _NO_COUNT.match(plain) or before.endswith(_SCALE):
        return None
    words = _words(rest)
    if words and (times := _times(words[0])):
        value, suffix, words = value * times, suffix or words[0], words[1:]
    if words and words[0][0].isdigit():
        return None
    measure = _measure(words, before)
    is_year = 1900 <= value <= 2100 and len(match[1]) == 4 and measure == "things"
    return None if is_year else Count(*match.span(), value, measure, _bound(before, suffix, words), words)


def _times(word: str) -> int:
    """What «мың» or «млн» multiplies by; 0 for any other word."""
    if word[:2] not in _THOUSANDS_BEGIN:
        return 0
    return next((times for said, times in _THOUSANDS if word.startswith(said)), 0)


def _words(rest: str) -> list[str]:
    """The words of the clause up to the next number."""
    words: list[str] = []
    end = _CLAUSE.search(rest)
    for word in rest[: end.start() if end else None].lower().split()[:6]:
        if words and (word[0].isdigit() or word in ("барлығы", "жалпы")):
            break
        words.append(word)
    return words


def _measure(words: Sequence[str], before: str) -> Measure:
    """What is counted: told by the words that follow, or by those before «саны – 190»."""
    asked: Sequence[str] = words[:4]
    if "сан" in before[-10:] and _NUMBER_OF.search(before, max(len(before) - 10, 0)):
        asked = _CLAUSE.split(before.rstrip(" –—:-"))[-1].lower().split()[-4:]
    for word in asked:
        if word[:2] in _BEGINNINGS and (familiar := _FAMILIAR.match(word)) and not word.endswith(_ADJECTIVE):
            measure: Measure = familiar.lastgroup  # type: ignore[assignment]
            return measure
    said = before.rstrip(" –—:-")
    return "views" if said.startswith(_VIEWS, said.rfind(" ") + 1) else "things"  # «тиражы 47 200»


def _bound(before: str, suffix: str, words: Sequence[str]) -> Bound:
    said = [suffix, *words[:4]] if suffix else [*words[:4]]
    for place, word in enumerate(said):
        if word[:2] not in _BOUNDS:
            continue
        if word.startswith(("жуық", "тарта", "шамалы")):
            return "about"
        if word.startswith("дейін"):
            return "at_most"
        after_from = place and said[place - 1].endswith(_FROM)
        if word.startswith(_MORE) and after_from or word in ("аса", "астам") and (after_from or place < 1):
            return "at_least"
    if before.endswith(("кемінде ", "кем дегенде ")):
        return "at_least"
    return "about" if before.endswith(("шамамен ", "орта есеппен ", "орташа ")) else "exactly"
