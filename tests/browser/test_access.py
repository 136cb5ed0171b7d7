"""One page of every kind for every reader: axe, the keyboard alone, small and enlarged screens, no script, the view for
those who see badly. Languages, widths and colours take turns; `make quality` looks at all of them."""

import sys
from collections.abc import Iterator
from importlib.resources import files
from itertools import product

import pytest
from builtsite import REPOSITORY, BuiltSite
from playwright.sync_api import Browser, Page, expect

sys.path += [str(REPOSITORY / "scripts")]

from access.axe import rules, violations
from access.keys import walk
from access.kinds import BOTH, KINDS, absent, chosen, language_of
from access.plain import lost_without_scripts
from access.screens import (
    SMALLEST,
    blots,
    cut_by_spacing,
    moving,
    plain_drawings,
    small_targets,
    spoilt_on_paper,
    wide,
)
from access.states import VISION, reached
from access.windows import DESK, PHONE, SCHEMES, Window, opened

from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix
from grantpages.wording import catalogue

pytestmark = pytest.mark.browser

TURNS = list(product(LANGUAGES, (PHONE, DESK), SCHEMES))
EACH = [(kind, *TURNS[place * 3 % len(TURNS)]) for place, kind in enumerate((*KINDS, *BOTH))]
OPENED = [
    ("project with a video", "player"),
    ("search", "search"),
    ("home", "menu"),
    ("project", "vision"),
    ("report", "vision"),
]


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, as its package for Playwright brings it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def one(real_site: BuiltSite) -> dict[str, str]:
    return chosen(real_site.root)


def _address(one: dict[str, str], kind: str, language: Language) -> str:
    return one[kind if kind in BOTH else f"{kind}, {language}"]


def _page(
    browser: Browser, served: str, address: str, width: int, scheme: str = "light", **more: object
) -> Iterator[Page]:
    with opened(browser, served, Window(width, scheme), **more) as page:
        page.goto(served + address)
        yield page


def test_the_site_has_every_kind_of_page(real_site: BuiltSite) -> None:
    assert absent(real_site.root) == []


@pytest.mark.parametrize(("kind", "language", "width", "scheme"), EACH)
def test_every_reader_can_use_a_page_of_every_kind(
    browser: Browser, served: str, one: dict[str, str], axe: str, kind: str, language: Language, width: int, scheme: str
) -> None:
    for page in _page(browser, served, _address(one, kind, language), width, scheme, reduced_motion="reduce"):
        assert rules(page, axe) > 100
        assert list(violations(page, axe)) == []
        number, small, _ = small_targets(page)
        assert number > 0
        assert small == []
        assert moving(page) == []
        assert blots(page) == []
        assert walk(page).faults == []
        page.set_viewport_size(dict(zip(("width", "height"), SMALLEST, strict=True)))
        assert wide(page) == []
        assert cut_by_spacing(page) == []
        assert spoilt_on_paper(page) == []


@pytest.mark.parametrize(("kind", "state"), OPENED)
def test_axe_finds_nothing_in_what_a_reader_opens(
    browser: Browser, served: str, one: dict[str, str], axe: str, kind: str, state: str
) -> None:
    language: Language = "ru" if state in ("search", "vision") else "kk"
    for page in _page(browser, served, _address(one, kind, language), PHONE, "dark" if kind == "report" else "light"):
        assert reached(page, state)
        assert blots(page) == []
        assert list(violations(page, axe)) == []
        assert wide(page) == []


@pytest.mark.parametrize("kind", ["map", "charts"])
def test_drawings_are_seen_in_the_colours_that_a_reader_forces(
    browser: Browser, served: str, one: dict[str, str], kind: str
) -> None:
    for page in _page(browser, served, _address(one, kind, "ru"), DESK, "dark", forced_colors="active"):
        assert plain_drawings(page) == []


@pytest.mark.parametrize(
    ("kind", "language"), [(kind, LANGUAGES[place % 2]) for place, kind in enumerate([*KINDS][::3])]
)
def test_without_scripts_no_word_is_lost(
    browser: Browser, served: str, one: dict[str, str], kind: str, language: Language
) -> None:
    assert lost_without_scripts(browser, served, [_address(one, kind, language)]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_who_sees_badly_finds_a_view_by_its_name_and_keeps_it(
    browser: Browser, served: str, language: Language, width: int
) -> None:
    for page in _page(browser, served, prefix(language), width):
        box = page.get_by_role("checkbox", name=catalogue(language).say("chrome.vision"), exact=True)
        expect(box).to_be_in_viewport()
        before = _look(page)
        box.focus()
        page.keyboard.press("Space")
        after = _look(page)
        assert after["size"] > 1.2 * before["size"]
        assert after["colours"] == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        page.goto(f"{served}{prefix(language)}projects/")
        expect(page.locator(VISION)).to_be_checked()
        assert _look(page)["size"] == after["size"]
        page.locator(VISION).uncheck()
        page.reload()
        expect(page.locator(VISION)).not_to_be_checked()
        assert _look(page) == before


def test_the_view_works_without_scripts_and_keeps_to_the_dark(browser: Browser, served: str) -> None:
    with opened(browser, served, Window(PHONE, scripts=False)) as page:
        page.goto(served)
        before = _look(page)["size"]
        page.locator(VISION).check()
        assert _look(page)["size"] > 1.2 * before
    for page in _page(browser, served, "", DESK, "dark"):
        page.locator(VISION).check()
        assert _look(page)["colours"] == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def _look(page: Page) -> dict[str, object]:
    look: dict[str, object] = page.evaluate(
        """() => {
            const text = getComputedStyle(document.querySelector("main .gp-card p"))
            return { size: parseFloat(text.fontSize), colours: [text.color, getComputedStyle(document.body).backgroundColor] }
        }"""
    )
    return look


def test_the_languages_of_the_chosen_pages_are_told_apart(one: dict[str, str]) -> None:
    assert {language_of(address) for address in one.values()} == set(LANGUAGES)
