"""What a person decided about a link, read strictly, and when it no longer holds."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grantpages.evidence.exceptions import FAULTS, Exceptions, Sighting, Sightings, expired, read_exceptions
from grantpages.model import Shape, Text
from grantpages.problem import LANGUAGES, Problem

FILE = Path(__file__).parents[1] / "data/evidence/exceptions.yml"
ONE = """decisions:
  - url: https://www.instagram.com/p/DGzq05tNPl_/?igsh=x
    seen: 2026-11-20
    reason: {kk: Жазба ашылды., ru: Запись открылась.}
    who: Бас маман
    until: 2027-05-20
"""
TWO = ONE + ONE.partition("\n")[2].replace("DGzq05tNPl_/?igsh=x", "DQy0N9BDDgs").replace("2027-05-20", "2026-12-01")
KEY, OTHER = "ig:media:DGzq05tNPl_", "ig:media:DQy0N9BDDgs"


def _read(tmp_path: Path, text: str) -> tuple[Exceptions, list[Problem]]:
    path = tmp_path / "exceptions.yml"
    path.write_text(text, encoding="utf-8")
    return read_exceptions(path, "data/evidence/exceptions.yml")


def _found(problems: list[Problem]) -> str:
    return "; ".join(f"{problem.code} {problem.line} {problem.field}".strip() for problem in problems)


def test_a_decision_is_found_by_any_spelling_of_its_link(tmp_path: Path) -> None:
    exceptions, problems = _read(tmp_path, TWO)
    assert problems == []
    assert list(exceptions.decisions) == [KEY, OTHER]
    decision = exceptions.decisions[KEY]
    assert (decision.seen, decision.reason.ru, decision.who) == (
        datetime.date(2026, 11, 20),
        "Запись открылась.",
        "Бас маман",
    )


def test_no_file_holds_no_decisions(tmp_path: Path) -> None:
    assert read_exceptions(tmp_path / "exceptions.yml", "e") == (Exceptions("e"), [])


# (what it is, what stands there, what takes its place, the problems as `code line field`)
REFUSED = [
    ("nothing", ONE, "", "empty-file 1"),
    ("no list", ONE, "decisions: no\n", "not-a-list 1 decisions"),
    ("another name", "decisions", "exceptions", "unknown-field 1 exceptions"),
    ("no url", "url: https://www.instagram.com/p/DGzq05tNPl_/?igsh=x\n    ", "", "missing 2 decisions.0.url"),
    ("no reason", "    reason: {kk: Жазба ашылды., ru: Запись открылась.}\n", "", "missing 2 decisions.0.reason"),
    ("one language", ", ru: Запись открылась.", "", "missing 4 decisions.0.reason.ru"),
    ("nobody", "Бас маман", "", "empty-value 5 decisions.0.who"),
    ("no end", "    until: 2027-05-20\n", "", "missing 2 decisions.0.until"),
    ("for ever", "until: 2027-05-20", "until: always", "not-a-date 6 decisions.0.until"),
    ("no such day", "2026-11-20", "2026-11-31", "no-such-day 3 decisions.0.seen"),
    ("a decision of another kind", "who:", "ignore: true\n    who:", "unknown-field 5 decisions.0.ignore"),
    ("a field twice", "who:", "who: а\n    who:", "duplicate-key 6 decisions.0.who"),
    ("no link", "https://www.instagram.com/p/DGzq05tNPl_/?igsh=x", "instagram", "exception-no-link 2 decisions.0.url"),
    ("the same link twice", ONE, TWO.replace("DQy0N9BDDgs", "DGzq05tNPl_"), "exception-twice 7 decisions.1.url"),
    ("an end before its beginning", "2027-05-20", "2026-11-19", "exception-backwards 6 decisions.0.until"),
    ("not yaml", "decisions:", "decisions: [", "not-yaml 2"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in ONE
    exceptions, problems = _read(tmp_path, ONE.replace(old, new, 1))
    assert _found(problems) == expected
    assert exceptions.decisions == {}
    for problem in problems:
        assert problem.message.kk != problem.message.ru
        assert all("{" not in problem.text(language) for language in LANGUAGES)


# (today, which decisions hold, the findings)
TIMES = [
    ("2026-11-20", [KEY, OTHER], ""),
    ("2026-12-01", [KEY, OTHER], ""),
    ("2026-12-02", [KEY], "exception-expired 11 decisions.1.until"),
    ("2027-05-21", [], "exception-expired 6 decisions.0.until; exception-expired 11 decisions.1.until"),
]


@pytest.mark.parametrize(("today", "held", "findings"), TIMES)
def test_a_decision_past_its_last_day_is_a_finding(tmp_path: Path, today: str, held: list[str], findings: str) -> None:
    exceptions, _ = _read(tmp_path, TWO)
    day = datetime.date.fromisoformat(today)
    assert [key for key in (KEY, OTHER) if exceptions.in_force(key, day)] == held
    assert exceptions.in_force("ig:media:absent", day) is None
    found = expired(exceptions, day)
    assert _found(found) == findings
    assert all(problem.severity == "warning" and "seen" in problem.text("kk") for problem in found)


# the repository's file


def test_the_file_holds_no_decision_yet() -> None:
    assert read_exceptions(FILE, "e") == (Exceptions("e"), [])


def test_its_example_is_valid_once_uncommented(tmp_path: Path) -> None:
    head, _, example = FILE.read_text(encoding="utf-8").partition("decisions: []\n")
    assert head.count("#") > 3
    exceptions, problems = _read(tmp_path, re.sub("^# ", "", example, flags=re.MULTILINE))
    assert problems == []
    assert len(exceptions.decisions) == 1


def _said(*shapes: type[Shape]) -> Iterator[tuple[str, str]]:
    for shape in shapes:
        for name, info in shape.model_fields.items():
            extra = info.json_schema_extra
            assert isinstance(extra, dict)
            if name != "translation":
                yield str(extra["x-kk"]), str(extra["x-ru"])


@pytest.mark.parametrize(("kk", "ru"), list(_said(Sightings, Sighting, Text)))
def test_it_explains_every_key_in_both_languages(kk: str, ru: str) -> None:
    assert f"# {kk} / {ru}\n" in FILE.read_text(encoding="utf-8")


def test_every_fault_says_what_it_says_in_both_languages() -> None:
    for message in FAULTS.values():
        assert set(re.findall(r"{\w+}", message.kk)) == set(re.findall(r"{\w+}", message.ru))
