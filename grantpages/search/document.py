"""What is searched: plain documents of one language, each in parts with an anchor of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


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
    there counts most. facts: lines of the result beneath the title.
    facets: ids of the values by facet. numbers: what results may be sorted by. row: cells of the
    table that a reader takes away, in the order of the index's columns.
    """

    address: str
    kind: str
    title: str
    names: str
    facts: Sequence[str]
    parts: Sequence[Part]
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    row: Sequence[str | int] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """What all documents of an index share: facets in order, sort keys, and the table's columns.

    labels: a facet's values by id, for those that documents name; filled while they are made.
    """

    facets: Sequence[str]
    numbers: Sequence[str]
    columns: Sequence[str]
    labels: Mapping[str, Mapping[str, str]]
