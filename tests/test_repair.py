"""`check_data.py --fix`: what is repaired, what is not, and that a file is written whole or not at all."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from builtsite import REPOSITORY, VALID

from grantpages.checks.forms import day, integer, known_value, one_alphabet
from grantpages.load import load_folder

SCRIPT = REPOSITORY / "scripts" / "check_data.py"
sys.path.append(str(SCRIPT.parent))
import check_data  # noqa: E402
from datacheck import mending  # noqa: E402

PROJECT, FULL = "projects/aqtas-2025-2.yml", "projects/aqtas-2025-1.yml"
CALL, REPORT, ORGANIZATION = "calls/aqtas-2025.yml", "reports/aqtas-2025.yml", "organizations/meirim.yml"
NBSP, THIN = "\u00a0", "\u202f"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the valid folder, to be spoilt."""
    return Path(shutil.copytree(VALID, tmp_path / "data"))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_bytes(text.replace(old, new, 1).encode())


def _fix(folder: Path, *arguments: str) -> int:
    return check_data.main([str(folder), "--fix", "--yes", "--lang", "ru", *arguments])


# (what it is, the file, what stands there and will again, what was typed in its place)
REPAIRED = [
    ("spaces in a sum", PROJECT, "amount: 19500000", "amount: 19 500 000"),
    ("no-break spaces", PROJECT, "amount: 19500000", f"amount: 19{NBSP}500{NBSP}000"),
    ("narrow spaces", PROJECT, "amount: 19500000", f"amount: 19{THIN}500{THIN}000"),
    ("quotes round a number", PROJECT, "amount: 19500000", 'amount: "19500000"'),
    ("quotes and spaces", PROJECT, "amount: 19500000", "amount: '19 500 000'"),
    ("dashes between groups", PROJECT, "amount: 19500000", "amount: 19-500-000"),
    ("long dashes between groups", PROJECT, "amount: 19500000", "amount: 19–500–000"),
    ("a number before a comment", PROJECT, "amount: 19500000", "amount: 19 500 000 # шарт"),
    ("a count in quotes", PROJECT, "planned: 40", 'planned: "40"'),
    ("the number of a lot", PROJECT, "lot: 2", 'lot: "2"'),
    ("a day with dots", PROJECT, "start: 2025-03-28", "start: 28.03.2025"),
    ("a day with the year's abbreviation", PROJECT, "start: 2025-03-28", "start: 28.03.2025 ж."),
    ("a day in quotes", PROJECT, "start: 2025-03-28", 'start: "28.03.2025 г."'),
    ("a day with slashes", PROJECT, "start: 2025-03-28", "start: 28/03/2025"),
    ("a day with the year first", PROJECT, "start: 2025-03-28", "start: 2025.3.28"),
    ("a number of a paper", FULL, 'number: "35"', "number: 35"),
    ("a number with a nought before it", FULL, 'number: "035"', "number: 035"),
    ("a BIN without quotes", ORGANIZATION, 'bin: "990440000008"', "bin: 990440000008"),
    ("a BIN in groups", ORGANIZATION, 'bin: "990440000008"', 'bin: "990440 000008"'),
    ("a BIN in groups without quotes", ORGANIZATION, 'bin: "990440000008"', f"bin: 990440{NBSP}000008"),
    ("a capital letter in an id", PROJECT, "grantee: sheber", "grantee: Sheber"),
    ("a Cyrillic letter in an id", PROJECT, "grantee: sheber", "grantee: shеber"),
    ("an underscore in an id", PROJECT, "call: aqtas-2025", "call: aqtas_2025"),
    ("the file's name for its id", PROJECT, "call: aqtas-2025", "call: aqtas-2025.yml"),
    ("an id of a list", CALL, 'sphere: "11"', "sphere: 11"),
    ("an id inside brackets", FULL, "partners:\n  - sheber", "partners: [Sheber]"),
    ("a value of a list", ORGANIZATION, "kind: ngo", "kind: NGO"),
    ("a Cyrillic letter in a value of a list", ORGANIZATION, "legal_form: public_foundation", "legal_form: public_fоundation"),
    ("a Latin letter in a working translation", PROJECT, "ru: Обучение профессии", "ru: Oбучeние профессии"),
    ("the same in quotes", PROJECT, 'ru: "Обучение: профессии"', 'ru: "Oбучение: профессии"'),
    ("the same in a text of lines", PROJECT, "ru: |-\n        Обучение\n        профессии", "ru: |-\n        Обучение\n        прoфессии"),
    ("spaces at the end of a line", PROJECT, "lot: 2\n", "lot: 2 \t \n"),
    ("spaces on an empty line", PROJECT, "lot: 2\n\n", "lot: 2\n   \n"),
    ("spaces after a comment", PROJECT, "lot: 2 # екінші\n", "lot: 2 # екінші  \n"),
]  # fmt: skip
STANDS = {  # what the valid folder has where the row says something else
    'number: "035"': 'number: "35"',
    "amount: 19500000 # шарт": "amount: 19500000",
    'ru: "Обучение: профессии"': "ru: Обучение профессии",
    "ru: |-\n        Обучение\n        профессии": "ru: Обучение профессии",
    "lot: 2\n\n": "lot: 2\n",
    "lot: 2 # екінші\n": "lot: 2\n",
}
RIGHT = {  # what the repaired file holds where that is not what stood there
    "amount: 19 500 000 # шарт": "amount: 19500000 # шарт",
    "partners: [Sheber]": "partners: [sheber]",
}


