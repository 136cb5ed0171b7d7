"""What a title promises in numbers: «4 флешмоб», «екі бейнеролик», «30 мыңнан астам қаралым».

A counted noun stands in Kazakh in the singular at the end of its group («3 ашық пікірталас алаңы»),
so the noun is the last word before a conjunction, a verb, a word in an oblique case or a stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from grantpages.model import Figure

WORD = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?!\d)|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
NUMERALS = {
    "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9,
    "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5,
    "шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9,
    "десять": 10, "десяти": 10,
}  # fmt: skip
MULTIPLES = (("мың", 1_000), ("тысяч", 1_000), ("млн", 1_000_000), ("миллион", 1_000_000))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PASSED = _words("астам аса артық жуық дана рет ең дан ден тан тен нан нен ға ге қа ке более штук экземпляров")
# A number before these counts nothing a project makes: dates, ages, terms, shares, grades, house numbers.
MEASURES = _words(
    "ж г ай күн жас жасқа үй ші шы бап тг мая май лет год года году день дня дней час часа часов дом дома "
    "апта сағат минут орын бөлме теңге сынып пайыз тармақ кезең бағыт міндет"
)
MEASURE_STEMS = tuple(
    _words(
        "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан жыл сыныб пайыз "
        "январ феврал март апрел июн июл август сентябр октябр ноябр декабр недел месяц процент класс тенге пункт этап "
        "направлен задач летн лети"
    )
)
STOPS = _words(
    "пен мен бен және немесе ұйымдастыру өткізу жазу дайындау жүргізу тарату құру әзірлеу түсіру шығару жариялау "
    "арналған бойынша туралы үшін арқылы арасында атты жинау беру жасау тарту "
    "и или с со среди для по на в о об к из от до при за направленных посвященных путем"
)
OBLIQUE = ("ға", "ге", "қа", "ке", "ына", "іне", "нда", "нде", "дағы", "дегі", "тағы", "тегі", "ның", "нің")
GENERAL = _words("саны мөлшері деңгейі көлемі барлығы")
LABELS = ("№", "#")
CONTINUED = (".", ":", "/", "%", "+", "-")
"""After a number: it is an item of a list, an hour, a share, a name."""
CUT = tuple(".,-–:/")
"""Right before a number: it is the rest of a date, an hour, a fraction, a range."""
LONGEST_GROUP = 4
SHORTEST_NOUN = 4


@dataclass(frozen=True, slots=True)
class Promise:
    """A number of a title with the noun it counts; `phrase` is the whole group as printed."""

    number: int
    noun: str
    phrase: str


@lru_cache(maxsize=4_096)
def promises(title: str) -> tuple[Promise, ...]:
    """Every counted noun of a title, in the order of print."""
    return tuple(_promises(title))


def _promises(title: str) -> Iterator[Promise]:
    words = list(WORD.finditer(title))
    for place, word in enumerate(words):
        number = _number(word.group())
        label = words[place - 1].group() if place else ""
        if number is None or label in LABELS or title[: word.start()].endswith(CUT):
            continue
        following = words[place + 1 :]
        if len(following) > 1 and following[0].group() == "-" and following[1].group().casefold() in PASSED:
            following = following[1:]  # «30-дан астам»; «16-мектеп» is a name
        if following and not _is_measure(following[0].group().casefold()):
            times, noun = _counted(following)
            if noun and len(noun.group()) >= SHORTEST_NOUN:
                yield Promise(number * times, noun.group().casefold(), title[word.start() : noun.end()])


def _number(word: str) -> int | None:
    if word[0].isdigit():
        return int("".join(filter(str.isdigit, word)))
    return NUMERALS.get(word.casefold())


def _is_measure(word: str) -> bool:
    return word in MEASURES or word in CONTINUED or word.startswith(MEASURE_STEMS)


def _counted(words: list[re.Match[str]]) -> tuple[int, re.Match[str] | None]:
    """The multiple that follows a number («мың»), and the noun at the end of the group it counts."""
    times, length, noun = 1, 0, None
    for word in words:
        low = word.group().casefold()
        if noun is None and (more := next((more for stem, more in MULTIPLES if low.startswith(stem)), 0)):
            times *= more
        elif low not in PASSED:
            if length == LONGEST_GROUP or _ends_group(low):
                break
            noun, length = word, length + 1
    return times, noun


def _ends_group(word: str) -> bool:
    return not word[0].isalpha() or word in STOPS or word in NUMERALS or word.endswith(OBLIQUE)


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The word without case and doubled letters: «челлендж» is printed as «челендж» as well."""
    low = word.casefold()
    return "".join(letter for place, letter in enumerate(low) if not place or letter != low[place - 1])


def akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: the shorter is, but for its last letter, where the longer begins."""
    short, long = sorted((stem(one), stem(other)), key=len)
    most = max(SHORTEST_NOUN, len(short) - 1)
    return len(short) >= SHORTEST_NOUN and long.startswith(short[:most]) and len(long) - len(short) <= 6


def speaks_of(title: str, noun: str) -> bool:
    """Whether a title names the noun, alone or as the end of a compound («видеочеллендж»)."""
    root = stem(noun)
    return any(akin(word, noun) or root in stem(word) for word in WORD.findall(title) if len(word) >= SHORTEST_NOUN)


DEFAULTS = {
    "views": "қаралым", "participants": "қатысушы", "respondents": "респондент", "copies": "дана",
    "publications": "жарияланым", "events": "іс-шара", "prizes": "сыйлық", "circulation": "тираж",
}  # fmt: skip


def noun_of(figure: Figure) -> str:
    """The noun a figure counts: in Kazakh the last word of what it says it counts."""
    if figure.what is None:
        return DEFAULTS.get(figure.kind, "")
    words = [word for word in WORD.findall(figure.what.kk.casefold()) if word[0].isalpha()]
    while words and words[-1] in GENERAL:
        words.pop()
    return words[-1] if words else ""
