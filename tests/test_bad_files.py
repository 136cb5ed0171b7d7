"""Bad files made by hand: each by itself is refused at its place, in both languages, and nothing is written.

`UPDATE_GOLDEN=1 pytest tests/test_bad_files.py` writes the messages anew; then read the diff.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builtsite import REPOSITORY, VALID

from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language

DATA = Path(__file__).parent / "data"
BAD = DATA / "bad"
CASES = sorted(path.relative_to(BAD).as_posix() for path in BAD.rglob("*.yml"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid folder with all the bad files in it."""
    folder = tmp_path_factory.mktemp("bad") / "data"
    shutil.copytree(VALID, folder)
    return Path(shutil.copytree(BAD, folder, dirs_exist_ok=True))


def _state(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_there_are_as_many_as_there_must_be() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_names_file_line_field_and_remedy_and_writes_nothing(folder: Path, language: Language) -> None:
    before = _state(folder.parent)
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "scripts" / "check_data.py"), "data", "--lang", language],
        cwd=folder.parent, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert _state(folder.parent) == before
    golden = DATA / f"bad.{language}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == golden.read_text(encoding="utf-8")
    told = {line.removeprefix("data/") for line in done.stdout.splitlines() if line.startswith("data/")}
    assert told == set(CASES)
    assert all(line.isprintable() for line in done.stdout.splitlines())


@pytest.mark.parametrize("case", CASES)
def test_each_alone_keeps_the_whole_folder_from_being_published(case: str, folder: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copytree(VALID, tmp_path / "data"))
    shutil.copy(BAD / case, alone / case)
    dataset, problems = load_folder(alone, "data")
    assert dataset is None
    assert {problem.file for problem in problems} == {f"data/{case}"}
    lines = (BAD / case).read_bytes().count(b"\n") + 1
    assert all(1 <= problem.line <= lines for problem in problems)
    for language in LANGUAGES:
        golden = (DATA / f"bad.{language}.txt").read_text(encoding="utf-8")
        part = re.split(r"^data/", golden, flags=re.MULTILINE)
        (mine,) = [text for text in part if text.startswith(f"{case}\n")]
        for problem in problems:
            assert f"({problem.code})" in mine
            assert getattr(problem.message, language) in mine.replace("\n", " ")
