"""The commits that changed the files of a folder, and the files as they were: two git processes for all of it.

The only module that runs git. Nothing is written and no user's settings change what is read.
"""

import datetime
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grantpages.astana import ZONE

Absence = Literal["no-git", "no-repository", "shallow"]
"""Why there is no history: git is not installed, the folder is in no work tree, or only the last commit was fetched."""
_COMMIT = "\x01"


class NoHistory(Exception):
    """There is no history to read; `why` is the reason."""

    def __init__(self, why: Absence) -> None:
        super().__init__(why)
        self.why: Absence = why


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a file. moment: when it was committed, aware, in Astana. blob: its content's id."""

    commit: str
    moment: datetime.datetime
    blob: str


@dataclass(frozen=True)
class Log:
    """The versions of every file of a folder that is there now, the newest first; paths are below the folder."""

    folder: Path
    versions: dict[str, list[Version]] = field(default_factory=dict)

    def blobs(self, wanted: list[str]) -> Iterator[bytes]:
        """The content of each blob, in that order."""
        with subprocess.Popen(_git(self.folder, "cat-file", "--batch"), stdin=-1, stdout=-1, stderr=-3) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for start in range(0, len(wanted), 100):  # so few names always fit into a pipe
                process.stdin.write("".join(f"{blob}\n" for blob in wanted[start : start + 100]).encode())
                process.stdin.flush()
                for _ in wanted[start : start + 100]:
                    size = int(process.stdout.readline().split()[2])
                    yield process.stdout.read(size)
                    process.stdout.read(1)
            process.stdin.close()


def read_log(folder: Path) -> Log:
    """The versions of the YAML files below a folder. Raises NoHistory."""
    if not _asked(folder, "rev-parse", "--is-inside-work-tree").startswith("true"):
        raise NoHistory("no-repository")
    if _asked(folder, "rev-parse", "--is-shallow-repository").startswith("true"):
        raise NoHistory("shallow")
    log = Log(folder)
    prefix = _asked(folder, "rev-parse", "--show-prefix").strip()
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--first-parent", "-m", f"--format={_COMMIT}%H %ct")
    _take(log, _asked(folder, "log", *options, "--", "."), prefix)
    return log


def _take(log: Log, told: str, prefix: str) -> None:
    """Read git's own list: a commit, then `:modes blobs letter` and a path for each file it changed."""
    commit, moment, gone = "", datetime.datetime.min, set()
    parts = iter(told.split("\0"))
    for part in parts:
        part = part.strip("\n")
        if part.startswith(_COMMIT):
            commit, _, seconds = part.strip(_COMMIT).partition(" ")
            moment = datetime.datetime.fromtimestamp(int(seconds), ZONE)
        elif part.startswith(":"):
            _, _, _, blob, letter = part.split(" ")
            path = next(parts).removeprefix(prefix)
            if path in gone or not path.endswith(".yml"):
                continue
            if letter == "D":  # an earlier record of that name was another one
                gone.add(path)
            else:
                log.versions.setdefault(path, []).append(Version(commit, moment, blob))


def _git(folder: Path, *words: str) -> list[str]:
    return ["git", "-C", str(folder), "-c", "core.quotepath=off", "-c", "log.showSignature=false", *words]


def _asked(folder: Path, *words: str) -> str:
    """What git answers; empty where it refuses. Raises NoHistory where there is no git."""
    try:
        done = subprocess.run(_git(folder, *words), capture_output=True, check=False)
    except OSError:
        raise NoHistory("no-git") from None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
