"""A document as the importer walks it: paragraphs and tables in the order of print, each with its lines.

A line is a line of a text file; in a word processor's file it is the paragraph or table row, counted from the top.
"""

from dataclasses import dataclass, replace

from grantpages.problem import Message


class NoReport(Exception):
    """The document cannot be taken in; `message` says what must hold, what was found and how to mend it."""

    def __init__(self, message: Message, line: int = 1) -> None:
        super().__init__(message.ru)
        self.message = message
        self.line = line


@dataclass(frozen=True)
class Paragraph:
    """One paragraph in plain text, its links inline and set apart by spaces.

    lead: how many characters at its start are emphasised. heading: the author's own mark. item: of a list.
    tight: it follows the paragraph before it without a gap. joined: lines where print had cut it.
    """

    lines: tuple[int, ...]
    text: str
    lead: int = 0
    heading: bool = False
    item: bool = False
    tight: bool = False
    joined: tuple[int, ...] = ()

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.lines[0]

    @property
    def stands_out(self) -> bool:
        """Whether the whole of it is a heading or emphasised."""
        return self.heading or self.lead >= len(self.text.rstrip(" .:"))

    def after(self, length: int) -> "Paragraph | None":
        """What follows the first `length` characters, None where nothing does."""
        rest = self.text[length:]
        kept = rest.strip(" \t.:–—-") and rest.strip()
        return replace(self, text=rest.strip(), lead=0, heading=False) if kept else None


@dataclass(frozen=True)
class Row:
    """One row of a table; lines are more than one where print had cut the row."""

    lines: tuple[int, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table's rows; cells that were merged are repeated or empty, as the file has them."""

    rows: tuple[Row, ...]

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.rows[0].lines[0]

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line it stands on."""
        return tuple(line for row in self.rows for line in row.lines)


Block = Paragraph | Table
"""What a document is made of, from top to bottom."""


@dataclass(frozen=True)
class Source:
    """A document as read. lines: every line that is not blank, by number. furniture: page numbers and their like."""

    name: str
    blocks: tuple[Block, ...]
    lines: dict[int, str]
    furniture: tuple[int, ...] = ()
