"""The files: byte for byte the same from the same data, and valid by the standards they name."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builtsite import REPOSITORY, VALID
from jsonschema import Draft202012Validator, FormatChecker
from opendatafiles import ADDRESS, files_of, hostile, rows_in, small, small_basis, write_open_data
from referencing import Registry, Resource

from grantpages.opendata.basis import KINDS
from grantpages.opendata.records import record_json
from grantpages.opendata.schemas import SHAPES, schema_texts
from grantpages.opendata.table import VERSION
from grantpages.opendata.tables import TABLES
from grantpages.opendata.versions import VERSIONS
from grantpages.reference.kinds import KINDS as SHAPED
from grantpages.reference.schema import schema_of

RECORDS = [(kind, id) for kind in KINDS for id in getattr(small_basis().dataset, kind)]
AGAIN = """
import sys
from pathlib import Path
sys.path.insert(0, "tests")
from opendatafiles import small, write_open_data
write_open_data(Path(sys.argv[1]), small())
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_open_data(folder, small())
    return folder


@cache
def registry() -> "Registry[Any]":
    """The schemas as the site has them: of the open data below `data/schema/`, of the records below `schema/`."""
    schemas = [json.loads(text) for text in schema_texts(small_basis()).values()]
    shapes = {f"{ADDRESS}schema/{kind.name}.schema.json": schema_of(kind.shape) for kind in SHAPED}
    known = {schema["$id"]: schema for schema in schemas} | shapes
    return Registry().with_resources((id, Resource.from_contents(schema)) for id, schema in known.items())


def errors(address: str, value: Any) -> list[str]:
    schema = registry().contents(address)
    validator = Draft202012Validator(schema, registry=registry(), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_the_same_data_give_the_same_bytes_in_another_process(site: Path, tmp_path: Path, seed: str) -> None:
    subprocess.run(
        [sys.executable, "-c", AGAIN, str(tmp_path)],
        cwd=REPOSITORY, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}, check=True,
    )  # fmt: skip
    assert files_of(tmp_path) == files_of(site)


def test_the_data_package_is_valid(site: Path) -> None:
    command = Path(sys.executable).parent / "frictionless"
    done = subprocess.run(
        [command, "validate", "datapackage.json", "--json"],
        cwd=site / "data", capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert (done.returncode, report["valid"], report["errors"]) == (0, True, [])
    assert report["stats"]["tasks"] == len(TABLES)
    rows = {task["name"]: task["stats"]["rows"] for task in report["tasks"]}
    assert rows == {table.name: len(rows_in(table, small())) for table in TABLES}


def test_frictionless_would_say_what_is_wrong(site: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(site / "data", tmp_path / "data"))
    path = data / "projects.csv"
    path.write_bytes(path.read_bytes().replace(b",aqtas-2025,", b",nowhere,", 1))
    command = Path(sys.executable).parent / "frictionless"
    done = subprocess.run(
        [command, "validate", "datapackage.json", "--json"],
        cwd=data, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    found = {error["type"] for task in json.loads(done.stdout)["tasks"] for error in task["errors"]}
    assert "foreign-key" in found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_tables_json_fits_its_schema(site: Path, table: Any) -> None:
    value = json.loads((site / "data" / f"{table.name}.json").read_bytes())
    assert errors(value["schema"], value) == []
    Draft202012Validator.check_schema(registry().contents(value["schema"]))
    assert errors(value["schema"], {**value, "rows": [{}]}) != []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_row_of_json_is_a_line(site: Path, table: Any) -> None:
    lines = (site / "data" / f"{table.name}.json").read_text(encoding="utf-8").splitlines()
    rows = json.loads("\n".join(lines))["rows"]
    assert [json.loads(line.removesuffix(",")) for line in lines[1:-1]] == rows


@pytest.mark.parametrize(("kind", "id"), RECORDS)
def test_a_records_json_fits_the_schema_of_its_file(site: Path, kind: str, id: str) -> None:
    value = json.loads((site / kind / f"{id}.json").read_bytes())
    assert errors(f"{ADDRESS}data/schema/record-{kind}.schema.json", value) == []
    assert value["url"] == {"kk": f"{ADDRESS}{kind}/{id}/", "ru": f"{ADDRESS}ru/{kind}/{id}/"}
    assert (VALID / value["source_file"].removeprefix("data/")).is_file()
    assert {"draft", "publish_at"}.isdisjoint(value["record"])


@pytest.mark.parametrize(("kind", "id"), RECORDS)
def test_a_records_json_is_the_record(kind: str, id: str) -> None:
    value = json.loads(record_json(small_basis(), small()[1][kind, id]))
    record = small()[1][kind, id].record
    said = type(record).model_validate_json(json.dumps(value["record"]))
    assert said == record.model_copy(update={"draft": False, "publish_at": None})


def test_every_kind_of_record_has_a_schema() -> None:
    assert set(SHAPES) == set(KINDS)


def test_the_version_is_the_newest_of_the_list_and_stands_in_the_changelog() -> None:
    assert VERSIONS[0].number == VERSION
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = changelog.partition("## Public data format")[2]
    assert [version.number for version in VERSIONS if f"open data {version.number}" not in heading] == []


def soffice() -> str:
    found = shutil.which("soffice")
    assert found, "LibreOffice is not there: apt-get install libreoffice-calc-nogui"
    return found


@pytest.mark.parametrize(
    ("name", "reading"),
    [("projects.csv", "CSV:44,34,76,1"), ("projects.csv", "CSV:59,34,76,1"), ("projects.xlsx", "")],
    ids=["comma", "semicolon", "xlsx"],
)
def test_libreoffice_computes_nothing(tmp_path: Path, name: str, reading: str) -> None:
    write_open_data(tmp_path, hostile())
    options = ["--infilter=" + reading] if reading else []
    subprocess.run(
        [soffice(), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", *options,
         "--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / "data" / name)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    sheet = (tmp_path / "projects.fods").read_text(encoding="utf-8")
    assert sheet.count("<table:table-row") > 15
    assert re.findall(r'table:formula="[^"]*"', sheet) == []
    assert reading or 'office:value-type="date"' in sheet
