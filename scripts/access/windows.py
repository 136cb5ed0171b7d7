"""Windows of a real Chromium on a site that is served on this machine. Nothing is fetched from elsewhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

PHONE, DESK = 360, 1280  # pixels
HEIGHT = 800
PATIENCE = 120_000  # milliseconds, for a machine that does other work, too
SCHEMES = ("light", "dark")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True)
class Window:
    """One kind of window: its width in CSS pixels, colour scheme, and whether scripts run in it."""

    width: int
    scheme: str = "light"
    scripts: bool = True
    height: int = HEIGHT


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """A browser without windows, for the length of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, address: str, window: Window, **more: Any) -> Iterator[Page]:
    """A page in a window of its own. Other hosts than that of `address` show an empty page; nothing redirects.

    more: further settings of the window as Playwright names them, `forced_colors`, `reduced_motion` …
    """
    context = browser.new_context(
        viewport={"width": window.width, "height": window.height},
        color_scheme="dark" if window.scheme == "dark" else "light",
        java_script_enabled=window.scripts,
        locale="kk-KZ",
        bypass_csp=True,
        **more,
    )

    def guard(route: Route) -> None:
        if REDIRECTS.search(route.request.url):
            route.fulfill(status=200, content_type="text/javascript", body="")
        elif SHORT.search(route.request.url):
            answer = route.fetch()
            route.fulfill(response=answer, body=REFRESH.sub("", answer.text()))
        elif route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            route.fulfill(status=200, content_type="text/html", body=EMPTY)

    context.set_default_timeout(PATIENCE)
    try:
        context.route("**/*", guard)
        yield context.new_page()
    finally:
        context.close()


REDIRECTS = re.compile(r"/assets/short[^/]*\.js")
SHORT = re.compile(r"/p/[^/]+/$")
REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>')
"""Short addresses lead on by a script, and where there are none by themselves: here they are looked at."""
EMPTY = '<!doctype html><html lang="en"><title>-</title><main><h1>-</h1></main></html>'
"""What a player of another host shows here."""
