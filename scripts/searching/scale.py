"""What the index of many projects costs: to make, after an edit, on the disk, and for whoever asks it first."""

import gc
import marshal
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from serving import Server, served

from grantpages.abreast import each
from grantpages.history.records import Past
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.search.document import Part, Taken
from grantpages.search.index import renew_index
from grantpages.search.memory import Memory
from grantpages.site.kept import Gift, Kept, PieceFile
from grantpages.site.pour import Work, prefix
from grantpages.site.searchable import Searchable
from grantpages.site.searchpage import sources
from grantpages.site.shelf import OTHERS, whole_library
from grantpages.site.voice import Voice
from grantpages.spool import Place
from searching.engines import EngineFailed
from searching.measuring import queries
from searching.serving import opened

ADDRESS = "https://grants.example.kz/"
TOGETHER = 40
"""Projects of a group, as about a report has."""
MODULES = ("excerpt", "facets", "page")
"""What the page of the search loads beside the engine."""
SENTENCE = "Жаңадан қосылған сөйлем: ұйымдастырушылар құжаттарын ұсынды. Новое предложение о переносе срока."


@dataclass(frozen=True)
class Spent:
    """Seconds of the clock, and of all processors."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Scale:
    """One language. apart: taking the projects apart, in so many processes; cold, edited: the index.

    weights: bytes of each query's first answer with the program; slow: seconds to it on the slow network.
    """

    pages: int
    apart: Spent
    cold: Spent
    edited: Spent
    index: int
    texts: int
    weights: Sequence[int]
    slow: Sequence[float]

    @property
    def typical(self) -> tuple[float, float]:
        """Medians of bytes and of seconds."""
        return median(self.weights), median(self.slow)


class Measuring:
    """The search of a folder of records, written into a folder of its own."""

    def __init__(self, data: Path, folder: Path, processes: int = 2) -> None:
        dataset, problems = load_folder(data)
        if dataset is None:
            raise EngineFailed(problems[0].code)
        library = whole_library(dataset, {})
        library.marks = {(kind, id): id.encode() for kind in OTHERS for id in getattr(dataset, kind)}
        self.site, self.cache, self.processes = folder / "site", folder / "cache", processes
        self.cache.mkdir(parents=True)
        gc.freeze()  # as the build does
        self.work = Work(library, {}, self.site, data, ADDRESS, Past({}, "no-repository"), "")

    def of(self, language: Language, browser: Any, asked: int) -> Scale:
        """One language, with so many queries of the set."""
        work, kept = self.work, Kept()
        found = Searchable(
            work.dataset, work.relations, work.register, Voice(language), ADDRESS, ADDRESS + prefix(language)
        )
        apart, given = spent(lambda: self._apart(found, language))
        for id, file, place in given:
            kept.add(_gift(id, language, place), self.cache / file)
        memory = Memory(self.cache / "index", language, b"measured", self.cache)
        write = lambda: renew_index(  # noqa: E731
            list(sources(work, found, kept)), found.scheme, language, self.site, memory, self.processes
        )
        cold, _ = spent(write)
        self._edit(found, kept, language)
        edited, address = spent(write)
        weights, slow = _asked(self.site, address, language, browser, asked)
        every = {kind: _weight(self.site / "search" / language, kind) for kind in (True, False)}
        pages = sum(len(getattr(work.dataset, kind)) for kind in ("projects", *OTHERS))
        return Scale(pages, apart, cold, edited, every[False], every[True], weights, slow)

    def _apart(self, found: Searchable, language: Language) -> list[tuple[str, str, Place]]:
        """Every project taken apart, as with its pages: group by group, side by side."""
        ids = list(self.work.dataset.projects)
        groups = [ids[start : start + TOGETHER] for start in range(0, len(ids), TOGETHER)]

        def group(number: int) -> list[tuple[str, str, Place]]:
            pieces = PieceFile(self.cache / f"{language}-{number}")
            taken = [found.take_apart("projects", id, self.site) for id in groups[number]]
            places = [pieces.put(marshal.dumps(tuple(one))) for one in taken]
            pieces.close()
            return [(id, pieces.path.name, place) for id, place in zip(groups[number], places, strict=True)]

        return [one for some in each(group, range(len(groups)), self.processes) for one in some]

    def _edit(self, found: Searchable, kept: Kept, language: Language) -> None:
        """Another sentence in a project."""
        id = list(self.work.dataset.projects)[len(self.work.dataset.projects) // 2]
        document = found.document("projects", id)
        first, *rest = document.parts
        parts = (
            [first, replace(rest[0], text=f"{rest[0].text} {SENTENCE}"), *rest[1:]]
            if rest
            else [first, Part("", "", SENTENCE)]
        )
        taken: Taken = found.analyser.take_apart(replace(document, parts=parts), self._write(language))
        pieces = PieceFile(self.cache / f"{language}-edited")
        place = pieces.put(marshal.dumps(tuple(taken)))
        pieces.close()
        kept.add(_gift(id, language, place), pieces.path)

    def _write(self, language: Language) -> Callable[[str, bytes], None]:
        folder = self.site / "search" / language
        return lambda name, data: None if (folder / f"{name}.json").write_bytes(data) else None


def _gift(id: str, language: Language, place: Place) -> Gift:
    """What the search takes of a project: its words, and nothing else."""
    return Gift(id, (), (), {f"said.{language}": place}, {})


def spent(work: Callable[[], Any]) -> tuple[Spent, Any]:
    """What a piece of work took, in this process and in those that it began; and what came of it."""
    wall, cpu = time.perf_counter(), _cpu()
    made = work()
    return Spent(time.perf_counter() - wall, _cpu() - cpu), made


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _weight(folder: Path, texts: bool) -> int:
    files = (path for path in folder.rglob("*.json") if (path.relative_to(folder).parts[0] == "t") is texts)
    return sum(path.stat().st_size for path in files)


def _asked(site: Path, address: str, language: Language, browser: Any, count: int) -> tuple[list[int], list[float]]:
    """Queries of all classes, each asked first by a browser that has kept nothing, over the slow network."""
    known = list(queries(language))
    step = max(1, len(known) // count)
    prepare(site, address)
    weights, times = [], []
    with served(site) as server:
        for query in known[::step]:
            weight, seconds = first_of(query.typed, browser, server)
            weights.append(weight)
            times.append(seconds)
    return weights, times


def prepare(site: Path, address: str) -> None:
    """Put the program of the search, and a page that loads it, into a site."""
    modules = site / "modules"
    if not modules.exists():
        modules.symlink_to(Path(__file__).parents[2] / "docs" / "assets" / "search")
    beside = ", ".join(f'fetch("/modules/{name}.js")' for name in MODULES)
    (site / "ask.js").write_text(
        f"""export const ask = async (query) => {{
            const beside = [{beside}]
            const {{ Index }} = await import("/modules/engine.js")
            const index = new Index("/{address}"), {{ found }} = await index.search(query)
            const cards = await Promise.all(found.slice(0, 10).map(({{ id }}) => index.card(id)))
            await Promise.all(cards.slice(0, 2).map((card, place) => index.textsOf(card, found[place].text)))
            await Promise.all(beside.map(async (one) => (await one).text()))
        }}""",
        encoding="utf-8",
    )
    script = 'globalThis.ask = async (query) => (await import("/ask.js")).ask(query)'
    page = f"<!doctype html><title>search</title><script>{script}</script>"
    (site / "page.html").write_text(page, encoding="utf-8")


def first_of(query: str, browser: Any, server: Server) -> tuple[int, float]:
    """Bytes and seconds of a first query: the program, ten results, two excerpts."""
    with opened(browser, server, slow=True) as page:
        server.sent = 0
        began = time.perf_counter()
        page.evaluate("(query) => ask(query)", query)
        return server.sent, time.perf_counter() - began


def scales(data: Path, folder: Path, browser: Any, asked: int = 28) -> dict[Language, Scale]:
    """Both languages, one after the other."""
    measuring = Measuring(data, folder)
    return {language: measuring.of(language, browser, asked) for language in LANGUAGES}
