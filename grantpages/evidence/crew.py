"""Workers that share a schedule."""

import math
import threading
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from grantpages.evidence.loop import Loop
from grantpages.evidence.pace import Clock, Schedule, Turn

GRACE = 5.0
"""Seconds for which an interrupt waits for a task that computes."""
Item = TypeVar("Item")


class Crew(Generic[Item]):
    """Takes turns and does `task` in each, as a task of a loop, until there are no more turns or one fails."""

    def __init__(self, schedule: Schedule[Item], task: Callable[[Turn[Item]], None], clock: Clock) -> None:
        self._schedule, self._task = schedule, task
        self._loop = Loop(clock)
        self._over = threading.Event()
        self._stopped = False
        self._error: BaseException | None = None

    def work(self, jobs: int) -> None:
        """Return when all is done; raise what a task raised. jobs: turns at once.

        The loop has a thread of its own, so that an interrupt, which comes to the main one, breaks off no task:
        they stay where they wait.
        """
        try:
            threading.Thread(target=self._serve, args=(jobs,), daemon=True).start()
            self._over.wait()
        except KeyboardInterrupt:
            self._stopped = True
            self._loop.wake()
            self._over.wait(GRACE)
            raise
        finally:
            if self._over.is_set():
                self._loop.close()
        if self._error:
            raise self._error

    def _serve(self, jobs: int) -> None:
        try:
            while (seconds := self._begin(jobs)) is not None:
                self._loop.step(seconds)
        except BaseException as error:  # handed over to the thread that waits
            self._error = error
        finally:
            self._loop.end()
            self._over.set()

    def _begin(self, jobs: int) -> float | None:
        """Begin what may begin; the seconds until more may, or None where all is done, or a person has had enough."""
        while self._loop.going < jobs and not self._stopped:
            found = self._schedule.next()
            if not isinstance(found, Turn):
                return found
            self._loop.start(partial(self._take, found))
        return None if self._stopped else math.inf

    def _take(self, turn: Turn[Item]) -> None:
        """Work through a turn, and through those that may begin at once: a new task costs more than a turn."""
        found: Turn[Item] | float | None = turn
        while isinstance(found, Turn):
            with found:
                self._task(found)
            found = None if self._stopped else self._schedule.next()
