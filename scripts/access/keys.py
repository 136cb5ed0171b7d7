"""A walk through a page by the Tab key alone: what is reached, and whether the place is seen."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

FOCUSABLE = "a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]"
ROOM = 30
"""Further presses: boxes that scroll are stops of the browser's own."""
LEAST = 2  # pixels of an outline
CONTRAST = 3  # WCAG 1.4.11, 2.4.13: an outline against what it lies on
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
"""The key goes down and is not let go: nothing answers to that, and it takes as long again."""

WATCH = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
TOLD = """() => {
    const { all, seen } = globalThis.gpWalk
    const name = (one) => one.outerHTML.slice(0, 140)
    return {
        missed: all.filter((one) => !seen.has(one)).map(name),
        looks: [...seen].map(([one, look]) => [name(one), look.width, look.contrast, look.hidden]),
    }
}"""


@dataclass(frozen=True)
class Walk:
    """What a walk found, each as the beginning of an element's HTML.

    stops: how many were reached. missed: could be reached, were not: the walk ended or went round before them.
    unseen: reached without an outline that is wide and clear enough. hidden: reached outside what is on the screen,
    or under something else.
    """

    stops: int
    missed: list[str]
    unseen: list[str]
    hidden: list[str]

    @property
    def faults(self) -> list[str]:
        """All that is wrong, each with what it is."""
        told = {"missed": self.missed, "unseen": self.unseen, "hidden": self.hidden}
        return [f"{what}: {one}" for what, found in told.items() for one in found]


def walk(page: Page) -> Walk:
    """Press Tab from the page's beginning until it is left or goes round."""
    page.add_style_tag(content="* { scroll-behavior: auto !important; transition: none !important; }")
    count = page.evaluate(WATCH, FOCUSABLE)
    keyboard = page.context.new_cdp_session(page)
    for _ in range(count + ROOM):
        keyboard.send("Input.dispatchKeyEvent", TAB)
        if page.evaluate("gpWalk.note()"):
            break
    told = page.evaluate(TOLD)
    looks = told["looks"]
    return Walk(
        stops=len(looks),
        missed=told["missed"],
        unseen=[
            f"{width:g}px {contrast:.1f}:1 {name}"
            for name, width, contrast, _ in looks
            if width < LEAST or contrast < CONTRAST
        ],
        hidden=[name for name, _, _, hidden in looks if hidden],
    )
