"""What was measured, kept in one file from run to run: each part may be measured alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from grantpages.problem import LANGUAGES, Message

FILE = "benchmarks.json"
Key = tuple[str, str, int]
"""Subject, way, size."""


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock and of the processors, MiB of all its processes together (PSS) at the most.

    files, bytes: what it wrote. pages, html: of it the HTML files and their bytes. parts: further seconds by the name
    of a step.
    """

    wall: float
    cpu: float
    memory: float
    files: int = 0
    pages: int = 0
    bytes: int = 0
    html: int = 0
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """The runs of one subject in one way at one size. why: what kept it from being measured, where there are no runs.

    begun: when the command was started that measured it; rows of one command met the same machine in the same hour.
    """

    subject: str
    way: str
    size: int
    version: str
    begun: str
    machine: str
    runs: Sequence[Run] = ()
    why: Message | None = None

    @property
    def key(self) -> Key:
        """What a later measurement of the same has in common with it."""
        return self.subject, self.way, self.size

    @property
    def day(self) -> str:
        """The day, as in ISO 8601."""
        return self.begun[:10]

    def of(self, figure: str) -> float:
        """The median of a figure of `Run`; only where there are runs."""
        return float(median(getattr(run, figure) for run in self.runs))

    def part(self, name: str) -> float:
        """The median of a step's seconds; 0 where it has none."""
        return float(median(run.parts.get(name, 0.0) for run in self.runs))


def merged(old: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """The new rows, and the old ones of what was not measured again, in the order of subject and size."""
    rows = {row.key: row for row in (*old, *new)}
    return [rows[key] for key in sorted(rows, key=lambda key: (key[0], key[2], key[1]))]


def read(file: Path) -> list[Row]:
    """The rows kept in a file; none where it is not there."""
    return [_row(entry) for entry in json.loads(file.read_text(encoding="utf-8"))] if file.is_file() else []


def text(rows: Iterable[Row]) -> str:
    """The file's text."""
    return json.dumps([_entry(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _entry(row: Row) -> dict[str, Any]:
    runs = [{name: _short(value) for name, value in asdict(run).items()} for run in row.runs]
    why = dict(zip(LANGUAGES, row.why, strict=True)) if row.why else None
    return asdict(row) | {"runs": runs, "why": why}


def _short(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _short(one) for name, one in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def _row(entry: dict[str, Any]) -> Row:
    runs = tuple(Run(**run) for run in entry.pop("runs"))
    why = entry.pop("why")
    return Row(**entry, runs=runs, why=Message(**why) if why else None)
