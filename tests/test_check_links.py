"""The command as a person runs it, against a small web on loopback."""

import datetime
import fcntl
import json
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from builtsite import REAL, REPOSITORY
from hostile import BEHAVIOURS, HostileServer
from smallweb import (
    COPY,
    DEAD,
    Done,
    Progress,
    Web,
    check,
    check_outside,
    command,
    environment,
    helptext,
    language_of,
    parse,
    records,
    serving,
    words,
)  # fmt: skip

from grantpages.evidence.ledgerfile import read
from grantpages.problem import LANGUAGES, Language, Message

VIDEO, OTHER = "06e7Avey5Gw", "dQw4w9WgXcQ"
WATCH, NEWS = f"https://youtu.be/{VIDEO}", "https://news.example/1"
POST = "https://www.instagram.com/p/DGzq05tNPl_/"
DAYS = ("2026-11-01", "2026-11-08", "2026-11-15")
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        web.videos |= {VIDEO, OTHER}
        web.pages |= {"/1", "/2"}
        yield web


def _states(data: Path) -> dict[str, str]:
    entries, problems = read(data / "evidence" / "ledger.jsonl", "ledger")
    assert problems == []
    return {key: f"{entry.state}:{entry.reason}" if entry.reason else entry.state for key, entry in entries.items()}


def _gone(data: Path, web: Web, *arguments: object) -> Done:
    """Three runs on three days; what the last one says."""
    for day in DAYS[:2]:
        done = check(data, web, "--today", day, "--fail-on", "gone")
        assert done.returncode == 0, done.stdout + done.stderr
    return check(data, web, "--today", DAYS[2], *arguments)


SAID: Mapping[str, Mapping[Language, str]] = {
    "alive": {
        "kk": "Қорытынды: жоғалғаны расталған сілтеме жоқ.",
        "ru": "Итог: подтвержденно пропавших ссылок нет.",
    },
    "cited": {
        "kk": "Жазбаларда келтірілген сілтеме: 7, әртүрлі бет: 2.",
        "ru": "Ссылок в записях: 7, разных страниц: 2.",
    },
    "mapped": {"kk": "Нәтиже – сынақ қана.", "ru": "Результат – только проба."},
}


@BOTH
def test_all_alive(tmp_path: Path, web: Web, language: Language) -> None:
    data = records(tmp_path, WATCH, NEWS)
    done = check_outside(data, web, "--lang", language)
    assert done.returncode == 0, done.stderr
    for said in SAID.values():
        assert said[language] in done.stdout
    assert _states(data) == {f"yt:video:{VIDEO}": "alive", "web:news.example/1": "alive"}
    (agent,) = web.agents
    assert re.fullmatch(r"Grantpages-link-check/[\d.]+ \(\+https://cisc\.kz/\)", agent)
    assert "2 / 2" in done.stderr


@BOTH
def test_what_is_not_found_on_three_days_is_gone(tmp_path: Path, web: Web, language: Language) -> None:
    data = records(tmp_path, NEWS, "https://news.example/lost", WATCH)
    markdown = tmp_path / "gone.md"
    done = _gone(data, web, "--lang", language, "--markdown", markdown)
    assert done.returncode == 1, done.stdout
    assert _states(data)["web:news.example/lost"] == "gone:not_found"
    where = f"{data}/calls/aqtas-2025.yml:30"
    assert f"{where}: https://news.example/lost" in done.stdout
    assert "01.11.2026, 08.11.2026, 15.11.2026" in done.stdout
    assert {"kk": "Не істеу керек: ", "ru": "Что делать: "}[language] in done.stdout
    assert f"`https://news.example/lost` – бет жоқ · страницы нет – `{where}`" in markdown.read_text(encoding="utf-8")
    for chosen, code in (("none", 0), ("private,errors", 0), ("gone", 1)):
        assert check(data, None, "--offline", "--fail-on", chosen, "--today", DAYS[2]).returncode == code


