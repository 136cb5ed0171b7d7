"""Windows of the one browser: each is opened once and shared."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser
from windows import Window


@pytest.fixture(scope="session")
def window(browser: Browser, served: str) -> Iterator[Callable[..., Window]]:
    """A window by its width in pixels, its colour scheme and whether it runs scripts."""
    opened: dict[tuple[int, str, bool], Window] = {}

    def find(width: int, scheme: str = "light", scripts: bool = True) -> Window:
        key = width, scheme, scripts
        if key not in opened:
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme="dark" if scheme == "dark" else "light",
                java_script_enabled=scripts,
                locale="kk-KZ",
            )
            opened[key] = Window(context.new_page(), served)
        return opened[key]

    yield find
    for one in opened.values():
        one.page.context.close()
