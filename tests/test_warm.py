"""After any edit a site that is built over the last one is, byte for byte, the one that is built from nothing."""

import datetime
import multiprocessing
import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from edits import EDITS, many_records

from grantpages.checks import rounds
from grantpages.checks.survey import Wish, survey
from grantpages.embargo import visible
from grantpages.evidence import ledgerfile
from grantpages.history.records import Edit, History, Past
from grantpages.problem import LANGUAGES
from grantpages.site import groups, made, others, shell, standing
from grantpages.site import publish as publishing
from grantpages.site.found import Audited, Surveyed, tell
from grantpages.site.pour import Work
from grantpages.site.publish import publish
from grantpages.site.shelf import Library, Reader
from grantpages.sitefile import write_bytes
from grantpages.store import Store

ADDRESS = "https://grants.example.kz/"
SEQUENCES, EDITS_EACH = int(os.environ.get("GRANTPAGES_SEQUENCES", "1")), 4
"""Rows of edits: one each time, a hundred in `make quality`."""


@dataclass
class Inputs:
    """All that a site is made of."""

    data: Path
    now: datetime.datetime = datetime.datetime(2026, 2, 1, 12)
    shells: dict[object, str] = field(
        default_factory=lambda: {(one, depth): shell.source(depth) for one in LANGUAGES for depth in (0, *shell.DEPTHS)}
    )
    corrections: str = ADDRESS
    past: Past = Past({}, "no-repository")
    version: bytes = b"code"


def build(inputs: Inputs, site: Path, cache: Path | None) -> bool:
    """Build as the command does; whether the records could be published."""
    store = Store(cache / "survey", inputs.version) if cache else None
    wish = Wish(inputs.now.date(), frozenset(("warning",)), tell, "site", 1, store)
    found = survey(inputs.data, "data", wish)
    ledger, faulty = ledgerfile.read(inputs.data / "evidence" / "ledger.jsonl", "ledger.jsonl")
    if found.dataset is None or faulty:
        return False
    dataset = visible(found.dataset, inputs.now)
    whole = dataset is found.dataset
    findings = Surveyed(found, "data") if whole else Audited(dataset, inputs.now.date(), found.marks)
    library = Library(dataset, ledger, Reader(inputs.data, found.marks), findings, found.marks)
    publish(Work(library, inputs.shells, site, inputs.data, ADDRESS, inputs.past, inputs.corrections, cache))  # type: ignore[arg-type]
    return True


