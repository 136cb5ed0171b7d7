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
        refused = re.compile(words) if words else None
        self.pairs: dict[str, list[Pair]] = defaultdict(list)
        for record in records:
            for field, text in _texts(record, ""):
                if field in fields:
                    found = (pair for paragraph in paragraphs(text) for pair in paragraph)
                    self.pairs[field] += [pair for pair in found if not (refused and refused.search("\n".join(pair)))]

    def recombine(self, field: str, text: dict[str, str], rng: Random) -> Pair:
        """As many paragraphs and sentences as `text` has, others' sentences, the same in both languages."""
        shape = [len(paragraph) for paragraph in paragraphs(text)]
        pool = self.pairs[field]
        drawn = iter(rng.sample(pool, sum(shape)) if sum(shape) <= len(pool) else rng.choices(pool, k=sum(shape)))
        chosen = [[next(drawn) for _ in range(length)] for length in shape]
        kk, ru = ("\n\n".join(" ".join(pair[side] for pair in part) for part in chosen) for side in (0, 1))
        return kk, ru


def _texts(value: Any, field: str) -> Iterator[tuple[str, dict[str, str]]]:
    if is_text(value):
        yield field, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, field)
