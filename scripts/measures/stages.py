"""axe on the page of a competition at every stage of its life, which the real records do not show."""

import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path

from access.axe import violations
from access.calls import staged
from access.windows import DESK, PHONE, SCHEMES, Window, chromium, opened
from marked import ROOT
from measuring.building import build
from measuring.measure import Measure, Site
from measuring.tools import NPM, npm
from measuring.tools import chromium as program
from serving import served

from grantpages.astana import ZONE
from grantpages.problem import LANGUAGES, Message
from grantpages.site.publish import prefix

TITLE = Message("Конкурстың әр кезеңіндегі қолжетімділігі: axe", "Доступность конкурсов на каждом этапе: axe")
NAME = Message(
    "axe конкурстың әр кезеңіндегі бетінен тапқан кедергі",
    "Препятствия, которые находит axe на страницах конкурсов каждого этапа",
)
HOW = Message(
    "axe-core {version}, ережелерінің бәрі; кезең: {stages}, екі тілде, ені {phone} және {desk} пиксель; "
    "тексеру: {runs}",
    "axe-core {version}, все правила; этапов: {stages}, на двух языках, ширина {phone} и {desk} пикселей; "
    "прогонов: {runs}",
)
NOW = datetime.datetime(2025, 2, 17, 10)
"""A minute of Astana at which the intake is open, for the build and for the browser."""


def measures(site: Site) -> Iterator[Measure]:
    """How many elements break a rule. Raises Unavailable."""
    source = (npm(site.tools, "axe-core") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="stages-") as name, served(Path(name) / "site") as server:
        calls = staged(ROOT / "tests" / "data" / "valid", Path(name) / "data")
        now, cache = NOW.isoformat(timespec="minutes"), str(Path(name) / "cache")
        build(server.root, url=server.address, data=str(Path(name) / "data"), now=now, cache=cache)
        runs, found = 0, list[str]()
        with chromium(program()) as browser:
            for width, scheme in zip((PHONE, DESK), SCHEMES, strict=True):
                with opened(browser, server.address, Window(width, scheme)) as page:
                    page.clock.set_fixed_time(NOW.replace(tzinfo=ZONE))
                    for language in LANGUAGES:
                        for stage, id in calls.items():
                            answer = page.goto(f"{server.address}{prefix(language)}calls/{id}/")
                            assert answer is not None
                            assert answer.ok, answer.url
                            runs += 1
                            for one in violations(page, source):
                                found.append(f"{stage}, {language}, {width}, {scheme}: {one.rule}: {one.where}")
    for line in found:
        site.tell(Message(line, line))
    how = HOW.fill(version=NPM["axe-core"], stages=len(calls), phone=PHONE, desk=DESK, runs=runs)
    yield Measure("axe-stages", NAME, "0", str(len(found)), not found and runs > 0, how)
