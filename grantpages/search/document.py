"""What is searched: plain documents of one language, each in parts with an anchor of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document: where it stands on the page, its heading, its text.

    anchor: the page's fragment, empty for the page as such.
    """

    anchor: str
    title: str
    text: str


class Said(NamedTuple):
    """The parts of a document taken apart (see `analysis.take_apart`), as plain values that can be kept.

    version: of its files of texts. files: how many there are, 0 where the texts are short and stand in `short`, as
    JSON. words: for each text the pieces between two spaces that stand in no text before it, with spaces between
    them: those that are in no later one either, and the others.
    """

    version: str
    files: int
    short: bytes
    words: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Document:
    """One page to be found.

    address: below the site's root, `ru/projects/x/`. names: what it is known by; a word found
    there counts most. facts: lines of the result beneath the title. day: the day it is as old as,
    counted as `date.toordinal` does, 0 where it has none; of equally good results the newest come first.
    facets: by facet, what each value's id is called. numbers: what results may be sorted by. row: cells
    of the table that a reader takes away, in the order of the index's columns.
    """

    address: str
    kind: str
    title: str
    names: str
    facts: Sequence[str]
    parts: Sequence[Part] | Said
    day: int = 0
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    row: Sequence[str | int] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """What all documents of an index share: kinds, those first whose results come first; facets in order, sort keys,
    and the table's columns.
    """

    kinds: Sequence[str]
    facets: Sequence[str]
    numbers: Sequence[str]
    columns: Sequence[str]
