"""Measures the subjects in rounds, every one at every size once in each: what else the machine does meets all alike."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measuring.measure import Unavailable

from benching import words
from benching.outcome import Row, Run
from benching.sample import Sample, Unmeasured
from benching.subject import Subject
from benching.subjects import SUBJECTS
from grantpages.problem import Message

Tell = Callable[[Message], None]
Keep = Callable[[Sequence[Row]], None]
ROOM = 1.5e6
"""Bytes on disk that a project may take while it is measured: records, Markdown, texts, other people's pages."""
SITES = 5e6
"""The same where our site is built: the site, its copy, and what is kept for the next build."""
BUILDING = ("ours", "floor", "stages", "preview")


@dataclass(frozen=True)
class Wish:
    """What is measured. limit: seconds after which a run is stopped, 0 for never. begun, machine: see `Row`."""

    subjects: Sequence[str]
    sizes: Sequence[int]
    runs: int
    seed: int
    limit: float
    begun: str
    machine: str
    version: str


@dataclass
class _Gathered:
    """What came of one subject at one size."""

    runs: dict[str, list[Run]] = field(default_factory=dict)
    why: dict[str, Message] = field(default_factory=dict)


def measured(wish: Wish, folder: Path, tools: Path, tell: Tell, keep: Keep = lambda rows: None) -> list[Row]:
    """Measure, and say how far it is. folder: for all that is made. tools: see `measuring.tools`.

    keep: is given what there is after every step, so that it stays whatever happens in the next.
    """
    measuring = _Measuring(wish, folder, tools, tell)
    for place in range(len(measuring.steps)):
        measuring.step(place)
        keep(measuring.rows())
    return measuring.rows()


class _Measuring:
    def __init__(self, wish: Wish, folder: Path, tools: Path, tell: Tell) -> None:
        self.wish, self.tell = wish, tell
        self.samples = {size: Sample(size, folder / str(size), tools, wish.seed, wish.limit) for size in self._sizes()}
        self.found: dict[tuple[str, int], _Gathered] = {}
        self.steps = list(self._steps())
        self.began, self.spent = time.monotonic(), 0.0

    def _sizes(self) -> list[int]:
        own = {size for name in self.wish.subjects for size in SUBJECTS[name].sizes}
        return sorted({*self.wish.sizes, *own})

    def _steps(self) -> Iterator[tuple[int, int, str]]:
        """Rounds, in each the sizes, in each the subjects."""
        for number in range(1, self.wish.runs + 1):
            for size in self.samples:
                for name in self.wish.subjects:
                    if size in (SUBJECTS[name].sizes or self.wish.sizes):
                        yield number, size, name

    def step(self, place: int) -> None:
        """Take one step."""
        number, size, name = self.steps[place]
        self._say(place)
        self._measure(number, self.samples[size], SUBJECTS[name])
        self.spent += self._guess(size, name)
        if self._is_last(place):
            self.samples[size].clear()

    def rows(self) -> list[Row]:
        """What there is so far."""
        return [row for (name, size), one in self.found.items() for row in self._rows(SUBJECTS[name], size, one)]

    def _is_last(self, place: int) -> bool:
        """Whether the next step has another size or round: what was built is of no more use."""
        return self.steps[place][:2] != (self.steps[place + 1][:2] if place + 1 < len(self.steps) else None)

    def _say(self, place: int) -> None:
        number, size, name = self.steps[place]
        values = {"done": place + 1, "all": len(self.steps), "size": size, "name": words.NAMES[name], "round": number}
        self.tell(words.STEP.fill(**values, left=words.minutes(self._left(place))))

    def _left(self, place: int) -> float | None:
        """Seconds that are left, by what the steps before took against what was guessed; None before the first."""
        if not self.spent:
            return None
        ahead = sum(self._guess(size, name) for _, size, name in self.steps[place:])
        return ahead * (time.monotonic() - self.began) / self.spent

    def _guess(self, size: int, name: str) -> float:
        """Seconds that a round of a subject may take, at most the time of its runs."""
        subject = SUBJECTS[name]
        most = self.wish.limit * max(1, len(subject.ways)) or float("inf")
        return min(subject.guess * size, most)

    def _measure(self, number: int, sample: Sample, subject: Subject) -> None:
        gathered = self.found.setdefault((subject.name, sample.size), _Gathered())
        if gathered.why:
            return  # what failed in one round is not tried in the next
        try:
            self._check(sample, subject)
            subject.prepare(sample)
            for way, run in subject.runs(sample, number):
                if isinstance(run, Message):
                    gathered.why[way] = run
                else:
                    gathered.runs.setdefault(way, []).append(run)
        except (Unavailable, Unmeasured) as error:
            self.tell(words.NOT_MEASURED.fill(name=words.NAMES[subject.name], why=error.message))
            missing = [way for way in subject.ways if len(gathered.runs.get(way, ())) < number]
            gathered.why.update(dict.fromkeys(missing or ["cold"], error.message))

    def _check(self, sample: Sample, subject: Subject) -> None:
        """Raises Unmeasured where it would be of no use to try."""
        smaller = [size for name, size in self.found if name == subject.name and size < sample.size]
        late = [size for size in smaller if self.found[subject.name, size].why]
        if late:
            raise Unmeasured(words.SMALLER.fill(size=late[0]))
        sample.folder.parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(sample.folder.parent).free
        need = sample.size * (SITES if set(self.wish.subjects) & set(BUILDING) else ROOM)
        if not sample.folder.is_dir() and free < need and not subject.sizes:
            raise Unmeasured(words.NO_ROOM.fill(free=free // 10**9, need=round(need / 1e9)))

    def _rows(self, subject: Subject, size: int, one: _Gathered) -> Iterator[Row]:
        of: Mapping[str, Sequence[Run]] = one.runs
        for way in dict.fromkeys((*one.runs, *one.why)):
            version = subject.version or self.wish.version
            runs, why = tuple(of.get(way, ())), one.why.get(way)
            yield Row(subject.name, way, size, version, self.wish.begun, self.wish.machine, runs, why)
