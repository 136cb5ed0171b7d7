"""What the figures say beside each other: our work to that of others, and how each grows with the records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benching.outcome import Key, Row

PAGES = ("again", "pages", "lists")
"""The stages of our build in which pages are made, beside which other generators can be put."""


@dataclass(frozen=True)
class Ratio:
    """One figure by another at a size. code: see `words.RATIO_NAMES`. apart: of two runs of the command."""

    code: str
    size: int
    value: float
    apart: bool


@dataclass(frozen=True)
class Growth:
    """From a size to the largest: how many times more time, processor and memory one way of a subject takes.

    0 is a figure that was not taken.
    """

    subject: str
    way: str
    small: int
    large: int
    wall: float
    cpu: float
    memory: float


def ratios(rows: Sequence[Row]) -> Iterator[Ratio]:
    """Every ratio whose two rows were measured, by what is compared and by size."""
    known = {row.key: row for row in rows if row.runs}
    pairs = (("hugo", "ours", "hugo"), ("floor", "ours", "floor"), ("pagefind", "index", "pagefind"))
    for code, over, under in pairs:
        way = "copied" if under == "floor" else "cold"
        for size in _sizes(known, over, under):
            one, other = known.get((over, "cold", size)), known.get((under, way, size))
            if one and other:
                yield Ratio(code, size, one.of("wall") / other.of("wall"), one.begun != other.begun)
    for size in _sizes(known, "stages", "hugo"):
        one, other = known.get(("stages", "cold", size)), known.get(("hugo", "cold", size))
        if one and other:
            spent = sum(map(one.part, PAGES))
            yield Ratio("pages", size, spent / other.of("cpu"), one.begun != other.begun)


def _sizes(known: Mapping[Key, Row], *subjects: str) -> list[int]:
    return sorted({size for subject, _, size in known if subject in subjects})


def growths(rows: Sequence[Row]) -> Iterator[Growth]:
    """How each way of each subject grows from the smallest size at which it was measured to the largest."""
    ways: dict[tuple[str, str], list[Row]] = {}
    for row in sorted((row for row in rows if row.runs), key=lambda row: row.size):
        ways.setdefault((row.subject, row.way), []).append(row)
    for (subject, way), measured in ways.items():
        small, large = measured[0], measured[-1]
        if small.size < large.size:
            wall, cpu, memory = (_times(large.of(name), small.of(name)) for name in ("wall", "cpu", "memory"))
            yield Growth(subject, way, small.size, large.size, wall, cpu, memory)


def _times(large: float, small: float) -> float:
    return large / small if small else 0.0
