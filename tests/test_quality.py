"""The frame of `make quality`: how measures are found, told, kept and counted. The measures themselves are not run."""

import gzip
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from builtsite import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "quality.py"
sys.path += [str(SCRIPT.parent)]

import quality  # noqa: E402
from commandline import Refused  # noqa: E402
from measuring import outcome, tools, words  # noqa: E402
from measuring.measure import Measure, Site, Unavailable  # noqa: E402
from measuring.outcome import Outcome, counted, merged, page, read, short, shown, text  # noqa: E402
from serving import served  # noqa: E402

from grantpages.problem import LANGUAGES, Language, Message  # noqa: E402

NAME = Message("Салмағы", "Вес")
LIMIT = Message("≤ 100 КБ", "не больше 100 КБ")
WHY = Message("құрал жоқ", "нет инструмента")
SITE = Site(Path(), "http://127.0.0.1/", Path(), lambda message: None)
MEASURES = [
    Measure("a", NAME, "0", "0", True),
    Measure("b", NAME, LIMIT, "120 | 1\nКБ <b>", False, Message("6 бет", "6 страниц")),
    Measure("c", NAME, LIMIT, "–", None, WHY),
]
OUTCOMES = [Outcome("weight", measure, "2026-11-30", "машина") for measure in MEASURES]


def _module(name: str, *measures: Measure, error: Exception | None = None) -> ModuleType:
    module = ModuleType(name)

    def made(site: Site) -> Iterator[Measure]:
        yield from measures
        if error:
            raise error

    vars(module).update(TITLE=NAME, measures=made)
    return module


def test_what_could_not_be_measured_says_why() -> None:
    with pytest.raises(ValueError, match="weight"):
        Measure("weight", NAME, "0", "–", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_goal_result_and_whether_it_is_reached(language: Language) -> None:
    lines = shown(OUTCOMES, language).split("\n")
    index = LANGUAGES.index(language)
    held = {key: message[index] for key, message in words.HELD.items()}
    assert lines[2:5] == [
        f"| {NAME[index]} | 0 | 0 | {held[True]} |",
        f"| {NAME[index]} – {('6 бет', '6 страниц')[index]} | {LIMIT[index]} | 120 \\| 1 КБ &lt;b> | {held[False]} |",
        f"| {NAME[index]} – {WHY[index]} | {LIMIT[index]} | – | {held[None]} |",
    ]
    assert lines[-1] == counted(OUTCOMES)[index]
    assert [number for number in lines[-1] if number.isdigit()] == ["3", "1", "1", "1"]


def test_a_tool_that_cannot_be_had_and_a_measure_that_breaks_are_measures_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    absent = list(quality.measured("weight", _module("weight", MEASURES[0], error=Unavailable(WHY)), SITE))
    assert [(measure.held, measure.how) for measure in absent] == [(True, None), (None, WHY)]
    broken = list(quality.measured("weight", _module("weight", error=ZeroDivisionError("at last")), SITE))
    assert [measure.held for measure in broken] == [False]
    assert all("ZeroDivisionError: at last" in said for said in broken[0].how or ())
    assert "ZeroDivisionError: at last" in capsys.readouterr().err


def test_outcomes_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    assert read(file) == []
    file.write_text(text(OUTCOMES), encoding="utf-8")
    assert read(file) == OUTCOMES


def test_a_part_renews_its_own_outcomes_and_leaves_the_others() -> None:
    def of(module: str, day: str) -> Outcome:
        return Outcome(module, MEASURES[0], day, "машина")

    old = [of("axe", "1"), of("gone", "1"), of("weight", "1")]
    both = merged(old, [of("weight", "2")], ["axe", "html", "weight"], ["weight"])
    assert [(each.module, each.day) for each in both] == [("axe", "1"), ("weight", "2")]


def test_what_was_never_run_has_a_line_that_says_so() -> None:
    known = quality.names()
    every = quality.whole([Outcome("html", MEASURES[0], "1", "машина")], known)
    assert [one.module for one in every] == known
    untold = [one.measure for one in every if one.module != "html"]
    assert {measure.held for measure in untold} == {None}
    for measure in untold:
        assert isinstance(measure.how, Message)
        assert all(f"--only {measure.code} " in said for said in measure.how)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sites_pages_hold_what_was_measured_last(language: Language) -> None:
    kept = read(quality.DOCS / outcome.FILE)
    for name, made in (("quality-measures", page), ("about", short)):
        found = (quality.DOCS / f"{name}.{language}.md").read_text(encoding="utf-8")
        inside = found.partition(quality.MARKS[0])[2].partition(quality.MARKS[1])[0]
        assert inside.strip() == made(kept, language), "make quality ARGS=--write"
    assert {each.module for each in kept} <= set(quality.names())


def test_every_module_has_a_title_in_both_languages_and_measures() -> None:
    done = [_run("--list", "--lang", language) for language in LANGUAGES]
    assert [each.returncode for each in done] == [0, 0]
    listed = [[line.partition(": ") for line in each.stdout.splitlines()] for each in done]
    assert [name for name, _, _ in listed[0]] == [name for name, _, _ in listed[1]] == quality.names()
    for (_, _, kk), (_, _, ru) in zip(*listed, strict=True):
        assert kk
        assert ru not in ("", kk)


def test_every_tool_has_an_exact_version() -> None:
    every = tools.NPM | tools.PYPI
    assert [version for version in every.values() if not version[0].isdigit() or set(version) & set("^~*<>= ")] == []


def test_a_tool_that_does_not_install_says_so_and_is_tried_again(tmp_path: Path) -> None:
    tried = []

    def install(folder: Path) -> None:
        tried.append(sorted(folder.iterdir()))
        (folder / "half").touch()
        if len(tried) < 2:
            raise subprocess.CalledProcessError(1, "npm", stderr="first\nno such version\n")

    with pytest.raises(Unavailable) as raised:
        tools._once(tmp_path / "tool", "axe", install)
    assert all(said.endswith("no such version") and "axe" in said for said in raised.value.message)
    for _ in range(2):
        assert tools._once(tmp_path / "tool", "axe", install) == tmp_path / "tool"
    assert tried == [[], []]


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SCRIPT, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_the_readers_language(language: Language) -> None:
    done = _run("--help", GRANTPAGES_LANG=language)
    assert done.returncode == 0
    for message in words.HELP.values():
        assert getattr(message, language).split()[0] in done.stdout


@pytest.mark.parametrize("arguments", [("--only", "nothing"), ("--lang", "de"), ("--fast",)])
def test_what_is_not_known_is_refused_before_anything_is_built(arguments: tuple[str, ...]) -> None:
    done = _run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert arguments[-1] in done.stderr


def test_a_page_that_lost_its_marks_is_named_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for language in LANGUAGES:
        (tmp_path / f"quality-measures.{language}.md").write_text(quality.MARKS[0], encoding="utf-8")
    monkeypatch.setattr(quality, "DOCS", tmp_path)
    monkeypatch.setattr("marked.ROOT", tmp_path)
    with pytest.raises(Refused) as raised:
        quality._pages([])
    assert all(quality.MARKS[1] in said and "quality-measures.kk.md" in said for said in raised.value.message)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "index.html").write_text("<p>calls</p>", encoding="utf-8")
    (tmp_path / "404.html").write_text("<p>no such page</p>", encoding="utf-8")
    (tmp_path / "card.png").write_bytes(b"\x89PNG")
    return tmp_path


