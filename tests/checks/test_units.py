"""Rules on administrative units: the cases that must fire and those that must not."""

from typing import Any

import pytest

from checks.cases import call, dataset, findings, text
from grantpages.checks import units
from grantpages.checks.catalogue import message_of

REGIONS: dict[str, dict[str, Any]] = {
    "abai": {"id": "abai", "name": text("Абай облысы", "область Абай"), "since": "2022-06-08", "parted_from": "east"},
    "east": {"id": "east", "name": text("Шығыс", "Восток"), "districts": [{"id": "kurchatov", "name": text("К", "К")}]},
    "gone": {"id": "gone", "name": text("Бұрынғы", "Прежний"), "until": "2018-06-18"},
}


def on(day: str | None, region: str, **fields: Any) -> dict[str, Any]:
    return call() | {"region": region, "announcement": {"date": day} if day else None, **fields}


@pytest.mark.parametrize(
    ("day", "region", "fires"),
    [
        ("2022-06-07", "abai", True),
        ("2022-06-08", "abai", False),
        ("2021-03-01", "east", False),
        ("2018-06-18", "gone", False),
        ("2018-06-19", "gone", True),
        (None, "abai", False),
        ("2020-01-01", "unknown", False),
    ],
)
def test_a_region_is_that_of_the_day(day: str | None, region: str, fires: bool) -> None:
    data = dataset(competition=on(day, region), regions=REGIONS)
    assert [finding.field for finding in findings(units.region_not_of_its_day, data)] == ["region"] * fires


@pytest.mark.parametrize(
    "fields", [{"intake": {"closes": "2022-05-01"}}, {"order": {"number": "1", "date": "2022-05-01"}}]
)
def test_without_an_announcement_the_intake_or_the_order_tells_the_day(fields: dict[str, Any]) -> None:
    data = dataset(competition=on(None, "abai", **fields), regions=REGIONS)
    (finding,) = findings(units.region_not_of_its_day, data)
    assert "8 июня 2022" in message_of(finding).ru


@pytest.mark.parametrize(
    ("region", "district", "fires"),
    [("east", "kurchatov", False), ("abai", "kurchatov", True), ("abai", None, False), ("abai", "nowhere", False)],
)
def test_a_district_lies_in_its_region(region: str, district: str | None, fires: bool) -> None:
    data = dataset(competition=on("2025-01-01", region, district=district), regions=REGIONS)
    assert [finding.field for finding in findings(units.district_outside_region, data)] == ["district"] * fires
