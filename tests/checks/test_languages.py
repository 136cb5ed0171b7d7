"""Rules on the two languages: for each the texts that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task, text
from grantpages.checks import languages

KK, RU = "Іс-шара қаланың барлық мектебінде өтті.", "Мероприятие прошло во всех школах города."


def account(kk: str, ru: str) -> dict[str, Any]:
    return project(task(activity(account=text(kk, ru))))


OTHER = [  # (Kazakh field, Russian field, the languages whose field fires)
    (KK, RU, []),
    (RU, RU, ["kk"]),
    (KK, KK, ["ru"]),
    (f"{KK} Семинары прошли в школах и колледжах города. {KK}", f"{RU} {RU}", ["kk"]),
    (f"{KK} {KK}", f"{RU} Қатысушылар мемлекеттік рәміздер туралы білімін арттырды. {RU}", ["ru"]),
    (f"{KK}\n\nПодкасты для молодежи и родителей.", RU, ["kk"]),
    ("«Семья – это любовь и доверие» атты кездесу өтті.", "Прошла встреча «Семья – это любовь и доверие».", []),
    ("«Тіл – халық жаны» байқауы", "Конкурс «Тіл – халық жаны»", []),
    ("Спикерлер: Елжас Ертайұлы", "Спикеры: Елжас Ертайұлы и Бижан Мұхаммедов провели встречу для родителей", []),
    ("спикер", "спикер", []),
    ("Zoom", "Zoom", []),
    ("медиа тренер", "медиа тренер", []),
    ("город Актау", "город Актау", ["kk"]),
    ("общественный деятель", "общественный деятель", ["kk"]),
    ("Жаңаөзен қаласы", "Жаңаөзен қаласы", ["ru"]),
    ("Ақтау", "Ақтау", []),
]


@pytest.mark.parametrize(("kk", "ru", "fired"), OTHER)
def test_each_field_is_in_its_own_language(kk: str, ru: str, fired: list[str]) -> None:
    found = findings(languages.text_in_other_language, dataset(account(kk, ru)))
    assert [finding.field.removeprefix("tasks.0.activities.0.account.") for finding in found] == fired


NUMBERS = [  # (Kazakh, Russian, numbers in the Kazakh only, in the Russian only)
    ("190 адам келді", "пришли 190 человек", None),
    ("190 адам келді", "пришли 160 человек", ("190", "160")),
    ("190 адам қатысты", "участвовали 160 человек", ("190", "160")),
    ("1 047 адам, 6 топ", "1\u00a0047 человек, 6 групп", None),
    ("05 наурызда 22 адам", "5 марта 22 человека", None),
    ("екі топ, үш күн", "2 группы, 3 дня", None),
    ("6 флешмоб", "шесть флешмобов", None),
    ("6 флешмоб", "пять флешмобов", ("6", None)),
    ("14.06 және 03.07 күндері", "14.06 и 04.07", ("3", "4")),
    ("1,5 млн қаралым", "1 500 000 просмотров", None),
    ("2025 жылы өтті", "прошло в этом году", None),
    ("2025 жылы өтті", "прошло в 2024 году", ("2025", "2024")),
    ("70% және 80 пайыз", "70 %", ("80", None)),
    ("№22 мектеп", "школа № 22", None),
    ("сансыз мәтін", "текст без чисел", None),
]


@pytest.mark.parametrize(("kk", "ru", "missing"), NUMBERS)
def test_both_languages_have_the_same_numbers(kk: str, ru: str, missing: tuple[str | None, str | None] | None) -> None:
    found = findings(languages.numbers_differ_by_language, dataset(account(kk, ru)))
    if missing is None:
        assert not found
        return
    assert [finding.field for finding in found] == ["tasks.0.activities.0.account.ru"]
    shown = found[0].values["kk"], found[0].values["ru"]
    assert tuple(said if isinstance(said, str) else None for said in shown) == missing


@pytest.mark.parametrize(
    ("record", "of_text", "fires"),
    [(None, None, False), ("working", "working", False), ("confirmed", None, False), ("confirmed", "confirmed", False),
     ("confirmed", "working", True), (None, "working", False)],
)  # fmt: skip
def test_a_translation_that_is_behind(record: str | None, of_text: str | None, fires: bool) -> None:
    said = text(KK, RU) | ({"translation": of_text} if of_text else {})
    fields = {"translation": record} if record else {}
    found = findings(languages.translation_behind, dataset(project(place=said, **fields)))
    assert [finding.field for finding in found] == (["place.translation"] if fires else [])


def test_the_other_records_are_read_alike() -> None:
    wrong = text(f"{RU} Пришли 190 человек и дети.", f"{RU} Пришли 160 человек.") | {"translation": "working"}
    data = dataset(
        competition=call() | {"title": wrong, "translation": "confirmed"},
        organization={"kind": "ngo", "name": wrong},
        sections={"11": {"text": wrong}},
    )
    assert findings(languages.organization_text_in_other_language, data)
    for kind in ("call", "report"):
        assert findings(getattr(languages, f"{kind}_text_in_other_language"), data)
        assert findings(getattr(languages, f"{kind}_numbers_differ_by_language"), data)
    assert findings(languages.call_translation_behind, data)
    assert not findings(languages.report_translation_behind, data)
