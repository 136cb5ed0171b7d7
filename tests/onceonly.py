"""What is made once for all processes of one test run: the first that asks makes it, the others wait for it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills, the same for all processes of the run. One that fails is tried again by whoever asks next."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / f"{name}.lock").open("a+") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        turn.seek(0)
        known = turn.read()
        if known:
            return Path(known)
        folder = factory.mktemp(name)
        make(folder)
        turn.write(str(folder))
    return folder
