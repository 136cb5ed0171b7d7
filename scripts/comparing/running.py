"""Runs a command within a time and a memory, and measures it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST = 1536  # MiB a tool may take before it is stopped
LOOK = 0.1  # seconds between looks at it

# A small process in between: a child's peak counts what its parent held when it was started.
# Of a tool with several processes the system tells the largest one's peak. So the tree is looked at, too: what each
# of them holds alone, and once what they share.
MEASURE = """
import glob, json, os, signal, sys, threading, time

def tree(process):
    yield process
    for path in glob.glob(f"/proc/{process}/task/*/children"):
        for child in open(path).read().split():
            yield from tree(child)

def held(process):
    fields = [line.split() for line in open(f"/proc/{process}/smaps_rollup").read().splitlines()[1:]]
    size = {name: int(number) for name, number, *_ in fields}
    return (sum(size[f"Private_{kind}:"] for kind in ("Clean", "Dirty")),
            sum(size[f"Shared_{kind}:"] for kind in ("Clean", "Dirty")))

def watch(process):
    global most
    while True:
        looked = time.monotonic()
        try:
            alone, shared = zip(*map(held, tree(process)))
            most = max(most, sum(alone) + max(shared))
        except (OSError, ValueError, KeyError):
            pass  # a process that has just ended, or a system that does not tell
        # the more a tree holds the longer the look takes: it must not become what is measured
        time.sleep(max(0.02, 20 * (time.monotonic() - looked)))

def stop():
    global late
    late = True
    os.killpg(child, signal.SIGKILL)

most, late = 0, False
limit = float(sys.argv[2])
began = time.monotonic()
said = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
child = os.posix_spawnp(sys.argv[3], sys.argv[3:], os.environ, setpgroup=0, file_actions=[
    (os.POSIX_SPAWN_DUP2, said, 1), (os.POSIX_SPAWN_DUP2, said, 2)])
threading.Thread(target=watch, args=[child], daemon=True).start()
if limit:
    timer = threading.Timer(limit, stop)
    timer.daemon = True
    timer.start()
try:
    _, status, usage = os.wait4(child, 0)
except KeyboardInterrupt:
    stop()
    raise
wall = time.monotonic() - began
unit = 1024 if sys.platform == "linux" else 1024 ** 2
print(json.dumps([wall, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss / unit, most / 1024),
    os.waitstatus_to_exitcode(status), late]))
"""


@dataclass(frozen=True)
class Measured:
    """Seconds by the clock and of the processors, peak memory of all processes in MiB, and what was printed.

    late: it was stopped at its time; the processors' seconds are then not known.
    """

    wall: float
    cpu: float
    memory: float
    code: int
    output: str
    late: bool = False


def measure(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    limit: float = 0.0,
) -> Measured:
    """Run in a folder to the end, or for so many seconds; 0 for any number of them."""
    with tempfile.TemporaryDirectory() as beside:
        said = Path(beside) / "said"
        line = [sys.executable, "-S", "-E", "-c", MEASURE, str(said), str(limit), *command]
        done = subprocess.run(line, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        wall, cpu, memory, code, late = json.loads(done.stdout)
        return Measured(wall, cpu, memory, code, said.read_text(encoding="utf-8", errors="replace"), late)


def within(command: Sequence[str], environment: Mapping[str, str], folder: Path, seconds: float) -> str | None:
    """What the command prints; None where it had to be stopped: too late, or too much memory."""
    with tempfile.TemporaryFile() as output:
        started = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        stopped = not _ends(started, seconds)
        output.seek(0)
        return None if stopped else output.read().decode("utf-8", "replace")


def _ends(started: "subprocess.Popen[bytes]", seconds: float) -> bool:
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and _held(started.pid) < MOST:
            with suppress(subprocess.TimeoutExpired):
                started.wait(LOOK)
                return True
        return False
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def _held(process: int) -> float:
    """MiB a process holds; 0 where the system does not say."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20
