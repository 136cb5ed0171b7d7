"""What is measured: recall and precision on the set of queries; bytes and time of a first query, time of the build."""

import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from serving import served

from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.search.document import Document
from grantpages.site.relations import relate
from grantpages.site.searchable import Searchable
from grantpages.site.shelf import whole_library
from grantpages.site.voice import Voice
from searching.engines import ROOT, Engine, EngineFailed, Text
from searching.serving import opened

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "search")]  # the queries and the records they are asked of
from corpus import PRECISION, RECALL, measured, paragraphs, queries  # noqa: E402

FIRST: dict[Language, tuple[str, ...]] = {
    "kk": ("отбасылық құндылықтар", "мемлекеттік рәміздер", "волонтер"),
    "ru": ("семейные ценности", "государственные символы", "волонтеры"),
}
"""Queries whose first answer is weighed and timed: two of two common words, one of one word."""
LEAST = (RECALL, PRECISION)
"""What the search of this site is to reach on the set of queries."""

ASK = """async (queries) => {
    await start()
    await engine.open()
    const all = []
    for (const query of queries) all.push(await engine.search(query))
    return all
}"""


@dataclass(frozen=True)
class Quality:
    """Mean recall of one class of queries, and mean precision of those that found anything; None where none did."""

    queries: int
    recall: float
    precision: float | None


@dataclass(frozen=True)
class Cost:
    """Medians over the first queries: seconds of the build, bytes and seconds to ten results, seconds on 3G."""

    build: float
    bytes: int
    fast: float
    slow: float


def quality_of(engine: Engine, language: Language, browser: Any) -> dict[str, Quality]:
    """By class of query, and under `all` of all."""
    texts = [Text("", text) for text in paragraphs(language)]
    asked = list(queries(language))
    with _built(engine, texts, language) as (server, _), opened(browser, server) as page:
        found = page.evaluate(ASK, [query.typed for query in asked])
    right: dict[str, list[tuple[float, float | None]]] = defaultdict(list)
    for query, numbers in zip(asked, found, strict=True):
        for name in (query.kind, "all"):
            right[name].append(measured(set(numbers), query.wanted))
    return {name: _mean(pairs) for name, pairs in right.items()}


def _mean(pairs: Sequence[tuple[float, float | None]]) -> Quality:
    precise = [precision for _, precision in pairs if precision is not None]
    return Quality(len(pairs), mean(recall for recall, _ in pairs), mean(precise) if precise else None)


def cost_of(engine: Engine, texts: Sequence[Text], language: Language, browser: Any) -> Cost:
    """What a first query costs, nothing being kept from an earlier one."""
    weights, times = [], {False: list[float](), True: list[float]()}
    with _built(engine, texts, language) as (server, seconds):
        for query in FIRST[language]:
            for slow in (False, True):
                server.sent = 0
                with opened(browser, server, slow) as page:
                    server.sent = 0
                    began = time.perf_counter()
                    page.evaluate("async (query) => { await start(); await engine.first(query) }", query)
                    times[slow].append(time.perf_counter() - began)
                    weights.append(server.sent)
    return Cost(seconds, int(median(weights)), median(times[False]), median(times[True]))


class _built:
    """The engine's index of some texts, served; with the seconds it took to make."""

    def __init__(self, engine: Engine, texts: Sequence[Text], language: Language) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="compare-search-")
        root = Path(self.folder.name)
        began = time.perf_counter()
        script = engine.build(texts, language, root)
        self.seconds = time.perf_counter() - began
        (root / "engine.js").write_text(script, encoding="utf-8")
        # the script is loaded with the query, so that its bytes count, too
        start = 'globalThis.start = () => import("/engine.js")'
        (root / "start.js").write_text(start, encoding="utf-8")
        page = '<!doctype html><title>search</title><script src="/start.js"></script>'
        (root / "page.html").write_text(page, encoding="utf-8")
        self.server = served(root)

    def __enter__(self) -> tuple[Any, float]:
        return self.server.__enter__(), self.seconds

    def __exit__(self, *raised: Any) -> None:
        self.server.__exit__(*raised)
        self.folder.cleanup()


def sample(count: int, seed: int, folder: Path) -> None:
    """Records of so many invented projects, with their calls, organizations and reports. Raises EngineFailed."""
    make = ROOT / "scripts" / "make_sample.py"
    command = [sys.executable, make, str(count), "--seed", str(seed), "--out", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineFailed(done.stderr)


def invented(count: int, seed: int) -> Iterator[tuple[Language, list[Text]]]:
    """The pages of so many invented projects with their calls, organizations and reports, in each language."""
    with tempfile.TemporaryDirectory(prefix="compare-search-") as name:
        folder = Path(name) / "data"
        sample(count, seed, folder)
        yield from texts_of(folder)


def texts_of(data: Path) -> Iterator[tuple[Language, list[Text]]]:
    """What is searched for of the records of a data folder, in each language."""
    dataset, problems = load_folder(data)
    assert dataset is not None, problems
    relations, register = relate(dataset), whole_library(dataset, {}).register
    for language in LANGUAGES:
        found = Searchable(dataset, relations, register, Voice(language), "", "")
        yield language, list(map(_page, found.documents()))


def _page(document: Document) -> Text:
    return Text(document.title, "\n".join(f"{part.title}\n{part.text}" for part in document.parts))
