"""Names of nobody: towns, organizations, people and sums that no reader can take for real ones."""

from random import Random

from grantpages.wording import RUSSIAN_PLACES
from sampling.changes import REAL_TOWN

Pair = tuple[str, str]

_TOWNS = (
    "Ақ", "Көк", "Қара", "Сары", "Қызыл", "Жасыл", "Боз", "Құба", "Күрең", "Торы", "Орта", "Бас", "Аяқ", "Тас",
    "Құм", "Тұз", "Алтын", "Күміс", "Темір", "Болат", "Қола", "Мыс", "Бал", "Сүт", "Нар", "Бота", "Арлан",
    "Қыран", "Сұңқар", "Қарлығаш", "Аққу", "Тырна", "Шағала", "Балық", "Шортан", "Сазан", "Бұлан", "Арқар",
    "Құлан", "Киік", "Терек", "Қайың", "Емен", "Арша", "Жиде", "Алма", "Өрік", "Жусан", "Изен", "Мия", "Таң",
    "Кеш", "Түс", "Ай", "Күн", "Жұлдыз", "Бұлт", "Жаңбыр", "Қар", "Мұз",
)  # fmt: skip
_WORDS = (
    "Бастау", "Мейірім", "Шапағат", "Болашақ", "Өркен", "Ұшқын", "Тірек", "Көмек", "Сенім", "Қолдау", "Ізгілік",
    "Береке", "Ынтымақ", "Қанат", "Дарын",
)  # fmt: skip
_SURNAMES = ("Мысалов", "Үлгібаев", "Сынақов", "Байқауов", "Көрнеков", "Жобабаев")
_GIVEN = ("Бірінші", "Екінші", "Үшінші", "Төртінші", "Бесінші", "Алтыншы", "Жетінші", "Сегізінші")
_THEMES = (
    ("ұлттық дәстүр мен құндылықтар", "национальные традиции и ценности"),
    ("кеше, бүгін, ертең", "вчера, сегодня, завтра"),
    ("отбасы мен мектеп бірге", "семья и школа вместе"),
    ("ауыл жастарының жаңа мүмкіндіктері", "новые возможности сельской молодежи"),
    ("мемлекеттік рәміздерді құрметтеу", "уважение к государственным символам"),
)
_MILLIONS = {
    5: ("бес", "пять"), 6: ("алты", "шесть"), 7: ("жеті", "семь"), 8: ("сегіз", "восемь"), 9: ("тоғыз", "девять"),
    10: ("он", "десять"), 11: ("он бір", "одиннадцать"), 12: ("он екі", "двенадцать"), 13: ("он үш", "тринадцать"),
    14: ("он төрт", "четырнадцать"), 15: ("он бес", "пятнадцать"), 16: ("он алты", "шестнадцать"),
}  # fmt: skip

TOWNS = len(_TOWNS)


def in_russian(kazakh: str) -> str:
    """A Kazakh name in the letters of the Russian alphabet."""
    return "".join(
        RUSSIAN_PLACES.get(letter.lower(), letter).upper() if letter.isupper() else RUSSIAN_PLACES.get(letter, letter)
        for letter in kazakh
    ).replace("Ё", "Е")


def town(number: int) -> Pair:
    """A town; it ends as the real one does, so the endings that the texts give it still fit."""
    first = _TOWNS[number % TOWNS]
    return first + REAL_TOWN[0].removeprefix("Жаңа"), in_russian(first) + REAL_TOWN[1].removeprefix("Жана")


def association(number: int) -> Pair:
    """An organization that asks for grants."""
    word = _WORDS[number % len(_WORDS)]
    kk = f"«{word} – {number + 1}-үлгі» қоғамдық қоры"
    return kk, f"Общественный фонд «{in_russian(word)} – образец № {number + 1}»"


def person(rng: Random) -> str:
    """Someone's name as a Kazakh report prints it."""
    return f"{rng.choice(_SURNAMES)} {rng.choice(_GIVEN)}"


def title(number: int, rng: Random) -> Pair:
    """A project's title."""
    word, (kk, ru) = rng.choice(_WORDS), rng.choice(_THEMES)
    return f"{word} – {number + 1}-үлгі: {kk}", f"{in_russian(word)} – образец № {number + 1}: {ru}"


def amount(real: int, words: dict[str, str] | None, rng: Random) -> tuple[int, dict[str, str] | None]:
    """A sum with other millions, and its words; the same sum where its words are not understood."""
    old, new = real // 10**6, rng.choice(list(_MILLIONS))
    if old not in _MILLIONS:
        return real, words
    starts = {"kk": f"{_MILLIONS[old][0]} миллион", "ru": f"{_MILLIONS[old][1]} миллион"}
    if words is not None and not all(words[language].startswith(start) for language, start in starts.items()):
        return real, words
    changed = words and {
        language: f"{_MILLIONS[new][side]} миллион{words[language].removeprefix(starts[language])}"
        for side, language in enumerate(starts)
    }
    return real + (new - old) * 10**6, changed
