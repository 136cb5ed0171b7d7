"""A twin of a site shares its files, and only a whole site gets one."""

from pathlib import Path

from grantpages.site.made import NAME, folder_of
from grantpages.site.twin import MADE, forget_whole, join, newest, note_whole, whole_since
from grantpages.sitefile import copy_file, write_text


def _built(cache: Path, site: Path, data: Path) -> Path:
    """A site of two pages; where is kept what is known of it."""
    known = folder_of(cache / MADE, site)
    write_text(site / "index.html", "home")
    write_text(site / "projects/a/index.html", "a")
    write_text(site / "manifest.json", "{}")
    write_text(known / "groups/one", "what is known")
    write_text(known / NAME, str(site))
    note_whole(known, data)
    return known


def test_a_twin_shares_the_files_and_what_is_known_of_them(tmp_path: Path) -> None:
    cache, site, twin, data = (tmp_path / name for name in ("cache", "site", "twin", "data"))
    known = _built(cache, site, data)
    write_text(twin / "old/index.html", "of another preview")
    assert newest(cache, data) == site
    assert join(cache, site, twin, data)
    assert sorted(path.name for path in twin.rglob("*")) == ["a", "index.html", "index.html", "projects"]
    assert (twin / "index.html").samefile(site / "index.html")
    assert (twin / "projects").stat().st_mtime_ns == (site / "projects").stat().st_mtime_ns
    assert (folder_of(cache / MADE, twin) / "groups/one").samefile(known / "groups/one")
    assert (folder_of(cache / MADE, twin) / NAME).read_text(encoding="utf-8") == str(twin)
    assert whole_since(cache, twin, data) == whole_since(cache, site, data) > 0


def test_what_is_written_in_a_twin_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    cache, site, twin, data = (tmp_path / name for name in ("cache", "site", "twin", "data"))
    _built(cache, site, data)
    assert join(cache, site, twin, data)
    before = (site / "index.html").stat()
    (tmp_path / "home").write_text("home", encoding="utf-8")
    for again in (lambda: write_text(twin / "index.html", "home"), lambda: copy_file(tmp_path / "home", twin / "x")):
        again()
    copy_file(tmp_path / "home", twin / "index.html")
    write_text(twin / "projects/a/index.html", "other")
    after = (site / "index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert (site / "projects/a/index.html").read_text(encoding="utf-8") == "a"


def test_of_a_site_that_is_being_built_or_is_of_other_data_there_is_no_twin(tmp_path: Path) -> None:
    cache, site, twin, data = (tmp_path / name for name in ("cache", "site", "twin", "data"))
    known = _built(cache, site, data)
    assert newest(cache, tmp_path / "others") is None
    assert not join(cache, site, twin, tmp_path / "others")
    forget_whole(known)
    assert newest(cache, data) is None
    assert not join(cache, site, twin, data)
    assert not folder_of(cache / MADE, twin).exists()