@pytest.mark.parametrize(("file", "right", "typed"), [row[1:] for row in REPAIRED], ids=[row[0] for row in REPAIRED])
def test_what_has_one_right_form_gets_it_and_nothing_else_changes(
    folder: Path, file: str, right: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _files(folder)
    stands = STANDS.get(right, right)
    expected = before[file].decode().replace(stands, RIGHT.get(typed, right), 1)
    _spoil(folder / file, stands, typed)
    assert (folder / file).read_bytes() != expected.encode()
    assert _fix(folder) == 0
    assert _files(folder) == before | {file: expected.encode()}
    assert load_folder(folder)[1] == []
    said = capsys.readouterr().out
    assert said.startswith(f"{folder.as_posix()}/{file}\n  ")
    assert "\nБудет исправлено мест – 1, файлов – 1.\nЗаписано файлов – 1.\nОшибок – 0, " in said


# (what it is, the file, what stands there, what was typed and stays)
LEFT = [
    ("groups that are no thousands", PROJECT, "amount: 19500000", "amount: 19 50 0000"),
    ("a range", PROJECT, "planned: 40", "planned: 30-40"),
    ("a range of thousands", PROJECT, "planned: 40", "planned: 100-400"),
    ("a fraction", PROJECT, "planned: 40", "planned: 40,5"),
    ("a point that may be a fraction's", PROJECT, "amount: 19500000", "amount: 19.500"),
    ("a unit", PROJECT, "planned: 40", "planned: 40 адам"),
    ("a nought before a number", PROJECT, "planned: 40", "planned: 040"),
    ("a number in words", PROJECT, "planned: 40", "planned: қырық"),
    ("a number that is too big", PROJECT, "amount: 19500000", "amount: 19 500 000 000 000 000"),
    ("the month or the day first", PROJECT, "start: 2025-03-28", "start: 03/04/2025"),
    ("two figures for a year", PROJECT, "start: 2025-03-28", "start: 28.03.25"),
    ("a day that is not", PROJECT, "start: 2025-03-28", "start: 31.02.2025"),
    ("a month in words", PROJECT, "start: 2025-03-28", "start: 28 наурыз 2025"),
    ("an id that resembles another", PROJECT, "grantee: sheber", "grantee: shebr"),
    ("a value that resembles another", ORGANIZATION, "kind: ngo", "kind: ngoo"),
    ("a BIN that is wrong", ORGANIZATION, 'bin: "990440000008"', "bin: 990440000009"),
    ("a Kazakh text", PROJECT, "kk: Кәсіпке оқыту", "kk: Кәсiпке oқыту"),
    ("a text beside which the Kazakh has the word", PROJECT, "kk: Курс\n          ru: Курсы", "kk: Куpс\n          ru: Куpс"),
    ("a translation that is confirmed", ORGANIZATION, "ru: директор", "ru: дирeктор"),
    ("what is printed elsewhere", FULL, "also_printed:", "also_printed: # пoвтор\n#"),
    ("a name", ORGANIZATION, "Мысалова Үлгі Сынаққызы", "Мысалoва Үлгі Сынаққызы"),
    ("tracking parameters", ORGANIZATION, "?a=1&b='2'", "?utm_source=x&igsh=y"),
    ("spaces inside a text of lines", CALL, "Үлгі орталығы конкурс жариялайды.\n", "Үлгі орталығы конкурс жариялайды.  \n"),
    ("an empty line of a text", CALL, "Центр образцов объявляет конкурс.\n\n", "Центр образцов объявляет конкурс.\n         \n"),
    ("a name with an ending", PROJECT, "ru: Обучение профессии", "ru: Обучение в Instagramе"),
    ("an address in a text", PROJECT, "ru: Обучение профессии", "ru: Обучение на sitе.example"),
    ("a file that is no YAML", PROJECT, "amount: 19500000", "amount: 19 500 000\n  co: [1"),
    ("a field that stands twice", PROJECT, "amount: 19500000", "amount: 19 500 000\n  amount: 19500000"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "stands", "typed"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_is_printed_or_may_be_meant_otherwise_stays(
    folder: Path, file: str, stands: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _spoil(folder / file, stands, typed)
    before = _files(folder)
    _fix(folder)
    assert _files(folder) == before
    assert capsys.readouterr().out.startswith("Ничего, у чего есть только одно верное исправление, не найдено.\n")


@pytest.mark.parametrize("field", ["amount_in_words", "as_printed", "also_printed"])
def test_the_russian_of_what_is_there_to_show_the_print_stays(folder: Path, field: str) -> None:
    texts = {
        "amount_in_words": "    kk: он\n    ru: дeвять\n",
        "as_printed": "    kk: он\n    ru: дeвять\n",
        "also_printed": "  - field: title\n    text:\n      kk: он\n      ru: дeвять\n    printed: report-7\n",
    }
    where = {
        "amount_in_words": "  co_funding: 350000\n",
        "as_printed": "  end: 2027-03-27\n",
        "also_printed": "lot: 2\n",
    }
    indent = "" if field == "also_printed" else "  "
    _spoil(folder / PROJECT, where[field], f"{where[field]}{indent}{field}:\n{texts[field]}")
    assert load_folder(folder)[1] == []
    before = _files(folder)
    assert _fix(folder) == 0
    assert _files(folder) == before


# the file as such


def _utf16(order: str) -> Callable[[str], bytes]:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[order]
    return lambda text: mark + text.encode(order)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r\n", 5).encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        _utf16("utf-16-le"),
        _utf16("utf-16-be"),
        lambda text: _utf16("utf-16-le")(text.replace("\n", "\r\n")),
    ],
    ids=["BOM", "letters in two", "CRLF", "some CRLF", "BOM and CRLF", "UTF-16 LE", "UTF-16 BE", "UTF-16 and CRLF"],
)
@pytest.mark.parametrize("file", [PROJECT, CALL, "regions.yml"])
def test_a_file_saved_otherwise_becomes_the_file_it_was(folder: Path, file: str, spoil: Callable[[str], bytes]) -> None:
    before = _files(folder)
    (folder / file).write_bytes(spoil(before[file].decode()))
    assert _fix(folder) == 0
    assert _files(folder) == before


@pytest.mark.parametrize("encoding", ["cp1251", "kz1048", "koi8_r"])
def test_an_encoding_that_can_only_be_guessed_is_not(folder: Path, encoding: str) -> None:
    data = (folder / PROJECT).read_text(encoding="utf-8").encode(encoding, "replace")
    (folder / PROJECT).write_bytes(data)
    assert _fix(folder) == 1
    assert (folder / PROJECT).read_bytes() == data


def test_all_is_repaired_at_once_and_a_second_run_finds_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _files(folder)
    for _, file, right, typed in REPAIRED:
        text = (folder / file).read_text(encoding="utf-8")
        if right in text and typed not in RIGHT:
            (folder / file).write_bytes(text.replace(right, typed, 1).encode())
    for file in (PROJECT, FULL):
        (folder / file).write_bytes(b"\xef\xbb\xbf" + (folder / file).read_bytes().replace(b"\n", b"\r\n"))
    assert len([file for file, data in _files(folder).items() if data != before[file]]) == 4
    assert _fix(folder) == 0
    assert _files(folder) == before
    capsys.readouterr()
    assert _fix(folder) == 0
    assert capsys.readouterr().out.startswith("Ничего, ")


def test_beside_what_cannot_be_repaired_the_rest_is(folder: Path) -> None:
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    _spoil(folder / PROJECT, "start: 2025-03-28", "start: 03/04/2025")
    expected = (folder / PROJECT).read_text(encoding="utf-8").replace("19 500 000", "19500000")
    assert _fix(folder) == 1
    assert (folder / PROJECT).read_text(encoding="utf-8") == expected


def test_templates_private_files_and_links_are_passed_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "private").mkdir()
    (folder / "private" / "meirim.yml").write_bytes(b"organization: meirim\r\nphones: [nobody] \r\n")
    (folder / "projects" / "_template.yml").write_bytes(b"title: \r\n")
    outside = folder.parent / "outside.yml"
    outside.write_bytes(b"title: \r\n")
    (folder / "projects" / "linked.yml").symlink_to(outside)
    before = _files(folder)
    assert _fix(folder) == 1
    assert _files(folder) == before
    assert "nobody" not in capsys.readouterr().out


# what is shown and asked


def test_the_change_is_shown_with_file_and_line_and_what_cannot_be_seen_is_made_visible(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _spoil(folder / PROJECT, "amount: 19500000", f"amount: 19{NBSP}500{NBSP}000  ")
    _spoil(
        folder / PROJECT,
        "ru: Обучение профессии",
        "ru: " + "Обучение профессии. " * 9 + "Кoнец. " + "Слово. " * 20 + "Все.",
    )
    (folder / PROJECT).write_bytes((folder / PROJECT).read_bytes().replace(b"\n", b"\r\n"))
    assert _fix(folder) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"""{folder.as_posix()}/{PROJECT}
  концы строк станут LF вместо CRLF, строк: 29
  11: grant.amount: число пишется одними цифрами
  11: исчезнут пробелы в конце строки
    -   amount: 19\\u{{a0}}500\\u{{a0}}000··
    +   amount: 19500000
  19: tasks.0.title.ru: слово пишется одним алфавитом: o (латинская) → о (кириллица)
    - …бучение профессии. Обучение профессии. Кoнец. Слово. """)  # fmt: skip
    assert max(map(len, shown.splitlines())) < 200


def _ask(folder: Path, answer: bytes) -> tuple[int, str]:
    """The command at a terminal where someone types an answer."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answer)
        done = subprocess.run(
            [sys.executable, str(SCRIPT), str(folder), "--fix"],
            stdin=theirs, capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stdout


@pytest.mark.parametrize("answer", ["иә", "да", "Y", " ИӘ "])
def test_a_yes_writes(folder: Path, answer: str) -> None:
    before = _files(folder)
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    code, shown = _ask(folder, f"{answer}\n".encode())
    assert (code, _files(folder)) == (0, before)
    assert "[иә/жоқ]" in shown


@pytest.mark.parametrize(
    "answer", [b"\n", "жоқ\n".encode(), b"n\n", b"\x04"], ids=["nothing", "no", "n", "end of file"]
)
def test_anything_else_does_not(folder: Path, answer: bytes) -> None:
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    before = _files(folder)
    code, shown = _ask(folder, answer)
    assert (code, _files(folder)) == (1, before)
    assert "Ештеңе жазылған жоқ." in shown


def test_without_a_terminal_and_without_yes_nothing_is_written(folder: Path) -> None:
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    before = _files(folder)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), "--fix", "--lang", "ru"],
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, _files(folder)) == (2, before)
    assert "    +   amount: 19500000\n" in done.stdout
    assert "--yes" in done.stderr


# writing that is interrupted


@pytest.mark.parametrize("at", ["os.fsync", "shutil.copymode", "os.replace"])
def test_a_kill_leaves_the_old_file_or_the_new_one(folder: Path, at: str) -> None:
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    before = _files(folder)
    module, _, name = at.partition(".")
    code = (
        f"import os, sys, shutil; sys.path.insert(0, {str(SCRIPT.parent)!r}); import check_data\n"
        f"{module}.{name} = lambda *_: os.kill(os.getpid(), 9)\n"
        f"check_data.main([{str(folder)!r}, '--fix', '--yes'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    after = _files(folder)
    assert {file: after[file] for file in before} == before
    assert all(Path(file).name.startswith(".") for file in after.keys() - before.keys())
    assert _fix(folder) == 0  # what was left behind is in nobody's way
    assert b"amount: 19500000\n" in (folder / PROJECT).read_bytes()


@pytest.mark.parametrize(("error", "code"), [(OSError(28, "No space left on device"), 2), (KeyboardInterrupt(), 130)])
@pytest.mark.parametrize("at", ["os.fsync", "os.replace"])
def test_a_failure_leaves_the_old_file_and_no_other(
    folder: Path, at: str, error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    before = _files(folder)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(at, fail)
    assert _fix(folder) == code
    assert _files(folder) == before
    assert ("No space left on device" in capsys.readouterr().err) == (code == 2)


def test_a_file_that_someone_saves_meanwhile_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    shown = mending._shown

    def saved_while_read(mended: mending.Mending, language: str) -> object:
        _spoil(folder / PROJECT, "co_funding: 350000", "co_funding: 350001")
        return shown(mended, language)  # type: ignore[arg-type]

    monkeypatch.setattr(mending, "_shown", saved_while_read)
    assert _fix(folder) == 2
    text = (folder / PROJECT).read_text(encoding="utf-8")
    assert "amount: 19 500 000\n  co_funding: 350001\n" in text
    assert f"{PROJECT} за это время изменился" in capsys.readouterr().err


def test_a_file_keeps_its_permissions(folder: Path) -> None:
    _spoil(folder / PROJECT, "amount: 19500000", "amount: 19 500 000")
    (folder / PROJECT).chmod(0o640)
    assert _fix(folder) == 0
    assert (folder / PROJECT).stat().st_mode & 0o777 == 0o640


# forms


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0), ("7", 7), ("1 047", 1047), (" 1 047 ", 1047), ("10\u00a0997\u2009580", 10997580), ("1-000-000", 1000000),
        ("1 000-000", None), ("1-000", None), ("1000 000", None), ("0 500", None), ("", None), ("-5", None),
        ("1,000,000", None), ("1 000 тг", None), ("٣", None), ("1\n000", 1000),
    ],
)  # fmt: skip
def test_integers(written: str, number: int | None) -> None:
    assert integer(written) == number


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("06.05.2025", "2025-05-06"), ("6.5.2025", "2025-05-06"), ("06.05.2025 ж.", "2025-05-06"), ("06.05.2025г", "2025-05-06"),
        ("2025/05/06", "2025-05-06"), ("2025-5-6", "2025-05-06"), ("13/05/2025", "2025-05-13"), ("05-05-2025", "2025-05-05"),
        ("06/05/2025", None), ("06-05-2025", None), ("05/13/2025", None), ("29.02.2025", None), ("06.05/2025", None),
        ("06.05.25", None), ("2025-13-01", None), ("2025-05-06T10:00", None), ("0000-01-01", None),
    ],
)  # fmt: skip
def test_days(written: str, iso: str | None) -> None:
    found = day(written)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("written", "value"),
    [("A-1", "a-1"), ("а–1", "a-1"), ("a 1.yml", "a-1"), ("a_b", None), ("b", None), ("", None)],
)
def test_known_values(written: str, value: str | None) -> None:
    """`a-b` and `a_b` are both known and the same but for the dash."""
    assert known_value(written, ("a-1", "a-b", "A_B")) == value


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("гoрод", "город"), ("Cегодня", "Сегодня"), ("компаниe", "компание"), ("наибoлee", "наиболее"),
        ("Instаgram", "Instagram"), ("Жаңаөзeн", "Жаңаөзен"), ("Көкжиeк", "Көкжиек"), ("Мөрдiң", "Мөрдің"),
        ("спiкер", "спiкер"), ("Teсt", "Teсt"), ("КTК", "КTК"), ("Instagramе", "Instagramе"), ("MAXом", "MAXом"),
        ("ITшник", "ITшник"), ("PRщик", "PRщик"), ("миниCAT", "миниCAT"), ("город", "город"), ("Zoom", "Zoom"), ("naïvе", "naïvе"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_of_one_alphabet(word: str, right: str) -> None:
    assert one_alphabet(word) == right
