"""What a reader may have opened on a page: the menu, a search, a player, the view for those who see badly."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from access.windows import DESK

QUERY = "Жанаозен"
"""Is in records of both languages."""
MENU, PLAY, VISION = "label.md-header__button[for=__drawer]", ".gp-play", "#gp-vision"


def states(page: Page) -> Iterator[str]:
    """Bring an opened page into each of its states in turn, from rest; yields the state's name."""
    address = page.url
    yield "rest"
    for name in STATES:
        if reached(page, name):
            yield name
            page.evaluate("localStorage.clear()")
            page.goto(address)


def reached(page: Page, name: str) -> bool:
    """Bring a page at rest into a state; False where it has no such state."""
    return STATES[name](page)


def _menu(page: Page) -> bool:
    width = page.viewport_size["width"] if page.viewport_size else DESK
    if width >= DESK or not page.locator(MENU).count():
        return False
    page.locator(MENU).click()
    page.wait_for_function("document.querySelector('.gp-drawer').getBoundingClientRect().left >= 0")
    return True


def _search(page: Page) -> bool:
    if not page.locator("#gp-query").count():
        return False
    page.locator("#gp-query").fill(QUERY)
    page.keyboard.press("Enter")
    page.locator(".gp-result").first.wait_for()
    for summary in page.locator(".gp-search__filters > summary, .gp-facet > summary").all()[:2]:
        if not summary.evaluate("one => one.parentElement.open"):
            summary.click()
    return True


def _player(page: Page) -> bool:
    if not page.locator(PLAY).count():
        return False
    page.locator(PLAY).first.click()
    page.locator("iframe.gp-player").first.wait_for()
    return True


def _vision(page: Page) -> bool:
    if not page.locator(VISION).count():
        return False
    page.locator(VISION).check()
    return True


STATES: dict[str, Callable[[Page], bool]] = {"menu": _menu, "search": _search, "player": _player, "vision": _vision}
