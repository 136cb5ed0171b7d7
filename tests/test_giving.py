"""The 360Giving file: the standard's rules as the reference tells them, and its own schema where that is at hand.

The schema is not ours to copy. The full check runs where its folder is: `GRANTPAGES_360_SCHEMA`, or `shared/data/360giving`
beside the repository.
"""

import datetime
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builtsite import REPOSITORY
from jsonschema import Draft202012Validator, FormatChecker
from opendatafiles import ADDRESS, Whole, small, small_basis, whole, write_open_data
from referencing import Registry, Resource

from grantpages.opendata.giving import PREFIX, TITLE_LIMIT, shortened

FOLDER = Path(os.environ.get("GRANTPAGES_360_SCHEMA", REPOSITORY.parent / "shared" / "data" / "360giving"))
REFERRED = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/1.4.2/schema/360-giving-schema.json"
"""The name by which the package's schema of 1.4.3 calls the grant's, whose own name differs."""
DAY = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"}
TEXT = {"type": "string", "minLength": 1}
WHO = {
    "type": "array", "minItems": 1,
    "items": {"required": ["id", "name"], "properties": {
        "id": {"type": "string", "pattern": "^(KZ-BIN-[0-9]{12}|360G-[a-z-]+-[a-z0-9-]+)$"}, "name": TEXT}},
}  # fmt: skip
RULES: dict[str, Any] = {
    "type": "object",
    "required": ["grants", "version", "publisher", "license"],
    "properties": {
        "version": {"pattern": r"^\d+\.\d+$"},
        "publisher": {"required": ["name"]},
        "license": {"format": "uri"},
        "grants": {
            "type": "array", "minItems": 1, "uniqueItems": True,
            "items": {
                "required": ["id", "title", "description", "currency", "amountAwarded", "awardDate",
                             "fundingOrganization", "recipientOrganization"],
                "not": {"required": ["recipientIndividual"]},
                "properties": {
                    "id": {"type": "string", "pattern": "^360G-[a-z]+-[a-z0-9-]+$"},
                    "title": {"type": "string", "minLength": 1, "maxLength": TITLE_LIMIT},
                    "description": TEXT,
                    "currency": {"enum": ["KZT"]},
                    "amountAwarded": {"type": "number"},
                    "awardDate": DAY,
                    "fromOpenCall": {"enum": ["Yes", "No"]},
                    "fundingOrganization": WHO,
                    "recipientOrganization": WHO,
                    "plannedDates": {"type": "array", "items": {"properties": {"startDate": DAY, "endDate": DAY}}},
                    "beneficiaryLocation": {"type": "array", "items": {
                        "required": ["name", "countryCode"], "properties": {"geoCode": {"pattern": "^KZ-[0-9]{2}$"}}}},
                    "grantProgramme": {"type": "array", "items": {"required": ["code", "title", "url"]}},
                    "classifications": {"type": "array", "items": {"required": ["vocabulary", "code", "title"]}},
                    "relatedDocument": {"type": "array", "items": {"required": ["url"]}},
                    "dateModified": {"type": "string", "format": "date-time"},
                    "dataSource": {"type": "string", "format": "uri"},
                },
            },
        },
    },
}  # fmt: skip
"""What the standard asks of a package and a grant, in our words (features.md, section 4), and what we promise beyond it."""
formats = FormatChecker()


@formats.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    """RFC 3339: without it the standard's schema takes every plain date for two things at once."""
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value):
            return False
        datetime.datetime.fromisoformat(value)
    return True


@formats.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s]+", value) is not None


def write(path: Path, made_from: Whole) -> int:
    """How many grants are in the package."""
    write_open_data(path.parent, made_from)
    made = path.parent / "data" / "360giving.json"
    if not made.exists():
        return 0
    made.replace(path)
    return len(json.loads(path.read_bytes())["grants"])


@pytest.fixture
def package(tmp_path: Path) -> dict[str, Any]:
    assert write(tmp_path / "360giving.json", small()) == len(small_basis().dataset.projects)
    value: dict[str, Any] = json.loads((tmp_path / "360giving.json").read_bytes())
    return value


def problems(schema: Any, value: Any, registry: "Registry[Any] | None" = None) -> list[str]:
    validator = Draft202012Validator(schema, registry=registry or Registry(), format_checker=formats)
    found = []
    for error in validator.iter_errors(value):
        found += [f"{error.json_path}: {one.message}" for one in (error.context or [error])]
    return found


