"""What an officer sees while editing: the new page, or what is wrong above the last good one."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from builtsite import QUIET, REPOSITORY, VALID

sys.path += [str(REPOSITORY / "scripts")]

from measuring.perturbing import different, digests

from grantpages.site.twin import whole_since

PATIENCE = 120
"""Seconds after which a page is not awaited any longer."""
PROJECT = "projects/aqtas-2025-1"
TITLE, NEW = "шәкірттер»", "тұлпарлар»"
EDITS = [
    ("organizations/meirim.yml", "Шапағат» қоғамдық", "Шуақ» қоғамдық", "organizations/meirim/"),
    ("calls/aqtas-2025.yml", "одан әрі» конкурсы", "содан кейін» конкурсы", "calls/aqtas-2025/"),
    ("reports/aqtas-2025.yml", "жылғы қызметі туралы", "жылғы жұмысы туралы", "reports/aqtas-2025/"),
    (f"{PROJECT}.yml", "ученики»", "скакуны»", f"ru/{PROJECT}/"),
    ("operator.yml", "Мысал» ойдан", "Мысал» қолдан", "about/"),
]
"""Files, what is written in them otherwise, and the pages that then show it; of the operator it is the frame."""


@dataclass(frozen=True)
class Preview:
    """`make serve` over a copy of the small folder."""

    data: Path
    address: str
    said: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()

    def page(self, inside: str) -> str:
        """A page as it is now; empty where there is none yet."""
        assert self.process.poll() is None, self.said.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(self.address + inside, timeout=PATIENCE) as answer:
                text: str = answer.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError):
            return ""

    def awaits(self, inside: str, right: Callable[[str], bool]) -> str:
        """A page once it is right."""
        until = time.monotonic() + PATIENCE
        while not right(page := self.page(inside)):
            assert time.monotonic() < until, self.said.read_text(encoding="utf-8")
            time.sleep(0.2)
        return page

    def edit(self, old: str, new: str, inside: str = f"{PROJECT}.yml") -> None:
        """Change a file; the project's if none is named."""
        file = self.data / inside
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _preview(folder: Path, port: int) -> Preview:
    """A preview of the folder's data, with a cache of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")}
    chosen = {
        "GRANTPAGES_DATA": str(folder / "data"),
        "GRANTPAGES_CACHE": str(folder / "cache"),
        "GRANTPAGES_URL": f"http://127.0.0.1:{port}/open/",
    }
    environment = clean | QUIET | chosen
    with (folder / "said").open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=REPOSITORY, env=environment, stdout=said, stderr=said,
        )  # fmt: skip
    return Preview(folder / "data", f"http://127.0.0.1:{port}/open/", folder / "said", process, environment)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    shutil.copytree(VALID, tmp_path / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = _preview(tmp_path, port)
    yield started
    started.stop()


def _stamps(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def test_an_edit_shows_a_mistake_is_told_and_what_is_shown_in_the_end_is_the_site(
    preview: Preview, tmp_path: Path
) -> None:
    preview.awaits(f"{PROJECT}/", lambda page: TITLE in page)
    assert "Content-Security-Policy" not in preview.page(""), "the server's own script must run"
    preview.edit(TITLE, NEW)
    page = preview.awaits(f"{PROJECT}/", lambda page: NEW in page)
    assert "gp-problems" not in page
    preview.awaits("projects/", lambda page: NEW in page)
    preview.edit("lot: ", "lot: 9")
    for root, shown in (("", NEW), ("ru/", "ученики»")):
        page = preview.awaits(f"{root}{PROJECT}/", lambda page: "gp-problems" in page)
        assert f"{PROJECT}.yml:6: lot: " in page
        assert shown in page
    assert f"{PROJECT}.yml:6: lot: " in preview.said.read_text(encoding="utf-8")
    preview.edit("lot: 9", "lot: ")
    page = preview.awaits(f"{PROJECT}/", lambda page: "gp-problems" not in page)
    assert NEW in page
    for file, old, new, _ in EDITS:  # one after the other, before any of them is built
        preview.edit(old, new, file)
        time.sleep(0.3)
    for _, _, new, shown in EDITS:
        preview.awaits(shown, lambda page, new=new: new in page)
    preview.awaits("", lambda page: "gp-problems" not in page)
    _compare(preview, tmp_path)
    _starts_warm(preview, tmp_path)
    _starts_from_what_was_built(preview, tmp_path)


def _compare(preview: Preview, folder: Path) -> None:
    """What is served is the site of the same records that is built from nothing."""
    command = [sys.executable, "scripts/build_site.py", "--site", str(folder / "cold")]
    settings = preview.environment | {"GRANTPAGES_CACHE": str(folder / "other")}
    subprocess.run(command, cwd=REPOSITORY, env=settings, check=True, capture_output=True)
    served, cold = digests(_site(folder)), digests(folder / "cold")
    assert len(cold) > 200
    assert different(served, cold) == []


def _starts_warm(preview: Preview, folder: Path) -> None:
    """A preview that is started once more makes no record's page again."""
    site = _site(folder)
    before, since = _stamps(site), _whole_since(folder)
    preview.stop()
    again = _preview(folder, int(preview.address.split(":")[2].split("/")[0]))
    try:
        again.awaits(f"{PROJECT}/", lambda page: NEW in page)
        again.awaits("", lambda _: _whole_since(folder) > since)
        after = _stamps(site)
    finally:
        again.stop()
    assert before.keys() == after.keys()
    records = [name for name in before if re.match(r"(ru/)?(projects|reports)/aqtas[^/]*/", name)]
    assert len(records) > 10
    assert [name for name in records if before[name] != after[name]] == []


def _starts_from_what_was_built(preview: Preview, folder: Path) -> None:
    """A preview shows the site that was built since the last one, and whatever it does leaves that as it is."""
    built = folder / "built"
    preview.edit(NEW, TITLE)
    command = [sys.executable, "scripts/build_site.py", "--site", str(built)]
    subprocess.run(command, cwd=REPOSITORY, env=preview.environment, check=True, capture_output=True)
    before, sums, page = _stamps(built), digests(built), _site(folder) / PROJECT / "index.html"
    assert NEW in page.read_text(encoding="utf-8")
    again = _preview(folder, int(preview.address.split(":")[2].split("/")[0]))
    try:
        again.awaits(f"{PROJECT}/", lambda page: TITLE in page and NEW not in page)
        assert page.samefile(built / PROJECT / "index.html"), "nothing was made again"
        since = _whole_since(folder)
        again.awaits("", lambda _: _whole_since(folder) > since)
        assert page.samefile(built / PROJECT / "index.html")
        assert different(digests(_site(folder)), sums) == []
        again.edit(TITLE, NEW)
        again.awaits("projects/", lambda page: NEW in page)
    finally:
        again.stop()
    assert (_stamps(built), digests(built)) == (before, sums)


def _site(folder: Path) -> Path:
    return folder / "cache" / "preview" / "site"


def _whole_since(folder: Path) -> int:
    return whole_since(folder / "cache", _site(folder), folder / "data")
