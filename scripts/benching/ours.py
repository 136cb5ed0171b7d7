"""Our own work: the whole site, the floor below it, and its parts alone."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from marked import ROOT
from measuring.building import plain

from benching.outcome import Run
from benching.peers import QUIET
from benching.sample import SCRIPTS, Sample
from benching.subject import Found, run_of

BUILT = ("cold", "again", "edited")
PREVIEWED = ("start", "shown", "shown-call", "shown-organization", "told", "mended")


@dataclass(frozen=True)
class Ours:
    """What all parts of our own work share."""

    name: str
    ways: Sequence[str]
    guess: float
    version: str = ""
    sizes: Sequence[int] = ()

    def prepare(self, sample: Sample) -> None:
        """Make the records."""
        _ = sample.data


class Site(Ours):
    """The whole site, as `make site` builds it."""

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """From nothing, once more, and after one project was edited."""
        sample.clear()
        for way in BUILT:
            if way == "edited":
                sample.edit(number)
            yield way, built(sample)


def built(sample: Sample) -> Run:
    """Build our site of a sample over what is there."""
    command = [sys.executable, SCRIPTS / "build_site.py", "--site", sample.site]
    return run_of(sample.measured(command, environment(sample), ROOT), sample.site)


def environment(sample: Sample) -> dict[str, str]:
    """What our commands are told."""
    own = {"GRANTPAGES_DATA": str(sample.data), "GRANTPAGES_CACHE": str(sample.cache)}
    return plain(os.environ) | QUIET | own


class Stages(Ours):
    """The same three builds in one process, with what each stage takes of the processor."""

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """From nothing, once more, and after one project was edited."""
        sample.clear()
        told = sample.folder / "stages.json"
        for way in BUILT:
            if way == "edited":
                sample.edit(2 * number)
            command = [sys.executable, "-m", "benching.stages", told, "--site", sample.site]
            done = sample.measured(command, environment(sample), SCRIPTS)
            yield way, run_of(done, sample.site, json.loads(told.read_text(encoding="utf-8")))


class Preview(Ours):
    """`make serve`, on a folder whose site `make site` has built."""

    def prepare(self, sample: Sample) -> None:
        """Build the site."""
        if not sample.site.is_dir():
            built(sample)

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """Until there is a page, and from edits until they are seen. What the processes take is of all of it."""
        self.prepare(sample)
        command = [sys.executable, "-m", "benching.preview", 10 * number]
        done = sample.measured(command, environment(sample), SCRIPTS)
        took = json.loads(done.output.splitlines()[-1])
        for way in self.ways:
            cpu, memory = (done.cpu, done.memory) if way == self.ways[0] else (0.0, 0.0)
            yield way, Run(median(took[way]), cpu, memory, parts=dict(zip("123456789", took[way], strict=False)))


class Floor(Ours):
    """The same files written once more."""

    def prepare(self, sample: Sample) -> None:
        """Build the site."""
        if not sample.site.is_dir():
            built(sample)

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """Read and written, and what writing took of it."""
        self.prepare(sample)
        copy = sample.folder / "copy"
        command = [sys.executable, "-m", "benching.floor", sample.site, copy]
        try:
            done = sample.measured(command, plain(os.environ), SCRIPTS)
            parts = json.loads(done.output)
            run = run_of(done, copy, {name: parts[name] for name in ("reading", "writing")})
        finally:
            shutil.rmtree(copy, ignore_errors=True)
        yield "copied", run


class Audit(Ours):
    """`make check` on the whole folder."""

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """With nothing kept, once more, and after one project was edited."""
        shutil.rmtree(sample.cache, ignore_errors=True)
        for way in BUILT:
            if way == "edited":
                sample.edit(-number)
            command = [sys.executable, SCRIPTS / "check_data.py", sample.data]
            yield way, run_of(sample.measured(command, environment(sample), ROOT))


class Part(Ours):
    """A part of our work in a process of its own."""

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """Once."""
        out = sample.folder / "part"
        command = [sys.executable, "-m", "benching.alone", *self.arguments(sample, out)]
        try:
            yield self.ways[0], run_of(sample.measured(command, environment(sample), SCRIPTS), out)
        finally:
            shutil.rmtree(out, ignore_errors=True)

    def arguments(self, sample: Sample, out: Path) -> Sequence[object]:
        """The part and what it works on."""
        return ["load", sample.data]


class Index(Part):
    """The index of the search."""

    def prepare(self, sample: Sample) -> None:
        """Write the texts."""
        _ = sample.texts

    def arguments(self, sample: Sample, out: Path) -> Sequence[object]:
        """From texts to the index of each language."""
        return ["index", sample.texts, out]


class Links(Ours):
    """`make links ARGS=--offline`: all links of the records, without the network."""

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """Once, with a new ledger."""
        ledger = sample.folder / "ledger.jsonl"
        places = ["--data", sample.data, "--ledger", ledger]
        command = [sys.executable, SCRIPTS / "check_links.py", "--offline", "--fail-on", "none", *places]
        try:
            yield self.ways[0], run_of(sample.measured(command, environment(sample), ROOT))
        finally:
            ledger.unlink(missing_ok=True)
