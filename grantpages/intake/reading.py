"""A report's file becomes drafts: the way in."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grantpages.intake import words
from grantpages.intake.accounting import Account, account_of
from grantpages.intake.competition import Competition, announced_on
from grantpages.intake.desk import Desk, language_of_text, memory_of
from grantpages.intake.form import REPORT
from grantpages.intake.grants import Grants
from grantpages.intake.leftover import leftover
from grantpages.intake.markdown import read_markdown
from grantpages.intake.mending import mend
from grantpages.intake.outline import Outline
from grantpages.intake.parties import Parties, Party
from grantpages.intake.points import customer_of, report_record
from grantpages.intake.regions import town_of
from grantpages.intake.source import NoReport, Source
from grantpages.intake.wordfile import read_word
from grantpages.intake.writing import file_text, placeholders_in
from grantpages.load import Dataset
from grantpages.problem import Language
from grantpages.textfile import FORBIDDEN, composed
from grantpages.wording import slug

MAX_BYTES = 64 * 2**20
"""Of a report's file; its pictures are most of it."""
MAX_TEXT = 8 * 2**20
"""Of a text file; a long report has a quarter of a megabyte."""
FEWEST_POINTS = 3
"""Headings of the form without which a document is another one."""


@dataclass(frozen=True)
class Drafts:
    """What became of a report. files: the text of each by its path. copied: organizations whose records are at hand.

    records: by folder and id, with their marks. account: where the lines went. lines: the report's, by number.
    """

    language: Language
    files: dict[str, str]
    copied: tuple[str, ...]
    records: dict[str, dict[str, dict[str, Any]]]
    account: Account
    lines: Mapping[int, str]


def read_report(data: bytes, name: str, known: Dataset, language: Language | None = None) -> Drafts:
    """Take in one report. data: the file's bytes; name: its name, whose ending tells nothing.

    known: the records at hand, for the classifications, the organizations and texts already translated.
    language: of the document, None to tell it by its letters. Raises NoReport.
    """
    source = mend(_source(data, name))
    text = "\n".join(source.lines.values())
    spoken = language or language_of_text(text)
    outline = Outline(source)
    desk = Desk(source, spoken, _year(text), known, memory_of(known, spoken))
    parties = Parties(desk)
    _must_be_report(outline)
    funder = customer_of(desk, outline, parties)
    id_ = _call_id(f"{_prefix(funder, known, spoken)}-{desk.year}", announced_on(outline, desk.year), known)
    call = Competition(desk, outline, id_, funder)
    projects = Grants(desk, outline, parties, call).records()
    report = report_record(desk, outline, f"reports/{call.id}.yml", funder.id)
    report |= {"calls": [call.id], "projects": list(projects)}
    if not projects:
        raise NoReport(words.ANOTHER.fill(found=len(outline.places("report")), projects=0))
    records = {
        "organizations": {party.id: party.record for party in parties.found.values() if not party.copied},
        "calls": {call.id: call.record()},
        "projects": projects,
        "reports": {call.id: report},
        "private": _private(desk),
    }
    files = _files(records, desk)
    copied = tuple(party.id for party in parties.found.values() if party.copied)
    account = account_of(desk, _held(files, copied, known), outline.forms)
    files["unplaced.md"] = leftover(desk, account, outline.forms)
    return Drafts(spoken, files, copied, records, account, source.lines)


def _held(files: Mapping[str, str], copied: tuple[str, ...], known: Dataset) -> dict[str, str]:
    """What each record's file says, with what the private folder keeps of an organization."""
    held = dict(files)
    held |= {f"organizations/{id_}.yml": str(known.organizations[id_].model_dump()) for id_ in copied}
    for name in files:
        if name.startswith("private/"):
            public = name.replace("private/", "organizations/")
            held[public] = f"{held.get(public, '')}\n{files[name]}"
    for name in files:
        if name.startswith("calls/"):
            held[name] += "\n".join(f"{sphere.name.kk} {sphere.name.ru}" for sphere in known.spheres.values())
    return held