def standard() -> tuple[Any, "Registry[Any]"]:
    if not (FOLDER / "360-giving-schema.json").is_file():
        pytest.skip(f"360Giving's own schema is not in {FOLDER}; name its folder in GRANTPAGES_360_SCHEMA")
    package, grant = (json.loads((FOLDER / f"360-giving-{name}schema.json").read_bytes()) for name in ("package-", ""))
    named = Resource.from_contents(grant, default_specification=_specification())
    return package, Registry().with_resources([(REFERRED, named), (grant["$id"], named)])


def _specification() -> Any:
    from referencing.jsonschema import DRAFT202012  # the schema names its dialect by an address that is none

    return DRAFT202012


def test_the_package_keeps_the_standards_rules(package: dict[str, Any]) -> None:
    assert problems(RULES, package) == []


def test_the_package_fits_the_standards_own_schema(package: dict[str, Any]) -> None:
    schema, registry = standard()
    schema = {**schema, "$schema": "https://json-schema.org/draft/2020-12/schema"}
    assert problems(schema, package, registry) == []


BROKEN = [
    ({"awardDate": None}, "awardDate"),
    ({"awardDate": "2025-13-01"}, "2025-13-01"),
    ({"currency": "TEN"}, "TEN"),
    ({"amountAwarded": "1"}, "'1'"),
    ({"recipientOrganization": []}, "[]"),
    ({"fundingOrganization": [{"id": "360G-x-y"}]}, "name"),
    ({"dateModified": "2025-05-06"}, "2025-05-06"),
]


@pytest.mark.parametrize("which", ["ours", "standard"])
@pytest.mark.parametrize(("change", "named"), BROKEN)
def test_a_broken_grant_is_refused(package: dict[str, Any], which: str, change: dict[str, Any], named: str) -> None:
    schema, registry = standard() if which == "standard" else (RULES, None)
    grant = {key: value for key, value in {**package["grants"][0], **change}.items() if value is not None}
    found = problems(schema, {**package, "grants": [grant]}, registry)
    assert any(named in problem for problem in found), found


def test_a_grant_is_the_project(package: dict[str, Any]) -> None:
    dataset = small_basis().dataset
    grants = {grant["id"].removeprefix(f"{PREFIX}-"): grant for grant in package["grants"]}
    assert set(grants) == set(dataset.projects)
    for id, project in dataset.projects.items():
        grant, call = grants[id], dataset.calls[project.call]
        assert grant["amountAwarded"] == project.grant.amount
        assert grant["url"] == f"{ADDRESS}projects/{id}/"
        assert grant["grantProgramme"][0]["code"] == project.call
        assert grant["fundingOrganization"][0]["name"] == dataset.organizations[call.funder].name.kk
        assert grant["beneficiaryLocation"][0].get("geoCode") == dataset.regions[call.region].iso
        cited = [citation.link.url for citation in small()[1]["projects", id].cited]
        listed = [document["url"] for document in grant["relatedDocument"][1:]]
        assert listed == [url for url in cited if url.startswith("http")]


def test_an_organization_is_known_by_its_number_or_by_ours(package: dict[str, Any]) -> None:
    who = {
        one["id"]
        for grant in package["grants"]
        for one in grant["recipientOrganization"] + grant["fundingOrganization"]
    }
    numbers = {one.bin for one in small_basis().dataset.organizations.values() if one.bin}
    assert {id.removeprefix("KZ-BIN-") for id in who if id.startswith("KZ-BIN-")} <= numbers
    assert any(id.startswith("KZ-BIN-") for id in who)


def test_a_grant_without_contract_is_awarded_by_the_decision_or_not_yet(tmp_path: Path) -> None:
    basis = small_basis()
    bare = {
        id: project.model_copy(update={"grant": project.grant.model_copy(update={"contract": None}), "period": None})
        for id, project in basis.dataset.projects.items()
    }
    decided = {project.call for project in bare.values() if basis.dataset.calls[project.call].decision}
    later = replace(basis.dataset, projects=bare)
    count = write(tmp_path / "360giving.json", whole(later, basis.ledger))
    assert count == sum(project.call in decided for project in bare.values())
    calls = {id: call.model_copy(update={"decision": None}) for id, call in basis.dataset.calls.items()}
    none = replace(basis.dataset, projects=bare, calls=calls)
    assert write(tmp_path / "none.json", whole(none, basis.ledger)) == 0
    assert not (tmp_path / "none.json").exists()


@pytest.mark.parametrize(
    ("title", "shown"), [("a b", "a b"), ("a" * 140, "a" * 140), ("слово " * 40, f"{'слово ' * 22}слово…")]
)
def test_a_long_title_is_cut_between_words(title: str, shown: str) -> None:
    assert shortened(title) == shown
    assert len(shown) <= TITLE_LIMIT
