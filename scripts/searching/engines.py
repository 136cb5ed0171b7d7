"""The engines: how each makes its index of the same documents, and the script that asks it in a browser.

A script defines `globalThis.engine` with `open()`, `search(query)`, which gives the documents' numbers, and
`first(query)`, which gets all that the first ten results show.
"""

import html
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import material

from grantpages.problem import Language
from grantpages.search.document import Document, Part, Scheme
from grantpages.search.index import write_index
from searching.serving import write_json

ROOT = Path(__file__).parents[2]
OURS, PAGEFIND, LUNR = "grantpages", "Pagefind", "lunr (Material)"
PAGEFIND_PACKAGE = "pagefind-bin==1.5.2"


class EngineFailed(Exception):
    """An engine that could not be had, or did not make its index."""


@dataclass(frozen=True)
class Text:
    """A document to be indexed: its number is its place in the list."""

    title: str
    body: str


@dataclass(frozen=True)
class Engine:
    """A search engine. build: writes the index of texts in one language into a folder; gives the browser's script."""

    name: str
    build: Callable[[Sequence[Text], Language, Path], str]


def engines(tools: Path) -> list[Engine]:
    """All three; Pagefind is installed into a folder of its own. Raises EngineFailed."""
    return [Engine(LUNR, _lunr), Engine(PAGEFIND, _Pagefind(tools)), our_engine()]


def our_engine() -> Engine:
    """The search of this site."""
    return Engine(OURS, _ours)


def our_index(texts: Iterable[Text], language: Language, folder: Path) -> str:
    """Write the site's own index of texts below a folder; its address there."""
    documents = (
        Document(str(number), "projects", text.title, text.title, (), (Part("", "", text.body),))
        for number, text in enumerate(texts)
    )
    return write_index(documents, Scheme(("projects",), (), (), ()), language, folder)


def _ours(texts: Sequence[Text], language: Language, folder: Path) -> str:
    (folder / "modules").symlink_to(ROOT / "docs" / "assets" / "search")
    address = our_index(texts, language, folder)
    return f"""
        const load = import("/modules/engine.js").then(({{ Index }}) => new Index("/{address}"))
        const ten = async (query) => {{
            const index = await load, {{ found }} = await index.search(query)
            const cards = await Promise.all(found.slice(0, 10).map(({{ id }}) => index.card(id)))
            await Promise.all(cards.slice(0, 2).map((card, place) => index.textsOf(card, found[place].text)))
        }}
        globalThis.engine = {{
            open: () => load,
            search: async (query) => {{
                const index = await load, {{ found }} = await index.search(query)
                return Promise.all(found.map(async ({{ id }}) => Number((await index.card(id)).address)))
            }},
            first: ten,
        }}"""


class _Pagefind:
    """Pagefind's own program, which reads pages."""

    def __init__(self, tools: Path) -> None:
        self.program = _installed(tools)

    def __call__(self, texts: Sequence[Text], language: Language, folder: Path) -> str:
        for number, text in enumerate(texts):
            page = folder / "site" / str(number) / "index.html"
            page.parent.mkdir(parents=True)
            title, body = html.escape(text.title), html.escape(text.body)
            head = f'<!doctype html><html lang="{language}"><head><title>{title or number}</title></head>'
            page.write_text(f"{head}<body><main><h1>{title}</h1><p>{body}</p></main></body></html>", encoding="utf-8")
        command = [self.program, "--site", folder / "site", "--output-path", folder / "pagefind", "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise EngineFailed(done.stderr or done.stdout)
        shutil.rmtree(folder / "site")
        return """
            const load = import("/pagefind/pagefind.js").then(async (found) => { await found.init(); return found })
            const known = new Map()
            const number = async (result) => {
                const read = () => result.data().then(({ url }) => Number(url.split("/").filter(Boolean)[0]))
                if (!known.has(result.id)) known.set(result.id, read())
                return known.get(result.id)
            }
            const found = async (query) => (await (await load).search(query)).results
            globalThis.engine = {
                open: () => load,
                search: async (query) => Promise.all((await found(query)).map(number)),
                first: async (query) => Promise.all((await found(query)).slice(0, 10).map((one) => one.data())),
            }"""


def _installed(tools: Path) -> Path:
    try:
        subprocess.run([sys.executable, "-m", "venv", tools], check=True, capture_output=True)
        pip = [tools / "bin" / "python", "-m", "pip", "install", "--quiet", PAGEFIND_PACKAGE]
        subprocess.run(pip, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise EngineFailed(f"{PAGEFIND_PACKAGE}: {getattr(error, 'stderr', '') or error}") from None
    found = [path for path in tools.rglob("pagefind") if path.is_file() and os.access(path, os.X_OK)]
    if not found:
        raise EngineFailed(PAGEFIND_PACKAGE)
    return found[0]


def _lunr(texts: Sequence[Text], language: Language, folder: Path) -> str:
    """Material's own worker and index; it has no Kazakh, for which the theme takes Russian."""
    assets = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    worker = next((assets / "workers").glob("search.*.min.js"))
    (folder / "theme").symlink_to(assets)
    fields = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
    config = {"lang": ["ru"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": fields}
    docs = [
        {"location": f"{number}/", "title": html.escape(text.title) or str(number), "text": html.escape(text.body)}
        for number, text in enumerate(texts)
    ]
    write_json(folder / "search_index.json", {"config": config, "docs": docs})
    return f"""
        const worker = new Worker("/theme/workers/{worker.name}")
        const answer = (message) => new Promise((said) => {{
            worker.onmessage = (event) => said(event.data.data)
            worker.postMessage(message)
        }})
        const load = fetch("/search_index.json").then((got) => got.json())
            .then((index) => answer({{ type: 0, data: {{ ...index, options: {{ suggest: false }} }} }}))
        const search = async (query) => {{
            await load
            return (await answer({{ type: 2, data: query }})).items.map(([first]) => parseInt(first.location))
        }}
        globalThis.engine = {{ open: () => load, search, first: search }}"""
