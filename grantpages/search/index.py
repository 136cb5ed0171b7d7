"""The files of a search index, below `search/<language>/`.

`root.<hash>`        the tables of the language; where each shard begins and what it is called; facets, sort keys
`s/<version>`        stems of one stretch of the alphabet, with their documents
`b/<version>`, `e/…` stems alone by their beginning and by their end, for a misspelt word
`c/<kind>-<place>.…` what a result shows, some documents a file
`t/<address>-<n>.…`  a document's texts, some kilobytes a file, from which the browser cuts an excerpt
`f/<facet>.…`        each document's values of a facet; `n/<key>.…` its number to sort by; `d.…` which numbers are taken
`w/<kind>-<place>.…` rows of the table a reader takes away

Every name but the root's begins a file that is called by its contents: each may be kept for a year,
and one that did not change keeps its address from build to build. The same documents make the same
files, in whatever order they come and whatever was built before.

The texts stand beside the pages once more, because two excerpts of a first query weigh 8 KB in gzip from them, 50 KB
from the pages and 65 KB from the records' JSON (measured on 300 invented projects), and a first query may weigh 45.
"""

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from grantpages.problem import Language
from grantpages.search.analysis import Analyser, texts_of
from grantpages.search.document import Document, Scheme, Taken
from grantpages.search.gathering import Source
from grantpages.search.memory import Memory
from grantpages.search.renewal import Renewal
from grantpages.sitefile import write_bytes, write_new

FOLDER = "search"


def write_index(documents: Iterable[Document], scheme: Scheme, language: Language, site: Path) -> str:
    """Write the index of one language below the site's folder; its root's address, `search/kk/root.<hash>.json`."""
    analyser, write = Analyser(language, scheme), partial(write_text, site, language)
    sources = [Source(one.address, one.kind, one.day, partial(analyser.take_apart, one, write)) for one in documents]
    return renew_index(sources, scheme, language, site)


def renew_index(
    sources: Sequence[Source], scheme: Scheme, language: Language, site: Path, memory: Memory | None = None,
    processes: int = 1,
) -> str:  # fmt: skip
    """Write the index of documents whose files of texts are there once they are taken apart; the address of its root.

    memory: what is known of the index in the site's folder; then only that is written which changed. processes: how
    many may take in the documents of an index that is made from nothing, see `abreast.each`. Raises WorkFailed.
    """
    with _collector_paused():
        name = Renewal(sources, scheme, language, site / FOLDER / language, memory, processes).write()
    return f"{FOLDER}/{language}/{name}.json"


def write_text(site: Path, language: Language, name: str, data: bytes) -> None:
    """Write a file of texts before the index is, if it is not there: its name says what is in it."""
    path = f"{site}/{FOLDER}/{language}/{name}.json"
    if write_new(path, data):
        return
    try:
        is_there = os.stat(path).st_size == len(data)
    except FileNotFoundError:
        is_there = False
    if not is_there:
        write_bytes(Path(path), data)


def texts_below(language: Language, address: str, taken: Taken) -> list[str]:
    """The files of texts of a document, below the site's root."""
    return [f"{FOLDER}/{language}/{name}.json" for name in texts_of(address, taken.version, taken.files)]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nothing here refers to itself in a circle; looking for circles took 40% of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
