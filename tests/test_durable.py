"""A journal reaches the disk beside the work, and a disk that fails is told of."""

import os
import threading

import pytest

from grantpages.evidence.durable import Durable


def test_the_work_goes_on_while_the_disk_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    synced, begun, free = [], threading.Event(), threading.Event()

    def fsync(file: int) -> None:
        begun.set()
        assert free.wait(20)
        synced.append(file)

    monkeypatch.setattr(os, "fsync", fsync)
    durable = Durable(7)
    for _ in range(3):
        durable.sync()
    assert begun.wait(20)
    assert synced == []
    free.set()
    durable.close()
    assert synced
    assert {*synced} == {7}


def test_a_disk_that_fails_is_told_of_at_the_next_look(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = threading.Event()

    def fsync(file: int) -> None:
        failed.set()
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    durable = Durable(7)
    durable.sync()
    assert failed.wait(20)
    durable.close()
    with pytest.raises(OSError, match="Input/output"):
        durable.sync()


def test_nothing_is_started_for_nothing() -> None:
    before = threading.active_count()
    Durable(7).close()
    assert threading.active_count() == before
