"""What the statutory report says, as plain texts of one language in the form's order; its template names them.

Form: order of 22.12.2015 No. 403, 13 points and two appendices (reference, §1.6). A point that the
report's record leaves without words is worded from the records (`recordwords`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grantpages.exports.docxpackage import Properties
from grantpages.exports.docxtemplate import DocxTemplate, Links
from grantpages.exports.work import tasks_of
from grantpages.load import Dataset
from grantpages.model import SECTIONS, Narrative, Organization, Participants, Report, Text
from grantpages.problem import Language
from grantpages.site.charts import participant_charts
from grantpages.site.recordwords import words_of_records
from grantpages.site.views import Granted, granted_of, printed_text
from grantpages.site.voice import Voice

NONE = "–"


def report_docx(template: DocxTemplate, dataset: Dataset, id: str, language: Language, private: bool) -> bytes:
    """A report as a DOCX file.

    private: whether the operator's own copy is asked for, with the contacts of `data/private/`; a
    published one never has them. Raises TemplateFault.
    """
    voice, links = Voice(language), Links()
    report = dataset.reports[id]
    values = _Form(dataset, report, voice, links, private).values()
    properties = Properties(voice.text(report.title), voice.text(dataset.operator.name))
    return template.fill(values, links, language, properties)


def concerned(dataset: Dataset, id: str) -> set[str]:
    """The organizations whose contacts the form asks for: a report's grantees and their partners."""
    projects = [dataset.projects[project] for project in dataset.reports[id].projects]
    return {organization for project in projects for organization in (project.grantee, *project.partners)}


