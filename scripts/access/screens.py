"""Whether a page can be used on a small screen, enlarged, spaced, in forced colours, without motion, on paper.

Each function looks at an opened page and gives what is wrong, as the beginnings of the elements' HTML.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

TARGET = 24  # CSS pixels, WCAG 2.5.8
SMALLEST = (320, 256)
"""A window of 1280 × 1024 pixels enlarged four times, WCAG 1.4.10."""
A4 = (794, 1123)

QUESTIONS = (Path(__file__).parent / "screens.js").read_text(encoding="utf-8")
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""


def _asked(page: Page, question: str, value: object = None) -> Any:
    return page.evaluate(f"(value) => ({QUESTIONS.strip()}).{question}(value)", value)


def wide(page: Page) -> list[str]:
    """What reaches beyond the window's edge, so that one has to scroll sideways."""
    return list(_asked(page, "wide"))


def small_targets(page: Page) -> tuple[int, list[str], list[str]]:
    """(targets, those that are smaller than `TARGET`, those of them that others are too near to, WCAG 2.5.8).

    Links inside sentences do not count.
    """
    told = _asked(page, "targets", TARGET)
    return told["all"], told["small"], told["close"]


def cut_by_spacing(page: Page) -> list[str]:
    """What does not bear the spacing that a reader may set, WCAG 1.4.12: cut text, or a page too wide."""
    before = set(_asked(page, "cut"))
    page.add_style_tag(content=SPACED)
    return [*(one for one in _asked(page, "cut") if one not in before), *wide(page)]


def moving(page: Page) -> list[str]:
    """What moves although the reader asked for no motion."""
    return list(_asked(page, "moving"))


def blots(page: Page) -> list[str]:
    """What has a plain square where a sign should be: it is to be cut out of its colour, and the sign is not there."""
    return list(_asked(page, "blots"))


def spoilt_on_paper(page: Page) -> list[str]:
    """What is wrong with the page as it is printed; it stands in a window of the width of `A4`."""
    page.emulate_media(media="print")
    return [*_asked(page, "onPaper"), *wide(page)]


def plain_drawings(page: Page) -> list[str]:
    """Drawings that are all of one colour, so that nothing is seen of them: for forced colours."""
    found = []
    for drawing in page.locator("main svg:visible").all():
        box = drawing.bounding_box()
        if box and box["width"] > TARGET and box["height"] > 4 and len(_colours(drawing.screenshot())) < 2:
            found.append(drawing.evaluate("one => one.outerHTML.slice(0, 120)"))
    return found


def _colours(picture: bytes) -> set[tuple[int, ...]]:
    with Image.open(BytesIO(picture)) as image:
        return {colour for _, colour in image.convert("RGB").getcolors(1 << 24) or ()}