def test_a_suspicion_is_shown_and_fails_nothing(tmp_path: Path, web: Web) -> None:
    data = records(tmp_path, "https://news.example/lost")
    done = check(data, web, "--lang", "ru", "--today", DAYS[0], "--markdown", tmp_path / "gone.md")
    assert done.returncode == 0
    assert "не найдена, но это еще не подтверждено; не найдена: 01.11.2026." in done.stdout
    assert (tmp_path / "gone.md").read_text() == ""


@BOTH
def test_a_login_page_proves_nothing(tmp_path: Path, web: Web, language: Language) -> None:
    data = records(tmp_path, POST)
    done = check(data, web, "--lang", language)
    assert done.returncode == 0, done.stdout
    assert {"kk": "платформа кіруді талап етеді: 1", "ru": "платформа требует войти: 1"}[language] in done.stdout
    untrusted = {
        "kk": "Instagram: 1 бет, тексеру мүмкін болмағаны – 1.",
        "ru": "Instagram: страниц 1, не удалось проверить 1.",
    }
    assert untrusted[language] in done.stdout
    assert _states(data) == {"ig:media:DGzq05tNPl_": "unverifiable:login_wall"}


@BOTH
def test_a_misjudged_canary_is_a_failed_measurement(tmp_path: Path, web: Web, language: Language) -> None:
    web.videos |= {DEAD}
    data = records(tmp_path, WATCH, NEWS)
    done = check(data, web, "--lang", language)
    assert done.returncode == 3
    assert {"kk": "Тексеру құралы сенімсіз: YouTube.", "ru": "Проверка ненадежна: YouTube."}[language] in done.stdout
    assert _states(data) == {f"yt:video:{VIDEO}": "unverifiable:canary", "web:news.example/1": "alive"}
    assert check(data, web, "--no-canaries", "--lang", language).returncode == 0
    assert _states(data)[f"yt:video:{VIDEO}"] == "alive"


@BOTH
def test_no_network_is_a_failed_measurement(tmp_path: Path, web: Web, language: Language) -> None:
    data = records(tmp_path, WATCH, NEWS)
    web.map = dict.fromkeys(web.map, "http://127.0.0.1:9")
    done = check_outside(data, web, "--lang", language)
    assert done.returncode == 3
    assert {"kk": "Ешбір сервер жауап бермеді.", "ru": "Не ответил ни один сервер."}[language] in done.stdout
    assert _states(data) == {}


def test_what_was_tried_today_is_not_asked_again(tmp_path: Path, web: Web) -> None:
    data = records(tmp_path, WATCH, NEWS)
    check(data, web, "--today", DAYS[0])
    asked = len(web.asked)
    done = check(data, web, "--today", DAYS[0], "--format", "json")
    assert len(web.asked) == asked
    assert {link["left"] for link in json.loads(done.stdout)["links"]} == {"fresh"}
    assert check(data, web, "--today", DAYS[1], "--max-age", 8).returncode == 0
    assert len(web.asked) == asked
    check(data, web, "--today", DAYS[1])
    assert len(web.asked) > asked


@pytest.mark.parametrize(
    ("only", "asked"),
    [
        (["youtube"], {VIDEO}),
        ([f"yt:video:{VIDEO}"], {VIDEO}),
        (["news.example/2"], {"/2"}),
        (["YOUTU.BE", "/1"], {VIDEO, "/1"}),
        (["aqtas-2025"], {"/1"}),
        (["aqtas-2025-1"], {"/1", "/2", VIDEO}),
    ],
)
def test_only(tmp_path: Path, web: Web, only: list[str], asked: set[str]) -> None:
    data = records(tmp_path, NEWS, NEWS, WATCH, "https://news.example/2", NEWS)
    done = check(data, web, *(f"--only={what}" for what in only), "--format", "json")
    assert done.returncode == 0, done.stderr
    links = json.loads(done.stdout)["links"]
    assert {link["url"] for link in links} == {
        WATCH if what == VIDEO else f"https://news.example{what}" for what in asked
    }
    assert {link["state"] for link in links} == {"alive"}


