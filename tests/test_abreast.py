"""Work in several processes gives what it gives in one, in the same order."""

import multiprocessing

import pytest

from grantpages.abreast import WorkFailed, each


def squared(number: int) -> tuple[int, str]:
    return number * number, multiprocessing.current_process().name


@pytest.mark.parametrize("processes", [0, 1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_the_order_is_that_of_the_things(count: int, processes: int) -> None:
    made = list(each(squared, range(count), processes))
    assert [square for square, _ in made] == [number * number for number in range(count)]
    here = multiprocessing.current_process().name
    assert len({name for _, name in made}) == (min(count, processes) if processes > 1 and count > 1 else min(count, 1))
    assert all((name == here) == (processes < 2 or count < 2) for _, name in made)


def test_what_is_in_memory_is_shared_and_large_results_are_sent() -> None:
    words = ["қ" * 300_000, "я" * 300_000]
    assert list(each(lambda index: words[index] * 2, range(2), 2)) == [word * 2 for word in words]


def test_a_process_that_fails_ends_the_work(capfd: pytest.CaptureFixture[str]) -> None:
    def divided(number: int) -> float:
        return 1 / number

    with pytest.raises(WorkFailed):
        list(each(divided, [2, 1, 0], 2))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_what_is_left_is_not_waited_for() -> None:
    begun = each(squared, range(1_000), 2)
    assert next(begun)[0] == 0
    begun.close()
    assert not multiprocessing.active_children()
