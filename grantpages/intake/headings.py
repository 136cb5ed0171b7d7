"""The headings inside a project's account: its tasks, its activities and the work the contract asks for beside them."""

import re
from dataclasses import dataclass
from typing import Literal

from grantpages.intake.form import SURE, place_of
from grantpages.intake.mending import sentence_end
from grantpages.intake.source import Paragraph

Level = Literal["task", "activity", "closing", "information", "links"]

_NO = r"(?:№|N|No\.?)?\s*"
_ENDS = r"(?:\s*[-–]?\s*(?:ші|шы|інші|ыншы|я|ая|ое|е))?"
_TASK = re.compile(
    rf"^\W*(?:(?P<a>\d{{1,3}})\s*[-–.)]?{_ENDS}\s*[-–]?\s*(?:міндет|задача)|(?:міндет|задача)\s*{_NO}(?P<b>\d{{1,3}}))"
    r"(?![а-яәғқңөұүһі])\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)
_ACTIVITY = re.compile(
    rf"^\W*(?:(?P<a>\d{{1,3}}(?:\.\d{{1,3}})?)\s*[-–.)]?{_ENDS}\s*[-–]?\s*(?:іс[-–\s]*шара|мероприятие)"
    rf"|(?:іс[-–\s]*шара|мероприятие)\s*{_NO}(?P<b>\d{{1,3}}(?:\.\d{{1,3}})?))(?![а-яәғқңөұүһі\d])\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"^\W*(?P<a>\d{1,2}\.[1-9]\d?)\.?\)?\s+(?=[A-ZА-ЯӘҒҚҢӨҰҮҺІ«\"“#])")
_PLAIN = re.compile(r"^\W*(?P<a>\d{1,2})[.)]\s+(?=[^\W\d]|[«\"“#])")
LONGEST_HEADING = 300
"""Characters of a heading without a number; longer emphasised paragraphs are text."""


@dataclass(frozen=True)
class Heading:
    """A heading's level, printed number, title, and how many characters of its paragraph it takes.

    guessed: where the title ends, or that this is a heading at all, is not marked in print.
    """

    level: Level
    number: str
    title: str
    length: int
    guessed: bool = False


def is_numbered(text: str) -> bool:
    """Whether a paragraph begins a task or an activity by its own words."""
    return bool(_TASK.match(text) or _ACTIVITY.match(text))


def heading_of(paragraph: Paragraph, inside_task: bool) -> Heading | None:
    """The heading a paragraph of the account begins with, None for running text."""
    text = paragraph.text
    if match := _TASK.match(text):
        return _titled(paragraph, "task", match)
    if match := _ACTIVITY.match(text) or _DECIMAL.match(text):
        return _titled(paragraph, "activity", match)
    plain = _PLAIN.match(text)
    if inside_task and plain and (paragraph.stands_out or paragraph.lead > plain.end()):
        return _titled(paragraph, "activity", plain)
    if group := _group(paragraph):
        return group
    if not paragraph.stands_out or paragraph.item:
        return None
    if len(text) <= LONGEST_HEADING and not text.startswith("http"):
        return Heading("activity", "", text.strip(), len(text), guessed=True)
    return None


def _group(paragraph: Paragraph) -> Heading | None:
    """A group of work beside the tasks, or the label above links."""
    text = paragraph.text
    label = re.match(r"[^:.]{3,60}(?=[:.]|$)", text)
    if label and place_of(label[0], ("links",))[1] >= 0.7 and len(label[0].split()) <= 3:
        return Heading("links", "", label[0], min(len(label[0]) + 1, len(text)))
    marked = paragraph.stands_out or paragraph.lead > 0
    for length in dict.fromkeys((paragraph.lead, sentence_end(text), len(text))):
        if not 10 <= length <= LONGEST_HEADING or not (marked or length == len(text)):
            continue
        place, score = place_of(text[:length], ("closing", "information"))
        if score >= (SURE if marked else 0.8):
            level: Level = "closing" if place == "closing" else "information"
            return Heading(level, "", text[:length].strip(), length)
    return None


def _titled(paragraph: Paragraph, level: Level, match: re.Match[str]) -> Heading:
    text, start = paragraph.text, match.end()
    groups = match.groupdict()
    number = groups.get("a") or groups.get("b") or ""
    rest = text[start:]
    if paragraph.lead > start:
        length, guessed = paragraph.lead, False
    elif paragraph.heading:
        length, guessed = _before_link(text, start), False
    else:
        length = min(start + sentence_end(rest), _before_link(text, start))
        guessed = length < len(text)
    return Heading(level, number, text[start:length].strip(), length, guessed)


def _before_link(text: str, start: int) -> int:
    found = re.search(r"\s*https?://", text[start:])
    return start + found.start() if found else len(text)
