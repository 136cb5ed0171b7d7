"""`scripts/check_data.py --call ID`: one competition before publication, on one screen."""

import shutil
from pathlib import Path

import pytest
from builtsite import REAL, VALID
from conversing import piped

from grantpages.desk.readywords import GROUPS
from grantpages.problem import LANGUAGES, Language

NOW = "2025-01-31T09:00"
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@BOTH
def test_a_call_that_may_be_published_exits_with_0_and_every_open_line_has_a_remedy(language: Language) -> None:
    done = piped("check_data.py", VALID, "--call", "aqtas-2025", "--lang", language, now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"{VALID.as_posix()}/calls/aqtas-2025.yml"
    for place, line in enumerate(lines):
        if line.startswith(("  ✖", "  ?")):
            assert lines[place + 1].startswith("    → "), line
        elif line.startswith("  ✔"):
            assert not lines[place + 1].startswith("    → "), line
    said = [getattr(heading, language) for heading in GROUPS.values()]
    headings = [line for line in lines if line in said]
    assert headings == [heading for heading in said if heading in headings]
    assert len(headings) >= 7
    assert len(lines) < 60


@BOTH
def test_a_call_that_lacks_something_exits_with_1(language: Language) -> None:
    done = piped("check_data.py", REAL, "--call", "zhanaozen-2025", "--lang", language, now=NOW)
    assert (done.returncode, done.stderr) == (1, "")
    assert sum(line.startswith("  ✖") for line in done.stdout.splitlines()) == 3  # notice, text, hour


@pytest.mark.parametrize(
    ("now", "added", "code", "verdict"),
    [
        ("2025-01-31T23:59", "", 0, ("Жариялауға болады:", "Публиковать можно:")),  # the day itself
        (
            "2025-02-01T00:00",
            "",
            0,
            ("Конкурс жарияланған: 2025 жылғы 31 қаңтар.", "Конкурс объявлен 31 января 2025 года."),
        ),
        ("2025-02-01T00:00", "draft: true\n", 1, ("Жариялауға әлі болмайды:", "Публиковать пока нельзя:")),
        ("2025-02-01T00:00", "publish_at: 2025-02-01 10:00\n", 0, ("Жариялауға болады:", "Публиковать можно:")),
    ],
)
@BOTH
def test_of_a_call_that_is_out_it_is_not_said_that_it_may_be_published(
    tmp_path: Path, now: str, added: str, code: int, verdict: tuple[str, str], language: Language
) -> None:
    folder = Path(shutil.copytree(VALID, tmp_path / "data"))
    with (folder / "calls" / "aqtas-2025.yml").open("a", encoding="utf-8") as file:
        file.write(added)
    done = piped("check_data.py", folder, "--call", "aqtas-2025", "--lang", language, now=now)
    assert done.returncode == code, done.stdout
    assert done.stdout.splitlines()[-1].startswith(verdict[LANGUAGES.index(language)]), done.stdout


def test_a_call_that_is_out_still_has_its_faults_counted() -> None:
    done = piped("check_data.py", REAL, "--call", "zhanaozen-2025", "--lang", "ru", now="2026-11-30T09:00")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("Конкурс объявлен 5 марта 2025 года. Исправить – 3,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--call", "aqtas-2062"], "«aqtas-2025»"), (["--call", "x", "--fix"], "--call"), (["--call", "x", "--brief"], "--call"),
        (["--call", "x", "--explain"], "--call"), (["--call", "x", "--format", "json"], "--call"), (["--call"], "--call"),
    ],
)  # fmt: skip
def test_what_cannot_be_exits_with_2(arguments: list[str], said: str) -> None:
    done = piped("check_data.py", VALID, *arguments, "--lang", "ru", now=NOW)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_folder_that_cannot_be_read_whole_shows_its_errors(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(VALID, tmp_path / "data"))
    (folder / "calls" / "broken.yml").write_text("title: 1\n", encoding="utf-8")
    done = piped("check_data.py", folder, "--call", "aqtas-2025", "--lang", "ru", now=NOW)
    assert done.returncode == 1
    assert "broken.yml" in done.stdout
