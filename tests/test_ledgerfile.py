"""The ledger on disk: strict to read, whole whenever it is read, and complete whatever happens to a run."""

import datetime
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import ledgerwriter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_ledger import entries as any_entries

from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Entry, Snapshot, merge, observe, start
from grantpages.evidence.ledgerfile import LedgerHeld, LedgerUnreadable, journal_of, open_ledger, read, write
from grantpages.evidence.ledgerline import write_line
from grantpages.evidence.ledgerreader import read_line
from grantpages.evidence.verdict import Verdict

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2026, 11, 1)
ALIVE = Verdict("alive", None, "yt-oembed", 200, "www.youtube.com", "B")
GONE = Verdict("gone", "not_found", "yt-404", 404, "www.youtube.com", "B")
VIDEO = identify("https://youtu.be/06e7Avey5Gw")
LINE = (
    '{"key": "yt:video:06e7Avey5Gw", "url": "https://youtu.be/06e7Avey5Gw", "platform": "youtube", "kind": "video", '
    '"state": "alive", "sign": "yt-oembed", "status": 200, "grade": "B", "first_alive": "2026-11-01", '
    '"last_alive": "2026-11-01", "last_tried": "2026-11-02", "last_result": "gone:not_found", "failures": '
    '[{"day": "2026-11-02", "state": "gone", "reason": "not_found", "sign": "yt-404", "status": 404, "grade": "B"}], '
    '"archive": {"url": "https://web.archive.org/web/1/a", "taken": "2026-10-01", "kind": "page"}}'
)


def _day(number: int) -> datetime.date:
    return DAY + datetime.timedelta(number - 1)


def _entry(url: str = VIDEO.url, verdict: Verdict = ALIVE, day: datetime.date = DAY) -> Entry:
    return observe(start(identify(url)), verdict, day)


def _file(*entries: Entry) -> dict[str, Entry]:
    return {entry.key: entry for entry in entries}


# a line


def test_an_entry_is_a_line_whose_form_is_fixed() -> None:
    copy = Snapshot("https://web.archive.org/web/1/a", datetime.date(2026, 10, 1), "page")
    whole = replace(observe(_entry(), GONE, _day(2)), archive=copy)
    assert write_line(whole) == LINE
    assert read_line(LINE, "ledger.jsonl", 1) == (whole, [])
    assert write_line(start(VIDEO)) == LINE.partition(', "state"')[0] + ', "state": "unchecked"}'


@settings(deadline=None)
@given(any_entries())
def test_every_entry_is_read_as_it_was_written(entry: Entry) -> None:
    line = write_line(entry)
    assert "\n" not in line
    assert read_line(line, "ledger.jsonl", 1) == (entry, [])


@settings(deadline=None)
@given(st.text() | st.from_regex(r"https?://[\w.]*(instagram|youtube|facebook|t)\.(com|me)/\S*"))
def test_every_link_that_has_a_key_can_be_kept(text: str) -> None:
    for link in (identify(text), identify(f"https://example.kz/{text}?q={text * 50}")):
        if link.key:
            entry = observe(start(link), ALIVE, DAY)
            assert read_line(write_line(entry), "ledger.jsonl", 1) == (entry, [])


