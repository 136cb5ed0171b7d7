"""What a table is about is told by its headings; its columns may stand in any order, across or down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grantpages.intake.source import Row, Table

Kind = Literal["lots", "contracts", "partners", "grantees", "activities", "other"]

# The first that fits names the column.
_ROLES = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        ("number", r"^(?:№|р/с|п/п|n|no|#)\W*(?:р/с|п/п)?\W*$"),
        ("contract", r"шарт(?:тың|\s|$)|договор"),
        ("direction", r"басым бағыт|приоритетн\w+ направлен|^бағыт|^направлени"),
        ("type", r"грант(?:тың|ының)?\s+түрі|вид\w*\s+грант|тип\w*\s+грант"),
        ("head", r"басшы|тегі, аты|\bТАӘ\b|Т\.А\.Ә|ФИО|Ф\.И\.О|руководител"),
        ("address", r"мекенжай|мекен-жай|адрес"),
        ("contacts", r"байланыс|контакт|телефон"),
        ("sphere", r"сала(?:сы)?(?:\W|$)|сфер"),
        ("links", r"сілтеме|ссылк"),
        (
            "activity",
            r"іс-?\s?шара(?:ның|лар)?\s*(?:атауы|тақыры|$|мен|\()|тақыры"
            r"|мероприяти(?:е|я)\s*(?:$|\()|наименование меропр|^тема",
        ),
        ("participants", r"қатысушы|участник|охват|қамту"),
        ("done", r"орындал|выполн|исполн"),
        ("amount", r"сома|сумма|объем|қаражат"),
        ("grants", r"грант\w*\s+саны|саны|кол-?во|количеств"),
        ("period", r"кезең|период|мерзім|срок"),
        ("grantee", r"грант алушы|грантополучател"),
        ("project", r"жоба|проект"),
        ("organization", r"ұйым|ҮЕҰ|организац|НПО"),
        ("date", r"күні|дата|уақыты|время"),
        ("place", r"орны|мест[оа]"),
        ("activity", r"іс-?\s?шара|мероприят"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One row by its roles. filled: roles whose empty cell took the value above. cut: lines it continues on."""

    lines: tuple[int, ...]
    cells: dict[str, str]
    filled: frozenset[str] = frozenset()
    cut: tuple[int, ...] = ()

    def get(self, role: str) -> str:
        """The cell of a role; a dash or «not stated» is no value."""
        value = self.cells.get(role, "").strip()
        return "" if re.fullmatch(r"[-–—\s]*|көрсетілмеген|не указано|жоқ|нет", value) else value


@dataclass(frozen=True)
class Read:
    """A table read: its kind, the lines of its head, its records."""

    kind: Kind
    head: tuple[int, ...]
    records: tuple[Record, ...]


def role_of(text: str) -> str:
    """What a column with this heading holds, empty where it is none of the form's."""
    return next((role for role, pattern in _ROLES if pattern.search(text)), "")


def read_table(table: Table) -> Read:
    """The table by its headings, turned where they stand in the first column."""
    across, down = _best_head(table), _roles(tuple(row.cells[0] for row in table.rows))
    turned = len(set(filter(None, down))) > max(len(across[1]), 2)
    if turned:
        table = _turned(table)
        across = _best_head(table)
    at, roles = across
    records = tuple(_records(table.rows[at + 1 :], roles, turned))
    head = tuple(line for row in table.rows[: at + 1] for line in row.lines)
    return Read(_kind(set(roles.values())), head, records)


def _best_head(table: Table) -> tuple[int, dict[int, str]]:
    """The row among the first three that names the most columns, and what each of them holds."""
    heads = []
    for at, row in enumerate(table.rows[:3]):
        roles: dict[int, str] = {}
        for column, role in enumerate(_roles(row.cells)):
            if role and role not in roles.values():
                roles[column] = role
        heads.append((len(roles), -at, roles))
    _, at, roles = max(heads, key=lambda head: head[:2])
    return -at, roles


def _roles(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(role_of(cell) if len(cell) < 160 else "" for cell in cells)


def _turned(table: Table) -> Table:
    lines = table.lines
    return Table(tuple(Row(lines, cells) for cells in zip(*(row.cells for row in table.rows), strict=True)))


def _kind(roles: set[str]) -> Kind:
    if "activity" in roles and roles & {"date", "participants", "place", "done"}:
        return "activities"
    if "contract" in roles and roles & {"organization", "grantee"}:
        return "contracts"
    if {"head", "address"} <= roles and roles & {"amount", "period"}:
        return "grantees"
    if "head" in roles and roles & {"organization", "grantee"}:
        return "partners"
    if "direction" in roles and roles & {"amount", "grants"}:
        return "lots"
    return "other"


_MERGED = ("grantee", "project", "sphere", "direction", "type", "contract", "place", "amount")


def _records(rows: tuple[Row, ...], roles: dict[int, str], turned: bool) -> Iterator[Record]:
    above: dict[str, str] = {}
    for row in rows:
        if _counts_columns(row) or not any(row.cells):
            continue
        cells: dict[str, str] = {}
        for column, text in enumerate(row.cells):
            role = roles.get(column, "other")
            if text and text != cells.get(role):
                cells[role] = f"{cells[role]} {text}" if role in cells else text
        filled = {role for role in _MERGED if role in roles.values() and not cells.get(role) and above.get(role)}
        cells |= {role: above[role] for role in filled}
        above = cells
        yield Record(row.lines, cells, frozenset(filled), () if turned else row.lines[1:])


def _counts_columns(row: Row) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3, …"""
    numbers = [cell.strip(" .") for cell in row.cells]
    return len(numbers) > 2 and numbers == [str(at) for at in range(1, len(numbers) + 1)]


def is_total(record: Record) -> bool:
    """Whether a row is a table's total and no record of its own."""
    first = next((record.cells[role] for role in record.cells if record.cells[role].strip()), "")
    texts = [first, *record.cells.values()]
    return any(re.match(r"\W*(?:барлығы|жиыны|итого|всего)\b", text, re.IGNORECASE) for text in texts)
