"""What the builds are to reach, and whether they do."""

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benching.outcome import Key, Row

LARGE, SMALL = 10_000, 1_000
OURS: Key = ("ours", "cold", LARGE)
Rows = Mapping[Key, Row]


@dataclass(frozen=True)
class Goal:
    """A figure of one row, or its ratio to that of another, and the most it may be. unit: as it is written after it."""

    code: str
    most: float
    unit: str
    figure: str
    row: Key
    over: Key | None = None

    def reached(self, rows: Rows) -> float | None:
        """What was measured; None where it was not, or not to its end."""
        found = [rows.get(key) for key in self.keys]
        if not all(row and row.runs for row in found):
            return None
        values = [row.of(self.figure) for row in found if row]
        return values[0] if self.over is None else operator.truediv(*values)

    def is_apart(self, rows: Rows) -> bool:
        """Whether the two rows of a ratio are of different runs of the command."""
        return len({rows[key].begun for key in self.keys if key in rows}) > 1

    @property
    def keys(self) -> Sequence[Key]:
        """The rows it asks for."""
        return (self.row,) if self.over is None else (self.row, self.over)


GOALS: Sequence[Goal] = (
    Goal("beside", 0.7, "", "wall", OURS, ("hugo", "cold", LARGE)),
    Goal("whole", 60, "s", "wall", OURS),
    Goal("memory", 400, "MiB", "memory", OURS),
    Goal("growth", 11, "", "wall", OURS, ("ours", "cold", SMALL)),
    Goal("edit", 2, "s", "wall", ("ours", "edited", LARGE)),
    Goal("shown", 1, "s", "wall", ("preview", "shown", LARGE)),
    Goal("audit", 30, "s", "wall", ("audit", "cold", LARGE)),
    Goal("audit-again", 3, "s", "wall", ("audit", "again", LARGE)),
    Goal("audit-memory", 500, "MiB", "memory", ("audit", "cold", LARGE)),
)
