"""The desk's commands as a person runs them: with answers from a file, through a terminal, interrupted."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import commands
import pytest
from builtsite import REPOSITORY

SCRIPTS = REPOSITORY / "scripts"
sys.path.append(str(SCRIPTS))
LONGEST_WAIT = 60  # seconds; a machine that is busy is no fault of the command
INTERRUPT = object()
"""An answer that is Ctrl-C."""


def clean(now: str, **variables: str) -> dict[str, str]:
    """The environment of a run at some minute in Astana."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")}
    return kept | {"GRANTPAGES_NOW": now, "PYTHONIOENCODING": "utf-8"} | variables


def piped(
    script: str, *arguments: object, answers: Sequence[str] = (), now: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """A run whose answers come from no terminal, a line each."""
    told = "".join(f"{answer}\n" for answer in answers)
    return commands.run(SCRIPTS / script, *arguments, folder=REPOSITORY, environment=clean(now, **variables), told=told)


def typed(
    script: str, *arguments: object, answers: Sequence[str], now: str, interrupt: bool = False
) -> tuple[int, str]:
    """A run in a terminal of its own: each answer is typed when the command waits for it. Returns (exit code, screen)."""
    pid, terminal = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
        os.chdir(REPOSITORY)
        command = [sys.executable, str(SCRIPTS / script), *map(str, arguments)]
        os.execvpe(command[0], command, clean(now, TERM="dumb"))
    screen = ""
    for answer in answers:
        screen += _until_asked(terminal)
        os.write(terminal, f"{answer}\n".encode())
    if interrupt:
        screen += _until_asked(terminal)
        os.kill(pid, signal.SIGINT)
    try:
        screen += _rest(terminal)
    except AssertionError:
        os.kill(pid, signal.SIGKILL)
        raise
    finally:
        os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), screen.replace("\r\n", "\n")


def _until_asked(terminal: int) -> str:
    """What the command shows until it waits at `: `."""
    shown, until = b"", time.monotonic() + LONGEST_WAIT
    os.set_blocking(terminal, False)
    while not shown.endswith(b": ") or shown.endswith(b"\n: "):
        assert time.monotonic() < until, shown.decode(errors="replace")
        try:
            shown += os.read(terminal, 65_536)
        except BlockingIOError:
            time.sleep(0.01)
    return shown.decode(errors="replace")


def _rest(terminal: int) -> str:
    """What the command shows until its end, which Linux tells by an error."""
    shown, until = b"", time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            shown += os.read(terminal, 65_536)
        except OSError:
            return shown.decode(errors="replace")
    raise AssertionError(f"still waiting after: {shown.decode(errors='replace')}")


def run_here(
    main: Callable[[Sequence[str]], int],
    monkeypatch: pytest.MonkeyPatch,
    arguments: Sequence[str],
    answers: Sequence[object],
    now: str,
) -> int:
    """A run in this process; where INTERRUPT stands, the officer presses Ctrl-C, and after the last answer input ends."""
    waiting = iter(answers)

    def read(prompt: str) -> str:
        answer = next(waiting, EOFError)
        if answer is INTERRUPT:
            raise KeyboardInterrupt
        if answer is EOFError:
            raise EOFError
        return str(answer)

    monkeypatch.setattr("builtins.input", read)
    for name in list(os.environ):
        if name.startswith("GRANTPAGES_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GRANTPAGES_NOW", now)
    return main(list(arguments))


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
