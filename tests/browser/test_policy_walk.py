"""Every kind of page under the site's policy, as a host sends it: whatever a reader does, nothing is refused and nobody
else is asked."""

import hashlib
import re
import sys
from base64 import b64encode
from collections.abc import Iterator

import pytest
from builtsite import REPOSITORY, BuiltSite
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

sys.path += [str(REPOSITORY / "scripts")]

from serving import served

from grantpages.site.policy import PLAYER

pytestmark = pytest.mark.browser

LISTEN = """addEventListener("securitypolicyviolation", (event) => {
  (window.refused ||= []).push([event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber].join(" "))
})"""
KINDS = (
    "", "about/", "guide/", "guide/answer-note/", "hosting/", "link-checkers/", "search-engines/", "data-format/", "quality-measures/", "benchmarks/",
    "calls/", "calls/zhanaozen-2025/", "calls/zhanaozen-2025/history/", "projects/", "projects/zhanaozen-2025-2/",
    "organizations/", "organizations/zangar-event/", "reports/", "reports/zhanaozen-2025/", "evidence/", "evidence/instagram/",
    "quality/", "quality/rules/", "browse/", "browse/grantees/", "browse/years/2025/", "regions/mangystau/", "charts/", "map/",
    "search/", "data/", "data/dictionary/", "follow/", "nowhere/", "embed/projects/zhanaozen-2025-1/", "embed/lists/all/",
)  # fmt: skip


class Walk:
    """One page of a browser, what it asked of others, and what its policy refused."""

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.root, self.foreign, self.refused = root, list[str](), list[str]()
        context.add_init_script(LISTEN)
        context.route(lambda url: not url.startswith(root), self._foreign)
        self.page = context.new_page()
        self.page.on(
            "console", lambda said: self.refused.append(said.text) if "Content Security Policy" in said.text else None
        )

    def _foreign(self, route: Route, request: Request) -> None:
        self.foreign.append(request.url)
        route.fulfill(status=200, content_type="text/html", body="<p>player</p>")

    def open(self, address: str) -> Page:
        self.page.goto(self.root + address, wait_until="load")
        return self.page

    def left(self) -> list[str]:
        """What was refused on the page that is open."""
        return [*self.page.evaluate("window.refused || []"), *self.refused]


@pytest.fixture(scope="module")
def walk(browser: Browser, real_site: BuiltSite) -> Iterator[Walk]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with served(real_site.root) as server:
        yield Walk(context, server.address)
    context.close()


def test_every_kind_of_page_keeps_its_policy_and_asks_nobody_else(walk: Walk, real_site: BuiltSite) -> None:
    found = {}
    notices = [address for address in real_site.bare if "/notice/" in address or address.startswith("p/")]
    assert len(notices) > 2
    pages = [*(("", "ru/")[place % 2] + kind for place, kind in enumerate(KINDS)), *notices]
    for address in pages:
        walk.open(address)
        if left := walk.left():
            found[address] = left
    assert found == {}
    assert walk.foreign == []
    print(f"{len(pages)} pages")


def test_whatever_a_reader_does_keeps_the_policy(walk: Walk) -> None:
    page = walk.open("projects/zhanaozen-2025-2/")
    page.locator("button.gp-scheme:visible").click()
    page.locator("label[for=gp-vision]").click()
    page.locator("label[for=gp-vision]").click()
    page.locator("summary").click()
    for button in page.locator("button[data-copies]").all():
        button.click()
    page.set_viewport_size({"width": 360, "height": 800})
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-overlay").click(position={"x": 350, "y": 400})
    page.locator(".gp-languages a[hreflang=ru]").click()
    page.wait_for_url("**/ru/projects/zhanaozen-2025-2/")
    assert walk.left() == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("/")
    page.locator(".gp-find__box").fill("символ")
    page.locator(".gp-find__go").click()
    page.wait_for_url("**/ru/search/?q=*")
    page.locator(".gp-search__list li").first.wait_for()
    with page.expect_download():
        page.locator(".gp-search__csv").click()
    page.locator(".gp-search__list a").first.click()
    assert walk.left() == []
    walk.open("calls/zhanaozen-2025/").locator(".gp-left:not([hidden])").first.wait_for()
    assert (walk.left(), walk.foreign) == ([], [])


def test_a_player_is_the_one_thing_of_another_party_and_only_on_request(walk: Walk, real_site: BuiltSite) -> None:
    offering = next(
        address for address in real_site.addresses if ' data-video="' in real_site.file(address).read_text("utf-8")
    )
    page = walk.open(offering)
    assert walk.foreign == []
    page.locator("button.gp-play").first.click()
    page.frame_locator("iframe.gp-player").locator("p").wait_for()
    asked, walk.foreign = walk.foreign, []
    assert len(asked) == 1
    assert asked[0].startswith(f"{PLAYER}/embed/")
    assert walk.left() == []


def test_the_policy_is_heeded_at_all(walk: Walk) -> None:
    page = walk.open("about/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    page.evaluate(
        'document.body.insertAdjacentHTML(\'beforeend\', \'<p style="color: red" onclick="1">x</p><img src="https://example.org/x.png">\')'
    )
    page.wait_for_function("(window.refused || []).length > 3")
    assert page.evaluate("window.ran") is None
    assert walk.foreign == []
    walk.refused.clear()


def test_every_built_page_has_nothing_inline_and_the_hash_of_every_script(real_site: BuiltSite) -> None:
    pages = list(real_site.root.rglob("*.html"))
    assert len(pages) > 150
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert not re.search(
            r"<style|\sstyle=|<[a-z][^<>]*\son[a-z]+=|href=[\"']?javascript:|<base\b|<object|<embed\b|<iframe", html
        ), path
        allowed = re.search(r"script-src ([^;]*);", html)
        assert allowed, path
        scripts = [
            content
            for kind, content in re.findall(r"<script(?![^>]* src=)([^>]*)>(.*?)</script>", html, re.S)
            if "json" not in kind
        ]
        hashes = [f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
        assert allowed[1].split() == ["'self'", *hashes], path


def test_no_drawing_has_a_style_or_a_script_of_its_own(real_site: BuiltSite) -> None:
    drawings = list(real_site.root.rglob("*.svg"))
    assert len(drawings) > 2
    for path in drawings:
        assert not re.search(
            r"<style|\sstyle=|<script|\son[a-z]+=|https?://(?!www\.w3\.org/)", path.read_text(encoding="utf-8")
        ), path


def test_no_link_opens_a_window_that_could_reach_back(real_site: BuiltSite) -> None:
    """A link within its tab has no opener; a frame's link takes the reader out of the frame, to this site."""
    outward = 0
    for path in real_site.root.rglob("*.html"):
        framed = "embed" in path.parts
        for tag in re.findall(r"<(?:a|area|form)\s[^>]*>", path.read_text(encoding="utf-8")):
            target = re.search(r'\starget="([^"]*)"', tag)
            assert target is None or framed and target[1] == "_top", (path, tag)
            away = re.search(r'href="https?://', tag) and f'href="{real_site.address}' not in tag
            assert not (away and framed), (path, tag)
            outward += bool(away)
    assert outward > 300