@dataclass(frozen=True)
class _Form:
    """One report in one language."""

    dataset: Dataset
    report: Report
    voice: Voice
    links: Links
    private: bool

    def values(self) -> dict[str, Any]:
        """The template's fields."""
        granted = granted_of(self.dataset, self.report, self.voice)
        before, after = self._words("text"), self._words("after")
        for number, text in words_of_records(self.dataset, self.report, self.voice).items():
            before[number] = before[number] or [text]
        made_by, *before[13] = before[13]
        return {
            "say": {key: text for key, text in self.voice.words.messages.items() if isinstance(text, str)},
            **self._cover(),
            "before": before,
            "after": after,
            "made_by": made_by,
            "announcements": [self.links.run(url) for url in self._announced()],
            "lots": list(self._lots()),
            "grants": [self._grant(number, item) for number, item in enumerate(granted, 1)],
            "partners": [row for foreign, row in self._partners(granted) if not foreign],
            "foreign": [row for foreign, row in self._partners(granted) if foreign],
            "signers": [
                {"position": self.voice.text(signer.position), "name": signer.name} for signer in self.report.signers
            ],
            "attachments": self._attachments(granted),
            "grantees": [{"number": number, "fields": self._fields(item)} for number, item in enumerate(granted, 1)],
            "projects": [self._project(item) for item in granted],
        }

    def _cover(self) -> dict[str, str]:
        dataset, report, voice = self.dataset, self.report, self.voice
        funder = dataset.organizations[report.funder]
        printed = voice.text(report.issued) if report.issued else ""
        return {
            "role": voice.text(dataset.operator.role),
            "operator": voice.text(dataset.operator.name),
            "title": voice.text(report.title),
            "customer": voice.text(printed_text(funder, "name", "cover") or funder.name),
            "issued": printed or f"{voice.text(dataset.operator.city)} {report.year}",
        }

    def _words(self, which: str) -> dict[int, list[str]]:
        sections = {name: self.report.sections.get(name) for name in SECTIONS}
        return {int(name): self._paragraphs(getattr(section, which, None)) for name, section in sections.items()}

    def _paragraphs(self, text: Text | None) -> list[str]:
        return self.voice.paragraphs(text) if text else []

    def _announced(self) -> Iterator[str]:
        for id in self.report.calls:
            announcement = self.dataset.calls[id].announcement
            yield from (link.url for link in (announcement.links if announcement else ()))

    def _lots(self) -> Iterator[dict[str, str]]:
        voice = self.voice
        for id in self.report.calls:
            for lot in self.dataset.calls[id].lots:
                yield {
                    "number": str(lot.number),
                    "direction": voice.text(lot.direction),
                    "grants": voice.number(lot.grants),
                    "amount": voice.t("form.sum", sum=voice.number(lot.amount)),
                }

    def _grant(self, number: int, item: Granted) -> dict[str, str]:
        voice = self.voice
        return {
            "number": str(number),
            "sphere": item.sphere,
            "direction": voice.text(item.lot.direction),
            "type": voice.text(self.dataset.grant_types[item.lot.grant_type].name),
            "grantee": voice.text(item.grantee.name),
            "contract": voice.contract(item.project.grant),
        }

    def _partners(self, granted: Sequence[Granted]) -> Iterator[tuple[bool, dict[str, str]]]:
        """Rows of points 7 and 8; the first of a pair says which. A grantee without partners has a row in point 7."""
        for number, item in enumerate(granted, 1):
            start = {
                "number": str(number),
                "grantee": self.voice.text(item.grantee.name),
                "project": self.voice.text(item.title_in_7),
            }
            foreign = [partner.kind == "international" for partner in item.partners]
            for is_foreign, id, partner in zip(foreign, item.project.partners, item.partners, strict=True):
                yield is_foreign, start | self._partner(id, partner)
            if all(foreign):
                yield False, start | dict.fromkeys(("name", "head", "contacts", "address"), NONE)

    def _partner(self, id: str, partner: Organization) -> dict[str, str]:
        return {
            "name": self.voice.text(partner.name),
            "head": self._head(partner),
            "contacts": self._contacts(id),
            "address": self._address(id, partner),
        }

    def _head(self, organization: Organization) -> str:
        return organization.head.name if organization.head else self.voice.t("not-stated")

    def _contacts(self, id: str) -> str:
        kept = self.dataset.contacts.get(id) if self.private else None
        stated = [*kept.phones, *kept.emails] if kept else []
        return ", ".join(stated) or self.voice.t("form.contacts-kept")

    def _address(self, id: str, organization: Organization) -> str:
        kept = self.dataset.contacts.get(id) if self.private else None
        address = (kept and kept.address) or organization.address
        return self.voice.text(address) if address else self.voice.t("not-stated")

    def _attachments(self, granted: Sequence[Granted]) -> list[str]:
        """The form's two appendices; the second once for each grantee."""
        voice = self.voice
        return [
            f"{voice.t('report.app1')} {voice.t('form.app1-title')}",
            *(
                voice.t(
                    "form.attached",
                    appendix=voice.t("report.app2"),
                    title=voice.t("form.app2-title"),
                    name=voice.text(item.grantee.name),
                )
                for item in granted
            ),
        ]

    def _fields(self, item: Granted) -> dict[int, str]:
        """Appendix 1's six fields."""
        voice, project, id = self.voice, item.project, item.project.grantee
        period = project.period.as_printed if project.period else None
        amount, words = voice.number(project.grant.amount), project.grant.amount_in_words
        return {
            1: item.name_in_1,
            2: self._head(item.grantee),
            3: voice.t(
                "form.address-and-contacts", address=self._address(id, item.grantee), contacts=self._contacts(id)
            ),
            4: voice.t("report.direction-and-title", direction=item.direction_in_4, title=item.title_in_4),
            5: voice.text(period) if period else voice.period(project.period),
            6: voice.t("form.sum-in-words", sum=amount, words=voice.text(words))
            if words
            else voice.t("form.sum", sum=amount),
        }

    def _project(self, item: Granted) -> dict[str, Any]:
        """Appendix 2 of one grant."""
        return {
            "grantee": self.voice.text(item.grantee.name),
            "direction": item.direction_in_app2,
            "tasks": tasks_of(item.project, self.voice, self.links),
            "words": self._narrative(item.project.narrative),
            "people": self._people(item.project.participants),
        }

    def _narrative(self, narrative: Narrative | None) -> dict[str, list[str]]:
        """The sections in words. What the form asks for and nobody wrote is said to be not stated."""
        said = {name: self._paragraphs(getattr(narrative, name, None)) for name in Narrative.model_fields}
        asked = set(said) - {"overview", "sustainability"}
        return {name: texts or [self.voice.t("not-stated")] * (name in asked) for name, texts in said.items()}

    def _people(self, participants: Participants | None) -> dict[str, Mapping[str, str]]:
        """The three tables' numbers by group."""
        tables: dict[str, Mapping[str, str]] = {name: _Stated() for name in ("gender", "categories", "ages")}
        for chart in participant_charts(participants) if participants else ():
            numbers = {bar.key.removeprefix(f"{chart.name}."): self.voice.number(bar.number) for bar in chart.bars}
            tables[chart.name] = _Stated(numbers, total=self.voice.number(chart.total))
        return tables


class _Stated(dict[str, str]):
    """Numbers by group; a dash for what is not stated."""

    def __missing__(self, name: str) -> str:
        return NONE
