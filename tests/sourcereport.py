"""The operator's printed report as the tests walk it: its links, its tables and its paragraphs, each with its line."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from grantpages.problem import LANGUAGES

PATH = Path(__file__).parent / "data" / "report-2025-zhanaozen.kk.md"
_LINK = re.compile(r"<(?P<bare>https?://[^>\s]+)>|\[[^]]*\]\((?P<named>https?://[^)\s]+)\)")
_ACTIVITY = re.compile(r"^\W*(?:Іс-шара \d+:|\d+-\s?іс-шара\.)")
_NUMBER = re.compile(r"^(?:Іс-шара \d+:|\d+-\s?іс-шара\.|\d+ міндет\.|[IV]+\.|\d+[.)])\s*")
_FIELD = re.compile(r"(?<=[^#\s])\s+(?=\*\*\d+\. )")
_BOLD = re.compile(r"^\W*\*\*(?P<heading>.+?)\*\*(?P<rest>.*)$", re.S)


@dataclass(frozen=True)
class Line:
    """Something printed, and the line of the report where it begins (counted from 1)."""

    number: int
    text: str


@dataclass(frozen=True)
class Table:
    """A table's cells as printed; a row that a page break cut in two is two rows here."""

    number: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SourceReport:
    lines: tuple[str, ...]

    @cached_property
    def links(self) -> list[Line]:
        """Every cited link exactly as printed, in the order of print."""
        return [
            Line(number, match["bare"] or match["named"])
            for number, line in enumerate(self.lines, 1)
            for match in _LINK.finditer(line)
        ]

    @cached_property
    def tables(self) -> list[Table]:
        """Every table, in the order of print."""
        return [
            Table(block[0].number, tuple(tuple(_plain(cell) for cell in line.text.split("\t")) for line in block))
            for block in self._blocks()
            if "\t" in block[0].text
        ]

    @cached_property
    def paragraphs(self) -> list[Line]:
        """Every heading and paragraph in plain text; an activity's heading stands apart from its account."""
        found: list[Line] = []
        for block in self._blocks():
            if "\t" not in block[0].text:
                whole = "\n".join(line.text for line in block)
                found += [Line(block[0].number, text) for part in _parted(whole) if (text := _plain(part))]
        return found

    def heading_above(self, number: int) -> str:
        """The heading of the activity under which a line stands."""
        blocks = [
            "\n".join(line.text for line in block)
            for block in self._blocks()
            if block[0].number <= number and _ACTIVITY.match(block[0].text)
        ]
        return _plain(_parted(blocks[-1])[0])

    def _blocks(self) -> list[list[Line]]:
        blocks: list[list[Line]] = [[]]
        for number, line in enumerate(self.lines, 1):
            if line.strip():
                blocks[-1].append(Line(number, line))
            elif blocks[-1]:
                blocks.append([])
        return [block for block in blocks if block]


def _parted(block: str) -> list[str]:
    """A block at its links, and an activity's heading apart from what follows in the same block."""
    parts = []
    for piece in _LINK.sub("\0", block).split("\0"):
        bold = _BOLD.match(piece) if _ACTIVITY.match(piece) else None
        parts += [bold["heading"], bold["rest"]] if bold else _FIELD.split(piece)
    return parts


def _plain(text: str) -> str:
    """Markdown's and HTML's marks gone, white space one space."""
    text = re.sub(r"</?b>|^#+\s|^[*_]+|\*\*\*|\*\*|\\(?=_)", "", text.strip())
    return re.sub(r"\s+", " ", text.strip("* ")).strip()


def without_number(heading: str) -> str:
    """A heading without the number that print gives it: the site numbers its headings in its own way."""
    return _NUMBER.sub("", heading)


def bare(text: str) -> str:
    """The text without any white space, to compare across the lines and pages of print."""
    return re.sub(r"\s+", "", text)


REPORT = SourceReport(tuple(PATH.read_text(encoding="utf-8").splitlines()))
REPORT_PAGE = "reports/zhanaozen-2025/"
CALL_PAGE = "calls/zhanaozen-2025/"
PROJECT_PAGES = ("projects/zhanaozen-2025-1/", "projects/zhanaozen-2025-2/")
BOTH = pytest.mark.parametrize("language", LANGUAGES)
