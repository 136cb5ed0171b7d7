"""A list of rising words that lies in files stretch by stretch, of which an edit rewrites only those it touches.

Where a stretch ends is told by the words from its beginning on (`shards.cut`). So from any border that stands the rest
can be cut anew, and as soon as an old border comes out again, all that follows stays as it was: what was edited is the
same as what would be made from nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from grantpages.search.shards import begins, cut
from grantpages.spool import Place


class Stretch(NamedTuple):
    """One stretch: its first word, what that weighs, its last word; where it is kept; the names its file may have."""

    first: str
    weight: int
    last: str
    place: Place
    tries: Sequence[str]


class Book(Protocol):
    """What a list consists of. limits: least and most weight of a stretch."""

    limits: tuple[int, int]

    def read(self, stretch: Stretch) -> dict[str, Any]:
        """The words of a stretch, each with what belongs to it."""

    def edit(self, held: dict[str, Any], word: str) -> None:
        """Bring a word up to date, in no order: add it, change what belongs to it, or remove it."""

    def weigh(self, word: str, of: Any) -> int:
        """What a word weighs in a file."""

    def write(self, words: Sequence[str], held: Mapping[str, Any]) -> Stretch:
        """Write some words that are next to each other."""


def written(held: Mapping[str, Any], book: Book) -> list[Stretch]:
    """Write a whole list. held: its words, rising."""
    return [book.write(words, held) for words in _cut(held, book)]


def renewed(known: Sequence[Stretch], edited: Sequence[str], book: Book) -> list[Stretch]:
    """The list after an edit. edited: the words whose place in the list, or what belongs to them, may have changed."""
    if not known:
        held: dict[str, Any] = {}
        for word in edited:
            book.edit(held, word)
        return written(_rising(held), book)
    return list(_renewed(known, _opened(known, edited, book), book))


def _opened(known: Sequence[Stretch], edited: Sequence[str], book: Book) -> dict[int, dict[str, Any]]:
    """The stretches that are cut anew, by their place; edited. One whose successor begins otherwise is among them."""
    firsts, words = [stretch.first for stretch in known], dict[int, list[str]]()
    for word in edited:
        words.setdefault(max(0, bisect_right(firsts, word) - 1), []).append(word)
    opened: dict[int, dict[str, Any]] = {}
    for place, some in words.items():
        held = book.read(known[place])
        for word in some:
            book.edit(held, word)
        opened[place] = held = _rising(held)
        first = next(iter(held), "")
        moved = first != known[place].first or book.weigh(first, held[first]) != known[place].weight
        if moved and place and place - 1 not in words:
            opened[place - 1] = book.read(known[place - 1])
    return opened


def _renewed(known: Sequence[Stretch], opened: Mapping[int, dict[str, Any]], book: Book) -> Iterator[Stretch]:
    carried: dict[str, Any] = {}
    for place, stretch in enumerate(known):
        if place not in opened and not carried:
            yield stretch
            continue
        held = carried | (opened[place] if place in opened else book.read(stretch))
        carried, cuts = {}, list(_cut(held, book))
        if cuts and place + 1 < len(known):
            following = None if place + 1 in opened else known[place + 1]
            if following is None or not _stands(cuts[-1], held, following, book):
                carried = {word: held[word] for word in cuts.pop()}
        for words in cuts:
            yield book.write(words, held)


def _stands(words: Sequence[str], held: Mapping[str, Any], following: Stretch, book: Book) -> bool:
    """Whether a stretch ends before the one that follows it."""
    size = sum(book.weigh(word, held[word]) for word in words)
    return begins(size, following.first, following.weight, *book.limits)


def _cut(held: Mapping[str, Any], book: Book) -> Iterator[list[str]]:
    return cut(((word, book.weigh(word, of)) for word, of in held.items()), *book.limits)


def _rising(held: Mapping[str, Any]) -> dict[str, Any]:
    return {word: held[word] for word in sorted(held)}
