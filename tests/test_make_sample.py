"""An invented data folder is a valid one, the same each time, as long as the real one, and true of nobody."""

import datetime
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builtsite import REAL, REPOSITORY

from grantpages.checks.audit import audit
from grantpages.load import SINGLES, Dataset, load_folder
from grantpages.problem import LANGUAGES
from grantpages.yamlfile import read_document

SCRIPT = REPOSITORY / "scripts" / "make_sample.py"
COUNT = 6
TODAY = datetime.date(2026, 11, 30)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "data"
    done = run(COUNT, "--out", folder, "--lang", "ru")
    assert done.returncode == 0, done.stderr
    assert f"{COUNT} / {COUNT}" in done.stderr
    assert done.stdout == ""
    return folder


@pytest.fixture(scope="module")
def dataset(sample: Path) -> Dataset:
    dataset, problems = load_folder(sample)
    assert [problem.text("ru") for problem in problems] == []
    assert dataset is not None
    return dataset


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yml"))}


def real_projects() -> list[Path]:
    return sorted((REAL / "projects").glob("[!_]*.yml"))


def shape_of(project: Any) -> tuple[int, ...]:
    """How many tasks, activities, events, figures and links a project has."""
    activities = [activity for task in project.tasks for activity in task.activities]
    parts = ("events", "figures", "evidence", "people")
    return (
        len(project.tasks),
        len(activities),
        *(sum(len(getattr(activity, part)) for activity in activities) for part in parts),
    )


def test_the_sample_has_as_many_records_as_were_asked_for(dataset: Dataset) -> None:
    counts = [len(records) for records in (dataset.projects, dataset.calls, dataset.organizations, dataset.reports)]
    assert counts == [COUNT, COUNT // 3, COUNT // 2, 1]


def test_classifications_are_the_real_ones(sample: Path) -> None:
    for name in SINGLES:
        assert (sample / f"{name}.yml").read_bytes() == (REAL / f"{name}.yml").read_bytes()


def test_the_same_seed_makes_the_same_files_and_another_makes_others(sample: Path, tmp_path: Path) -> None:
    run(COUNT, "--out", tmp_path / "same")
    run(COUNT, "--out", tmp_path / "other", "--seed", 2)
    assert contents(tmp_path / "same") == contents(sample)
    other = contents(tmp_path / "other")
    assert other.keys() == contents(sample).keys()
    assert [
        name for name, data in other.items() if name.startswith("projects/") and data == contents(sample)[name]
    ] == []


def test_projects_are_as_long_as_the_real_ones(sample: Path) -> None:
    real = [path.stat().st_size for path in real_projects()]
    made = [path.stat().st_size for path in (sample / "projects").iterdir()]
    assert sum(made) / len(made) == pytest.approx(sum(real) / len(real), rel=0.25)


@pytest.mark.parametrize("language", LANGUAGES)
def test_narratives_are_as_long_as_the_real_ones(dataset: Dataset, language: str) -> None:
    def length(projects: Any) -> float:
        lengths = [
            sum(len(getattr(text, language)) for _, text in project.narrative if text)
            + sum(
                len(getattr(activity.account, language))
                for task in project.tasks
                for activity in task.activities
                if activity.account
            )
            for project in projects
        ]
        return sum(lengths) / len(lengths)

    real, _ = load_folder(REAL)
    assert real is not None
    assert length(dataset.projects.values()) == pytest.approx(length(real.projects.values()), rel=0.25)


def test_projects_have_the_structure_of_the_real_ones(dataset: Dataset) -> None:
    real, _ = load_folder(REAL)
    assert real is not None
    assert {shape_of(project) for project in dataset.projects.values()} == {
        shape_of(project) for project in real.projects.values()
    }


def test_reports_have_their_calls_projects_and_no_more_than_ten(dataset: Dataset) -> None:
    for report in dataset.reports.values():
        belonging = [id for id, project in dataset.projects.items() if project.call in report.calls]
        assert sorted(report.projects) == sorted(belonging)
        assert len(report.projects) <= 10
        assert {dataset.calls[call].funder for call in report.calls} == {report.funder}


def test_a_report_counts_and_sums_its_grants(dataset: Dataset) -> None:
    for report in dataset.reports.values():
        lots = [lot for call in report.calls for lot in dataset.calls[call].lots]
        total = f"{sum(lot.amount for lot in lots):,}".replace(",", " ")
        assert report.sections["5"].text is not None
        for language in LANGUAGES:
            text = getattr(report.sections["5"].text, language)
            assert total in text
            assert re.search(rf"\b{len(lots)} гранто?в?", text)


def test_dates_and_sums_of_a_project_hold_together(dataset: Dataset) -> None:
    for project in dataset.projects.values():
        call = dataset.calls[project.call]
        assert project.grant.amount <= call.lots[project.lot - 1].amount
        assert project.grant.contract.date <= project.period.start < project.period.end
        assert call.intake is not None
        assert call.intake.closes < project.grant.contract.date
        assert project.participants is not None
        assert project.participants.gender is not None
        assert project.participants.gender.men + project.participants.gender.women == project.participants.total


def test_dates_in_the_account_are_the_dates_of_the_record(dataset: Dataset) -> None:
    printed = [(project.period.start, project.period.as_printed) for project in dataset.projects.values()]
    for start, text in printed:
        assert text is not None
        for language in LANGUAGES:
            assert re.search(rf"\b{start.day}\b", getattr(text, language))


def test_nobody_real_is_named(sample: Path) -> None:
    real = [
        read_document(path, path.name).value for path in [*real_projects(), *(REAL / "organizations").glob("[!_]*.yml")]
    ]
    names = {
        word
        for record in real
        for name in _names(record)
        for word in name.split()
        if word[0].isupper() and len(word) > 4
    }
    assert len(names) > 10
    text = "".join(data.decode() for name, data in contents(sample).items() if "/" in name)
    words = set(re.findall(r"\w+", text))  # «Азаматтар» is a word of its own, not the name in it
    assert sorted(names & words) == []
    assert "Жаңаөзен" not in text
    assert "Жанаозен" not in text


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        found = [value["name"]] if isinstance(value.get("name"), str) else []
        return found + [name for inner in value.values() for name in _names(inner)]
    return [name for inner in value for name in _names(inner)] if isinstance(value, list) else []


def test_the_audit_finds_about_as_much_as_in_the_real_projects(dataset: Dataset) -> None:
    def found(data: Dataset) -> float:
        return sum(one.kind == "projects" for one in audit(data, TODAY)) / len(data.projects)

    real, _ = load_folder(REAL)
    assert real is not None
    assert 0.8 * found(real) < found(dataset) < 1.5 * found(real)


REFUSALS = [
    (["0"], "жоба саны кемінде 1 болуы керек"),
    (["6", "--lang", "ru", "--data", "nowhere"], "настоящие данные должны быть без ошибок: nowhere"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSALS)
def test_what_cannot_be_made_is_said(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run(*arguments, "--out", tmp_path / "new")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run(COUNT, "--out", tmp_path, "--lang", "ru")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"папка не пуста: {tmp_path}" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_call_names_no_district_of_another_region(dataset: Dataset) -> None:
    for call in dataset.calls.values():
        districts = [district.id for district in dataset.regions[call.region].districts]
        assert call.district is None or call.district in districts
