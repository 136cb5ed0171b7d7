"""The three statistical tables of Appendix 2: participants by gender, category and age, across or down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grantpages.intake.source import Table
from grantpages.model import AGE_BANDS

TOTAL = "total"
_LABELS = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("children", r"^\W*(?:балалар|дет[иь])"),
        ("older", r"егде|50\s*жас|пожил|старше 50"),
        ("disabled", r"мүгедек|инвалид|ерекше қажет"),
        ("civil_servants", r"мемлекеттік қызмет|госслуж|государственны\w+ служ"),
        ("budget_staff", r"бюджет"),
        ("unemployed", r"жұмыссыз|безработн"),
        ("public_organizations", r"қоғамдық|общественн|НПО|ҮЕҰ"),
        ("business", r"бизнес|кәсіпкер|предпринимат"),
        ("youth", r"^\W*(?:жастар|молод[её]ж)"),
        ("other", r"басқа|өзге|други|ины[ех]|прочи"),
        ("men", r"^\W*(?:ер(?:лер|кек)|мужчин|мужск)"),
        ("women", r"^\W*(?:әйел|женщин|женск)"),
        (TOTAL, r"барлығы|жалпы|жиыны|всего|итого|общее|қатысушылар(?:дың)? саны|количество участник"),
    )
)
_TOTAL_ROW = re.compile(r"^\W*(?:барлығы|жиыны|итого|всего|жалпы)", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f\u2009]*")
GENDER = ("men", "women")
"""The fields of the form's table of participants that are about sex, in its order."""
CATEGORY = (
    "children", "youth", "civil_servants", "budget_staff", "disabled", "older", "unemployed",
    "public_organizations", "business", "other",
)  # fmt: skip
"""Its fields that are about social groups, in its order."""


@dataclass
class Statistics:
    """What one table counts. unknown: columns the form does not have. summed: the numbers are sums of rows."""

    totals: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    summed: bool = False


def count_of(cell: str) -> int | None:
    """The whole number a cell holds, groups of digits together; None where it holds another thing."""
    cell = re.sub(r"\s*(?:адам|чел(?:овек|\.)?|жас\b)\s*$", "", cell.strip())
    return int(re.sub(r"\s", "", cell)) if cell and _NUMBER.fullmatch(cell) else None


def label_key(label: str) -> str:
    """What a column or row counts: a category, a gender, an age band or the total; empty for none of them."""
    ages = [int(age) for age in re.findall(r"\d+", label)]
    if len(ages) == 2 and f"{ages[0]}-{ages[1]}" in AGE_BANDS:
        return f"{ages[0]}-{ages[1]}"
    if len(ages) == 1 and ages[0] in (58, 59) and not re.search(r"мүгедек|егде", label):
        return "59+"
    outside = re.sub(r"\([^)]*\)", " ", label)
    return next((key for key, pattern in _LABELS if pattern.search(outside)), "")


def statistics_of(table: Table) -> Statistics | None:
    """The table's counts, None where it is no statistical table."""
    found = Statistics()
    for label, values in _columns(table, found):
        key = label_key(label)
        if key == TOTAL:
            found.totals += values
        elif key and key not in found.counts:
            found.counts[key] = sum(values)
        elif not key or found.counts.get(key) != sum(values):
            found.unknown.append(f"{label}: {', '.join(map(str, values))}")
    return found if len(found.counts) >= 2 and len(found.unknown) <= len(found.counts) else None


def _columns(table: Table, found: Statistics) -> Iterator[tuple[str, list[int]]]:
    """Each label with its numbers."""
    numeric = [row for row in table.rows if sum(count_of(cell) is not None for cell in row.cells) >= 2]
    labelled = [row.cells for row in table.rows if row not in numeric]
    heads = [cells for cells in labelled if sum(bool(label_key(cell)) for cell in cells) >= 2]
    if not numeric or not heads:
        yield from _pairs(table)
        return
    if len(numeric) > 1:
        totals = [row for row in numeric if _TOTAL_ROW.match(next(filter(None, row.cells), ""))]
        found.summed = not totals
        numeric = totals[-1:] or numeric
    for column in range(len(table.rows[0].cells)):
        label = next((cells[column] for cells in reversed(heads) if cells[column]), "")
        values = [count for row in numeric if (count := count_of(row.cells[column])) is not None]
        if label and values and label_key(label) != "number" and label.strip() not in ("№", "№ п/п"):
            yield label, [sum(values)]


def _pairs(table: Table) -> Iterator[tuple[str, list[int]]]:
    """Label and number side by side, row by row."""
    for row in table.rows:
        cells = [cell for cell in row.cells if cell.strip()]
        if len(cells) > 2 and re.fullmatch(r"\d{1,2}[.)]?", cells[0]) and count_of(cells[1]) is None:
            cells = cells[1:]
        if len(cells) >= 2 and count_of(cells[0]) is None and (value := count_of(cells[1])) is not None:
            yield cells[0], [value]
