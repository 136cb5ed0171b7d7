"""The browser's side of the search, run where it runs: in Chromium, over a local server."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from corpus import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MODULES = REPOSITORY / "docs" / "assets" / "search"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is served: the modules, an empty page, and whatever a test writes beside them."""
    served = tmp_path_factory.mktemp("search")
    (served / "modules").symlink_to(MODULES)
    (served / "index.html").write_text("<!doctype html><title>search</title>", encoding="utf-8")
    return served


@pytest.fixture(scope="session")
def run(folder: Path, browser: "Browser") -> Iterator[Callable[..., Any]]:
    """Evaluates a script with an argument on a page of `folder`; what the page complains of fails the test."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
    yield page.evaluate
    page.close()
    server.shutdown()
    server.server_close()
