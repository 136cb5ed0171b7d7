"""A project's account is cut into its tasks and activities; a table of them and the text after it tell of the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from grantpages.intake.activityrecord import Told, activity_record, group_record
from grantpages.intake.desk import Desk
from grantpages.intake.form import likeness, stems
from grantpages.intake.headings import Heading, heading_of
from grantpages.intake.links import links_of, without_links
from grantpages.intake.outline import Part
from grantpages.intake.source import Block, Paragraph, Row, Table
from grantpages.intake.statistics import statistics_of
from grantpages.intake.tables import Record, is_total, read_table

_LABEL = re.compile(r"(?:сілтеме(?:лер)?(?:і)?|ссылк[аи])\s*[:–—-]*\s*$", re.IGNORECASE)
LONGEST_NUMBER = 8
SAME = 0.85
"""Likeness of two titles with one number from which they are one activity's."""


@dataclass
class _Group:
    kind: str
    line: int
    heading: Heading | None = None
    activities: list[Told] = field(default_factory=list)


class Account:
    """The tasks of one project, from the parts of the form that tell of its activities."""

    def __init__(self, desk: Desk, file: str, year: int) -> None:
        self.desk, self.file, self.year = desk, file, year
        self.groups: list[_Group] = []
        self.group: _Group | None = None
        self.activity: Told | None = None

    def read(self, parts: Iterable[Part]) -> list[dict[str, Any]]:
        """The tasks as records."""
        for part in parts:
            for block in part.body:
                self._take(block)
        return [self._record(group) for group in self.groups]

    def _take(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
            return
        heading = heading_of(block, any(group.heading for group in self.groups))
        if heading is None:
            self._text(block, block.text)
            return
        self.desk.place(self.file, block)
        if heading.level == "activity":
            self._open_activity(Told(block.line, heading))
        elif heading.level == "links":
            self.desk.label(block.line, heading.title)
        else:
            self._open_group(_Group(heading.level, block.line, heading))
        for cited in links_of(block.text[: heading.length]):
            self._here(block).urls.append((cited.url, block.line, cited.split, True))
        rest = block.text[heading.length :]
        if re.search(r"\w", rest):
            self._text(block, rest.lstrip(" :–—"))

    def _text(self, paragraph: Paragraph, text: str) -> None:
        activity = self._here(paragraph)
        self.desk.place(self.file, paragraph)
        bare = without_links(text)
        titled = activity.heading is not None and activity.line == paragraph.line and not bare
        for cited in links_of(text):
            activity.urls.append((cited.url, paragraph.line, cited.split, titled))
        if links_of(text):
            bare = _LABEL.sub("", bare).strip()
        if bare:
            activity.body.append(Paragraph(paragraph.lines, bare, joined=paragraph.joined))

    def _table(self, table: Table) -> None:
        read = read_table(table)
        if read.kind == "activities":
            self.desk.place(self.file, read.head)
            for record in read.records:
                self._row(record)
        elif statistics_of(table) is None:
            for row in table.rows:  # a table of something else: its rows are part of the account
                text = " | ".join(dict.fromkeys(cell for cell in row.cells if cell))
                self._text(Paragraph(row.lines, text), text)

    def _row(self, record: Record) -> None:
        texts = set(filter(None, record.cells.values()))
        if len(texts) == 1 and len(record.cells) > 2:  # a cell across the table: a task's heading
            (text,) = texts
            self._take(Paragraph(record.lines, text, len(text), heading=True))
        elif not is_total(record):
            title, number = record.get("activity"), record.get("number").strip(" .)")
            if len(number) > LONGEST_NUMBER:  # the title of a group that has but this one row
                self._take(Paragraph(record.lines, number, len(number), heading=True))
                title, number = "", ""
            heading = Heading("activity", number, title, len(title)) if title else None
            self._open_activity(Told(record.lines[0], heading, rows=[record]))
            for text in record.cells.values():
                for cited in links_of(text):
                    self._here(record).urls.append((cited.url, record.lines[0], cited.split, False))

    def _open_group(self, group: _Group) -> None:
        """Begin a group, or go back to it where a table has named it before."""
        known = next((one for one in self.groups if _same(one, group)), None)
        if known is None:
            self.groups.append(group)
        self.group, self.activity = known or group, None

    def _open_activity(self, activity: Told) -> None:
        if self.group is None:
            self._open_group(_Group("task", 0))
        group = self.group
        assert group is not None
        before = [one for one in group.activities if one.rows]
        known = next((one for one in before if _same(one, activity) or not one.heading and not activity.heading), None)
        if known is None:
            group.activities.append(activity)
        elif known.heading and activity.heading:
            known.heading, known.line = activity.heading, activity.line
        self.activity = known or activity

    def _here(self, block: Paragraph | Row | Record) -> Told:
        if self.activity is None:
            self._open_activity(Told(block.lines[0]))
        assert self.activity is not None
        return self.activity

    def _record(self, group: _Group) -> dict[str, Any]:
        activities = [activity_record(self.desk, self.file, self.year, told) for told in group.activities]
        return group_record(self.desk, group.kind, group.line, group.heading, activities)


def _same(one: _Group | Told, other: _Group | Told) -> bool:
    """Whether two headings are one, printed twice."""
    if one.heading is None or other.heading is None or one.heading.number != other.heading.number:
        return False
    titles = [re.sub(r"\W", "", heading.title.lower()) for heading in (one.heading, other.heading)]
    begun = min(map(len, titles)) > 0 and (titles[0].startswith(titles[1]) or titles[1].startswith(titles[0]))
    return begun or likeness(stems(one.heading.title), stems(other.heading.title)) >= SAME
