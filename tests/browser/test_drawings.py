"""Charts and the map as a browser lays them out: every text in its box, none on another, none under a bar."""

from collections.abc import Callable

import pytest
from windows import DESK, PHONE, Window

from grantpages.problem import LANGUAGES
from grantpages.site.publish import prefix

pytestmark = pytest.mark.browser

PAGES = ("charts/", "regions/mangystau/", "map/", "", "calls/zhanaozen-2025/")
EACH = [prefix(language) + page for language in LANGUAGES for page in PAGES]
Windows = Callable[..., Window]
FAULTS = """
() => [...document.querySelectorAll("svg.gp-drawing, svg.gp-map")].flatMap(svg => {
  const {width, height} = svg.viewBox.baseVal
  const boxes = [...svg.querySelectorAll("text")].filter(text => getComputedStyle(text).display !== "none").map(text => [text.textContent, text.getBBox()])
  const bars = [...svg.querySelectorAll("rect")].map(bar => ["bar", bar.getBBox()])
  const cross = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.5
    && Math.min(a.y + a.height * .85, b.y + b.height * .85) - Math.max(a.y + a.height * .15, b.y + b.height * .15) > 0.5
  const out = boxes.filter(([, box]) => box.x < -1.5 || box.y < -2 || box.x + box.width > width + 1.5 || box.y + box.height > height + 2)
  const on = boxes.flatMap(([text, box], place) => [...boxes.slice(place + 1), ...bars].filter(([, other]) => cross(box, other)).map(([other]) => `${text} / ${other}`))
  return [...out.map(([text]) => `outside: ${text}`), ...on]
})
"""


@pytest.mark.parametrize("width", [320, PHONE, DESK])
@pytest.mark.parametrize("address", EACH)
def test_texts_stand_in_their_box_and_apart(window: Windows, address: str, width: int) -> None:
    page = window(PHONE).open(address)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.locator("svg.gp-drawing, svg.gp-map").count() > 0
    assert page.evaluate(FAULTS) == []
    page.set_viewport_size({"width": PHONE, "height": 800})


@pytest.mark.parametrize("address", [prefix(language) + "charts/" for language in LANGUAGES])
def test_a_charts_letters_are_as_large_as_a_telephone_needs(window: Windows, address: str) -> None:
    page = window(PHONE).open(address)
    sizes = page.evaluate("[...document.querySelectorAll('.gp-drawing')].map(svg => 13 * svg.getScreenCTM().a)")
    assert min(sizes) >= 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_on_the_map_is_a_link_that_a_finger_meets(window: Windows, language: str) -> None:
    here = window(PHONE)
    page = here.open(f"{prefix(language)}map/")  # type: ignore[arg-type]
    small = page.evaluate(
        "[...document.querySelectorAll('.gp-map a')].filter(a => { const box = a.getBoundingClientRect();"
        " return box.width < 24 || box.height < 24 }).map(a => a.textContent)"
    )
    assert small == []
    page.locator(".gp-map a[href$='regions/mangystau/']").click(force=True)
    page.wait_for_url(f"{here.root}{prefix(language)}regions/mangystau/")  # type: ignore[arg-type]


def test_without_scripts_charts_and_map_are_there(window: Windows) -> None:
    for address in ("charts/", "map/"):
        page = window(PHONE, scripts=False).open(address)
        assert page.locator("svg.gp-drawing, svg.gp-map").first.is_visible()
        assert page.locator("main table").first.is_visible()
