"""A file is known again by its size, times and number, unless it was written in the moment in which it was read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grantpages.stamps import YOUNG, Stamps, stamp_of
from grantpages.store import Store

LONG_AGO = 10**18


def stamped(path: Path, moment: int | None) -> Stamps:
    """The stamps of one file, read at a moment, for the next time."""
    stamps = Stamps({}, moment)
    stamps.put("file", stamp_of(path.stat()), b"mark")
    return Stamps(stamps.made, moment)


def later(path: Path) -> int:
    """A moment at which a file is old enough."""
    return path.stat().st_ctime_ns + YOUNG + 1


def longer(path: Path) -> None:
    path.write_text("two", encoding="utf-8")


def of_the_same_length(path: Path) -> None:
    path.write_text("2", encoding="utf-8")


def with_the_old_time(path: Path) -> None:
    """As `cp -p` and `touch -r` leave it."""
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_text("2", encoding="utf-8")
    os.utime(path, ns=times)


def another_file(path: Path) -> None:
    beside = path.with_name("beside")
    beside.write_text("2", encoding="utf-8")
    os.utime(beside, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    beside.replace(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_text("1", encoding="utf-8")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return path


def test_an_old_file_is_known_again(path: Path) -> None:
    stamps = stamped(path, later(path))
    assert stamps.mark("file", stamp_of(path.stat())) == b"mark"
    assert stamps.mark("other", stamp_of(path.stat())) is None


@pytest.mark.parametrize("change", [longer, of_the_same_length, with_the_old_time, another_file])
def test_a_file_that_was_written_again_is_not(path: Path, change: Callable[[Path], None]) -> None:
    stamps = stamped(path, later(path))
    change(path)
    assert stamps.mark("file", stamp_of(path.stat())) is None


@pytest.mark.parametrize("early", [1, YOUNG, 10 * YOUNG])
def test_a_file_of_the_same_moment_is_not_known_again(path: Path, early: int) -> None:
    assert stamped(path, later(path) - early).known == {}


def test_where_the_moment_is_not_known_nothing_is_stamped(path: Path) -> None:
    assert stamped(path, None).known == {}


def test_a_file_that_went_has_no_stamp(path: Path) -> None:
    stamps = stamped(path, later(path))
    path.unlink()
    assert stamps.mark("file", None) is None


def test_the_moment_is_the_file_systems(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.touch()
    moment = Store(tmp_path / "store", b"").moment()
    after.touch()
    assert moment is not None
    assert before.stat().st_mtime_ns <= moment <= after.stat().st_mtime_ns
    assert list((tmp_path / "store").iterdir()) == []
    (tmp_path / "file").touch()
    assert Store(tmp_path / "file", b"").moment() is None
