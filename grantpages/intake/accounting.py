"""Whether every word of the report is found again: what a record took of a line in part is told, too."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grantpages.intake.dates import month_of
from grantpages.intake.desk import Desk
from grantpages.intake.source import Paragraph, Table
from grantpages.intake.statistics import label_key
from grantpages.intake.tables import role_of

# Words that a field says in its own way: units, signs of dates, the label above links, grant types, empty cells.
_SAID = re.compile(
    r"(?:тг|теңге(?:ні|ге)?|тенге|ж|жыл\w*|г|год\w*|сілтеме\w*|ссылк\w*|қысқа|орта|ұзақ|мерзімді|\w*срочный|грант|№|от|п|бсн|бин"
    r"|міндет\w*|задача|іс|шара\w*|мероприяти\w+|тапсырыс|беруші\w*|заказчик|көрсетілмеген|указано|не|тел|млн|тыс|і|b|br)$"
)
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """A text's words, groups of digits as one number, without the marks of Markdown."""
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~])|</?[a-z]+>", "", text)
    text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return [word.lower() for word in _WORD.findall(text)]


@dataclass(frozen=True)
class Account:
    """Where the lines went. unplaced: found in no record. partly: held but for these words. hidden: with contacts."""

    unplaced: tuple[int, ...]
    partly: dict[int, list[str]]
    hidden: tuple[int, ...]


def account_of(desk: Desk, files: Mapping[str, str], labels: Iterable[Paragraph]) -> Account:
    """Follow every line that is not blank. files: the texts of the records; labels: the form's own words."""
    held = {name: (set(words_of(text)), re.sub(r"\W", "", text.lower())) for name, text in files.items()}
    said = _said(desk, labels)
    unplaced, partly = [], {}
    for line, text in desk.source.lines.items():
        rest = [word for word in words_of(text) if word not in said.get(line, ()) and not _SAID.match(word)]
        if line in desk.source.furniture or line in desk.hidden or (not rest and line in said):
            continue
        places = [held[name] for name in desk.placed.get(line, ()) if name in held]
        missing = [word for word in rest if not _is_held(word, places)]
        if not places:
            unplaced.append(line)
        elif missing or line in desk.cut:
            partly[line] = missing
    return Account(tuple(unplaced), partly, tuple(sorted(desk.hidden)))


def _said(desk: Desk, labels: Iterable[Paragraph]) -> dict[int, set[str]]:
    """The form's own words by line: labels, the headings of tables, across or down."""
    said: dict[int, set[str]] = {}
    heads = [(line, desk.source.lines.get(line, "")) for line in head_lines(desk)]
    down = [
        (line, row.cells[0])
        for block in desk.source.blocks
        if isinstance(block, Table)
        for row in block.rows
        for line in row.lines
        if role_of(row.cells[0]) or label_key(row.cells[0])
    ]
    forms = [(line, label.text) for label in labels for line in label.lines]
    for line, text in (*heads, *down, *forms, *desk.labels.items()):
        said.setdefault(line, set()).update(words_of(text))
    return said


def head_lines(desk: Desk) -> set[int]:
    """Lines of the headings of tables: rows at the top most of whose cells name a column."""
    tables = (block for block in desk.source.blocks if isinstance(block, Table) and len(block.rows) > 1)
    return {line for table in tables for row in table.rows[:2] if _is_head(row.cells) for line in row.lines}


def _is_head(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(bool(role_of(cell) or label_key(cell)) for cell in filled) * 2 > len(filled)


def _is_held(word: str, held: list[tuple[set[str], str]]) -> bool:
    plain = word.lstrip("0") or "0"
    if any({word, plain, plain.zfill(2)} & words or len(word) > 3 and word in squeezed for words, squeezed in held):
        return True
    return bool(month_of(word)) or (
        len(word) == 2 and word.isdigit() and any(f"20{word}" in words for words, _ in held)
    )
