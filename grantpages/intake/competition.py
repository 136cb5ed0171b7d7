"""The competition as the report's first points tell it: announcement, intake, order, decision, lots."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from grantpages.intake import words
from grantpages.intake.dates import days_of, period_of
from grantpages.intake.desk import Desk, line_of
from grantpages.intake.form import likeness, stems
from grantpages.intake.links import links_of
from grantpages.intake.outline import Outline, Part
from grantpages.intake.parties import Party
from grantpages.intake.regions import region_of
from grantpages.intake.source import Table
from grantpages.intake.sums import paper_of, sum_of
from grantpages.intake.tables import Read, Record, is_total, read_table

_SENTENCES = re.compile(r"(?<=[^\s.][^\s.]\.)\s+(?=[А-ЯӘҒҚҢӨҰҮҺІ«])|\n+")
_ANNOUNCED = re.compile(r"жариялан|жариялад|хабарландыру|опубликован|объявлен|размещен", re.IGNORECASE)
_CLOSED = re.compile(r"қабылда|прием|приём", re.IGNORECASE)
_PROTOCOL = re.compile(r"хаттама|протокол", re.IGNORECASE)
_ORDER = re.compile(r"бұйры[қғ]|приказ", re.IGNORECASE)
_TYPES = {"short": r"қысқа|краткосроч", "medium": r"орта|среднесроч", "long": r"ұзақ|долгосроч"}
_TERRITORY = re.compile(
    r"[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+ (?:қаласы|ауданы)(?=н|\W|$)"
    r"|(?:г\. ?|город ?)[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+|[А-ЯӘҒҚҢӨҰҮҺІ][\w-]+ район(?=\W|$)"
)
FIRST_SPHERE = 0.3
"""Likeness to an official sphere below which a text names none."""


def tables_of(outline: Outline, kind: str) -> list[tuple[Read, Part]]:
    """Every table of one kind, with the part it stands in."""
    return [
        (read, part)
        for part in outline.parts
        for block in part.body
        if isinstance(block, Table) and (read := read_table(block)).kind == kind
    ]


def rows_of(outline: Outline, desk: Desk, kind: str, file: str) -> list[Record]:
    """The rows of all tables of one kind but their totals, which are left over; their heads count as placed."""
    rows: list[Record] = []
    for read, _ in tables_of(outline, kind):
        desk.place(file, read.head)
        for record in read.records:
            if not is_total(record):
                rows.append(record)
    return rows


def announced_on(outline: Outline, year: int) -> datetime.date | None:
    """The day of the announcement. year: for days printed without one."""
    days = (_announced(text, year) for text, _ in _sentences(outline))
    return next(filter(None, days), None)


class Competition:
    """The call's record. lots: directions by number."""

    def __init__(self, desk: Desk, outline: Outline, id_: str, funder: Party) -> None:
        self.desk, self.outline, self.funder = desk, outline, funder
        self.id, self.file = id_, f"calls/{id_}.yml"
        self.contracts = rows_of(outline, desk, "contracts", self.file)
        self.lots = list(self._lots())

    def record(self) -> dict[str, Any]:
        """The call as a record."""
        call: dict[str, Any] = {}
        self.desk.mark(call, "", words.ID_GUESSED)
        title = words.COMPETITION.fill(year=self.desk.year)
        call["title"] = {"kk": title.kk, "ru": title.ru}
        self.desk.mark(call, "title", words.CALL_TITLE)
        call["funder"] = self.funder.id
        region = self._region()
        call["region"] = region or next(iter(self.desk.known.regions))
        self.desk.mark(call, "region", words.REGION_GUESSED if region else words.NOT_FOUND)
        call["territory"] = self._territory(call)
        call |= self._papers()
        call["lots"] = self.lots
        return call

    def lot_of(self, direction: str, order: int) -> tuple[int, bool]:
        """The number of the lot whose direction is like this one; True where it is told by the order only."""
        own = self.desk.language
        best = max(self.lots, key=lambda lot: likeness(stems(direction), stems(lot["direction"][own])))
        if direction and likeness(stems(direction), stems(best["direction"][own])) >= 0.6:
            return int(best["number"]), False
        return int(self.lots[min(order, len(self.lots) - 1)]["number"]), True

    def _region(self) -> str:
        """The region named most often where the work is told of, empty where none is."""
        if self.funder.copied and (known := self.desk.known.organizations[self.funder.id].region):
            return known
        named = Counter(filter(None, (region_of(text, self.desk.known) for text in self._told())))
        return named.most_common(1)[0][0] if named else ""

    def _territory(self, call: dict[str, Any]) -> dict[str, str]:
        named = Counter(found for text in self._told() for found in _TERRITORY.findall(text))
        if not named:
            return self.desk.unknown(call, "territory")
        self.desk.mark(call, "territory", words.PLACE_GUESSED)
        return self.desk.pair(named.most_common(1)[0][0])

    def _told(self) -> Iterator[str]:
        """The texts that tell where the work was done; the cover and the addresses name other places."""
        yield self.funder.name
        for part in self.outline.parts:
            if part.scope in ("report", "app2"):
                yield from (paragraph.text for paragraph in part.paragraphs)

    def _papers(self) -> dict[str, Any]:
        papers: dict[str, Any] = {}
        for text, line in _sentences(self.outline):
            for key, pattern, number in (("order", _ORDER, "number"), ("decision", _PROTOCOL, "protocol")):
                word = pattern.search(text)
                paper = paper_of(text[word.start() :], self.desk.year) if word else None
                paper = paper or (paper_of(text, self.desk.year) if word else None)
                if paper and key not in papers:
                    papers[key] = {number: paper[0], "date": paper[1]}
                    self.desk.mark(papers, key, words.DATE_TAKEN, line)
            closing = _CLOSED.search(text)
            if "intake" not in papers and closing and (intake := self._intake(text, closing.start())):
                papers["intake"] = intake
                self.desk.mark(papers, "intake", words.DATE_TAKEN, line)
            if "announcement" not in papers and (day := _announced(text, self.desk.year)):
                papers["announcement"] = {"date": day}
                self.desk.mark(papers["announcement"], "date", words.DATE_TAKEN, line)
        if links := self._links():
            papers.setdefault("announcement", self._undated())["links"] = links
        order = ("order", "announcement", "intake", "decision")
        return {key: papers[key] for name in order for key in (f"#{name}", name) if key in papers}

    def _undated(self) -> dict[str, Any]:
        """An announcement whose links are printed and its day is not: the first of the year stands in for it."""
        announcement: dict[str, Any] = {"date": f"{self.desk.year}-01-01"}
        self.desk.mark(announcement, "date", words.NOT_FOUND)
        return announcement

    def _intake(self, sentence: str, start: int) -> dict[str, Any]:
        """When applications are taken, from what follows the word for it or else from the whole sentence."""
        text = sentence[start:] if days_of(sentence[start:], 2000) or period_of(sentence[start:], 2000) else sentence
        if period := period_of(text, self.desk.year):
            return {"opens": period[0], "closes": period[1]}
        days = [dated.day for dated in days_of(text, self.desk.year)]
        if not days:
            return {}
        hour = re.search(r"(?<!\d)([01]\d|2[0-3]):([0-5]\d)(?!\d)", text)
        intake: dict[str, Any] = {"closes": days[-1]}
        if hour:
            intake["closes_at"] = f"{hour[1]}:{hour[2]}"
        return intake

    def _links(self) -> list[dict[str, Any]]:
        links = []
        for part in self.outline.of("report"):
            if part.place in ("report-1", "report-2"):
                for paragraph in part.paragraphs:
                    for cited in links_of(paragraph.text):
                        link: dict[str, Any] = {"url": line_of(cited.url)}
                        if cited.split:
                            self.desk.mark(link, "url", words.LINK_SPLIT, paragraph.line)
                        links.append(link)
                        self.desk.place(self.file, paragraph)
        return links

    def _lots(self) -> Iterator[dict[str, Any]]:
        rows = rows_of(self.outline, self.desk, "lots", self.file)
        if not rows:
            rows = [row for row in self.contracts if row.get("direction")]
        directions = [(row.get("direction"), row) for row in rows]
        if not directions:
            parts = [part for part in self.outline.of("app2") if part.place == "app2-direction" and part.paragraphs]
            directions = [(part.paragraphs[0].text, Record(part.paragraphs[0].lines, {})) for part in parts]
        if not directions:
            yield self._lot(1, "", Record((0,), {}))
        seen: list[str] = []
        for direction, row in directions:
            if direction not in seen:
                seen.append(direction)
                yield self._lot(len(seen), direction, row)

    def _lot(self, number: int, direction: str, row: Record) -> dict[str, Any]:
        lot: dict[str, Any] = {"number": number}
        lot["direction"] = self.desk.pair(direction, row.lines) if direction else self.desk.unknown(lot, "direction")
        contract = max(
            self.contracts,
            key=lambda one: likeness(stems(one.get("direction")), stems(direction)),
            default=Record((0,), {}),
        )
        if likeness(stems(contract.get("direction")), stems(direction)) < 0.5:
            contract = Record((0,), {})
        self._sphere(lot, row.get("sphere") or contract.get("sphere"), direction, contract.lines[0])
        self._type(lot, row.get("type") or contract.get("type"), contract)
        grants = re.search(r"\d{1,4}", row.get("grants"))
        lot["grants"] = max(1, int(grants[0])) if grants else 1
        if not grants:
            self.desk.mark(lot, "grants", words.NOT_FOUND)
        found = sum_of(row.get("amount"))
        lot["amount"] = found.amount if found else 0
        self._directions(lot, direction)
        if not found:
            self.desk.mark(lot, "amount", words.NOT_FOUND)
        for line in row.cut:
            self.desk.mark(lot, "", words.ROW_JOINED, line)
        self.desk.place(self.file, row.lines)
        return lot

    def _directions(self, lot: dict[str, Any], direction: str) -> None:
        """Other wordings of the direction in Appendix 2."""
        for part in self.outline.of("app2"):
            text = part.text if part.place == "app2-direction" else ""
            alike = likeness(stems(text), stems(direction))
            known = [also["text"][self.desk.language] for also in lot.get("also_printed", ())]
            if alike >= 0.6 and _bare(text) != _bare(direction) and text not in known:
                _also(lot, "direction", self.desk.pair(text, part.paragraphs[0].lines), "app2-direction")

    def _sphere(self, lot: dict[str, Any], printed: str, direction: str, line: int) -> None:
        """The Law's sphere that the printed one, or else the direction, is most like; its own wording is kept."""
        own = self.desk.language
        names = {
            id_: sphere.name.kk if own == "kk" else sphere.name.ru for id_, sphere in self.desk.known.spheres.items()
        }
        scores = {id_: likeness(stems(printed or direction), stems(name)) for id_, name in names.items()}
        best = max(scores, key=lambda id_: scores[id_])
        found = scores[best] >= FIRST_SPHERE
        lot["sphere"] = best if found else next(iter(names))
        if not found:
            self.desk.mark(lot, "sphere", words.NOT_FOUND)
        elif not printed:
            self.desk.mark(lot, "sphere", words.SPHERE_GUESSED)
        elif _bare(printed) != _bare(names[best]):
            self.desk.mark(lot, "sphere", words.SPHERE_GUESSED, line)
            _also(lot, "sphere", self.desk.pair(printed, (line,)), "report-3")

    def _type(self, lot: dict[str, Any], printed: str, contract: Record) -> None:
        found = next((id_ for id_, pattern in _TYPES.items() if re.search(pattern, printed, re.IGNORECASE)), "")
        known = list(self.desk.known.grant_types)
        lot["grant_type"] = found if found in known else known[0]
        if found not in known:
            self.desk.mark(lot, "grant_type", words.TYPE_GUESSED)
        elif "type" in contract.filled:
            self.desk.mark(lot, "grant_type", words.FILLED, contract.lines[0])


def _also(lot: dict[str, Any], name: str, text: dict[str, str], place: str) -> None:
    lot.setdefault("also_printed", []).append({"field": name, "text": text, "printed": place})


def _bare(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .")


def _sentences(outline: Outline) -> Iterator[tuple[str, int]]:
    """The sentences of the points that tell of the competition, each with its line."""
    for part in outline.parts:
        if part.place in ("report-1", "report-2", "report-3", "report-4", "report-5"):
            for paragraph in part.paragraphs:
                for text in _SENTENCES.split(paragraph.text):
                    yield text, paragraph.line


def _announced(sentence: str, year: int) -> datetime.date | None:
    """The day a sentence says the announcement was published on; what follows of the applications is another day."""
    closing = _CLOSED.search(sentence)
    told = sentence[: closing.start()] if closing else sentence
    days = days_of(told, year) if _ANNOUNCED.search(told) else []
    return days[0].day if days else None
