"""What is measured: our builds and their parts, the programs of others, the floor."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from comparing import peers as checkers
from comparing.speed import HOSTS, PAGES, measure_speed
from measuring import tools
from measuring.building import plain

from benching import words
from benching.ours import BUILT, PREVIEWED, Audit, Floor, Index, Links, Ours, Part, Preview, Site, Stages
from benching.peers import PEERS, QUIET, Peer
from benching.sample import Sample
from benching.subject import Found, Subject, run_of


@dataclass(frozen=True)
class Generator:
    """Another generator on the same records, pages alone."""

    peer: Peer
    guess: float
    ways: Sequence[str] = ("cold",)
    sizes: Sequence[int] = field(default=())

    @property
    def name(self) -> str:
        """As the peer is called."""
        return self.peer.name

    @property
    def version(self) -> str:
        """As its registry numbers it."""
        return self.peer.version

    def prepare(self, sample: Sample) -> None:
        """Install it, and make what it reads."""
        self.peer.install(sample.tools)
        _ = sample.content, sample.frames

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """From nothing."""
        folder = sample.folder / self.name
        shutil.rmtree(folder, ignore_errors=True)
        program = self.peer.install(sample.tools)
        command = self.peer.write(program, folder, sample.content, lambda: sample.frames)
        folder.mkdir(exist_ok=True)
        try:
            run = run_of(sample.measured(command, plain(os.environ) | QUIET, folder), folder / "site")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        yield "cold", run


class Pagefind(Index):
    """Pagefind's program on pages of the same texts."""

    def prepare(self, sample: Sample) -> None:
        """Install it, too."""
        tools.pypi(sample.tools, "pagefind-bin")
        super().prepare(sample)

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """Once; it has no way of its own to go over an earlier index."""
        beside, out = tools.pypi(sample.tools, "pagefind-bin").parent, sample.folder / "pagefind"
        program = next(path for path in sorted(beside.rglob("pagefind_bin/pagefind*")) if os.access(path, os.X_OK))
        command = [program, "--site", sample.texts / "pages", "--output-path", out, "--quiet"]
        try:
            yield self.ways[0], run_of(sample.measured(command, plain(os.environ), sample.folder), out)
        finally:
            shutil.rmtree(out, ignore_errors=True)


class Checkers(Ours):
    """The link checkers, as `make compare-links ARGS=--speed` measures them: in five rounds, all in turn."""

    def prepare(self, sample: Sample) -> None:
        """Nothing: they have links of their own."""

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """Once, whatever the round."""
        if number > 1:
            return
        folder = sample.folder / "checkers"
        folder.mkdir(parents=True)
        folder.chmod(0o755)  # linkchecker, run by root, becomes nobody
        speed = measure_speed(checkers.install(folder / "tools", lambda name: None), folder, lambda name: None)
        for tool, runs in speed.runs.items():
            yield from ((tool, run_of(done)) for done in runs)
        for tool, why in speed.missing.items():
            yield tool, words.NOT_INSTALLED.fill(why=why)


GUESSES = {"hugo": 0.025, "eleventy": 0.06, "zensical": 0.8, "material": 0.25}
SUBJECTS: Mapping[str, Subject] = {
    subject.name: subject
    for subject in (
        Site("ours", BUILT, 0.12),
        Floor("floor", ("copied",), 0.02),
        Stages("stages", BUILT, 0.18),
        Preview("preview", PREVIEWED, 0.06),
        *(Generator(peer, GUESSES[peer.name]) for peer in PEERS),
        Audit("audit", BUILT, 0.02),
        Part("load", ("cold",), 0.005),
        Index("index", ("cold",), 0.02),
        Pagefind("pagefind", ("cold",), 0.15, tools.PYPI["pagefind-bin"]),
        Links("links", ("offline",), 0.01),
        Checkers("checkers", (), 0.15, sizes=(HOSTS * PAGES,)),
    )
}
"""By the names `--only` takes, in the order of a round: the floor copies what `ours` has just built."""
