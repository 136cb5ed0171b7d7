"""The guide's pictures: parts of the pages that its examples become, with the words that are seen in each.

The words are kept in the picture (PNG's own «Description»): so a picture of a page that has changed since is told.
"""

import datetime
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import FloatRect, Page, ViewportSize, sync_playwright

from guide.reading import steps
from guide.terminal import run
from guide.walking import edit

LATER = "2026-02-27T10:05"
"""When the pages are seen, in Astana: the competition of the example has just come out."""
LANGUAGES = {"kk": "", "ru": "ru/"}
SHOTS = {
    "call": ("calls/aqtas-2026/", "h1, h1 ~ dl"),
    "activity": ("projects/aqtas-2025-2/", "#a-1-1"),
    "note": ("projects/aqtas-2025-1/", ".gp-data-notes"),
    "calls": ("calls/", ".gp-cards"),
}
"""The page of each picture and the elements that it holds."""
PAGES = ("announce", "add-report", "answer-note")
"""What the pictures show is what these pages let a person do."""
SIZE: ViewportSize = {"width": 760, "height": 900}
MARGIN = 12  # pixels
COLOURS = 48  # of the palette
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none")


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, and the words in it, an element's on each line."""

    name: str
    png: bytes
    words: str


def words_of(png: Path) -> str:
    """The words that were seen in a picture when it was made. Raises OSError."""
    with Image.open(png) as image:
        return str(image.info.get("Description", ""))


def build(folder: Path, environment: Mapping[str, str], guide: Path) -> Path:
    """Do what the Kazakh pages say, but for commands that leave no record, and build the site; returns its folder.

    Raises RuntimeError, with what was said, where a command fails.
    """
    for name in PAGES:
        for step in steps((guide / f"{name}.kk.md").read_text(encoding="utf-8")):
            if step.kind != "run":
                list(edit(step, folder / step.file))
            elif step.text == "make new-call":
                _done(*run(step.text, folder, {**environment, "GRANTPAGES_LANG": "kk"}, step.shown or ""))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    quiet = {"GRANTPAGES_NOW": LATER, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    built = subprocess.run(
        command, cwd=folder, env=dict(environment) | quiet, capture_output=True, text=True, check=False
    )
    _done(built.returncode, built.stdout + built.stderr)
    return folder / "site"


def _done(code: int, said: str) -> None:
    if code:
        raise RuntimeError(said)


def pictures(site: Path) -> Iterator[Picture]:
    """Every picture of a built site, in both languages. Raises LookupError where a page lacks what is to be seen."""
    with _served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=list(SWITCHES))
        page = browser.new_context(viewport=SIZE, color_scheme="light", timezone_id="Asia/Almaty").new_page()
        page.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{LATER}:00+05:00"))
        for name, (place, elements) in SHOTS.items():
            for language, root in LANGUAGES.items():
                page.goto(f"{address}{root}{place}")
                page.evaluate("document.fonts.ready")
                yield _picture(page, f"{name}-{language}", elements)
        browser.close()


def _browser() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise LookupError(" / ".join(BROWSERS))
    return found


def _picture(page: Page, name: str, elements: str) -> Picture:
    found = page.locator(elements)
    boxes = [box for index in range(found.count()) if (box := found.nth(index).bounding_box())]
    if not boxes:
        raise LookupError(f"{page.url}: {elements}")
    top, bottom = min(box["y"] for box in boxes), max(box["y"] + box["height"] for box in boxes)
    clip: FloatRect = {
        "x": 0.0,
        "y": max(0.0, top - MARGIN),
        "width": float(SIZE["width"]),
        "height": bottom - top + 2 * MARGIN,
    }
    words = "\n".join(" ".join(text.split()) for text in found.all_inner_texts())
    return Picture(name, _small(page.screenshot(full_page=True, clip=clip, animations="disabled"), words), words)


def _small(png: bytes, words: str) -> bytes:
    """Few colours and the words: a page of text needs no more."""
    known, out = PngInfo(), io.BytesIO()
    known.add_itxt("Description", words)
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True, pnginfo=known)
    return out.getvalue()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
