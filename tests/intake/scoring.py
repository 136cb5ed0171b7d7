"""Two sets of records compared fact by fact: how many of the facts of the one are in the other, by class."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grantpages.load import Dataset

Facts = dict[str, Counter[tuple[Any, ...]]]


@dataclass(frozen=True)
class Score:
    """Facts of one class. wanted, found: how many; right: found and wanted."""

    name: str
    wanted: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def __str__(self) -> str:
        return f"{self.name:15} {self.right:4} / {self.wanted:4} recall {self.recall:6.1%}  precision {self.precision:6.1%}"


def scores(wanted: Facts, found: Facts) -> dict[str, Score]:
    return {
        name: Score(
            name, facts.total(), found.get(name, Counter()).total(), (facts & found.get(name, Counter())).total()
        )
        for name, facts in wanted.items()
    }


def missed(wanted: Facts, found: Facts, name: str) -> list[tuple[Any, ...]]:
    return list((wanted[name] - found.get(name, Counter())).elements())


def facts(data: Dataset, language: str = "kk") -> Facts:
    """Everything the records of one report state, as countable facts; texts without white space."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name, fact in _all(data, language):
        found.setdefault(name, []).append(fact)
    return {name: Counter(those) for name, those in found.items()}


def _all(data: Dataset, language: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for call in data.calls.values():
        yield "call", (call.announcement and call.announcement.date, call.intake and call.intake.closes)
        for link in call.announcement.links if call.announcement else ():
            yield "links", ("call", link.url)
        for lot in call.lots:
            yield (
                "lots",
                (lot.number, said(lot.direction, language), lot.sphere, lot.grant_type, lot.grants, lot.amount),
            )
    for at, project in enumerate(data.projects.values()):
        yield from _project(at, project, language)
    for report in data.reports.values():
        yield "title", (said(report.title, language), report.year, said(report.issued, language))
        for number, section in report.sections.items():
            yield "sections", (number, said(section.text, language), said(section.after, language))
        for signer in report.signers:
            yield "signers", (said(signer.position, language), signer.name)
    for organization in data.organizations.values():
        yield "organizations", (name_of(said(organization.name, language)), organization.legal_form)
        yield "heads", (organization.head and organization.head.name, said(organization.address, language))


def _project(at: int, project: Any, language: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    contract = project.grant.contract
    yield "titles", (at, said(project.title, language))
    yield "contracts", (at, contract and contract.number, contract and contract.date, project.lot)
    yield "sums", (at, project.grant.amount, said(project.grant.amount_in_words, language), project.grant.co_funding)
    yield "periods", (at, project.period and project.period.start, project.period and project.period.end)
    if people := project.participants:
        yield "tables", (at, "gender", people.total, people.gender and (people.gender.men, people.gender.women))
        yield "tables", (at, "categories", people.total, *sorted(people.categories.items()))
        yield "tables", (at, "ages", people.total, *sorted(people.ages.items()))
    for name in type(project.narrative).model_fields if project.narrative else ():
        if text := said(getattr(project.narrative, name), language):
            yield "narrative", (at, name, text)
    for task in project.tasks:
        yield "tasks", (at, task.kind, task.number, said(task.title, language))
        for activity in task.activities:
            yield from _activity((at, task.kind, task.number, activity.number), activity, language)


def _activity(here: tuple[Any, ...], activity: Any, language: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "activities", (*here, said(activity.title, language))
    yield "accounts", (*here, said(activity.account, language))
    yield from (("events", (*here, event.date)) for event in activity.events if event.date)
    for figure in activity.figures:
        for side in ("planned", "actual"):
            if (value := getattr(figure, side)) is not None:
                yield "figures", (*here, figure.kind, side, value)
    yield from (("links", (*here, link.url)) for link in activity.evidence)


def said(text: Any, language: str) -> str:
    return re.sub(r"\s+", "", getattr(text, language)).strip(".") if text else ""


def name_of(name: str) -> str:
    return name.lower()
