"""The commands in processes of their own, without the half second that each start spends on imports.

A process that has loaded what a script imports waits for orders, and by a fork becomes a run of the script: with its
own arguments, environment, folder and streams, to the end that the interpreter gives it. `test_commands.py` holds such
a run equal to one that is started anew. What is about the start itself, a terminal or a signal starts anew.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from runpy import run_path

PATIENCE = 60
"""Seconds after which a run is ended by SIGALRM; a machine that is busy is no fault of a command."""
STREAMS = ("told", "said", "complained")


def run(
    script: Path, *arguments: object, folder: Path, environment: Mapping[str, str], told: str = ""
) -> subprocess.CompletedProcess[str]:
    """A run of a script in a folder. told: what it reads. Both streams are taken for UTF-8."""
    asked = [str(script), *map(str, arguments)]
    with tempfile.TemporaryDirectory() as place:
        streams = [Path(place) / name for name in STREAMS]
        streams[0].write_text(told, encoding="utf-8", newline="\n")
        order = {
            "arguments": asked,
            "folder": str(folder),
            "environment": dict(environment),
            "streams": [*map(str, streams)],
        }
        code = _ordered(_waiting(script), order)
        said, complained = (path.read_text(encoding="utf-8") for path in streams[1:])
    return subprocess.CompletedProcess(asked, code, said, complained)


def _ordered(waiting: "subprocess.Popen[str]", order: Mapping[str, object]) -> int:
    assert waiting.stdin
    assert waiting.stdout
    waiting.stdin.write(json.dumps(order) + "\n")
    waiting.stdin.flush()
    return int(waiting.stdout.readline())


@cache
def _waiting(script: Path) -> "subprocess.Popen[str]":
    """The process that waits for orders to run a script; it ends with this one."""
    command = [sys.executable, __file__, str(script)]
    waiting = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    atexit.register(waiting.communicate)
    return waiting


def _wait_for_orders(script: str) -> None:
    sys.path[0] = str(Path(script).parent)
    run_path(script, run_name="what_is_imported")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            return _become(script, json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(script: str, order: dict[str, list[str]]) -> None:
    signal.alarm(PATIENCE)
    for stream, (path, way) in enumerate(
        zip(order["streams"], (os.O_RDONLY, *2 * (os.O_WRONLY | os.O_CREAT,)), strict=True)
    ):
        os.dup2(os.open(path, way), stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv = order["arguments"]
    run_path(script, run_name="__main__")


if __name__ == "__main__":
    _wait_for_orders(sys.argv[1])
