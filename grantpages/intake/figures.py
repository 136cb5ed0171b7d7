"""The figures a text states: a number, what it counts, and how exact it claims to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grantpages.intake.dates import days_of
from grantpages.intake.links import links_of

Qualifier = Literal["at_least", "about"]

# What is counted, by the beginning of the word; the first that fits.
_UNITS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("percent", r"%|пайыз|процент"),
        ("tenge", r"теңге|тенге|тг\b|₸"),
        ("views", r"қаралым|просмотр|көрілім"),
        ("copies", r"дана\b|брошюр|экземпляр|буклет|листов|плакат"),
        ("publications", r"жарияланым|мақала|репортаж|публикац|стат(?:ь|ей)|материал"),
        ("items", r"бейнерол|бейнемазмұн|подкаст|дайджест|видео(?!челл)|ролик"),
        ("respondents", r"респондент|сауалнамаға|анкет|опрошен"),
        ("works", r"эссе|жұмыс\b|жұмыс(?:ы|тар)|сурет|рисун|работ(?!н)"),
        ("prizes", r"сыйлық|приз|подарк"),
        ("people", r"қызметкер|сарапшы|блогер|сотрудник|эксперт"),
        (
            "participants",
            r"қатысушы|адам|оқушы|студент|мұғалім|педагог|дәрігер|ерікті|волонт[её]р|бала(?:лар)?\b|тұрғын|ата-ана|отбасы\s+өкіл|жастар|жас\s+(?:және|азамат|қатыс)"
            r"|участник|человек|учащи|школьник|учител|дет(?:ей|и)\b|родител|жител|врач|молод[ыо]",
        ),
        (
            "events",
            r"кездесу|квиз|лекци|дәріс|тренинг|воркшоп|семинар|флешмоб|челлендж|спартакиад|пікірталас|викторин|көрме|сабақ|конференц|іс-шара|байқау|конкурс"
            r"|встреч|мастер-класс|выставк|мероприяти|дебат|дискусс|урок|занят|тур\b|турнир|поход|акци",
        ),
    )
)  # fmt: skip
_PLAIN_PEOPLE = re.compile(r"(?:қатысушы|адам|участник|человек)\w*", re.IGNORECASE)
_WORDS = {
    "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3,
    "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\d№#.,/\w-])(?<!№ )(?:(?P<n>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?![\d.]*\d)|(?P<w>"
    + "|".join(_WORDS)
    + r")(?!\w))",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"астам|артық|\bаса\b|\bасты|жоғары|кемінде|\bболее\b|\bсвыше\b|не менее|больше", re.IGNORECASE)
_ABOUT = re.compile(r"жуық|шамамен|\bоколо\b|примерно", re.IGNORECASE)
_SCALE = re.compile(r"\s*(мың|тыс\.?|тысяч\w*|млн\.?|миллион\w*)(?:-?[нд]ан)?(?!\w)", re.IGNORECASE)
_SURVEY = re.compile(r"сауалнама|анкет|опрос|опрош", re.IGNORECASE)
_PLANNED = re.compile(r"жоспар\w*\s+(?:\w+\s+)?$|план\w*\s*[:–-]?\s*(?:\w+\s+)?$", re.IGNORECASE)
_STOP = re.compile(r"[.;:!?()«]|,(?=\s)|\d")
_NO_COUNT = re.compile(
    r"\s*-?\s*(?:жыл|год|сынып|класс|жас\b(?!\s+(?:және|азамат))|лет\b|тармақ|пункт|сағат|час|минут|бап)",
    re.I,
)


@dataclass(frozen=True)
class Found:
    """One figure of a text. what: its words as printed, empty for people as such. start: where in the text."""

    kind: str
    value: int
    what: str
    qualifier: Qualifier | None
    planned: bool
    start: int


def figures_of(text: str) -> Iterator[Found]:
    """Every figure the text states, each kind and value once."""
    seen: set[tuple[str, int, bool]] = set()
    bare = _masked(text)
    for match in _NUMBER.finditer(bare):
        found = _figure(bare, match)
        if found and (found.kind, found.value, found.planned) not in seen:
            seen.add((found.kind, found.value, found.planned))
            yield found


def _masked(text: str) -> str:
    """The text with its dates and links blanked, everything else where it was."""
    for dated in days_of(text, 2000):
        text = text[: dated.start] + "_" * (dated.end - dated.start) + text[dated.end :]
    for link in links_of(text):
        text = text[: link.start] + "_" * len(link.url) + text[link.start + len(link.url) :]
    return text


def _figure(text: str, match: re.Match[str]) -> Found | None:
    value = int(re.sub(r"\D", "", match["n"])) if match["n"] else _WORDS[match["w"].lower()]
    before, end = text[max(0, match.start() - 60) : match.start()], match.end()
    if scale := _SCALE.match(text, end):
        value, end = value * (1_000 if scale[1].lower()[0] in "мт" and "л" not in scale[1] else 10**6), scale.end()
    after = text[end : end + 90]
    if _NO_COUNT.match(after) or value >= 10**12:
        return None
    phrase = after[: stop.start()] if (stop := _STOP.search(after)) else after
    unit = _unit(phrase, 5) or (_unit_before(before) if match["n"] else None)
    if unit is None or match["w"] and unit[0] in ("percent", "tenge", "views", "participants"):
        return None
    kind, what = unit
    if kind == "participants" and _SURVEY.search(_sentence(text, match.start())):
        kind = "respondents"
    planned = bool(_PLANNED.search(before))
    return Found(kind, value, _what(kind, what), _qualifier(before[-16:], phrase), planned, match.start())


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in ".!?\n") + 1
    stop = re.search(r"[.!?\n]", text[at:])
    return text[start : at + stop.start() if stop else len(text)]


def _unit_before(before: str) -> tuple[str, str] | None:
    """What a number counts that stands after it: «қатысушылар саны – 600», «тираж 47 200»."""
    tail = re.split(r"[.;!?()]", before)[-1]
    if "тираж" in tail.lower():
        return "circulation", ""
    if not re.search(r"(?:саны|количеств\w+|числ\w+)\s*[–—:-]?\s*(?:\w+\s+)?$", tail, re.IGNORECASE):
        return None
    units = [unit for at in range(len(tail)) if (not at or tail[at - 1] == " ") and (unit := _unit(tail[at:], 1))]
    return (units[-1][0], "") if units else None


def _unit(phrase: str, most: int) -> tuple[str, str] | None:
    """The kind of the first unit within so many words, and the words up to it."""
    if phrase.lstrip(" \u00a0").startswith("%"):
        return "percent", ""
    for at, word in enumerate(re.finditer(r"[^\s,]+", phrase)):
        if at >= most:
            return None
        for kind, pattern in _UNITS:
            if found := pattern.match(phrase, word.start()):
                end = re.compile(r"[\w-]*").match(phrase, found.end())
                return kind, phrase[: max(word.end(), end.end() if end else 0)].strip(" -–")
    return None


def _what(kind: str, words: str) -> str:
    words = re.sub(r"^(?:-?\s?[дтн][аеiі]н\s+)?(?:астам|артық|аса|жуық)\s+", "", words.strip(), flags=re.IGNORECASE)
    return "" if kind in ("percent", "tenge", "views") or _PLAIN_PEOPLE.fullmatch(words) or len(words) < 3 else words


def _qualifier(before: str, after: str) -> Qualifier | None:
    near = " ".join(after.split()[:3])
    if _AT_LEAST.search(near) or re.search(r"(?:более|свыше|не менее|кемінде|больше)\s*(?:чем\s*)?$", before, re.I):
        return "at_least"
    if _ABOUT.search(near) or re.search(r"(?:около|шамамен|примерно)\s*$", before, re.I):
        return "about"
    return None
