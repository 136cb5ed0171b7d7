"""The invented records of one size, and what is made of them before anything is measured."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from comparing.running import Measured, measure
from marked import ROOT

from benching import words
from benching.frames import frames
from grantpages.problem import Language, Message

SCRIPTS = ROOT / "scripts"
TITLE = re.compile(r'(?m)^  kk: "')


class Unmeasured(Exception):
    """What was to be measured did not come to its end; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Sample:
    """So many projects. folder: all that is made of them. tools: where other people's tools are kept.

    limit: the seconds after which a run is stopped.
    """

    size: int
    folder: Path
    tools: Path
    seed: int = 1
    limit: float = 0.0

    @cached_property
    def data(self) -> Path:
        """The data folder."""
        made = self.folder / "data"
        script = [SCRIPTS / "make_sample.py", self.size, "--seed", self.seed, "--out", made]
        _prepared(script)
        return made

    @cached_property
    def content(self) -> Path:
        """The same records as Markdown."""
        made = self.folder / "content"
        _prepared(["-m", "benching.content", self.data, made])
        return made

    @cached_property
    def texts(self) -> Path:
        """The texts of the search as JSON, `<language>.jsonl`, and as pages, below `pages/<language>/`."""
        made = self.folder / "texts"
        _prepared(["-m", "benching.texts", self.data, made])
        return made

    @property
    def site(self) -> Path:
        """Where our site is built."""
        return self.folder / "site"

    @property
    def cache(self) -> Path:
        """What our builds and audits keep for each other."""
        return self.folder / "cache"

    @cached_property
    def frames(self) -> Mapping[Language, str]:
        """What stands around a record on our pages; from the site of the repository's own data."""
        return frames(ROOT / "data", self.folder / "frame")

    def clear(self) -> None:
        """Remove what was built."""
        for folder in (self.site, self.cache):
            shutil.rmtree(folder, ignore_errors=True)

    def project(self, number: int) -> Path:
        """The file of a project, of another one for every number as far as there are some."""
        paths = sorted((self.data / "projects").glob("*.yml"))
        return paths[number % len(paths)]

    def edit(self, number: int) -> None:
        """Add a word to the title of a project, to another one for every number."""
        path = self.project(number)
        path.write_text(TITLE.sub('  kk: "Жаңа ', path.read_text(encoding="utf-8"), count=1), encoding="utf-8")

    def measured(
        self, command: Sequence[object], environment: Mapping[str, str], folder: Path, right: Sequence[int] = (0,)
    ) -> Measured:
        """Run a command to its end. right: the codes it may end with. Raises Unmeasured."""
        done = measure([str(part) for part in command], environment, folder, self.limit)
        if done.late:
            raise Unmeasured(words.LATE.fill(limit=f"{self.limit:.0f}", memory=f"{done.memory:.0f}"))
        if done.code not in right:
            raise Unmeasured(words.BROKE.fill(code=done.code, said=last_words(done.output)))
        return done


def last_words(output: str) -> str:
    """What names the error: the last line that says anything."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1][-300:] if lines else "?"


def _prepared(command: Sequence[object]) -> None:
    line = [sys.executable, *map(str, command)]
    done = subprocess.run(line, cwd=SCRIPTS, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unmeasured(words.BROKE.fill(code=done.returncode, said=last_words(done.stderr)))
