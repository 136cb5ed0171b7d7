"""A survey finds what reading and auditing the whole folder finds; what it keeps is never wrong."""

import datetime
import gc
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from edits import EDITS, held, many_records

from grantpages import stamps
from grantpages.checks import atrest, drawer, rounds
from grantpages.checks import survey as surveys
from grantpages.checks.atrest import HEAVY
from grantpages.checks.audit import audit
from grantpages.checks.catalogue import severity_of
from grantpages.checks.locate import located
from grantpages.checks.sheet import Sheet
from grantpages.checks.survey import Wish, survey
from grantpages.load import load_folder
from grantpages.model import Organization
from grantpages.problem import Problem, Severity
from grantpages.store import Store

TODAY = datetime.date(2026, 2, 1)
ALL: frozenset[Severity] = frozenset(("error", "warning", "notice"))
BROKEN = Path(__file__).parents[1] / "data" / "broken"


def told(file: str, sheet: Sheet) -> bytes:
    return repr((list(sheet.problems(file)), sorted(sheet.answers.items()))).encode()


def surveyed(folder: Path, **how: object) -> tuple[object, ...]:
    """All that a survey says, to be compared."""
    given = {"today": TODAY, "shows": ALL, "tell": told, "told_as": "told"} | how
    found = survey(folder, None, Wish(**given))  # type: ignore[arg-type]
    seen = found.dataset and [
        (kind, list(getattr(found.dataset, kind).items())) for kind in ("projects", "calls", "organizations", "reports")
    ]
    return list(found.problems), found.counts, list(found.told), seen, found.dataset and found.dataset.files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return many_records(tmp_path / "data")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveys, "SPREAD_FROM", 2)
    monkeypatch.setattr(rounds, "DRAWERS", 3)
    monkeypatch.setattr(surveys, "TOGETHER", 5)
    monkeypatch.setattr(atrest, "MADE", 4)
    monkeypatch.setattr(stamps, "YOUNG", -(10**12))  # the files of these tests are seconds old, and yet to be trusted


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("shows", [ALL, frozenset(("warning",)), frozenset()], ids=["all", "warnings", "none"])
def test_it_finds_what_the_audit_finds(folder: Path, shows: frozenset[Severity], processes: int) -> None:
    dataset, problems = load_folder(folder)
    assert dataset, problems
    findings = list(audit(dataset, TODAY))
    shown = [finding for finding in findings if severity_of(finding) in shows]
    found = survey(folder, None, Wish(TODAY, shows, told, "told", processes))
    assert found.counts == Counter(map(severity_of, findings))
    assert len(findings) > 100
    by_file: dict[str, list[Problem]] = {}
    for problem in located(shown, dataset, folder):
        by_file.setdefault(problem.file, []).append(problem)
    assert [text.rpartition(b", [")[0] for text in found.told] == [f"({same!r}".encode() for same in by_file.values()]
    assert found.dataset
    assert found.dataset.files == dataset.files
    assert found.dataset.documents == dataset.documents
    for id, project in dataset.projects.items():
        light = found.dataset.projects[id]
        assert {name: getattr(light, name) for name in type(light).model_fields.keys() - HEAVY} == {
            name: getattr(project, name) for name in type(light).model_fields.keys() - HEAVY
        }


