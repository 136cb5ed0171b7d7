"""What the tests of the built site share: two builds for all processes, a server and a browser in each."""

import os
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from builtsite import HOME, REAL, SECRET, VALID, BuiltSite, run_build
from onceonly import once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def _build(site: Path, data: Path, address: str = "", corrections: str = "") -> None:
    done = run_build(site, None if data == REAL else data, address, corrections)
    assert done.returncode == 0, done.stdout
    assert "WARNING" not in done.stdout, done.stdout


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's own data, built once as `make site` builds it."""
    folder = once(tmp_path_factory, "real", lambda folder: _build(folder / "site", REAL))
    return BuiltSite(folder / "site", REAL, HOME)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The small folder with a private file, built for an address that is not the root of its host."""
    address = "https://grants.example.kz/open/"

    def make(folder: Path) -> None:
        data = Path(shutil.copytree(VALID, folder / "data"))
        owner = next((data / "organizations").glob("[!_]*.yml")).stem
        (data / "private").mkdir(exist_ok=True)
        (data / "private" / f"{owner}.yml").write_text(f"organization: {owner}\nphones: [{SECRET}]\n", encoding="utf-8")
        _build(folder / "site", data, address, "https://operator.example/errors")

    folder = once(tmp_path_factory, "small", make)
    return BuiltSite(folder / "site", folder / "data", address)


@pytest.fixture(scope="session", params=["real_site", "small_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """Each built site in turn."""
    built: BuiltSite = request.getfixturevalue(request.param)
    return built


class _Pages(SimpleHTTPRequestHandler):
    """Serves a folder as GitHub Pages does: a missing path gets 404.html. Says nothing."""

    protocol_version = "HTTP/1.1"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def served(real_site: BuiltSite) -> Iterator[str]:
    """The address, ending in `/`, at which this machine serves the real site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(real_site.root)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One real Chromium for all tests that open pages. Its absence is a failure, never a skip."""
    from playwright.sync_api import sync_playwright

    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    if not os.access(named, os.X_OK):
        pytest.fail("No Chromium found: run `apt-get install chromium`, or name one in CHROMIUM.", pytrace=False)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=named, args=SWITCHES)
        yield launched
        launched.close()
