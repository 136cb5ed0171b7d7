"""Tables that are written over the last ones are, byte for byte, those that are written from nothing."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from opendatafiles import ADDRESS, hostile

from grantpages.opendata import joined
from grantpages.opendata.basis import Basis, Subject
from grantpages.opendata.joined import Sum
from grantpages.opendata.pieces import Gathered, sheaf_of
from grantpages.opendata.write import Written, write_tables
from grantpages.store import Store

ROUNDS = 4
"""Rows of edits."""


class Country:
    """Records that are edited, written over the last files each time."""

    def __init__(self, folder: Path) -> None:
        basis, subjects = hostile([f"Жоба {number}" for number in range(24)])
        self.basis, self.subjects, self.folder = basis, dict(subjects), folder
        self.store = Store(folder / "known", b"code")

    def write(self, site: Path, store: Store | None) -> Written:
        """Write the open data of the records as they are."""
        projects = {id: one.project for (kind, id), one in self.subjects.items() if kind == "projects"}
        dataset = self.basis.dataset.__class__(**{**vars(self.basis.dataset), "projects": projects})
        facts = {key: self.basis.facts(one) for key, one in self.subjects.items()}
        basis, gathered = Basis(dataset, {}, ADDRESS, facts), Gathered()
        for key, subject in self.subjects.items():
            gathered.add(key, sheaf_of(basis, subject))
        return write_tables(site, basis, gathered, store)

    def warm(self) -> Written:
        """Write over the last files."""
        return self.write(self.folder / "warm", self.store)

    def edit(self, rng: random.Random) -> None:
        """Change, remove or put back one project."""
        (kind, id), subject = key, _ = rng.choice([one for one in self.subjects.items() if one[0][0] == "projects"])
        if rng.random() < 0.3:
            del self.subjects[key]
            return
        title = subject.project.title.model_copy(update={"kk": f"Жоба {'ұ' * rng.randint(1, 50)}"})
        project = subject.project.model_copy(update={"title": title})
        other = id if rng.random() < 0.6 else f"{id}-{rng.randint(1, 99)}"
        self.subjects[kind, other] = Subject(kind, other, project, subject.cited, subject.noted)
        self.basis.dataset.files[kind, other] = f"{kind}/{other}.yml"  # type: ignore[index]
        self.subjects = dict(sorted(self.subjects.items()))


@pytest.fixture
def country(tmp_path: Path) -> Country:
    return Country(tmp_path)


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def times(site: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (site / "data").iterdir() if path.is_file()}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("rows", [10, 1_048_576])
def test_after_any_row_of_edits(country: Country, seed: int, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grantpages.opendata.workbook.MAX_ROWS", rows)
    monkeypatch.setattr(joined, "_BLOCK", 700)
    rng = random.Random(seed)
    for number in range(ROUNDS):
        country.warm()
        for _ in range(rng.randint(0, 3)):
            country.edit(rng)
        written = country.warm()
        fresh = country.write(country.folder / f"cold-{number}", None)
        cold = files(country.folder / f"cold-{number}")
        assert files(country.folder / "warm") == cold
        assert written.rows == fresh.rows
        assert {name: one.sha256 for name, one in written.sums.items()} == {
            name: one.sha256 for name, one in fresh.sums.items()
        }


def test_what_is_the_same_is_left_alone(country: Country) -> None:
    country.warm()
    first = times(country.folder / "warm")
    country.warm()
    again = times(country.folder / "warm")
    assert {name for name in first if again[name] != first[name]} == {"datapackage.json"}
    id = next(id for kind, id in country.subjects if kind == "projects")
    subject = country.subjects["projects", id]
    title = subject.project.title.model_copy(update={"ru": "Другое название"})
    project = subject.project.model_copy(update={"title": title})
    country.subjects["projects", id] = Subject("projects", id, project, subject.cited, subject.noted)
    country.warm()
    changed = times(country.folder / "warm")
    assert {name for name in first if changed[name] != again[name]} == {
        "projects.csv", "projects.json", "projects.xlsx", "360giving.json", "datapackage.json",
    }  # fmt: skip


def _damages(site: Path) -> Iterator[None]:
    path = site / "data" / "projects.csv"
    path.write_bytes(path.read_bytes()[:-7])
    yield
    (site / "data" / "projects.xlsx").unlink()
    yield
    for path in (site / "data").iterdir():
        if path.is_file():
            path.unlink()
    yield


def test_what_was_damaged_or_removed_is_written_anew(country: Country) -> None:
    country.warm()
    whole, rng = files(country.folder / "warm"), random.Random(1)
    for number, _ in enumerate(_damages(country.folder / "warm")):
        if number == 1:  # the others are the last ones, and one of them is not there
            country.edit(rng)
            country.write(country.folder / "cold", None)
            whole = files(country.folder / "cold")
        country.warm()
        assert files(country.folder / "warm") == whole


def test_an_interruption_leaves_the_last_file(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    country.warm()
    before = files(country.folder / "warm")
    country.edit(random.Random(7))

    def interrupted(*given: object) -> Sum:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(joined.Target, "done", interrupted)
        with pytest.raises(KeyboardInterrupt):
            country.warm()
    assert files(country.folder / "warm") == before
    country.warm()
    country.write(country.folder / "cold", None)
    assert files(country.folder / "warm") == files(country.folder / "cold")


def test_where_no_grant_was_awarded_any_more_the_file_of_grants_goes(country: Country) -> None:
    country.warm()
    assert (country.folder / "warm" / "data" / "360giving.json").is_file()
    country.subjects = {key: one for key, one in country.subjects.items() if key[0] != "projects"}
    assert "360giving.json" not in country.warm().sizes
    country.write(country.folder / "cold", None)
    assert files(country.folder / "warm") == files(country.folder / "cold")
