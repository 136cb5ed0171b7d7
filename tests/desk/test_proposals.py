"""What is proposed instead of asked."""

import datetime
from dataclasses import dataclass

import pytest

from grantpages.desk import proposals
from grantpages.model import Text
from grantpages.workdays import is_working_day, nth_working_day


def works(day: datetime.date) -> bool:
    return is_working_day(day, {})


def at(moment: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("now", "notice", "proposed"),
    [
        ("2025-02-26 09:00", "2025-02-26", "2025-02-27 10:00"),
        ("2025-02-28 17:00", "2025-02-26", "2025-03-03 10:00"),  # over the weekend
        ("2025-03-20 09:00", "2025-03-19", "2025-03-26 10:00"),  # Nauryz: 21 to 25 March are off
        ("2025-03-31 08:00", "2025-03-19", "2025-03-31 10:00"),  # the last lawful day is today
        ("2025-03-31 15:07", "2025-03-19", "2025-03-31 15:15"),
        ("2025-03-31 23:50", "2025-03-19", "2025-03-31 23:59"),
        ("2025-04-04 12:00", "2025-03-19", "2025-04-07 10:00"),  # too late anyway
    ],
)
def test_the_next_working_day_at_ten_but_not_after_the_last_lawful_day(now: str, notice: str, proposed: str) -> None:
    last = nth_working_day(datetime.date.fromisoformat(notice), 5, {})
    assert proposals.publication(at(now), last, works) == at(proposed)


@pytest.mark.parametrize(
    ("opens", "days", "closes"),
    [("2025-03-05", 20, "2025-03-26"), ("2025-03-06", 20, "2025-03-26"), ("2025-03-12", 20, "2025-04-01")],
)
def test_an_intake_closes_on_a_working_day(opens: str, days: int, closes: str) -> None:
    found = proposals.intake_close(datetime.date.fromisoformat(opens), days, works)
    assert found.isoformat() == closes


@dataclass
class Named:
    ru: str
    id: str
    taken: tuple[str, ...] = ()
    earlier: str = ""


@pytest.mark.parametrize(
    "case",
    [
        Named("город Жанаозен", "zhanaozen-2025"),
        Named("г. Жанаозен", "zhanaozen-2025"),
        Named("Мангистауская область", "mangistauskaya-2025"),
        Named("город Жанаозен", "zhanaozen-2025-2", ("zhanaozen-2025",)),
        Named("город Жанаозен", "zhanaozen-2025-3", ("zhanaozen-2025", "zhanaozen-2025-2")),
        Named("город Актас", "aqtas-2025", (), "aqtas-2024"),
        Named("город Актас", "aqtas-2025", (), "aqtas-2024-2"),
        Named("город Актас", "aktas-2025", (), "first"),
        Named("№ 5", "5-2025"),
        Named("—", "call-2025"),
    ],
    ids=lambda case: case.id,
)
def test_the_id_of_a_call(case: Named) -> None:
    assert proposals.call_id(Text(kk="а", ru=case.ru), 2025, case.taken, case.earlier) == case.id


def test_the_id_of_an_organization_is_what_stands_in_quotes() -> None:
    named = Text(kk="а", ru="ГУ «Актасский отдел»")
    assert proposals.organization_id(named, ()) == "aktasskij-otdel"
    assert proposals.organization_id(named, {"aktasskij-otdel"}) == "aktasskij-otdel-2"
    assert proposals.organization_id(Text(kk="а", ru="Фонд добра"), ()) == "fond-dobra"
    assert proposals.organization_id(Text(kk="а", ru="Отдел внутренней политики"), ()) == "otdel-vnutrennej-politiki"


def test_a_second_competition_of_the_year_is_told_from_the_first_by_its_order() -> None:
    place = Text(kk="Ақтас қаласы", ru="город Актас")
    first = proposals.call_title(place, 2026, "7-А", ())
    second = proposals.call_title(place, 2026, "7-А", {first.kk})
    assert (second.kk, second.ru) == (f"{first.kk} (№ 7-А бұйрық)", f"{first.ru} (приказ № 7-А)")


@pytest.mark.parametrize(
    ("grants", "taken", "ids"),
    [(1, (), ["c-2"]), (1, ("c-2",), []), (2, (), ["c-2-1", "c-2-2"]), (2, ("c-2-1",), ["c-2-2"])],
)
def test_the_ids_of_a_lots_projects(grants: int, taken: tuple[str, ...], ids: list[str]) -> None:
    assert proposals.project_ids("c", 2, grants, taken) == ids
