"""What was measured, kept in one file from run to run, and the tables made of it."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from language import said
from marked import table

from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import long_date
from measuring import words
from measuring.measure import Measure, Words

FILE = "quality-measures.json"


@dataclass(frozen=True)
class Outcome:
    """A measure with the module it came from, the day and the machine."""

    module: str
    measure: Measure
    day: str
    machine: str


def merged(old: Iterable[Outcome], new: Sequence[Outcome], known: Sequence[str], run: Iterable[str]) -> list[Outcome]:
    """The outcomes of a run, and the earlier ones of the modules that are still known but were not run."""
    kept = [outcome for outcome in old if outcome.module in set(known) - set(run)]
    return sorted([*kept, *new], key=lambda outcome: known.index(outcome.module))


def read(file: Path) -> list[Outcome]:
    """The outcomes kept in a file; none where it is not there."""
    if not file.is_file():
        return []
    return [_outcome(entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


def text(outcomes: Iterable[Outcome]) -> str:
    """The file's text."""
    return json.dumps([_entry(outcome) for outcome in outcomes], ensure_ascii=False, indent=1) + "\n"


def _entry(outcome: Outcome) -> dict[str, Any]:
    measure = outcome.measure
    return {
        "module": outcome.module,
        "code": measure.code,
        "name": _pair(measure.name),
        "goal": _pair(measure.goal),
        "reached": _pair(measure.reached),
        "held": measure.held,
        "how": _pair(measure.how) if measure.how else None,
        "day": outcome.day,
        "machine": outcome.machine,
    }


def _pair(words: Words) -> str | dict[str, str]:
    return words if isinstance(words, str) else dict(zip(LANGUAGES, words, strict=True))


def _outcome(entry: dict[str, Any]) -> Outcome:
    name, goal, reached, how = (_words(entry[key]) for key in ("name", "goal", "reached", "how"))
    measure = Measure(entry["code"], name, goal, reached, entry["held"], how)
    return Outcome(entry["module"], measure, entry["day"], entry["machine"])


def _words(found: Any) -> Any:
    return Message(**found) if isinstance(found, dict) else found


def counted(outcomes: Sequence[Outcome]) -> Message:
    """How many goals were reached."""
    held = [outcome.measure.held for outcome in outcomes]
    counts = {"held": held.count(True), "missed": held.count(False), "unknown": held.count(None)}
    return words.SUM.fill(all=len(held), **counts)


def shown(outcomes: Sequence[Outcome], language: Language) -> str:
    """The table, and how many goals were reached."""
    head = said(words.COLUMNS, language).split("|")
    return f"{table(head, (_row(outcome, language) for outcome in outcomes))}\n\n{said(counted(outcomes), language)}"


def page(outcomes: Sequence[Outcome], language: Language) -> str:
    """What stands between the marks of the site's page."""
    if not outcomes:
        return said(words.NEVER, language)
    head = [*said(words.COLUMNS, language).split("|"), said(words.DAY, language)]
    machines = "; ".join(sorted({outcome.machine for outcome in outcomes}))
    when = words.WHEN.fill(machine=machines, file=FILE)
    rows = ([*_row(outcome, language), outcome.day] for outcome in outcomes)
    return "\n\n".join([said(counted(outcomes), language), table(head, rows), said(when, language)])


def short(outcomes: Sequence[Outcome], language: Language) -> str:
    """What stands between the marks of the page about the site."""
    if not outcomes:
        return said(words.NEVER, language)
    day = long_date(datetime.date.fromisoformat(max(outcome.day for outcome in outcomes)), language)
    return said(words.SHORT.fill(day=day, sum=counted(outcomes)), language)


def _row(outcome: Outcome, language: Language) -> list[str]:
    measure = outcome.measure
    name = _cell(measure.name, language)
    if measure.how:
        name += f" – {_cell(measure.how, language)}"
    goal, reached = _cell(measure.goal, language), _cell(measure.reached, language)
    return [name, goal, reached, said(words.HELD[measure.held], language)]


def _cell(found: Words, language: Language) -> str:
    """One line that breaks no table."""
    text = found if isinstance(found, str) else said(found, language)
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
