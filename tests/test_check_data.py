"""The command `scripts/check_data.py` as a person and as a program run it."""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import commands
import pytest
from builtsite import REAL, REPOSITORY, VALID

from grantpages.checks.audit import RULES, audit
from grantpages.checks.catalogue import catalogue
from grantpages.checks.locate import located
from grantpages.faults import FAULTS
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language, Problem
from grantpages.wording import plain

SCRIPT = REPOSITORY / "scripts" / "check_data.py"
sys.path.append(str(SCRIPT.parent))
import check_data  # noqa: E402
import commandline  # noqa: E402
from datacheck import help as helptext  # noqa: E402
from datacheck import words  # noqa: E402
from datacheck.explanation import nearest_codes  # noqa: E402

BROKEN = Path(__file__).parent / "data" / "broken"
TODAY = datetime.date(2026, 1, 15)
BOTH = pytest.mark.parametrize("language", LANGUAGES)
FINDING = re.compile(r"  ([0-9]+): (?:(\S+): )?\[(\S+)\] (.+) \(([a-z0-9-]+)\)(?: \[.*\])?")


def run(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, from the repository's root."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")}
    return commands.run(SCRIPT, *arguments, folder=REPOSITORY, environment=clean | variables)


def _expected(folder: Path) -> list[Problem]:
    dataset, problems = load_folder(folder)
    return located(audit(dataset, TODAY), dataset, folder) if dataset else problems


def _grouped(output: str) -> list[tuple[str, int, str, str, str, str]]:
    """(file, line, field, severity, message, code) of each finding of the text."""
    found, file = [], ""
    for line in output.splitlines():
        if match := FINDING.fullmatch(line):
            number, field, *rest = match.groups()
            found.append((file, int(number), field or "", *rest))
        elif line and not line.startswith(" "):
            file = line
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the valid folder, to be spoilt."""
    return Path(shutil.copytree(VALID, tmp_path / "data"))


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# text


@BOTH
@pytest.mark.parametrize("folder", [VALID, REAL], ids=["valid", "real"])
def test_every_finding_stands_below_its_file_with_line_field_severity_and_code(
    folder: Path, language: Language
) -> None:
    done = run(folder, "--lang", language, "--today", TODAY)
    expected = [
        (
            problem.file,
            problem.line,
            problem.field,
            getattr(words.SEVERITIES[problem.severity], language),
            " ".join(getattr(problem.message, language).split("\n")),
            problem.code,
        )
        for problem in _expected(folder)
    ]
    assert len(expected) > 20
    assert _grouped(done.stdout) == expected
    assert (done.returncode, done.stderr) == (0, "")
    files = [line for line in done.stdout.splitlines() if line.endswith(".yml")]
    assert files == sorted(set(files))


@BOTH
def test_the_end_counts_by_severity_and_says_how_to_ask_for_a_rule(language: Language) -> None:
    counted = Counter(problem.severity for problem in _expected(VALID))
    *_, counts, hint = run(VALID, "--lang", language, "--today", TODAY).stdout.splitlines()
    numbers = list(map(int, re.findall("[0-9]+", counts)))
    assert numbers == [counted["error"], counted["warning"], counted["notice"], 14, len(RULES)]
    assert "--explain" in hint


@pytest.mark.parametrize(
    ("level", "shown"),
    [("error", set()), ("warning", {"warning"}), ("notice", {"warning", "notice"})],
)
def test_severity_is_the_least_that_is_shown_and_what_is_not_is_counted(level: str, shown: set[str]) -> None:
    expected = _expected(VALID)
    done = run(VALID, "--severity", level, "--today", TODAY, "--lang", "ru")
    listed = [finding for finding in expected if finding.severity in shown]
    assert [(row[1], row[5]) for row in _grouped(done.stdout)] == [(each.line, each.code) for each in listed]
    hidden = re.search("Не показано – ([0-9]+)", done.stdout)
    assert int(hidden[1]) if hidden else len(expected) - len(listed) == 0
    assert done.returncode == 0


def test_brief_is_one_line_where_no_error_is() -> None:
    done = run("--brief", "--today", TODAY, GRANTPAGES_LANG="ru")
    counted = Counter(problem.severity for problem in _expected(REAL))
    (line,) = done.stdout.splitlines()
    assert line == (
        f"Ошибок – 0, примечаний – {counted['warning']}, замечаний – {counted['notice']}. Показать все: make check"
    )
    assert done.returncode == 0


@pytest.mark.parametrize("brief", [(), ("--brief",)], ids=["whole", "brief"])
def test_a_finding_of_severity_error_is_shown_and_fails_the_run(folder: Path, brief: tuple[str, ...]) -> None:
    _change(folder / "projects" / "aqtas-2025-2.yml", "kk: Екінші мүмкіндік", "kk: Абай көшесі, 5 үй, пәтер 12")
    done = run(folder, *brief, "--today", TODAY, "--lang", "ru")
    errors = [row for row in _grouped(done.stdout) if row[3] == "ошибка"]
    assert [(row[0], row[1], row[2], row[5]) for row in errors] == [
        (f"{folder.as_posix()}/projects/aqtas-2025-2.yml", 2, "title.kk", "personal-data")
    ]
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1 if brief else -2].startswith("Ошибок – 1, ")
    assert f"GRANTPAGES_DATA={folder} make check" in done.stdout or not brief


def test_a_folder_without_findings_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("grantpages.checks.sheet.findings_in", lambda case, kind, asked: ())
    assert check_data.main([str(VALID), "--lang", "ru", "--no-cache"]) == 0
    assert capsys.readouterr().out == "Данные в порядке: проверено 14 записей, ошибок нет.\n"


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_what_is_recalled_is_what_was_found(
    form: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setattr("datacheck.report.KEPT", kept)
    told = []
    for arguments in (["--no-cache"], [], [], ["--no-cache"]):
        assert check_data.main([str(folder), "--format", form, "--today", "2026-02-01", *arguments]) == 0
        told.append(capsys.readouterr().out)
        assert kept.exists() == (len(told) > 1)
    assert len(set(told)) == 1
    assert len(told[0]) > 1_000


@pytest.mark.parametrize("arguments", [(), ("--no-cache",)], ids=["kept", "not kept"])
def test_the_command_says_the_same_each_time(arguments: tuple[str, ...]) -> None:
    first, second = (run(VALID, "--lang", "kk", "--today", "2026-02-01", *arguments) for _ in range(2))
    assert (first.returncode, first.stdout, first.stderr) == (0, second.stdout, "")


@BOTH
@pytest.mark.parametrize("brief", [(), ("--brief",)], ids=["whole", "brief"])
def test_what_the_loader_refuses_is_told_whole_and_no_rule_is_asked(language: Language, brief: tuple[str, ...]) -> None:
    done = run(BROKEN, *brief, "--lang", language)
    golden = (BROKEN.parent / f"broken.{language}.txt").read_text(encoding="utf-8").splitlines()
    shown = [
        f"{file.removeprefix(BROKEN.parent.as_posix() + '/')}:{line}: {field + ': ' if field else ''}{message}"
        for file, line, field, _, message, _ in _grouped(done.stdout)
    ]
    assert shown == golden
    assert done.stdout.splitlines()[-1] == getattr(words.UNREAD.fill(error=len(golden)), language)
    assert done.returncode == 1


def test_an_answered_finding_stays_and_shows_that_it_is_answered() -> None:
    dataset, _ = load_folder(VALID)
    assert dataset is not None
    replies = {(reply.code, reply.field): reply.date for reply in dataset.projects["aqtas-2025-1"].replies}
    assert replies
    parsed = json.loads(run(VALID, "--format", "json", "--today", TODAY).stdout)
    answered = {(each["code"], each["field"]): each["answered"] for each in parsed if each["answered"]}
    assert answered == {place: day.isoformat() for place, day in replies.items()}
    lines = [line for line in run(VALID, "--today", TODAY, "--lang", "ru").stdout.splitlines() if line.endswith("]")]
    assert sorted(line.rpartition(" (")[2] for line in lines) == sorted(
        f"{code}) [оператор ответил, {day:%d.%m.%Y}]" for (code, _), day in replies.items()
    )


# machines


@pytest.mark.parametrize("folder", [VALID, BROKEN], ids=["valid", "broken"])
def test_json_is_the_findings(folder: Path) -> None:
    done = run(folder, "--format", "json", "--today", TODAY)
    parsed = json.loads(done.stdout)
    assert [{name: value for name, value in each.items() if name != "answered"} for each in parsed] == [
        vars(problem) | {"message": problem.message._asdict()} for problem in _expected(folder)
    ]
    assert (done.returncode, done.stderr) == (1 if folder == BROKEN else 0, "")


ANNOTATION = re.compile(r"::(error|warning|notice) file=([^,:]*),line=([0-9]+),title=([^,:]*)::(.*)")


def _plain(text: str) -> str:
    """GitHub's escapes undone, as its runner does."""
    for escape, letter in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, letter)
    return text