ANSWERS = [
    ("calls/", 200, "gzip", b"<p>calls</p>"),
    ("calls", 200, "gzip", b"<p>calls</p>"),
    ("card.png?v=1", 200, None, b"\x89PNG"),
    ("nothing/", 404, "gzip", b"<p>no such page</p>"),
    ("%2e%2e/card.png", 404, "gzip", b"<p>no such page</p>"),
]


@pytest.mark.parametrize(("path", "status", "encoding", "body"), ANSWERS)
def test_the_local_server_answers_as_a_web_host_does(
    pages: Path, path: str, status: int, encoding: str | None, body: bytes
) -> None:
    with served(pages) as server:
        try:
            answer = urllib.request.urlopen(server.address + path)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            sent = answer.read()
        assert (answer.status, answer.headers["Content-Encoding"]) == (status, encoding)
        assert (gzip.decompress(sent) if encoding else sent) == body
        assert server.sent == len(sent)


def test_a_whole_run_tells_counts_and_exits_1_where_a_goal_is_missed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def build(site: Path, url: str) -> str:
        site.mkdir()
        (site / "index.html").write_text(url, encoding="utf-8")
        seen.append(url)
        return ""

    modules = {"good": _module("good", MEASURES[0], MEASURES[2]), "bad": _module("bad", MEASURES[1])}
    for language in LANGUAGES:
        for name in ("quality-measures", "about"):
            (tmp_path / f"{name}.{language}.md").write_text("\n".join(quality.MARKS), encoding="utf-8")
    monkeypatch.setattr(quality, "DOCS", tmp_path)
    monkeypatch.setattr(quality, "names", lambda: sorted(modules))
    monkeypatch.setattr(quality, "build", build)
    monkeypatch.setattr(quality.importlib, "import_module", lambda name: modules[name.removeprefix("measures.")])
    assert quality.main(["--only", "good", "--lang", "ru"]) == 0
    assert not (tmp_path / outcome.FILE).exists()
    assert quality.main(["--write", "--lang", "ru"]) == 1
    assert quality.main(["--write", "--only", "good"]) == 0
    assert len(seen) == 3
    assert [each["module"] for each in json.loads((tmp_path / outcome.FILE).read_text())] == ["bad", "good", "good"]
    assert counted(OUTCOMES).ru in (tmp_path / "about.ru.md").read_text(encoding="utf-8")
    assert "[2/2] good: Вес" in capsys.readouterr().err
