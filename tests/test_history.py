"""A record's history, read from a real git repository."""

import datetime
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from grantpages.embargo import visible
from grantpages.history.changes import Change, changes
from grantpages.history.gitlog import NoHistory, read_log
from grantpages.history.records import History, Past, past_of
from grantpages.load import load_folder
from grantpages.site.history import LONG, Row, differing, label_of, row, shown
from grantpages.site.voice import Voice

VALID = Path(__file__).parent / "data" / "valid"
CALL = "calls/aqtas-2025.yml"
NOW = datetime.datetime(2030, 1, 1)


class Repository:
    """A git repository with the valid records in its folder `data`."""

    def __init__(self, root: Path) -> None:
        self.root, self.data, self.commits = root, root / "data", 0
        shutil.copytree(VALID, self.data)
        self.git("init", "-q")
        self.commit("begin")

    def git(self, *words: str) -> str:
        moment = f"2025-03-{self.commits + 1:02}T10:00:00+05:00"
        names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a"}
        names |= {"GIT_COMMITTER_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        done = subprocess.run(
            ["git", "-C", str(self.root), *words], env=os.environ | names, capture_output=True, check=True
        )
        return done.stdout.decode()

    def commit(self, subject: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", subject)
        self.commits += 1

    def edit(self, old: str, new: str, file: str = CALL, subject: str = "edit") -> None:
        path = self.data / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.commit(subject)

    def past(self, now: datetime.datetime = NOW) -> Past:
        dataset, problems = load_folder(self.data)
        assert dataset is not None, problems
        return past_of(visible(dataset, now), self.data)

    def call(self, now: datetime.datetime = NOW) -> History:
        history = self.past(now).of("calls", "aqtas-2025")
        assert history is not None
        return history


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


DIFFERENCES: list[tuple[str, Any, Any, list[tuple[str, Any, Any]]]] = [
    ("nothing", {"a": 1, "b": [1, {"c": "x"}]}, {"b": [1, {"c": "x"}], "a": 1}, []),
    ("a value", {"a": 1}, {"a": 2}, [("a", 1, 2)]),
    ("a number that became a text", {"a": 1}, {"a": "1"}, [("a", 1, "1")]),
    ("a truth is no number", {"a": 1}, {"a": True}, [("a", 1, True)]),
    ("a field that came", {}, {"a": {"b": 1}}, [("a.b", None, 1)]),
    ("a field that went", {"a": {"b": 1}}, {}, [("a.b", 1, None)]),
    ("a text that became a pair", {"a": "x"}, {"a": {"kk": "x"}}, [("a", "x", None), ("a.kk", None, "x")]),
    ("an item that came", {"l": ["a"]}, {"l": ["b", "a"]}, [("l.1", None, "b")]),
    ("an item that went", {"l": ["a", "b"]}, {"l": ["b"]}, [("l.1", "a", None)]),
    ("lots in another order", {"l": [{"number": 1, "x": 1}, {"number": 2, "x": 2}]}, {"l": [{"number": 2, "x": 2}, {"number": 1, "x": 1}]}, []),
    ("a lot between two", {"l": [{"number": 1, "x": 1}, {"number": 3, "x": 3}]}, {"l": [{"number": 1, "x": 1}, {"number": 2, "x": 2}, {"number": 3, "x": 4}]}, [("l.2.number", None, 2), ("l.2.x", None, 2), ("l.3.x", 3, 4)]),
    ("items without a name", {"l": [{"x": 1}, {"x": 2}]}, {"l": [{"x": 1}, {"x": 3}]}, [("l.2.x", 2, 3)]),
    ("one address cited twice", {"l": [{"url": "u"}, {"url": "u"}]}, {"l": [{"url": "u"}]}, [("l.1.url", None, "u"), ("l.1.url", "u", None), ("l.2.url", "u", None)]),
    ("titles", {"l": [{"title": {"kk": "a"}, "x": 1}]}, {"l": [{"title": {"kk": "b"}, "x": 9}, {"title": {"kk": "a"}, "x": 2}]}, [("l.1.title.kk", None, "b"), ("l.1.x", None, 9), ("l.2.x", 1, 2)]),
    ("a list that became a text", {"l": ["a"]}, {"l": "a"}, [("l.1", "a", None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"), [case[1:] for case in DIFFERENCES], ids=[case[0] for case in DIFFERENCES]
)
def test_what_differs(old: Any, new: Any, expected: list[tuple[str, Any, Any]]) -> None:
    found = [(".".join(map(str, change.path)), change.old, change.new) for change in changes(old, new)]
    if expected and expected[0][0] == "l.1.url":  # which of two equal links went cannot be told: both are named
        assert {path for path, _, _ in found} <= {path for path, _, _ in expected}
        assert found
    else:
        assert found == expected


def test_each_commit_that_changed_a_record_is_an_edit_the_newest_first(repository: Repository) -> None:
    repository.edit("closes: 2025-03-03", "closes: 2025-04-10")
    repository.edit("amount: 9800000", "amount: 9700000")
    edits = repository.call().edits
    assert [edit.moment.isoformat() for edit in edits] == [f"2025-03-0{day}T10:00:00+05:00" for day in (3, 2, 1)]
    assert [[change.path[-1] for change in edit.changes or ()] for edit in edits] == [["amount"], ["closes"], []]
    assert edits[1].changes == (Change(("intake", "closes"), "2025-03-03", "2025-04-10"),)
    assert len(edits[0].commit) == 40


def test_a_record_that_never_changed_has_one_version(repository: Repository) -> None:
    repository.edit("closes: 2025-03-03", "closes: 2025-04-10")
    past = repository.past()
    history = past.of("organizations", "sheber")
    assert history is not None
    assert [edit.changes for edit in history.edits] == [()]
    assert list(past.changed) == [("calls", "aqtas-2025")]
    assert past.versions["calls", "aqtas-2025"] == 2


def test_a_comment_is_no_change(repository: Repository) -> None:
    repository.edit("title:", "# a remark\ntitle:")
    assert len(repository.call().edits) == 1


def test_a_version_that_cannot_be_read_is_said_and_the_rest_stands(repository: Repository) -> None:
    path = repository.data / CALL
    good = path.read_text(encoding="utf-8")
    path.write_text("title: [unclosed", encoding="utf-8")
    repository.commit("broken")
    path.write_text(good.replace("closes: 2025-03-03", "closes: 2025-04-10"), encoding="utf-8")
    repository.commit("mended")
    assert [edit.changes for edit in repository.call().edits] == [None, None, ()]


def test_a_field_of_an_older_format_is_shown_by_its_key(repository: Repository) -> None:
    repository.edit("title:", "oldname: 5\ntitle:")
    repository.edit("oldname: 5\ntitle:", "title:")
    (change,) = repository.call().edits[0].changes or ()
    assert row(change, "calls", Voice("kk")) == Row("oldname", "5", "")


def test_a_record_made_anew_under_an_old_name_does_not_inherit_its_past(repository: Repository) -> None:
    path = repository.data / "organizations" / "newcomer.yml"
    path.write_text("kind: ngo\nname:\n  kk: Бұрынғы\n  ru: Прежнее\n", encoding="utf-8")
    repository.commit("add")
    path.unlink()
    repository.commit("remove")
    path.write_text("kind: ngo\nname:\n  kk: Жаңа\n  ru: Новое\n", encoding="utf-8")
    repository.commit("add another")
    history = repository.past().of("organizations", "newcomer")
    assert history is not None
    assert len(history.edits) == 1


def test_what_was_a_draft_or_waited_for_its_hour_is_not_told(repository: Repository) -> None:
    repository.edit("title:", "draft: true\ntitle:")
    repository.edit("closes: 2025-03-03", "closes: 2025-05-01")
    repository.edit("draft: true\ntitle:", "publish_at: 2025-03-06 12:00\ntitle:")
    repository.edit("closes: 2025-05-01", "closes: 2025-06-01")  # 5 March: before the hour
    repository.edit("closes: 2025-06-01", "closes: 2025-07-01")  # 6 March, 10:00: what came to be seen at 12:00
    repository.edit("closes: 2025-07-01", "closes: 2025-08-01")  # after it
    told = [(change.old, change.new) for edit in repository.call().edits for change in edit.changes or ()]
    assert ("2025-07-01", "2025-08-01") in told
    assert not {"2025-05-01", "2025-06-01"} & {value for pair in told for value in pair}


def test_a_hidden_record_has_no_history(repository: Repository) -> None:
    repository.edit("closes: 2025-03-03", "closes: 2025-04-10")
    repository.edit("title:", "publish_at: 2029-01-01 10:00\ntitle:")
    assert repository.past(datetime.datetime(2028, 1, 1)).of("calls", "aqtas-2025") is None


def test_without_a_repository_the_reason_is_known(tmp_path: Path) -> None:
    shutil.copytree(VALID, tmp_path / "data")
    dataset, _ = load_folder(tmp_path / "data")
    assert dataset is not None
    assert past_of(dataset, tmp_path / "data") == Past({}, "no-repository")


def test_a_shallow_clone_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.edit("closes: 2025-03-03", "closes: 2025-04-10")
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repository.root}", str(tmp_path / "c")], check=True)
    with pytest.raises(NoHistory, match="shallow"):
        read_log(tmp_path / "c" / "data")


def test_without_git_the_reason_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHistory, match="no-git"):
        read_log(VALID)


@pytest.mark.parametrize(
    ("path", "kk", "ru"),
    [
        (
            ("intake", "closes"),
            "Өтінімдерді қабылдау › Қабылдау аяқталатын күн",
            "Прием заявок › Дата окончания приема",
        ),
        (("lots", 2, "amount"), "Лоттар 2 › Лоттың сомасы", "Лоты 2 › Сумма лота"),
        (("title", "ru"), "Конкурстың атауы (орысша)", "Название конкурса (на русском)"),
        (("unheard", "of"), "unheard › of", "unheard › of"),
    ],
)
def test_a_field_is_called_as_the_model_says(path: tuple[str | int, ...], kk: str, ru: str) -> None:
    assert [label_of("calls", path, Voice(language)) for language in ("kk", "ru")] == [kk, ru]


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Change(("intake", "closes"), "2025-04-01", "2025-04-10"), "01.04.2025", "10.04.2025"),
        (Change(("lots", 1, "amount"), 11000000, None), "11\u00a0000\u00a0000\u00a0₸", ""),
        (Change(("draft",), False, True), "жоқ", "иә"),
        (Change(("order", "number"), "2025-99-99", "x"), "2025-99-99", "x"),
    ],
)
def test_a_value_is_printed_as_the_page_prints_it(change: Change, old: str, new: str) -> None:
    shown_row = row(change, "calls", Voice("kk"))
    assert (shown_row.old, shown_row.new) == (old, new)


