"""A command in a terminal of its own, whose questions are answered as the page shows."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from pathlib import Path

from guide.comparing import lines_of, pattern

ASKS = re.compile(r"(?:^|\n)([^\n]+(?:: |\] ))\Z")
"""A line that ends so and goes no further is a question."""
SIZE = struct.pack("HHHH", 60, 2000, 0, 0)
"""Rows and columns: no line is broken by the terminal."""
LONGEST_WAIT = 300  # seconds; a machine that is busy is no fault of the command


def run(command: str, folder: Path, environment: Mapping[str, str], shown: str = "") -> tuple[int, str]:
    """(exit code, screen) of a shell command. A question that `shown` does not hold gets an empty line.

    Raises TimeoutError, with the screen.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe("bash", ["bash", "-c", command], dict(environment))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, SIZE)
    try:
        screen = _conversation(terminal, lines_of(shown))
    except TimeoutError:
        os.kill(process, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(process, 0)  # before its terminal is taken away, which would end it
        os.close(terminal)
    return os.waitstatus_to_exitcode(status), screen


def _conversation(terminal: int, page: list[str]) -> str:
    decoder, until = codecs.getincrementaldecoder("utf-8")("replace"), time.monotonic() + LONGEST_WAIT
    screen, told = "", 0
    while True:
        if time.monotonic() > until:
            raise TimeoutError(screen)
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                screen += decoder.decode(os.read(terminal, 65_536)).replace("\r", "")
            except OSError:  # so Linux tells the end of a terminal
                return screen
        elif len(screen) > told and (asked := ASKS.search(screen)):
            answer = _answer(asked[1], page)
            if not answer and asked[1] in screen[:told].splitlines():
                raise TimeoutError(screen)  # an empty line was no answer to it
            told = len(screen)
            os.write(terminal, f"{answer}\n".encode())


def _answer(question: str, page: list[str]) -> str:
    """The answer that the page shows next to a question; what stands before it on the page has been said."""
    for place, line in enumerate(page):
        for mark in (":", "]"):
            asked, _, answer = line.rpartition(mark)
            if asked and re.fullmatch(pattern(asked + mark), question.rstrip()):
                del page[: place + 1]
                return answer.strip()
    return ""
