"""A whole folder: what is right becomes a Dataset, what is wrong is said at once, file by file and line by line."""

import dataclasses
import datetime
import gc
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from builtsite import REAL, VALID

from grantpages.load import FOLDERS, SINGLES, Dataset, load_folder
from grantpages.model import AGE_BANDS, CATEGORIES, RESERVED
from grantpages.model.project import FigureKind
from grantpages.model.values import Qualifier
from grantpages.problem import LANGUAGES, Language, Problem

DATA = Path(__file__).parent / "data"
BROKEN = DATA / "broken"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the valid folder, to be spoilt."""
    return Path(shutil.copytree(VALID, tmp_path / "data"))


def _problems(folder: Path) -> list[Problem]:
    dataset, problems = load_folder(folder, "data")
    assert (dataset is None) == bool(problems)
    return problems


def _found(folder: Path) -> str:
    """All problems as `code file:line field`."""
    return "; ".join(
        f"{problem.code} {problem.file.removeprefix('data/')}:{problem.line} {problem.field}".strip()
        for problem in _problems(folder)
    )


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# what is right


def test_the_valid_folder_becomes_a_dataset() -> None:
    dataset, problems = load_folder(VALID)
    assert (problems, dataset is None) == ([], False)
    assert dataset is not None
    assert {field.name: len(getattr(dataset, field.name)) for field in dataclasses.fields(Dataset)[1:]} == {
        "spheres": 3, "grant_types": 2, "mci": 2, "regions": 3,
        "organizations": 3, "calls": 2, "projects": 3, "reports": 1, "contacts": 0,
        "files": 14, "holidays": 1, "documents": 2,
    }  # fmt: skip
    assert list(dataset.projects) == ["aqtas-2024-1", "aqtas-2025-1", "aqtas-2025-2"]
    assert dataset.mci == {2024: 3692, 2025: 3932}
    assert dataset.files["project" + "s", "aqtas-2024-1"] == "projects/aqtas-2024-1.yml"
    assert dataset.holidays == {datetime.date(2025, 4, 2): False}
    documents = [("calls", "aqtas-2025", "protocol-7.docx"), ("projects", "aqtas-2025-1", "contract-35.pdf")]
    assert dataset.documents == {document: VALID.joinpath(*document).stat().st_size for document in documents}
    assert dataset.organizations["meirim"].website == "https://meirim.example/?a=1&b='2'"


def test_the_full_project_has_every_kind_of_figure_category_and_age() -> None:
    """What other tests rely on when they use the valid folder."""
    dataset, _ = load_folder(VALID)
    assert dataset is not None
    project = dataset.projects["aqtas-2025-1"]
    figures = [figure for task in project.tasks for activity in task.activities for figure in activity.figures]
    assert {figure.kind for figure in figures} == set(get_args(FigureKind))
    assert {figure.planned_is for figure in figures} == {figure.actual_is for figure in figures}
    assert {figure.actual_is for figure in figures} == {None, *get_args(Qualifier)}
    assert project.participants is not None
    assert set(project.participants.categories) == set(CATEGORIES)
    assert set(project.participants.ages) == set(AGE_BANDS)
    assert project.narrative is not None
    assert all(text is not None for _, text in project.narrative)
    assert project.model_fields_set == set(type(project).model_fields)


def test_the_real_data_has_no_problem() -> None:
    dataset, problems = load_folder(REAL, "data")
    assert problems == []
    assert dataset is not None


def test_a_dataset_cannot_be_changed() -> None:
    dataset, _ = load_folder(VALID)
    assert dataset is not None
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataset.operator = None  # type: ignore[misc, assignment]
    with pytest.raises(TypeError):
        dataset.projects["x"] = None  # type: ignore[index]


def test_private_contacts_are_read_and_their_files_not_named(folder: Path) -> None:
    (folder / "private").mkdir()
    (folder / "private" / "sheber.yml").write_text("organization: sheber\nphones: [x]\n", encoding="utf-8")
    dataset, problems = load_folder(folder)
    assert problems == []
    assert dataset is not None
    assert dataset.contacts["sheber"].phones == ("x",)
    assert not any(kind == "private" for kind, _ in dataset.files)


@pytest.mark.parametrize("name", ["_template.yml", ".hidden", "README.md", "evidence/ledger.jsonl"])
def test_what_is_not_a_record_may_lie_in_the_folder(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("not: [a record", encoding="utf-8")
    assert _found(folder) == ""


def test_a_folder_needs_no_moved_holidays_and_no_documents(folder: Path) -> None:
    (folder / "holidays.yml").unlink()
    for record in (PROJECT, CALL):
        shutil.rmtree(folder / record.removesuffix(".yml"))
        text = (folder / record).read_text(encoding="utf-8")
        (folder / record).write_text(text.partition("documents:\n")[0], encoding="utf-8")
    dataset, problems = load_folder(folder)
    assert problems == []
    assert dataset is not None
    assert (dict(dataset.holidays), dict(dataset.documents)) == ({}, {})


def test_the_collector_is_left_as_it_was(folder: Path) -> None:
    assert gc.isenabled()
    load_folder(folder)
    assert gc.isenabled()
    gc.disable()
    try:
        load_folder(folder)
        assert not gc.isenabled()
    finally:
        gc.enable()


# what is wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_folder_is_told_whole(language: Language) -> None:
    """One run says all, sorted by file and line, in either language. Read the golden file when it changes."""
    said = "".join(f"{problem.text(language)}\n" for problem in load_folder(BROKEN, "broken")[1])
    assert said == (DATA / f"broken.{language}.txt").read_text(encoding="utf-8")


def test_the_broken_folder_has_faults_of_every_kind_of_record() -> None:
    problems = load_folder(BROKEN, "broken")[1]
    assert len({problem.code for problem in problems}) >= 25
    places = {problem.file.split("/")[1].removesuffix(".yml") for problem in problems}
    assert places >= {*SINGLES, *FOLDERS}


def test_problems_come_in_the_order_of_file_and_line() -> None:
    problems = load_folder(BROKEN, "broken")[1]
    assert [(problem.file, problem.line) for problem in problems] == sorted(
        (problem.file, problem.line) for problem in problems
    )
    assert len(set(problems)) == len(problems)


PROJECT, CALL, REPORT = "projects/aqtas-2025-1.yml", "calls/aqtas-2025.yml", "reports/aqtas-2025.yml"
# (what it is, the file, what stands there, what takes its place, the problems as `code file:line field`)
CHANGES = [
    ("no such call", PROJECT, "call: aqtas-2025", "call: aqtas-2026", f"dangling-id {PROJECT}:5 call"),
    ("no such lot", PROJECT, "lot: 1", "lot: 3", f"dangling-id {PROJECT}:6 lot"),
    ("no such grantee", PROJECT, "grantee: meirim", "grantee: mairim", f"dangling-id {PROJECT}:7 grantee"),
    ("no such partner", PROJECT, "- sheber", "- sheberr", f"dangling-id {PROJECT}:9 partners.0"),
    ("no such funder", CALL, "funder: aqtas-department", "funder: aqtas", f"dangling-id {CALL}:4 funder"),
    ("no such region", CALL, "region: mangystau", "region: mangistau", f"dangling-id {CALL}:5 region"),
    ("no such sphere", CALL, 'sphere: "11"', 'sphere: "12"', f"dangling-id {CALL}:51 lots.0.sphere"),
    ("no such grant type", CALL, "grant_type: short", "grant_type: brief", f"dangling-id {CALL}:52 lots.0.grant_type"),
    ("no such project", REPORT, "- aqtas-2025-2", "- aqtas-2025-9", f"dangling-id {REPORT}:13 projects.1"),
    ("no such call in a report", REPORT, "- aqtas-2025\n", "- aqtas\n", f"dangling-id {REPORT}:10 calls.0"),
    ("no such region of an organization", "organizations/sheber.yml", "astana", "nursultan", "dangling-id organizations/sheber.yml:6 region"),
    ("the same partner twice", PROJECT, "- sheber", "- sheber\n  - sheber", f"duplicate-id {PROJECT}:10 partners.1"),
    ("the same project twice", REPORT, "- aqtas-2025-2", "- aqtas-2025-1", f"duplicate-id {REPORT}:13 projects.1"),
    ("the same lot twice", CALL, "number: 2", "number: 1", f"duplicate-id {CALL}:65 lots.1.number; dangling-id projects/aqtas-2025-2.yml:5 lot"),
    ("the same region twice", "regions.yml", "id: abai", "id: astana", "dangling-id calls/aqtas-2024.yml:5 region; duplicate-id regions.yml:17 regions.2.id"),
    ("no such district", CALL, "district: aqtas", "district: aqtasy", f"dangling-id {CALL}:95 district"),
    ("a district of no region", "regions.yml", "      - id: aqtas", "      - id: qaras", f"dangling-id {CALL}:95 district"),
    ("no such region to be parted from", "regions.yml", "since: 2022-06-08", "parted_from: semey", "dangling-id regions.yml:6 regions.0.parted_from"),
    ("the same sphere twice", "spheres.yml", '"13-1"', '"11"', f"dangling-id {CALL}:69 lots.1.sphere; duplicate-id spheres.yml:10 spheres.2.id"),
    ("the same grant type twice", "grant-types.yml", "id: long", "id: short", f"dangling-id {CALL}:70 lots.1.grant_type; duplicate-id grant-types.yml:10 types.1.id"),
    ("the same day twice", "holidays.yml", "days:\n", "days:\n  - {date: 2025-04-02, working: true}\n", "duplicate-id holidays.yml:3 days.1.date"),
    ("no such document", PROJECT, "file: contract-35.pdf", "file: contract.pdf", f"missing-document {PROJECT}:279 documents.0.file; unnamed-document projects/aqtas-2025-1/contract-35.pdf:1"),
    ("a document named twice", PROJECT, "documents:\n", "documents:\n  - {file: contract-35.pdf, kind: other}\n", f"repeated-document {PROJECT}:280 documents.1.file"),
    ("a document of a record without a folder", REPORT, "title:", "documents: [{file: a.pdf, kind: order}]\ntitle:", f"missing-document {REPORT}:1 documents.0.file"),
    # one mistake makes no others
    ("a record with documents that cannot be parsed", PROJECT, "documents:", "documents: [", f"not-yaml {PROJECT}:279"),
    ("a project that cannot be parsed", PROJECT, "title:", "title: [", f"not-yaml {PROJECT}:1"),
    ("an organization that cannot be parsed", "organizations/meirim.yml", "kind:", "kind: [", "not-yaml organizations/meirim.yml:1"),
    ("a call that cannot be parsed", CALL, "title:", "title: [", f"not-yaml {CALL}:1"),
    ("regions that cannot be parsed", "regions.yml", "regions:", "regions: [", "not-yaml regions.yml:2"),
    ("a call with a mistake", CALL, "closes: 2025-03-03", "closes: 2025-02-30", f"no-such-day {CALL}:40 intake.closes"),
    ("a region without its id", "regions.yml", "id: abai", "di: abai", "unknown-field regions.yml:2 regions.0.di"),
    ("a region whose id is anchored", "regions.yml", "id: abai", "id: &a abai", "anchor regions.yml:2 regions.0.id"),
    ("a sphere whose id is a number", "spheres.yml", '"11"', "11", "not-text spheres.yml:6 spheres.1.id"),
    ("a sphere whose id is a fraction", "spheres.yml", '"11"', "11.0", "not-text spheres.yml:6 spheres.1.id"),
    ("a lot whose number is quoted", CALL, "number: 1\n", 'number: "1"\n', f"not-a-number {CALL}:47 lots.0.number"),
    ("a lot whose number is a truth", CALL, "number: 1\n", "number: true\n", f"not-a-number {CALL}:47 lots.0.number"),
    ("a quoted lot", PROJECT, "lot: 1", 'lot: "1"', f"not-a-number {PROJECT}:6 lot"),
    ("a badly formed reference", PROJECT, "grantee: meirim", "grantee: Meirim", f"wrong-form {PROJECT}:7 grantee"),
    ("an empty reference", PROJECT, "grantee: meirim", "grantee:", f"empty-value {PROJECT}:7 grantee"),
    ("a list for a reference", PROJECT, "grantee: meirim", "grantee: [meirim]", f"not-text {PROJECT}:7 grantee"),
    ("a reference for a list", PROJECT, "partners:\n  - sheber", "partners: sheber", f"not-a-list {PROJECT}:8 partners"),
    ("a badly formed id that others name", "regions.yml", "id: astana", "id: Astana", "wrong-form regions.yml:17 regions.2.id"),
    # one mistake hides no others
    ("a mistake and a dangling id", PROJECT, "call: aqtas-2025", "call: aqtas-2026\nlot: 2", f"dangling-id {PROJECT}:5 call; duplicate-key {PROJECT}:7 lot"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_one_mistake_is_one_problem(folder: Path, name: str, old: str, new: str, expected: str) -> None:
    _change(folder / name, old, new)
    assert _found(folder) == expected


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_name_that_others_use_is_no_id(folder: Path, name: str) -> None:
    """Of a file, which Windows could not hold or a server would answer itself, and of a region, which names files."""
    shutil.copy(folder / "organizations" / "sheber.yml", folder / "organizations" / f"{name}.yml")
    _change(folder / "regions.yml", "id: mangystau", f'id: "{name}"')
    found = {(problem.code, problem.file) for problem in _problems(folder)}
    assert {("reserved-id", f"data/organizations/{name}.yml"), ("reserved-id", "data/regions.yml")} <= found


def test_the_site_uses_no_name_that_an_id_may_have() -> None:
    """What lies at the root of the site, and Windows' devices."""
    theme = {"assets", "search", "404", "index", "sitemap", "robots", "data", "ru", "kk"}
    assert {"con", "nul", "aux", "prn", "com1", "lpt9", "page", "all", "browse", *theme} <= RESERVED
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in RESERVED)
