"""Bars: in the form's order, as long as their share of the longest, none where nothing is stated."""

import pytest

from grantpages.model import AGE_BANDS, CATEGORIES, Gender, Participants
from grantpages.site.charts import participant_charts

WHOLE = Participants(
    total=600,
    gender=Gender(men=275, women=325),
    categories=dict.fromkeys(reversed(CATEGORIES), 60),
    ages=dict.fromkeys(reversed(AGE_BANDS), 0) | {"13-16": 10, "17-22": 40},
)


def test_bars_stand_in_the_order_of_the_form_whatever_the_order_of_the_file() -> None:
    gender, categories, ages = participant_charts(WHOLE)
    assert [bar.key for bar in gender.bars] == ["gender.men", "gender.women"]
    assert [bar.key for bar in categories.bars] == [f"categories.{name}" for name in CATEGORIES]
    assert [bar.key for bar in ages.bars] == [f"ages.{band}" for band in AGE_BANDS]
    assert {chart.total for chart in (gender, categories, ages)} == {600}


def test_the_longest_bar_is_100_and_the_others_their_share_of_it() -> None:
    gender, categories, ages = participant_charts(WHOLE)
    assert [bar.length for bar in gender.bars] == [84.6, 100]
    assert {bar.length for bar in categories.bars} == {100}
    assert [bar.length for bar in ages.bars] == [25, 100, 0, 0, 0, 0, 0]


def test_a_table_of_noughts_has_bars_of_no_length() -> None:
    (chart,) = participant_charts(Participants(total=0, gender=Gender(men=0, women=0)))
    assert [(bar.number, bar.length) for bar in chart.bars] == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ({}, []),
        ({"gender": Gender(men=1, women=2)}, ["gender"]),
        ({"ages": {"59+": 3}}, ["ages"]),
        ({"ages": {"59+": 3}, "categories": {"other": 3}}, ["categories", "ages"]),
    ],
)
def test_only_what_is_stated_is_drawn(stated: dict[str, object], names: list[str]) -> None:
    charts = participant_charts(Participants(total=3, **stated))
    assert [chart.name for chart in charts] == names


def test_only_stated_bars_are_drawn() -> None:
    (chart,) = participant_charts(Participants(total=5, ages={"33-45": 4, "17-22": 1}))
    assert [(bar.key, bar.number) for bar in chart.bars] == [("ages.17-22", 1), ("ages.33-45", 4)]
