"""What a reader fetches: packed HTML, the whole of a first visit, and requests, for each kind of page."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marked import ROOT
from measuring.building import build
from measuring.measure import Measure, Site
from measuring.tools import chromium
from serving import Server, served

from grantpages.problem import Message

TITLE = Message("Беттердің салмағы", "Вес страниц")
KIB = 1024
PROJECT, FIRST, LIST, ASKED = 25 * KIB, 100 * KIB, 150 * KIB, 15
MANY = 1000
"""Projects of the sample whose lists are weighed."""
KINDS = {
    "home": "",
    "project": "projects/zhanaozen-2025-2/",
    "call": "calls/zhanaozen-2025/",
    "organization": "organizations/zhanaozen-internal-policy/",
    "report": "reports/zhanaozen-2025/",
    "evidence": "evidence/",
    "quality": "quality/",
    "browse": "browse/regions/",
    "region": "regions/mangystau/",
    "charts": "charts/",
    "map": "map/",
    "search": "search/",
    "data": "data/",
    "about": "about/",
}
"""A page of each kind, the heaviest of it; of its two languages the heavier is told."""
LISTS = (
    "projects/",
    "organizations/",
    "calls/",
    "evidence/",
    "browse/grantees/",
    "browse/years/2025/",
    "quality/",
    "map/",
)
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FETCHED = Message(
    "Бірінші кірген кезде жүктелетіні, КиБ (gzip): {address}", "Загружается при первом заходе, КиБ (gzip): {address}"
)
PARTS = Message("HTML: {html} КиБ, сұрау: {asked}", "HTML: {html} КиБ, запросов: {asked}")
LIMITS = Message("≤ {first}, сұрау ≤ {asked}", "≤ {first}, запросов ≤ {asked}")
HTML = Message("Жоба бетінің HTML-і, КиБ (gzip): {address}", "HTML страницы проекта, КиБ (gzip): {address}")
TYPICAL = Message(
    "{count} жоба: медианасы мен ең ауыры, КиБ (gzip)", "{count} проектов: медиана и самая тяжелая, КиБ (gzip)"
)
INVENTED = Message("ойдан құралған деректер, екі тіл", "вымышленные данные, оба языка")
LISTED = Message(
    "Гранты {count} болғанда тізімнің бірінші беті, КиБ (gzip): {address}",
    "Первая страница списка при {count} грантах, КиБ (gzip): {address}",
)
BUILDING = Message("  {count} жобасы бар сайт құрылып жатыр", "  собирается сайт из {count} проектов")


def measures(site: Site) -> Iterator[Measure]:
    """The site's own pages in a browser, then lists and projects of a larger site by their files."""
    yield from _visited(site)
    with tempfile.TemporaryDirectory(prefix="weight-") as folder:
        site.tell(BUILDING.fill(count=MANY))
        yield from _larger(Path(folder), site.address)


def _visited(site: Site) -> Iterator[Measure]:
    from playwright.sync_api import sync_playwright

    packed = Server(site.root)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        for kind, page in KINDS.items():
            found = {}
            for address in (page, f"ru/{page}"):
                html = len(packed.body(site.root / address / "index.html"))
                found[address] = (_fetched(browser, site.address + address), html)
            heavier = max(found, key=lambda address: sum(found[address][0]))
            sizes, html = found[heavier]
            held = sum(sizes) <= FIRST and len(sizes) <= ASKED
            goal, parts = LIMITS.fill(first=_kib(FIRST), asked=ASKED), PARTS.fill(html=_kib(html), asked=len(sizes))
            yield Measure(f"weight-{kind}", FETCHED.fill(address=f"/{heavier}"), goal, _kib(sum(sizes)), held, parts)
            if kind == "project":
                name = HTML.fill(address=f"/{heavier}")
                yield Measure("html-project", name, f"≤ {_kib(PROJECT)}", _kib(html), html <= PROJECT)
        browser.close()


def _fetched(browser: Any, url: str) -> list[int]:
    """The bytes of the bodies of everything a browser that has kept nothing asks for, as they were sent."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page, answers = context.new_page(), list[Any]()
    page.on("requestfinished", lambda request: answers.append(request))
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => 0)")
    sizes = [request.sizes()["responseBodySize"] for request in answers]
    context.close()
    return sizes


def _larger(folder: Path, address: str) -> Iterator[Measure]:
    sample = [sys.executable, "scripts/make_sample.py", str(MANY), "--out", str(folder / "data")]
    subprocess.run(sample, cwd=ROOT, check=True, capture_output=True)
    build(folder / "site", data=str(folder / "data"), url=address)
    with served(folder / "site") as packed:
        sizes = [len(packed.body(page)) for page in _projects(folder / "site")]
        middle = statistics.median(sizes)
        reached = f"{_kib(middle)}; {_kib(max(sizes))}"
        yield Measure(
            "html-typical", TYPICAL.fill(count=MANY), f"≤ {_kib(PROJECT)}", reached, middle <= PROJECT, INVENTED
        )
        for page in LISTS:
            both = [packed.root / language / page / "index.html" for language in ("", "ru")]
            heaviest = max(len(packed.body(path)) for path in both)
            name = LISTED.fill(count=MANY, address=f"/{page}")
            yield Measure(
                f"list-{page.strip('/').replace('/', '-')}", name, f"≤ {_kib(LIST)}", _kib(heaviest), heaviest <= LIST
            )


def _projects(root: Path) -> Iterable[Path]:
    return [
        page
        for language in ("", "ru")
        for page in (root / language / "projects").glob("*/index.html")
        if page.parent.name != "page"
    ]


def _kib(size: float) -> str:
    return f"{size / KIB:.1f}"
