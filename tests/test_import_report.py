"""scripts/import_report.py as a person runs it: what it says, what it writes, and what it refuses."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import commands
import pytest

from grantpages.load import load_folder
from tests.intake.worddocs import styled_russian

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "tests" / "data" / "report-2025-zhanaozen.kk.md"
LETTER = ROOT / "tests" / "intake" / "reports" / "letter.md"


def run(*arguments: str | Path, lang: str | None = "ru") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")}
    spoken = ["--lang", lang] if lang else []
    script = ROOT / "scripts" / "import_report.py"
    return commands.run(script, *arguments, *spoken, folder=ROOT, environment=environment)


def bomb(path: Path) -> None:
    """Fifty megabytes of blanks in a file of fifty kilobytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * (50 * 2**20) + b"</w>")


def entities(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>')


def torn(path: Path) -> None:
    data = styled_russian()
    path.write_bytes(data[: len(data) // 2])


def with_password(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))


def test_the_real_report_becomes_a_folder_that_loads(tmp_path: Path) -> None:
    out = tmp_path / "drafts"
    done = run(SOURCE, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "  мероприятия: 34\n" in done.stdout
    assert "  ссылки: 54\n" in done.stdout
    assert "  статистические таблицы: 6\n" in done.stdout
    assert "Строк без места: 4\n  5: # БІРЫҢҒАЙ ГРАНТ ОПЕРАТОРЫ\n" in done.stdout
    assert f'make check ARGS="{out}"' in done.stdout
    data, problems = load_folder(out)
    assert data is not None, problems
    assert (out / "unplaced.md").exists()
    assert (out / ".gitignore").read_text(encoding="utf-8") == "private/\nunplaced.md\n"
    assert [path.name for path in tmp_path.iterdir()] == ["drafts"]


def test_the_next_command_it_names_runs(tmp_path: Path) -> None:
    run(SOURCE, "--out", tmp_path / "drafts")
    command = [sys.executable, "scripts/check_data.py", str(tmp_path / "drafts"), "--brief", "--lang", "ru"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("lang", "document", "words", "mark"),
    [
        ("kk", SOURCE, "Есеп оқылды: ", "# check: жол "),
        ("ru", SOURCE, "Отчет прочитан: ", "# check: жол "),
        (None, SOURCE, "Есеп оқылды: ", "# check: жол "),
        ("auto", "docx", "Отчет прочитан: ", "# check: строка "),
    ],
)
def test_it_speaks_the_readers_language_and_marks_in_the_documents(
    lang: str | None, document: Path | str, words: str, mark: str, tmp_path: Path
) -> None:
    file = tmp_path / "report.docx"
    if document == "docx":
        file.write_bytes(styled_russian())
    done = run(file if document == "docx" else document, "--out", tmp_path / "out", lang=lang)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(words)
    drafts = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "projects").iterdir())
    assert mark in drafts


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("empty.md", lambda path: path.write_bytes(b" \n"), ("бос", "пуст")),
        ("empty.docx", lambda path: path.write_bytes(b""), ("бос", "пуст")),
        ("letter.md", lambda path: path.write_bytes(LETTER.read_bytes()), ("0/13", "0/13")),
        ("text.docx", lambda path: path.write_text("Отчет"), ("DOCX", "DOCX")),
        ("other.docx", lambda path: zipfile.ZipFile(path, "w").close(), ("DOCX", "DOCX")),
        ("torn.docx", torn, ("DOCX", "DOCX")),
        ("entities.docx", entities, ("DOCX", "DOCX")),
        ("password.docx", with_password, ("құпиясөз", "паролем")),
        ("bomb.docx", bomb, ("24 МБ", "24 МБ")),
        ("cp1251.md", lambda path: path.write_bytes("1. Отчет\n\nтекст".encode("cp1251")), ("UTF-8", "UTF-8")),
        ("utf16.md", lambda path: path.write_bytes("Отчет оператора".encode("utf-16-le")), ("UTF-8", "UTF-8")),
        ("missing.md", lambda path: None, ("мұндай файл жоқ", "такого файла нет")),
        ("folder.md", lambda path: path.mkdir(), ("мұндай файл жоқ", "такого файла нет")),
    ],
)
def test_what_is_no_report_is_refused_and_nothing_written(
    name: str, make: object, said: tuple[str, str], lang: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    make(file)  # type: ignore[operator]
    done = run(file, "--out", tmp_path / "out", lang=lang)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{file}:1: ")
    assert said[lang == "ru"] in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_fault_of_encoding_is_located(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_bytes("Есеп\n\nбірінші\n".encode() + b"\xff\n")
    assert run(file, "--out", tmp_path / "out").stderr.startswith(f"{file}:4: ")


def test_a_folder_with_files_is_left_alone_but_for_force(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "projects").mkdir(parents=True)
    (out / "projects" / "mine.txt").write_text("mine")
    refused = run(SOURCE, "--out", out)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["mine.txt"]
    (out / "projects" / "mine.txt").unlink()
    assert run(SOURCE, "--out", out).returncode == 0  # nothing but empty folders
    call = out / "calls" / "zhanaozen-2025.yml"
    call.write_text("changed")
    assert run(SOURCE, "--out", out, "--force").returncode == 0
    assert call.read_text(encoding="utf-8") != "changed"


def test_an_empty_folder_and_one_deep_down_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run(SOURCE, "--out", tmp_path / "empty").returncode == 0
    assert run(SOURCE, "--out", tmp_path / "a" / "b" / "c").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Нужно указать файл отчета."),
        ((SOURCE,), "--out"),
        ((SOURCE, "--out"), "--out"),
        ((SOURCE, "--out", "x", "--lnag", "kk"), "Параметра «--lnag» нет."),
        ((SOURCE, "--out", "x", "--document", "en"), "kk, ru, auto"),
        ((SOURCE, "--out", "data", "--force"), "Черновики не пишут в саму папку с данными: data."),
        ((SOURCE, "--out", "README.md"), "файл, а не папка"),
        ((SOURCE, "--out", "x", "--data", "no-such-folder"), "no-such-folder"),
        ((SOURCE, "--out", "x", "--data", "tests/data/broken"), "make check"),
    ],
)
def test_a_command_that_cannot_be_says_why(arguments: tuple[str | Path, ...], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (ROOT / "x").exists()


def test_help_is_in_both_languages() -> None:
    assert "қолданылуы: import_report.py" in run("--help", lang="kk").stdout
    assert "использование: import_report.py" in run("--help", lang="ru").stdout
