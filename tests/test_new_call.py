"""The command `scripts/new_call.py`: a conversation, a table, a file of answers become the record of a competition."""

import datetime
import errno
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from builtsite import REPOSITORY, VALID, run_build
from conversing import INTERRUPT, files_of, piped, run_here, typed
from openpyxl import Workbook

from grantpages.load import load_folder
from grantpages.model import Call
from grantpages.problem import LANGUAGES, Language

import new_call  # isort: skip
from newcall.headings import HEADINGS  # isort: skip
from newcall.questions import QUESTIONS  # isort: skip

NOW = "2026-02-26T09:00"
ID = "aqtas-2026"
BOTH = pytest.mark.parametrize("language", LANGUAGES)
HELD: list[tuple[str, str]] = [  # (the question's name, what is typed)
    ("funder", "мысалдар"), ("order.number", "5-1"), ("order.date", "20 ақпан 2026"), ("notice", "24.02.2026"),
    ("lots.1.direction.kk", "Қала мәдениеті"), ("lots.1.direction.ru", "Культура города"),
    ("lots.1.sphere", "11"), ("lots.1.type", "1"), ("lots.1.grants", ""), ("lots.1.amount", "10 000 000 ₸"),
    ("lots.1.more", "иә"),
    ("lots.2.direction.kk", "Таза қала"), ("lots.2.direction.ru", "Чистый город"),
    ("lots.2.sphere", "қоршаған"), ("lots.2.type", "қысқа мерзімді грант"), ("lots.2.grants", "2"),
    ("lots.2.amount", "15000000"), ("lots.2.more", ""),
    ("territory.kk", ""), ("territory.ru", ""), ("region", "маңғыстау"),
    ("publish.day", ""), ("publish.hour", ""), ("closes.day", ""), ("closes.hour", ""),
    ("id", ""), ("title.kk", ""), ("title.ru", ""),
    ("apply.kk", "Өтінімдер оператордың порталында қабылданады."), ("apply.ru", "Заявки принимаются на портале оператора."),
    ("confirmed", "иә"), ("ready", "иә"),
]  # fmt: skip
TYPED = [answer for _, answer in HELD]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the valid folder, to be written to."""
    return Path(shutil.copytree(VALID, tmp_path / "data"))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file that the conversation writes when nothing goes wrong."""
    folder = Path(shutil.copytree(VALID, tmp_path_factory.mktemp("whole") / "data"))
    done = piped("new_call.py", folder, "--lang", "kk", answers=TYPED, now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    return (folder / "calls" / f"{ID}.yml").read_bytes()


def _call(folder: Path, id: str = ID) -> Call:
    dataset, problems = load_folder(folder)
    assert dataset, problems
    return dataset.calls[id]


# the conversation


def test_a_conversation_through_a_pipe_writes_a_call_that_waits_for_its_hour(data: Path) -> None:
    before = files_of(data)
    done = piped("new_call.py", data, "--lang", "ru", answers=TYPED, now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(files_of(data)) - set(before) == {f"calls/{ID}.yml"}
    call = _call(data)
    assert call.publish_at == datetime.datetime(2026, 2, 27, 10)
    assert not call.draft
    assert call.announcement
    assert call.announcement.date == datetime.date(2026, 2, 27)
    assert call.intake
    assert (call.intake.closes, call.intake.closes_at) == (datetime.date(2026, 3, 19), "18:30")
    assert [(lot.sphere, lot.grant_type, lot.grants, lot.amount) for lot in call.lots] == [
        ("11", "short", 1, 10_000_000),
        ("3", "short", 2, 15_000_000),
    ]
    assert call.territory.kk == "Ақтас қаласы және ауылдары"
    assert "Последний день публикации: 3 марта 2026 года (рабочих дней – 5)." in done.stdout
    assert f"/calls/{ID}/" in done.stdout


def test_the_announcement_names_all_that_one_holds_in_each_language(expected: bytes, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(VALID, tmp_path / "data"))
    (folder / "calls" / f"{ID}.yml").write_bytes(expected)
    announcement = _call(folder).announcement
    assert announcement
    assert announcement.text
    both = (announcement.text.kk, announcement.text.ru)
    for needed in ("5-1", "10\u00a0000\u00a0000\u00a0₸", "25\u00a0000\u00a0000\u00a0₸", "18:30", "3–12", "V2200029848"):
        assert all(needed in text for text in both), needed
    kazakh = (
        "Ақтас қалалық мысалдар бөлімі",
        "2026 жылғы 20 ақпан",
        "Қала мәдениеті",
        "мәдениет пен өнерді дамыту",
        "2026 жылғы 27 ақпан",
    )
    russian = (
        "Актасский городской отдел примеров",
        "20 февраля 2026 года",
        "Чистый город",
        "охрана окружающей среды",
        "19 марта 2026 года",
    )
    assert all(needed in both[0] for needed in kazakh)
    assert all(needed in both[1] for needed in russian)


@BOTH
def test_a_conversation_in_a_terminal_begins_with_the_language(data: Path, language: Language, expected: bytes) -> None:
    code, screen = typed("new_call.py", data, answers=["1" if language == "kk" else "2", *TYPED], now=NOW)
    assert code == 0
    assert ("Бұйрықтың нөмірі" if language == "kk" else "Номер приказа") in screen
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


WRONG = {  # the question, what is typed first, what the answer says in Russian
    "funder": ("жоқ орган", "из списка"), "order.number": ("", "нужен ответ"), "order.date": ("20.13.2026", "05.03.2025"),
    "notice": ("01.01.2030", "уже должно было прийти"), "lots.1.sphere": ("6", "из списка"),
    "lots.1.type": ("орта", "из списка"), "lots.1.grants": ("0", "от 1 до"), "lots.1.amount": ("көп", "в целых тенге"),
    "lots.1.more": ("мүмкін", "«да» или «нет»"), "region": ("жер", "из списка"),
    "publish.day": ("23.02.2026", "раньше уведомления"), "publish.hour": ("25:00", "от 00:00 до 23:59"),
    "closes.day": ("27.02.2026", "после публикации"), "closes.hour": ("кешке", "от 00:00 до 23:59"),
    "id": ("aqtas-2025", "Свободно: aqtas-2025-2"), "confirmed": ("?!", "«да» или «нет»"), "ready": ("ok", "«да» или «нет»"),
}  # fmt: skip


def test_every_wrong_answer_is_explained_and_asked_again(data: Path, expected: bytes) -> None:
    answers: list[str] = []
    for key, answer in HELD:
        answers += ["?", WRONG[key][0]] if key in WRONG else ["?"]
        answers.append(answer)
    done = piped("new_call.py", data, "--lang", "ru", answers=answers, now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    refusals = [line for line in done.stdout.splitlines() if line.startswith("✖ ")]
    assert len(refusals) == len(WRONG)
    for (key, (_, said)), line in zip(WRONG.items(), refusals, strict=True):
        assert said in line, key
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


def test_back_goes_one_question_back_as_often_as_wanted(data: Path, expected: bytes) -> None:
    answers = ["назад", "1", "wrong-number", "артқа", *TYPED[1:4], "Қате бағыт", "back", "<", *TYPED[3:]]
    done = piped("new_call.py", data, "--lang", "ru", answers=answers, now=NOW)
    assert done.returncode == 0
    assert "Это первый вопрос" in done.stdout
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


@pytest.mark.parametrize("place", range(len(HELD)), ids=[key for key, _ in HELD])
def test_ctrl_c_at_any_question_loses_no_answer(
    data: Path, place: int, expected: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(data), "--lang", "kk"]
    before = files_of(data)
    assert run_here(new_call.main, monkeypatch, arguments, [*TYPED[:place], INTERRUPT], NOW) == 130
    kept = data / ".new-call.yml"
    assert kept.is_file() == (place > 0)
    assert files_of(data) == before | ({kept.name: kept.read_bytes()} if place else {})
    assert (kept.as_posix() in capsys.readouterr().err) == (place > 0)
    resumed = ["иә"] if place else []
    assert run_here(new_call.main, monkeypatch, arguments, [*resumed, *TYPED[place:]], NOW) == 0
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected
    assert not kept.exists()


def test_ctrl_c_in_a_terminal_keeps_the_answers_and_says_where(data: Path, expected: bytes) -> None:
    code, screen = typed("new_call.py", data, "--lang", "ru", answers=TYPED[:7], now=NOW, interrupt=True)
    assert code == 130
    assert ".new-call.yml" in screen
    assert "Traceback" not in screen
    code, _ = typed("new_call.py", data, "--lang", "ru", answers=["", "назад", "11", *TYPED[7:]], now=NOW)
    assert code == 0
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


def test_kept_answers_may_be_dropped(data: Path, expected: bytes) -> None:
    (data / ".new-call.yml").write_text('order.number: "77"\n', encoding="utf-8")
    done = piped("new_call.py", data, "--lang", "kk", answers=["жоқ", *TYPED], now=NOW)
    assert done.returncode == 0
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


def test_where_input_ends_every_missing_answer_is_named_and_the_others_are_kept(data: Path) -> None:
    done = piped("new_call.py", data, "--lang", "ru", answers=TYPED[:3], now=NOW)
    assert done.returncode == 2
    named = [line.split(":")[0].strip() for line in done.stderr.splitlines() if " – ответа нет; " in line]
    assert named == [
        "notice", "lots.1.direction.kk", "lots.1.direction.ru", "lots.1.sphere", "lots.1.type", "lots.1.amount",
    ]  # fmt: skip
    assert (data / ".new-call.yml").read_text(encoding="utf-8").splitlines()[0] == "funder: aqtas-department"
    assert not (data / "calls" / f"{ID}.yml").exists()


def test_a_new_customer_is_made_on_the_spot(data: Path) -> None:
    new = ["0", "«Ақтас аудандық бөлімі» ММ", "ГУ «Актасский районный отдел»", "", "маңғыстау", ""]
    territory = ["Ақтас ауданы", "Актасский район", ""]  # the region is the customer's
    answers = [*new, *TYPED[1:18], *territory, *TYPED[21:25], "aqtas-rayon-2026", *TYPED[26:]]
    done = piped("new_call.py", data, "--lang", "kk", answers=answers, now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    dataset, problems = load_folder(data)
    assert dataset, problems
    made = dataset.organizations["aktasskij-rajonnyj-otdel"]
    assert (made.kind, made.region, made.name.kk) == ("state_body", "mangystau", "«Ақтас аудандық бөлімі» ММ")
    assert dataset.calls["aqtas-rayon-2026"].funder == "aktasskij-rajonnyj-otdel"


# answers from elsewhere


def _nested() -> dict[str, object]:
    """The same answers as a file holds them."""
    return {
        "funder": "aqtas-department",
        "order": {"number": "5-1", "date": "2026-02-20"},
        "notice": "2026-02-24",
        "lots": [
            {"direction": {"kk": "Қала мәдениеті", "ru": "Культура города"}, "sphere": "11", "type": "short", "amount": 10_000_000},
            {"direction": {"kk": "Таза қала", "ru": "Чистый город"}, "sphere": 3, "type": "short", "grants": 2, "amount": "15 000 000"},
        ],
        "region": "mangystau",
        "apply": {"kk": TYPED[-4], "ru": TYPED[-3]},
        "confirmed": True,
        "ready": True,
    }  # fmt: skip


def test_a_file_of_answers_is_the_conversation(data: Path, expected: bytes, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(json.dumps(_nested(), ensure_ascii=False), encoding="utf-8")
    done = piped("new_call.py", data, "--answers", tmp_path / "answers.json", "--yes", now=NOW, GRANTPAGES_LANG="ru")
    assert (done.returncode, done.stderr) == (0, "")
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


def test_options_are_the_conversation_and_what_they_lack_is_asked(data: Path, expected: bytes) -> None:
    given = [part for key, answer in HELD[:20] if answer for part in ("--set", f"{key}={answer}")]
    left = [answer for key, answer in HELD if key not in dict(HELD[:20]) or not answer]
    done = piped("new_call.py", data, "--lang", "kk", *given, answers=left, now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


def test_without_a_yes_it_stays_a_draft_and_can_be_published_on_another_day(data: Path, expected: bytes) -> None:
    given = [part for key, answer in HELD[:-1] if answer for part in ("--set", f"{key}={answer}")]
    done = piped("new_call.py", data, "--lang", "ru", *given, "--yes", now=NOW)
    assert done.returncode == 0
    assert _call(data).draft
    same = piped("new_call.py", data, "--lang", "ru", "--publish", ID, answers=["", "", "нет"], now=NOW)
    assert same.returncode == 0
    assert _call(data).draft
    done = piped("new_call.py", data, "--lang", "ru", "--publish", ID, answers=["02.03.2026", "12:00", "да"], now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    call = _call(data)
    assert (call.draft, call.publish_at) == (False, datetime.datetime(2026, 3, 2, 12))
    assert call.announcement
    assert call.announcement.date == datetime.date(2026, 3, 2)
    assert call.announcement.text
    assert "Дата публикации объявления: 2 марта 2026 года." in call.announcement.text.ru
    changed = (data / "calls" / f"{ID}.yml").read_text(encoding="utf-8").splitlines()
    assert len(set(changed) ^ set(expected.decode().splitlines())) == 2 * 5  # day, two texts, opens, minute
    again = piped("new_call.py", data, "--lang", "ru", "--publish", ID, now=NOW)
    assert again.returncode == 2
    assert "не черновик" in again.stderr


ROW = {
    "funder": "«Ақтас қалалық мысалдар бөлімі» ММ", "order.number": "5-1", "order.date": "20.02.2026", "notice": "24.02.2026",
    "lots.direction.kk": "Қала мәдениеті", "lots.direction.ru": "Культура города",
    "lots.sphere": "мәдениет пен өнерді дамыту", "lots.type": "краткосрочный грант", "lots.amount": "10 000 000",
    "region": "Маңғыстау облысы", "apply.kk": TYPED[-4], "apply.ru": TYPED[-3], "confirmed": "иә", "ready": "да",
}  # fmt: skip
SECOND = {
    "lots.direction.kk": "Таза қала", "lots.direction.ru": "Чистый город", "lots.sphere": "3", "lots.type": "short",
    "lots.grants": "2", "lots.amount": "15 000 000",
}  # fmt: skip


def _table(path: Path, language: Language, rows: Sequence[dict[str, str]]) -> Path:
    place = LANGUAGES.index(language)
    lines = [
        [message[place] for message in HEADINGS.values()],
        *([row.get(key, "") for key in HEADINGS] for row in rows),
    ]
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
        return path
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


@BOTH
@pytest.mark.parametrize("name", ["calls.csv", "calls.xlsx"])
def test_rows_of_one_order_are_the_lots_of_one_call(
    data: Path, tmp_path: Path, name: str, language: Language, expected: bytes
) -> None:
    table = _table(tmp_path / name, language, [ROW, SECOND])
    done = piped("new_call.py", data, "--from", table, "--yes", "--lang", language, now=NOW)
    assert (done.returncode, done.stderr) == (0, "")
    assert (data / "calls" / f"{ID}.yml").read_bytes() == expected


def test_rows_of_different_orders_are_different_calls(data: Path, tmp_path: Path) -> None:
    table = _table(tmp_path / "calls.csv", "ru", [ROW, ROW | SECOND | {"order.number": "5-2"}])
    done = piped("new_call.py", data, "--from", table, "--yes", "--lang", "ru", now=NOW)
    assert done.returncode == 0
    assert [len(_call(data, id).lots) for id in (ID, f"{ID}-2")] == [1, 1]


REFUSALS: list[tuple[str, list[dict[str, str]], str]] = [
    ("two days of the notice", [ROW, SECOND | {"notice": "25.02.2026"}], "строка 3"),
    ("no such sphere", [ROW | {"lots.sphere": "6"}], "lots.1.sphere"),
    ("nothing of the lot", [{key: ROW[key] for key in ("funder", "order.number", "order.date")}], "lots.1.amount"),
]


@pytest.mark.parametrize(("rows", "said"), [refusal[1:] for refusal in REFUSALS], ids=[name for name, *_ in REFUSALS])
def test_a_table_that_does_not_hold_writes_nothing(
    data: Path, tmp_path: Path, rows: list[dict[str, str]], said: str
) -> None:
    before = files_of(data)
    done = piped(
        "new_call.py", data, "--from", _table(tmp_path / "a.csv", "ru", rows), "--yes", "--lang", "ru", now=NOW
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert files_of(data) == before


@BOTH
def test_the_sample_is_a_table_that_can_be_read(data: Path, tmp_path: Path, language: Language) -> None:
    table = tmp_path / "sample.xlsx"
    done = piped("new_call.py", data, "--sample", table, "--lang", language, now=NOW)
    assert done.returncode == 0
    refused = piped("new_call.py", data, "--sample", table, "--lang", language, now=NOW)
    assert refused.returncode == 2
    again = piped("new_call.py", data, "--from", table, "--yes", "--lang", language, now=NOW)
    assert (again.returncode, again.stderr) == (0, "")


# what cannot be


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "foo"], "ИМЯ=ОТВЕТ"), (["--set", "foo=1", "--yes"], "foo: такого вопроса нет"),
        (["--unknown"], "«--unknown»"), (["--lang", "en"], "kk, ru"), (["--answers", "/no/such.yml"], "/no/such.yml"),
        (["--from", "/no/such.xlsx", "--yes"], "/no/such.xlsx"), (["--from", "a", "--publish", "b"], "вместе не дают"),
        (["--publish", "aqtas-2026"], "aqtas-2025"), (["--publish", "aqtas-2025"], "не черновик"),
    ],
)  # fmt: skip
def test_arguments_that_cannot_be_are_explained(data: Path, arguments: list[str], said: str) -> None:
    before = files_of(data)
    done = piped("new_call.py", data, *arguments, now=NOW, GRANTPAGES_LANG="ru")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(data) == before


def test_a_folder_with_faults_is_not_written_to(data: Path) -> None:
    (data / "calls" / "broken.yml").write_text("title: 1\n", encoding="utf-8")
    done = piped("new_call.py", data, "--lang", "ru", answers=TYPED, now=NOW)
    assert done.returncode == 2
    assert "broken.yml" in done.stderr
    assert not (data / "calls" / f"{ID}.yml").exists()


@pytest.mark.parametrize(
    ("template", "line"),
    [("{{ operator", "1"), ("а\n{% for %}", "2"), ("{{ ''.__class__.mro() }}", "?"), ("{{ nothing }}", "?")],
)
def test_a_faulty_template_is_named_with_its_line_and_no_answer_is_lost(data: Path, template: str, line: str) -> None:
    (data / "templates").mkdir()
    (data / "templates" / "announcement.ru.txt").write_text(template, encoding="utf-8")
    done = piped("new_call.py", data, "--lang", "ru", answers=TYPED, now=NOW)
    assert done.returncode == 2
    assert f"announcement.ru.txt, строка {line}" in done.stderr
    assert (data / ".new-call.yml").is_file()


def test_a_folder_of_templates_is_used_before_ours(data: Path) -> None:
    (data / "templates").mkdir()
    (data / "templates" / "announcement.kk.txt").write_text("Біздің үлгі: {{ lots[0].direction }}\n", encoding="utf-8")
    assert piped("new_call.py", data, "--lang", "kk", answers=TYPED, now=NOW).returncode == 0
    announcement = _call(data).announcement
    assert announcement
    assert announcement.text
    assert announcement.text.kk == "Біздің үлгі: Қала мәдениеті"


def test_a_disk_that_takes_no_more_leaves_nothing_half_written(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(source: str, target: Path) -> None:
        if Path(target).parent.name == "calls":
            raise OSError(errno.ENOSPC, "No space left on device")
        rename(source, target)

    before, rename = files_of(data), os.rename
    monkeypatch.setattr(os, "replace", full)
    assert run_here(new_call.main, monkeypatch, [str(data), "--lang", "ru"], TYPED, NOW) == 2
    assert f"calls/{ID}.yml" in capsys.readouterr().err
    assert files_of(data) == before | {".new-call.yml": (data / ".new-call.yml").read_bytes()}


def test_a_file_in_the_way_is_not_written_over(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "calls" / f"{ID}.yml").mkdir()  # not a record, so that its id is free
    monkeypatch.setattr(new_call, "records", lambda *_: load_folder(VALID)[0])
    assert run_here(new_call.main, monkeypatch, [str(data), "--lang", "ru"], TYPED, NOW) == 2
    assert f"{ID}.yml" in capsys.readouterr().err
    assert (data / ".new-call.yml").is_file()


@BOTH
def test_help_and_the_names_of_answers_are_in_the_language_asked_for(language: Language) -> None:
    shown = piped("new_call.py", "--help", "--lang", language, now=NOW)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert ("қолданылуы" if language == "kk" else "использование") in shown.stdout
    keys = piped("new_call.py", "--keys", "--lang", language, now=NOW).stdout
    assert all(key.replace("lots.", "lots.N.") in keys for key in QUESTIONS)


def test_every_question_is_worded_in_both_languages_and_explained() -> None:
    for key, words in QUESTIONS.items():
        assert words.text.kk != words.text.ru, key
        assert words.help.kk != words.help.ru, key


# the site


def test_the_announcement_is_on_the_built_site_in_both_languages_when_its_hour_has_come(
    data: Path, tmp_path: Path
) -> None:
    done = piped("new_call.py", data, "--lang", "kk", answers=TYPED, now=NOW)
    assert done.returncode == 0
    built = run_build(tmp_path / "site", data)  # today is long after the hour
    assert built.returncode == 0, built.stdout
    for prefix, said in (("", "Таза қала"), ("ru/", "Чистый город")):
        page = (tmp_path / "site" / prefix / "calls" / ID / "index.html").read_text(encoding="utf-8")
        assert said in page
        assert "25\u00a0000\u00a0000\u00a0₸" in page


def test_the_makefile_runs_the_command() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert "scripts/new_call.py $(ARGS)" in makefile
