"""What is in the records already is recognised, and what only looks like it is not taken for it."""

import pytest

from grantpages.intake.reading import read_report
from grantpages.load import Dataset

REPORT = """
# Отчет оператора за {year} год

Заказчик: ГУ «Жанаозенский городской отдел внутренней политики»

**1. Дата начала и окончания отчетного периода размещения грантов:**

Объявление опубликовано {announced}.

**3. Количество реализованных грантов в отчетном периоде:**

| Приоритетное направление | Наименование организации | Номер и дата договора |
|---|---|---|
| Спорт | {name} | № 1 от 01.04.{year} |

**Грантополучатель:** {name}

**I. Общая информация по всем мероприятиям проекта:**

**Мероприятие 1. Забег.** Прошел 01.06.{year}.
"""


def taken(records: Dataset, name: str, year: int = 2025, announced: str = "5 марта 2025 года") -> tuple[str, str]:
    text = REPORT.format(name=name, year=year, announced=announced)
    drafts = read_report(text.encode(), "x.md", records)
    (project,) = drafts.records["projects"].values()
    (call,) = drafts.records["calls"]
    return project["grantee"], call


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("ОФ «Экологический фонд Казахстана»", "ecological-fund-of-kazakhstan"),
        ("Общественный фонд «Экологический Фонд Казахстана»", "ecological-fund-of-kazakhstan"),
        ("«Экологический фонд Казахстна»", "ecological-fund-of-kazakhstan"),
        ("ОФ «Zangar event»", "zangar-event"),
        ("ОФ «Экологический союз Казахстана»", "ekologicheskij-soyuz-kazahstana"),
        ("ОФ «Zangar Sport»", "zangar-sport"),
    ],
)
def test_an_organization_is_known_by_its_name(name: str, id_: str, records: Dataset) -> None:
    assert taken(records, name)[0] == id_


@pytest.mark.parametrize(
    ("year", "announced", "call"),
    [
        (2025, "5 марта 2025 года", "zhanaozen-2025"),
        (2025, "5 сентября 2025 года", "zhanaozen-2025-2"),
        (2026, "5 марта 2026 года", "zhanaozen-2026"),
    ],
)
def test_a_competition_keeps_its_id_and_another_gets_its_own(
    year: int, announced: str, call: str, records: Dataset
) -> None:
    assert taken(records, "ОФ «Zangar Event»", year, announced)[1] == call


def test_a_record_that_is_there_already_is_named_at_the_head_of_the_draft(records: Dataset) -> None:
    text = REPORT.format(name="ОФ «Zangar Event»", year=2025, announced="5 марта 2025 года")
    drafts = read_report(text.encode(), "x.md", records)
    assert "# check: запись с таким именем уже есть" in drafts.files["calls/zhanaozen-2025.yml"]


def test_what_was_translated_before_is_translated(records: Dataset) -> None:
    text = REPORT.format(name="ОФ «Zangar Event»", year=2025, announced="5 марта 2025 года")
    text = text.replace("Спорт", "Семейные ценности – основа национального воспитания")
    (call,) = read_report(text.encode(), "x.md", records).records["calls"].values()
    assert call["lots"][0]["direction"]["kk"] == "Отбасылық құндылықтар - ұлттық тәрбие негізі"
