"""A competition that is not written yet, as the check before publication sees it; and its files."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from asking import words as asking
from asking.files import Unwritten

from grantpages.desk.readiness import Item, Question, findings_of, readiness
from grantpages.desk.records import file_text
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Message
from grantpages.wording import long_date, plain
from grantpages.workdays import PUBLICATION_DAYS
from newcall import words
from newcall.dialogue import Desk, Drafted


def items_of(desk: Desk, drafted: Drafted, ledger: Mapping[str, Entry]) -> list[Item]:
    """The check before publication, asked of records that are not written yet."""
    dataset = _with(desk.dataset, drafted)
    found = findings_of(dataset, "calls", drafted.id, desk.now.date())
    return readiness(Question(drafted.id, dataset, found, ledger, desk.now))


def _with(dataset: Dataset, drafted: Drafted) -> Dataset:
    calls = {**dataset.calls, drafted.id: drafted.call}
    funder = dict([drafted.funder] if drafted.funder else ())
    return replace(
        dataset,
        calls=MappingProxyType(calls),
        organizations=MappingProxyType({**dataset.organizations, **funder}),
    )


def preview(drafted: Drafted, items: Sequence[Item]) -> Message:
    """What an officer reads before saying that it is ready: the texts, and what the check has to say of them."""
    return Message(*("\n".join(_preview(drafted, items, place)) for place in (0, 1)))


def _preview(drafted: Drafted, items: Sequence[Item], place: int) -> Iterator[str]:
    announcement = drafted.call.announcement
    for language in LANGUAGES if announcement and announcement.text else ():
        yield ""
        yield words.PREVIEW.fill(language=words.LANGUAGES[language])[place]
        text = plain(announcement.text, language) if announcement and announcement.text else ""
        yield from (f"  {line}" if line else "" for line in text.split("\n"))
    yield ""
    yield from findings_lines(items, place)


def findings_lines(items: Sequence[Item], place: int) -> Iterator[str]:
    """What is to be mended or looked at, each with its remedy. place: 0 for Kazakh, 1 for Russian."""
    faulty = [item for item in items if item.state != "done"]
    yield (words.FOUND if faulty else words.CLEAN)[place]
    for item in faulty:
        yield f"  {'✖' if item.state == 'wrong' else '?'} {item.text[place]}"
        if item.remedy:
            yield f"    → {item.remedy[place]}"


def files_of(data: Path, drafted: Drafted) -> dict[Path, bytes]:
    """The new files. Raises Unwritten where one of them is there already."""
    files = {data / "calls" / f"{drafted.id}.yml": file_text(drafted.call).encode()}
    if drafted.funder:
        id, record = drafted.funder
        files = {data / "organizations" / f"{id}.yml": file_text(record).encode()} | files
    for path in files:
        if path.exists():
            raise Unwritten(asking.EXISTS.fill(file=path.as_posix()))
    return files


def closing(desk: Desk, drafted: Drafted, files: Sequence[Path]) -> Iterator[Message]:
    """What has been done, and what comes next."""
    yield from (words.WRITTEN.fill(file=path.as_posix()) for path in files)
    call, page = drafted.call, f"/calls/{drafted.id}/"
    if call.notice_received:
        last = desk.last_day(call.notice_received)
        over = last < desk.now.date()
        yield (words.LAST_DAY_OVER if over else words.LAST_DAY).fill(day=_long(last), n=PUBLICATION_DAYS)
    if call.draft:
        yield words.DRAFT.fill(id=drafted.id)
    elif call.publish_at:
        hour = f"{call.publish_at:%H:%M}"
        yield words.WILL_APPEAR.fill(day=_long(call.publish_at.date()), hour=hour, page=page)
    else:
        yield words.APPEARS.fill(page=page)
    yield words.CHECK.fill(id=drafted.id)


def _long(day: datetime.date) -> Message:
    return Message(*(long_date(day, language) for language in LANGUAGES))