def test_of_a_long_text_only_the_differing_words_are_shown() -> None:
    words = [f"сөз{number}" for number in range(400)]
    old, new = " ".join(words), " ".join([*words[:200], "жаңа", *words[201:]])
    assert len(old) > LONG
    found = row(Change(("territory", "kk"), old, new), "calls", Voice("kk"))
    assert (found.old, found.new) == ("", "")
    assert [(piece.kind, piece.text) for piece in found.pieces if piece.kind != "same"] == [
        ("old", "сөз200"),
        ("new", "жаңа"),
    ]
    assert len("".join(piece.text for piece in found.pieces)) < 200


@pytest.mark.parametrize(("old", "new"), [("а б в", "а г в"), ("", "а"), ("а", ""), ("а б", "б а"), ("а\n\nб", "а б")])
def test_the_pieces_of_short_texts_are_both_texts(old: str, new: str) -> None:
    pieces = list(differing(old, new))
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "old") == new


def test_a_version_has_an_address_where_the_repository_is_known(repository: Repository) -> None:
    repository.edit("closes: 2025-03-03", "closes: 2025-04-10")
    edits = repository.call().edits
    web = "https://git.example/r/blob/{commit}/data/{path}"
    addresses = [version.address for version in shown(edits, "calls", CALL, Voice("kk"), web)]
    assert addresses == [f"https://git.example/r/blob/{edit.commit}/data/{CALL}" for edit in edits]
    assert {version.address for version in shown(edits, "calls", CALL, Voice("kk"), "")} == {""}
