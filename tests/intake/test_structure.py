"""Headings, tables and paragraphs: what a piece of a report is."""

import pytest

from grantpages.intake.form import APPENDIX_1, APPENDIX_2, HEADINGS, REPORT, place_of
from grantpages.intake.headings import heading_of
from grantpages.intake.markdown import read_markdown
from grantpages.intake.mending import mend
from grantpages.intake.source import Paragraph, Row, Table
from grantpages.intake.statistics import statistics_of
from grantpages.intake.tables import read_table


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row((number,), cells) for number, cells in enumerate(rows, 1)))


@pytest.mark.parametrize("places", [REPORT, APPENDIX_1, APPENDIX_2], ids=["points", "appendix 1", "appendix 2"])
def test_every_wording_of_the_form_is_told_from_the_others(places: tuple[str, ...]) -> None:
    for place in places:
        for wording in HEADINGS[place]:
            assert place_of(f"3. {wording}:", places)[0] == place, wording


@pytest.mark.parametrize(
    ("text", "lead", "found"),
    [
        ("Іс-шара 4: Екі бейнеролик дайындау", 34, ("activity", "4", "Екі бейнеролик дайындау")),
        ("5- іс-шара. Челлендж. Ол өтті.", 22, ("activity", "5", "Челлендж.")),
        ("Мероприятие № 2. Хакатон. Прошел в мае.", 0, ("activity", "2", "Хакатон.")),
        ("1.2. Выпуск пособия. Издано 500.", 0, ("activity", "1.2", "Выпуск пособия.")),
        ("3 міндет. Тренингтер өткізу.", 28, ("task", "3", "Тренингтер өткізу.")),
        ("Задача №1: Научить", 0, ("task", "1", "Научить")),
        ("Сілтемелер:", 11, ("links", "", "Сілтемелер")),
        ("Ссылки на публикации:", 0, ("links", "", "Ссылки на публикации")),
        ("Итоговая публичная презентация результатов проекта", 50, ("closing", "", None)),
        ("Біз 3 міндет қойдық.", 0, None),
        ("12.05 мен 14.06 күндері өтті.", 0, None),
        ("Жай ғана мәтін.", 0, None),
    ],
)
def test_headings(text: str, lead: int, found: tuple[str, str, str | None] | None) -> None:
    heading = heading_of(Paragraph((1,), text, lead), inside_task=True)
    if found is None:
        assert heading is None
    else:
        assert heading is not None
        assert (heading.level, heading.number) == found[:2]
        assert found[2] in (None, heading.title)


@pytest.mark.parametrize(
    ("given", "counts", "totals"),
    [
        ((("Барлығы", "Ерлер", "Әйелдер"), ("600", "275", "325")), {"men": 275, "women": 325}, [600]),
        ((("Всего", "10 019"), ("Мужчины", "4809"), ("Женщины", "5 210")), {"men": 4809, "women": 5210}, [10019]),
        (
            (("", "Мужчины", "Женщины", "Итого"), ("Село", "1", "2", "3"), ("Город", "4", "5", "9"), ("Итого", "5", "7", "12")),
            {"men": 5, "women": 7},
            [12],
        ),
        ((("13-16 жас", "17–22 жас", "59 жас және одан жоғары"), ("1", "2", "3")), {"13-16": 1, "17-22": 2, "59+": 3}, []),
        (
            (("Балалар (оның ішінде мүгедек балалар)", "Мүгедектігі бар тұлғалар", "Егде жастағы адамдар (50 жастан жоғары)"), ("7", "0", "2")),
            {"children": 7, "disabled": 0, "older": 2},
            [],
        ),
    ],
)  # fmt: skip
def test_statistics(given: tuple[tuple[str, ...], ...], counts: dict[str, int], totals: list[int]) -> None:
    found = statistics_of(table(*given))
    assert found is not None
    assert (found.counts, found.totals) == (counts, totals)


def test_rows_without_a_total_are_added_up_and_marked() -> None:
    found = statistics_of(table(("", "Мужчины", "Женщины"), ("Село", "1", "2"), ("Город", "4", "5")))
    assert found is not None
    assert found.summed
    assert found.counts == {"men": 5, "women": 7}


def test_a_column_the_form_does_not_have_is_named() -> None:
    found = statistics_of(table(("Мужчины", "Женщины", "Онлайн"), ("1", "2", "3")))
    assert found is not None
    assert found.unknown == ["Онлайн: 3"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (("№", "Басым бағыт", "Грант саны", "Грант сомасы"), "lots"),
        (("№", "Сала", "Басым бағыт", "Грант түрі", "Ұйым атауы", "Шарттың нөмірі мен күні"), "contracts"),
        (("Грантополучатель", "Наименование организации", "ФИО руководителя", "Юридический адрес"), "partners"),
        (("Наименование НПО", "ФИО руководителя", "Юридический адрес", "Период", "Сумма"), "grantees"),
        (("№", "Мероприятие", "Дата", "Место", "Участники"), "activities"),
        (("Аты", "Бағасы"), "other"),
    ],
)
def test_tables_are_told_by_their_heads_across_and_down(head: tuple[str, ...], kind: str) -> None:
    body = tuple(f"x{at}" for at in range(len(head)))
    assert read_table(table(head, body)).kind == kind
    if len(head) > 3:
        assert read_table(table(*zip(head, body, strict=True))).kind == kind


def test_mending_joins_what_pages_cut() -> None:
    text = "Бет басы\n\nСөйлем бөлініп\n\n- 3 -\n\nБет басы\n\nқалған еді.\n\nБет басы\n\nЖаңа сөйлем."
    source = mend(read_markdown(text, "x"))
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [
        "Сөйлем бөлініп қалған еді.",
        "Жаңа сөйлем.",
    ]
    assert sorted(source.furniture) == [1, 5, 7, 11]
    assert isinstance(source.blocks[0], Paragraph)
    assert source.blocks[0].joined == (9,)


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("**Қою** жай", [("Қою жай", 3)]),
        ("### ***1) Тақырып:*** мәтін", [("1) Тақырып: мәтін", 11)]),
        ("бір  \nекі", [("бір", 0), ("екі", 0)]),
        ("бір\nекі", [("бір екі", 0)]),
        ("**бір  \nекі** үш", [("бір екі үш", 7)]),
        (r"a\_b \* c", [("a_b * c", 0)]),
        (r"[https://a.kz/x\\_y](https://a.kz/x_y)", [("https://a.kz/x_y", 0)]),
        ("[сурет](https://a.kz/x)", [("сурет https://a.kz/x", 0)]),
        ("- бір\n- екі", [("бір", 0), ("екі", 0)]),
        ("1. **Атауы.** мәтін", [("1. Атауы. мәтін", 9)]),
        ("A &amp; B<br>C", [("A & B C", 0)]),
    ],
)
def test_markdown(markdown: str, texts: list[tuple[str, int]]) -> None:
    blocks = read_markdown(markdown, "x").blocks
    assert [(block.text, block.lead) for block in blocks if isinstance(block, Paragraph)] == texts
