"""Every rule of axe-core on every kind of page, in every state of it, in both languages, widths and colours."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from access.axe import rules, violations
from access.kinds import chosen
from access.states import states
from access.windows import DESK, PHONE, SCHEMES, Window, chromium, opened
from measuring.measure import Measure, Site
from measuring.tools import NPM, npm
from measuring.tools import chromium as program

from grantpages.problem import Message

TITLE = Message("Қолжетімділік: axe", "Доступность: axe")
NAME = Message("axe тапқан кедергі", "Препятствия, которые находит axe")
HOW = Message(
    "axe-core {version}, ереже: {rules}; бет түрі: {kinds} (екі тілде), терезе: {windows}; тексеру: {runs} ({states})",
    "axe-core {version}, правил: {rules}; видов страниц: {kinds} (на двух языках), окон: {windows}; "
    "прогонов: {runs} ({states})",
)


def measures(site: Site) -> Iterator[Measure]:
    """How many elements break a rule. Raises Unavailable."""
    source = (npm(site.tools, "axe-core") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    windows = [Window(width, scheme) for width, scheme in product((PHONE, DESK), SCHEMES)]
    pages, runs, found, asked = chosen(site.root), Counter[str](), Counter[str](), 0
    with chromium(program()) as browser:
        for window in windows:
            with opened(browser, site.address, window) as page:
                for name, address in pages.items():
                    page.goto(site.address + address)
                    asked = rules(page, source)
                    for state in states(page):
                        runs[state] += 1
                        for one in violations(page, source):
                            found[f"{one.rule}: {name}, {window.width}, {window.scheme}, {state}: {one.where}"] += 1
    for one in sorted(found):
        site.tell(Message(one, one))
    kinds = len({name.partition(",")[0] for name in pages})
    told = ", ".join(f"{state} {number}" for state, number in runs.items())
    how = HOW.fill(
        version=NPM["axe-core"], rules=asked, kinds=kinds, windows=len(windows), runs=runs.total(), states=told
    )
    yield Measure("axe", NAME, "0", str(found.total()), not found and runs.total() > 0, how)
