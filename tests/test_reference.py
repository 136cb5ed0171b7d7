"""The generated files are fresh, and true: schemas accept the real data, templates are records."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builtsite import REAL, REPOSITORY
from jsonschema import Draft202012Validator, FormatChecker

from grantpages.load import load_folder
from grantpages.problem import LANGUAGES
from grantpages.reference import generated
from grantpages.reference.kinds import KINDS, Kind, shapes
from grantpages.reference.schema import schema_of
from grantpages.yamlfile import parse_document, read_document

SCRIPT = REPOSITORY / "scripts" / "update_reference.py"
NAMED = {kind.name: kind for kind in KINDS}
COPIED = [kind for kind in KINDS if kind.template]
DATA_FILES = sorted(
    path for path in REAL.rglob("*.yml") if not path.name.startswith("_") and "private" not in path.parts
)
# A field or a list item behind `# `; a comment in words begins otherwise.
COMMENTED_OUT = re.compile(r"^( *)# ( *(?:#|- |\"?[a-z0-9_+-]+\"?:))")


def by_name(kind: Kind) -> str:
    return kind.name


def validator(kind: Kind) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind.shape), format_checker=FormatChecker())


def kind_of(path: Path) -> Kind:
    inside = path.relative_to(REAL)
    places = (inside.with_suffix("").as_posix(), inside.parent.as_posix())
    return next(kind for kind in KINDS if kind.place in places)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def uncommented(text: str) -> str:
    """What an editor makes of the template when everything commented out is uncommented."""
    heading, _, rest = text.partition("\n\n")
    return f"{heading}\n\n" + "\n".join(COMMENTED_OUT.sub(r"\1\2", line) for line in rest.split("\n"))


def loaded_with(folder: Path, kind: Kind, text: str) -> list[str]:
    """The problems of the real data together with one more record."""
    data = Path(shutil.copytree(REAL, folder / "data", ignore=shutil.ignore_patterns("private")))
    (data / kind.place).mkdir(exist_ok=True)
    (data / kind.place / "copied-template.yml").write_text(text, encoding="utf-8")
    if "\ndocuments:" in text:
        (data / kind.place / "copied-template").mkdir()
        (data / kind.place / "copied-template" / "protocol.pdf").write_bytes(b"%PDF-1.7\n")
    _, problems = load_folder(data, "data")
    return [problem.text("ru") for problem in problems]


@pytest.mark.parametrize("file", generated())
def test_generated_files_are_fresh(file: str) -> None:
    written = REPOSITORY / file
    assert written.is_file(), f"{file} is missing: run `make reference`"
    assert written.read_text(encoding="utf-8") == generated()[file], f"{file} is stale: run `make reference`"


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_schemas_are_valid_draft_2020_12(kind: Kind) -> None:
    schema = schema_of(kind.shape)
    assert schema["$schema"].endswith("/draft/2020-12/schema")
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.relative_to(REAL).as_posix())
def test_each_real_file_names_its_schema_and_fits_it(path: Path) -> None:
    kind = kind_of(path)
    first, _, _ = path.read_text(encoding="utf-8").partition("\n")
    assert first == kind.modeline
    assert (path.parent / first.partition("=")[2]).resolve() == REPOSITORY / "docs/schema" / f"{kind.name}.schema.json"
    errors = list(validator(kind).iter_errors(read_document(path, "x").value))
    assert [error.message for error in errors] == []


BROKEN = [
    ("organization", "kind: ngo\n", "'name' is a required property"),
    ("organization", "kind: ngo\nname: {kk: a, ru: b}\nnmae: x\n", "'nmae' was unexpected"),
    ("organization", "kind: club\nname: {kk: a, ru: b}\n", "'club' is not one of"),
    ("organization", "kind: ngo\nname: {kk: a, ru: b}\nregion:\n", "None is not of type 'string'"),
    ("organization", 'kind: ngo\nname: {kk: a, ru: b}\nbin: "12"\n', "'12' does not match"),
    ("organization", "kind: ngo\nname: {kk: ' a', ru: b}\n", "' a' does not match"),
    (
        "organization",
        "kind: ngo\nname: {kk: a, ru: b}\nalso_printed: [{field: name, number: 1, date: 2025-01-31, printed: cover}]\n",
        "is valid under each of",
    ),
    ("contacts", "organization: bates\nphones: 1\n", "1 is not of type 'array'"),
    ("regions", "regions: []\n", "[] should be non-empty"),
]


@pytest.mark.parametrize(("name", "text", "expected"), BROKEN)
def test_schemas_refuse_what_the_loader_refuses(name: str, text: str, expected: str) -> None:
    messages = [error.message for error in validator(NAMED[name]).iter_errors(parse_document(text, "x").value)]
    assert len(messages) == 1
    assert expected in messages[0]


DATES = [("2025-05-06", True), ("2025-02-30", False), ("06.05.2025", False)]


@pytest.mark.parametrize(("day", "fits"), DATES)
def test_dates_are_dates(day: str, fits: bool) -> None:
    schema = schema_of(NAMED["project"].shape)["$defs"]["Contract"]["properties"]["date"]
    assert Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(day) is fits


def test_a_mapping_offers_its_keys_and_refuses_others() -> None:
    ages = schema_of(NAMED["project"].shape)["$defs"]["Participants"]["properties"]["ages"]
    assert "59+" in ages["properties"]
    assert not Draft202012Validator(ages).is_valid({"60+": 1})


def all_patterns() -> list[str]:
    found = (node for kind in KINDS for node in nodes(schema_of(kind.shape)))
    patterns = [[*node.get("patternProperties", {}), node.get("pattern")] for node in found]
    return sorted({pattern for some in patterns for pattern in some if isinstance(pattern, str)})


def test_patterns_are_javascript() -> None:
    patterns = all_patterns()
    assert len(patterns) >= 8
    assert [pattern for pattern in patterns if re.search(r"\(\?[^:=!]|\\[AZz]|\[:", pattern)] == []
    if node := shutil.which("node"):  # the editor's own language, where the machine has it
        program = "for (const p of JSON.parse(process.argv[1])) new RegExp(p, 'u')"
        done = subprocess.run(
            [node, "-e", program, json.dumps(patterns)], capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr


def test_every_field_says_in_both_languages_what_belongs_in_it() -> None:
    ours = [shape for shape in shapes() if shape.__module__.startswith("grantpages.model.")]  # others make shapes too
    fields = [(shape, name, info) for shape in ours for name, info in shape.model_fields.items()]
    assert len(fields) > 100
    for shape, name, info in fields:
        extra = info.json_schema_extra
        assert isinstance(extra, dict), f"{shape.__name__}.{name}"
        said = [str(extra[f"x-{language}"]) for language in LANGUAGES]
        assert info.description == " / ".join(said), f"{shape.__name__}.{name}"
        assert all(len(text) > 3 for text in said), f"{shape.__name__}.{name}"


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_schemas_speak_no_english(kind: Kind) -> None:
    said = [
        node[key]
        for node in nodes(schema_of(kind.shape))
        for key in ("title", "description")
        if isinstance(node.get(key), str)
    ]
    assert said
    assert [text for text in said if not re.fullmatch(r".*[а-яәғқңөұүһі].* / .*[а-я].*", text, re.I)] == []


@pytest.mark.parametrize("kind", COPIED, ids=by_name)
def test_a_copied_template_is_a_record(kind: Kind, tmp_path: Path) -> None:
    assert loaded_with(tmp_path, kind, generated()[kind.template]) == []


@pytest.mark.parametrize("kind", COPIED, ids=by_name)
def test_a_template_is_a_record_with_every_field_uncommented(kind: Kind, tmp_path: Path) -> None:
    text = uncommented(generated()[kind.template])
    assert loaded_with(tmp_path, kind, text) == []
    record = parse_document(text, "x").value
    assert list(record) == list(schema_of(kind.shape)["properties"])
    assert validator(kind).is_valid(record)


@pytest.mark.parametrize("kind", COPIED, ids=by_name)
def test_a_template_shows_every_key_of_every_part(kind: Kind) -> None:
    schema = schema_of(kind.shape)
    written = set(re.findall(r'^[ #-]*"?([a-z0-9_+-]+)"?:', generated()[kind.template], re.M))
    parts = [schema, *schema.get("$defs", {}).values()]
    keys = {
        name
        for part in parts
        for node in nodes(part)
        if isinstance(node.get("properties"), dict)
        for name in node["properties"]
    }
    assert keys - written == set()


@pytest.mark.parametrize("kind", COPIED, ids=by_name)
def test_a_template_as_it_stands_has_only_what_must_be_there(kind: Kind) -> None:
    record = parse_document(generated()[kind.template], "x").value
    assert list(record) == [
        name for name in schema_of(kind.shape)["properties"] if name in schema_of(kind.shape)["required"]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_format_page_has_a_row_for_every_field(language: str) -> None:
    page = generated()[f"docs/data-format.{language}.md"]
    for kind in KINDS:
        schema = schema_of(kind.shape)
        for part in (schema, *schema.get("$defs", {}).values()):
            for name, node in part["properties"].items():
                assert re.search(rf"^\| `{name}` \| .+ \| .+ \| {re.escape(node[f'x-{language}'])} \|$", page, re.M), (
                    name
                )


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_the_format_page_lead_somewhere(language: str) -> None:
    page = generated()[f"docs/data-format.{language}.md"]
    anchors = re.findall(r"\{#([a-z-]+)\}", page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([a-z-]+)\)", page)) <= set(anchors)
    assert {f"docs/{file}" for file in re.findall(r"\]\((schema/[^)]+)\)", page)} <= set(generated())


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, encoding="utf-8", check=False, cwd=REPOSITORY
    )


def test_the_command_writes_once_and_then_finds_all_fresh(tmp_path: Path) -> None:
    assert len(run("--root", str(tmp_path)).stdout.splitlines()) == len(generated())
    again = run("--root", str(tmp_path))
    assert (again.returncode, again.stdout) == (0, "")
    assert run("--check", "--root", str(tmp_path)).returncode == 0


@pytest.mark.parametrize(("language", "said"), [("kk", "ескірген"), ("ru", "устарел")])
def test_the_check_names_stale_files_and_writes_nothing(tmp_path: Path, language: str, said: str) -> None:
    run("--root", str(tmp_path))
    stale = tmp_path / "data/calls/_template.yml"
    stale.write_text("old\n", encoding="utf-8")
    (tmp_path / "docs/schema/call.schema.json").unlink()
    done = run("--check", "--root", str(tmp_path), "--lang", language)
    assert done.returncode == 1
    named = [line for line in done.stderr.splitlines() if said in line]
    assert [line.rpartition(": ")[2] for line in named] == ["docs/schema/call.schema.json", "data/calls/_template.yml"]
    assert stale.read_text(encoding="utf-8") == "old\n"
