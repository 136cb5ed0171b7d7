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
    parts: Sequence[Part]
    day: int = 0
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    row: Sequence[str | int] = ()


class Taken(NamedTuple):
    """A document taken apart (see `analysis.Analyser`), as plain values that can be kept.

    version: of its files of texts; files: how many there are, 0 where the texts are short and stand in the card.
    card, row: as they stand in the index's files, JSON. properties: its values of the facets, each with what it is
    called, and its numbers (-1 for none), in the order of the scheme. words: a digest of its names and texts. tokens:
    their words, see `postings`, in no order, with spaces between them; codes: where each stands.
    """

    version: str
    files: int
    card: bytes
    row: bytes
    properties: tuple[tuple[tuple[tuple[str, str], ...], ...], tuple[int, ...]]
    words: bytes
    tokens: str
    codes: bytes


@dataclass(frozen=True, slots=True)
class Scheme:
    """What all documents of an index share: kinds, those first whose results come first; facets in order, sort keys,
    and the table's columns.
    """

    kinds: Sequence[str]
    facets: Sequence[str]
    numbers: Sequence[str]
    columns: Sequence[str]
