"""Rules on money and on counts of grants."""

from dataclasses import replace
from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task, text
from grantpages.checks import money
from grantpages.load import Dataset


def grant(amount: int, kk: str = "", ru: str = "", **fields: Any) -> dict[str, Any]:
    words = {"amount_in_words": text(kk, ru)} if kk else {}
    return {"grant": {"contract": {"number": "1", "date": "2025-05-05"}, "amount": amount, **words, **fields}}


@pytest.mark.parametrize(("amount", "fires"), [(11_000_000, False), (10_997_580, False), (11_000_001, True)])
def test_a_contract_and_its_lot(amount: int, fires: bool) -> None:
    assert bool(findings(money.contract_over_lot, dataset(project(**grant(amount))))) == fires


KK, RU = "он миллион тоғыз жүз тоқсан жеті мың бес жүз сексен", "десять миллионов девятьсот девяносто семь тысяч пятьсот восемьдесят"  # fmt: skip
WORDS = [  # (digits, Kazakh, Russian, the languages that differ, those that cannot be read)
    (10_997_580, KK, RU, [], []),
    (10_997_580, f"{KK} теңге 00 тиын", f"{RU} тенге 00 тиын", [], []),
    (10_997_580, f"10 997 580 ({KK}) теңге", f"10 997 580 ({RU}) тенге", [], []),
    (10_997_580, KK.replace("сексен", "алпыс"), RU, ["kk"], []),
    (10_997_580, KK, RU.replace("десять", "одиннадцать"), ["ru"], []),
    (11_000_000, KK, RU, ["kk", "ru"], []),
    (11_000_000, "он бір милион", "одиннадцать миллионов", [], ["kk"]),
    (11_000_000, "он бір миллион", "одинадцать миллионов", [], ["ru"]),
    (3_500_000, "үш миллион бес жүз мың", "три миллиона пятьсот тысяч", [], []),
]


@pytest.mark.parametrize(("digits", "kk", "ru", "differ", "unread"), WORDS)
def test_a_sum_in_words(digits: int, kk: str, ru: str, differ: list[str], unread: list[str]) -> None:
    data = dataset(project(**grant(digits, kk, ru)))
    assert [finding.path[-1] for finding in findings(money.amount_in_words, data)] == differ
    assert [finding.path[-1] for finding in findings(money.amount_words_unread, data)] == unread


BOTH = [
    ("5 (бес) жұмыс күні", "5 (пяти) рабочих дней", []),
    ("5 (алты) жұмыс күні", "5 (пяти) рабочих дней", ["kk"]),
    ("м", "в течение 15 (четырнадцати) дней", ["ru"]),
    ("м", "11 000 000 (десять миллионов) тенге", ["ru"]),
    ("м", "50 (мастер-класс) человек", []),
    ("№22 мектеп (Жаңаөзен)", "школа № 22 (город Жанаозен)", []),
    ("м", "10,5 (пять) тысяч", []),
]


@pytest.mark.parametrize(("kk", "ru", "languages"), BOTH)
def test_a_number_repeated_in_words(kk: str, ru: str, languages: list[str]) -> None:
    one, competition = project(task(activity(account=text(kk, ru)))), call() | {"territory": text(kk, ru)}
    data = dataset(one, competition, sections={"1": {"text": text(kk, ru)}})
    for rule in (money.number_in_words, money.call_number_in_words, money.report_number_in_words):
        assert [finding.path[-1] for finding in findings(rule, data)] == languages


ANNOUNCED = [
    ("лот сомасы 11 000 000 теңге", False),
    ("жалпы сома 22 млн теңге", False),
    ("жалпы сома 33 000 000 теңге", True),
    ("екі грант", False),
]


@pytest.mark.parametrize(("kk", "fires"), ANNOUNCED)
def test_the_sum_of_an_announcement(kk: str, fires: bool) -> None:
    competition = call()
    competition["announcement"]["text"] = text(kk)
    competition["lots"].append(competition["lots"][0] | {"number": 2})
    assert bool(findings(money.announced_sum, dataset(competition=competition))) == fires


