"""Pouring in one process and in two."""

from pathlib import Path
from typing import Any

import pytest
from builtsite import BARE, VALID

from grantpages.history.records import Past
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES
from grantpages.site import publish as publishing
from grantpages.site import shell

SHELLS = {(language, depth): shell.source(depth) for language in LANGUAGES for depth in (0, *shell.DEPTHS)}


def _published(site: Path, spread: bool) -> dict[str, bytes]:
    dataset, _ = load_folder(VALID)
    assert dataset
    address = "https://example.kz/"
    done = publishing.publish(dataset, SHELLS, site, VALID, address, (), {}, [], Past({}), address, spread)
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert done.pages == sum(name.endswith("index.html") and not BARE.match(name) for name in files)
    return files


def test_two_processes_write_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    side_by_side = publishing._pour_side_by_side
    monkeypatch.setattr(publishing, "_pour_side_by_side", lambda *all: started.append(1) or side_by_side(*all))
    alone = _published(tmp_path / "one", spread=True)
    assert not started, "a small folder is not worth a second process"
    monkeypatch.setattr(publishing, "SPREAD_FROM", 1)
    assert _published(tmp_path / "two", spread=True) == alone
    assert started


def test_an_error_in_the_other_process_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pour = publishing._pour_language

    def failing(*arguments: Any) -> list[str]:
        if arguments[-1] == "ru":
            raise OSError("the disk is full")
        return pour(*arguments)

    monkeypatch.setattr(publishing, "SPREAD_FROM", 1)
    monkeypatch.setattr(publishing, "_pour_language", failing)
    with pytest.raises(publishing.PourFailed):
        _published(tmp_path / "site", spread=True)
    assert "the disk is full" in capfd.readouterr().err
