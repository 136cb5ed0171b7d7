"""Rules on the two languages: each field is in its own, and both say the same.

The Kazakh text is the authentic one; the Russian is its translation (Law on languages, article 21).
The library knows no history of files, so that a translation is older than its original is told from
what the texts and the states of translation say.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from grantpages.checks.counts_in_text import numbers
from grantpages.checks.finding import Found, found
from grantpages.checks.pages import KAZAKH_ONLY, Page, Span, once, pages
from grantpages.checks.rule import Case, rule
from grantpages.problem import LANGUAGES, Message

_WORD = re.compile("[а-яәғқңөұүһіё]+", re.I)
_QUOTED = re.compile('«[^»]*»?|“[^”]*”?|"[^"]*"?')
_KAZAKH = re.compile(f"[{KAZAKH_ONLY}{KAZAKH_ONLY.upper()}]")
_SMALL_WORDS = (" и ", " в ", " на ", " для ", " по ", " с ", " из ", " при ")
"""Frequent Russian words that no Kazakh sentence has."""
_SMALL_WORD = re.compile(f" (?=(?:{'|'.join(word.strip() for word in _SMALL_WORDS)}) )")
_RUSSIAN = re.compile(
    "(?:и|в|во|на|для|по|из|при|всех|город[ае]?|область|области|село|района|улица|школа|дом|отдел|участник(?:и|ов)?"
    "|[а-яё]{3,}(?:ый|ая|ое|ые|ого|ение|ания|ость))"
)
_SCALE = re.compile(r"\b(?:мың|тыс\.|тысяч|млн|миллион|млрд|миллиард)")
_NUMERALS: Mapping[int, tuple[str, ...]] = {
    1: ("бір", "алғашқы", "один", "одн", "перв"),
    2: ("екі", "қос", "два", "две", "двух", "двум", "двое", "дважды", "втор", "оба", "обе"),
    3: ("үш", "три", "трех", "трем", "трое", "трет"),
    4: ("төрт", "четыр", "четверт"),
    5: ("бес", "пят"),
    6: ("алты", "шест"),
    7: ("жеті", "сем", "седьм"),
    8: ("сегіз", "восьм", "восем"),
    9: ("тоғыз", "девят"),
    10: ("он ", "оны", "ондаған", "десят"),
    12: ("он екі", "двенадцат"),
    15: ("он бес", "пятнадцат"),
    20: ("жиырма", "двадцат"),
    30: ("отыз", "тридцат"),
    40: ("қырық", "сорок"),
    50: ("елу", "пятьдесят", "пятидесят"),
    100: ("жүз", "сто ", "сот"),
    1000: ("мың", "тысяч"),
}


@once
def _foreign(case: Case) -> Sequence[Found]:
    """Fields with a sentence of the other language, each once."""
    kazakh, russian = pages(case)["kk"], pages(case)["ru"]
    found_in: dict[tuple[str | int, ...], Found] = {}
    for page, sentences in ((kazakh, _russian_in(kazakh)), (russian, _kazakh_in(russian))):
        for start, end in sentences:
            path = page.path(start)
            found_in.setdefault(path, found(*path, sentence=_short(page.text[start:end])))
    for path, text in case.texts:
        same = (*path, "kk")
        if text.kk == text.ru and same not in found_in and _looks_russian(text.kk):
            found_in[same] = found(*same, sentence=_short(text.kk))
    return tuple(found_in.values())


def _russian_in(page: Page) -> Iterator[Span]:
    """Sentences with small Russian words and hardly a Kazakh letter."""
    seen = -1
    for match in _SMALL_WORD.finditer(page.text):
        start, end = _sentence(page.text, match.start())
        if start != seen:
            seen = start
            words = _WORD.findall(_QUOTED.sub(" ", page.text[start:end]).lower())
            small = sum(f" {word} " in _SMALL_WORDS for word in words)
            if small and len(words) >= 3 and sum(map(bool, map(_KAZAKH.search, words))) < 0.3 * len(words):
                yield start, end


def _kazakh_in(page: Page) -> Iterator[Span]:
    """Sentences in which many words have letters that only Kazakh has."""
    seen = -1
    for start, end in page.mixed:
        if not _KAZAKH.search(page.text, start, end):
            continue
        sentence = _sentence(page.text, start)
        if sentence[0] != seen:
            seen = sentence[0]
            words = _WORD.findall(_QUOTED.sub(" ", page.text[slice(*sentence)]).lower())
            kazakh = sum(map(bool, map(_KAZAKH.search, words)))
            if kazakh >= 2 and kazakh >= 0.4 * len(words):
                yield sentence


def _looks_russian(text: str) -> bool:
    words = _WORD.findall(_QUOTED.sub(" ", text))
    return len(words) > 1 and not _KAZAKH.search(text) and any(map(_RUSSIAN.fullmatch, words))


def _sentence(text: str, position: int) -> Span:
    start = max(text.rfind("\n", 0, position) + 1, text.rfind(". ", 0, position) + 2)
    stops = [stop for stop in (text.find("\n", position), text.find(". ", position)) if stop >= 0]
    return start if start > 1 else 0, min(stops, default=len(text))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 80 else sentence[:77].rpartition(" ")[0] + " …"


@rule("text-in-other-language", of="projects")
def text_in_other_language(case: Case) -> Iterator[Found]:
    """The Kazakh field is in Kazakh, the Russian in Russian; names in quotes are as they are."""
    yield from _foreign(case)


@rule("call-text-in-other-language", of="calls")
def call_text_in_other_language(case: Case) -> Iterator[Found]:
    """The same in a call."""
    yield from _foreign(case)


@rule("report-text-in-other-language", of="reports")
def report_text_in_other_language(case: Case) -> Iterator[Found]:
    """The same in a report."""
    yield from _foreign(case)


@rule("organization-text-in-other-language", of="organizations")
def organization_text_in_other_language(case: Case) -> Iterator[Found]:
    """The same in an organization's record."""
    yield from _foreign(case)


