"""The search as a visitor meets it: the box of every page, results as one types, what is chosen, the table taken away."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from windows import DESK, PHONE, SCHEMES, Window

from grantpages.problem import LANGUAGES
from grantpages.site.publish import prefix

pytestmark = pytest.mark.browser
Windows = Callable[..., Window]
STATUS, LIST = ".gp-search__status", ".gp-search__list > li"


def _found(page: Page, number: int) -> None:
    expect(page.locator(STATUS)).to_have_text(re.compile(rf": {number}$"))
    expect(page.locator(LIST)).to_have_count(number)


def _open(here: Window, query: str, **chosen: str) -> Page:
    asked = "&".join(f"{name}={quote(value)}" for name, value in {"q": query, **chosen}.items())
    return here.open(f"search/?{asked}")


@pytest.mark.parametrize("address", ["", "ru/projects/zhanaozen-2025-2/", "nowhere/at/all/", "ru/404.html"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_box_of_every_page_leads_to_the_results(window: Windows, address: str, width: int) -> None:
    page = window(width).open(address)
    page.keyboard.press("/")
    box = page.locator(".gp-find__box")
    expect(box).to_be_focused()
    assert box.input_value() == ""
    box.fill("отбасы")
    box.press("Enter")
    page.wait_for_url(f"**/{'ru/' if address.startswith('ru/') else ''}search/?q=*")
    assert page.locator("#gp-query").input_value() == "отбасы"


def test_nothing_is_asked_before_the_search_is_used(window: Windows) -> None:
    here = window(DESK)
    page = here.page.context.new_page()  # its own: in a shared one another test's page may still be asking
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{here.root}search/", wait_until="load")
    page.wait_for_timeout(300)
    assert not [path for path in asked if path.endswith(".json")]
    with page.expect_request("**/root.*.json"):
        page.locator("#gp-query").focus()
    page.close()


@pytest.mark.parametrize("typed", ["құндылықтар", "кундылык", "qundylyq", "құндылвқ"])
def test_every_keyboard_finds_the_kazakh_page(window: Windows, typed: str) -> None:
    here = window(PHONE)
    page = here.open("search/")
    page.locator("#gp-query").press_sequentially(typed, delay=5)
    page.wait_for_url(
        lambda url: parse_qs(urlsplit(url).query) == {"q": [typed]}
    )  # what was typed before finds it, too
    first = page.locator(LIST).first
    expect(first.locator("h3 a")).to_have_attribute("href", "../projects/zhanaozen-2025-1/")
    expect(first.locator(".gp-result__text mark").first).to_have_text(re.compile("^құндылы[қғ]", re.IGNORECASE))
    assert here.complaints == []


def test_an_activity_is_found_and_led_to(window: Windows) -> None:
    page = _open(window(DESK), "подкаст психолог")
    link = page.locator(".gp-result__text a").first
    link.click()
    page.wait_for_url("**/projects/zhanaozen-2025-1/#a-2-1")
    assert "подкаст" in page.locator("#a-2-1").inner_text()


def test_an_organization_and_a_person_are_found(window: Windows) -> None:
    for query, address in (("Bates", "../organizations/bates/"), ("Скаков", "../projects/zhanaozen-2025-1/")):
        page = _open(window(DESK), query)
        expect(page.locator(f'{LIST} h3 a[href="{address}"]')).to_be_visible()


def test_what_is_chosen_stands_in_the_address_and_back_undoes_it(window: Windows) -> None:
    page = _open(window(DESK), "Жаңаөзен")
    expect(page.locator(STATUS)).to_have_text(re.compile(r"\d"))
    all_found = page.locator(STATUS).inner_text()
    page.locator("[data-facet=kind] > summary").click()
    row = page.locator("[data-facet=kind] label", has_text="Жобалар")
    expect(row.locator(".gp-facet__count")).to_have_text("2")
    row.locator("input").check()
    _found(page, 2)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["Жаңаөзен"], "kind": ["projects"]}
    page.locator("select").select_option("sum")
    expect(page.locator(LIST).first.locator("h3")).to_contain_text("Symbols")
    assert "sort=sum" in page.url
    page.go_back()
    page.go_back()
    expect(page.locator(STATUS)).to_have_text(all_found)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["Жаңаөзен"]}


def test_an_address_with_choices_opens_them(window: Windows) -> None:
    page = _open(window(PHONE), "", kind="projects", grantee="zangar-event")
    _found(page, 1)
    expect(page.locator(".gp-search__chosen button")).to_have_text(["Жобалар", "«Zangar Event» қоғамдық қоры"])
    page.locator(".gp-search__chosen button").last.click()
    _found(page, 2)
    page.locator(".gp-search__clear").click()
    expect(page.locator(".gp-search__body")).to_be_hidden()


def test_counts_of_a_facet_are_those_of_the_other_choices(window: Windows) -> None:
    page = _open(window(DESK), "Жаңаөзен", kind="calls")
    _found(page, 1)
    for name in ("kind", "grantee"):
        page.locator(f"[data-facet={name}] > summary").click()
    counts = page.locator("[data-facet=kind] label", has_text="Жобалар").locator(".gp-facet__count")
    expect(counts).to_have_text("2")  # what choosing it, too, would bring
    expect(page.locator("[data-facet=grantee] label")).to_have_count(0)


def test_a_phrase_in_quotes_is_found_as_it_stands(window: Windows) -> None:
    _found(_open(window(DESK), "«ұлттық тәрбие негізі»"), 2)
    page = _open(window(DESK), "«негізі ұлттық тәрбие»")
    expect(page.locator(".gp-search__none")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_says_what_to_do(window: Windows, language: str) -> None:
    page = window(PHONE).open(f"{prefix('ru' if language == 'ru' else 'kk')}search/?q=zzzqqqzzz")
    expect(page.locator(".gp-search__none a").first).to_be_visible()
    expect(page.locator(".gp-search__said")).to_contain_text("zzzqqqzzz")
    assert page.locator(".gp-search__csv").is_hidden()


@pytest.mark.parametrize("query", ["Жаңаөзен", "отбасы", "2025"])
def test_the_table_taken_away_is_what_stands_on_the_screen(window: Windows, query: str) -> None:
    here = window(DESK)
    page = _open(here, query)
    expect(page.locator(LIST).first).to_be_visible()
    while page.locator(".gp-search__more").is_visible():
        page.locator(".gp-search__more").click()
    with page.expect_download() as started:
        page.locator(".gp-search__csv").click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    shown = [
        (item.locator("h3").inner_text(), item.locator(".gp-result__kind").inner_text())
        for item in page.locator(LIST).all()
    ]
    assert [(row["Атауы"], row["Жазбаның түрі"]) for row in rows] == shown
    assert page.locator(STATUS).inner_text().endswith(f": {len(rows)}")
    assert {row["Лицензиясы"] for row in rows} == {"CC BY 4.0"}
    assert all(row["Деректер файлы"].endswith(".yml") and row["Мекенжайы"].startswith("http") for row in rows)


def test_cells_are_safe_in_a_spreadsheet(window: Windows) -> None:
    page = window(DESK).open("search/")
    cells = ["=1+1", "+7", "-5", "@x", "\tx", 'a "b", c', " x", -5, 7, "а\nб", "–"]
    made = page.evaluate(
        "async (cells) => { const { cell } = await import('/assets/search/table.js'); return cells.map(cell) }", cells
    )
    assert (
        made == ["'=1+1", "'+7", "'-5", "'@x", '"\'\tx"', '"a ""b"", c"', '" x"', "-5", "7", '"а\nб"', "–"]
        or made[4] == "'\tx"
    )
    assert made[:4] == ["'=1+1", "'+7", "'-5", "'@x"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_results_fit_every_screen(window: Windows, scheme: str, language: str) -> None:
    here = window(PHONE, scheme)
    page = here.open(f"{'ru/' if language == 'ru' else ''}search/?q=жанаозен&kind=projects")
    _found(page, 2)
    page.locator(".gp-search__filters > summary").click()
    for width in (320, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, width
    page.set_viewport_size({"width": PHONE, "height": 800})
    small = page.evaluate(
        """() => [...document.querySelectorAll(".gp-search :is(button, summary, input, select)")]
            .filter((target) => target.offsetParent && !target.closest("label") && target.getBoundingClientRect().height < 24)
            .map((target) => target.outerHTML.slice(0, 80))"""
    )
    assert small == []
    assert here.complaints == []


def test_without_scripts_the_lists_are_led_to(window: Windows) -> None:
    page = window(PHONE, scripts=False).open("search/?q=отбасы")
    assert page.locator("noscript p, .gp-notice").first.is_visible()
    page.locator('.gp-search__lists a[href="../calls/"]').click()
    page.wait_for_url("**/calls/")


def test_a_file_that_does_not_come_is_said(window: Windows) -> None:
    page = window(DESK).page
    page.route("**/s/*.json", lambda route: route.abort())
    try:
        _open(window(DESK), "отбасы")
        expect(page.locator(STATUS)).to_contain_text("ашылмады")
    finally:
        page.unroute("**/s/*.json")
