"""A task in a process of its own gives back what it would give here, and its memory to the system."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from builtsite import REAL, REPOSITORY

sys.path.append(str(REPOSITORY / "scripts"))

from commandline import Refused
from linkcheck.apart import apart

from grantpages.problem import Message


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever threads other tests have left."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def _refuse() -> None:
    raise Refused(Message("жоқ", "нет"))


def _interrupt() -> None:
    raise KeyboardInterrupt


def _break() -> None:
    raise ZeroDivisionError("here")


def test_the_result_comes_back_from_another_process() -> None:
    assert apart(os.getpid) != os.getpid()
    assert len(apart(lambda: "ж" * 1_000_000)) == 1_000_000


def test_what_is_raised_comes_back_with_the_place_where_it_was() -> None:
    with pytest.raises(Refused) as refused:
        apart(_refuse)
    assert refused.value.message == Message("жоқ", "нет")
    with pytest.raises(KeyboardInterrupt):
        apart(_interrupt)
    with pytest.raises(ZeroDivisionError, match="here") as broken:
        apart(_break)
    assert "in _break" in "".join(broken.value.__notes__)


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(ChildProcessError):
        apart(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_beside_threads_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert apart(os.getpid) == os.getpid()


def test_the_models_are_loaded_before_and_never_with_what_asks_the_network() -> None:
    line = [sys.executable, "-X", "importtime", "scripts/check_links.py", "--offline", "--data", str(REAL)]
    done = subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    first, second = (
        {line.rpartition("|")[2].strip() for line in part.splitlines()} for part in done.stderr.split("| site\n")[1:]
    )
    assert "pydantic" in first - second
    assert "linkcheck.checking" in second - first
