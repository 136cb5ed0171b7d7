"""Grants in the 360Giving Data Standard 1.4, which other countries' funders publish in.

A grant stands here once it was awarded: without a contract or a decision there is no award date,
and the standard asks for one. Texts are the authentic Kazakh ones; the Russian ones and what the standard has no
place for stand in fields that begin with `x_`.
"""

import datetime
from typing import Any

from grantpages.evidence.identity import is_web
from grantpages.load import Dataset
from grantpages.model import Lot, Project
from grantpages.opendata.basis import Basis, Grounds, Subject
from grantpages.opendata.encoding import encoded
from grantpages.opendata.table import LICENCE_URL, VERSION

STANDARD = "1.4"
PREFIX = "360G-unregistered"
"""A place for the publisher's prefix, which 360Giving gives out. The operator has none: this one is not registered."""
ORGANIZATION_LIST = "KZ-BIN"
"""The list of business identification numbers at org-id.guide."""
TITLE_LIMIT = 140
"""Characters of a grant's title (360Giving, `title`)."""
Fields = dict[str, Any]


def giving_head(basis: Basis) -> bytes:
    """What stands before the grants in `360giving.json`."""
    return encoded(_package(basis))[:-1] + b',"grants":[\n'


def _package(basis: Basis) -> Fields:
    operator = basis.dataset.operator
    return {
        "version": STANDARD,
        "title": operator.name.kk,
        "publisher": {"name": operator.name.kk, "identifier": f"{PREFIX}-operator", "website": operator.website},
        "license": LICENCE_URL,
        "downloadURL": f"{basis.address}data/360giving.json",
        "accessURL": f"{basis.address}data/",
        **({"issued": basis.issued.isoformat()} if basis.issued else {}),
        "x_format_version": VERSION,
    }


def grant_json(grounds: Grounds, subject: Subject) -> bytes:
    """A project as a grant; nothing where it was not awarded yet."""
    awarded = subject.project.grant.contract or grounds.dataset.calls[subject.project.call].decision
    return encoded(_grant(grounds, subject, awarded.date)) if awarded else b""


def _grant(grounds: Grounds, subject: Subject, awarded: datetime.date) -> Fields:
    id, project, dataset = subject.id, subject.project, grounds.dataset
    call, lot = dataset.calls[project.call], grounds.lots[project.call, project.lot]
    url, modified = grounds.url("projects", id), subject.day
    return {
        "id": f"{PREFIX}-{id}",
        "title": shortened(project.title.kk),
        "description": lot.direction.kk,
        "currency": "KZT",
        "amountAwarded": project.grant.amount,
        "awardDate": awarded.isoformat(),
        "url": url,
        **_planned(project),
        "recipientOrganization": [_organization(dataset, project.grantee)],
        "fundingOrganization": [_organization(dataset, call.funder)],
        "beneficiaryLocation": [_location(dataset, call.region)],
        "grantProgramme": [
            {"code": project.call, "title": call.title.kk, "url": grounds.url("calls", project.call)},
        ],
        "fromOpenCall": "Yes",
        "classifications": _classifications(dataset, lot),
        "relatedDocument": _documents(subject, url),
        "dataSource": f"{grounds.address}data/{dataset.files['projects', id]}",
        **({"dateModified": f"{modified.isoformat()}T00:00:00+05:00"} if modified else {}),
        "x_ru": {"title": project.title.ru, "description": lot.direction.ru},
        **_participants(project),
    }


def shortened(title: str) -> str:
    """A title of the length that the standard advises, cut between words."""
    if len(title) <= TITLE_LIMIT:
        return title
    return f"{title[: TITLE_LIMIT - 1].rsplit(' ', 1)[0]}…"


def _planned(project: Project) -> Fields:
    if not project.period:
        return {}
    days = {"startDate": project.period.start.isoformat(), "endDate": project.period.end.isoformat()}
    return {"plannedDates": [days]}


def _organization(dataset: Dataset, id: str) -> Fields:
    organization = dataset.organizations[id]
    number = organization.bin
    fields: Fields = {
        "id": f"{ORGANIZATION_LIST}-{number}" if number else f"{PREFIX}-{id}",
        "name": organization.name.kk,
        "alternateName": organization.name.ru,
        "addressCountry": "KZ",
    }
    if organization.region:
        fields["location"] = [_location(dataset, organization.region)]
    if organization.website and is_web(organization.website):
        fields["url"] = organization.website
    return fields


def _location(dataset: Dataset, region: str) -> Fields:
    known = dataset.regions[region]
    code = {"geoCode": known.iso, "geoCodeType": "ISO3166-2"} if known.iso else {}
    return {"name": known.name.kk, "countryCode": "KZ", **code}


def _classifications(dataset: Dataset, lot: Lot) -> list[Fields]:
    sphere, grant_type = dataset.spheres[lot.sphere], dataset.grant_types[lot.grant_type]
    return [
        {"vocabulary": "KZ-Law-36-2005-5-1", "code": sphere.id, "title": sphere.name.kk},
        {"vocabulary": "KZ-Law-36-2005-6-1-2", "code": grant_type.id, "title": grant_type.name.kk},
    ]


def _documents(subject: Subject, url: str) -> list[Fields]:
    """The whole record as data, then the links cited as evidence."""
    documents: list[Fields] = [{"title": subject.id, "url": f"{url.rstrip('/')}.json", "documentType": "data"}]
    for citation in subject.cited:
        if is_web(citation.link.url):
            shows = citation.link.shows
            title = {"title": shows.kk} if shows else {}
            documents.append({**title, "url": citation.link.url, "documentType": "evidence"})
    return documents


def _participants(project: Project) -> Fields:
    people = project.participants
    if not people:
        return {}
    gender = {"gender": people.gender.model_dump()} if people.gender else {}
    return {"x_participants": {"total": people.total, **gender, "categories": people.categories, "ages": people.ages}}
