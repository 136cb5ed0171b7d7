"""What came of one project: the people it reached, by the form's tables, and its results in words."""

from collections.abc import Sequence
from typing import Any

from grantpages.intake import words
from grantpages.intake.desk import Desk, prose
from grantpages.intake.form import NARRATIVE
from grantpages.intake.outline import Part
from grantpages.intake.source import Table
from grantpages.intake.statistics import CATEGORY, GENDER, Statistics, statistics_of
from grantpages.model import AGE_BANDS


def participants_of(desk: Desk, parts: Sequence[Part], file: str) -> dict[str, Any]:
    """How many took part, from the statistical tables among the parts of one project."""
    tables = [
        (block, read)
        for part in parts
        for block in part.body
        if isinstance(block, Table) and (read := statistics_of(block))
    ]
    counts: dict[str, int] = {}
    totals: list[int] = []
    participants: dict[str, Any] = {}
    for block, read in tables:
        desk.place(file, block)
        for key, value in read.counts.items():
            counts.setdefault(key, value)
        totals += read.totals
        _doubts(desk, participants, read, block.line)
    if not counts:
        return {}
    participants["total"] = totals[0] if totals else sum(counts[key] for key in GENDER if key in counts)
    if len(set(totals)) > 1 or not totals:
        desk.mark(participants, "total", words.TOTAL_TWICE.fill(found=", ".join(map(str, totals)) or "–"))
    if all(key in counts for key in GENDER):
        participants["gender"] = {key: counts[key] for key in GENDER}
    for name, keys in (("categories", CATEGORY), ("ages", AGE_BANDS)):
        if any(key in counts for key in keys):
            participants[name] = {key: counts[key] for key in keys if key in counts}
    return participants


def _doubts(desk: Desk, participants: dict[str, Any], read: Statistics, line: int) -> None:
    for label in read.unknown:
        desk.mark(participants, "", words.BAND_UNKNOWN.fill(found=label), line)
    if read.summed:
        desk.mark(participants, "", words.SUMMED, line)


def narrative_of(desk: Desk, parts: Sequence[Part], file: str) -> dict[str, Any]:
    """The sections in words, each in full."""
    narrative: dict[str, Any] = {}
    for place, name in NARRATIVE.items():
        paragraphs = [paragraph for part in parts if part.place == place for paragraph in part.paragraphs]
        if not paragraphs:
            continue
        desk.place(file, *paragraphs)
        narrative[name] = desk.pair(prose(paragraphs), [line for one_ in paragraphs for line in one_.lines])
        for line in (line for paragraph in paragraphs for line in paragraph.joined):
            desk.mark(narrative, name, words.JOINED, line)
    return narrative
