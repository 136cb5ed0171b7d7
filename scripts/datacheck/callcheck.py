"""`--call`: whether one competition may be published, on one screen, each line with its remedy."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby

from commandline import Refused
from language import said

from datacheck import callwords as words
from datacheck.arguments import Asked
from grantpages.desk.readiness import Item, Question, findings_of, is_ready, readiness
from grantpages.desk.readywords import GROUPS
from grantpages.embargo import visible
from grantpages.evidence.ledgerfile import read
from grantpages.faults import instead, quoted
from grantpages.load import Dataset, load_folder
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import long_date

MARKS = {"done": "✔", "wrong": "✖", "open": "?"}


def check_call(asked: Asked, id: str) -> tuple[str, int] | None:
    """The screen and the exit code; None where the folder cannot be read whole. Raises Refused, CannotRead."""
    dataset, _ = load_folder(asked.data)
    if dataset is None:
        return None
    if id not in dataset.calls:
        known = tuple(dataset.calls)
        raise Refused(words.NO_CALL.fill(found=quoted(id), hint=instead(id, known, most=8)))
    path = asked.data / "evidence" / "ledger.jsonl"
    ledger = read(path, path.as_posix())[0] if path.is_file() else {}
    found = findings_of(dataset, "calls", id, asked.today)
    items = readiness(Question(id, dataset, found, ledger, asked.now))
    file = f"{asked.data.as_posix().rstrip('/')}/{dataset.files['calls', id]}"
    lines = (file, "", *_lines(items, asked.lang), said(_verdict(dataset, id, asked.now, items), asked.lang))
    return "".join(f"{line}\n" for line in lines), 0 if is_ready(items) else 1


def _lines(items: Sequence[Item], language: Language) -> Iterator[str]:
    for group, inside in groupby(items, lambda item: item.group):
        yield said(GROUPS[group], language)
        for item in inside:
            yield f"  {MARKS[item.state]} {said(item.text, language)}"
            if item.remedy:
                yield f"    → {said(item.remedy, language)}"
        yield ""


def _verdict(dataset: Dataset, id: str, now: datetime.datetime, items: Sequence[Item]) -> Message:
    counts: dict[str, object] = {state: sum(item.state == state for item in items) for state in MARKS}
    announcement = dataset.calls[id].announcement
    if announcement and announcement.date < now.date() and id in visible(dataset, now).calls:
        day = Message(*(long_date(announcement.date, language) for language in LANGUAGES))
        return words.ANNOUNCED.fill(day=day, **counts)
    return (words.READY if is_ready(items) else words.NOT_READY).fill(**counts)
