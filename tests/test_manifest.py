"""The list of a site's files: nothing is outside of it, and `sha256sum` reads it."""

import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builtsite import BuiltSite

from grantpages import manifest, units
from grantpages.manifest import MANIFEST, SUMS, Part, part_of, write_manifest
from grantpages.sitefile import write_text
from grantpages.units import names_in

OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""FIPS 180-4's own example."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"b.txt": b"", "a/index.html": b"abc", "a.html": b"abc", ".well-known/security.txt": b"", "a/Ә.pdf": b"abc"}
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def _checked(site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", SUMS], cwd=site, capture_output=True, text=True, check=False
    )


def test_every_file_is_named_in_the_order_of_paths(folder: Path) -> None:
    assert write_manifest(folder) == 5
    assert (folder / SUMS).read_text(encoding="utf-8").splitlines() == [
        f"{OF_NOTHING}  .well-known/security.txt",
        f"{OF_ABC}  a.html",
        f"{OF_ABC}  a/index.html",
        f"{OF_ABC}  a/Ә.pdf",
        f"{OF_NOTHING}  b.txt",
    ]
    held = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert held["algorithm"] == "sha256"
    assert held["files"][1] == {"path": "a.html", "bytes": 3, "sha256": OF_ABC}
    assert [file["path"] for file in held["files"]][-2:] == ["b.txt", SUMS]


def test_a_second_list_of_the_same_files_is_the_same(folder: Path) -> None:
    write_manifest(folder)
    first = (folder / SUMS).read_bytes(), (folder / MANIFEST).read_bytes()
    write_manifest(folder, processes=2)
    assert ((folder / SUMS).read_bytes(), (folder / MANIFEST).read_bytes()) == first


def test_many_files_come_in_their_order_from_two_processes(tmp_path: Path) -> None:
    places = (f"{top}{number:03}" for top in ("", "a/", "a/b/", "a.b/", "a-b/c/", "ә/") for number in range(150))
    names = sorted([*places, "a/b.txt", "a/b/c/d/e", "a.txt"])
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert write_manifest(tmp_path, processes=2) == len(names)
    lines = (tmp_path / SUMS).read_text(encoding="utf-8").splitlines()
    assert lines == [f"{part_of(tmp_path, name).sha256}  {name}" for name in names]


def test_a_sum_that_was_told_is_taken_while_the_file_is_the_one(folder: Path) -> None:
    status = (folder / "a.html").stat()
    right = Part("a.html", "0" * 64, status.st_size, status.st_mtime_ns)
    for told, named in ((right, "0" * 64), (right._replace(time=1), OF_ABC), (right._replace(size=4), OF_ABC)):
        write_manifest(folder, told={"a.html": told})
        assert f"{named}  a.html\n" in (folder / SUMS).read_text(encoding="utf-8")


