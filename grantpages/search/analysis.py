"""A document taken apart: its texts in files, what is shown of it, and its words.

All that is done for a single document is done here, so that it can be done in another process than
the index, and be kept until the document changes.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic_core import to_json

from grantpages.problem import Language
from grantpages.search.document import Document, Part, Scheme, Taken
from grantpages.search.naming import version_of
from grantpages.search.normalise import Normaliser
from grantpages.search.postings import code_of
from grantpages.search.vocabulary import Vocabulary
from grantpages.store import digest

TEXT = 8_000
"""Characters of a file of texts: an excerpt loads one."""
SHORT = 700
"""Characters of texts that are kept in the result itself."""
KNOWN = 400_000
"""Pieces of texts that are remembered with their numbers; then it begins anew."""

Write = Callable[[str, bytes], None]


def text_name(address: str, place: int, version: str) -> str:
    """The name of a document's `place`th file of texts, from 0 on, within the index's folder."""
    return f"t/{address.rstrip('/')}-{place}.{version}"


def texts_of(address: str, version: str, files: int) -> list[str]:
    """The names of a document's files of texts."""
    return [text_name(address, place, version) for place in range(files)]


class Analyser:
    """Takes documents of one language apart."""

    def __init__(self, language: Language, scheme: Scheme) -> None:
        self.language, self.scheme = language, scheme
        self.vocabulary = Vocabulary(Normaliser(language))

    def take_apart(self, one: Document, write: Write) -> Taken:
        """Take a document apart; its files of texts are given to `write` with their names."""
        stretches = list(_stretches(one.parts))
        texts = [[[part.anchor, part.title, part.text] for part in some] for some in stretches]
        contents = [to_json(text) for text in texts]
        version, files, whole = "", 0, b"\0".join(contents)
        held: list[Any] = texts
        if sum(len(part.text) for part in one.parts) > SHORT:
            version, files = version_of(whole), len(contents)
            held = [version, files]
            for place, content in enumerate(contents):
                write(text_name(one.address, place, version), content)
        card = to_json([one.address, one.kind, one.title, list(one.facts), held])
        words = digest(one.names.encode(), whole)
        said = self._words(one.names, [" ".join([f"{part.title} {part.text}" for part in some]) for some in stretches])
        return Taken(version, files, card, to_json(list(one.row)), self._properties(one), words, *said)

    def _properties(self, one: Document) -> tuple[tuple[tuple[tuple[str, str], ...], ...], tuple[int, ...]]:
        facets = tuple(tuple(one.facets.get(name, {}).items()) for name in self.scheme.facets)
        return facets, tuple(one.numbers.get(name, -1) for name in self.scheme.numbers)

    def _words(self, names: str, texts: Sequence[str]) -> tuple[str, bytes]:
        """The tokens of names and texts, in no order, and their codes."""
        if len(self.vocabulary) > KNOWN:
            self.vocabulary = Vocabulary(self.vocabulary.normaliser)
        vocabulary = self.vocabulary
        stem_of = vocabulary.stem_of.__getitem__
        forms, twice, stems, again, firsts = set[int](), set[int](), set[int](), set[int](), list[set[int]]()
        for text in (names, *texts):
            some = vocabulary.numbers(text.split())
            twice |= some & forms
            some -= forms
            forms |= some
            found = set(map(stem_of, some))
            again |= found & stems
            firsts.append(found - stems)
            stems |= found
        again.update(map(stem_of, twice))
        codes: dict[int, int] = {}
        for place, first in enumerate(firsts):
            codes.update(dict.fromkeys(first, code_of(place, False)))
            codes.update(dict.fromkeys(first & again, code_of(place, True)))
        tokens = " ".join(map(vocabulary.tokens.__getitem__, forms))
        return tokens, bytes(map(codes.__getitem__, map(stem_of, forms)))


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
