"""The search: what of the set of queries is found in each language, and what a first query costs a reader."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from access.windows import chromium
from measuring.measure import Measure, Site, Unavailable
from measuring.tools import ABSENT
from measuring.tools import chromium as program
from searching.engines import EngineFailed, our_engine
from searching.measuring import LEAST, quality_of, sample
from searching.scale import scales

from grantpages.problem import LANGUAGES, Message

TITLE = Message("Іздеу", "Поиск")
KB = 1000
FIRST = 45 * KB  # bytes
PROJECTS, ASKED = 100, 14
"""Invented projects, and about so many queries of each language, each asked first."""
NAMES = {
    "kk": Message("Қазақша іздеу: толықтығы және дәлдігі", "Поиск по-казахски: полнота и точность"),
    "ru": Message("Орысша іздеу: толықтығы және дәлдігі", "Поиск по-русски: полнота и точность"),
}
GOAL = Message("толықтығы ≥ {recall}, дәлдігі ≥ {precision}", "полнота ≥ {recall}, точность ≥ {precision}")
REACHED = Message("толықтығы – {recall}, дәлдігі – {precision}", "полнота – {recall}, точность – {precision}")
SET = Message(
    "tests/search/queries.yml, сұрау: {queries}; барлық жазбаның және есептің абзацтарында",
    "tests/search/queries.yml, запросов: {queries}; по абзацам всех записей и отчета",
)
WEIGHT = Message(
    "Бірінші іздеуде жүктелетіні, КБ: қазақша; орысша", "Загружается при первом запросе, КБ: по-казахски; по-русски"
)
HOW = Message(
    "бағдарламасымен бірге, gzip; ойдан құралған {projects} жоба, сұрау: {kk}; {ru}, медианасы. Жобасы 10 000 "
    'болғанда: make compare-search ARGS="--scale 10000" (docs/search-engines.kk.md)',
    "вместе с программой, gzip; вымышленных проектов {projects}, запросов: {kk}; {ru}, медиана. При 10 000 проектах: "
    'make compare-search ARGS="--scale 10000" (docs/search-engines.ru.md)',
)


def measures(site: Site) -> Iterator[Measure]:
    """Recall and precision of each language, then bytes. Raises Unavailable."""
    with chromium(program()) as browser:
        yield from _found(browser)
        try:
            yield _weighed(browser)
        except EngineFailed as error:
            raise Unavailable(ABSENT.fill(tool="scripts/make_sample.py", why=error)) from None


def _found(browser: Any) -> Iterator[Measure]:
    recall, precision = LEAST
    for language in LANGUAGES:
        every = quality_of(our_engine(), language, browser)["all"]
        precise = every.precision or 0.0
        reached = REACHED.fill(recall=f"{every.recall:.3f}", precision=f"{precise:.3f}")
        held = every.recall >= recall and precise >= precision
        goal, how = GOAL.fill(recall=recall, precision=precision), SET.fill(queries=every.queries)
        yield Measure(f"search-{language}", NAMES[language], goal, reached, held, how)


def _weighed(browser: Any) -> Measure:
    with tempfile.TemporaryDirectory(prefix="search-") as name:
        folder = Path(name)
        sample(PROJECTS, 1, folder / "data")
        found = scales(folder / "data", folder / "index", browser, ASKED)
    sizes = [found[language].typical[0] for language in LANGUAGES]
    asked = {language: len(found[language].weights) for language in LANGUAGES}
    reached = "; ".join(f"{size / KB:.1f}" for size in sizes)
    how = HOW.fill(projects=PROJECTS, **asked)
    return Measure("search-first", WEIGHT, f"≤ {FIRST // KB}", reached, max(sizes) <= FIRST, how)
