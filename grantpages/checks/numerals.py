"""Numbers written in words, in Kazakh and in Russian: «он бір миллион», «одиннадцать миллионов».

A number is read by its grammar and not by the sum of its words: «бес он» and «двести сто» are
nothing, and neither is a number with an unknown word in it. Russian words are known in all cases,
a Kazakh number may carry an ending on its last word.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from grantpages.problem import Language

# Latin letters that are typed for the Cyrillic ones they look like.
LOOKALIKES = str.maketrans("aeopcxyikё", "аеорсхуіке")
CURRENCY = frozenset(("теңге", "тенге", "тг", "kzt", "₸"))
_WORDS = re.compile(r"[^\W\d_]+|₸|\d+")

KAZAKH = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
KAZAKH_TENS = ("он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
KAZAKH_SCALES = {"мың": 1_000, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
KAZAKH_ENDINGS = re.compile(
    "(?:ның|нің|дың|дің|тың|тің|дан|ден|тан|тен|нан|нен|мен|бен|пен|ға|ге|қа|ке|на|не|ды|ді|ты|ті|ны|ні|да|де|та|те)$"
)

# Each number with all its forms; the order of the rows is the order of the numbers.
RUSSIAN_UNITS = """
ноль нуль ноля нуля нолю нулю нолем нулем
один одна одно одного одной одному одним одну одном
два две двух двум двумя
три трех трем тремя
четыре четырех четырем четырьмя
пять пяти пятью
шесть шести шестью
семь семи семью
восемь восьми восемью восьмью
девять девяти девятью
"""
RUSSIAN_TENS = """
двадцать двадцати двадцатью
тридцать тридцати тридцатью
сорок сорока
пятьдесят пятидесяти пятьюдесятью
шестьдесят шестидесяти шестьюдесятью
семьдесят семидесяти семьюдесятью
восемьдесят восьмидесяти восемьюдесятью
девяносто девяноста
"""
RUSSIAN_HUNDREDS = """
сто ста
двести двухсот двумстам двумястами двухстах
триста трехсот тремстам тремястами трехстах
четыреста четырехсот четыремстам четырьмястами четырехстах
пятьсот пятисот пятистам пятьюстами пятистах
шестьсот шестисот шестистам шестьюстами шестистах
семьсот семисот семистам семьюстами семистах
восемьсот восьмисот восьмистам восемьюстами восьмистах
девятьсот девятисот девятистам девятьюстами девятистах
"""
RUSSIAN_TEENS = "дес один две три четыр пят шест сем восем девят"  # and «-надцать», but for «десять»
RUSSIAN_SCALES = {"тысяч": 1_000, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
RUSSIAN_CASES = {"тысяч": ("", "а", "и", "у", "е", "ей", "ью", "ам", "ами", "ах")}
MASCULINE = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")

_UNIT, _TEEN, _TEN, _HUNDRED, _SCALE = range(5)
_Meaning = tuple[int, int]


def number_of_words(said: str, language: Language) -> int | None:
    """The whole number that words say, up to the name of the currency; None where they say no number.

    What follows the currency (tiyn) is not read.
    """
    words = [word.translate(LOOKALIKES) for word in _WORDS.findall(said.lower())]
    end = next((place for place, word in enumerate(words) if word in CURRENCY), len(words))
    meanings = list(_meanings(words[:end], language))
    return None if not meanings or None in meanings else _read([meaning for meaning in meanings if meaning], language)


def _meanings(words: list[str], language: Language) -> Iterator[_Meaning | None]:
    known = _kazakh() if language == "kk" else _russian()
    for place, word in enumerate(words):
        meaning = known.get(word)
        if not meaning and language == "kk" and place == len(words) - 1:
            meaning = known.get(KAZAKH_ENDINGS.sub("", word))
        yield meaning


def _read(meanings: list[_Meaning], language: Language) -> int | None:
    """The number of words that are all known, or None where they stand in no order a number has."""
    total, group, scale = 0, _Group(language), 10**15
    for rank, value in meanings:
        if rank == _SCALE:
            if value >= scale:
                return None
            total, scale, group = total + max(group.value, int(group.empty)) * value, value, _Group(language)
        elif not group.take(rank, value):
            return None
    return total + group.value


class _Group:
    """A number below a thousand as it is being said."""

    def __init__(self, language: Language) -> None:
        self.kazakh = language == "kk"
        self.value = 0
        self.lowest = _SCALE
        self.empty = True

    def take(self, rank: int, value: int) -> bool:
        """Add the next word; False where it cannot follow."""
        if rank == _HUNDRED and self.kazakh:  # «бес жүз» multiplies, «жүз» alone is one hundred
            fits = self.empty or (self.lowest == _UNIT and 0 < self.value < 10)
            self.value = max(self.value, 1) * 100
        else:
            fits = rank < self.lowest and not (rank == _TEEN and self.lowest == _TEN)
            fits = fits and (value > 0 or self.empty)
            self.value += value
        self.lowest, self.empty = (_UNIT if rank == _TEEN else rank), False
        return fits


@cache
def _kazakh() -> Mapping[str, _Meaning]:
    units = {word: (_UNIT, value) for value, word in enumerate(KAZAKH)}
    tens = {word: (_TEN, value * 10) for value, word in enumerate(KAZAKH_TENS, 1)}
    return units | tens | {"жүз": (_HUNDRED, 100)} | {word: (_SCALE, value) for word, value in KAZAKH_SCALES.items()}


@cache
def _russian() -> Mapping[str, _Meaning]:
    rows = chain(
        _forms(RUSSIAN_UNITS, _UNIT, 0, 1),
        _forms(RUSSIAN_TENS, _TEN, 20, 10),
        _forms(RUSSIAN_HUNDREDS, _HUNDRED, 100, 100),
    )
    teens = {
        stem + ("ят" if value == 10 else "надцат") + ending: (_TEEN, value)
        for value, stem in enumerate(RUSSIAN_TEENS.split(), 10)
        for ending in ("ь", "и", "ью")
    }
    scales = {
        stem + ending: (_SCALE, value)
        for stem, value in RUSSIAN_SCALES.items()
        for ending in RUSSIAN_CASES.get(stem, MASCULINE)
    }
    return dict(rows) | teens | scales


def _forms(table: str, rank: int, first: int, step: int) -> Iterator[tuple[str, _Meaning]]:
    for place, row in enumerate(table.strip().splitlines()):
        for word in row.split():
            yield word, (rank, first + place * step)
