"""One language's voice: everything a template may say, formatted for that language."""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from grantpages import wording
from grantpages.checks.catalogue import said_of
from grantpages.checks.finding import Finding
from grantpages.model import (
    AlsoPrinted,
    Document,
    Event,
    Figure,
    Grant,
    Intake,
    Organization,
    Period,
    Printed,
    Project,
    Report,
    Text,
)
from grantpages.problem import Language, Message
from grantpages.workdays import PUBLICATION_DAYS, Publication

MONEY = ("amount", "co_funding")
"""The fields that are sums, in tenge."""

PARTING = re.compile(r"\n\s*\n")
"""What parts paragraphs."""


@dataclass(frozen=True)
class Voice:
    """Formats values of the records for one language; templates know it as `v`."""

    language: Language

    @cached_property
    def words(self) -> wording.Catalogue:
        """The catalogue of this language."""
        return wording.catalogue(self.language)

    @property
    def other(self) -> Language:
        """The other language."""
        return "ru" if self.language == "kk" else "kk"

    def t(self, key: str, **values: object) -> str:
        """A message of the catalogue."""
        return self.words.say(key, **values)

    def n(self, key: str, number: int) -> str:
        """A message that counts: «2 грант», «2 гранта»."""
        return self.words.count(key, number)

    def share(self, key: str, part: int, whole: int) -> str:
        """A message that names a part of a whole: {n}, {all} and {percent}, rounded."""
        percent = wording.percent(round(100 * part / whole) if whole else 0, self.language)
        return self.t(key, n=self.number(part), all=self.number(whole), percent=percent)

    def text(self, text: Text | Message) -> str:
        """A text of the records, or of what describes them."""
        return text.kk if self.language == "kk" else text.ru

    def report(self, report: Report, funder: Organization) -> str:
        """What a report is called: its year and its customer."""
        return self.t("title.report", year=report.year, funder=self.text(funder.name))

    def remark(self, finding: Finding) -> str:
        """What a rule of the audit says of a place."""
        return said_of(finding, self.language)

    def paragraphs(self, text: Text) -> list[str]:
        """A text's paragraphs, which blank lines part; one of spaces looks as blank to who writes it."""
        return [part.strip() for part in PARTING.split(self.text(text)) if part.strip()]

    def number(self, number: int) -> str:
        """`10 019`."""
        return wording.number_text(number)

    def money(self, amount: int) -> str:
        """`10 997 580 ₸`."""
        return wording.money(amount)

    def date(self, day: datetime.date) -> str:
        """The official long form."""
        return wording.long_date(day, self.language)

    def day(self, day: datetime.date) -> str:
        """`05.03.2025`."""
        return wording.short_date(day)

    def moment(self, moment: datetime.datetime) -> str:
        """The official long date and the hour."""
        return wording.moment_text(moment, self.language)

    def period(self, period: Period | None) -> str:
        """From a project's first day to its last, or that it is not stated."""
        return wording.date_range(period.start, period.end, self.language) if period else self.t("not-stated")

    def term(self, project: Project) -> str:
        """When a project is carried out; of a winner without a contract, that this is known with the contract."""
        if project.period or project.grant.contract:
            return self.period(project.period)
        return self.t("period.after-contract")

    def until(self, intake: Intake) -> str:
        """The last moment of an intake, with its hour where that is stated."""
        if not intake.closes_at:
            return self.date(intake.closes)
        return self.t("date.moment-astana", date=self.date(intake.closes), time=intake.closes_at)

    def published(self, publication: Publication) -> str:
        """How an announcement kept its term."""
        if publication.late:
            return self.n("stage.late", publication.late)
        if not publication.number:
            return self.t("stage.same-day")
        return self.t("stage.on-day", number=publication.number, of=PUBLICATION_DAYS)

    def left(self, unit: str) -> str:
        """The forms of a message that counts what is left, for the browser; `{n}` stays."""
        forms = self.words.messages[f"left.{unit}"]
        return "|".join(forms if isinstance(forms, tuple) else (forms,))

    def document(self, document: Document) -> str:
        """What a document is called: its title, or its kind."""
        if document.title:
            return self.text(document.title)
        kind = self.t(f"document-kind.{document.kind}")
        return kind[0].upper() + kind[1:]

    def document_facts(self, document: Document) -> list[str]:
        """Number and date, and the language; what is not stated is left out."""
        number, date = document.number, self.date(document.date) if document.date else ""
        return [
            fact
            for fact in (
                self.t("contract.line", number=number, date=date) if number and date else date,
                self.t("stage.number", number=number) if number and not date else "",
                self.t(f"language.{document.language}") if document.language else "",
            )
            if fact
        ]

    def size(self, size: int) -> str:
        """A file's size from its bytes."""
        return wording.file_size(size)

    def contract(self, grant: Grant) -> str:
        """A contract's number and date, or that there is none yet."""
        if not grant.contract:
            return self.t("contract.none")
        return self.t("contract.line", number=grant.contract.number, date=self.date(grant.contract.date))

    def place(self, code: str) -> str:
        """A place in the statutory form, named."""
        return self.t(f"place.{code}")

    def label(self, figure: Figure) -> str:
        """What a figure counts."""
        return self.text(figure.what) if figure.what else self.t(f"kind.{figure.kind}")

    def planned(self, figure: Figure) -> str:
        """A figure's plan, or nothing."""
        return self._amount(figure.planned, figure.planned_is, figure.kind)

    def actual(self, figure: Figure) -> str:
        """What a figure reached, or nothing."""
        return self._amount(figure.actual, figure.actual_is, figure.kind)

    def also(self, record: Printed, figure: Figure | None = None) -> list[tuple[str, str, list[str]]]:
        """(field, value, places) of all that the source prints a second time; equal values once."""
        found: dict[tuple[str, str], list[str]] = {}
        for item in record.also_printed:
            found.setdefault((self._field(item), self._value(item, figure)), []).append(item.printed)
        return [(field, value, places) for (field, value), places in found.items()]

    def _value(self, item: AlsoPrinted, figure: Figure | None) -> str:
        if item.text:
            return self.text(item.text)
        if item.date:
            return self.date(item.date)
        money = "tenge" if item.field.rpartition(".")[2] in MONEY else ""
        return self._amount(item.number, item.number_is, figure.kind if figure else money)

    def _field(self, item: AlsoPrinted) -> str:
        keys = (f"field.{item.field}", item.field, f"field.{item.field.split('.')[0]}", "field.other")
        label = self.t(next(key for key in keys if key in self.words.messages))
        return label if label[:2].isupper() else label[0].lower() + label[1:]

    def _amount(self, number: int | None, qualifier: str | None, kind: str) -> str:
        if number is None:
            return ""
        if kind == "tenge":
            text = self.money(number)
        elif kind == "percent":
            text = wording.percent(number, self.language)
        else:
            text = self.number(number)
        return self.t(f"qualifier.{qualifier}", n=text) if qualifier else text

    def first_dates(self, events: tuple[Event, ...]) -> list[str]:
        """The events' days in order, short."""
        return [self.day(event.date) for event in events if event.date]