def test_each_file_is_found_among_many_that_are_known(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    rng, known = random.Random(5), tmp_path_factory.mktemp("cache") / "sums"
    for number in range(400):
        path = tmp_path / f"{'x' * rng.randint(1, 9)}/{rng.randint(1, 99)}/{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(number), encoding="utf-8")
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert _listed(tmp_path, known)[1] == files
    for _ in range(6):
        changed = sorted(rng.sample(files, rng.randint(1, 9)))
        for path in changed:
            (tmp_path / path).write_text(str(rng.random()), encoding="utf-8")
        listed, read = _listed(tmp_path, known)
        assert read == changed
        write_manifest(tmp_path)
        assert (tmp_path / SUMS).read_bytes() == listed


def test_a_large_file_is_read_in_blocks(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"\x00" * 3_000_000)
    sum_of_zeros = subprocess.run(["sha256sum", tmp_path / "large"], capture_output=True, text=True, check=True).stdout
    time = (tmp_path / "large").stat().st_mtime_ns
    assert part_of(tmp_path, "large") == Part("large", sum_of_zeros.split()[0], 3_000_000, time)


def _listed(site: Path, known: Path) -> tuple[bytes, list[str]]:
    """The list, and which files were read for it."""
    read = []

    def reading(site: Path, path: str) -> Part:
        read.append(path)
        return part_of(site, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grantpages.manifest.part_of", reading)
        write_manifest(site, 1, known)
    return (site / SUMS).read_bytes(), [path for path in read if path != SUMS]


def test_a_file_of_the_same_size_and_time_is_not_read_again(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    known = tmp_path_factory.mktemp("cache") / "sums"
    first, read = _listed(folder, known)
    assert read == [".well-known/security.txt", "a.html", "a/index.html", "a/Ә.pdf", "b.txt"]
    assert _listed(folder, known) == (first, [])
    (folder / "a.html").write_bytes(b"abd")
    (folder / "b.txt").unlink()
    (folder / "a" / "new").write_bytes(b"")
    changed, read = _listed(folder, known)
    assert read == ["a.html", "a/new"]
    write_manifest(folder)
    assert changed == (folder / SUMS).read_bytes()


@pytest.mark.parametrize("damage", [b"", b"nonsense\n", b"a b c d\n", b"\x00"])
def test_what_was_kept_may_be_damaged(folder: Path, tmp_path_factory: pytest.TempPathFactory, damage: bytes) -> None:
    known = tmp_path_factory.mktemp("cache") / "sums"
    whole, _ = _listed(folder, known)
    held = known.read_bytes()
    for left in (held[:90], held[:-3], held[90:], b""):
        known.write_bytes(left + damage)
        (folder / SUMS).unlink()
        assert _listed(folder, known)[0] == whole


@pytest.mark.parametrize("name", [SUMS, MANIFEST])
def test_a_list_that_is_not_the_last_one_is_made_anew(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    known = tmp_path_factory.mktemp("cache") / "sums"
    whole, _ = _listed(folder, known)
    held = (folder / MANIFEST).read_bytes()
    for damage in (lambda path: path.write_bytes(path.read_bytes()[:50]), Path.unlink):
        damage(folder / name)
        assert _listed(folder, known) == (whole, [])
        assert (folder / MANIFEST).read_bytes() == held


def test_where_nothing_changed_nothing_is_written(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    known = tmp_path_factory.mktemp("cache") / "sums"
    assert write_manifest(folder, 1, known) == 5
    before = {path: path.stat().st_mtime_ns for path in (folder / SUMS, folder / MANIFEST, known)}
    assert write_manifest(folder, 1, known) == 5
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert sorted(path.name for path in folder.iterdir() if path.name.endswith(".new")) == []


def test_an_interruption_leaves_the_last_lists(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path_factory.mktemp("cache") / "sums"
    for step in range(3):
        write_manifest(folder, 1, known)
        before = (folder / SUMS).read_bytes()
        (folder / "a.html").write_bytes(f"step {step}".encode())
        with monkeypatch.context() as patch:
            patch.setattr(manifest, ("put_in_place", "part_of", "end")[step], _interrupted)
            with pytest.raises(KeyboardInterrupt):
                write_manifest(folder, 1, known)
        assert step == 2 or (folder / SUMS).read_bytes() == before
        warm, _ = _listed(folder, known)
        held = (folder / MANIFEST).read_bytes()
        write_manifest(folder)
        assert ((folder / SUMS).read_bytes(), (folder / MANIFEST).read_bytes()) == (warm, held)


def _interrupted(*given: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("change", ["changed", "gone", "whole"])
def test_the_customary_program_tells_a_changed_copy(folder: Path, change: str) -> None:
    write_manifest(folder)
    if change == "changed":
        (folder / "a" / "index.html").write_bytes(b"abd")
    elif change == "gone":
        (folder / "a" / "index.html").unlink()
    done = _checked(folder)
    assert (done.returncode, "a/index.html" in done.stdout) == ((0, False) if change == "whole" else (1, True))


def _files(site: BuiltSite) -> Iterator[str]:
    return (path.relative_to(site.root).as_posix() for path in site.root.rglob("*") if path.is_file())


def test_no_file_of_a_built_site_is_outside_its_list(site: BuiltSite) -> None:
    held = json.loads((site.root / MANIFEST).read_text(encoding="utf-8"))
    listed = {file["path"]: file["bytes"] for file in held["files"]}
    assert listed == {path: (site.root / path).stat().st_size for path in _files(site) if path != MANIFEST}
    assert len(listed) > 300
    done = _checked(site.root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (site.root / SUMS).read_text(encoding="utf-8").count("\n") == len(listed) - 1


def test_the_page_of_the_data_leads_to_both(site: BuiltSite) -> None:
    for _, page in site.both("data/"):
        links = {link["href"].rpartition("/")[2] for link in page.all("a")}
        assert {SUMS, MANIFEST} <= links


def test_of_many_folders_those_that_changed_are_looked_into(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path_factory.mktemp("cache") / "sums"
    for number in range(80):
        write_text(tmp_path / f"projects/p{number:02}/index.html", str(number))
        write_text(tmp_path / f"projects/p{number:02}/history/index.html", str(number))
    time.sleep(0.02)  # a tick of the file system's clock
    _listed(tmp_path, known)
    changes: list[Callable[[Path], object]] = [
        lambda folder: write_text(folder / "index.html", "another"),
        lambda folder: write_text(folder / "history" / "index.html", "another"),
        lambda folder: write_text(folder / "history" / "b" / "index.html", "new"),
        lambda folder: (folder / "history" / "index.html").unlink(),
        lambda folder: shutil.rmtree(folder / "history"),
        shutil.rmtree,
    ]
    looked: list[str] = []
    names = names_in
    for module in (manifest, units):
        monkeypatch.setattr(module, "names_in", lambda folder: looked.append(folder) or names(folder))
    for number, change in enumerate(changes):
        change(tmp_path / f"projects/p{7 * number:02}")
        looked.clear()
        warm, _ = _listed(tmp_path, known)
        inside = {folder.removeprefix(f"{tmp_path}/projects/").partition("/")[0] for folder in looked[2:]}
        write_manifest(tmp_path)
        assert (tmp_path / SUMS).read_bytes() == warm
        assert inside <= {f"p{7 * number:02}", f"p{7 * (number - 1):02}"}  # it changed a tick before the last list
