"""The files of a search index: `search/<hash>/<language>/…`, and the texts for excerpts beside them.

`root.json`      the tables of the language, the first stem of every shard, facets, sort keys
`s/<n>.json`     stems of one stretch of the alphabet, with their documents
`r/<n>.json`     stems from their end to their beginning, for a misspelt beginning
`c/<n>.json`     what a result shows, some documents a file
`f/<facet>.json` each document's values of a facet; `n/<key>.json` its number to sort by
`w/<n>.json`     rows of the table a reader takes away
`search/texts/<language>/<hash>.json` a document's texts, some kilobytes a file

The folder's name is a hash of all it holds, a text's name of its own contents: every file may be
kept for a year, and a text that did not change keeps its address from build to build.
"""

import gc
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from grantpages.problem import Language
from grantpages.search.document import Document, Part, Scheme
from grantpages.search.normalise import Normaliser
from grantpages.search.postings import Postings, numbers_text, reversed_terms
from grantpages.search.tables import tables

FOLDER = "search"
TEXTS = f"{FOLDER}/texts"
SHARD = 12_000
"""Characters of a shard: two words of a query load two shards."""
TEXT = 12_000
"""Characters of a file of texts: an excerpt loads one."""
SHORT = 700
"""Characters of texts that are kept in the result itself."""
CARDS = 8
"""Documents a file of results: ten results seldom stand side by side."""
ROWS = 200


@dataclass
class _Columns:
    """One facet: the values met, the sets of values documents have, and each document's set."""

    values: dict[str, int] = field(default_factory=dict)
    sets: dict[tuple[int, ...], int] = field(default_factory=dict)
    codes: list[int] = field(default_factory=list)

    def add(self, values: Sequence[str]) -> None:
        chosen = tuple(self.values.setdefault(value, len(self.values)) for value in values)
        self.codes.append(self.sets.setdefault(chosen, len(self.sets)))


class _Files:
    """Files of one folder, and a hash of all that was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hash = blake2b(digest_size=8)

    def write(self, name: str, value: Any) -> None:
        """One file."""
        text = _json(value)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        self.hash.update(name.encode() + b"\0" + text)


def write_index(documents: Iterable[Document], scheme: Scheme, language: Language, site: Path) -> str:
    """Write the index of one language below the site's folder; the address of its folder, `search/<hash>/kk/`.

    Documents are taken one at a time, in the order in which equally good results are to be shown.
    """
    files = _Files(site / FOLDER / f".{language}")
    normaliser = Normaliser(language)
    with _collector_paused():
        postings, facets, count = _gather(documents, scheme, normaliser, files, site / TEXTS / language)
        root = {"documents": count, "cards": CARDS, "rows": ROWS, "columns": list(scheme.columns)}
        root |= {"stems": _write_stems(postings, files), "ends": _write_ends(postings, files)}
        root |= {"facets": _write_facets(facets, scheme, files), "numbers": list(scheme.numbers)}
        files.write("root.json", root | tables(normaliser))
    return _named(files, site, language)


def _gather(
    documents: Iterable[Document], scheme: Scheme, normaliser: Normaliser, files: _Files, texts: Path
) -> tuple[Postings, dict[str, _Columns], int]:
    """Go through the documents once; cards, rows and texts are written on the way."""
    postings, facets = Postings(normaliser), {name: _Columns() for name in scheme.facets}
    numbers: dict[str, list[int]] = {name: [] for name in scheme.numbers}
    cards, rows = _Blocks("c", CARDS, files), _Blocks("w", ROWS, files)
    texts.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, document in enumerate(documents, 1):
        stretches = list(_stretches(document.parts))
        postings.add(
            number - 1,
            [document.names, *(" ".join(f"{part.title} {part.text}" for part in some) for some in stretches)],
        )
        for name, column in facets.items():
            column.add(document.facets.get(name, ()))
        for name, column_of in numbers.items():
            column_of.append(document.numbers.get(name, -1))
        cards.add([document.address, document.kind, document.title, list(document.facts), _kept(stretches, texts)])
        rows.add(list(document.row))
    cards.close()
    rows.close()
    for name, values in numbers.items():
        files.write(f"n/{name}.json", values)
    return postings, facets, number


class _Blocks:
    """Values in files of so many each."""

    def __init__(self, folder: str, size: int, files: _Files) -> None:
        self.folder, self.size, self.files = folder, size, files
        self.number, self.held = 0, list[Any]()

    def add(self, value: Any) -> None:
        self.held.append(value)
        if len(self.held) == self.size:
            self.close()

    def close(self) -> None:
        if self.held:
            self.files.write(f"{self.folder}/{self.number}.json", self.held)
            self.number, self.held = self.number + 1, []


def _stretches(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Parts in stretches of about `TEXT` characters."""
    start, size = 0, 0
    for number, part in enumerate(parts):
        if size and size + len(part.text) > TEXT:
            yield parts[start:number]
            start, size = number, 0
        size += len(part.text)
    if parts:
        yield parts[start:]


def _kept(stretches: Sequence[Sequence[Part]], folder: Path) -> list[Any]:
    """Where a document's texts are: names of files in `folder`, or the texts themselves where they are short."""
    texts = [[[part.anchor, part.title, part.text] for part in parts] for parts in stretches]
    if sum(len(part.text) for parts in stretches for part in parts) <= SHORT:
        return texts
    return [_write_text(to_json(text), folder) for text in texts]


def _write_text(text: bytes, folder: Path) -> str:
    """A file of texts; its name."""
    name = blake2b(text, digest_size=6).hexdigest()
    (folder / f"{name}.json").write_bytes(text)
    return name


def _write_stems(postings: Postings, files: _Files) -> list[str]:
    """The shards; the first stem of each."""
    firsts: list[str] = []
    held: dict[str, Any] = {}
    size = 0
    for stem, entry in postings.entries():
        if held and size + entry.size > SHARD:
            files.write(f"s/{len(firsts) - 1}.json", held)
            held, size = {}, 0
        if not held:
            firsts.append(stem)
        held[stem] = entry
        size += entry.size
    if held:
        files.write(f"s/{len(firsts) - 1}.json", held)
    return firsts


def _write_ends(postings: Postings, files: _Files) -> list[str]:
    """Files of reversed stems; the first of each."""
    firsts: list[str] = []
    terms = reversed_terms(postings.ids.stems)
    size = SHARD // 8
    for start in range(0, len(terms), size):
        files.write(f"r/{len(firsts)}.json", terms[start : start + size])
        firsts.append(terms[start])
    return firsts


def _write_facets(facets: dict[str, _Columns], scheme: Scheme, files: _Files) -> list[str]:
    for name, column in facets.items():
        labels = scheme.labels.get(name, {})
        files.write(
            f"f/{name}.json",
            {
                "values": [[value, labels.get(value, value)] for value in column.values],
                "sets": list(column.sets),
                "codes": numbers_text(column.codes),
            },
        )
    return list(facets)


def _named(files: _Files, site: Path, language: Language) -> str:
    address = f"{FOLDER}/{files.hash.hexdigest()}/{language}/"
    target = site / address
    if target.exists():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    files.folder.rename(target)
    return address


def _json(value: Any) -> bytes:
    return to_json(value)


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
