"""A file whose bytes reach the disk while the work goes on."""

import os
import threading


class Durable:
    """Syncs an open file in a thread of its own: a disk takes longer for it than a host for an answer."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None
        self._ends = False
        self._error: OSError | None = None

    def sync(self) -> None:
        """Have what was written until now brought to the disk soon. Raises OSError where that failed before."""
        if self._error:
            raise self._error
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, daemon=True)
            self._thread.start()
        self._wanted.set()

    def close(self) -> None:
        """Return when nothing is under way any more."""
        self._ends = True
        self._wanted.set()
        if self._thread:
            self._thread.join()

    def _serve(self) -> None:
        while not self._ends:
            self._wanted.wait()
            self._wanted.clear()
            if self._ends:  # asked after the clearing, which may have taken the wish of `close`
                return
            try:
                os.fsync(self._file)
            except OSError as error:
                self._error = error
                return
