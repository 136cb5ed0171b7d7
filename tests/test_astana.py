"""Astana's clock: what a text means on it, and how a moment is written so that it means the same everywhere."""

from datetime import UTC, datetime

import pytest

from grantpages.astana import astana_moment, iso_in_astana, read_moment

TEN = datetime(2026, 3, 5, 10)


@pytest.mark.parametrize(
    "text", ["2026-03-05T10:00", "2026-03-05 10:00:00", "2026-03-05T10:00+05:00", "2026-03-05T05:00:00Z", "2026-03-04T23:00-06:00"]
)  # fmt: skip
def test_a_moment_without_an_offset_is_astanas_and_any_other_becomes_so(text: str) -> None:
    assert read_moment(text) == TEN


@pytest.mark.parametrize("text", ["", "tomorrow", "10:00", "2026-02-30T10:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        read_moment(text)


def test_there_is_one_offset_all_year() -> None:
    assert astana_moment(datetime(2026, 7, 1, 19, tzinfo=UTC)) == datetime(2026, 7, 2)
    assert iso_in_astana(TEN) == "2026-03-05T10:00:00+05:00"