def _git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=x", "-c", "user.email=x@example.kz"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


def test_changed_since(tmp_path: Path) -> None:
    data = records(tmp_path, NEWS, NEWS, WATCH)
    _git(tmp_path, "init", "-b", "main")
    _git(tmp_path, "add", "data")
    _git(tmp_path, "commit", "-m", "x")

    def cited() -> list[str]:
        done = check(data, None, "--offline", "--changed-since", "main", "--format", "json")
        assert done.returncode == 0, done.stderr
        return [link["url"] for link in json.loads(done.stdout)["links"]]

    assert cited() == []
    call = data / "calls" / "aqtas-2025.yml"
    call.write_text(call.read_text(encoding="utf-8").replace(NEWS, "https://news.example/2"), encoding="utf-8")
    assert cited() == ["https://news.example/2"]
    _git(tmp_path, "checkout", "-b", "work")
    _git(tmp_path, "commit", "-am", "y")
    text, _, _ = (data / "projects" / "aqtas-2025-1.yml").read_text(encoding="utf-8").partition("documents:\n")
    (data / "projects" / "aqtas-2025-3.yml").write_text(text, encoding="utf-8")
    assert cited() == ["https://news.example/2", WATCH]


@BOTH
def test_the_real_records_offline(language: Language) -> None:
    done = check(REAL, None, "--offline", "--lang", language, "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    counts = report["counts"]
    assert (counts["citations"], counts["pages"]) == (54, 50)
    assert sum(counts["by_platform"].values()) == 50
    assert report["run"] is None
    (link,) = [link for link in report["links"] if link["key"] == "ig:media:DGzq05tNPl_"]
    assert link["created"] == "2025-03-05"
    codes = [finding["code"] for finding in report["findings"]]
    assert {"link-twice", "link-profile", "link-after-closing"} <= {*codes}
    assert codes.count("link-after-closing") == 2


# forms


@pytest.fixture
def gone(tmp_path: Path, web: Web) -> Path:
    """Records with one page that is gone, one that shows a login, one alive and one that is no address."""
    data = records(tmp_path, NEWS, "https://news.example/lost", POST, "https://youtu.be/short", WATCH)
    assert _gone(data, web, "--fail-on", "none").returncode == 0
    return data


def test_json(gone: Path) -> None:
    report = json.loads(check(gone, None, "--offline", "--format", "json", "--today", DAYS[2]).stdout)
    assert [report[name] for name in ("schema", "day", "offline", "exit")] == [1, DAYS[2], True, 1]
    assert report["counts"]["by_state"] == {"alive": 2, "gone": 1, "unverifiable": 2}
    links: Mapping[str, Any] = {link["key"]: link for link in report["links"]}
    lost = links["web:news.example/lost"]
    assert [lost["state"], lost["reason"], lost["broken"]] == ["gone", "not_found", True]
    assert [failure["day"] for failure in lost["failures"]] == list(DAYS)
    place = lost["places"][0]
    assert place["file"].endswith("data/calls/aqtas-2025.yml")
    lines = (gone / "calls" / "aqtas-2025.yml").read_text(encoding="utf-8").splitlines()
    assert lines[place["line"] - 1].endswith(place["printed"])
    assert links["yt:video:short"]["broken"]
    assert not links["ig:media:DGzq05tNPl_"]["broken"]
    assert {finding["severity"] for finding in report["findings"]} <= {"error", "warning", "notice"}


def test_junit(gone: Path) -> None:
    done = check(gone, None, "--offline", "--format", "junit", "--lang", "ru", "--today", DAYS[2])
    suite = ElementTree.fromstring(done.stdout)[0]
    cases = {case.attrib["name"]: case for case in suite}
    assert (suite.attrib["tests"], suite.attrib["failures"], suite.attrib["skipped"]) == ("5", "2", "1")
    assert [child.attrib["type"] for child in cases["web:news.example/lost"]] == ["gone"]
    assert [child.attrib["type"] for child in cases["yt:video:short"]] == ["malformed"]
    assert [child.tag for child in cases["ig:media:DGzq05tNPl_"]] == ["skipped"]
    assert list(cases[f"yt:video:{VIDEO}"]) == []


def test_github(gone: Path) -> None:
    done = check(gone, None, "--offline", "--format", "github", "--lang", "ru", "--today", DAYS[2])
    marks = [
        re.fullmatch(r"::(error|warning|notice) file=(.+),line=(\d+),title=([\w-]+)::(.+)", line)
        for line in done.stdout.splitlines()
    ]
    assert all(marks)
    lost = [mark.groups() for mark in marks if mark and mark[4] == "link-gone"]
    assert [(level, line) for level, _, line, _, _ in lost] == [("error", "30")]
    assert lost[0][1].endswith("data/calls/aqtas-2025.yml")
    assert "https://news.example/lost" in lost[0][4]


# a person's decisions

DECISION = """decisions:
  - url: https://news.example/lost
    seen: {seen}
    reason: {{kk: Көрдім., ru: Видел.}}
    who: Бас маман
    until: {until}
"""


def test_a_link_seen_by_hand_fails_nothing_until_its_day(gone: Path) -> None:
    exceptions = gone / "evidence" / "exceptions.yml"
    exceptions.write_text(DECISION.format(seen="2026-11-16", until="2026-12-31"), encoding="utf-8")
    known = ("--offline", "--lang", "ru", "--fail-on", "gone,expired")
    done = check(gone, None, *known, "--today", "2026-12-31")
    assert done.returncode == 0
    assert "открыта вручную 16.11.2026 (Бас маман), действует по 31.12.2026" in done.stdout
    assert re.search(r"страницы нет +1 ", done.stdout)
    done = check(gone, None, *known, "--today", "2027-01-01")
    assert done.returncode == 1
    assert "exceptions.yml:6: decisions.0.until: решение должно действовать" in done.stdout


# the archive


def test_a_copy_is_looked_up_and_kept(tmp_path: Path, web: Web) -> None:
    data = records(tmp_path, NEWS, WATCH)
    done = check(data, web, "--archive", "--lang", "ru")
    assert done.returncode == 0, done.stderr
    assert "копий найдено – 1, не найдено – 1, новых запрошено – 0" in done.stdout
    entries, _ = read(data / "evidence" / "ledger.jsonl", "ledger")
    copy = entries["web:news.example/1"].archive
    assert copy
    assert (copy.url, copy.kind) == (COPY, "page")


# what cannot be run

BAD: list[tuple[list[str], str, str]] = [
    (["--frobnicate"], "«--frobnicate» деген параметр жоқ.", "Параметра «--frobnicate» нет."),
    (["somewhere"], "«somewhere» деген параметр жоқ.", "Параметра «somewhere» нет."),
    (["--max-age"], "--max-age параметрі қате жазылған", "Параметр --max-age записан неверно"),
    (["--offline=yes"], "--offline параметрі қате жазылған", "Параметр --offline записан неверно"),
    (["--max-age", "-1"], "0 мен 36500 арасындағы сан", "число от 0 до 36500"),
    (["--jobs", "0"], "1 мен 64 арасындағы сан", "число от 1 до 64"),
    (["--jobs", "many"], "ал «many» тұр", "а стоит «many»"),
    (["--format", "html"], "text, json, junit, github", "text, json, junit, github"),
    (["--fail-on", "unverifiable"], "көрінбеген нәрсе үшін", "чего не увидела"),
    (["--fail-on", "gone,gnoe"], "«gnoe»", "«gnoe»"),
    (["--today", "yesterday"], "ЖЖЖЖ-АА-КК", "ГГГГ-ММ-ДД"),
    (["--contact", "me\nX: y"], "https://", "https://"),
    (["--base-url-map", "youtube.com=http://example.com:80"], "127.0.0.1", "127.0.0.1"),
    (["--base-url-map", "/no/such.json"], "JSON", "JSON"),
    (["--no-canaries"], "--base-url-map параметрімен бірге", "только вместе с --base-url-map"),
    (["--pause", "0"], "--base-url-map параметрімен бірге", "только вместе с --base-url-map"),
    (["--save"], "GRANTPAGES_ARCHIVE_ACCESS", "GRANTPAGES_ARCHIVE_ACCESS"),
    (["--offline", "--archive"], "бірге болмайды", "вместе не бывают"),
    (["--offline", "--only", "nowhere"], "сәйкес сілтеме жоқ", "таких ссылок нет"),
    (["--offline", "--changed-since=--output=x"], "git", "git"),
]


@pytest.mark.parametrize(("arguments", "kazakh", "russian"), BAD, ids=[" ".join(row[0])[:40] for row in BAD])
def test_bad_arguments(tmp_path: Path, arguments: list[str], kazakh: str, russian: str) -> None:
    data = records(tmp_path, NEWS)
    for language, said in (("kk", kazakh), ("ru", russian)):
        done = check(data, None, *arguments, GRANTPAGES_LANG=language)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert not (data / "evidence").exists()


@BOTH
def test_bad_data(tmp_path: Path, language: Language) -> None:
    data = records(tmp_path, NEWS)
    assert check(tmp_path / "nowhere", None, "--offline", "--lang", language).returncode == 2
    (data / "evidence").mkdir()
    for file in ("projects/aqtas-2025-1.yml", "evidence/exceptions.yml", "evidence/ledger.jsonl"):
        whole = (data / file).read_bytes() if (data / file).exists() else None
        (data / file).write_text("x: [", encoding="utf-8")
        for offline in (["--offline"], []):
            done = check(data, None, "--lang", language, *offline)
            assert (done.returncode, done.stdout) == (2, "")
            assert f"data/{file}:1" in done.stderr
        (data / file).write_bytes(whole) if whole else (data / file).unlink()


@BOTH
def test_two_runs_do_not_write_one_ledger(tmp_path: Path, web: Web, language: Language) -> None:
    data = records(tmp_path, NEWS)
    (data / "evidence").mkdir()
    with (data / "evidence" / "ledger.journal.jsonl").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = check(data, web, "--lang", language)
    assert (done.returncode, done.stdout) == (2, "")
    assert {"kk": "басқа тексеру жазып жатыр", "ru": "ведет другая проверка"}[language] in done.stderr


@BOTH
def test_an_interrupted_run_says_what_is_kept_and_goes_on_next_time(
    tmp_path: Path, web: Web, language: Language
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def answer(host: str, path: str, real: Callable[..., Any] = web.answer) -> Any:
        if path == "/2":
            reached.set()
            go_on.wait(30)
        return real(host, path)

    web.answer = answer  # type: ignore[method-assign]
    data = records(tmp_path, WATCH, "https://news.example/2", NEWS)
    line = command(data, web, "--jobs", 1, "--lang", language)
    heeded = ["env", "--default-signal=INT", *line]  # a shell's background job would ignore it
    running = subprocess.Popen(heeded, env=environment(), stdout=-1, stderr=-1, encoding="utf-8")
    assert reached.wait(30)
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=30)
    go_on.set()
    assert (running.returncode, out) == (130, "")
    assert {"kk": "Тоқтатылды.", "ru": "Остановлено."}[language] in said
    kept = _states(data)
    assert kept
    assert "web:news.example/2" not in kept
    done = check(data, web, "--format", "json")
    left = {link["key"]: link["left"] for link in json.loads(done.stdout)["links"]}
    assert left == {key: "fresh" if key in kept else None for key in left}
    assert set(_states(data).values()) == {"alive"}


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "kk"),
        ([], {"GRANTPAGES_LANG": "ru"}, "ru"),
        (["--lang", "ru"], {}, "ru"),
        (["--lang=ru", "--offline"], {"GRANTPAGES_LANG": "kk"}, "ru"),
        (["--lang"], {}, "kk"),
        (["--lang", "en"], {"GRANTPAGES_LANG": "ru"}, "ru"),
    ],
)
def test_the_language_is_known_before_anything_else(
    arguments: list[str], environment: dict[str, str], language: Language
) -> None:
    assert language_of(arguments, environment) == language


