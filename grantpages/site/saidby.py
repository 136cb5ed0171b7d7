"""Everything a record says, in the parts of its page: what the search looks through."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from grantpages.evidence.citations import activity_anchor
from grantpages.model import Call, Organization, Project, Report, Shape, Text
from grantpages.problem import Language
from grantpages.search.document import Part
from grantpages.site.spots import FIXED
from grantpages.site.voice import Voice

NAMED = {"name", "number", "protocol", "signer", "by", "bin"}
"""Fields of one line that people look for; other lines are addresses and choices from fixed lists."""


def said(value: Any, language: Language, skipped: Sequence[str] = ()) -> list[str]:
    """Every text of a value in one language, with names and numbers of papers; `skipped` are fields of the value."""
    found: list[str] = []
    _gather(value, language, skipped, found)
    return found


def _gather(value: Any, language: Language, skipped: Sequence[str], found: list[str]) -> None:
    kind = type(value)
    if kind is Text:
        found.append(value.kk if language == "kk" else value.ru)
    elif kind is tuple:
        for inner in value:
            _gather(inner, language, (), found)
    elif kind is dict:
        _gather(tuple(value.values()), language, (), found)
    elif isinstance(value, Shape):
        for name, inner in value.__dict__.items():
            if type(inner) is str:
                if name in NAMED and name not in skipped:
                    found.append(inner)
            elif inner and type(inner) is not int and name not in skipped:
                _gather(inner, language, (), found)


def project_parts(project: Project, around: Iterable[str], voice: Voice) -> Iterator[Part]:
    """The card, with what stands on it of other records; tasks and activities; figures, people and results."""
    outside = ("title", "tasks", "figures", "participants", "narrative", "replies", "sources")
    yield from _part("card", voice.t("project.card"), [*around, *said(project, voice.language, outside)])
    for place, task in enumerate(project.tasks, 1):
        yield Part(f"t-{place}", voice.text(task.title), "")
        for index, activity in enumerate(task.activities, 1):
            title = voice.text(activity.title or task.title)
            told = said(activity, voice.language, ("title", "number"))
            yield Part(activity_anchor(place, index), title, "\n".join(told))
    yield from _part("figures", voice.t("project.figures"), said(project.figures, voice.language))
    yield from _part("participants", voice.t("project.participants"), said(project.participants, voice.language))
    if project.narrative:
        for name, text in project.narrative.__dict__.items():
            yield from _part(name, voice.t(f"narrative.{name}") if text else "", said(text, voice.language))
    yield from _last(project, voice)


def call_parts(call: Call, around: Iterable[str], voice: Voice) -> Iterator[Part]:
    """The card, the stages, every lot, the announcement."""
    outside = ("title", "lots", "announcement", "replies", "sources", *FIXED["calls"])
    yield from _part("", "", [*around, *said(call, voice.language, outside)])
    stages = (call.order, call.applications, call.decision)
    yield from _part("stages", voice.t("call.stages"), said(stages, voice.language))
    for lot in call.lots:
        yield from _part("lots", voice.text(lot.direction), said(lot, voice.language, ("direction",)))
    yield from _part("announcement", voice.t("call.announcement"), said(call.announcement, voice.language))
    yield from _last(call, voice)


def organization_parts(organization: Organization, voice: Voice) -> Iterator[Part]:
    """All of it is one part."""
    yield from _part("", "", said(organization, voice.language, ("name", "replies", "sources")))
    yield from _last(organization, voice)


def report_parts(report: Report, around: Iterable[str], voice: Voice) -> Iterator[Part]:
    """Every point of the form."""
    outside = ("sections", "signers", "signed_original", "replies", "sources")
    yield from _part("", "", [*around, *said(report, voice.language, outside)])
    for number, section in report.sections.items():
        yield from _part(f"p{number}", voice.t(f"form.report-{number}"), said(section, voice.language))
    signed = (report.signers, report.signed_original)
    yield from _part("p12", voice.t("form.report-12"), said(signed, voice.language))
    yield from _last(report, voice)


def _last(record: Any, voice: Voice) -> Iterator[Part]:
    yield from _part("notes", voice.t("notes.title"), said(record.replies, voice.language))
    yield from _part("", voice.t("source.title"), said(record.sources, voice.language))


def _part(anchor: str, title: str, texts: Iterable[str]) -> Iterator[Part]:
    """A part, where it says anything: a heading alone is the same on every page."""
    if text := "\n".join(texts):
        yield Part(anchor, title, text)
