"""How far every page is from the home page of its language, on the real site and on larger ones; links inside."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from access.kinds import language_of
from access.reach import CLICKS, Web
from marked import ROOT
from measuring.building import build
from measuring.measure import Measure, Site

from grantpages.problem import Message
from grantpages.site.publish import prefix

TITLE = Message("Беттер мен сілтемелер", "Страницы и ссылки")
SAMPLES = (300, 1_200)
FAR = Message("Басты беттен {clicks} басудан алыс бет", "Страницы дальше {clicks} нажатий от главной")
FAR_OF = Message(
    "Басты беттен {clicks} басудан алыс бет, ойдан құралған {projects} жоба",
    "Страницы дальше {clicks} нажатий от главной, {projects} вымышленных проектов",
)
FAR_HOW = Message(
    "бет: {pages}, әрқайсысы өз тілінің басты бетінен; ең алысы {farthest} басу",
    "страниц: {pages}, каждая от главной своего языка; самая дальняя – {farthest}",
)
LOST = Message("Ешқайда апармайтын ішкі сілтеме", "Внутренние ссылки в никуда")
LOST_HOW = Message("бет: {pages}", "страниц: {pages}")


def measures(site: Site) -> Iterator[Measure]:
    """The real site's pages and links, then the pages of larger sites."""
    web = Web(site.root, site.address)
    yield _far("clicks", FAR.fill(clicks=CLICKS), web, site)
    lost = list(web.lost())
    for one in lost:
        site.tell(Message(one, one))
    yield Measure("links-inside", LOST, "0", str(len(lost)), not lost, LOST_HOW.fill(pages=len(web.pages)))
    for projects in SAMPLES:
        with tempfile.TemporaryDirectory(prefix="reach-") as folder:
            data, out = Path(folder) / "data", Path(folder) / "site"
            command = [sys.executable, ROOT / "scripts" / "make_sample.py", str(projects), "--out", data]
            subprocess.run(command, check=True, capture_output=True)
            build(out, url=site.address, data=str(data))
            yield _far(
                f"clicks-{projects}", FAR_OF.fill(clicks=CLICKS, projects=projects), Web(out, site.address), site
            )


def _far(code: str, name: Message, web: Web, site: Site) -> Measure:
    steps = {home: web.clicks(home) for home in map(prefix, ("kk", "ru"))}
    own = [steps[prefix(language_of(page))].get(page, 0) for page in web.pages]
    far = web.far()
    for page in far[:20]:
        site.tell(Message(page, page))
    return Measure(code, name, "0", str(len(far)), not far, FAR_HOW.fill(pages=len(web.pages), farthest=max(own)))
