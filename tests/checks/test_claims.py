"""Rules on what a record can count: for each the cases that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import activity, dataset, findings, project, task, text
from checks.test_plan import figure
from grantpages.checks import claims
from grantpages.checks.catalogue import message_of
from grantpages.checks.titles import promises

DAYS = ["2025-06-14", "2025-07-03", "2025-08-22", "2025-09-23", "2025-11-04"]
AT = "tasks.0.activities.0."


def counted(kind: str, kk: str, actual: int | None = None, planned: int | None = None) -> dict[str, Any]:
    """A figure about something."""
    return figure(kind, planned, actual, what=text(kk, "предмет"))


def held(days: list[str], *figures: dict[str, Any], title: str = "Кездесулер") -> dict[str, Any]:
    return project(task(activity(days=days, figures=list(figures), title=text(title, "Встречи"))))


def titled(title: str, *figures: dict[str, Any]) -> dict[str, Any]:
    return project(task(activity(title=text(title, title), figures=list(figures))))


def group(title: str, *activities: dict[str, Any]) -> dict[str, Any]:
    return project({**task(*activities), "title": text(title, title)})


def called(title: str, *figures: dict[str, Any]) -> dict[str, Any]:
    return activity(title=text(title, title), figures=list(figures))


def people(*names: str, claimed: int, what: str = "тартылған сарапшылар", **more: Any) -> dict[str, Any]:
    named = [{"name": name, **more} for name in names]
    total = {**counted("people", what), "actual": claimed}
    return project(task(activity(people=named[:2]), activity(events=[{"people": named[2:]}])), figures=[total])


VIEWER = {"role": text("байқау қатысушысы", "участник конкурса")}
ROWS = [  # (rule, project, the fields at which it must fire)
    (claims.dates_and_events, held(DAYS, figure("events", 5, 5)), []),
    (claims.dates_and_events, held(DAYS[:4], figure("events", 5, 5)), [AT + "figures.0.actual"]),
    (claims.dates_and_events, held(DAYS, figure("participants", 90, 90), figure("events", 4, 4)), [AT + "figures.1.actual"]),
    (claims.dates_and_events, held(DAYS, figure("events", None, 4, actual_is="at_least")), []),
    (claims.dates_and_events, held(DAYS[:3], figure("events", None, 4, actual_is="at_least")), [AT + "figures.0.actual"]),
    (claims.dates_and_events, held(DAYS, figure("events", None, 3), figure("events", None, 2)), []),
    (claims.dates_and_events, held(DAYS, figure("events", None, 5), figure("events", None, 2)), []),
    (claims.dates_and_events, held([], figure("events", 5, 5)), []),
    (claims.dates_and_events, held(DAYS[:4], figure("events", 5)), []),
    (claims.dates_and_events, project(task(activity(events=[{"place": text()}], figures=[figure("events", 5, 5)]))), []),
    (claims.dates_and_items, held(DAYS, figure("items", 5, 5)), []),
    (claims.dates_and_items, held(DAYS[:3], figure("items", 5, 5)), [AT + "figures.0.actual"]),
    (claims.dates_and_title, held(DAYS[:2], title="Жастарға арналған 3 семинар өткізу"), [AT + "title"]),
    (claims.dates_and_title, held(DAYS[:3], title="Жастарға арналған үш семинар өткізу"), []),
    (claims.dates_and_title, held(DAYS[:2], figure("events", 3, 2), title="3 семинар өткізу"), []),
    (claims.dates_and_title, held(DAYS[:2], title="30 мүгедек балаға көмек"), []),
    (claims.dates_and_title, held(DAYS[:2], title="Конституцияның 30 жылдығына арналған форум"), []),
    (claims.dates_and_title, held(DAYS, title="3 тренинг пен 2 семинар өткізу"), []),
    (claims.title_and_figure, titled("5 кездесу (TEDx) ұйымдастыру", counted("events", "TEDx форматындағы кездесу", 5, 5)), []),
    (claims.title_and_figure, titled("5 кездесу (TEDx) ұйымдастыру", counted("events", "TEDx форматындағы кездесу", 6, 6)), [AT + "title"]),
    (claims.title_and_figure, titled("5 кездесу ұйымдастыру", counted("events", "кездесу", 6)), [AT + "title"]),
    (claims.title_and_figure, titled("5 кездесу ұйымдастыру", counted("events", "кездесу", 6, 5)), []),
    (claims.title_and_figure, titled("5 кездесу ұйымдастыру", counted("events", "семинар", 6)), []),
    (claims.title_and_figure, titled("2 000 буклет тарату", counted("copies", "қағаз буклет", 2000, 2000), counted("copies", "электронды буклет", 3000)), []),
    (claims.title_and_figure, titled("2000 буклет тарату", counted("copies", "буклет", 1500, 1500)), [AT + "title"]),
    (claims.title_and_figure, titled("10 буклет тарату", counted("copies", "балаларға буклет", 4), counted("copies", "ересектерге буклет", 6)), []),
    (claims.title_and_figure, titled("30 мыңнан астам қаралым жинау", figure("views", 30000)), []),
    (claims.title_and_figure, titled("30 мыңнан астам қаралым жинау", figure("views", 3000)), [AT + "title"]),
    (claims.title_and_figure, titled("№5 мектепте семинар өткізу", counted("events", "семинар", 2)), []),
    (claims.title_and_figure, titled("10 мектеп оқушысына арналған семинар", counted("events", "семинар", 2)), []),
    (claims.title_and_figure, titled("1. Семинар өткізу", counted("events", "семинар", 2)), []),
    (claims.title_and_figure, group("4 семинар өткізу", called("Ауылда", counted("events", "семинар", 3, 3)), called("Қалада", counted("events", "семинар", 1, 1))), []),
    (claims.title_and_figure, group("4 семинар өткізу", called("Ауылда", counted("events", "семинар", 3, 3)), called("Қалада", counted("events", "семинар", 2, 2))), ["tasks.0.title"]),
    (claims.title_and_activities, group("4 челлендж өткізу", called("Челленджер: сурет"), called("Видеочеллендж"), called("Спорт челенджін өткізу")), ["tasks.0.title"]),
    (claims.title_and_activities, group("3 челлендж өткізу", called("Челленджер: сурет"), called("Видеочеллендж"), called("Спорт челенджін өткізу")), []),
    (claims.title_and_activities, group("6 семинар өткізу", called("Мектептердегі семинарлар")), []),  # one may stand for all
    (claims.title_and_activities, group("6 семинар өткізу", called("Мектептердегі 4 семинар"), called("Колледждегі семинар")), []),
    (claims.title_and_activities, group("6 семинар өткізу", called("Ауыл семинары", figure("events", None, 4)), called("Қала семинары", figure("events", None, 2))), []),
    (claims.title_and_activities, group("6 семинар өткізу", called("Тренинг"), called("Көрме")), []),
    (claims.title_and_activities, group("4 маусым – Рәміздер күні; 12 тамыз – Жастар күні", called("Күні"), called("Күні 2"), called("Күні 3")), []),
    (claims.made_and_published, group("Роликтер", called("а", counted("items", "ролик", 6)), called("б", counted("items", "жарияланған ролик", 5))), ["tasks.0.activities.1.figures.0.actual"]),
    (claims.made_and_published, group("Роликтер", called("а", counted("items", "ролик", 5)), called("б", counted("items", "жарияланған ролик", 5))), []),
    (claims.made_and_published, group("Роликтер", called("а", counted("items", "ролик", 3)), called("б", counted("items", "ролик", 2))), []),
    (claims.made_and_published, group("Роликтер", called("а", counted("items", "ролик", 6)), called("б", counted("items", "жарияланған мақала", 5))), []),
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=2), ["figures.0.actual"]),
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=3), []),
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=7), []),
    (claims.experts_named, people("А Б", "В Г", "б а", claimed=2), []),  # one person, the name turned
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=2, **VIEWER), []),
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=2, role=text("форум спикері", "спикер")), ["figures.0.actual"]),
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=2, what="тренингке қатысқан мамандар"), []),
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=2, what="блогерлер"), []),
    (claims.experts_named, people("А Б", "В Г", "Д Е", claimed=2, what="тәжірибелі тренерлер"), ["figures.0.actual"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "one", "fields"), ROWS, ids=[f"{row[0].code}-{number}" for number, row in enumerate(ROWS)]
)
def test_a_rule_fires_where_it_must_and_nowhere_else(rule: Any, one: dict[str, Any], fields: list[str]) -> None:
    assert [finding.field for finding in findings(rule, dataset(one))] == fields


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("5 кездесу (TEDx) ұйымдастыру", [(5, "кездесу")]),
        ("4 флешмоб пен 4 челлендж ұйымдастыру", [(4, "флешмоб"), (4, "челлендж")]),
        ("екі бейнеролик дайындау", [(2, "бейнеролик")]),
        ("3 ашық пікірталас алаңын ұйымдастыру", [(3, "алаңын")]),
        ("30 мыңнан астам қаралым жинау", [(30_000, "қаралым")]),
        ("1,5 млн қаралым", []),
        ("30-дан астам волонтер тарту", [(30, "волонтер")]),
        ("2 000 буклет", [(2_000, "буклет")]),
        ("12 тамыз – Халықаралық жастар күні", []),
        ("Конституцияның 30 жылдығы", []),
        ("№22 мектеп пен 16-мектеп", []),
        ("1.Әлеуметтік желілер", []),
        ("Сағат 18:30 басталады", []),
        ("80% қатысушы", []),
        ("14–29 жас аралығындағы жастар", []),
        ("Организация 3 встреч и двух форумов", [(3, "встреч"), (2, "форумов")]),
    ],
)
def test_the_promises_of_a_title(title: str, expected: list[tuple[int, str]]) -> None:
    assert [(promise.number, promise.noun) for promise in promises(title)] == expected


def test_a_promise_is_quoted_as_each_language_prints_it() -> None:
    row = activity(title=text("екі форум өткізу", "проведение двух форумов"), figures=[counted("events", "форум", 3)])
    [finding] = findings(claims.title_and_figure, dataset(project(task(row))))
    kk, ru = message_of(finding)
    assert "«екі форум»" in kk
    assert "«двух форумов»" in ru
