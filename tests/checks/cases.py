"""Small records for the tables of rules: only what a case is about, the rest is filled in."""

import datetime
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from grantpages import model
from grantpages.checks.audit import audit
from grantpages.checks.finding import Finding
from grantpages.checks.rule import Rule
from grantpages.load import Dataset

TODAY = datetime.date(2026, 1, 15)
SHAPES: Mapping[str, type[model.Shape]] = {
    "organizations": model.Organization, "calls": model.Call, "projects": model.Project, "reports": model.Report,
    "spheres": model.Sphere, "regions": model.Region,
}  # fmt: skip

OPERATOR = model.Operator(
    **dict.fromkeys(("name", "short_name", "role", "city"), model.Text(kk="мәтін", ru="текст")),
    website="https://operator.example/",
)


def text(kk: str = "мәтін", ru: str = "текст") -> dict[str, str]:
    """A text in both languages, as a file holds it."""
    return {"kk": kk, "ru": ru}


def activity(*urls: str, days: Sequence[str] = (), **fields: Any) -> dict[str, Any]:
    """An activity held on some days, with some links."""
    return {
        "title": text("іс-шара", "мероприятие"),
        "events": [{"date": day} for day in days],
        "evidence": [{"url": url} for url in urls],
        **fields,
    }


def task(*activities: Mapping[str, Any], kind: str = "task") -> dict[str, Any]:
    """A task with its activities."""
    return {"kind": kind, "title": text(), "activities": list(activities)}


def project(*tasks: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """A project of May to November 2025."""
    return {
        "title": text(),
        "call": "c",
        "lot": 1,
        "grantee": "g",
        "grant": {"contract": {"number": "1", "date": "2025-05-05"}, "amount": 11_000_000},
        "period": {"start": "2025-05-06", "end": "2025-11-30"},
        "tasks": list(tasks),
        **fields,
    }


def call(*urls: str) -> dict[str, Any]:
    """A competition announced at some addresses."""
    lot = {
        "number": 1, "direction": text(), "sphere": "1", "grant_type": "short", "grants": 1, "amount": 11_000_000,
    }  # fmt: skip
    return {
        "title": text(),
        "funder": "f",
        "region": "r",
        "territory": text(),
        "announcement": {"date": "2025-03-05", "links": [{"url": url} for url in urls]},
        "lots": [lot],
    }


def report(signed: str | None, sections: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """A report on project `p`."""
    fields = {
        "title": text(), "funder": "f", "year": 2025, "calls": ["c"], "projects": ["won"], "sections": dict(sections),
    }  # fmt: skip
    return fields | ({"signed": signed} if signed else {})


def dataset(
    one: Mapping[str, Any] | None = None,
    competition: Mapping[str, Any] | None = None,
    signed: str | None = None,
    organization: Mapping[str, Any] | None = None,
    sections: Mapping[str, Any] = MappingProxyType({}),
    **others: Mapping[str, Mapping[str, Any]],
) -> Dataset:
    """A dataset of one project `p`, one call `c`, one report `r`, and one organization `o` if it is given.

    others: more records by kind and id, or others in the place of these: `spheres={"1": {...}}`.
    """
    empty: Mapping[str, Any] = MappingProxyType({})
    values: dict[str, Any] = {field: empty for field in Dataset.__dataclass_fields__}
    values["operator"] = OPERATOR
    values["projects"] = {"won": _made(model.Project, one)} if one else empty
    values["calls"] = {"c": _made(model.Call, competition or call())}
    values["reports"] = {"r": _made(model.Report, report(signed, sections))}
    if organization:
        values["organizations"] = {"o": _made(model.Organization, organization)}
    for kind, records in others.items():
        values[kind] = {**values[kind], **{id: _made(SHAPES[kind], fields) for id, fields in records.items()}}
    return Dataset(**values)


def _made(shape: type[model.Shape], fields: Mapping[str, Any]) -> Any:
    return shape.model_validate_json(json.dumps(fields))


def findings(rule: Rule, data: Dataset, today: datetime.date = TODAY) -> list[Finding]:
    """What one rule finds."""
    return list(audit(data, today, [rule]))
