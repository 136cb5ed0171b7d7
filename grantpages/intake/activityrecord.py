"""One activity as told, in text or in a table's row, becomes a record: when, where, how many, what is shown for it."""

import re
from dataclasses import dataclass, field
from typing import Any

from grantpages.evidence.identity import identify
from grantpages.intake import words
from grantpages.intake.dates import days_of
from grantpages.intake.desk import Desk, line_of, prose
from grantpages.intake.figurerecord import add_figure, planned_figures
from grantpages.intake.figures import figures_of
from grantpages.intake.headings import Heading
from grantpages.intake.links import without_links
from grantpages.intake.people import people_of
from grantpages.intake.source import Paragraph
from grantpages.intake.statistics import count_of
from grantpages.intake.tables import Record

_ONLINE = re.compile(r"онлайн|online|\bzoom\b", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+\s+облысы,?\s+)?[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+\s+(?:қаласы|ауданы|ауылы)(?=нда|ндағы|ның|на\b|мен\b|,|\.|\s|$)"
    r"|(?:[А-Я][\w-]+\s+област\w+,?\s+)?(?:г\.\s?|город\w*\s+|пос[её]л\w+\s+|сел[оае]\s+)[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+"
)


@dataclass
class Told:
    """An activity while it is read. line: of its heading, or of its first paragraph where it has none.

    urls: each with its line, whether it was glued to another, whether it stands in the heading. rows: of tables.
    """

    line: int
    heading: Heading | None = None
    body: list[Paragraph] = field(default_factory=list)
    urls: list[tuple[str, int, bool, bool]] = field(default_factory=list)
    rows: list[Record] = field(default_factory=list)


def group_record(
    desk: Desk, kind: str, line: int, heading: Heading | None, activities: list[dict[str, Any]]
) -> dict[str, Any]:
    """A task, or a group of work beside the tasks, with its activities."""
    task: dict[str, Any] = {"kind": kind}
    if kind == "task" and heading and heading.number.isdigit() and int(heading.number):
        task["number"] = int(heading.number)
    if heading and heading.title:
        task["title"] = desk.pair(without_links(heading.title), (line,))
        if heading.guessed:
            desk.mark(task, "title", words.TITLE_GUESSED, line)
    else:
        task["title"] = {"kk": words.ACTIVITIES.kk, "ru": words.ACTIVITIES.ru}
        desk.mark(task, "title", words.NO_TASK, line)
    task["activities"] = activities
    if not activities:
        empty: dict[str, Any] = {}
        empty["title"] = desk.unknown(empty, "title")
        desk.mark(empty, "title", words.NO_ACTIVITY, line)
        task["activities"] = [empty]
    return task


def activity_record(desk: Desk, file: str, year: int, told: Told) -> dict[str, Any]:
    """The activity's record. year: for days printed without one."""
    record: dict[str, Any] = {}
    if heading := told.heading:
        if heading.number:
            record["number"] = heading.number
        if title := without_links(heading.title):
            record["title"] = desk.pair(title, (told.line,))
        if heading.guessed:
            desk.mark(record, "title", words.TITLE_GUESSED if heading.number else words.NO_NUMBER, told.line)
    _where(desk, record, told)
    _when(desk, record, told, year)
    _people(desk, record, told)
    _figures(desk, record, told)
    if text := _account(desk, file, told):
        record["account"] = desk.pair(text, [line for one in told.body for line in one.lines])
        for line in (line for one in told.body for line in one.joined):
            desk.mark(record, "account", words.JOINED, line)
    if told.urls:
        record["evidence"] = [_link(desk, *url) for url in told.urls]
    if all(key.startswith("#") for key in record):
        record["title"] = desk.unknown(record, "title")
    return record


def _people(desk: Desk, record: dict[str, Any], told: Told) -> None:
    """Lines that list people become people and leave the text."""
    people = {one: listed for one in told.body if (listed := people_of(desk, one))}
    if people:
        record["people"] = [person for listed in people.values() for person in listed]
        for one in people:
            desk.label(one.line, one.text.partition(":")[0])
        told.body = [one for one in told.body if one not in people]


def _account(desk: Desk, file: str, told: Told) -> str:
    """The text in full; a row's cells where there is no text. Else the row repeats it in short and is left over."""
    if told.body:
        return prose(told.body)
    desk.place(file, *(row.lines for row in told.rows))
    cells = [
        f"{desk.say(label)}: {value}"
        for row in told.rows
        for role, label in words.PART_WORDS.items()
        if (value := without_links(row.get(role)))
    ]
    return "\n\n".join(cells)


def _where(desk: Desk, record: dict[str, Any], told: Told) -> None:
    texts = [row.get("place") for row in told.rows] + [one.text for one in told.body[:2]]
    titles = [told.heading.title] if told.heading else []
    if any(_ONLINE.search(text) for text in texts[:1] + titles):
        record["form"] = "online"
        desk.mark(record, "form", words.PLACE_GUESSED, told.line)
    stated = next((row.get("place") for row in told.rows if row.get("place")), "")
    found = next((match for text in (*texts, *titles) if (match := _PLACE.search(text))), None)
    if stated or found:
        record["place"] = desk.pair(stated or (found[0] if found else ""), (told.line,))
        if not stated:
            desk.mark(record, "place", words.PLACE_GUESSED, told.line)


def _when(desk: Desk, record: dict[str, Any], told: Told, year: int) -> None:
    texts = [(one.text, one.line) for one in told.body] + [(row.get("date"), row.lines[0]) for row in told.rows]
    dated = [(day, line, False) for text, line in texts for day in days_of(text, year)]
    if not dated and told.heading:
        dated = [(day, told.line, True) for day in days_of(told.heading.title, year)]
    events: dict[Any, dict[str, Any]] = {}
    for day, line, planned in dated:
        event = events.setdefault(day.day, {"date": day.day})
        if day.guessed:
            desk.mark(event, "date", words.MANY_DAYS if day.span else words.YEAR_GUESSED, line)
        if planned:
            desk.mark(event, "date", words.PLANNED_DATE, line)
    if events:
        record["events"] = list(events.values())


def _figures(desk: Desk, record: dict[str, Any], told: Told) -> None:
    figures = planned_figures(desk, told.heading.title, told.line) if told.heading else []
    for one in told.body:
        for found in figures_of(one.text):
            add_figure(desk, figures, found, one.line)
    for row in told.rows if not told.body else ():
        if (count := count_of(row.get("participants"))) is not None:
            figures.append({"kind": "participants", "actual": count})
        for text in (row.get("participants") if count is None else "", row.get("done")):
            for found in figures_of(text):
                add_figure(desk, figures, found, row.lines[0])
    if figures:
        record["figures"] = figures


def _link(desk: Desk, url: str, line: int, split: bool, titled: bool) -> dict[str, Any]:
    link: dict[str, Any] = {"url": line_of(url)}
    if split:
        desk.mark(link, "url", words.LINK_SPLIT, line)
    if identify(url).doubts:
        desk.mark(link, "url", words.LINK_DOUBT, line)
    if titled:
        desk.mark(link, "url", words.LINK_ELSEWHERE, line)
    return link
