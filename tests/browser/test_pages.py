"""Every kind of page in a real browser: it complains of nothing, fits the screen, and works by keyboard, on paper and
without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from windows import DESK, PHONE, SCHEMES, Window

from grantpages.problem import LANGUAGES
from grantpages.site.publish import prefix
from grantpages.wording import catalogue

pytestmark = pytest.mark.browser

PAGES = (
    "", "calls/", "projects/", "organizations/", "reports/", "evidence/", "about/",
    "evidence/instagram/", "evidence/unchecked/", "quality/", "quality/rules/", "link-checkers/", "search/", "search-engines/", "quality-measures/", "benchmarks/", "data-format/",
    "browse/", "browse/grantees/", "browse/years/2025/", "regions/mangystau/", "charts/", "map/",
    "calls/zhanaozen-2025/", "projects/zhanaozen-2025-2/", "organizations/zangar-event/", "reports/zhanaozen-2025/",
)  # fmt: skip
EACH = [prefix(language) + page for language in LANGUAGES for page in PAGES]
MISSING = ["nowhere/at/all/", "ru/nowhere/", "ru/404.html"]
Windows = Callable[..., Window]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", [*EACH, *MISSING])
def test_the_page_complains_of_nothing_and_fits_every_screen(window: Windows, address: str, scheme: str) -> None:
    here = window(PHONE, scheme)
    page = here.open(address)
    assert page.locator("h1").count() == 1
    expected = "slate" if scheme == "dark" else "default"
    assert page.locator("html").get_attribute("data-md-color-scheme") == expected
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, width
        assert page.locator("h1").is_visible()
    assert here.complaints == []


@pytest.mark.parametrize("page", PAGES)
def test_the_language_switch_leads_to_the_same_page_and_back(window: Windows, page: str) -> None:
    here = window(PHONE)
    opened = here.open(page)
    for width, language in ((PHONE, "ru"), (DESK, "kk")):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.locator(f".md-header .gp-languages a[hreflang={language}]").click()
        opened.wait_for_url(f"{here.root}{'ru/' if language == 'ru' else ''}{page}")
        assert opened.locator("html").get_attribute("lang") == language
    opened.set_viewport_size({"width": PHONE, "height": 800})


def test_a_missing_address_leads_home_in_both_languages(window: Windows) -> None:
    for language in LANGUAGES:
        page = window(PHONE).open(MISSING[0])
        page.locator(f".gp-missing[lang={language}] a").first.click()
        page.wait_for_url(window(PHONE).root + prefix(language))


@pytest.mark.parametrize("address", [prefix(LANGUAGES[place % 2]) + page for place, page in enumerate(PAGES)])
def test_without_scripts_the_page_is_read(window: Windows, address: str) -> None:
    page = window(PHONE, scripts=False).open(address)
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text()) > 200
    assert page.locator("main a:not(details *)").last.is_visible()


@pytest.mark.parametrize("address", ["", "ru/projects/zhanaozen-2025-2/"])
def test_without_scripts_the_menu_opens(window: Windows, address: str) -> None:
    here = window(PHONE, scripts=False)
    page = here.open(address)
    entry = page.locator(".gp-drawer a").nth(1)
    expect(entry).not_to_be_in_viewport()
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(entry).to_be_in_viewport()
    entry.click()
    page.wait_for_url(f"{here.root}{'ru/' if address.startswith('ru/') else ''}browse/")


def test_the_palette_toggle_changes_the_colours_and_remembers(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": DESK, "height": 800}, color_scheme="light")
    try:
        page = context.new_page()
        page.goto(served)
        root, body = page.locator("html"), page.locator("body")
        before = body.evaluate("body => getComputedStyle(body).backgroundColor")
        page.locator("button.gp-scheme:visible").focus()
        page.keyboard.press("Enter")
        expect(root).to_have_attribute("data-md-color-scheme", "slate")
        assert body.evaluate("body => getComputedStyle(body).backgroundColor") != before
        expect(page.locator("button.gp-scheme:visible")).to_be_focused()
        page.goto(f"{served}projects/")
        expect(root).to_have_attribute("data-md-color-scheme", "slate")
        page.locator("button.gp-scheme:visible").click()
        expect(root).to_have_attribute("data-md-color-scheme", "default")
    finally:
        context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", ["", "ru/projects/zhanaozen-2025-2/"])
def test_focus_is_seen_on_everything_the_tab_key_reaches(window: Windows, address: str, scheme: str) -> None:
    page = window(DESK, scheme).open(address)
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last of them
        name, outline, width = page.evaluate(
            """() => {
                const here = document.activeElement, style = getComputedStyle(here)
                return [here.outerHTML.slice(0, 90), style.outlineStyle, parseFloat(style.outlineWidth)]
            }"""
        )
        reached.append((name, outline != "none" and width >= 1))
    assert [name for name, seen in reached if not seen] == []
    assert len({name for name, _ in reached}) > 15


def test_on_a_phone_the_menu_comes_out_when_the_tab_key_enters_it(window: Windows) -> None:
    page = window(PHONE).open("ru/projects/zhanaozen-2025-2/")
    entry = page.locator(".gp-drawer a").nth(1)
    expect(entry).not_to_be_in_viewport()
    page.locator(".gp-find__go").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(entry).to_be_focused()
    expect(entry).to_be_in_viewport(ratio=1)
    page.locator("#gp-content a").first.focus()
    expect(entry).not_to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sites_name_is_not_cut_on_the_narrowest_screen(window: Windows, language: str) -> None:
    page = window(PHONE).open(prefix(language))
    for width in (320, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        wide, seen = page.locator(".md-header__topic .md-ellipsis").first.evaluate(
            "name => [name.scrollWidth, name.clientWidth]"
        )
        assert wide <= seen, width


@pytest.mark.parametrize("address", ["", "ru/projects/zhanaozen-2025-2/", "about/", "nowhere/"])
def test_the_first_stop_of_the_tab_key_leads_past_the_menus(window: Windows, address: str) -> None:
    page = window(DESK).open(address)
    page.keyboard.press("Tab")
    skip = page.locator("a.md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["reports/zhanaozen-2025/", "projects/zhanaozen-2025-2/", "calls/zhanaozen-2025/"])
def test_paper_has_the_text_and_the_addresses_of_links_but_no_menus(
    window: Windows, address: str, language: str
) -> None:
    page = window(DESK).open(f"{'ru/' if language == 'ru' else ''}{address}")
    page.emulate_media(media="print")
    try:
        for menu in (".md-header", ".gp-tabs", ".gp-footer", ".gp-drawer"):
            expect(page.locator(menu)).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()
        links = page.locator("a.gp-link")
        assert links.count() >= 4
        hidden = page.evaluate(
            """() => [...document.querySelectorAll('a.gp-link')]
                .filter(link => !link.innerText.replace(/\\s/g, '').includes(link.getAttribute('href')))
                .map(link => link.href)"""
        )
        assert hidden == []
        assert page.locator(".gp-link .gp-url").first.is_visible()
    finally:
        page.emulate_media(media="screen")


def test_a_video_is_loaded_only_when_a_reader_asks_for_it(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    try:
        page, asked = context.new_page(), []
        page.route(
            lambda url: not url.startswith(served), lambda route: (asked.append(route.request.url), route.abort())
        )
        page.goto(f"{served}ru/projects/zhanaozen-2025-1/")
        link = page.locator("a[data-video]").first
        button = page.locator(".gp-play").first
        expect(button).to_have_text(catalogue("ru").say("evidence.play"))
        assert asked == []
        button.focus()
        page.keyboard.press("Enter")
        player = page.locator("iframe.gp-player")
        expect(player).to_have_attribute(
            "src", f"https://www.youtube-nocookie.com/embed/{link.get_attribute('data-video')}"
        )
        expect(link).to_be_visible()
        page.wait_for_timeout(100)
        assert {url.split("/")[2] for url in asked} == {"www.youtube-nocookie.com"}
    finally:
        context.close()


def test_paper_is_white_whatever_the_screen_shows(window: Windows) -> None:
    page = window(DESK, "dark").open("calls/zhanaozen-2025/")
    ask = "() => [document.body, document.querySelector('h1')].map(one => getComputedStyle(one))"
    on_screen, on_paper = [], []
    for media, seen in (("screen", on_screen), ("print", on_paper)):
        page.emulate_media(media=media)  # type: ignore[arg-type]
        seen += page.evaluate(f"({ask})().map((style, place) => place ? style.color : style.backgroundColor)")
    page.emulate_media(media="screen")
    assert on_paper == ["rgb(255, 255, 255)", "rgb(22, 38, 43)"]
    assert on_screen != on_paper


KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"


@pytest.mark.parametrize("text", [KAZAKH, "абвя АБВЯ ё Ё №", "₸", "abc XYZ 0123456789 «» – — … %"])
def test_every_letter_is_drawn_with_the_sites_own_font(window: Windows, text: str) -> None:
    page = window(DESK).open("")
    page.evaluate(
        """text => { const box = document.createElement('p'); box.id = 'letters'; box.textContent = text
            document.querySelector('.md-content__inner').append(box) }""",
        text,
    )
    page.evaluate("document.fonts.ready.then(() => 0)")
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": "#letters"})["nodeId"]
    fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    tools.detach()
    assert fonts
    assert [font["familyName"] for font in fonts if not font["isCustomFont"]] == []


def test_a_kazakh_page_asks_for_the_fonts_of_its_letters_and_of_the_tenge(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": DESK, "height": 800})
    try:
        page, asked = context.new_page(), set()
        page.on("request", lambda request: asked.add(request.url.rpartition("/")[2].partition("?")[0]))
        page.goto(served, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => 0)")
        assert {"golos-cyrillic.woff2", "golos-kazakh.woff2", "golos-latin.woff2", "golos-tenge.woff2"} <= asked
    finally:
        context.close()