def _source(data: bytes, name: str) -> Source:
    """The document, a word processor's file or a text by what it begins with."""
    if len(data) > MAX_BYTES:
        raise NoReport(words.TOO_LARGE_FILE.fill(limit=MAX_BYTES // 2**20, found=-(-len(data) // 2**20)))
    if not data.strip():
        raise NoReport(words.EMPTY)
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or name.lower().endswith((".docx", ".doc")):
        source = read_word(data, name)
    else:
        source = read_markdown(_decoded(data), name)
    if not source.blocks:
        raise NoReport(words.EMPTY)
    return source


def _decoded(data: bytes) -> str:
    if len(data) > MAX_TEXT:
        raise NoReport(words.TOO_LARGE_FILE.fill(limit=MAX_TEXT // 2**20, found=-(-len(data) // 2**20)))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise NoReport(words.NOT_TEXT, data.count(b"\n", 0, error.start) + 1) from None
    if "\0" in text:
        raise NoReport(words.NOT_TEXT)
    return composed(FORBIDDEN.sub("", text))


def _must_be_report(outline: Outline) -> None:
    points = len(outline.places("report"))
    grantees = len([part for part in outline.parts if part.place in ("app1-1", "app2-grantee", "app2-activities")])
    if points + min(grantees, 2) < FEWEST_POINTS or points < 1 and grantees < 2:
        raise NoReport(words.ANOTHER.fill(found=f"{points}/{len(REPORT)}", projects=grantees))


def _year(text: str) -> int:
    """The year reported on: the one named most often."""
    years = Counter(re.findall(r"(?<![\d./])(20\d\d)(?=\s*(?:ж|г|\b))", text))
    years.update(re.findall(r"\d\.(20\d\d)(?!\d)", text))
    return int(years.most_common(1)[0][0]) if years else 2000


def _prefix(funder: Party, known: Dataset, language: Language) -> str:
    """What the addresses of a customer's competitions begin with: as before, else the town in its name."""
    for id_, call in known.calls.items():
        if call.funder == funder.id and (match := re.fullmatch(r"(.+)-20\d\d", id_)):
            return match[1]
    return slug(town_of(funder.name) or "report", 32, language) or "report"


def _call_id(wished: str, announced: datetime.date | None, known: Dataset) -> str:
    """The id of the competition: the one it has, where its record is at hand, else a free one."""
    for id_ in (wished, *(f"{wished}-{number}" for number in range(2, 1_000))):
        record = known.calls.get(id_)
        day = record.announcement.date if record and record.announcement else None
        if record is None or announced is None or day == announced:
            return id_
    return wished


def _private(desk: Desk) -> dict[str, dict[str, Any]]:
    private: dict[str, dict[str, Any]] = {}
    for id_, kept in desk.contacts.items():
        record: dict[str, Any] = {"organization": id_}
        record |= {name: kept[name] for name in ("phones", "emails") if kept[name]}
        if kept["flat"]:
            record["address"] = {"kk": kept["flat"][0], "ru": kept["flat"][0]}
        if len(record) > 1:
            private[id_] = record
    return private


def _files(records: dict[str, dict[str, dict[str, Any]]], desk: Desk) -> dict[str, str]:
    files = {}
    for folder, inside in records.items():
        for id_, record in inside.items():
            if id_ in getattr(desk.known, folder, {}):
                desk.mark(record, "", words.EXISTS)
            if folder != "private":
                record |= {"translation": "working", "sources": [{"title": words.SOURCE._asdict()}]}
            text = file_text(folder, record, "")
            if missing := placeholders_in(text):
                desk.mark(record, "translation", words.TRANSLATE.fill(n=missing))
                text = file_text(folder, record, "")
            files[f"{folder}/{id_}.yml"] = text
    return files
