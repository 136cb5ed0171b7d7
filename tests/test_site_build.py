"""What a build does with a folder it cannot publish: it says everything that is wrong and writes nothing."""

import shutil
from pathlib import Path

import pytest
from builtsite import VALID, run_build

FAULTS = {
    "calls/[!_]*.yml": ("funder: ", "funder: nobody-", "funder"),
    "projects/[!_]*.yml": ("lot: ", "lot: 9", "lot"),
    "operator.yml": ("website:", "web-site:", "web-site"),
}
"""Which file is broken how, and which field a message must then name."""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    data = Path(shutil.copytree(VALID, tmp_path / "data"))
    for pattern, (before, after, _) in FAULTS.items():
        file = sorted(data.glob(pattern))[0]
        text = file.read_text(encoding="utf-8")
        assert text.count(before) >= 1, f"{file}: {before}"
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return data


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "ru").mkdir(parents=True)
    (site / "index.html").write_text("the last good site", encoding="utf-8")
    (site / "ru" / "index.html").write_bytes(b"\x00\xff as it was")
    return site


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_faulty_folder_ends_with_1_names_every_problem_and_leaves_the_old_site(faulty: Path, old_site: Path) -> None:
    before = _files(old_site)
    done = run_build(old_site, faulty)
    assert done.returncode == 1, done.stdout
    for pattern, (_, _, field) in FAULTS.items():
        file = sorted(faulty.glob(pattern))[0].relative_to(faulty).as_posix()
        assert [line for line in done.stdout.splitlines() if f"{file}:" in line and f": {field}" in line], done.stdout
    assert _files(old_site) == before


def test_a_faulty_folder_makes_no_new_site(faulty: Path, tmp_path: Path) -> None:
    assert run_build(tmp_path / "new", faulty).returncode == 1
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_not_there_ends_with_2_and_leaves_the_old_site(tmp_path: Path, old_site: Path) -> None:
    before = _files(old_site)
    done = run_build(old_site, tmp_path / "nowhere")
    assert done.returncode == 2, done.stdout
    assert "nowhere" in done.stdout
    assert _files(old_site) == before
