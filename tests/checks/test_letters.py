"""Rules on letters and quotes: for each the texts that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task, text
from grantpages.checks import letters

LOOK_ALIKE = [  # (a text, the words and how they are written right)
    ("Мөрдiң бедері басылады", [("Мөрдiң", "Мөрдің")]),
    ("Taлдықорған және Оral", [("Taлдықорған", "Талдықорған"), ("Оral", "Oral")]),
    ("Тəуелсіздік күні", [("Тəуелсіздік", "Тәуелсіздік")]),
    ("«Qazaq Sуmbols» жобасы", [("Sуmbols", "Symbols")]),
    ("екі рет: Мөрдiң, Мөрдiң", [("Мөрдiң", "Мөрдің")]),
    ("1О0 адам, 2О25 жыл", [("1О0", "100"), ("2О25", "2025")]),
    ("TEDx, Instagram-да, YouTube, Zoom", []),
    ("Instagramда жарияланды, ACEтің жобасы", []),
    ("онлайнZoom", []),
    ("Instagramе, MAXом, Teсt", []),  # a case ending, or a word that may be of either alphabet
    ("«Zangar Event» ҚҚ, DJ, PR-менеджер, 4K бейне", []),
    ("Müller мен Jañaözen", []),
    ("1д үйі, №22 мектеп", []),
]


@pytest.mark.parametrize(("said", "words"), LOOK_ALIKE)
def test_a_letter_that_only_looks_right(said: str, words: list[tuple[str, str]]) -> None:
    found = findings(letters.look_alike_letter, dataset(project(task(activity(account=text(said, "текст"))))))
    assert [(finding.values["word"], finding.values["right"]) for finding in found] == words


def test_a_look_alike_is_found_in_each_language_and_field() -> None:
    data = dataset(project(task(activity(account=text("мәтiн", "тeкст"))), place=text("қалa", "город")))
    fields = [finding.field for finding in findings(letters.look_alike_letter, data)]
    assert sorted(fields) == ["place.kk", "tasks.0.activities.0.account.kk", "tasks.0.activities.0.account.ru"]


STRAY = [
    ("онлайнZoom", ["онлайнZoom"], []),
    ("Instagramда", ["Instagramда"], []),
    ("Instagram-да, Мөрдiң", [], []),
    ("Київ қаласы", [], ["Київ"]),
    ("Ҡазақстан", [], ["Ҡазақстан"]),
    ("Ақтөбе, Ёлка, Jañaözen", [], []),
    ("ωқушы", [], ["ωқушы"]),
]


@pytest.mark.parametrize(("said", "mixed", "foreign"), STRAY)
def test_letters_that_do_not_belong_together(said: str, mixed: list[str], foreign: list[str]) -> None:
    data = dataset(project(task(activity(account=text(said, "текст")))))
    assert [finding.values["word"] for finding in findings(letters.mixed_alphabets, data)] == mixed
    assert [finding.values["word"] for finding in findings(letters.foreign_letter, data)] == foreign


QUOTES = [
    ("«Отбасы» жобасы", ""),
    ("«Отбасы жобасы", "«"),
    ("Отбасы» жобасы", "»"),
    ("«Жаңа «Отбасы» жобасы»", ""),
    ("“Отбасы” жобасы", ""),
    ("“Отбасы жобасы", "“"),
    ("„Отбасы“ жобасы", ""),
    ("„Отбасы жобасы", "„"),
    ('"Отбасы" жобасы', ""),
    ('"Отбасы жобасы', '"'),
    ("тырнақшасыз", ""),
]


@pytest.mark.parametrize(("said", "mark"), QUOTES)
def test_what_is_opened_is_closed(said: str, mark: str) -> None:
    found = findings(letters.quotes_not_closed, dataset(project(place=text(said))))
    assert [(finding.field, finding.values["mark"]) for finding in found] == ([("place.kk", mark)] if mark else [])


def test_an_open_quote_in_both_languages_is_one_finding() -> None:
    assert len(findings(letters.quotes_not_closed, dataset(project(place=text("«Ақтау", "«Актау"))))) == 1
    (finding,) = findings(letters.quotes_not_closed, dataset(project(place=text("«Ақтау»", "«Актау"))))
    assert finding.field == "place.ru"


BAD, GOOD = text("«Мөрдiң бедері"), text("«Мөрдің бедері»")


@pytest.mark.parametrize(("said", "count"), [(BAD, 1), (GOOD, 0)])
def test_the_other_records_are_read_alike(said: dict[str, Any], count: int) -> None:
    data = dataset(
        competition=call() | {"title": said},
        organization={"kind": "ngo", "name": said},
        sections={"12": {"text": said}},
    )
    for kind in ("call", "report", "organization"):
        for name in ("look_alike_letter", "quotes_not_closed"):
            assert len(findings(getattr(letters, f"{kind}_{name}"), data)) == count
