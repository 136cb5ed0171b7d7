"""What converting and paging did to a document is undone: page numbers, cut sentences, rows in two, glued links."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from grantpages.intake.form import HEADINGS, place_of
from grantpages.intake.source import Block, Paragraph, Row, Source, Table

_PAGE = re.compile(
    r"[-–—\s]*(?:(?:бет|стр(?:аница|\.)?|page|с\.)\s*)?\d{1,3}(?:\s*(?:/|из|of|-?бет|бет)\s*\d{0,3})?[-–—\s.]*$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?:;…»”\"]\W*$|https?://\S+$")
_LOWER = re.compile(r"[(«]?[a-zа-яәғқңөұүһі]")
_SENTENCE = re.compile(
    r"(?<![\s.(][A-ZА-ЯӘҒҚҢӨҰҮҺІ])(?<!\s[гжсдлт])(?<!обл)(?<!стр)[.!?]\s+(?=[«\"“(]?[A-ZА-ЯӘҒҚҢӨҰҮҺІ0-9])"
)
REPEATED = 3
"""A short paragraph printed this often, and no label of the form, is a running head."""


def mend(source: Source) -> Source:
    """The document with its running heads and page numbers set aside and cut sentences and rows joined."""
    furniture = _furniture(source.blocks)
    kept = [block for block in source.blocks if not (isinstance(block, Paragraph) and block in furniture)]
    blocks = tuple(_mended_table(one) if isinstance(one, Table) else one for one in _joined(kept))
    gone = tuple(line for block in furniture for line in block.lines)
    return replace(source, blocks=blocks, furniture=(*source.furniture, *gone))


def sentence_end(text: str) -> int:
    """Where the first sentence ends, the length of the text where there is but one."""
    found = _SENTENCE.search(text)
    return found.start() + 1 if found else len(text)


def _furniture(blocks: Iterable[Block]) -> set[Paragraph]:
    short = [one for one in blocks if isinstance(one, Paragraph) and len(one.text) < 100]
    often = Counter(one.text for one in short)
    labels = tuple(HEADINGS)
    return {
        one
        for one in short
        if _PAGE.match(one.text)
        or often[one.text] >= REPEATED
        and not one.text.endswith((":", ".", ";"))
        and "http" not in one.text
        and not one.item
        and place_of(one.text, labels)[1] < 0.5
    }


def _joined(blocks: list[Block]) -> list[Block]:
    """Paragraphs, where one begins in the middle of the sentence of the one before it, as one."""
    done: list[Block] = []
    for block in blocks:
        before = done[-1] if done else None
        if isinstance(block, Paragraph) and isinstance(before, Paragraph) and _cut(before, block):
            done[-1] = _join(before, block)
        else:
            done.append(block)
    return done


def _cut(before: Paragraph, after: Paragraph) -> bool:
    if after.item or before.item and after.tight or _ENDED.search(before.text) or not _LOWER.match(after.text):
        return False
    return not after.text.startswith(("http", "www."))


def _join(before: Paragraph, after: Paragraph) -> Paragraph:
    hyphen = re.search(r"\w-$", before.text) is not None
    text = before.text + ("" if hyphen else " ")
    lead = before.lead
    if before.lead >= len(before.text) or before.heading and not before.lead:
        whole = after.lead >= len(after.text) or after.heading
        lead = len(text) + (len(after.text) if whole else sentence_end(after.text))
    heading = before.heading and after.heading
    lines = (*before.lines, *after.lines)
    return replace(
        before, lines=lines, text=text + after.text, lead=lead, heading=heading, joined=(*before.joined, after.line)
    )


def _mended_table(table: Table) -> Table:
    width = max(len(row.cells) for row in table.rows)
    rows: list[Row] = []
    for row in table.rows:
        before = rows[-1] if rows else None
        if before and len(before.cells) < width and len(before.cells) + len(row.cells) - 1 <= width and len(rows) > 1:
            middle = f"{before.cells[-1]} {row.cells[0]}".strip()
            rows[-1] = Row((*before.lines, *row.lines), (*before.cells[:-1], middle, *row.cells[1:]))
        elif before and len(rows) > 1 and _continues(before, row):
            pairs = zip(_padded(before, width), _padded(row, width), strict=True)
            rows[-1] = Row((*before.lines, *row.lines), tuple(f"{one} {two}".strip() for one, two in pairs))
        elif not (before and len(rows) > 0 and row.cells == rows[0].cells):
            rows.append(row)
        else:  # a head repeated on the next page
            rows[0] = replace(rows[0], lines=(*rows[0].lines, *row.lines))
    return Table(tuple(replace(row, cells=_padded(row, width)) for row in rows))


def _continues(before: Row, row: Row) -> bool:
    """Whether a row is the rest of the one before: nothing in its first cell, and its texts begin small."""
    filled = [cell for cell in row.cells if cell]
    if row.cells[0] or not before.cells[0] or not filled:
        return False
    small = sum(bool(_LOWER.match(cell)) for cell in filled)
    return small * 2 > len(filled)


def _padded(row: Row, width: int) -> tuple[str, ...]:
    return row.cells + ("",) * (width - len(row.cells))
