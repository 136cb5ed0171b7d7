"""Bar charts drawn as SVG: labels above bars, numbers at their ends, everything inside a box 320 units wide.

Text in SVG does not wrap, so it is wrapped here by a measure of letters that is never too small; a telephone shows
a unit as a pixel. What a bar means is said by its place and its outline, not by colour alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH = 320
"""Of every drawing, in units; on the narrowest telephone a unit is a CSS pixel."""
SIZE = 13
"""Of letters, in units."""
LINE, BAR, ROOM, BETWEEN = 17, 13, 8, 11
_WIDE, _NARROW = frozenset("шщжмюфыбШЩЖМЮФЫЪWMmw@%—₸"), frozenset(".,:;!|'’ ­іІIilj()-[]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where its letters stand."""

    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the series with a number of its own, its value in words beside it. share: per cent of the longest."""

    series: int
    y: int
    length: float
    share: float
    value: str
    value_y: int


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row of the chart and of the table beneath: values in words, as in the columns."""

    label: str
    href: str
    lines: Sequence[Line]
    bars: Sequence[Bar]
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be written. id: of its heading. head: over the first column. legend: the series' names."""

    id: str
    title: str
    head: str
    legend: Sequence[tuple[int, str]]
    columns: Sequence[str]
    rows: Sequence[Row]
    height: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Datum:
    """What is drawn: a label, a number for each series, and where the label leads, below the language's root."""

    label: str
    numbers: Sequence[int]
    href: str = ""


def width_of(text: str, size: float = SIZE) -> float:
    """How wide a text is at most, in units."""
    return size * sum(
        0.95 if letter in _WIDE else 0.36 if letter in _NARROW else 0.76 if letter.isupper() else 0.64
        for letter in text
    )


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """The text in lines no wider than `width`; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        while width_of(word, size) > width:
            fits = max(place for place in range(1, len(word)) if width_of(word[:place], size) <= width or place == 1)
            lines.append(word[:fits])
            word = word[fits:]
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def drawing(
    id: str,
    title: str,
    head: str,
    series: Sequence[str],
    data: Sequence[Datum],
    written: Callable[[int], str],
    alone: bool = False,
    note: str = "",
) -> Drawing:
    """A chart of some rows. series: the names of the numbers of a row. written: a number in words.

    alone: each row has a scale of its own, because it counts something else.
    """
    texts = [[written(number) for number in datum.numbers] for datum in data]
    room = WIDTH - ROOM - max((width_of(text) for row in texts for text in row), default=0)
    longest = max((number for datum in data for number in datum.numbers), default=0)
    named = len(series) > 1
    y, rows = LINE * len(series) + BETWEEN if named else 0, []
    for datum, values in zip(data, texts, strict=True):
        scale = max(datum.numbers, default=0) if alone else longest
        lines = [Line(y + LINE * place + SIZE, text) for place, text in enumerate(wrapped(datum.label, WIDTH), 0)]
        y += LINE * len(lines) + 3
        bars = []
        for place, (number, value) in enumerate(zip(datum.numbers, values, strict=True)):
            part = number / scale if scale else 0.0
            length, share = round(room * part, 1), round(100 * part, 1)
            bars.append(Bar(place if named else 1, y, length, share, value, y + BAR - 2))
            y += BAR + 3
        y += BETWEEN
        rows.append(Row(datum.label, datum.href, lines, bars, values))
    legend = [(place, name) for place, name in enumerate(series)] if named else []
    return Drawing(id, title, head, legend, series, rows, y, note)
