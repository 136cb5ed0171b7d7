"""Workers that share a schedule."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from grantpages.evidence.pace import Schedule, Turn

Item = TypeVar("Item")


class Crew(Generic[Item]):
    """Workers that take turns and do `task` in each, until there are no more turns or a task fails."""

    def __init__(self, schedule: Schedule[Item], task: Callable[[Turn[Item]], None]) -> None:
        self._schedule, self._task = schedule, task
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._working = 0
        self._stopped = False
        self._error: BaseException | None = None

    def work(self, jobs: int) -> None:
        """Return when all is done; raise what a task raised. Interrupted, the workers end their turns and go."""
        self._working = jobs
        try:
            for _ in range(jobs):
                threading.Thread(target=self._serve, daemon=True).start()
            self._over.wait()
        finally:
            self._stopped = True
        if self._error:
            raise self._error

    def _serve(self) -> None:
        error = None
        try:
            self._take_turns()
        except BaseException as caught:  # handed over to the thread that waits
            error = caught
        with self._lock:
            self._working -= 1
            self._error = self._error or error
            if error or not self._working:
                self._over.set()

    def _take_turns(self) -> None:
        while turn := self._schedule.take():
            with turn:
                if self._stopped:
                    return
                self._task(turn)
