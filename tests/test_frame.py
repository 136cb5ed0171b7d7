"""What MkDocs makes is kept under a key of all it is made of, and asked for again only when that has changed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builtsite import QUIET, REPOSITORY, VALID

from grantpages.site.frame import KEPT, Frames, Told, key_of
from grantpages.store import Store

TOLD = Told(
    {("kk", 0): "<html>"}, ["about/"], ["assets/site.1.css"], ["'sha256-x'"], "https://a.kz/", "https://b.kz/", ""
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sources of a frame."""
    for name in ("docs/about.kk.md", "docs/assets/site.css", "hooks/publish.py", "data/operator.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text('site_url: !ENV [GRANTPAGES_URL, "http://a/"]\n', encoding="utf-8")
    return tmp_path


def _written(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).write_text("otherwise", encoding="utf-8") and None


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page": _written("docs/about.kk.md"),
    "a style": _written("docs/assets/site.css"),
    "a hook": _written("hooks/publish.py"),
    "a new page": _written("docs/new.md"),
    "the configuration": _written("mkdocs.yml"),
    "a page renamed": lambda root: (root / "docs/about.kk.md").rename(root / "docs/about.ru.md"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_source_is_another_frame(root: Path, change: str) -> None:
    before = key_of(root, {}, b"operator")
    CHANGES[change](root)
    assert key_of(root, {}, b"operator") != before


def test_a_setting_that_the_configuration_names_is_part_of_the_key_and_no_other_is(root: Path) -> None:
    key = key_of(root, {}, b"operator")
    assert key_of(root, {"GRANTPAGES_URL": "https://b/"}, b"operator") != key
    assert key_of(root, {}, b"another operator") != key
    _written("data/operator.yml")(root)
    (root / "docs/about.kk.md").touch()
    assert key_of(root, {"GRANTPAGES_LANG": "ru", "HOME": "/"}, b"operator") == key


def _kept(frames: Frames, key: bytes) -> None:
    folder = frames.begin()
    (folder / "assets").mkdir()
    (folder / "assets" / "site.css").write_bytes(key)
    frames.keep(key, folder, TOLD)


def test_a_frame_is_recalled_whole_or_not_at_all_and_put_where_it_is_not(tmp_path: Path) -> None:
    frames, site, known = Frames(tmp_path / "frames"), tmp_path / "site", Store(tmp_path / "known", b"")
    assert frames.recall(b"one") is None
    frames.begin()  # of a build that was interrupted
    _kept(frames, b"one")
    frame = frames.recall(b"one")
    assert frame
    assert frame.told == TOLD
    assert frame.put(site, known) == {"assets/site.css"}
    style = site / "assets" / "site.css"
    written = style.stat().st_mtime_ns
    frame.put(site, known)
    assert style.stat().st_mtime_ns == written
    style.write_bytes(b"by hand")
    frame.put(site, known)
    assert style.read_bytes() == b"one"
    (frame.folder / "assets" / "site.css").write_bytes(b"half")
    assert frames.recall(b"one") is None


def test_the_last_frames_are_kept(tmp_path: Path) -> None:
    frames = Frames(tmp_path)
    keys = [bytes([number]) for number in range(KEPT + 2)]
    for key in keys:
        _kept(frames, key)
        frames.recall(keys[0])
    assert [key for key in keys if frames.recall(key)] == [keys[0], *keys[-KEPT + 1 :]]
    assert len(list((tmp_path / "own").iterdir())) == KEPT


def test_a_build_of_edited_records_does_not_run_mkdocs(tmp_path: Path) -> None:
    data = shutil.copytree(VALID, tmp_path / "data")
    (tmp_path / "none" / "mkdocs").mkdir(parents=True)
    (tmp_path / "none" / "mkdocs" / "__init__.py").write_text("raise SystemExit('MkDocs was asked')", encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")} | QUIET
    clean |= {"GRANTPAGES_DATA": str(data), "GRANTPAGES_CACHE": str(tmp_path / "cache")}

    def build(**settings: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "scripts/build_site.py", "--site", str(tmp_path / "site")]
        return subprocess.run(
            command, cwd=REPOSITORY, env=clean | settings, capture_output=True, encoding="utf-8", check=False
        )

    first = build()
    assert first.returncode == 0, first.stderr
    file = data / "projects" / "aqtas-2025-1.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("шәкірттер»", "тұлпарлар»"), encoding="utf-8")
    none = str(tmp_path / "none")
    again = build(PYTHONPATH=none)
    assert again.returncode == 0, again.stderr
    page = tmp_path / "site" / "projects" / "aqtas-2025-1" / "index.html"
    assert "тұлпарлар»" in page.read_text(encoding="utf-8")
    other = build(PYTHONPATH=none, GRANTPAGES_CORRECTIONS="https://other.example/")
    assert other.returncode != 0
    assert "MkDocs was asked" in other.stderr
