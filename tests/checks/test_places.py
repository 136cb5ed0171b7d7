"""Rules on places: the cases that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import activity, call, dataset, findings, project, task, text
from grantpages.checks import places
from grantpages.checks.catalogue import message_of
from grantpages.checks.settlements import cities

NAMES = {
    "mangystau": "Маңғыстау облысы",
    "atyrau": "Атырау облысы",
    "jetisu": "Жетісу облысы",
    "karaganda": "Қарағанды облысы",
    "astana": "Астана қаласы",
    "almaty": "Алматы қаласы",
    "almaty-region": "Алматы облысы",
}
REGIONS = {id: {"id": id, "name": text(name, name)} for id, name in NAMES.items()}


def inside(territory: str, region: str = "mangystau") -> dict[str, Any]:
    return call() | {"region": region, "territory": text(territory, territory)}


def at(place: str) -> dict[str, Any]:
    return project(task(activity(events=[{"place": text(place, place)}])))


ROWS = [  # (territory, place, whether it must fire)
    ("Жаңаөзен қаласы", "Жаңаөзен қаласы, №3 мектеп", False),
    ("Жаңаөзен қаласы", "№3 мектеп", False),
    ("Жаңаөзен қаласы", "Талдықорған қаласындағы университет", True),
    ("Жаңаөзен қаласы", "Талдықорған қ., №3 мектеп", True),
    ("Жаңаөзен қаласы", "Талдықорған", True),
    ("Жаңаөзен қаласы", "Талдықорғанда, мәдениет үйінде", True),
    ("Жаңаөзен қаласы", "Ақтау қаласы", True),  # the same region, but another city
    ("Жаңаөзен қаласы", "Маңғыстау облысы, Жаңаөзен қаласы", False),
    ("Жаңаөзен қаласы", "Атырау облысы", True),
    ("Жаңаөзен қаласы", "Алматы көшесі, 5", False),
    ("Жаңаөзен қаласы", "Астана даңғылы, 12 үй", False),
    ("Жаңаөзен қаласы", "Сәтбаев көшесі, 1д", False),
    ("Жаңаөзен қаласы", "Абай, кітапхана", False),  # Abai is a person and a street first
    ("Жаңаөзен қаласы", "Абай қаласы", True),
    ("Жаңаөзен қаласы", "Zoom платформасы", False),
    ("Жаңаөзен қаласы", "Теңге ауылы", False),
    ("Маңғыстау облысы", "Ақтау қаласы", False),
    ("Маңғыстау облысы", "Атырау қаласы", True),
    ("Маңғыстау облысы, Жаңаөзен қаласы", "Ақтау қаласы", True),
    ("Маңғыстау облысы мен Астана қаласы", "Ақтау қаласы", False),
    ("Маңғыстау облысы мен Астана қаласы", "Астана қаласы", False),
    ("Маңғыстау облысы мен Астана қаласы", "Алматы қаласы", True),
    ("Бейнеу ауданы", "Ақтау қаласы", False),  # a territory that the table does not know: its region is asked
    ("Бейнеу ауданы", "Алматы қаласы", True),
    ("Қазақстан Республикасы", "Алматы қаласы", False),
    ("Жаңаөзен және Ақтау қалалары", "Жаңаөзен қаласы", False),
]


@pytest.mark.parametrize(("territory", "place", "fires"), ROWS)
def test_an_event_is_in_the_territory(territory: str, place: str, fires: bool) -> None:
    data = dataset(at(place), inside(territory), regions=REGIONS)
    fields = [finding.field for finding in findings(places.place_outside_territory, data)]
    assert fields == (["tasks.0.activities.0.events.0.place"] if fires else [])


@pytest.mark.parametrize(
    ("one", "fields"),
    [
        (project(task(activity(place=text("Алматы қаласы")))), ["tasks.0.activities.0.place"]),
        (project(task(activity(place=text("Алматы қаласы"))), place=text("Алматы қаласы")), ["place"]),
        (project(task(activity(place=text("Астана қаласы"))), place=text("Алматы қаласы")), ["place", "tasks.0.activities.0.place"]),
    ],
)  # fmt: skip
def test_what_is_said_of_the_whole_project_is_said_once(one: dict[str, Any], fields: list[str]) -> None:
    data = dataset(one, inside("Жаңаөзен қаласы"), regions=REGIONS)
    assert [finding.field for finding in findings(places.place_outside_territory, data)] == fields


def test_records_with_regions_of_their_own_are_not_asked() -> None:
    assert not findings(places.place_outside_territory, dataset(at("Алматы қаласы"), inside("Көктөбе", "north")))


@pytest.mark.parametrize(
    ("kk", "fires"),
    [
        ("Форум Атырау қаласында өтті.", True),
        ("Форум Жаңаөзен қаласында өтті.", False),
        ("Атырау туралы фильм көрсетілді.", False),
        ("Форум қаласында.", False),
        ("Астана қаласындағы жиын мен Астана қаласындағы форум.", True),  # once
    ],
)
def test_a_city_in_an_account(kk: str, fires: bool) -> None:
    data = dataset(project(narrative={"goals": text(kk)}), inside("Жаңаөзен қаласы"), regions=REGIONS)
    fields = [finding.field for finding in findings(places.city_in_account, data)]
    assert fields == (["narrative.goals.kk"] if fires else [])


def test_a_city_that_is_the_activity_s_place_is_not_asked_for_twice() -> None:
    row = activity(place=text("Атырау қаласы"), account=text("Форум Атырау қаласында өтті."))
    data = dataset(project(task(row)), inside("Жаңаөзен қаласы"), regions=REGIONS)
    assert findings(places.place_outside_territory, data)
    assert not findings(places.city_in_account, data)


@pytest.mark.parametrize(
    ("territory", "region", "fires"),
    [
        ("Жаңаөзен қаласы", "mangystau", False),
        ("Жаңаөзен қаласы", "atyrau", True),
        ("Көктөбе ауылы", "atyrau", False),
        ("Алматы қаласы", "almaty", False),
    ],
)
def test_a_territory_is_in_its_region(territory: str, region: str, fires: bool) -> None:
    data = dataset(competition=inside(territory, region), regions=REGIONS)
    assert [finding.field for finding in findings(places.territory_outside_region, data)] == ["territory"] * fires


def test_a_place_is_named_in_both_languages() -> None:
    data = dataset(at("Талдықорған қаласы"), inside("Жаңаөзен қаласы"), regions=REGIONS)
    [finding] = findings(places.place_outside_territory, data)
    assert "Талдықорған" in message_of(finding).kk
    assert "Талдыкорган" in message_of(finding).ru


def test_the_table_of_cities_has_each_once_in_a_region_of_the_real_list() -> None:
    from builtsite import REAL

    from grantpages.load import load_folder

    real, _ = load_folder(REAL)
    assert real
    assert {city.region for city in cities()} == set(real.regions)
    assert len({city.kk for city in cities()}) == len(cities()) > 80
