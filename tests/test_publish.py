"""Pouring in one process and in several."""

from pathlib import Path
from typing import Any

import pytest
from builtsite import BARE, VALID

from grantpages.abreast import WorkFailed
from grantpages.history.records import Past
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES
from grantpages.site import publish as publishing
from grantpages.site import shell
from grantpages.site.found import Given
from grantpages.site.groups import GroupWork
from grantpages.site.pour import Work
from grantpages.site.shelf import Library

SHELLS = {(language, depth): shell.source(depth) for language in LANGUAGES for depth in (0, *shell.DEPTHS)}


def _published(site: Path, processes: int) -> dict[str, bytes]:
    dataset, _ = load_folder(VALID)
    assert dataset
    address = "https://example.kz/"
    library = Library(dataset, {}, dataset.projects.__getitem__, Given(()), {})
    done = publishing.publish(Work(library, SHELLS, site, VALID, address, Past({}), address), (), processes)
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert done.pages == sum(name.endswith("index.html") and not BARE.match(name) for name in files)
    return files


def test_several_processes_write_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    each = publishing.each
    monkeypatch.setattr(
        publishing, "each", lambda work, things, count: started.append(count) or each(work, things, count)
    )
    alone = _published(tmp_path / "one", 3)
    assert set(started) == {1}, "a small folder is not worth a second process"
    monkeypatch.setattr(publishing, "SPREAD_FROM", 1)
    assert _published(tmp_path / "three", 3) == alone
    assert set(started) == {1, 3}


@pytest.mark.parametrize(
    ("place", "name", "error"),
    [(GroupWork, "make", WorkFailed), (publishing._Publishing, "_second", publishing.PourFailed)],
)
def test_an_error_in_another_process_ends_the_build(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    place: Any,
    name: str,
    error: type[Exception],
) -> None:
    def failing(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(publishing, "SPREAD_FROM", 1)
    monkeypatch.setattr(place, name, failing)
    with pytest.raises(error):
        _published(tmp_path / "site", 2)
    assert "the disk is full" in capfd.readouterr().err


def test_every_record_has_its_page_in_each_language(tmp_path: Path) -> None:
    dataset, _ = load_folder(VALID)
    assert dataset
    _published(tmp_path, 1)
    records = [f"{kind}/{id}/" for kind in publishing.RECORDS for id in getattr(dataset, kind)]
    addresses = ["", *records]
    publishing.counted(dataset, tmp_path, addresses)
    with pytest.raises(publishing.Miscounted, match="^calls/aqtas-2025/$"):
        publishing.counted(dataset, tmp_path, [address for address in addresses if address != "calls/aqtas-2025/"])
    with pytest.raises(publishing.Miscounted, match="^Projects/, projects/$"):
        publishing.counted(dataset, tmp_path, [*addresses, "Projects/", "projects/"])
    with pytest.raises(publishing.Miscounted, match="^calls/aqtas-2025/, calls/aqtas-2025/$"):
        publishing.counted(dataset, tmp_path, [*addresses, "calls/aqtas-2025/"])
    (tmp_path / "ru" / "projects" / "aqtas-2025-1" / "index.html").unlink()
    with pytest.raises(publishing.Miscounted, match="^ru/projects/aqtas-2025-1/$"):
        publishing.counted(dataset, tmp_path, addresses)
