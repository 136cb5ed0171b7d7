"""A project's account becomes tasks and activities: dates held, figures, and each link under its activity."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from grantpages.intake import words
from grantpages.intake.dates import days_of
from grantpages.intake.desk import Desk, line_of, prose
from grantpages.intake.figures import Found, figures_of
from grantpages.intake.headings import Heading, heading_of
from grantpages.intake.links import links_of, without_links
from grantpages.intake.outline import Part
from grantpages.intake.source import Block, Paragraph, Table
from grantpages.intake.statistics import count_of, statistics_of
from grantpages.intake.tables import Record, is_total, read_table

_ONLINE = re.compile(r"онлайн|online|\bzoom\b", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+\s+облысы,?\s+)?[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+\s+(?:қаласы|ауданы|ауылы)(?=нда|ндағы|ның|на\b|мен\b|,|\.|\s|$)"
    r"|(?:[А-Я][\w-]+\s+област\w+,?\s+)?(?:г\.\s?|город\w*\s+|пос[её]л\w+\s+|сел[оае]\s+)[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+"
)


@dataclass
class _Activity:
    """An activity while it is read. line: of its heading, or of its first paragraph where it has none."""

    line: int
    heading: Heading | None = None
    body: list[Paragraph] = field(default_factory=list)
    urls: list[tuple[str, int, bool, bool]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


@dataclass
class _Group:
    kind: str
    line: int
    heading: Heading | None = None
    activities: list[_Activity] = field(default_factory=list)


class Account:
    """The tasks of one project, from the parts of the form that tell of its activities."""

    def __init__(self, desk: Desk, file: str, year: int) -> None:
        self.desk, self.file, self.year = desk, file, year
        self.groups: list[_Group] = []
        self.labels: list[Paragraph] = []

    def read(self, parts: Iterable[Part]) -> list[dict[str, Any]]:
        """The tasks as records."""
        for part in parts:
            for block in part.body:
                self._take(block)
        return [self._task(group) for group in self.groups]

    def _take(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
            return
        inside = any(group.kind == "task" and group.heading for group in self.groups)
        heading = heading_of(block, inside)
        if heading is None:
            self._text(block, block.text)
            return
        self.desk.place(self.file, block)
        if heading.level == "links":
            self.labels.append(block)
        elif heading.level == "activity":
            self._group().activities.append(_Activity(block.line, heading))
        else:
            kind = heading.level
            self.groups.append(_Group(kind, block.line, heading))
        rest = block.text[heading.length :]
        title_links = links_of(block.text[: heading.length])
        for cited in title_links:
            self._activity(block).urls.append((cited.url, block.line, cited.split, True))
        if re.search(r"\w", rest):
            self._text(block, rest.lstrip(" :–—"))

    def _text(self, paragraph: Paragraph, text: str) -> None:
        activity = self._activity(paragraph)
        self.desk.place(self.file, paragraph)
        titled = activity.heading is not None and activity.line == paragraph.line and not without_links(text)
        for cited in links_of(text):
            activity.urls.append((cited.url, paragraph.line, cited.split, titled))
        if bare := without_links(text):
            activity.body.append(Paragraph(paragraph.lines, bare, joined=paragraph.joined))

    def _table(self, table: Table) -> None:
        read = read_table(table)
        if read.kind == "activities":
            self.desk.place(self.file, read.head)
            for record in read.records:
                if not is_total(record):
                    self._row(record)
        elif statistics_of(table) is None:
            for row in table.rows:  # a table of something else: its rows are part of the account
                text = " | ".join(cell for cell in row.cells if cell)
                self._text(Paragraph(row.lines, text), text)

    def _row(self, record: Record) -> None:
        title = record.get("activity")
        heading = Heading("activity", record.get("number").strip(" .)"), title, len(title)) if title else None
        activity = _Activity(record.lines[0], heading, records=[record])
        for text in record.cells.values():
            activity.urls += [(cited.url, record.lines[0], cited.split, False) for cited in links_of(text)]
        self.desk.place(self.file, record.lines)
        self._group().activities.append(activity)

    def _group(self) -> _Group:
        if not self.groups:
            self.groups.append(_Group("task", 0))
        return self.groups[-1]

    def _activity(self, paragraph: Paragraph) -> _Activity:
        group = self._group()
        if not group.activities:
            group.activities.append(_Activity(paragraph.line))
        return group.activities[-1]

    def _task(self, group: _Group) -> dict[str, Any]:
        task: dict[str, Any] = {"kind": group.kind}
        if group.kind == "task" and group.heading and group.heading.number.isdigit() and int(group.heading.number):
            task["number"] = int(group.heading.number)
        if group.heading and group.heading.title:
            task["title"] = self.desk.pair(without_links(group.heading.title), (group.line,))
            if group.heading.guessed:
                self.desk.mark(task, "title", words.TITLE_GUESSED, group.line)
        else:
            task["title"] = {"kk": words.ACTIVITIES.kk, "ru": words.ACTIVITIES.ru}
            self.desk.mark(task, "title", words.NO_TASK, group.line)
        task["activities"] = [self._record(activity) for activity in group.activities]
        if not task["activities"]:
            empty: dict[str, Any] = {}
            empty["title"] = self.desk.unknown(empty, "title")
            self.desk.mark(empty, "title", words.NO_ACTIVITY, group.line)
            task["activities"] = [empty]
        return task

    def _record(self, activity: _Activity) -> dict[str, Any]:
        record: dict[str, Any] = {}
        if heading := activity.heading:
            if heading.number:
                record["number"] = heading.number
            if title := without_links(heading.title):
                record["title"] = self.desk.pair(title, (activity.line,))
            if heading.guessed:
                self.desk.mark(
                    record, "title", words.TITLE_GUESSED if heading.number else words.NO_NUMBER, activity.line
                )
        self._where(record, activity)
        self._when(record, activity)
        self._figures(record, activity)
        if text := self._account(activity):
            record["account"] = self.desk.pair(text, [line for one in activity.body for line in one.lines])
            for line in (line for one in activity.body for line in one.joined):
                self.desk.mark(record, "account", words.JOINED, line)
        if activity.urls:
            record["evidence"] = [self._link(*url) for url in activity.urls]
        if not any(not key.startswith("#") for key in record):
            record["title"] = self.desk.unknown(record, "title")
        return record

    def _account(self, activity: _Activity) -> str:
        told = [prose(activity.body)] if activity.body else []
        for record in activity.records:
            for role, label in words.PART_WORDS.items():
                if value := without_links(record.get(role)):
                    told.append(f"{self.desk.say(label)}: {value}")
        return "\n\n".join(told)

    def _where(self, record: dict[str, Any], activity: _Activity) -> None:
        texts = [row.get("place") for row in activity.records] + [one.text for one in activity.body[:2]]
        titles = [activity.heading.title] if activity.heading else []
        if any(_ONLINE.search(text) for text in texts[:1] + titles):
            record["form"] = "online"
            self.desk.mark(record, "form", words.PLACE_GUESSED, activity.line)
        stated = next((row.get("place") for row in activity.records if row.get("place")), "")
        found = next((match for text in (*texts, *titles) if (match := _PLACE.search(text))), None)
        if stated or found:
            record["place"] = self.desk.pair(stated or (found[0] if found else ""), (activity.line,))
            if not stated:
                self.desk.mark(record, "place", words.PLACE_GUESSED, activity.line)

    def _when(self, record: dict[str, Any], activity: _Activity) -> None:
        told = [(one.text, one.line, False) for one in activity.body]
        told += [(row.get("date"), row.lines[0], False) for row in activity.records]
        dated = [(day, line, planned) for text, line, planned in told for day in days_of(text, self.year)]
        if not dated and activity.heading:
            dated = [(day, activity.line, True) for day in days_of(activity.heading.title, self.year)]
        events: dict[Any, dict[str, Any]] = {}
        for day, line, planned in dated:
            event = events.setdefault(day.day, {"date": day.day})
            if day.guessed:
                self.desk.mark(event, "date", words.YEAR_GUESSED if not day.span else words.MANY_DAYS, line)
            if planned:
                self.desk.mark(event, "date", words.PLANNED_DATE, line)
        if events:
            record["events"] = list(events.values())

    def _figures(self, record: dict[str, Any], activity: _Activity) -> None:
        figures: list[dict[str, Any]] = []
        if activity.heading:
            for found in figures_of(activity.heading.title):
                if found.kind not in ("percent", "tenge"):
                    figures.append(self._figure(found, True, activity.line))
        for one in activity.body:
            for found in figures_of(one.text):
                self._merge(figures, found, one.line)
        for row in activity.records:
            if (count := count_of(row.get("participants"))) is not None:
                figures.append({"kind": "participants", "actual": count})
            elif row.get("participants"):
                figures += [self._figure(found, False, row.lines[0]) for found in figures_of(row.get("participants"))]
        if figures:
            record["figures"] = figures

    def _figure(self, found: Found, planned: bool, line: int) -> dict[str, Any]:
        figure: dict[str, Any] = {"kind": found.kind}
        if found.what:
            figure["what"] = self.desk.pair(found.what, (line,))
        side = "planned" if planned or found.planned else "actual"
        figure[side] = found.value
        if found.qualifier:
            figure[f"{side}_is"] = found.qualifier
        self.desk.mark(figure, "", words.PLAN_GUESSED if planned else words.FIGURES, line)
        return figure

    def _merge(self, figures: list[dict[str, Any]], found: Found, line: int) -> None:
        """What was reached stands beside what was planned where both count the same things."""
        for figure in figures:
            open_ = "actual" not in figure and "planned" in figure and not found.planned
            same = _same_thing(str(figure.get("what", {}).get(self.desk.language, "")), found.what)
            if open_ and figure["kind"] == found.kind and (same or figure["planned"] == found.value):
                figure["actual"] = found.value
                if found.qualifier:
                    figure["actual_is"] = found.qualifier
                self.desk.mark(figure, "actual", words.FIGURES, line)
                return
        figures.append(self._figure(found, False, line))

    def _link(self, url: str, line: int, split: bool, titled: bool) -> dict[str, Any]:
        link: dict[str, Any] = {"url": line_of(url)}
        if split:
            self.desk.mark(link, "url", words.LINK_SPLIT, line)
        if titled:
            self.desk.mark(link, "url", words.LINK_ELSEWHERE, line)
        return link


def _same_thing(one: str, other: str) -> bool:
    def ends(text: str) -> str:
        return re.split(r"[\s-]+", text.lower())[-1][:5]

    return bool(one and other) and ends(one) == ends(other)