@BOTH
@pytest.mark.parametrize("folder", [VALID, BROKEN], ids=["valid", "broken"])
def test_github_gets_a_mark_on_each_line(folder: Path, language: Language) -> None:
    done = run(folder, "--format", "github", "--lang", language, "--today", TODAY)
    marks = [match.groups() for line in done.stdout.splitlines() if (match := ANNOTATION.fullmatch(line))]
    assert len(marks) == len(done.stdout.splitlines())
    assert [tuple(map(_plain, mark)) for mark in marks] == [
        (
            problem.severity,
            problem.file,
            str(problem.line),
            problem.code,
            f"{problem.field}: {getattr(problem.message, language)}"
            if problem.field
            else getattr(problem.message, language),
        )
        for problem in _expected(folder)
    ]


def test_the_least_severity_holds_for_programs_too() -> None:
    parsed = json.loads(run(VALID, "--format", "json", "--severity", "warning", "--today", TODAY).stdout)
    assert {each["severity"] for each in parsed} == {"warning"}


# the day


def test_the_day_of_the_audit_can_be_given() -> None:
    def codes(day: str) -> Counter[str]:
        parsed = json.loads(run(VALID, "--format", "json", "--today", day).stdout)
        return Counter(each["code"] for each in parsed)

    assert codes("2030-01-01") != codes("2025-05-01")


