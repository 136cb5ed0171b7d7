"""`make serve` on a folder: from its start to the first page, and from an edit of a record until its page is new.

`python -m benching.preview FILE` edits this file of a project; the folder is named by GRANTPAGES_DATA. Prints JSON.
"""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benching.sample import TITLE

ROOT = Path(__file__).resolve().parents[2]
WORD = "Шұғыла"
"""Stands in no record before it is edited."""
REST, LOOK = 5.0, 0.02
"""Seconds between the first page and the edit, in which an officer finds the place; seconds between looks."""


def main(file: Path) -> None:
    """Serve, edit, and say how long each took."""
    port = _free_port()
    address, began = f"http://127.0.0.1:{port}/projects/{file.stem}/", time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}", "-f", str(ROOT / "mkdocs.yml")]
    serving = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        start = _until(serving, lambda: "<h1" in _page(address), began)
        time.sleep(REST)
        text = file.read_text(encoding="utf-8")
        edited = time.perf_counter()
        file.write_text(TITLE.sub(f'  kk: "{WORD} ', text, count=1), encoding="utf-8")
        shown = _until(serving, lambda: WORD in _page(address), edited)
    finally:
        serving.terminate()
        serving.wait()
    print(json.dumps({"start": start, "shown": shown}))


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _until(serving: "subprocess.Popen[bytes]", is_right: Callable[[], bool], began: float) -> float:
    """Seconds until something is right."""
    while not is_right():
        if serving.poll() is not None:
            raise SystemExit(f"mkdocs serve: {serving.returncode}")
        time.sleep(LOOK)
    return time.perf_counter() - began


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            text: str = answer.read().decode()
            return text
    except (urllib.error.URLError, ConnectionError):
        return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