# (what it is, what stands in the line, what takes its place, the problems as `code field`, words of the Russian)
REFUSED = [
    ("conflict", LINE, "<<<<<<< HEAD", "ledger-conflict", "«<<<<<<< HEAD»"),
    ("conflict's middle", LINE, "=======", "ledger-conflict", "слияния git"),
    ("conflict's end", LINE, ">>>>>>> links", "ledger-conflict", "Удалите только"),
    ("conflict's base", LINE, "||||||| 1a2b3c", "ledger-conflict", "слияния git"),
    ("no json", LINE, "{key: a}", "ledger-not-json", "«{key: a}»"),
    ("nothing", LINE, "", "ledger-not-json", "пустая строка"),
    ("cut short", LINE[-40:], "", "ledger-not-json", "один объект JSON"),
    ("two on a line", LINE, LINE + LINE, "ledger-not-json", "один объект JSON"),
    ("a list", LINE, f"[{LINE}]", "ledger-not-json", "один объект JSON"),
    ("deep", LINE, "[" * 100_000, "ledger-not-json", "один объект JSON"),
    ("not a number", "200", "NaN", "ledger-not-json", "один объект JSON"),
    ("a long number", "200", "2" * 5000, "ledger-not-json", "один объект JSON"),
    ("half a character", "yt-oembed", "\\ud800", "ledger-not-json", "один объект JSON"),
    ("a field twice", '"status": 200', '"status": 200, "status": 200', "ledger-twice status", "«status»"),
    ("a field twice within", '"status": 404', '"status": 404, "day": 1', "ledger-twice day", "«day»"),
    ("an unknown field", '"sign": "yt-o', '"signs": "yt-o', "ledger-unknown signs", "Может быть, «sign»?"),
    ("an unknown field within", '"sign": "yt-4', '"signs": "yt-4', "ledger-unknown failures.0.signs", "«signs»"),
    ("no key", '"key": "yt:video:06e7Avey5Gw", ', "", "ledger-missing key", "Общее обозначение"),
    ("no day", '"day": "2026-11-02", ', "", "ledger-missing failures.0.day", "День неудачной"),
    ("an empty key", "yt:video:06e7Avey5Gw", "", "ledger-value key", "«»"),
    ("an unknown state", '"alive", "sign"', '"dead", "sign"', "ledger-value state", "«dead»"),
    ("an unknown platform", '"youtube"', '"vk"', "ledger-value platform", "«vk»"),
    ("a quoted status", "200", '"200"', "ledger-value status", "100–999"),
    ("no such status", "200", "99", "ledger-value status", "«99»"),
    ("a truth for a status", "200", "true", "ledger-value status", "«true»"),
    ("no such day", '"last_alive": "2026-11-01"', '"last_alive": "2026-11-31"', "ledger-value last_alive", "«2026-11-31»"),
    ("an hour", '"last_alive": "2026-11-01"', '"last_alive": "2026-11-01T00:00"', "ledger-value last_alive", "ГГГГ-ММ-ДД"),
    ("a failure that is none", '[{"day": "2026-11-02", "state": "gone"', '[{"day": "2026-11-02", "state": "alive"', "ledger-value failures.0.state", "«alive»"),
    ("a text for a failure", "[{", '["x", {', "ledger-value failures.0", "не больше трех"),
    ("a text for an archive", '{"url": "https://web.archive.org/web/1/a", "taken": "2026-10-01", "kind": "page"}', '"x"', "ledger-value archive", "Копия"),
    ("an unknown result", "gone:not_found", "gone:fishing", "ledger-value last_result", "«gone:fishing»"),
    ("two mistakes", '"sign": "yt-oembed", "status": 200', '"status": "x"', "ledger-value status", "«x»"),
    ("gone after one day", '"alive", "sign"', '"gone", "sign"', "ledger-contradiction state", "«gone»"),
    ("seen before it was tried", '"2026-11-02", "last_result"', '"2026-10-02", "last_result"', "ledger-contradiction state", "дат"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_bad_line_is_a_problem_at_its_place(tmp_path: Path, old: str, new: str, expected: str, said: str) -> None:
    assert LINE.count(old) >= 1
    path = tmp_path / "ledger.jsonl"
    other = write_line(_entry("https://example.kz/a"))
    path.write_text(f"{other}\n{LINE.replace(old, new, 1)}\n", encoding="utf-8")
    found, problems = read(path, "data/evidence/ledger.jsonl")
    assert [f"{problem.code} {problem.field}".strip() for problem in problems] == [expected]
    assert list(found) == ["web:example.kz/a"]
    (problem,) = problems
    assert (problem.file, problem.line, problem.severity) == ("data/evidence/ledger.jsonl", 2, "error")
    assert said in problem.text("ru")
    assert problem.message.kk != problem.message.ru
    assert "{" not in problem.message.kk.replace("{key: a}", "").replace("«{", "").replace("[{", "")


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    bad = LINE.replace('"youtube"', '"vk"').replace("200", '"x"')
    path.write_text(f"{bad}\n<<<<<<< HEAD\n{LINE}\n\n", encoding="utf-8")
    found, problems = read(path, "l")
    assert [(problem.line, problem.code) for problem in problems] == [
        (1, "ledger-value"), (1, "ledger-value"), (2, "ledger-conflict"), (4, "ledger-not-json"),
    ]  # fmt: skip
    assert list(found) == [VIDEO.key]


# the file


def test_the_same_entries_are_the_same_bytes(tmp_path: Path) -> None:
    kept = [_entry(f"https://example.kz/{name}") for name in ("b", "а", "a", "ә", "Z", "1\u2028 2")]
    written = set()
    for order in itertools.islice(itertools.permutations(kept), 0, 720, 97):
        write(tmp_path / "ledger.jsonl", _file(*order))
        written.add((tmp_path / "ledger.jsonl").read_bytes())
    (data,) = written
    lines = data.decode().split("\n")
    assert lines[-1] == ""
    assert len(lines) == 7
    assert "web:example.kz/ә" in data.decode()
    found, problems = read(tmp_path / "ledger.jsonl", "l")
    assert (found, problems) == (_file(*kept), [])
    assert list(found) == sorted(found)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.jsonl"]


def test_no_file_and_an_empty_one_hold_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    assert read(path, "l") == ({}, [])
    path.write_bytes(b"")
    assert read(path, "l") == ({}, [])
    write(path, {})
    assert path.read_bytes() == b""


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(LINE.encode() + b"\n\xff\xfe\n")
    assert [problem.code for problem in read(path, "l")[1]] == ["not-utf8"]
    path.unlink()
    path.mkdir()
    assert [problem.code for problem in read(path, "l")[1]] == ["unreadable"]


def test_the_ends_of_lines_and_the_last_may_be_an_editors(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    other = write_line(_entry("https://example.kz/a"))
    path.write_bytes(f"\ufeff{other}\r\n{LINE}".encode())
    found, problems = read(path, "l")
    assert (list(found), problems) == (["web:example.kz/a", VIDEO.key], [])


def test_two_lines_of_one_link_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    mine, theirs = observe(_entry(), GONE, _day(3)), observe(_entry(day=_day(2)), GONE, _day(4))
    path.write_text(f"{write_line(theirs)}\n{write_line(mine)}\n", encoding="utf-8")
    (entry,) = read(path, "l")[0].values()
    assert entry == merge(mine, theirs)
    assert [failure.day for failure in entry.failures] == [_day(3), _day(4)]


# a run


def test_a_run_keeps_what_it_sees(tmp_path: Path) -> None:
    path = tmp_path / "evidence" / "ledger.jsonl"
    copy = Snapshot("https://web.archive.org/web/1/a", DAY, "page")
    with open_ledger(path, "l") as ledger:
        before = ledger.entries
        assert ledger.observe(VIDEO, ALIVE, DAY) == _entry()
        assert ledger.archive(VIDEO, copy).archive == copy
        assert ledger.entries[VIDEO.key].state == "alive"
        assert before == {}
        assert ledger.said == ()
    with open_ledger(path, "l") as ledger:
        after = ledger.observe(VIDEO, GONE, _day(2))
        with pytest.raises(ValueError, match="without a key"):
            ledger.observe(identify("no link"), GONE, DAY)
    assert read(path, "l") == ({VIDEO.key: after}, [])
    assert (after.last_alive, len(after.failures), after.archive) == (DAY, 1, copy)
    assert journal_of(path).read_bytes() == b""


def test_a_run_that_fails_keeps_what_it_saw(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"

    def fail() -> None:
        with open_ledger(path, "l") as ledger:
            ledger.observe(VIDEO, ALIVE, DAY)
            raise KeyboardInterrupt

    pytest.raises(KeyboardInterrupt, fail)
    assert read(path, "l")[0] == _file(_entry())


def test_two_runs_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    with open_ledger(path, "data/evidence/ledger.jsonl") as ledger:
        with pytest.raises(LedgerHeld) as held, open_ledger(path, "data/evidence/ledger.jsonl"):
            pass
        ledger.observe(VIDEO, ALIVE, DAY)
    assert "data/evidence/ledger.jsonl" in held.value.message.kk
    assert "другая проверка" in held.value.message.ru
    with open_ledger(path, "l") as ledger:
        assert list(ledger.entries) == [VIDEO.key]


def test_threads_share_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    links = [identify(f"https://example.kz/{number}") for number in range(200)]
    with open_ledger(path, "l") as ledger:

        def look(part: int) -> None:
            for link in links[part::4]:
                ledger.observe(link, ALIVE, DAY)

        threads = [threading.Thread(target=look, args=(part,)) for part in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert journal_of(path).read_bytes().count(b"\n") == 200
    assert read(path, "l") == (_file(*(_entry(link.url) for link in links)), [])


def _journal(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    journal_of(path).write_bytes(data)


def test_a_journal_cut_anywhere_gives_its_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # two thousand of them would take the test's whole time
    looks = [start(identify(f"https://example.kz/ә{number}")) for number in range(3)]
    whole = "".join(f"{write_line(look)}\n" for look in looks).encode()
    for cut in range(len(whole) + 1):
        path = tmp_path / str(cut) / "ledger.jsonl"
        _journal(path, whole[:cut])
        lines = whole[:cut].count(b"\n")
        with open_ledger(path, "data/ledger.jsonl") as ledger:
            assert list(ledger.entries.values()) == looks[:lines]
            torn = [(problem.file, problem.line, problem.severity) for problem in ledger.said]
        clean = whole[:cut].endswith(b"\n") or not cut
        assert torn == ([] if clean else [("data/ledger.journal.jsonl", lines + 1, "notice")])
        assert read(path, "l") == (_file(*looks[:lines]), [])


def test_a_journal_folded_twice_changes_nothing(tmp_path: Path) -> None:
    """As when a run was killed after it had replaced the ledger and before it emptied the journal."""
    path = tmp_path / "ledger.jsonl"
    with open_ledger(path, "l") as ledger:
        for verdict, day in [(GONE, 1), (ALIVE, 2), (GONE, 2), (GONE, 3), (Verdict("transient", "timeout"), 3)]:
            ledger.observe(VIDEO, verdict, _day(day))
        journal = journal_of(path).read_bytes()
    once = path.read_bytes()
    _journal(path, journal)
    with open_ledger(path, "l"):
        pass
    assert path.read_bytes() == once


def test_a_bad_line_stops_a_run_before_anything_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_text(f"{LINE}\n=======\n", encoding="utf-8")
    _journal(path, b"{}\n" + LINE.encode() + b"\n")
    with pytest.raises(LedgerUnreadable) as refused, open_ledger(path, "l.jsonl"):
        pass
    places = {(problem.file, problem.line) for problem in refused.value.problems}
    assert places == {("l.jsonl", 2), ("l.journal.jsonl", 1)}
    assert path.read_text(encoding="utf-8") == f"{LINE}\n=======\n"
    assert journal_of(path).read_bytes().startswith(b"{}\n")


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, write_some = tmp_path / "ledger.jsonl", os.write

    def half(file: int, data: bytes) -> int:
        if len(data) < 30:
            raise OSError(28, "No space left on device")
        return write_some(file, data[: len(data) // 2])

    with open_ledger(path, "l") as ledger:
        monkeypatch.setattr(os, "write", half)
        with pytest.raises(OSError, match="No space"):
            ledger.observe(VIDEO, ALIVE, DAY)
        monkeypatch.undo()
        assert ledger.entries == {}
        ledger.observe(identify("https://example.kz/a"), ALIVE, DAY)
        assert journal_of(path).read_bytes().count(b"\n") == 1
        assert read_line(journal_of(path).read_text(encoding="utf-8").rstrip("\n"), "l", 1)[1] == []


# kills


def _folded(known: dict[str, Entry], seed: int, looks: int) -> dict[str, Entry]:
    after = dict(known)
    for link, verdict, day in itertools.islice(ledgerwriter.plan(seed), looks):
        after[link.key] = observe(after.get(link.key, start(link)), verdict, day)
    return after


def _recovered(folder: Path, aside: Path) -> dict[str, Entry]:
    """What the next run would find; the files themselves stay as the killed run left them."""
    found, problems = read(folder / "ledger.jsonl", "l")
    assert problems == []
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(folder, aside)
    with open_ledger(aside / "ledger.jsonl", "l") as ledger:
        assert set(found) <= set(ledger.entries)
        return dict(ledger.entries)


def _await(report: Path, looks: int) -> None:
    """Wait until so many looks are reported, however busy the machine is."""
    until = time.monotonic() + 30
    while not report.exists() or report.stat().st_size <= looks:
        assert time.monotonic() < until, "the run does not get on"
        time.sleep(0.001)


def test_two_hundred_kills_lose_nothing_that_was_seen(tmp_path: Path) -> None:
    """After each kill the ledger is exactly what was reported, or that and the one look not yet reported."""
    folder, chance = tmp_path / "evidence", random.Random(20261124)
    folder.mkdir()
    known: dict[str, Entry] = {}
    reported, unopened = [], 0
    with subprocess.Popen(
        [sys.executable, ledgerwriter.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdin
        assert writer.stdout
        for seed in range(200):
            report = tmp_path / f"seen.{seed}"
            writer.stdin.write(f"{folder / 'ledger.jsonl'} {report} {seed}\n")
            writer.stdin.flush()
            child = int(writer.stdout.readline())
            if seed % 4:  # else it is killed while it starts, or recovers what the one before it left
                _await(report, chance.randrange(40))
            time.sleep(chance.uniform(0, 0.03))  # the moment of the kill is what is tried
            os.kill(child, signal.SIGKILL)
            assert writer.stdout.readline() == "dead\n"
            looks = max(0, len(report.read_bytes() if report.exists() else b"") - 1)
            found = _recovered(folder, tmp_path / "aside")
            allowed = [_folded(known, seed, count) for count in (looks, looks + 1)]
            assert found in allowed, f"run {seed}, {looks} looks reported"
            known = found
            reported.append(looks)
            unopened += not report.exists() or not report.read_bytes()
        writer.stdin.close()
    assert len(reported) == 200
    assert sum(looks > 0 for looks in reported) >= 100
    assert len(known) == len(ledgerwriter.LINKS)
    print(f"{sum(reported)} looks reported, {unopened} runs killed before the ledger was open")


# two branches


def _git(folder: Path, *arguments: str) -> str:
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder), "PATH": os.environ["PATH"],
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.kz", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.kz",
    }  # fmt: skip
    done = subprocess.run(["git", *arguments], cwd=folder, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _look(path: Path, looks: dict[str, Verdict], day: datetime.date) -> None:
    with open_ledger(path, "l") as ledger:
        for url, verdict in looks.items():
            ledger.observe(identify(url), verdict, day)


@pytest.mark.parametrize("base", [0, 1, 30], ids=lambda base: f"{base} before")
def test_two_branches_that_looked_at_links_merge(tmp_path: Path, base: int) -> None:
    """Side by side in the order of the keys, and the same link on both: real git, this repository's attributes."""
    path = tmp_path / "data/evidence/ledger.jsonl"
    old = {f"https://example.kz/{number:02}": ALIVE for number in range(base)}
    mine = {f"https://example.kz/{number:02}a": ALIVE for number in range(0, 40, 2)} | {VIDEO.url: GONE}
    theirs = (
        {f"https://example.kz/{number:02}b": ALIVE for number in range(0, 40, 3)}
        | {VIDEO.url: GONE}
        | dict(list(old.items())[:3])
    )
    for name in (".gitattributes", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path / name)
    _git(tmp_path, "init", "-q", "-b", "main")
    _look(path, old, DAY)
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-q", "-m", "base")
    assert "journal" not in _git(tmp_path, "ls-files")
    for branch, looks, day in (("mine", mine, _day(2)), ("theirs", theirs, _day(3))):
        _git(tmp_path, "switch", "-q", "-c", branch, "main")
        _look(path, looks, day)
        _git(tmp_path, "commit", "-q", "-a", "-m", branch)
    _git(tmp_path, "merge", "-q", "--no-edit", "mine")
    found, problems = read(path, "l")
    assert problems == []
    assert set(found) == {identify(url).key for url in {**old, **mine, **theirs}}
    assert [failure.day for failure in found[VIDEO.key].failures] == [_day(2), _day(3)]
    assert all(found[identify(url).key].last_tried == _day(3) for url in theirs)
    with open_ledger(path, "l"):
        pass
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(found)
    assert [read_line(line, "l", 1)[0] for line in lines] == [found[key] for key in sorted(found)]
