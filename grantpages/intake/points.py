"""The report's own record: its title, the texts of the 13 points, who signed."""

import re
from typing import Any

from grantpages.intake import words
from grantpages.intake.desk import Desk, line_of, prose
from grantpages.intake.form import NUMBER, place_of
from grantpages.intake.links import links_of, without_links
from grantpages.intake.outline import Outline, Part
from grantpages.intake.parties import Parties, Party
from grantpages.intake.source import Paragraph, Table

_LETTER = "[А-ЯӘҒҚҢӨҰҮҺІ]"
_NAME = re.compile(
    rf"(?P<name>{_LETTER}[\wәғқңөұүһі-]+\s+{_LETTER}\.\s?(?:{_LETTER}\.?)?|{_LETTER}\.\s?(?:{_LETTER}\.\s?)?{_LETTER}[\wәғқңөұүһі-]+)\s*[_/\s.]*$"
)
_POSITION = re.compile(
    r"басшы|төраға|директор|бухгалтер|орынбасар|президент|руководител|председател|м\.\s?а\.|и\.\s?о\.", re.I
)
_TITLE = re.compile(r"есебі?\b|отч[её]т", re.IGNORECASE)
_ISSUED = re.compile(rf"^(?:г\.\s*)?{_LETTER}[\w-]+(?:\s+қ(?:аласы|\.))?,?\s+(?:20\d\d)(?:\s*(?:ж|г)\w*\.?)?$")
_CUSTOMER = re.compile(r"^\W*(?:тапсырыс\s+беруші|заказчик)\s*[:–—-]\s*(?P<name>.+)$", re.IGNORECASE)


def customer_of(desk: Desk, outline: Outline, parties: Parties) -> Party:
    """Who ordered the competition: as the cover says, else as the points do."""
    for part in outline.parts:
        for paragraph in part.paragraphs:
            if found := _CUSTOMER.match(paragraph.text):
                return parties.take(found["name"], paragraph.lines, "state_body")
    for part in outline.of("report"):
        for paragraph in part.paragraphs:
            found = re.search(r"«([^»]{5,120})»\s+(?:К?ММ|мемлекеттік мекемесі)|К?ГУ\s+«([^»]{5,120})»", paragraph.text)
            if found:
                return parties.take(found[0], paragraph.lines, "state_body")
    party = parties.take(desk.say(words.UNKNOWN), (0,), "state_body")
    desk.mark(party.record, "name", words.NOT_FOUND)
    return party


def report_record(desk: Desk, outline: Outline, file: str, funder: str) -> dict[str, Any]:
    """The report as a record, but for its calls and projects."""
    report: dict[str, Any] = {}
    desk.mark(report, "", words.ID_GUESSED)
    cover = [paragraph for part in outline.of("cover") for paragraph in part.paragraphs]
    titles = [one for one in cover if _TITLE.search(one.text) and not _CUSTOMER.match(one.text)]
    title = max(titles, key=lambda one: len(one.text), default=None)
    if title:
        report["title"] = desk.pair(title.text, title.lines)
        desk.place(file, title)
        if title.joined:
            desk.mark(report, "title", words.JOINED, title.joined[0])
    else:
        made = words.REPORT_TITLE.fill(year=desk.year)
        report["title"] = {"kk": made.kk, "ru": made.ru}
        desk.mark(report, "title", words.NOT_FOUND)
    report |= {"funder": funder, "year": desk.year}
    if issued := next((one for one in cover if _ISSUED.match(one.text)), None):
        report["issued"] = desk.pair(issued.text)
        desk.place(file, issued)
    report |= {"calls": [], "projects": []}
    signers = _signers(desk, outline, file)
    report["sections"] = _sections(desk, outline, file)
    if signers:
        report["signers"] = signers
    return report


def _sections(desk: Desk, outline: Outline, file: str) -> dict[str, Any]:
    sections: dict[str, Any] = {}
    for part in outline.of("report"):
        if part.place not in ("report-12", "signatures") and (section := _section(desk, part, file)):
            sections[part.place.removeprefix("report-")] = section
    if not sections:
        sections["1"] = {}
        sections["1"]["text"] = desk.unknown(sections["1"], "text")
    return sections


def _section(desk: Desk, part: Part, file: str) -> dict[str, Any]:
    """The point's text before and after its table or its links."""
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    split = False
    if part.place == "report-13" and part.label:
        own = NUMBER.sub("", part.label.text).strip()
        before.append(Paragraph(part.label.lines, own, joined=part.label.joined))
    for block in part.body:
        if isinstance(block, Table):
            split = True
            continue
        text = without_links(block.text) if part.place in ("report-1", "report-2") else block.text
        split = split or part.place == "report-1" and bool(links_of(block.text))
        if part.place == "report-13" and block.lines[0] in desk.placed:
            break
        if text:
            (after if split and text else before).append(Paragraph(block.lines, text, joined=block.joined))
    section: dict[str, Any] = {}
    for name, paragraphs in (("text", before), ("after", after)):
        if paragraphs:
            section[name] = desk.pair(prose(paragraphs), [line for one in paragraphs for line in one.lines])
            desk.place(file, *paragraphs)
            for line in (line for one in paragraphs for line in one.joined):
                desk.mark(section, name, words.JOINED, line)
    return section


def _signers(desk: Desk, outline: Outline, file: str) -> list[dict[str, Any]]:
    """Who signed: a position and, beside or below it, a name with initials."""
    signers: list[dict[str, Any]] = []
    for part in outline.of("report"):
        if part.place in ("report-11", "report-12", "report-13", "signatures"):
            waiting: Paragraph | None = None
            for line in _flat(part):
                found = _NAME.search(line.text)
                position = re.sub(r"[_\s]+$", "", line.text[: found.start()] if found else line.text).strip(" _–—-:,/")
                if found and _POSITION.search(position or (waiting.text if waiting else "")):
                    lines = line.lines if position else ((waiting.lines if waiting else ()) + line.lines)
                    text = position or (waiting.text if waiting else "")
                    signers.append({"position": desk.pair(line_of(text)), "name": line_of(found["name"])})
                    desk.place(file, lines)
                    waiting = None
                elif _POSITION.search(line.text) and len(line.text) < 150:
                    waiting = Paragraph(line.lines, re.sub(r"[_\s]+$", "", line.text))
    return signers


def _flat(part: Part) -> list[Paragraph]:
    flat: list[Paragraph] = []
    for block in part.body:
        if isinstance(block, Paragraph):
            flat.append(block)
        else:
            flat += [Paragraph(row.lines, " ".join(filter(None, row.cells))) for row in block.rows]
    return [one for one in flat if place_of(one.text, ("appendix",))[1] < 0.9]
