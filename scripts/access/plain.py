"""What a page loses where scripts do not run: its words with them and without are compared line by line."""

from collections import Counter
from collections.abc import Iterable

from playwright.sync_api import Browser, Page

from access.windows import DESK, Window, opened

OWN = ".gp-play, .gp-left, button, noscript, .gp-search__body"
"""What only a script can use, and what is said only where there is none."""
WORDS = f"""() => {{
    for (const one of document.querySelectorAll({OWN!r})) one.remove()
    return document.body.innerText
}}"""


def lost_without_scripts(browser: Browser, root: str, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Lines of the pages at addresses below `root` that are only there with scripts, or only without; none is best."""
    found = {}
    with opened(browser, root, Window(DESK)) as running, opened(browser, root, Window(DESK, scripts=False)) as plain:
        for address in addresses:
            here, there = (_lines(page, root + address) for page in (running, plain))
            if different := sorted(((here - there) + (there - here)).elements()):
                found[address] = different
    return found


def _lines(page: Page, address: str) -> Counter[str]:
    page.goto(address)
    return Counter(line.strip() for line in page.evaluate(WORDS).splitlines() if line.strip())
