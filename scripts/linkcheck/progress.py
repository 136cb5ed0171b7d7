"""How far a run is: a line that redraws itself on a terminal, a plain line now and then elsewhere."""

import threading
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

from language import said

from grantpages.evidence.verdict import STATES, State
from grantpages.problem import Language
from linkcheck.words import PROGRESS

WIDTH = 24
REDRAWN = 0.25  # seconds
PLAIN = 15.0  # seconds


class Progress:
    """Counts what was seen; threads may share it. clock: seconds, from any start."""

    def __init__(self, stream: TextIO, total: int, language: Language, clock: Callable[[], float]) -> None:
        self._stream, self._total, self._language, self._clock = stream, total, language, clock
        self._states: dict[str, State] = {}
        self._left = 0
        self._start = clock()
        self._over = threading.Event()
        self._terminal = stream.isatty()
        self._drawer = threading.Thread(target=self._draw, daemon=True)

    def saw(self, key: str, state: State) -> None:
        """One link is done; a second look at it takes the place of the first."""
        self._states[key] = state

    def passed_by(self) -> None:
        """One link is not asked in this run."""
        self._left += 1

    def __enter__(self) -> "Progress":
        self._drawer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._drawer.join()
        if self._total:
            self._show(last=True)

    def _draw(self) -> None:
        self.line()
        while not self._over.wait(REDRAWN if self._terminal else PLAIN):
            self._show()

    def _show(self, *, last: bool = False) -> None:
        line = self.line()
        if self._terminal:
            self._stream.write(f"\r{self._bar()} {line}\x1b[K" + ("\n" if last else ""))
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def _bar(self) -> str:
        filled = WIDTH * self._done // max(1, self._total)
        return f"[{'█' * filled}{'·' * (WIDTH - filled)}]"

    @property
    def _done(self) -> int:
        return len(self._states) + self._left

    def line(self) -> str:
        """Counts by state, links a second, time left."""
        from grantpages.wording import catalogue  # its words are read while the first answers are waited for

        words = catalogue(self._language)
        rate = self._done / max(1e-9, self._clock() - self._start)
        counts = Counter(self._states.copy().values())
        states = ", ".join(f"{words.say(f'state.{state}')} {counts[state]}" for state in STATES if state in counts)
        left = _minutes((self._total - self._done) / rate) if rate else "…"
        filled = PROGRESS.fill(done=self._done, all=self._total, states=states or "…", rate=f"{rate:.1f}", left=left)
        return said(filled, self._language)


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
