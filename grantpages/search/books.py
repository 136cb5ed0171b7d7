"""The lists of stems: with their documents, alone by their beginning, alone by their end."""

import marshal
from array import array
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from pydantic_core import to_json

from grantpages.abreast import each
from grantpages.search.files import Files
from grantpages.search.naming import chosen, tries_of
from grantpages.search.postings import Entry, Tokens, entry_of, stem_of
from grantpages.search.shards import borders, packed
from grantpages.search.stretches import Book, Stretch
from grantpages.spool import Place

SHARD = 7_000, 14_000
"""Least and most characters of a shard: two words of a query load two shards."""
SPELLINGS = 3_000, 6_000
"""Least and most letters of a file of stems alone."""
TOGETHER = 64
"""Stems whose entries a process hands over at once."""
Posting = tuple[str, int]
"""A token, and a document of it as `postings.Tokens` has it."""


class Pieces(Protocol):
    """Where stretches are kept from build to build."""

    def put(self, piece: bytes) -> Place:
        """Keep a piece."""

    def get(self, place: Place) -> bytes:
        """A piece that was kept."""


class Listed(Book, Protocol):
    """A list that is published."""

    contents: dict[Place, bytes]

    def content(self, stretch: Stretch) -> bytes:
        """The file of a stretch."""


class Stems:
    """Stems, each with its tokens and their documents. ahead: entries of stems that are made beside this, if any."""

    limits = SHARD

    def __init__(
        self,
        pieces: Pieces,
        gone: Iterable[Posting] = (),
        new: Iterable[Posting] = (),
        ahead: Iterable[Mapping[str, Entry]] = (),
    ) -> None:
        self.pieces, self.contents, self.ahead = pieces, dict[Place, bytes](), iter(ahead)
        self.gone, self.new = _by_stem(gone), _by_stem(new)
        self.appeared, self.vanished = set[str](), set[str]()
        self._entries: dict[str, Entry] = {}

    @property
    def edited(self) -> Sequence[str]:
        """The stems of all that is gone or new."""
        return sorted(self.gone.keys() | self.new.keys())

    def read(self, stretch: Stretch) -> dict[str, Tokens]:
        """See `Book`."""
        held: dict[str, Tokens] = {}
        for token, documents in marshal.loads(self.pieces.get(stretch.place)).items():
            held.setdefault(stem_of(token), {})[token] = array("I", documents)
        return held

    def edit(self, held: dict[str, Tokens], word: str) -> None:
        """See `Book`. Raises ValueError, KeyError where something that is gone was not there."""
        was_there, tokens = word in held, held.setdefault(word, {})
        for token, document in self.gone.get(word, ()):
            tokens[token].remove(document)
            if not tokens[token]:
                del tokens[token]
        for token, document in self.new.get(word, ()):
            insort(tokens.setdefault(token, array("I")), document)
        if not tokens:
            del held[word]
        if bool(tokens) != was_there:
            (self.appeared if tokens else self.vanished).add(word)

    def weigh(self, word: str, of: Tokens) -> int:
        """See `Book`."""
        while word not in self._entries:
            self._entries.update(next(self.ahead, {}) or {word: entry_of(word, of)})
        return self._entries[word].size

    def write(self, words: Sequence[str], held: Mapping[str, Tokens]) -> Stretch:
        """See `Book`."""
        weight = self.weigh(words[0], held[words[0]])
        content = to_json({word: self._entries.pop(word).values for word in words})
        kept = {token: documents.tobytes() for word in words for token, documents in held[word].items()}
        place = self.pieces.put(marshal.dumps(kept))
        self.contents[place] = content
        return Stretch(words[0], weight, words[-1], place, tries_of(content))

    def content(self, stretch: Stretch) -> bytes:
        """The file of a stretch."""
        made = self.contents.get(stretch.place)
        return made or to_json({word: entry_of(word, of).values for word, of in self.read(stretch).items()})


class Spelled:
    """Stems alone, as files for misspelt words have them. backward: each from its end."""

    limits = SPELLINGS

    def __init__(
        self, pieces: Pieces, backward: bool, appeared: Iterable[str] = (), vanished: Iterable[str] = ()
    ) -> None:
        self.pieces, self.contents, self.backward = pieces, dict[Place, bytes](), backward
        self.appeared, self.vanished = set(self.of(appeared)), set(self.of(vanished))

    def of(self, stems: Iterable[str]) -> list[str]:
        """The words of stems that are in the list."""
        return sorted(stem[::-1] if self.backward else stem for stem in stems if len(stem) > 3 and stem.isalpha())

    @property
    def edited(self) -> Sequence[str]:
        """The words that come or go."""
        return sorted(self.appeared | self.vanished)

    def read(self, stretch: Stretch) -> dict[str, None]:
        """See `Book`."""
        return dict.fromkeys(marshal.loads(self.pieces.get(stretch.place)))

    def edit(self, held: dict[str, None], word: str) -> None:
        """See `Book`."""
        if word in self.appeared:
            held[word] = None
        else:
            del held[word]

    def weigh(self, word: str, of: Any) -> int:
        """See `Book`."""
        return len(word)

    def write(self, words: Sequence[str], held: Mapping[str, None]) -> Stretch:
        """See `Book`."""
        content = to_json(packed(words))
        place = self.pieces.put(marshal.dumps(list(words)))
        self.contents[place] = content
        return Stretch(words[0], len(words[0]), words[-1], place, tries_of(content))

    def content(self, stretch: Stretch) -> bytes:
        """The file of a stretch."""
        return self.contents.get(stretch.place) or to_json(packed(self.read(stretch)))


def entries(held: Mapping[str, Tokens], processes: int) -> Iterator[Mapping[str, Entry]]:
    """The entries of all stems, some at a time. processes: see `abreast.each`."""
    stems = list(held)
    some = [stems[start : start + TOGETHER] for start in range(0, len(stems), TOGETHER)]
    return each(lambda these: {stem: entry_of(stem, held[stem]) for stem in these}, some, processes)


def publish(
    folder: str, stretches: Sequence[Stretch], book: Listed, files: Files, known: Mapping[Place, str]
) -> dict[Place, str]:
    """Write the files of a list that are not there; what each is called. known: what they were called before."""
    names = dict(zip((one.place for one in stretches), chosen(one.tries for one in stretches), strict=True))
    for stretch in stretches:
        name = names[stretch.place]
        if known.get(stretch.place) != name or not files.keep([f"{folder}/{name}"]):
            files.write(f"{folder}/{name}", book.content(stretch))
    return names


def told(stretches: Sequence[Stretch], names: Mapping[Place, str]) -> list[str]:
    """What the root says of a list: the borders between its files, and their names one after the other."""
    return [packed(borders((one.first, one.last) for one in stretches)), "".join(names.values())]


def _by_stem(postings: Iterable[Posting]) -> dict[str, list[Posting]]:
    found: dict[str, list[Posting]] = {}
    for token, document in postings:
        found.setdefault(stem_of(token), []).append((token, document))
    return found
