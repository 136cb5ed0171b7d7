"""Rules on sums that a text prints with their parts: «51 + 20», «1 047 человек, из них 600 … и 447 …».

Only numbers that can count are read: no years, dates, percentages, ranges or numbers of schools.
A rule looks where a sign or a phrase stands and not at every number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grantpages.checks.finding import Found, Step, found
from grantpages.checks.pages import Page, once, pages
from grantpages.checks.prose import DIGITS, numbers, places_of, value_of
from grantpages.checks.rule import Case, rule
from grantpages.problem import Language

NEARLY = 5
"""Parts that miss their whole by no more than a twentieth were meant to make it up."""

_AND = r"(?!и\s|және\s|мен\s|пен\s|әрі\s)"
_WORD = r"(?:[^\d\s.,;:()=+×/«»-]|-)+"
_TERM = rf"{DIGITS}(?:\s{_AND}{_WORD}){{0,3}}"
_ADDITION = re.compile(rf"\(?({_TERM}(?:\s*\+\s*{_TERM})+)(?:\s*=\s*({DIGITS})|\s*\))")
_PRODUCT = re.compile(rf"({DIGITS})\s*[×xх*]\s*({DIGITS})(?:\s{_WORD}){{0,2}}\s*=\s*({DIGITS})")
_NUMBER = re.compile(DIGITS)

_AMONG: Mapping[Language, tuple[str, ...]] = {
    "kk": ("ішінде ", "ішінде: ", "ішінде – ", "ның "),
    "ru": ("том числе ", "том числе: ", "з них ", "з них: ", "з них – ", "из которых ", "реди них ", "реди них: "),
}
_LAST = "еңх:–"
"""The last signs of these phrases before the space: a quick look first."""
_PHRASE: Mapping[Language, re.Pattern[str]] = {
    "kk": re.compile(r"\b(?:оның|соның|олардың)(?: ішінде)?\W*\Z", re.IGNORECASE),
    "ru": re.compile(r"\b(?:в том числе|из них|из которых|среди них)\W*\Z", re.IGNORECASE),
}
_JOINED = r"(?:\s*,\s*|\s+(?:и|және|мен|пен|әрі|а также)\s+|\s*,\s*(?:и|және|а также)\s+)"
_PART = (
    rf"(?:\d+\)\s*)?{DIGITS}(?![%.,:/–-]?\d|\s*%|-?сынып|-?класс)(?:-\S+)?"
    rf"(?:\s{_AND}{_WORD}){{1,5}}"
)
_PARTS = re.compile(rf"({_PART}(?:{_JOINED}{_PART})+)")
_FIRST = re.compile(rf"(?:\d+\)\s*)?({DIGITS})")
_SPLIT = re.compile(rf"{_JOINED}(?=(?:\d+\)\s*)?{DIGITS})")
# Who belongs to one of these groups belongs to others as well: beside them parts may overlap.
_OVERLAPPING = re.compile(
    r"женщ|мужчин|девоч|девуш|мальчик|юнош|әйел|\bер(?:лер|\s)|қыз|\bұл|инвалид|мүгедек|ерекше|особ"
    r"|многодет|көп ?балалы|сирот|жетім|осал|уязвим|волонт|ерікті|сельск|ауыл"
)

Path = tuple[Step, ...]


@rule("printed-addition", of="projects")
def printed_addition(case: Case) -> Iterator[Found]:
    """An addition or multiplication printed in a project's text comes out."""
    return _wrong_sums(case)


@rule("report-printed-addition", of="reports")
def report_printed_addition(case: Case) -> Iterator[Found]:
    """The same in the text of a report's points."""
    return _wrong_sums(case)


def _wrong_sums(case: Case) -> Iterator[Found]:
    said: set[tuple[Path, str, int]] = set()
    for page in pages(case).values():
        for position, terms, counted, printed in (*_additions(page), *_products(page)):
            path = page.path(position)
            if (path[:-1], terms, printed) not in said:
                said.add((path[:-1], terms, printed))
                yield found(*path, terms=terms, sum=counted, printed=printed)


def _lines(page: Page, sign: str) -> Iterator[tuple[int, str]]:
    """The paragraphs with a sign, and where each begins."""
    spans = dict.fromkeys(page.line(position) for position in places_of(sign, page.text))
    yield from ((start, page.text[start:end]) for start, end in spans)


