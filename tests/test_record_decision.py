"""The command `scripts/record_decision.py`: a decision, its winners, contracts and documents come to the records."""

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from builtsite import VALID, run_build
from conversing import INTERRUPT, files_of, piped, run_here, typed
from openpyxl import Workbook, load_workbook

from grantpages.load import Dataset, load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.yamlfile import parse_document

import record_decision  # isort: skip
from asking.files import Unwritten  # isort: skip
from decision.headings import CONTRACTS, WINNERS  # isort: skip
from decision.outcome import Change, must_be_unchanged  # isort: skip
from decision.questions import QUESTIONS  # isort: skip

NOW = "2026-05-01T10:00"
ID = "aqtas-2026"
BOTH = pytest.mark.parametrize("language", LANGUAGES)
CALL = """\
# the officer's own note
title:
  kk: Ақтас қаласы бойынша 2026 жылғы конкурс
  ru: "Конкурс 2026 года: город Актас"
funder: aqtas-department
region: mangystau
territory: # where
  kk: Ақтас қаласы
  ru: город Актас
lots:
  - number: 1
    direction:
      kk: Қала мәдениеті
      ru: Культура города
    sphere: "11"
    grant_type: short
    grants: 1
    amount: 10000000
  - number: 2
    direction:
      kk: Таза қала
      ru: Чистый город
    sphere: "3"
    grant_type: short
    grants: 2
    amount: 15000000

# how it went
translation: working # to be confirmed
"""
WON: list[tuple[str, str]] = [  # (the question's name, what is typed)
    ("protocol.number", "7"), ("protocol.date", "20 наурыз 2026"),
    ("applications.received", "9"), ("applications.admitted", "6"), ("applications.checked", "10.03.2026"),
    ("winners.1.1.grantee", "0"), ("winners.1.1.name.kk", "«Жаңа өмір» қоғамдық қоры"),
    ("winners.1.1.name.ru", "Общественный фонд «Жана омир»"), ("winners.1.1.bin", "010140000004"),
    ("winners.1.1.region", ""), ("winners.1.1.head", "Мысалова Үлгі"), ("winners.1.1.id", ""),
    ("winners.1.1.title.kk", "Бірге"), ("winners.1.1.title.ru", "Вместе"), ("winners.1.1.amount", "9 000 000"),
    ("winners.2.1.grantee", "990440000008"), ("winners.2.1.title.kk", "Таза су"), ("winners.2.1.title.ru", "Чистая вода"),
    ("winners.2.1.amount", ""), ("winners.2.1.more", "иә"),
    ("winners.2.2.grantee", "жана омир"), ("winners.2.2.title.kk", "Таза ауа"), ("winners.2.2.title.ru", "Чистый воздух"),
    ("winners.2.2.amount", "7000000"), ("ready", ""), ("write", "иә"),
]  # fmt: skip
TYPED = [answer for _, answer in WON]
SIGNED = ["35", "30.04.2026", "", "30.11.2026", "", "36", "29.04.2026", "01.05.2026", "15.11.2026", "иә", "да"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the valid folder with a call that waits for its decision."""
    folder = Path(shutil.copytree(VALID, tmp_path / "data"))
    (folder / "calls" / f"{ID}.yml").write_text(CALL, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files after the conversation when nothing goes wrong."""
    folder = Path(shutil.copytree(VALID, tmp_path_factory.mktemp("whole") / "data"))
    (folder / "calls" / f"{ID}.yml").write_text(CALL, encoding="utf-8")
    done = _decide(folder, TYPED)
    assert (done.returncode, done.stderr) == (0, "")
    return files_of(folder)


def _decide(data: Path, answers: Sequence[str], *arguments: object, lang: str = "kk"):
    return piped("record_decision.py", ID, "--data", data, "--lang", lang, *arguments, answers=answers, now=NOW)


def _dataset(folder: Path) -> Dataset:
    dataset, problems = load_folder(folder)
    assert dataset, problems
    return dataset


def _text(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


# decision and winners


def test_the_calls_file_gains_its_stages_and_keeps_everything_else(data: Path) -> None:
    done = _decide(data, TYPED, lang="ru")
    assert (done.returncode, done.stderr) == (0, "")
    new = """\
applications:
  received: 9
  admitted: 6
  checked: 2026-03-10
"""
    decision = 'decision:\n  protocol: "7"\n  date: 2026-03-20\n'
    assert _text(data, f"calls/{ID}.yml") == CALL.replace("lots:\n", f"{new}lots:\n").replace(
        "    amount: 15000000\n", f"    amount: 15000000\n{decision}"
    )


def test_the_winners_are_projects_without_a_contract_and_not_seen_yet(data: Path) -> None:
    assert _decide(data, TYPED).returncode == 0
    made = _dataset(data)
    rows = [
        (id, one.lot, one.grantee, one.grant.amount, one.title.ru)
        for id, one in made.projects.items()
        if one.call == ID
    ]
    assert rows == [
        (f"{ID}-1", 1, "zhana-omir", 9_000_000, "Вместе"),
        (f"{ID}-2-1", 2, "meirim", 7_500_000, "Чистая вода"),
        (f"{ID}-2-2", 2, "zhana-omir", 7_000_000, "Чистый воздух"),
    ]
    assert all(made.projects[id].draft and made.projects[id].grant.contract is None for id, *_ in rows)
    new = made.organizations["zhana-omir"]
    assert (new.kind, new.bin, new.region, new.head and new.head.name) == (
        "ngo",
        "010140000004",
        "mangystau",
        "Мысалова Үлгі",
    )


def test_every_change_is_shown_before_it_is_agreed_to(data: Path) -> None:
    before = files_of(data)
    done = _decide(data, [*TYPED[:-1], "жоқ"])
    assert done.returncode == 0
    for line in (
        "  +decision:",
        '  +  protocol: "7"',
        "  +grantee: meirim",
        "  +draft: true",
        '  +bin: "010140000004"',
    ):
        assert line in done.stdout.splitlines()
    after = files_of(data)
    assert before == {name: held for name, held in after.items() if not name.startswith(".decision")}


WRONG = {  # the question, what is typed first, what the answer says in Russian
    "protocol.number": ("", "нужен ответ"), "protocol.date": ("01.06.2026", "не позже сегодняшнего"),
    "applications.received": ("көп", "от 0 до"), "applications.admitted": ("12", "не больше поступивших (9)"),
    "winners.1.1.grantee": ("9904", "из списка"), "winners.1.1.bin": ("990440000008", "есть в записи meirim"),
    "winners.1.1.region": ("жер", "из списка"), "winners.1.1.id": ("meirim", "Свободно: meirim-2"),
    "winners.1.1.amount": ("10 000 001", "не больше суммы лота"), "winners.2.1.grantee": ("қор", "Подходит – 2"),
    "winners.2.1.more": ("мүмкін", "«да» или «нет»"), "ready": ("?!", "«да» или «нет»"), "write": ("", "нужен ответ"),
}  # fmt: skip


def test_every_wrong_answer_is_explained_and_asked_again(data: Path, expected: dict[str, bytes]) -> None:
    answers: list[str] = []
    for key, answer in WON:
        answers += ["?", WRONG[key][0]] if key in WRONG else ["?"]
        answers.append(answer)
    done = _decide(data, answers, lang="ru")
    assert (done.returncode, done.stderr) == (0, "")
    for key, (_, said) in WRONG.items():
        assert said in done.stdout, key
    assert files_of(data) == expected


@pytest.mark.parametrize("place", range(0, len(WON), 3), ids=[key for key, _ in WON[::3]])
def test_ctrl_c_at_any_question_loses_no_answer(
    data: Path, place: int, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [ID, "--data", str(data), "--lang", "kk"]
    assert run_here(record_decision.main, monkeypatch, arguments, [*TYPED[:place], INTERRUPT], NOW) == 130
    resumed = ["иә"] if place else []
    assert run_here(record_decision.main, monkeypatch, arguments, [*resumed, *TYPED[place:]], NOW) == 0
    assert files_of(data) == expected


def test_in_a_terminal_the_call_may_be_chosen_from_the_list(data: Path, expected: dict[str, bytes]) -> None:
    code, screen = typed("record_decision.py", "--data", data, answers=["1", "2026", *TYPED], now=NOW)
    assert code == 0, screen
    assert files_of(data) == expected


def test_options_and_a_yes_are_the_conversation(data: Path, expected: dict[str, bytes]) -> None:
    given = [part for key, answer in WON[:-1] if answer for part in ("--set", f"{key}={answer}")]
    given[given.index("winners.1.1.grantee=0")] = "winners.1.1.grantee=new"
    done = _decide(data, [], *given, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert files_of(data) == expected


def test_without_anybody_to_ask_the_missing_answers_are_named(data: Path) -> None:
    before = files_of(data)
    done = _decide(data, [], "--yes", "--set", "winners.1.1.grantee=meirim", lang="ru")
    assert done.returncode == 2
    named = [line.split(":")[0].strip() for line in done.stderr.splitlines() if " – ответа нет; " in line]
    assert named == ["protocol.number", "protocol.date", "winners.1.1.title.kk", "winners.1.1.title.ru"]
    assert files_of(data) == before


def test_a_lot_without_a_winner_can_get_one_later(data: Path) -> None:
    assert _decide(data, [*TYPED[:5], "-", "-", "да"]).returncode == 0
    assert not [one for one in _dataset(data).projects.values() if one.call == ID]
    later = ["-", "meirim", "Таза су", "Чистая вода", "", "жоқ", "иә", "иә"]
    done = _decide(data, later)
    assert (done.returncode, done.stderr) == (0, "")
    (project,) = [one for one in _dataset(data).projects.values() if one.call == ID]
    assert (project.lot, project.draft) == (2, False)


def test_where_all_is_recorded_nothing_is_asked(data: Path) -> None:
    assert _decide(data, TYPED).returncode == 0
    before = files_of(data)
    done = _decide(data, [], lang="ru")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--contracts" in done.stdout
    assert files_of(data) == before


def _table(path: Path, language: Language, headings: object, rows: Sequence[dict[str, str]]) -> Path:
    book, place = Workbook(), LANGUAGES.index(language)
    assert book.active is not None
    book.active.append([message[place] for message in headings.values()])
    for row in rows:
        book.active.append([row.get(key, "") for key in headings])
    book.save(path)
    return path


WINNER_ROWS = [
    {
        "protocol.number": "7", "protocol.date": "20.03.2026", "applications.received": "9", "applications.admitted": "6",
        "applications.checked": "10.03.2026", "lot": "1", "name.kk": "«Жаңа өмір» қоғамдық қоры",
        "name.ru": "Общественный фонд «Жана омир»", "bin": "010140000004", "head": "Мысалова Үлгі", "title.kk": "Бірге",
        "title.ru": "Вместе", "amount": "9 000 000",
    },
    {"lot": "2", "bin": "990440000008", "title.kk": "Таза су", "title.ru": "Чистая вода"},
    {"lot": "2", "grantee": "zhana-omir", "title.kk": "Таза ауа", "title.ru": "Чистый воздух", "amount": "7000000"},
]  # fmt: skip


@BOTH
def test_a_table_of_winners_is_the_conversation(
    data: Path, tmp_path: Path, language: Language, expected: dict[str, bytes]
) -> None:
    table = _table(tmp_path / "winners.xlsx", language, WINNERS, WINNER_ROWS)
    done = _decide(data, [], "--from", table, "--yes", lang=language)
    assert (done.returncode, done.stderr) == (0, "")
    assert files_of(data) == expected


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([WINNER_ROWS[0], WINNER_ROWS[1] | {"protocol.number": "8"}], "строка 3"),
        ([WINNER_ROWS[0] | {"lot": "3"}], "Лоты: 1, 2"),
        ([WINNER_ROWS[0] | {"amount": "20 000 000"}], "winners.1.1.amount"),
    ],
)
def test_a_table_that_does_not_hold_writes_nothing(
    data: Path, tmp_path: Path, rows: list[dict[str, str]], said: str
) -> None:
    before = files_of(data)
    done = _decide(data, [], "--from", _table(tmp_path / "w.xlsx", "ru", WINNERS, rows), "--yes", lang="ru")
    assert done.returncode == 2
    assert said in done.stderr
    assert files_of(data) == before


@BOTH
@pytest.mark.parametrize("contracts", [(), ("--contracts",)], ids=["winners", "contracts"])
def test_a_sample_has_the_headings_of_its_table(
    data: Path, tmp_path: Path, language: Language, contracts: tuple[str]
) -> None:
    done = _decide(data, [], "--sample", tmp_path / "s.xlsx", *contracts, lang=language)
    assert done.returncode == 0
    sheet = load_workbook(tmp_path / "s.xlsx").active
    assert sheet is not None
    headings = (CONTRACTS if contracts else WINNERS).values()
    assert [cell.value for cell in sheet[1]] == [message[LANGUAGES.index(language)] for message in headings]


# contracts


def test_contracts_are_inserted_and_the_projects_may_be_seen(data: Path) -> None:
    assert _decide(data, TYPED).returncode == 0
    (data / "projects" / f"{ID}-1.yml").write_text(
        "# by hand\n"
        + _text(data, f"projects/{ID}-1.yml").replace("  amount: 9000000\n", "  amount: 9000000 # as decided\n"),
        encoding="utf-8",
    )
    before = _text(data, f"projects/{ID}-1.yml")
    done = _decide(data, SIGNED, "--contracts")
    assert (done.returncode, done.stderr) == (0, "")
    made = _dataset(data).projects
    assert [made[f"{ID}-{lot}"].draft for lot in ("1", "2-1", "2-2")] == [False, True, False]
    first, last = made[f"{ID}-1"], made[f"{ID}-2-2"]
    assert first.grant.contract
    assert (first.grant.contract.number, first.grant.contract.date) == ("35", datetime.date(2026, 4, 30))
    assert first.period
    assert (first.period.start, first.period.end) == (datetime.date(2026, 4, 30), datetime.date(2026, 11, 30))
    assert last.period
    assert last.period.start == datetime.date(2026, 5, 1)
    gone = [line for line in before.splitlines() if line not in _text(data, f"projects/{ID}-1.yml").splitlines()]
    assert gone == ["draft: true"]
    again = _decide(data, ["", ""], "--contracts")
    assert again.returncode == 0
    assert made == _dataset(data).projects


def test_a_table_of_contracts_is_taken(data: Path, tmp_path: Path) -> None:
    assert _decide(data, TYPED).returncode == 0
    row = {"project": f"{ID}-2-1", "contract.number": "40", "contract.date": "30.04.2026", "contract.end": "30.11.2026"}
    table = _table(tmp_path / "contracts.xlsx", "kk", CONTRACTS, [row])
    done = _decide(data, [], "--contracts", "--from", table, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    made = _dataset(data).projects
    assert [one.grant.contract is not None for id, one in made.items() if id.startswith(ID)] == [False, True, False]


def test_a_call_without_projects_has_no_contracts_to_ask_for(data: Path) -> None:
    done = _decide(data, [], "--contracts", lang="ru")
    assert (done.returncode, done.stderr) == (0, "")
    assert f'Сначала внесите решение: make decision ARGS="{ID}"' in done.stdout


@pytest.mark.parametrize(("before", "now"), [("а\n", "б\n"), ("", "б\n"), ("а\n", None)])
def test_what_another_officer_wrote_meanwhile_is_not_written_over(tmp_path: Path, before: str, now: str | None) -> None:
    path = tmp_path / "x.yml"
    if now is not None:
        path.write_text(now, encoding="utf-8")
    with pytest.raises(Unwritten, match="x.yml"):
        must_be_unchanged([Change(path, before, "в\n")])


# documents


def test_a_document_is_copied_beside_its_record_and_listed(data: Path, tmp_path: Path) -> None:
    document = tmp_path / "Хаттама № 7.PDF"
    document.write_bytes(b"%PDF-1.4\n%%EOF\n")
    answers = ["Хаттамадан үзінді", "Выписка из протокола", "7", "20.03.2026", "Мысалова Ү.", "1", "да"]
    done = _decide(data, answers, "--document", document, "--kind", "protocol", lang="ru")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1\u00a0КБ" in done.stdout
    again = _decide(data, [], "--document", document, "--kind", "order", "--date", "20.02.2026", "--yes")
    assert (again.returncode, again.stderr) == (0, "")
    made = _dataset(data)
    assert [(one.file, one.kind) for one in made.calls[ID].documents] == [
        ("hattama-7.pdf", "protocol"),
        ("hattama-7-2.pdf", "order"),
    ]
    assert made.calls[ID].documents[0].language == "kk"
    assert (data / "calls" / ID / "hattama-7.pdf").read_bytes() == document.read_bytes()
    assert _text(data, f"calls/{ID}.yml").startswith(CALL)


def test_a_project_takes_a_document_too(data: Path, tmp_path: Path) -> None:
    document = tmp_path / "shart.pdf"
    document.write_bytes(b"%PDF-1.4\n")
    arguments = ("projects/aqtas-2024-1", "--data", data, "--document", document, "--kind", "contract", "--yes")
    assert piped("record_decision.py", *arguments, now=NOW).returncode == 0
    assert _dataset(data).projects["aqtas-2024-1"].documents[0].file == "shart.pdf"


@pytest.mark.parametrize(
    ("name", "held", "said"),
    [("a.txt", b"text", "PDF или DOCX"), ("a.pdf", b"no pdf", "не PDF"), ("a.docx", b"PK", "не DOCX"), ("a.doc", b"", "PDF или DOCX")],
)  # fmt: skip
def test_what_is_no_document_is_refused(data: Path, tmp_path: Path, name: str, held: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(held)
    before = files_of(data)
    done = _decide(data, [], "--document", tmp_path / name, "--kind", "other", "--yes", lang="ru")
    assert done.returncode == 2
    assert said in done.stderr
    assert files_of(data) == before


# what cannot be


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aqtas-2062"], "aqtas-2026"), (["projects/aqtas-2024-1"], "нет"), ([ID, "--kind", "order"], "--document"),
        ([ID, "--document", "a", "--contracts"], "вместе не дают"), ([ID, "--document", "/no/such.pdf"], "/no/such.pdf"),
        ([ID, "--from", "/no/such.xlsx", "--yes"], "/no/such.xlsx"), ([ID, "--yes", "--set", "a=b"], "a: такого вопроса нет"),
    ],
)  # fmt: skip
def test_arguments_that_cannot_be_are_explained(data: Path, arguments: list[str], said: str) -> None:
    before = files_of(data)
    done = piped("record_decision.py", *arguments, "--data", data, "--lang", "ru", now=NOW)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(data) == before


def test_a_file_in_brackets_is_refused_with_a_way_out(data: Path) -> None:
    value = parse_document(CALL, "").value
    (data / "calls" / f"{ID}.yml").write_text(str(value).replace("'", '"'), encoding="utf-8")
    before = files_of(data)
    done = _decide(data, TYPED, lang="ru")
    assert done.returncode == 2
    assert "вручную" in done.stderr
    kept = {name: held for name, held in files_of(data).items() if not name.startswith(".decision")}
    assert kept == before


@BOTH
def test_help_and_the_names_of_answers_are_in_the_language_asked_for(language: Language) -> None:
    shown = piped("record_decision.py", "--help", "--lang", language, now=NOW)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert ("қолданылуы" if language == "kk" else "использование") in shown.stdout
    keys = piped("record_decision.py", "--keys", "--lang", language, now=NOW).stdout
    assert all(key in keys for key in QUESTIONS)


def test_every_question_is_worded_in_both_languages_and_explained() -> None:
    for key, words in QUESTIONS.items():
        assert words.help.kk != words.help.ru, key
        assert words.text.kk != words.text.ru, key


def test_what_was_recorded_is_on_the_built_site(data: Path, tmp_path: Path) -> None:
    assert _decide(data, [*TYPED[:-2], "иә", "иә"]).returncode == 0
    document = tmp_path / "hattama.pdf"
    document.write_bytes(b"%PDF-1.4\n")
    assert _decide(data, [], "--document", document, "--kind", "protocol", "--yes").returncode == 0
    built = run_build(tmp_path / "site", data)
    assert built.returncode == 0, built.stdout
    page = (tmp_path / "site" / "ru" / "projects" / f"{ID}-2-1" / "index.html").read_text(encoding="utf-8")
    assert "Чистая вода" in page
    begun = page.partition("<dt>Мероприятия")[2].partition("</div>")[0]
    assert "<i>не указано</i>" in begun, begun  # nothing is told of the work yet, which is not «none»
    call = (tmp_path / "site" / "calls" / ID / "index.html").read_text(encoding="utf-8")
    assert "Таза ауа" in call
    assert "hattama.pdf" in call