def two(point: str, kk: str, ru: str = "текст", **second: Any) -> Dataset:
    """A report on two projects of a competition of two lots, with one point in words."""
    competition = call()
    competition["lots"].append(competition["lots"][0] | {"number": 2})
    other = project(**{"lot": 2, **second})
    data = dataset(
        project(**grant(10_997_580)), competition, sections={point: {"text": text(kk, ru)}}, projects={"q": other}
    )
    report = data.reports["r"].model_copy(update={"projects": ("won", "q")})
    return replace(data, reports={"r": report})


POINTS = [  # (rule, point, Kazakh, Russian, fires)
    (money.report_contracts_sum, "5", "22 000 000 теңгені құрайтын 2 гранттық жоба", "2 проекта на сумму 22 000 000 тенге", True),
    (money.report_contracts_sum, "5", "21 997 580 теңгені құрайтын 2 жоба", "на сумму 21 997 580 тенге", False),
    (money.report_contracts_sum, "5", "22 000 000 теңге бөлінді, шарттар 21 997 580 теңге", "м", False),
    (money.report_contracts_sum, "5", "22 млн теңге", "22 млн тенге", False),
    (money.report_contracts_sum, "5", "23 млн теңге", "23 млн тенге", True),
    (money.report_contracts_sum, "5", "Қаражат бөлінді.", "Средства выделены.", False),
    (money.report_lots_count, "2", "2 басым бағыт бойынша 2 мемлекеттік грантын беру", "2 грантов по 2 приоритетным направлениям", False),
    (money.report_lots_count, "2", "3 басым бағыт бойынша 2 мемлекеттік грантын беру", "т", True),
    (money.report_lots_count, "2", "2 басым бағыт бойынша 4 мемлекеттік грантын беру", "т", True),
    (money.report_lots_count, "2", "2025 жылғы хабарландыру", "т", False),
    (money.report_projects_count, "3", "2 грант бойынша 2 ҮЕҰ-мен шарт жасалды", "по 2 грантам с 2 НПО", False),
    (money.report_projects_count, "3", "3 грант бойынша 2 ҮЕҰ-мен шарт жасалды", "по 3 грантам", True),
    (money.report_projects_count, "3", "3 гранттың 2-і бойынша шарт жасалды", "по 2 из 3 грантов", False),
    (money.report_projects_count, "4", "бір сала бойынша 1 жобаны, екіншісі бойынша 1 жобаны іске асырды", "1 проект и 1 проект", False),
    (money.report_projects_count, "4", "бір сала бойынша 2 жобаны, екіншісі бойынша 1 жобаны іске асырды", "т", False),
    (money.report_projects_count, "4", "бір сала бойынша 3 жобаны, екіншісі бойынша 1 жобаны іске асырды", "т", True),
    (money.report_projects_count, "5", "3 гранттық жоба ұсынды", "т", True),
    (money.report_extra_budget, "6", "Бюджеттен тыс көздер тартылған жоқ.", "не привлекались", False),
    (money.report_extra_budget, "6", "Бюджеттен тыс 500 000 теңге тартылды.", "500 000 тенге", True),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "point", "kk", "ru", "fires"), POINTS)
def test_a_point_of_the_report(rule: Any, point: str, kk: str, ru: str, fires: bool) -> None:
    fired = [finding.field for finding in findings(rule, two(point, kk, ru))]
    assert fired == [f"sections.{point}.text.kk"] * fires


def test_money_from_elsewhere_that_point_6_does_not_name() -> None:
    funded = grant(11_000_000, co_funding=500_000)
    assert findings(money.report_extra_budget, two("6", "Бюджеттен тыс көздер тартылған жоқ.", **funded))
    assert not findings(money.report_extra_budget, two("6", "Бюджеттен тыс 500 000 теңге тартылды.", **funded))


def test_the_contracts_of_one_lot() -> None:
    apart, together = two("9", "м"), two("9", "м", lot=1)
    for rule in (money.lot_contracts_sum, money.lot_grants_count):
        assert not findings(rule, apart)
        assert [finding.field for finding in findings(rule, together)] == ["projects"]
