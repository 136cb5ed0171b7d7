"""Sentences of the real records in parallel Kazakh and Russian, to be put together anew."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

Pair = tuple[str, str]
_SENTENCE_END = re.compile(r"(?<=[.!?…»])\s+(?=[«\"A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9–])")


def is_text(value: Any) -> bool:
    """Whether a value of a record is a text in both languages."""
    return isinstance(value, dict) and "kk" in value and "ru" in value


def paragraphs(text: dict[str, str]) -> list[list[Pair]]:
    """Paragraphs of sentence pairs; where the languages part a paragraph differently, it stays one pair."""
    found = []
    parts = [text["kk"].split("\n\n"), text["ru"].split("\n\n")]
    if len(parts[0]) != len(parts[1]):
        return [[(text["kk"], text["ru"])]]
    for kk, ru in zip(*parts, strict=True):
        sentences = [_SENTENCE_END.split(kk), _SENTENCE_END.split(ru)]
        same = len(sentences[0]) == len(sentences[1])
        found.append(list(zip(*sentences, strict=True)) if same else [(kk, ru)])
    return found


class Pool:
    """Sentences by the field they stood in, without those that name a real person or place that is not replaced."""

    def __init__(self, records: Iterable[Any], fields: frozenset[str], unwanted: Iterable[str]) -> None:
        words = "|".join(map(re.escape, sorted(unwanted)))
        self.refused = re.compile(words or r"(?!)")
        self.pairs: dict[str, list[Pair]] = defaultdict(list)
        for record in records:
            for field, text in _texts(record, ""):
                if field in fields:
                    found = (pair for paragraph in paragraphs(text) for pair in paragraph)
                    self.pairs[field] += filter(self._is_wanted, found)
        for field, pairs in self.pairs.items():
            self.pairs[field] = [pair for pair in pairs if not _counts(pair)] or pairs

    def _is_wanted(self, pair: Pair) -> bool:
        return not self.refused.search("\n".join(pair))

    def deck(self, field: str, rng: Random) -> Iterator[Pair]:
        """A field's sentences without end, each once before one comes again."""
        while True:
            yield from rng.sample(self.pairs[field], len(self.pairs[field]))

    def recombine(self, text: dict[str, str], deck: Iterator[Pair]) -> Pair:
        """As many paragraphs and sentences as `text` has, the same in both languages: those with numbers stay where
        they are, for the record's figures agree with them, all others are of a deck.
        """
        chosen = [
            [pair if _counts(pair) and self._is_wanted(pair) else next(deck) for pair in part]
            for part in paragraphs(text)
        ]
        kk, ru = ("\n\n".join(" ".join(pair[side] for pair in part) for part in chosen) for side in (0, 1))
        return kk, ru


def _counts(pair: Pair) -> bool:
    """Whether a sentence has a number of two digits or more."""
    return re.search("[0-9]{2}", pair[0]) is not None


def _texts(value: Any, field: str) -> Iterator[tuple[str, dict[str, str]]]:
    if is_text(value):
        yield field, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, field)
