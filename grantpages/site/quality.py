"""What the audit found over all records, and the rules it goes by: pages below `quality/`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial

from grantpages.checks.audit import RULES
from grantpages.checks.catalogue import Entry, catalogue
from grantpages.checks.rule import KINDS
from grantpages.load import Dataset
from grantpages.problem import Severity
from grantpages.site.notes import Notes, Tally
from grantpages.site.page import Page, Plan, parted
from grantpages.site.voice import Voice

SECTION = "about"
"""The menu's entry these pages belong to: it says how the data are published, and leads here."""
RECORDS_PER_PAGE = 100
"""How many records with notes a page of the list shows."""
SEVERITIES: tuple[Severity, ...] = ("warning", "notice", "error")
"""The order in which rules are told: what the public sees comes first."""


@dataclass(frozen=True)
class Row:
    """A record with notes: its page, its name, its notes counted."""

    kind: str
    id: str
    name: str
    tally: Tally


def quality_pages(dataset: Dataset, notes: Notes, voice: Voice) -> Iterator[Plan]:
    """The counts, by rule and by record, and the rules."""
    records = sum(len(getattr(dataset, kind)) for kind in KINDS)
    rows = [Row(*key, _name(dataset, *key, voice), tally) for key, tally in notes.by_record]
    counts = (records, notes.checks)
    for plan in parted("quality/", rows, RECORDS_PER_PAGE, partial(_quality, records, voice), voice, astuple):
        yield plan._replace(given=(plan.given, counts)) if plan.address == "quality/" else plan
    yield Plan("quality/rules/", (), partial(_rules, voice))


def _quality(records: int, voice: Voice, number: int) -> Page:
    title, description = voice.t("title.quality"), voice.t("describe.quality")
    values = {"records": records} if number == 1 else {}
    return Page("quality/", SECTION, "quality.html", title, description, values)


def _rules(voice: Voice) -> Page:
    title, description = voice.t("title.rules"), voice.t("describe.rules")
    return Page("quality/rules/", SECTION, "rules.html", title, description, {"groups": rules_by_severity()})


def _name(dataset: Dataset, kind: str, id: str, voice: Voice) -> str:
    record = getattr(dataset, kind)[id]
    if kind == "reports":
        return voice.report(record, dataset.organizations[record.funder])
    return voice.text(record.name if kind == "organizations" else record.title)


def rules_by_severity() -> Mapping[Severity, Sequence[tuple[str, str, Entry]]]:
    """(code, the kind of record it reads, words) of each entry of the catalogue; no kind where it reads all."""
    kinds = {rule.code: rule.of for rule in RULES}
    return {
        severity: [
            (code, kinds.get(code, ""), entry) for code, entry in catalogue().items() if entry.severity == severity
        ]
        for severity in SEVERITIES
    }