def _numbers_differ(case: Case) -> Iterator[Found]:
    kazakh, russian = (_printed(numbers(case)[language]) for language in LANGUAGES)
    for index in sorted(kazakh.keys() | russian.keys()):
        in_kk, in_ru = kazakh.get(index, set()), russian.get(index, set())
        path, text = case.texts[index]
        if in_kk == in_ru or bool(_SCALE.search(text.kk)) != bool(_SCALE.search(text.ru)):
            continue  # «1,5 млн» beside «1 500 000» is not compared
        kk, ru = _values(in_kk), _values(in_ru)
        only_kk, only_ru = _unsaid(kk - ru, text.ru), _unsaid(ru - kk, text.kk)
        if only_kk and only_ru or any(not 1990 <= number <= 2100 for number in only_kk | only_ru):
            yield found(*path, "ru", kk=_listed(only_kk), ru=_listed(only_ru))


def _printed(matches: Sequence[tuple[int, re.Match[str]]]) -> Mapping[int, set[str]]:
    """The numbers of each text that has any, as printed, by the text's place among all."""
    said: dict[int, set[str]] = defaultdict(set)
    for index, match in matches:
        said[index].add(match[0].replace("\u00a0", " "))
    return said


def _values(printed: set[str]) -> set[int]:
    """«1 047» is one number, «14.06» are two."""
    return {int(part) for number in printed for part in re.findall("[0-9]+", re.sub("[\u202f\u2009 ]", "", number))}


def _unsaid(missing: set[int], text: str) -> set[int]:
    """The numbers that the text does not write as a word either."""
    said = text.lower()
    return {number for number in missing if not any(word in said for word in _NUMERALS.get(number, ()))}


def _listed(missing: set[int]) -> str | Message:
    return ", ".join(map(str, sorted(missing))) if missing else Message("жоқ", "нет")


@rule("numbers-differ-by-language", of="projects")
def numbers_differ_by_language(case: Case) -> Iterator[Found]:
    """A text has the same numbers in both languages."""
    yield from _numbers_differ(case)


@rule("call-numbers-differ-by-language", of="calls")
def call_numbers_differ_by_language(case: Case) -> Iterator[Found]:
    """The same in a call."""
    yield from _numbers_differ(case)


@rule("report-numbers-differ-by-language", of="reports")
def report_numbers_differ_by_language(case: Case) -> Iterator[Found]:
    """The same in a report."""
    yield from _numbers_differ(case)


def _behind(case: Case) -> Iterator[Found]:
    if case.record.translation == "confirmed":
        for path, text in case.texts:
            if text.translation == "working":
                yield found(*path, "translation")


@rule("translation-behind", of="projects")
def translation_behind(case: Case) -> Iterator[Found]:
    """In a confirmed record every translation is confirmed: one that is not was changed after."""
    yield from _behind(case)


@rule("call-translation-behind", of="calls")
def call_translation_behind(case: Case) -> Iterator[Found]:
    """The same in a call."""
    yield from _behind(case)


@rule("report-translation-behind", of="reports")
def report_translation_behind(case: Case) -> Iterator[Found]:
    """The same in a report."""
    yield from _behind(case)
