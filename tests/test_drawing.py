"""Bar charts: text that stays in its box, bars on one scale or each row on its own."""

import pytest

from grantpages.site.drawing import WIDTH, Datum, drawing, width_of, wrapped
from grantpages.wording import money

LONG = "отбасылық-демографиялық және гендерлік мәселелерді шешуге жәрдемдесу, азаматтық қоғамды дамытуға жәрдемдесу"


@pytest.mark.parametrize("text", [LONG, "Ш" * 90, "а", "2025", "содействие службам пробации " * 5])
def test_every_line_is_as_wide_as_the_box_at_most_and_no_letter_is_lost(text: str) -> None:
    lines = wrapped(text, WIDTH)
    assert max(map(width_of, lines)) <= WIDTH
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_text_is_no_line() -> None:
    assert wrapped("", WIDTH) == []


def test_a_bar_ends_before_its_number_begins() -> None:
    data = [Datum("а", (10**12, 3)), Datum("б", (7, 10**12))]
    chart = drawing("x", "т", "б", ("бір", "екі"), data, money)
    for row in chart.rows:
        for bar in row.bars:
            assert bar.length + width_of(bar.value) < WIDTH


def test_nothing_stands_on_something_else() -> None:
    chart = drawing("x", "т", "б", ("бір", "екі"), [Datum(LONG, (1, 2)), Datum("б", (0, 0))], str)
    places = [y for row in chart.rows for y in (*(line.y for line in row.lines), *(bar.y for bar in row.bars))]
    assert places == sorted(set(places))
    assert chart.height > chart.rows[-1].bars[-1].y + 13


def test_bars_share_a_scale_unless_each_row_counts_something_else() -> None:
    data = [Datum("а", (10, 20)), Datum("б", (1, 2))]
    shared = drawing("x", "т", "б", ("п", "ф"), data, str)
    alone = drawing("x", "т", "б", ("п", "ф"), data, str, alone=True)
    lengths = [[bar.length for bar in row.bars] for row in shared.rows]
    assert lengths[1][1] == pytest.approx(lengths[0][1] / 10, abs=0.1)
    assert [bar.length for bar in alone.rows[1].bars] == [bar.length for bar in alone.rows[0].bars]


def test_one_series_needs_no_legend_and_noughts_have_no_length() -> None:
    chart = drawing("x", "т", "б", ("п",), [Datum("а", (0,))], str)
    assert chart.legend == []
    assert [bar.length for bar in chart.rows[0].bars] == [0.0]
    assert chart.columns == ("п",)
    assert drawing("x", "т", "б", ("п",), [], str).rows == []
