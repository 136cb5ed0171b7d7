"""Words come to the same form from every keyboard, and in the browser exactly as in Python."""

import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from corpus import REPOSITORY, paragraphs

from grantpages.problem import LANGUAGES, Language
from grantpages.search.normalise import Normaliser, words
from grantpages.search.tables import tables

KAZAKH, RUSSIAN = Normaliser("kk"), Normaliser("ru")


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("жаңаөзен", "жанаозен"), ("жанаозен", "жанаозен"), ("jañaözen", "жанаозен"), ("zhanaozen", "жанаозен"),
        ("құндылық", "кундилик"), ("кундылык", "кундилик"), ("qundylyq", "кундилик"), ("kundylyk", "кундилик"),
        ("үй", "уи"), ("отбасы", "отбаси"), ("otbasy", "отбаси"), ("шаңырақ", "шанирак"), ("shañyraq", "шанирак"),
        ("tedx", "тедкс"), ("ёлка", "елка"), ("елка", "елка"), ("съезд", "сезд"), ("цель", "тсел"), ("tsel", "тсел"),
        ("2005", "2005"), ("ққ", "кк"), ("медициналық", "медитсиналик"), ("", ""),
    ],
)  # fmt: skip
def test_every_keyboard_leads_to_one_form(typed: str, form: str) -> None:
    assert KAZAKH.form(typed) == RUSSIAN.form(typed) == form


@pytest.mark.parametrize(
    "family",
    [
        "құндылық құндылықтарды құндылығын құндылықтан qundylyqtar кундылыктар",
        "отбасы отбасылық отбасының отбасыларға otbasylyq",
        "азамат азаматтар азаматтық азаматтардың",
        "бағыт бағыттар бағытын бағыттың",
        "мектеп мектебі мектептердің mektebinde",
        "өткізу өткізілді өткізілген өткізіп",
        "мазмұн мазмұны мазмұнының мазмұнға",
        "жұмыс жұмысы жұмысының жұмыстар",
        "ойын ойынға ойындар oiynga",
        "көрсеткіш көрсеткіштері көрсеткіші",
        "тарих тарихы тарихи тарихын",
        "экология экологиялық",
        "спорт спорттық спорттың",
    ],
)
def test_a_kazakh_word_and_its_endings_are_one(family: str) -> None:
    assert len({KAZAKH.stem(word) for word in family.split()}) == 1, [KAZAKH.stem(word) for word in family.split()]


@pytest.mark.parametrize(
    "others",
    [
        "құндылық күн күнделікті", "ұйым ұйымдастыру ұйымдастырушы", "тұрғын тұрғы түркі", "жас жастар жаса",
        "тұрақты тұрақ", "білім білу", "бөлім болу", "қысқа қыс", "атау ата", "сыйлық сый", "қолдау қолдану қол",
        "барлық бар", "қатысушы қатысу", "ойын ой",
    ],
)  # fmt: skip
def test_words_that_only_look_alike_stay_apart(others: str) -> None:
    stems = [KAZAKH.stem(word) for word in others.split()]
    assert len(set(stems)) == len(stems), stems


@pytest.mark.parametrize(
    "family",
    [
        "семья семьи семьям семьёй семей semya", "ценность ценностями ценностей tsennosti",
        "Жанаозен Жанаозене Жанаозену Жаңаөзен zhanaozen", "инициатива инициатив инициативами", "молодежь молодежи molodezh",
    ],
)  # fmt: skip
def test_a_russian_word_and_its_endings_are_one(family: str) -> None:
    assert len({RUSSIAN.stem(word) for word in words(family)}) == 1


@pytest.mark.parametrize(
    "family",
    [
        "экология экологический экологическую", "молодежь молодежный молодежной", "культура культурные культурного",
        "медиа медийной", "медицина медицинский", "традиция традиционные", "информация информационный",
        "семья семейные семей", "родители родительскую", "школа школьного", "гражданами гражданский", "город городской",
        "педагог педагогической", "регион региональных", "Павлодар Павлодарская",
    ],
)  # fmt: skip
def test_a_russian_word_and_the_adjective_made_of_it_are_one(family: str) -> None:
    assert len({RUSSIAN.stem(word) for word in words(family)}) == 1, [RUSSIAN.stem(word) for word in words(family)]


@pytest.mark.parametrize(
    "others",
    [
        "отдел отдельно", "среда средний", "способ способность", "деятель деятельность", "правила правильно",
        "место местный", "часть частный", "основа основной", "общество общественный", "пол польский", "труд трудный",
        "инициатива инициировать", "риск рис", "поиск пою", "отпуск отпуст",
    ],
)  # fmt: skip
def test_russian_words_that_only_look_derived_stay_apart(others: str) -> None:
    stems = [RUSSIAN.stem(word) for word in words(others)]
    assert len(set(stems)) == len(stems), stems


def _invented() -> list[str]:
    """Words of any letters, and real ones with endings that nobody would put there."""
    random = Random(3)
    letters = "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіё"
    latin = "abcdefghijklmnopqrstuvwxyzäöüūğñşıáúó"
    endings = [
        "вшись",
        "ывши",
        "ейте",
        "нно",
        "ующего",
        "ейше",
        "ость",
        "ями",
        "ией",
        "ился",
        "нной",
        "ейший",
        "лардың",
    ]
    drawn = [
        "".join(random.choices(source, k=random.randint(1, 14)))
        for source, count in ((letters, 6000), (latin, 3000))
        for _ in range(count)
    ]
    return drawn + [word[: random.randint(2, 8)] + random.choice(endings) for word in drawn[:5000]]


def _every_word() -> list[str]:
    files = [*(REPOSITORY / "data").rglob("*.yml"), REPOSITORY / "tests" / "data" / "report-2025-zhanaozen.kk.md"]
    texts = [path.read_text(encoding="utf-8") for path in files]
    texts += [text for language in LANGUAGES for text in paragraphs(language)]
    return sorted({word for text in texts for word in words(text)} | set(_invented()))


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_brings_every_word_to_the_same_forms(run: Callable[..., Any], language: Language) -> None:
    normaliser, known = Normaliser(language), _every_word()
    assert len(known) > 15_000
    there = run(
        """async ([tables, words]) => {
            const { form, stemmer } = await import("/modules/normalise.js")
            const stem = stemmer(tables)
            return words.map((word) => [form(word), stem(word)])
        }""",
        [tables(normaliser), known],
    )
    here = [[normaliser.form(word), normaliser.stem(word)] for word in known]
    assert [pair for pair in zip(known, here, there, strict=True) if pair[1] != pair[2]] == []


@pytest.mark.browser
def test_the_browser_parts_a_text_into_the_same_words(run: Callable[..., Any]) -> None:
    texts = [*paragraphs("kk"), *paragraphs("ru"), "Іс-шара: №5 «Е́», ½ x² a_b 10 997 580 ₸ й"]
    there = run(
        'async (texts) => { const { words } = await import("/modules/normalise.js"); return texts.map(words) }', texts
    )
    assert there == [words(text) for text in texts]
    assert not any(re.search(r"\s", word) for found in there for word in found)
