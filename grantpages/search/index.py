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
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from grantpages.problem import Language
from grantpages.search.analysis import take_apart, texts_of, words_of
from grantpages.search.document import Document, Said, Scheme
from grantpages.search.files import Files
from grantpages.search.naming import names_of
from grantpages.search.normalise import Normaliser
from grantpages.search.numbering import ROOM, Numbering, number_documents
from grantpages.search.postings import Entry, Postings
from grantpages.search.shards import borders, cut, packed
from grantpages.search.shown import CARDS, GROUP, Shown
from grantpages.search.tables import tables
from grantpages.sitefile import write_bytes

FOLDER = "search"
SHARD = 7_000, 14_000
"""Least and most characters of a shard: two words of a query load two shards."""
SPELLINGS = 3_000, 6_000
"""Least and most letters of a file of stems alone."""


def write_index(documents: Iterable[Document], scheme: Scheme, language: Language, site: Path) -> str:
    """Write the index of one language below the site's folder; the address of its root, `search/kk/root.<hash>.json`.

    Documents are taken one at a time and let go. Files of texts of those that were taken apart before must be there.
    """
    files, normaliser = Files(site / FOLDER / language), Normaliser(language)
    with _collector_paused():
        postings, shown = Postings(normaliser), Shown(scheme)
        for number, one in enumerate(documents):
            parts = one.parts
            said = parts if isinstance(parts, Said) else take_apart(one.address, parts, files.write)
            postings.add(number, (*words_of([one.names]), *said.words))
            shown.add(one, said)
            files.kept.update(texts_of(one.address, said))
        numbering = number_documents(shown.known, scheme.kinds)
        root = {"documents": len(shown.known), "room": ROOM, "block": CARDS, "group": GROUP}
        root |= {"columns": list(scheme.columns)} | shown.write(numbering, files)
        root |= _write_words(postings, numbering, files) | tables(normaliser)
        return _write_root(root, files, language)


def write_text(site: Path, language: Language, name: str, data: bytes) -> None:
    """Write a file of texts before the index is."""
    write_bytes(site / FOLDER / language / f"{name}.json", data)


def texts_below(language: Language, address: str, said: Said) -> list[str]:
    """The files of texts of a document, below the site's root."""
    return [f"{FOLDER}/{language}/{name}.json" for name in texts_of(address, said)]


def _write_words(postings: Postings, numbering: Numbering, files: Files) -> dict[str, Any]:
    """The shards and the files of stems alone; what the root says of them."""
    entries = dict(postings.entries(numbering.numbers))
    stretches = list(cut(((stem, entry.size) for stem, entry in entries.items()), *SHARD))
    shards = (to_json({stem: _values(entries[stem]) for stem in stems}) for stems in stretches)
    spelled = [stem for stem in entries if len(stem) > 3 and stem.isalpha()]
    return {
        "stems": _write_stretches("s", stretches, shards, files),
        "begun": _write_spellings("b", spelled, files),
        "ended": _write_spellings("e", sorted(stem[::-1] for stem in spelled), files),
    }


def _values(entry: Entry) -> list[Any]:
    return list(entry[:2]) if entry.forms is None else list(entry)


def _write_spellings(folder: str, rising: list[str], files: Files) -> list[str]:
    stretches = list(cut(((stem, len(stem)) for stem in rising), *SPELLINGS))
    return _write_stretches(folder, stretches, (to_json(packed(stems)) for stems in stretches), files)


def _write_stretches(folder: str, stretches: list[list[str]], contents: Iterable[bytes], files: Files) -> list[str]:
    """Files of rising words; the borders between them, and their names one after the other."""
    held = list(contents)
    names = list(names_of(held))
    for name, content in zip(names, held, strict=True):
        files.write(f"{folder}/{name}", content)
    return [packed(borders(stretches)), "".join(names)]


def _write_root(root: dict[str, Any], files: Files, language: Language) -> str:
    data = to_json(root)
    name = f"root.{blake2b(data, digest_size=8).hexdigest()}"
    files.write(name, data)
    files.prune()
    return f"{FOLDER}/{language}/{name}.json"


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
