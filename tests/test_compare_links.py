"""The comparison of link checkers: how each one's output is read, when it is right, how the tables are written.

The outputs are what the tools printed on the date and with the version that stand beside them; the
tools themselves are not run here.
"""

import json
import subprocess
import sys

import pytest
from builtsite import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "compare_links.py"
sys.path += [str(SCRIPT.parent), str(REPOSITORY)]

import marked  # noqa: E402
from comparing import page, parsing, platforms, running, sites, speed, words  # noqa: E402
from comparing.behaviours import OURS, PAGES, Compared, Row  # noqa: E402
from comparing.judging import MARKS, Case, Said, mark  # noqa: E402
from comparing.named import NAMED  # noqa: E402

from grantpages.problem import LANGUAGES, Message  # noqa: E402
from tests.hostile import BEHAVIOURS  # noqa: E402

LINK = "http://127.0.0.1:43407/404/page-1"


# lychee 0.24.2, 2026-11-24, `--format json`; durations and spans left out.
def _lychee(link: str = "", **counts: int) -> str:
    listed = {"http://localhost:43407/": [{"url": link, "status": {"text": "Rejected status code", "code": 404}}]}
    maps = {f"{name}_map": {} for name in ("success", "error", "timeout", "suggestion", "redirect", "excluded")}
    names = ("successful", "unknown", "unsupported", "timeouts", "redirects", "excludes", "errors")
    found = {"total": 1, **dict.fromkeys(names, 0), **counts, **maps, "detailed_stats": False}
    return json.dumps(found | ({"error_map": listed} if link else {}), indent=2)


# linkchecker 10.6.0, 2026-11-24, `-o csv -v`.
def _linkchecker(valid: str, result: str, warning: str = "", link: str = LINK) -> str:
    return (
        "# created by LinkChecker at 2026-11-24 16:09:11+000\n"
        "# Read the documentation at https://linkchecker.github.io/linkchecker/\n"
        "urlname;parentname;base;result;warningstring;infostring;valid;url;line;column;name;dltime;size;checktime;cached;level;modified\n"
        "http://localhost:43407/;;;200 Said;;;True;http://localhost:43407/;;9.3e-05;84;0.01;0;0;\n"
        f"{link};http://localhost:43407/;;{result};{warning};;{valid};{link};1;32;x;-1;39;0.007;0;1;\n"
        "# Stopped checking at 2026-11-24 16:09:12+000 (1 seconds)\n"
    )


# linkinator 7.6.1, 2026-11-24, `--format json`.
def _linkinator(state: str = "", link: str = LINK) -> str:
    links = [{"url": "http://localhost:43407/", "status": 200, "state": "OK", "failureDetails": []}]
    links += [{"url": link, "status": 404, "state": state, "parent": "http://localhost:43407/"}] if state else []
    return json.dumps({"links": links, "passed": state != "BROKEN"}, indent=2)


OUTPUTS = [
    (parsing.lychee, _lychee(successful=1), LINK, "fine"),
    (parsing.lychee, _lychee(successful=1, redirects=1), LINK, "fine"),
    (parsing.lychee, _lychee(LINK, errors=1), LINK, "broken"),
    (parsing.lychee, _lychee(timeouts=1), LINK, "broken"),
    (parsing.lychee, _lychee(excludes=1), LINK, "unsure"),
    (parsing.lychee, _lychee(unsupported=1), LINK, "unsure"),
    (parsing.lychee, _lychee(), LINK, "silent"),
    (parsing.linkchecker, _linkchecker("True", "200 Said"), LINK, "fine"),
    (
        parsing.linkchecker,
        _linkchecker("True", "200 Said", "Redirected to `http://x/login' status: 302."),
        LINK,
        "fine",
    ),
    (parsing.linkchecker, _linkchecker("True", "429 Said", "Rate limited (Retry-After: 1)"), LINK, "unsure"),
    (parsing.linkchecker, _linkchecker("False", "404 Said"), LINK, "broken"),
    (parsing.linkchecker, _linkchecker("True", "200 Said", link="http://other/"), LINK, "silent"),
    (parsing.linkinator, _linkinator("OK"), LINK, "fine"),
    (parsing.linkinator, _linkinator("OK"), f"{LINK}#text", "fine"),
    (parsing.linkinator, _linkinator("BROKEN"), LINK, "broken"),
    (parsing.linkinator, _linkinator("SKIPPED"), LINK, "unsure"),
    (parsing.linkinator, _linkinator(), LINK, "silent"),
]


