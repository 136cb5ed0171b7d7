"""Sorted words in files whose borders stay where they are when some words come and go.

Where a file ends is told by the words themselves: about one of `ODDS` may begin a new one. So what is
added moves the borders near it, and no others.
"""

from collections.abc import Iterable, Iterator
from zlib import crc32

ODDS = 16
"""One of so many words may begin a new file."""


def cut(sizes: Iterable[tuple[str, int]], least: int, most: int) -> Iterator[list[str]]:
    """Words in stretches of `least` to about `most`, given with their sizes in rising order."""
    held: list[str] = []
    size = 0
    for word, weight in sizes:
        if held and begins(size, word, weight, least, most):
            yield held
            held, size = [], 0
        held.append(word)
        size += weight
    if held:
        yield held


def begins(size: int, word: str, weight: int, least: int, most: int) -> bool:
    """Whether a word begins a stretch, after one of this size."""
    return size + weight > most or (size >= least and crc32(word.encode()) % ODDS == 0)


def borders(stretches: Iterable[tuple[str, str]]) -> Iterator[str]:
    """For each stretch, given as its first word and its last, the shortest word that is not after its first one, and
    after all of the stretch before it.
    """
    before = ""
    for first, last in stretches:
        yield first[: _shared(before, first) + 1]
        before = last


def packed(rising: Iterable[str]) -> str:
    """Rising words as one text: of each a capital for the letters it shares with the one before it, and the others."""
    text, last = [], ""
    for word in rising:
        shared = min(_shared(last, word), 25)
        text.append(chr(ord("A") + shared) + word[shared:])
        last = word
    return "".join(text)


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with together."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