def test_few_records_are_in_memory_however_many_are_asked_for(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", b"code")
    for found in (survey(folder, None, Wish(TODAY, ALL, told, "told", store=store)) for _ in ("cold", "warm")):
        assert found.dataset
        assert len(found.dataset.organizations) > atrest.MADE
        found.dataset.organizations["meirim"]
        before = _organizations()
        assert all(record.name.kk for record in found.dataset.organizations.values())
        assert _organizations() - before < atrest.MADE


def _organizations() -> int:
    gc.collect()
    return sum(isinstance(one, Organization) for one in gc.get_objects())


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_loader_refuses_is_all_it_says(processes: int, tmp_path: Path) -> None:
    found = survey(BROKEN, "data", Wish(TODAY, ALL, told, "told", processes, Store(tmp_path, b"")))
    assert found.problems == load_folder(BROKEN, "data")[1]
    assert (found.dataset, list(found.told), dict(found.counts)) == (None, [], {})


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_it_says_what_it_says_without_a_store(folder: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(folder, tmp_path / "whole")
    store = Store(tmp_path / "kept", b"code")
    first = surveyed(folder, store=store)
    assert surveyed(folder, store=store) == first
    before = held(folder)
    EDITS[name](folder, random.Random(name))
    assert (held(folder) != before) == (name != "all as before")
    cold = surveyed(folder)
    assert surveyed(folder, store=store) == cold == surveyed(folder, store=store)
    if name in ("all as before", "contacts"):
        assert cold == first
    elif name in ("a sum", "a project's name", "a mistake", "a kind of grant", "a project more", "a report less"):
        assert cold != first


@pytest.mark.parametrize("seed", range(4))
def test_any_row_of_edits(folder: Path, tmp_path: Path, seed: int) -> None:
    shutil.copytree(folder, tmp_path / "whole")
    store, rng = Store(tmp_path / "kept", b"code"), random.Random(seed)
    for _ in range(12):
        EDITS[rng.choice([*EDITS, "all as before", "all as before"])](folder, rng)
        how = {
            "today": TODAY + datetime.timedelta(rng.choice((0, 0, 900))),
            "shows": rng.choice((ALL, ALL, frozenset())),
        }
        assert surveyed(folder, store=store, **how) == surveyed(folder, **how)


def test_what_is_asked_otherwise_is_not_recalled(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path, b"code")
    asked: list[dict[str, object]] = [
        {},
        {"today": datetime.date(2024, 1, 1)},
        {"shows": frozenset(("notice",))},
        {"store": Store(tmp_path, b"other code")},
        {"tell": lambda file, sheet: told(file, sheet) * 2, "told_as": "twice"},
    ]
    for how in asked * 2:
        assert surveyed(folder, **({"store": store} | how)) == surveyed(folder, **(how | {"store": None}))
    moved = folder.rename(folder.with_name("moved"))
    assert surveyed(moved, store=store) == surveyed(moved)


def test_an_unchanged_folder_is_not_audited_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, b"code")
    audited: list[str] = []
    real = drawer.sheet_of

    def counted(case: object, kind: str, inside: str, *rest: object) -> object:
        audited.append(inside)
        return real(case, kind, inside, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(drawer, "sheet_of", counted)
    surveyed(folder, store=store)
    everything = sorted(audited)
    audited.clear()
    surveyed(folder, store=store)
    assert audited == []
    EDITS["a figure"](folder, random.Random(1))
    surveyed(folder, store=store)
    assert 0 < len(audited) < len(everything)
    assert {inside.split("/")[0] for inside in audited} == {"projects"}


def test_what_was_written_meanwhile_is_not_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, seen = drawer.read_bytes, set[Path]()

    def changing(path: Path) -> tuple[bytes, int] | None:
        held = real(path)
        if held and path.parent.name == "reports" and path in seen:
            return b"# written meanwhile\n" + held[0], held[1]
        seen.add(path)
        return held

    right = surveyed(folder)
    with monkeypatch.context() as writing:
        writing.setattr(drawer, "read_bytes", changing)
        assert surveyed(folder, store=Store(tmp_path / "kept", b"")) != right
    assert surveyed(folder, store=Store(tmp_path / "kept", b"")) == right


def test_an_unchanged_file_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, read = Store(tmp_path / "kept", b"code"), list[str]()
    real = drawer.read_bytes
    monkeypatch.setattr(drawer, "read_bytes", lambda path: (read.append(path.name), real(path))[1])
    first = surveyed(folder, store=store)
    assert len(set(read)) > 20
    read.clear()
    assert survey(folder, None, Wish(TODAY, ALL, told, "told", store=store)).counts == first[1]
    assert read == []
    read.clear()
    assert surveyed(folder, store=store) == first  # with the records
    assert read == []
    changed = sorted((folder / "projects").glob("*.yml"))[0]
    changed.touch()
    read.clear()
    assert surveyed(folder, store=store) == first
    assert set(read) == {changed.name}


def test_a_document_that_went_is_missed_though_no_record_changed(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", b"code")
    assert surveyed(folder, store=store)[0] == []
    documents = sorted(path for path in folder.glob("*/*/*") if path.is_file())
    assert documents
    documents[0].unlink()
    assert surveyed(folder, store=store) == surveyed(folder)
    assert [problem.code for problem in survey(folder, None, Wish(TODAY, ALL, told, "told", store=store)).problems] == [
        "missing-document"
    ]


def _audited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are audited from now on."""
    audited: list[str] = []
    real = drawer.sheet_of

    def counted(case: object, kind: str, inside: str, *rest: object) -> object:
        audited.append(inside)
        return real(case, kind, inside, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(drawer, "sheet_of", counted)
    return audited


CONCERNS: dict[str, tuple[str, ...]] = {
    "a figure": ("projects/",),
    "a project's name": ("projects/", "reports/"),
    "a territory": ("calls/", "projects/", "reports/"),
    "a report's text": ("projects/", "reports/"),
    "a day of signature": ("projects/", "reports/"),
    "an organization's name": ("organizations/", "reports/"),
    "a BIN": ("organizations/",),
    "contacts": (),
    "all as before": (),
}
"""What may be audited anew after an edit: the record itself, and of others only those that asked what has changed."""


@pytest.mark.parametrize("name", CONCERNS)
def test_an_edit_concerns_few(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    shutil.copytree(folder, tmp_path / "whole")
    audited, store = _audited(monkeypatch), Store(tmp_path / "kept", b"code")
    surveyed(folder, store=store)
    every = set(audited)
    audited.clear()
    EDITS[name](folder, random.Random(name))
    surveyed(folder, store=store)
    assert (
        all(inside.startswith(CONCERNS[name]) for inside in audited)
        if audited
        else name
        in (
            "contacts",
            "all as before",
        )
    )
    assert len(audited) < len(every) / 2


def _opened(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The drawers that are looked into from now on."""
    opened, real = set[str](), drawer.Way.kept

    def kept(way: drawer.Way, *what: str) -> object:
        opened.update(what[1:2] if what[0] in ("read", "found", "told") else ())
        return real(way, *what)

    monkeypatch.setattr(drawer.Way, "kept", kept)
    return opened


@pytest.mark.parametrize(
    ("name", "most"), [("a figure", 1), ("a sum", 3), ("a territory", 8), ("an organization's name", 8)]
)
def test_an_edit_opens_few_drawers(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(rounds, "DRAWERS", 256)
    store, opened = Store(tmp_path / "kept", b"code"), _opened(monkeypatch)
    surveyed(folder, store=store)
    every = len(opened)
    for seed in range(3):
        EDITS[name](folder, random.Random(f"{name} {seed}"))
        opened.clear()
        found = surveyed(folder, store=store)
        assert len(opened - {"singles"}) <= most < every / 2
        assert found == surveyed(folder)


def test_what_others_may_miss_is_looked_for_in_all(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, opened = Store(tmp_path / "kept", b"code"), _opened(monkeypatch)
    surveyed(folder, store=store)
    every = set(opened)
    for call in (folder / "calls").glob("*.yml"):
        text = call.read_text(encoding="utf-8")
        opened.clear()
        call.write_text(re.sub(r"number: 1$", "number: 77", text, count=1, flags=re.MULTILINE), encoding="utf-8")
        assert surveyed(folder, store=store) == surveyed(folder)
        assert opened >= every - {"singles"}
        call.write_text(text, encoding="utf-8")
        assert surveyed(folder, store=store) == surveyed(folder)


def test_what_was_found_once_is_not_found_again_to_be_told_otherwise(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audited, store = _audited(monkeypatch), Store(tmp_path / "kept", b"code")
    surveyed(folder, store=store)
    audited.clear()
    otherwise: dict[str, object] = {
        "shows": frozenset(("warning",)),
        "told_as": "twice",
        "tell": lambda *of: told(*of) * 2,
    }
    assert surveyed(folder, store=store, **otherwise) == surveyed(folder, **otherwise)
    assert len(audited) == len(set(audited))  # those of the run without a store


def test_the_day_concerns_what_waits_for_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audited, store = _audited(monkeypatch), Store(tmp_path / "kept", b"code")
    surveyed(folder, store=store)
    every = len(audited)
    audited.clear()
    for days in (1, 2, 40, 900, -400, 0):
        day = TODAY + datetime.timedelta(days)
        assert surveyed(folder, store=store, today=day) == surveyed(folder, today=day)
    audited.clear()
    surveyed(folder, store=store, today=TODAY + datetime.timedelta(1))
    assert len(audited) < every / 2


def test_what_may_wait_is_told_without_the_records(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", b"code")
    for path in folder.glob("*/*.yml"):
        path.write_text(re.sub("(?m)^(draft|publish_at): .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    for expected in (False, False, True, True):
        if expected:
            path = sorted((folder / "projects").glob("*.yml"))[0]
            path.write_text(
                path.read_text(encoding="utf-8").replace("draft: true\n", "") + "draft: true\n", encoding="utf-8"
            )
        found = survey(folder, None, Wish(TODAY, ALL, told, "told", store=store))
        assert found.may_wait == expected
        assert found.dataset
        assert any(project.draft for project in found.dataset.projects.values()) == expected


def test_what_is_private_is_not_kept(folder: Path, tmp_path: Path) -> None:
    surveyed(folder, store=Store(tmp_path / "kept", b""))
    entries = [path.read_bytes() for path in (tmp_path / "kept").glob("*/*")]
    assert entries
    assert not any(b"+7 701" in entry for entry in entries)


def _damaged(entries: list[Path]) -> Iterator[tuple[Path, bytes]]:
    for path in entries:
        held = path.read_bytes()
        yield from ((path, other) for other in (b"", held[:-1], held[:40], held + b"x", held[:50] + b"?" + held[51:]))


def test_a_damaged_entry_is_made_again(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", b"code")
    right = surveyed(folder, store=store)
    for path, other in _damaged(sorted((tmp_path / "kept").glob("*/*"))):
        path.write_bytes(other)
        assert surveyed(folder, store=store) == right