@BOTH
def test_help_lists_every_option_and_code(language: Language) -> None:
    done = check_outside(REAL, None, "--help", "--lang", language)
    assert done.returncode == 0
    for option in ("--offline", "--only", "--changed-since", "--fail-on", "--meta-oembed", "--base-url-map", "--today"):
        assert option in done.stdout
    assert {"kk": "аяқталу коды:", "ru": "код завершения:"}[language] in done.stdout
    assert "Meta Platform Terms" in done.stdout
    assert "  130  " in done.stdout
    assert "usage" not in done.stdout


def test_the_workflow_asks_for_what_the_command_knows() -> None:
    lines = (REPOSITORY / ".github" / "workflows" / "links.yml").read_text(encoding="utf-8")
    asked = [parse(line.split(), {}, datetime.date(2026, 11, 24)) for line in re.findall(r'ARGS="(.*)"', lines)]
    assert [each.offline for each in asked] == [True, False]
    assert asked[0].changed_since == "$BASE"
    assert asked[1].fail_on == frozenset()
    assert asked[1].markdown == Path("build/links.md")


QUICK = {name for name, played in BEHAVIOURS.items() if played.failure != "timeout" and not played.listener}


def test_every_behaviour_of_the_hostile_server_ends_in_its_verdict(tmp_path: Path) -> None:
    """Those that do not last the whole deadline, by the whole command. TLS listeners have an authority of their own."""
    with HostileServer(pace=0.02) as server:
        data = records(tmp_path, *map(server.named, sorted(QUICK)))
        done = check(data, Web(server.base_url_map), "--no-canaries", "--format", "json")
        names = {server.named(name): name for name in QUICK}
    report = json.loads(done.stdout)
    seen = {names[link["url"]]: (link["now"]["state"], link["now"]["reason"] or "") for link in report["links"]}
    assert len(seen) > 60
    assert seen == {name: (BEHAVIOURS[name].state, BEHAVIOURS[name].reason) for name in QUICK}
    assert (done.returncode, report["run"]["errors"], report["run"]["left"]) == (0, [], {})


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [_Terminal(), StringIO()])
def test_progress_shows_counts_rate_and_time_left(stream: StringIO) -> None:
    times = iter([0.0, *[4.0] * 100])
    progress = Progress(stream, 10, "ru", lambda: next(times))
    for number in range(3):
        progress.saw(str(number), "alive")
    progress.saw("2", "transient")
    progress.passed_by()
    assert progress.line() == "4 / 10 · открывается 2, временно не открылась 1 · 1.0/с · осталось 0:06"
    with progress:
        pass
    assert stream.getvalue().startswith("\r[█████████···············] 4 / 10" if stream.isatty() else "4 / 10")
    assert stream.getvalue().endswith("\n")


def _said(value: Any) -> Iterator[Message]:
    if isinstance(value, Message):
        yield value
    elif isinstance(value, dict | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _said(inner)


@pytest.mark.parametrize("module", [words, helptext])
def test_both_languages_say_the_same(module: ModuleType) -> None:
    said = [message for value in vars(module).values() for message in _said(value)]
    assert len(said) > 20
    for kazakh, russian in said:
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (kazakh, russian)]
        assert named[0] == named[1], kazakh
        assert not re.search("[әғқңөұүһіё]", russian, re.IGNORECASE), russian
        assert " - " not in kazakh + russian
