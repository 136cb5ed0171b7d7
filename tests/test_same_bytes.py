"""One commit gives one site: builds in quite other surroundings, compared file by file with the usual one.

Here all things are made otherwise in two builds; `make quality ARGS="--only bytes"` makes each so by itself.
"""

import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builtsite import HOME, REPOSITORY, BuiltSite

sys.path += [str(REPOSITORY / "scripts")]

from measuring.perturbing import AHEAD, PERTURBATIONS, build_in, different, digests, perturb, surroundings

from grantpages.checks.audit import audit
from grantpages.history.records import Past
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES
from grantpages.site import publish as publishing
from grantpages.site import shell
from grantpages.site.found import Given
from grantpages.site.pour import Work
from grantpages.site.shelf import Library
from grantpages.wording import catalogue

TOGETHER = [
    ("zone", "locale", "seed", "home", "cwd", "path", "order", "times", "modes", "optimised", "processes", "day"),
    ("cores", "again", "clone"),
]


def test_everything_that_can_be_otherwise_is_tried() -> None:
    assert sorted(name for names in TOGETHER for name in names) == sorted(PERTURBATIONS)


def test_the_clock_that_is_ahead_is_the_clock_the_build_reads() -> None:
    told = ["-c", "import datetime; print(datetime.datetime.now().year)"]
    years = [
        int(subprocess.run([*before, sys.executable, *told], capture_output=True, text=True, check=True).stdout)
        for before in ([], ["faketime", "-f", AHEAD])
    ]
    assert years[1] - years[0] in (1, 2)


@pytest.mark.parametrize("names", TOGETHER, ids="-".join)
def test_other_surroundings_give_the_same_bytes(real_site: BuiltSite, tmp_path: Path, names: tuple[str, ...]) -> None:
    place = surroundings(tmp_path, HOME)
    perturb(place, names)
    usual, other = digests(real_site.root), digests(build_in(place))
    assert len(usual) > 300
    assert different(usual, other) == []


def test_a_folder_whose_files_come_in_another_order_is_really_so(tmp_path: Path) -> None:
    place = surroundings(tmp_path, HOME)
    before = [entry.name for entry in os.scandir(place.root / "data" / "organizations")]
    perturb(place, ["order", "times", "modes"])
    after = sorted(entry.name for entry in os.scandir(place.root / "data" / "organizations"))
    assert sorted(before) == after
    file = next((place.root / "data" / "projects").glob("*.yml"))
    assert (file.stat().st_mode & 0o777, int(file.stat().st_mtime)) == (0o600, 1_000_000_000)


def test_a_difference_is_found(tmp_path: Path) -> None:
    for name, data in (("one", b"1"), ("two", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same").write_bytes(b"0")
        (tmp_path / name / "changed").write_bytes(data)
        (tmp_path / name / f"only-{name}").write_bytes(b"")
    found = different(digests(tmp_path / "one"), digests(tmp_path / "two"))
    assert found == ["changed", "only-one", "only-two"]


SHOWN = re.compile(
    r"(ru/)?((calls|projects|organizations|reports)/[a-z0-9-]+/(history/)?index\.html|calls/[a-z0-9-]+/[a-z0-9-]+\.ics"
    r"|calendar/[a-z-]+\.ics|feeds/([a-z-]+/)?[a-z]+\.xml)|packs/[a-z0-9-]+\.zip|sitemap\.xml(\.gz)?|SHA256SUMS|manifest\.json"
)
"""What tells of the history: pages of records, what is followed, the packs, the days in the sitemap, and the list of files."""


def test_a_clone_of_one_commit_is_built_says_so_and_differs_only_in_what_tells_of_the_history(
    real_site: BuiltSite, tmp_path: Path
) -> None:
    place = surroundings(tmp_path, HOME)
    whole = shutil.move(place.root / ".git", tmp_path / "whole.git")
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{whole}", str(tmp_path / "one")], check=True)
    shutil.move(tmp_path / "one" / ".git", place.root / ".git")
    differing = different(digests(real_site.root), digests(build_in(place)))
    assert catalogue("kk").say("history.absent.shallow") in place.said
    assert "sitemap.xml" in differing
    assert [name for name in differing if not SHOWN.fullmatch(name)] == []


# One record of many is edited

PROJECTS = 20
SHELLS = {(language, depth): shell.source(depth) for language in LANGUAGES for depth in (0, *shell.DEPTHS)}


def _published(data: Path, site: Path) -> dict[str, str]:
    dataset, problems = load_folder(data)
    assert dataset, problems
    findings = tuple(audit(dataset, datetime.date(2026, 11, 30)))
    address = "https://grants.example/"
    library = Library(dataset, {}, dataset.projects.__getitem__, Given(findings), {})
    publishing.publish(Work(library, SHELLS, site, data, address, Past({}), address))
    return digests(site)


def test_an_edited_text_changes_the_files_that_show_it_and_no_other(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, REPOSITORY / "scripts" / "make_sample.py", str(PROJECTS), "--out", data]
    subprocess.run(command, check=True, capture_output=True)
    before = _published(data, tmp_path / "before")
    file = sorted((data / "projects").glob("[!_]*.yml"))[PROJECTS // 2]
    text, report = file.read_text(encoding="utf-8"), file.stem.rpartition("-")[0].rpartition("-")[0]
    account = re.compile(r"(account:\n +kk: \|-\n +.*?)([а-я]{5,})")
    assert account.search(text)
    file.write_text(account.sub(r"\1\2 \2", text, count=1), encoding="utf-8")
    differing = different(before, _published(data, tmp_path / "after"))
    print(f"{PROJECTS} projects, {len(before)} files: {len(differing)} differ")
    assert len(before) > 800
    packs = [name for name in differing if name.endswith(".zip")]
    assert packs == [name for name in before if re.fullmatch(rf"packs/{report}-[0-9]+\.zip", name)]
    sizes = re.compile(rf"(ru/)?calls/{report}-[0-9]+/index\.html")  # of a pack, in whole kilobytes
    others = [name for name in differing if name not in packs and not sizes.fullmatch(name)]
    found = [name for name in others if name.startswith("search/")]
    kinds = {re.sub(r"search/(?:kk/)?|[/.].*", "", name) for name in found}
    assert {"c", "index", "root", "t"} <= kinds <= {"b", "c", "e", "index", "root", "s", "t"}
    assert len(found) <= 36  # old and new ones: of a text, of the results of 64 records, of a word or two, of the root
    assert [name for name in others if not name.startswith("search/")] == [
        f"data/projects/{file.name}",
        f"projects/{file.stem}.json",
        f"projects/{file.stem}/index.html",
        f"reports/{report}/index.html",
        f"reports/{report}/{report}.kk.docx",
        f"ru/projects/{file.stem}/index.html",
    ]
