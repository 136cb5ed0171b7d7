"""Many tasks in one thread: where one would wait for a host, the others go on.

A task is written as if it were alone. Forty threads in its place make 57 system calls a link only to hand the
interpreter's lock to one another.
"""

import math
import os
import select
from collections.abc import Callable

from greenlet import getcurrent, greenlet

READABLE, WRITABLE = select.POLLIN, select.POLLOUT


def wait_for(file: int, event: int, seconds: float) -> None:
    """Return when an open file is READABLE or WRITABLE. Raises TimeoutError after so many seconds.

    Within a task of a loop the other tasks go on meanwhile; anywhere else the thread waits.
    """
    loop: Loop | None = getattr(getcurrent(), "loop", None)
    if not (loop.wait_for(file, event, seconds) if loop else is_ready(file, event, seconds)):
        raise TimeoutError


def is_ready(file: int, event: int, seconds: float = 0) -> bool:
    """Whether an open file is READABLE or WRITABLE within so many seconds, for which the thread waits."""
    waiting = select.poll()
    waiting.register(file, event)
    return bool(waiting.poll(_milliseconds(seconds)))


def pause(seconds: float) -> None:
    """Let the other tasks of a task's loop go on for so long."""
    getcurrent().loop.pause(seconds)


class Loop:
    """The tasks of one thread. clock: seconds, from any start. To be closed."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.going = 0
        """How many tasks were started and have not ended."""
        self._clock = clock
        self._until: dict[greenlet, float] = {}
        self._waiting: dict[int, greenlet] = {}
        self._poll = select.poll()
        self._woken, self._wakes = os.pipe()
        self._poll.register(self._woken, READABLE)

    def start(self, work: Callable[[], None]) -> None:
        """Begin a task; returns when it waits or has ended. What it raises is raised here, or by `step`."""
        self.going += 1
        task = greenlet(work)
        task.loop = self
        self._go_on(task)

    def step(self, most: float = math.inf) -> None:
        """Let those tasks go on whose time has come, after waiting for one, at most so many seconds."""
        seconds = min(most, min(self._until.values(), default=math.inf) - self._clock())
        for file, _ in self._poll.poll(_milliseconds(seconds)):
            if file != self._woken:
                self._go_on(self._waiting[file], True)
        now = self._clock()
        for task in [task for task, until in self._until.items() if until <= now]:
            self._go_on(task, False)

    def wake(self) -> None:
        """End a wait of `step`; any thread may call it."""
        os.write(self._wakes, b"!")

    def end(self) -> None:
        """Break off the tasks that still wait."""
        for task in [*self._until]:
            task.throw()

    def close(self) -> None:
        """Give back what the system lends."""
        os.close(self._woken)
        os.close(self._wakes)

    def wait_for(self, file: int, event: int, seconds: float) -> bool:
        """Whether an open file is ready for its task within so many seconds."""
        self._poll.register(file, event)
        self._waiting[file] = getcurrent()
        try:
            return self._other_tasks(seconds)
        finally:
            del self._waiting[file]
            self._poll.unregister(file)

    def pause(self, seconds: float) -> None:
        """Let the other tasks go on for so long."""
        self._other_tasks(seconds)

    def _other_tasks(self, seconds: float) -> bool:
        """Whether what the task waits for has come before so many seconds were over."""
        task = getcurrent()
        self._until[task] = self._clock() + seconds
        try:
            return bool(task.parent.switch())
        finally:
            del self._until[task]

    def _go_on(self, task: greenlet, *came: bool) -> None:
        try:
            task.switch(*came)
        finally:
            self.going -= task.dead


def _milliseconds(seconds: float) -> int | None:
    """For the system, which counts whole ones: never too early."""
    return None if math.isinf(seconds) else max(0, math.ceil(seconds * 1000))
