"""Rules on sums printed with their parts."""

from collections.abc import Sequence
from typing import Any

import pytest

from checks.cases import activity, dataset, findings, project, task, text
from grantpages.checks import parts

RULES = {rule.code: rule for rule in (parts.printed_addition, parts.parts_over_whole, parts.parts_near_whole)}
ADDITION, OVER, NEAR = RULES
TEXTS: Sequence[tuple[str, str, str]] = [  # (Kazakh, Russian, the code that fires)
    ("2 тренингке жалпы 71 қатысушы қатысты (51 + 20).", "", ""),
    ("2 тренингке жалпы 71 қатысушы қатысты (51 + 30).", "", ADDITION),
    ("", "участвовал 71 человек (51 учитель + 30 врачей)", ADDITION),
    ("", "участвовал 81 человек (51 учитель + 30 врачей)", ""),
    ("51 + 20 = 71", "51 + 20 = 71", ""),
    ("51 + 20 = 81", "", ADDITION),
    ("100 + 200 + 300 = 500", "", ADDITION),
    ("1 000 + 47 = 1 047", "", ""),
    ("3 × 50 = 150", "3 x 50 = 150", ""),
    ("", "3 квиза, 3 × 50 = 160", ADDITION),
    ("", "2 группы (10 + 10)", ""),
    ("", "Тел. +7 700 000 00 00, 18+", ""),
    ("", "программа «1 + 1»", ""),
    ("1 047 адам қатысты, оның ішінде 600 жас және 447 қала тұрғыны бар.", "", ""),
    ("1 047 адам қатысты, оның ішінде 600 жас және 457 қала тұрғыны бар.", "", OVER),
    ("1 047 адам қатысты, оның ішінде 590 жас және 447 қала тұрғыны бар.", "", NEAR),
    ("120 адам қатысты. Олардың ішінде 80 мұғалім мен 45 дәрігер болды.", "", OVER),
    ("120 адам, оның 80-і мұғалім және 45-і дәрігер", "", OVER),
    ("10 019 қатысушы (оның ішінде 7 952 бала, 1 000 жас).", "10 019 человек (в том числе 7 952 ребенка, 1 000 молодых)", ""),
    ("", "50 работ, в том числе 39 эссе и 11 рисунков", ""),
    ("", "50 работ, в том числе: 39 эссе и 12 рисунков", OVER),
    ("", "Обучено 120 педагогов. Из них 75 учителей, 30 воспитателей и 20 методистов.", OVER),
    ("", "В 2025 году обучено 120 педагогов, из них 70 учителей и 20 методистов.", ""),
    ("", "100 человек, из них 60 женщин и 70 молодых", ""),  # the groups overlap
    ("", "100 человек, из них 60 женщин и 50 мужчин", OVER),
    ("", "100 человек, из них 60 % женщин и 50 % мужчин", ""),
    ("", "20 мероприятий, из них 5 семинаров и 300 участников", ""),  # other things
    ("", "20 мероприятий, из них 5 семинаров для 300 человек и 15 тренингов", ""),
    ("200 адам, оның ішінде 5-9 сынып оқушылары 120 адам және 100 мұғалім", "", ""),
    ("оның ішінде 60 бала мен 50 жас", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kk", "ru", "code"), TEXTS)
def test_a_sum_in_an_account(kk: str, ru: str, code: str) -> None:
    data = dataset(project(task(activity(account=text(kk or "мәтін", ru or "текст")))))
    assert [name for name, rule in RULES.items() for _ in findings(rule, data)] == [code] * bool(code)


def test_a_fault_in_both_languages_is_said_once() -> None:
    data = dataset(project(task(activity(account=text("51 + 20 = 81", "51 + 20 = 81")))))
    found: list[Any] = findings(parts.printed_addition, data)
    assert [finding.field for finding in found] == ["tasks.0.activities.0.account.kk"]
    assert found[0].values == {"terms": "51 + 20", "sum": 71, "printed": 81}


@pytest.mark.parametrize(("ru", "fires"), [("11 + 11 = 22 млн", False), ("11 + 11 = 23 млн", True)])
def test_a_sum_in_a_report(ru: str, fires: bool) -> None:
    data = dataset(project(), sections={"5": {"text": text(ru=ru)}})
    assert bool(findings(parts.report_printed_addition, data)) == fires
