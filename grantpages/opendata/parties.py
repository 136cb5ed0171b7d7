"""Tables of organizations, of reports, and of the classifications that other tables refer to."""

from collections.abc import Iterator, Mapping
from typing import Any

from grantpages.model import District, GrantType, Head, Organization, Region, Report, Sphere
from grantpages.opendata.basis import Basis
from grantpages.opendata.table import LICENCE, TAIL, VERSION, Reference, Row, Table, of, pair, text, whole
from grantpages.opendata.tail import tail_of
from grantpages.problem import Message

_ORIGIN = (TAIL[1], *TAIL[3:])
"""Classifications have no pages and no dates of their own."""


def _organizations(basis: Basis) -> Iterator[Row]:
    received: dict[str, list[int]] = {}
    for project in basis.dataset.projects.values():
        if project.grant.contract:
            received.setdefault(project.grantee, []).append(project.grant.amount)
    for id, one in basis.dataset.organizations.items():
        sums = received.get(id, [])
        yield (
            id, one.kind, one.name.kk, one.name.ru, one.legal_form, one.bin, one.region,
            one.head.name if one.head else None, *((one.address.kk, one.address.ru) if one.address else (None, None)),
            one.website, len(sums), sum(sums), *tail_of(basis, "organizations", id),
        )  # fmt: skip


def _reports(basis: Basis) -> Iterator[Row]:
    for id, report in basis.dataset.reports.items():
        yield (
            id, report.title.kk, report.title.ru, report.funder, report.year, report.signed,
            ";".join(report.calls), ";".join(report.projects), *tail_of(basis, "reports", id),
        )  # fmt: skip


def _origin(basis: Basis, kind: str) -> Row:
    return f"data/{basis.dataset.files[kind, kind]}", LICENCE, VERSION


def _regions(basis: Basis) -> Iterator[Row]:
    for id, region in basis.dataset.regions.items():
        yield (
            id, region.iso, region.name.kk, region.name.ru, region.since, region.until, region.parted_from,
            *_origin(basis, "regions"),
        )  # fmt: skip


def _districts(basis: Basis) -> Iterator[Row]:
    for id, region in basis.dataset.regions.items():
        for district in region.districts:
            yield (district.id, id, district.name.kk, district.name.ru, *_origin(basis, "regions"))


def _named(basis: Basis, kind: str, items: Mapping[str, Any]) -> Iterator[Row]:
    for id, item in items.items():
        yield (id, item.name.kk, item.name.ru, *_origin(basis, kind))


ORGANIZATIONS = Table(
    "organizations",
    Message("Ұйымдар", "Организации"),
    (
        text("id", "Ұйымның белгісі.", "Обозначение организации.", required=True),
        of(Organization, "kind"),
        *pair(Organization, "name"),
        of(Organization, "legal_form"),
        of(Organization, "bin"),
        of(Organization, "region"),
        of(Head, "name", "head"),
        *pair(Organization, "address"),
        of(Organization, "website"),
        whole(
            "grants_received",
            "Алған грант саны, шарттар бойынша.",
            "Количество полученных грантов, по договорам.",
            required=True,
        ),
        whole("amount_received", "Сол шарттардың сомасы, теңге.", "Сумма этих договоров, тенге.", True, True),
        *TAIL,
    ),
    ("id",),
    _organizations,
    (Reference(("region",), "regions", ("id",)),),
)
"""A row for each organization."""
REPORTS = Table(
    "reports",
    Message("Есептер", "Отчеты"),
    (
        text("id", "Есептің белгісі.", "Обозначение отчета.", required=True),
        *pair(Report, "title"),
        of(Report, "funder"),
        of(Report, "year", kind="integer"),
        of(Report, "signed", kind="date"),
        text("calls", "Конкурстардың белгілері, арасында ;", "Обозначения конкурсов через ;"),
        text("projects", "Жобалардың белгілері, арасында ;", "Обозначения проектов через ;"),
        *TAIL,
    ),
    ("id",),
    _reports,
    (Reference(("funder",), "organizations", ("id",)),),
)
"""A row for each statutory report."""
REGIONS = Table(
    "regions",
    Message("Өңірлер", "Регионы"),
    (
        of(Region, "id"),
        of(Region, "iso"),
        *pair(Region, "name"),
        of(Region, "since", kind="date"),
        of(Region, "until", kind="date"),
        of(Region, "parted_from"),
        *_ORIGIN,
    ),
    ("id",),
    _regions,
    (Reference(("parted_from",), "regions", ("id",)),),
)
"""A row for each region."""
DISTRICTS = Table(
    "districts",
    Message("Аудандар мен қалалар", "Районы и города"),
    (
        of(District, "id"),
        text("region", "Өңірдің белгісі.", "Обозначение региона.", required=True),
        *pair(District, "name"),
        *_ORIGIN,
    ),
    ("id",),
    _districts,
    (Reference(("region",), "regions", ("id",)),),
)
"""A row for each district and city."""
SPHERES = Table(
    "spheres",
    Message("Заңдағы салалар", "Сферы по Закону"),
    (of(Sphere, "id"), *pair(Sphere, "name"), *_ORIGIN),
    ("id",),
    lambda basis: _named(basis, "spheres", basis.dataset.spheres),
)
"""A row for each sphere of the Law."""
GRANT_TYPES = Table(
    "grant-types",
    Message("Грант түрлері", "Виды грантов"),
    (of(GrantType, "id"), *pair(GrantType, "name"), *_ORIGIN),
    ("id",),
    lambda basis: _named(basis, "grant-types", basis.dataset.grant_types),
)
"""A row for each kind of grant."""
