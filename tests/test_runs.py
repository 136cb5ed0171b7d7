"""What of a table stands where it stood: in few runs, whatever was edited, added or taken away."""

import random

from grantpages.opendata.runs import NEW, Run, runs_of


def _told(now: list[bytes], before: list[bytes]) -> list[bytes]:
    told: list[bytes] = []
    for begin, place, records in runs_of(now, before):
        assert begin == len(told)
        told += now[begin : begin + records] if place == NEW else before[place : place + records]
    return told


def test_runs_give_the_records_of_now() -> None:
    rng = random.Random(1)
    for _ in range(2000):
        before, now = ([bytes([rng.randint(0, 6)]) for _ in range(rng.randint(0, 7))] for _ in range(2))
        assert _told(now, before) == now


def test_one_edit_among_many_is_three_runs() -> None:
    before = [number.to_bytes(2, "big") for number in range(500)]
    edited = [*before[:200], b"new", *before[201:]]
    assert list(runs_of(edited, before)) == [Run(0, 0, 200), Run(200, NEW, 1), Run(201, 201, 299)]
    assert list(runs_of(before[1:], before)) == [Run(0, 1, 499)]
    assert list(runs_of([*before[:9], b"new", *before[9:]], before)) == [
        Run(0, 0, 9), Run(9, NEW, 1), Run(10, 9, 491),
    ]  # fmt: skip