@pytest.mark.parametrize(("parse", "output", "link", "said"), OUTPUTS)
def test_each_tools_output_is_read(parse: parsing.Parse, output: str, link: str, said: Said) -> None:
    assert parse(output, link) == said


@pytest.mark.parametrize("parse", [parsing.lychee, parsing.linkchecker, parsing.linkinator])
@pytest.mark.parametrize("output", ["", "Traceback (most recent call last):", "[1]", '{"links": 1'])
def test_what_is_no_output_of_the_tool_is_refused(parse: parsing.Parse, output: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own is one
        parse(output, LINK)


JUDGED = [
    (Case("article", "alive"), "fine", "right"),
    (Case("article", "alive"), "broken", "false-broken"),
    (Case("article", "alive"), "unsure", "unsure"),
    (Case("404", "gone", "not_found"), "broken", "right"),
    (Case("404", "gone", "not_found"), "fine", "false-fine"),
    (Case("soft-404", "gone", "soft_404"), "unsure", "unsure"),
    (Case("login", "unknown", "login_wall"), "fine", "false-fine"),
    (Case("login", "unknown", "login_wall"), "broken", "false-broken"),
    (Case("login", "unknown", "login_wall"), "unsure", "right"),
    (Case("999", "unknown", "blocked"), "silent", "right"),
    (Case("article", "alive"), "silent", "unsure"),
    (Case("500", "transient", "server_error"), "broken", "right"),
    (Case("slow-body", "transient", "timeout"), "fine", "false-fine"),
    (Case("tls-expired", "unknown", "insecure"), "broken", "right"),
    (Case("to-loopback", "unknown", "forbidden_address"), "fine", "false-fine"),
    (Case("binary", "unknown", "no_marker"), "fine", "right"),
    (Case("404", "gone", "not_found"), "nothing", "nothing"),
    (Case("404", "gone", "not_found"), "missing", "missing"),
]


@pytest.mark.parametrize(("case", "said", "word"), JUDGED)
def test_what_a_tool_says_is_right_or_wrong(case: Case, said: Said, word: str) -> None:
    assert mark(case, said) == word


def test_every_behaviour_has_its_words_and_no_other_has() -> None:
    assert NAMED.keys() == {*BEHAVIOURS, *platforms.TABLE}
    for index in (0, 1):
        texts = [message[index] for message in NAMED.values()]
        assert [text for text in texts if texts.count(text) > 1 or "|" in text or not text] == []
    assert [name for name, (kk, ru) in NAMED.items() if set("әғқңөұүһі") & set(ru.casefold())] == []


def test_the_links_of_the_platforms_table_are_all_different_and_answered() -> None:
    worlds = platforms.worlds()
    assert len({world.link for world in worlds}) == len(worlds)
    assert {host for world in worlds for host in (answer.partition("/")[0] for answer in world.answers)} <= set(
        platforms.hosts(worlds)
    )


def _compared() -> Compared:
    said: list[tuple[Case, list[Said]]] = [
        (Case("404", "gone", "not_found"), ["broken", "fine", "missing", "broken"]),
        (Case("999", "unknown", "blocked"), ["broken", "nothing", "silent", "unsure"]),
        (Case("tiktok-removed", "gone", "", "tiktok"), ["fine", "fine", "fine", "unsure"]),
    ]
    rows = [Row(case, dict(zip(PAGES, each, strict=True)), "") for case, each in said]
    return Compared(rows, dict.fromkeys(PAGES, 0))


SETTING = page.Setting("2026-11-24", "a machine", {"lychee": "0.24.2", "linkchecker": "", OURS: "0.1.0"})


def test_the_table_says_in_words_who_was_wrong_and_counts_at_the_foot() -> None:
    lines = page.behaviours(_compared(), SETTING, "ru").splitlines()
    assert "2026-11-24. Машина: a machine. Версии: lychee 0.24.2, linkchecker –, grantpages 0.1.0." in lines[0]
    assert "| 404: страницы нет | страницы нет | верно | **ложно: «открывается»** | не установлена | верно |" in lines
    silent = "верно (пропустила молча)"
    refused = "**ложно: «не открывается»**"
    assert (
        f"| Код 999: так LinkedIn отказывает роботам | не видно | {refused} | нет ответа за 30 секунд | {silent} | верно |"
        in lines
    )
    assert "| верно | 1 | 0 | 1 | 2 |" in lines
    assert "| **ложно: «открывается»** | 1 | 2 | 1 | 0 |" in lines
    assert lines.index("## Платформы и новостные сайты") < lines.index("## Любой сайт") < lines.index("## Итог")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_as_many_cells_in_each_row_as_in_its_head(language: str) -> None:
    text = page.behaviours(_compared(), SETTING, language)  # type: ignore[arg-type]
    for table in [part for part in text.split("\n\n") if part.startswith("|")]:
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_both_languages_stand_in_the_foot_of_the_benchmarks() -> None:
    text = page.counted(_compared(), SETTING)
    assert "| дұрыс · верно | 1 | 0 | 1 | 2 |" in text
    assert text.count("\n| ") == len(MARKS) + 2


def test_the_times_are_medians_and_a_missing_tool_says_why() -> None:
    def run(wall: float) -> running.Measured:
        return running.Measured(wall, wall / 2, 10 * wall, 0, "")

    measured = speed.Speed({OURS: [run(3), run(1), run(2)]}, 61.2, {"linkinator": "node, npm"})
    text = page.speeds(measured, SETTING)
    assert "| grantpages | 2.0 | 1.0 | 20 |" in text
    assert "| linkinator: node, npm | – | – | – |" in text
    assert "(+2.0%)" in text


MARKED = "before\n<!-- a -->\nold\n<!-- b -->\nafter\n"
BOTH = ("<!-- a -->", "<!-- b -->")


def test_a_text_is_put_between_its_marks_and_nothing_else_changes() -> None:
    once = marked.placed(MARKED, "new", BOTH)
    assert once == "before\n<!-- a -->\nnew\n<!-- b -->\nafter\n"
    assert marked.placed(once, "new", BOTH) == once


@pytest.mark.parametrize(("text", "absent"), [("x", BOTH[0]), (BOTH[0], BOTH[1]), ("<!-- b --> <!-- a -->", BOTH[1])])
def test_a_page_without_its_marks_is_refused(text: str, absent: str) -> None:
    with pytest.raises(ValueError, match=absent):
        marked.placed(text, "new", BOTH)


def test_one_part_is_renewed_and_the_other_stays() -> None:
    first = marked.section("x\n<!-- a -->\n<!-- b -->\ny\n", "answers", "one", BOTH)
    both = marked.section(first, "speed", "two", BOTH)
    again = marked.section(both, "answers", "three", BOTH)
    assert again == both.replace("one", "three")
    assert again.index("three") < again.index("two") < again.index("<!-- b -->")


def test_the_record_cites_every_page_of_every_host() -> None:
    text = speed.cited(["site1.example.kz", "site2.example.kz"])
    assert text.count("- url: https://site") == 2 * len(sites.paths(speed.PAGES))
    assert speed.cited(["www.instagram.com"]).count(f"https://www.instagram.com{speed.POST}") == speed.POSTS


def test_a_command_that_takes_too_long_is_stopped_and_one_that_ends_is_heard() -> None:
    def said(program: str, seconds: float) -> str | None:
        return running.within((sys.executable, "-c", program), {}, REPOSITORY, seconds)

    assert said("print('here')", 30) == "here\n"
    assert said("import time; time.sleep(60)", 0.3) is None


def test_a_command_is_measured_apart_from_the_process_that_starts_it() -> None:
    held = b"x" * (200 * 2**20)
    measured = running.measure([sys.executable, "-S", "-E", "-c", "print('here')"])
    assert (measured.code, measured.output) == (0, "here\n")
    assert 0 < measured.memory < len(held) / 2**20


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_the_readers_language(language: str) -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--help", "--lang", language], capture_output=True, text=True)
    assert done.returncode == 0
    said = getattr(words.WRITE, language).split()[0]
    assert said in done.stdout


def test_without_openssl_the_command_says_what_is_missing() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--lang", "ru"], capture_output=True, text=True, env={"PATH": "/nowhere"}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "openssl" in done.stderr


def test_every_message_is_in_both_languages() -> None:
    messages = [value for value in vars(words).values() if isinstance(value, Message)]
    messages += [*words.TRUTHS.values(), *words.MARKED.values()]
    assert len(messages) > 25
    assert [message for message in messages if not (message.kk and message.ru)] == []


TWO = """
import subprocess, sys
held = bytearray(60 * 2**20)
subprocess.run([sys.executable, "-S", "-E", "-c", "import time; held = bytearray(60 * 2**20); time.sleep(1)"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what each process holds")
def test_the_memory_of_all_processes_counts() -> None:
    assert 120 < running.measure([sys.executable, "-S", "-E", "-c", TWO]).memory < 180
