"""One grant of the report: its parties, contract, sum, period, plan and results, gathered from all its parts."""

import re
from dataclasses import dataclass, field
from typing import Any

from grantpages.intake import words
from grantpages.intake.activities import Account
from grantpages.intake.competition import Competition, rows_of
from grantpages.intake.dates import period_of
from grantpages.intake.desk import Desk
from grantpages.intake.outline import Outline, Part
from grantpages.intake.parties import Parties, Party
from grantpages.intake.results import narrative_of, participants_of
from grantpages.intake.sums import paper_of, sum_of
from grantpages.intake.tables import Record
from grantpages.intake.titles import title_in, unquoted, without_direction

ACCOUNT = ("app2-activities",)
_NO_MONEY = re.compile(
    r"тартылған\s+жоқ|тартылмады|көзделмеген|бөлінген\s+жоқ|жоқ\.?$|не\s+привлек|не\s+выдел|отсутств|нет\.?$", re.I
)


@dataclass
class Gathered:
    """What the report's parts say of one grant."""

    party: Party
    fields: dict[str, Part] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    contract: Record | None = None
    entry: Record | None = None
    helpers: list[str] = field(default_factory=list)
    other_titles: list[tuple[str, int]] = field(default_factory=list)


class Grants:
    """All grants of one report, each once, in the order of Appendix 2."""

    def __init__(self, desk: Desk, outline: Outline, parties: Parties, call: Competition) -> None:
        self.desk, self.outline, self.parties, self.call = desk, outline, parties, call
        self.gathered: list[Gathered] = []
        self._from_contracts()
        self._from_appendix_1()
        self._from_appendix_2()
        self._from_partners()
        order = {one.party.id: part.line for one in self.gathered for part in [_Start(one)]}
        self.gathered.sort(key=lambda one: order[one.party.id])

    def records(self) -> dict[str, dict[str, Any]]:
        """The projects by id."""
        found: dict[str, dict[str, Any]] = {}
        for order, one in enumerate(self.gathered):
            number, guessed = self.call.lot_of(self._direction(one), order)
            wished = f"{self.call.id}-{number}"
            id_ = next(name for name in (wished, *(f"{wished}-{at}" for at in range(2, 1_000))) if name not in found)
            found[id_] = self._project(one, id_, number, guessed)
        return found

    def _of(self, party: Party) -> Gathered:
        found = next((one for one in self.gathered if one.party.id == party.id), None)
        if found is None:
            found = Gathered(party)
            self.gathered.append(found)
        return found

    def _from_contracts(self) -> None:
        for row in self.call.contracts:
            name = row.get("organization") or row.get("grantee")
            if name:
                one = self._of(self.parties.take(name, row.lines, "ngo", "report-3"))
                one.contract = one.contract or row
                if title := row.get("project"):
                    one.other_titles.append((title, row.lines[0]))

    def _from_appendix_1(self) -> None:
        for row in rows_of(self.outline, self.desk, "grantees", self.call.file):
            if name := row.get("organization") or row.get("grantee"):
                one = self._of(self.parties.take(name, row.lines, "ngo", "app1-1"))
                one.entry = one.entry or row
                self.parties.describe(one.party, row.get("head"), row.get("address"), row.lines, row.get("contacts"))
        for index in self.outline.indices("app1"):
            fields = {part.place: part for part in self.outline.of("app1", index)}
            named = fields.get("app1-1")
            if named is None or not named.text:
                continue
            one = self._of(self.parties.take(*named.value, "ngo", "app1-1"))
            one.fields = one.fields or fields
            self._describe(one.party, fields)

    def _describe(self, party: Party, fields: dict[str, Part]) -> None:
        head, of_head = fields["app1-2"].value if "app1-2" in fields else ("", ())
        address, of_address = fields["app1-3"].value if "app1-3" in fields else ("", ())
        if head or address:
            self.parties.describe(party, head, address, (*of_head, *of_address))

    def _from_appendix_2(self) -> None:
        for order, index in enumerate(self.outline.indices("app2")):
            parts = self.outline.of("app2", index)
            if all(part.place.startswith("title-") for part in parts):
                continue
            named = next((part for part in parts if part.place == "app2-grantee" and part.text), None)
            if named:
                one = self._of(self.parties.take(*named.value, "ngo", "app2-grantee"))
            elif order < len(self.gathered):
                one = self.gathered[order]
            else:
                lines = parts[0].label.lines if parts[0].label else (0,)
                one = self._of(self.parties.take(f"{self.desk.say(words.UNKNOWN)} {order + 1}", lines, "ngo"))
                self.desk.mark(one.party.record, "name", words.NOT_FOUND)
            one.parts += parts

    def _from_partners(self) -> None:
        for row in rows_of(self.outline, self.desk, "partners", self.call.file):
            grantee = row.get("grantee")
            one = (
                self._of(self.parties.take(grantee, row.lines, "ngo", "report-7"))
                if grantee
                else next(iter(self.gathered), None)
            )
            title = row.get("project")
            if one is not None and title and (title, row.lines[0]) not in one.other_titles and not one_has(one, title):
                one.other_titles.append((title, row.lines[0]))
            name = row.get("organization")
            if not name or one is None:
                continue
            helper = self.parties.take(name, row.lines, "", "report-7")
            self.parties.describe(helper, row.get("head"), row.get("address"), row.lines, row.get("contacts"))
            if helper.id not in one.helpers and helper.id != one.party.id:
                one.helpers.append(helper.id)

    def _direction(self, one: Gathered) -> str:
        stated = next((part.text for part in one.parts if part.place == "app2-direction"), "")
        return stated or (one.contract.get("direction") if one.contract else "")

    def _project(self, one: Gathered, id_: str, number: int, guessed: bool) -> dict[str, Any]:
        file = f"projects/{id_}.yml"
        project: dict[str, Any] = {}
        self.desk.mark(project, "", words.ID_GUESSED)
        self._title(project, one, number)
        project |= {"call": self.call.id, "lot": number, "grantee": one.party.id}
        if guessed:
            self.desk.mark(project, "lot", words.LOT_GUESSED)
        if one.party.guessed:
            self.desk.mark(project, "grantee", words.GRANTEE_GUESSED, one.party.line)
        if one.helpers:
            project["partners"] = one.helpers
            for helper in (self.parties.found[id_] for id_ in one.helpers):
                if helper.guessed:
                    self.desk.mark(project, "partners", words.GRANTEE_GUESSED, helper.line)
        project["grant"] = self._grant(one, number)
        self._period(project, one)
        self._placed(file, one)
        account = Account(self.desk, file, self.desk.year)
        tasks = account.read(part for part in one.parts if part.place in (*ACCOUNT, "app2-direction-rest"))
        if tasks:
            project["tasks"] = tasks
        if participants := participants_of(self.desk, one.parts, file):
            project["participants"] = participants
        if narrative := narrative_of(self.desk, one.parts, file):
            project["narrative"] = narrative
        return project

    def _placed(self, file: str, one: Gathered) -> None:
        for part in [*one.fields.values(), *one.parts]:
            if part.place in ("app1-4", "app1-5", "app1-6", "app2-direction"):
                self.desk.place(file, *part.paragraphs)
                self.desk.place(self.call.file, *part.paragraphs)
        for row in (one.contract, one.entry):
            if row:
                self.desk.place(file, row.lines)
                self.desk.place(self.call.file, row.lines)
        for _, line in one.other_titles:
            self.desk.place(file, (line,))

    def _title(self, project: dict[str, Any], one: Gathered, number: int) -> None:
        printed, line = self._named(one)
        title = title_in(printed, self._lot_direction(number)) if printed else ""
        others = list(one.other_titles)
        if not title and others:
            title, line = others.pop(0)
        project["title"] = self.desk.pair(unquoted(title), (line,)) if title else self.desk.unknown(project, "title")
        if title:
            self.desk.mark(project, "title", words.TITLE_GUESSED, line)
        also = []
        own = without_direction(printed, self._lot_direction(number))
        for place, text in (("app1-4", own), *(("report-7", other) for other, _ in others)):
            if text and unquoted(text) != unquoted(title):
                also.append({"field": "title", "text": self.desk.pair(text, (line,)), "printed": place})
        if also:
            project["also_printed"] = also

    def _named(self, one: Gathered) -> tuple[str, int]:
        """What Appendix 1 says the project is called, and its line."""
        if "app1-4" in one.fields and one.fields["app1-4"].paragraphs:
            return one.fields["app1-4"].text, one.fields["app1-4"].paragraphs[0].line
        return (one.entry.get("project"), one.entry.lines[0]) if one.entry else ("", 0)

    def _lot_direction(self, number: int) -> str:
        return str(next(lot["direction"][self.desk.language] for lot in self.call.lots if lot["number"] == number))

    def _grant(self, one: Gathered, number: int) -> dict[str, Any]:
        grant: dict[str, Any] = {}
        row = one.contract
        if row and (paper := paper_of(row.get("contract"), self.desk.year)):
            grant["contract"] = {"number": paper[0], "date": paper[1]}
            for line in row.cut:
                self.desk.mark(grant, "contract", words.ROW_JOINED, line)
        printed = one.fields["app1-6"].text if "app1-6" in one.fields else ""
        rows = [one_row for one_row in (one.entry, row) if one_row]
        found = sum_of(printed) or next((found for one_row in rows if (found := sum_of(one_row.get("amount")))), None)
        lot = next(lot for lot in self.call.lots if lot["number"] == number)
        grant["amount"] = found.amount if found else lot["amount"] // lot["grants"]
        if not found:
            self.desk.mark(grant, "amount", words.AMOUNT_OF_LOT if lot["amount"] else words.NOT_FOUND)
        elif found.words:
            grant["amount_in_words"] = self.desk.pair(found.words)
        self._co_funding(grant)
        return grant

    def _co_funding(self, grant: dict[str, Any]) -> None:
        part = next((part for part in self.outline.of("report") if part.place == "report-6"), None)
        if part is None or not part.paragraphs:
            return
        if found := sum_of(part.text):
            self.desk.mark(grant, "", words.CO_FUNDING_SUM.fill(found=found.amount), part.paragraphs[0].line)
        elif _NO_MONEY.search(part.text):
            grant["co_funding"] = 0
            self.desk.mark(grant, "co_funding", words.CO_FUNDING, part.paragraphs[0].line)

    def _period(self, project: dict[str, Any], one: Gathered) -> None:
        part = one.fields.get("app1-5")
        row = one.entry or one.contract
        printed = part.text if part else row.get("period") if row else ""
        period = period_of(printed, self.desk.year) if printed else None
        if period:
            project["period"] = {
                "start": period[0],
                "end": period[1],
                "printed": "app1-5",
                "as_printed": self.desk.pair(printed),
            }
            if period[2]:
                line = part.paragraphs[0].line if part else 0
                self.desk.mark(project, "period", words.PERIOD_GUESSED, line)


@dataclass
class _Start:
    """Where Appendix 2 begins to tell of a grant; those it does not tell of come last."""

    one: Gathered

    @property
    def line(self) -> int:
        """The line of its first part."""
        return min((part.label.line for part in self.one.parts if part.label), default=10**9)


def one_has(one: Gathered, title: str) -> bool:
    """Whether a title is known already from another row."""
    return any(title == known for known, _ in one.other_titles)