def test_the_day_is_that_of_kazakhstan(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Late":
            return cls(2026, 1, 14, 20, 0, tzinfo=datetime.UTC).astimezone(tz)

    days: list[datetime.date] = []
    monkeypatch.setattr(check_data.moment_of.__globals__["datetime"], "datetime", Late)
    monkeypatch.setattr(check_data, "_run", lambda asked: days.append(asked.today) or 0)
    assert check_data.main([str(VALID)]) == 0
    assert days == [TODAY]


# rules explained


def _out(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert check_data.main(arguments) == 0
    return capsys.readouterr().out


@BOTH
@pytest.mark.parametrize("code", catalogue())
def test_every_rule_is_explained(code: str, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    entry = catalogue()[code]
    said = _out(capsys, "--explain", code, "--lang", language)
    severity = getattr(words.SEVERITIES[entry.severity], language)
    assert said.splitlines()[0] == f"{code}: {plain(entry.title, language)}"
    assert f": {severity}. " in said
    for text in (entry.meaning, entry.source, entry.remedy):
        assert f": {plain(text, language)}\n" in said


@BOTH
@pytest.mark.parametrize("code", FAULTS)
def test_a_code_of_the_loader_is_explained(code: str, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    said = _out(capsys, "--explain", code, "--lang", language)
    assert said.startswith(f"{code}: ")
    assert getattr(words.LOADER["remedy"], language) in said


@BOTH
def test_without_a_code_every_rule_is_listed(language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _out(capsys, "--explain", "--lang", language).splitlines()
    listed = [tuple(line.split(maxsplit=2)) for line in lines if line.startswith("  ")]
    assert sorted(code for code, _, _ in listed) == sorted(catalogue())
    for code, severity, title in listed:
        entry = catalogue()[code]
        assert severity == f"[{getattr(words.SEVERITIES[entry.severity], language)}]"
        assert title == plain(entry.title, language)


def test_every_code_that_is_shown_can_be_asked_for() -> None:
    codes = {problem.code for folder in (VALID, REAL, BROKEN) for problem in _expected(folder)}
    assert codes <= {*catalogue(), *FAULTS}


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("participant-age-sum", "participants-age-sum"),
        ("link_twice", "link-twice"),
        ("LINK-TWICE", "link-twice"),
        ("not-number", "not-a-number"),
        ("profile", "link-profile"),
    ],
)
def test_an_unknown_code_gets_those_that_are_near(asked: str, near: str) -> None:
    done = run("--explain", asked, "--lang", "ru")
    assert (done.returncode, done.stdout) == (2, "")
    assert near in done.stderr
    assert len(nearest_codes(asked)) <= 5


def test_a_code_that_resembles_none_gets_the_list() -> None:
    done = run("--explain", "абв", "--lang", "ru")
    assert (done.returncode, done.stderr) == (2, f"Кода «абв» нет. Похожих тоже нет. Все правила: {_ALL}\n")


_ALL = 'make check ARGS="--explain"'


# what cannot be run


@BOTH
@pytest.mark.parametrize(
    "arguments",
    [
        ["--colour"],
        ["--format", "xml"],
        ["--lang"],
        ["--severity", "fatal"],
        ["--today", "yesterday"],
        ["--yes"],
        ["--fix", "--format", "json"],
        ["--explain", "--format", "github"],
        ["--brief", "--format", "json"],
        ["--brief", "--severity", "error"],
        ["--explain", "link-twice", "--fix"],
        [str(VALID), "more"],
    ],
    ids=" ".join,
)
def test_a_command_that_cannot_be_is_refused_in_the_readers_language(arguments: list[str], language: Language) -> None:
    done = run(*arguments, GRANTPAGES_LANG=language)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f" {getattr(commandline.SEE_HELP, language)}\n")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [(), ("--brief",), ("--fix",), ("--format", "json")], ids=" ".join)
def test_a_folder_that_is_not_there_ends_with_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(tmp_path / "none", *arguments, GRANTPAGES_LANG="ru")
    assert (done.returncode, done.stdout) == (2, "")
    assert str(tmp_path / "none") in done.stderr


@BOTH
def test_help_names_every_option_but_the_hidden_one(language: Language) -> None:
    done = run("--help", "--lang", language)
    assert set(re.findall("^  (--[a-z-]+)", done.stdout, re.M)) == {
        f"--{name}" for name in helptext.HELP if name != "data"
    }
    assert "--today" not in done.stdout
    assert done.returncode == 0


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    shell = f"{sys.executable} {SCRIPT} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=REPOSITORY, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("test", "check_data.py --brief"),
        ("check", "check_data.py --explain link-twice"),
        ("check-github", "check_data.py --format github --explain link-twice"),
    ],
)
def test_make_runs_it(target: str, expected: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", target, "ARGS=--explain link-twice"],
        cwd=REPOSITORY, capture_output=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    assert [
        line.partition("scripts/")[2] for line in done.stdout.splitlines() if "python scripts/check_data.py" in line
    ] == [expected]


# words


def _said(value: Any) -> list[Any]:
    if isinstance(value, words.Message):
        return [value]
    if isinstance(value, dict):
        return [message for each in value.values() for message in _said(each)]
    return []


@pytest.mark.parametrize("module", [words, helptext])
def test_both_languages_say_the_same(module: ModuleType) -> None:
    said = [message for value in vars(module).values() for message in _said(value)]
    assert len(said) > 15
    for kazakh, russian in said:
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (kazakh, russian)]
        assert named[0] == named[1], kazakh
        assert not re.search("[әғқңөұүһіё]", russian, re.IGNORECASE), russian
        assert " - " not in kazakh + russian


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Әзірге сайтқа шықпайтын жазба: 1. Келесісі шығатын уақыт: 2030 жылғы 5 наурыз, 10:00 (Астана)."),
        ("ru", "Записей, которые пока не выходят на сайт: 1. Ближайшая выходит: 5 марта 2030 года, 10:00 (Астана)."),
    ],
)
@pytest.mark.parametrize(("now", "shown"), [("2030-03-05T09:59:59", True), ("2030-03-05T05:00:01+00:00", False)])
def test_a_record_that_waits_is_checked_and_told_of(
    tmp_path: Path, language: str, said: str, now: str, shown: bool
) -> None:
    folder = Path(shutil.copytree(VALID, tmp_path / "data"))
    with (folder / "reports" / "aqtas-2025.yml").open("a", encoding="utf-8") as file:
        file.write("publish_at: 2030-03-05 10:00\n")
    for brief in ([], ["--brief"]):
        done = run(folder, "--lang", language, *brief, GRANTPAGES_NOW=now)
        assert (said == done.stdout.splitlines()[-1]) == shown, done.stdout


def test_a_minute_that_is_none_ends_with_2() -> None:
    done = run(VALID, "--lang", "ru", GRANTPAGES_NOW="завтра")
    assert (done.returncode, done.stdout) == (2, "")
    assert "завтра" in done.stderr