def _additions(page: Page) -> Iterator[tuple[int, str, int, int]]:
    """(where, the terms, their sum, the printed sum) of every addition that does not come out."""
    for start, line in _lines(page, "+"):
        for match in _ADDITION.finditer(line):
            terms = [value_of(number) for number in _NUMBER.findall(match[1])]
            printed = value_of(match[2]) if match[2] else _whole_before(line, match.start(), terms)
            if printed not in (None, sum(terms)) and (match[2] or match[0][0] == "("):
                yield start + match.start(), " + ".join(map(str, terms)), sum(terms), printed or 0


def _whole_before(line: str, position: int, terms: Sequence[int]) -> int | None:
    """The number before «(51 + 20)» that the terms should make: «2 groups (10 + 10)» has none."""
    before = _before(line, position)
    wholes = [number for number in before if number > max(terms)]
    return sum(terms) if sum(terms) in before else wholes[-1] if wholes else None


def _before(text: str, position: int) -> list[int]:
    """The counts in the sentence before a position, or in the one before that if the position begins it."""
    near = text[max(position - 600, 0) : position].rstrip(" .!?\n")
    return [number.value for number in numbers(near[_last_end(near) :])]


def _last_end(text: str) -> int:
    """Where the last sentence of a text begins; looked for from behind."""
    ends = [text.rfind("\n") + 1]
    for sign in ".!?":
        stop = text.rfind(sign)
        while stop >= 0 and not text[stop + 1 : stop + 2].isspace():
            stop = text.rfind(sign, 0, stop)
        ends.append(stop + 2 if stop >= 0 else 0)
    return max(ends)


def _products(page: Page) -> Iterator[tuple[int, str, int, int]]:
    for start, line in _lines(page, "="):
        for match in _PRODUCT.finditer(line):
            one, other, printed = map(value_of, match.groups())
            if one * other != printed:
                yield start + match.start(), f"{one} × {other}", one * other, printed


@rule("parts-over-whole", of="projects")
def parts_over_whole(case: Case) -> Iterator[Found]:
    """The parts that a sentence lists after «including» are not more than the whole."""
    for path, whole, parts in _lists(case):
        if sum(parts) > whole:
            yield found(*path, whole=whole, sum=sum(parts), terms=" + ".join(map(str, parts)))


@rule("parts-near-whole", of="projects")
def parts_near_whole(case: Case) -> Iterator[Found]:
    """Parts that come near the whole make it up."""
    for path, whole, parts in _lists(case):
        if 0 < (whole - sum(parts)) * 100 <= whole * NEARLY:
            yield found(*path, whole=whole, sum=sum(parts), terms=" + ".join(map(str, parts)))


@once
def _lists(case: Case) -> Sequence[tuple[Path, int, Sequence[int]]]:
    """(path, whole, parts) of every list of parts that does not make its whole, said once for both languages."""
    lists: dict[tuple[Path, int, tuple[int, ...]], Path] = {}
    for page in pages(case).values():
        for position, whole, parts in _lists_on(page):
            path = page.path(position)
            lists.setdefault((path[:-1], whole, parts), path)
    return [(path, whole, parts) for (_, whole, parts), path in lists.items()]


def _lists_on(page: Page) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    text, among = page.text, _AMONG[page.language]
    parted = [start for start, _ in page.marks if start > 1 and text[start - 1] == " " and text[start - 2] in _LAST]
    for start in parted:
        if not text[start].isdigit() or not text.endswith(among, max(start - 14, 0), start):
            continue
        if not (listed := _PARTS.match(text, start)):
            continue
        begin = _begin(page, start)
        before = _before(text, begin) if begin else []
        pieces = _SPLIT.split(listed[1])
        parts = tuple(value_of(first[1]) for piece in pieces if (first := _FIRST.match(piece)))
        overlap = len({bool(_OVERLAPPING.search(piece.lower())) for piece in pieces}) > 1
        # A part that is greater than the whole counts something else.
        if before and not overlap and sum(parts) not in before and max(parts) < max(before):
            yield start, max(before), parts


def _begin(page: Page, end: int) -> int:
    """Where the phrase begins that ends before a list: «Олардың ішінде», «Из них»; 0 where it is no such phrase."""
    phrase = _PHRASE[page.language].search(page.text, max(end - 30, 0), end)
    return phrase.start() if phrase else 0
