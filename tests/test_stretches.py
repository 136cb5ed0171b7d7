"""Lines are copied in rows: whichever units stand, wherever they stood."""

import random

from grantpages.stretches import NONE, _rows


def test_rows_say_the_same_numbers() -> None:
    rng = random.Random(1)
    for _ in range(2000):
        places = [rng.choice((NONE, 0, 1, 2, 3)) for _ in range(rng.randint(0, 9))]
        told = [
            place
            for first, units in _rows(places)
            for place in ([NONE] if first == NONE else range(first, first + units))
        ]
        assert told == places


def test_what_follows_each_other_is_one_row() -> None:
    assert list(_rows([0, 1, 2, NONE, 4, 5])) == [(0, 3), (NONE, 1), (4, 2)]
