"""What an officer sees while editing: the new page, or what is wrong above the last good one."""

import os
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

PATIENCE = 120
"""Seconds after which a page is not awaited any longer."""
PROJECT = "projects/aqtas-2025-1"
TITLE, NEW = "шәкірттер»", "тұлпарлар»"


@dataclass(frozen=True)
class Preview:
    """`make serve` over a copy of the small folder."""

    data: Path
    address: str
    said: Path
    process: subprocess.Popen[bytes]

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

    def edit(self, old: str, new: str) -> None:
        """Change the project's file."""
        file = self.data / f"{PROJECT}.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview")
    data = Path(shutil.copytree(VALID, folder / "data"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")}
    chosen = {"GRANTPAGES_DATA": str(data), "GRANTPAGES_URL": f"http://127.0.0.1:{port}/open/"}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=REPOSITORY, env=clean | QUIET | chosen, stdout=said, stderr=said,
        )  # fmt: skip
        yield Preview(data, f"http://127.0.0.1:{port}/open/", folder / "said", process)
        process.terminate()
        process.wait()


def test_an_edit_shows_and_a_mistake_is_told_above_the_last_good_page(preview: Preview) -> None:
    preview.awaits(f"{PROJECT}/", lambda page: TITLE in page)
    preview.edit(TITLE, NEW)
    page = preview.awaits(f"{PROJECT}/", lambda page: NEW in page)
    assert "gp-problems" not in page
    assert NEW in preview.page("projects/")
    preview.edit("lot: ", "lot: 9")
    for root, shown in (("", NEW), ("ru/", "ученики»")):
        page = preview.awaits(f"{root}{PROJECT}/", lambda page: "gp-problems" in page)
        assert f"{PROJECT}.yml:6: lot: " in page
        assert shown in page
    assert f"{PROJECT}.yml:" in preview.said.read_text(encoding="utf-8")
    preview.edit("lot: 9", "lot: ")
    page = preview.awaits(f"{PROJECT}/", lambda page: "gp-problems" not in page)
    assert NEW in page
