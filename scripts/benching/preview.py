"""`make serve` on a folder whose site is built: from its start to the first page, and from an edit until it is seen.

`python -m benching.preview NUMBER` edits projects from this number on, and the competition and the organization that
the first of them names; the folder is named by GRANTPAGES_DATA. Prints JSON: seconds by way, of each edit.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORD = "Шұғыла"
"""Stands in no record before it is edited; every edit adds its number."""
TITLE = re.compile('(?m)^  kk: ("?)')
"""Where a record's title or name begins, the first Kazakh text of its file."""
EDITS = 5
"""Projects that are edited, one after the other; the building after each of them runs on beside the next."""
REST, LOOK = 5.0, 0.02
"""Seconds before an edit, in which an officer finds the place; seconds between looks."""
TOLD = "gp-problems"
"""The class of what is told above a page."""


class Previewed:
    """A preview that runs. address: of its home page, ending in `/`."""

    def __init__(self, data: Path) -> None:
        self.data, port = data, _free_port()
        self.address, self.edits = f"http://127.0.0.1:{port}/", 0
        chosen = ["-q", "-a", f"127.0.0.1:{port}", "-f", str(ROOT / "mkdocs.yml")]
        command = [sys.executable, "-m", "mkdocs", "serve", *chosen]
        self.serving = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def seconds(self, inside: str, is_right: Callable[[str], bool], began: float) -> float:
        """Seconds from a moment until a page is right."""
        while not is_right(self._page(inside)):
            if self.serving.poll() is not None:
                raise SystemExit(f"mkdocs serve: {self.serving.returncode}")
            time.sleep(LOOK)
        return time.perf_counter() - began

    def shown(self, record: str) -> float:
        """Seconds until a new word in a record's title or name stands on its page."""
        self.edits += 1
        word = f"{WORD}{self.edits} "
        return self._edited(record, TITLE, rf"  kk: \1{word}", lambda page: word in page)

    def told(self, record: str) -> tuple[float, float]:
        """Seconds until a mistake is told above a project's page, and until its mending is seen."""
        found = self._edited(record, re.compile("(?m)^call: "), "call: no-", lambda page: TOLD in page)
        return found, self._edited(record, re.compile("(?m)^call: no-"), "call: ", lambda page: TOLD not in page)

    def _edited(self, record: str, old: "re.Pattern[str]", new: str, is_right: Callable[[str], bool]) -> float:
        time.sleep(REST)
        file = self.data / f"{record}.yml"
        text = old.sub(new, file.read_text(encoding="utf-8"), count=1)
        began = time.perf_counter()
        file.write_text(text, encoding="utf-8")
        return self.seconds(f"{record}/", is_right, began)

    def _page(self, inside: str) -> str:
        try:
            with urllib.request.urlopen(self.address + inside, timeout=60) as answer:
                text: str = answer.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError):
            return ""


def main(number: int, data: Path) -> None:
    """Serve, edit, and say how long each took."""
    paths = sorted((data / "projects").glob("*.yml"))
    projects = [f"projects/{paths[(number + more) % len(paths)].stem}" for more in range(EDITS)]
    text = (data / f"{projects[0]}.yml").read_text(encoding="utf-8")
    call, organization = (_named(text, name) for name in ("call", "grantee"))
    began, preview = time.perf_counter(), Previewed(data)
    try:
        took = {"start": [preview.seconds(f"{projects[0]}/", lambda page: "<h1" in page, began)]}
        took["shown"] = [preview.shown(project) for project in projects]
        took["shown-call"] = [preview.shown(f"calls/{call}")]
        took["shown-organization"] = [preview.shown(f"organizations/{organization}")]
        told, mended = preview.told(projects[0])
        took.update({"told": [told], "mended": [mended]})
    finally:
        preview.serving.terminate()
        preview.serving.wait()
    print(json.dumps(took))


def _named(text: str, field: str) -> str:
    found = re.search(f"(?m)^{field}: (.+)$", text)
    assert found
    return found[1]


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(os.environ["GRANTPAGES_DATA"]))