def tree(site: Path) -> dict[str, bytes]:
    """Every file, as it is served."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@dataclass
class Sites:
    """A site that is built again and again, with what it keeps; beside it one is built from nothing."""

    inputs: Inputs
    folder: Path
    made: list[str]
    written: list[str]

    def warm(self) -> bool:
        """Build over the last one."""
        self.made.clear()
        self.written.clear()
        return build(self.inputs, self.folder / "warm", self.folder / "cache")

    def compare(self) -> None:
        """Build both."""
        shutil.rmtree(self.folder / "cold", ignore_errors=True)
        could = self.warm()
        made, written = list(self.made), list(self.written)
        assert build(self.inputs, self.folder / "cold", None) is could
        self.made[:], self.written[:] = made, written
        if could:
            warm, cold = tree(self.folder / "warm"), tree(self.folder / "cold")
            assert warm.keys() == cold.keys()
            assert [name for name in cold if warm[name] != cold[name]] == []


@pytest.fixture
def sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sites:
    monkeypatch.setattr(rounds, "DRAWERS", 3)
    monkeypatch.setattr(groups, "DEALT", 2)
    inputs = Inputs(many_records(tmp_path / "data"))
    shutil.copytree(inputs.data, tmp_path / "whole")
    monkeypatch.setattr(publishing, "code_version", lambda *_: inputs.version)
    counted: list[str] = []
    project = groups.GroupWork._project

    def counting(self: groups.GroupWork, subject: object, pieces: object) -> object:
        counted.append(subject.id)  # type: ignore[attr-defined]
        return project(self, subject, pieces)  # type: ignore[arg-type]

    monkeypatch.setattr(groups.GroupWork, "_project", counting)
    written: list[str] = []

    def writing(path: Path, data: bytes) -> None:
        written.append(path.as_posix())
        write_bytes(path, data)

    monkeypatch.setattr(standing, "write_bytes", writing)
    return Sites(inputs, tmp_path, counted, written)


def _ledger(sites: Sites) -> None:
    file = sites.inputs.data / "evidence" / "ledger.jsonl"
    text = file.read_text(encoding="utf-8")
    assert "login_wall" in text
    file.write_text(text.replace("login_wall", "blocked"), encoding="utf-8")


def _document(sites: Sites) -> None:
    file = next(path for path in sorted(sites.inputs.data.rglob("*.pdf")))
    file.write_bytes(file.read_bytes() + b"% changed\n")


def _draft(sites: Sites) -> None:
    file = sites.inputs.data / "projects" / "aqtas-2025-2.yml"
    file.write_text(file.read_text(encoding="utf-8") + "draft: true\n", encoding="utf-8")


def _hour(sites: Sites) -> None:
    file = sites.inputs.data / "projects" / "aqtas-2024-1.yml"
    file.write_text(file.read_text(encoding="utf-8") + "publish_at: 2026-02-01 11:00\n", encoding="utf-8")
    sites.inputs.now -= datetime.timedelta(hours=2)
    assert sites.warm()
    sites.inputs.now += datetime.timedelta(hours=2)


def _shells(sites: Sites) -> None:
    sites.inputs.shells = {key: f"{text}<!-- new -->" for key, text in sites.inputs.shells.items()}


def _history(sites: Sites) -> None:
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    edits = (Edit("c" * 40, moment, None), Edit("b" * 40, moment, ()))
    sites.inputs.past = Past({("projects", "aqtas-2025-1"): History(edits), ("reports", "aqtas-2025"): History(edits)})


def _lost(sites: Sites) -> None:
    shutil.rmtree(sites.folder / "warm" / "projects" / "aqtas-2025-1")


def _text_lost(sites: Sites) -> None:
    next((sites.folder / "warm" / "search" / "kk" / "t" / "projects").glob("aqtas-2025-1-*")).unlink()


def _json_lost(sites: Sites) -> None:
    next((sites.folder / "warm" / "organizations").glob("*.json")).unlink()


def _written(sites: Sites) -> None:
    (sites.folder / "warm" / "ru" / "projects" / "aqtas-2025-1" / "index.html").write_text("other", encoding="utf-8")


def _pieces(sites: Sites) -> None:
    for path in (sites.folder / "cache" / "made").glob("*/pieces/*"):
        path.unlink()


OTHERS: dict[str, Callable[[Sites], object]] = {
    "a link's state": _ledger,
    "a document": _document,
    "a draft": _draft,
    "an hour that has come": _hour,
    "the day": lambda sites: setattr(sites.inputs, "now", datetime.datetime(2029, 2, 1)),
    "the frame of pages": _shells,
    "the address for corrections": lambda sites: setattr(sites.inputs, "corrections", "mailto:office@example.org"),
    "commits": _history,
    "the code": lambda sites: setattr(sites.inputs, "version", b"other code"),
    "a folder lost": _lost,
    "a text of the search lost": _text_lost,
    "a page written over": _written,
    "the pieces lost": _pieces,
    "the cache lost": lambda sites: shutil.rmtree(sites.folder / "cache"),
    "the site lost": lambda sites: shutil.rmtree(sites.folder / "warm"),
    "nothing": lambda sites: None,
}


def test_what_is_not_concerned_is_left_alone(sites: Sites) -> None:
    assert sites.warm()
    everything = sorted(sites.made)
    assert len(everything) >= 5
    pages = len(sites.written)
    assert sites.warm()
    assert sites.made == []
    assert sites.written == []
    EDITS["a figure"](sites.inputs.data, random.Random(1))
    sites.compare()
    assert len(sites.made) == 1
    assert 0 < len(sites.written) < pages / 5


def test_after_each_change_of_what_is_no_record(sites: Sites) -> None:
    assert sites.warm()
    for name, change in OTHERS.items():
        change(sites)
        sites.compare()
        assert (sites.made == []) is (name == "nothing"), name


def test_of_what_is_not_concerned_nothing_is_read(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sites.warm()
    seen: dict[str, list[str]] = {"recalled": [], "told": []}

    def noting(what: str, holder: type, name: str, told: Callable[..., str]) -> None:
        done = getattr(holder, name)

        def note(self: object, *given: Any) -> Any:
            seen[what].append(told(*given))
            return done(self, *given)

        monkeypatch.setattr(holder, name, note)

    noting("recalled", groups.GroupWork, "_group", lambda group: group.name)
    noting("told", others.OtherWork, "_record", lambda key, _: "/".join(key))
    EDITS["a figure"](sites.inputs.data, random.Random(1))
    assert sites.warm()
    assert len(seen["recalled"]) == 1
    assert seen["told"] == []
    _json_lost(sites)
    sites.compare()
    assert [name.partition("/")[0] for name in seen["told"][:1]] == ["organizations"]


def test_after_an_interrupted_build(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sites.warm()
    for edit in ("a figure", "a project's name", "an organization's name"):
        EDITS[edit](sites.inputs.data, random.Random(edit))
    with monkeypatch.context() as broken:
        keep = made.Memory.keep
        kept: list[str] = []

        def failing(self: made.Memory, group: str, *more: Any) -> None:
            kept.append(group)
            if len(kept) == 2:
                raise KeyboardInterrupt
            keep(self, group, *more)

        broken.setattr(made.Memory, "keep", failing)
        with pytest.raises(KeyboardInterrupt):
            sites.warm()
    sites.compare()


KILLED = 9
"""What a process ends with that is killed here."""


def _killed_at(sites: Sites, point: int) -> None:
    """Build over the site, and be killed when some file is opened to be written, or removed, for the `point`th time."""
    seen = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in ("os.remove", "os.rename") or (event == "open" and "r" not in str(arguments[1] or "w")):
            seen += str(arguments[0]).startswith(str(sites.folder))
            if seen == point:
                os._exit(KILLED)

    sys.addaudithook(count)
    sites.warm()


def test_after_a_build_that_was_killed(sites: Sites) -> None:
    assert sites.warm()
    for point in (1, 20, 200, 500):
        EDITS["an organization's name"](sites.inputs.data, random.Random(point))
        sites.inputs.corrections = f"mailto:office-{point}@example.org"  # stands on every page
        killed = multiprocessing.get_context("fork").Process(target=_killed_at, args=(sites, point))
        killed.start()
        killed.join()
        assert killed.exitcode == KILLED
        sites.compare()


def test_after_a_build_that_was_interrupted_among_the_lists(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sites.warm()
    EDITS["an organization more"](sites.inputs.data, random.Random(1))
    EDITS["a sum"](sites.inputs.data, random.Random(1))
    with monkeypatch.context() as broken:

        def failing(path: Path, data: bytes) -> None:
            write_bytes(path, data)
            if "organizations/copy" in path.as_posix():
                raise KeyboardInterrupt

        broken.setattr(standing, "write_bytes", failing)
        with pytest.raises(KeyboardInterrupt):
            sites.warm()
    next((sites.inputs.data / "organizations").glob("copy-*.yml")).unlink()
    sites.compare()


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_row_of_edits(sites: Sites, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(EDITS_EACH):
        EDITS[rng.choice([*EDITS, "all as before"])](sites.inputs.data, rng)
        could = sites.warm()
    if not could:
        EDITS["all as before"](sites.inputs.data, rng)
    sites.compare()
