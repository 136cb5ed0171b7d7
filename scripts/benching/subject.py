"""Something that is measured: what the round asks of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from comparing.running import Measured

from benching.floor import walked
from benching.outcome import Run
from benching.sample import Sample
from grantpages.problem import Message

Found = tuple[str, Run | Message]
"""A way, and its run or why there is none."""


class Subject(Protocol):
    """Something that is measured.

    ways: how it is run, one after the other. guess: seconds a project that a round of it may take. sizes: the only
    ones it is measured at, if any.
    """

    name: str
    ways: Sequence[str]
    guess: float
    version: str
    sizes: Sequence[int]

    def prepare(self, sample: Sample) -> None:
        """Make what is needed and not measured. Raises Unavailable, Unmeasured."""

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        """One round. number: counts the rounds from 1. Raises Unmeasured; the ways that are left are then not run."""


def run_of(done: Measured, written: Path | None = None, parts: Mapping[str, float] | None = None) -> Run:
    """A run with what it wrote below a folder."""
    sizes = [(path.suffix, path.stat().st_size) for path in walked(written)] if written else []
    pages = [size for suffix, size in sizes if suffix == ".html"]
    every = sum(size for _, size in sizes)
    return Run(done.wall, done.cpu, done.memory, len(sizes), len(pages), every, sum(pages), parts or {})
