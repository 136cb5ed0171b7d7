"""What an index holds of its documents beside their words: results, rows, facets, numbers to sort by."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from grantpages.search.document import Document, Said, Scheme
from grantpages.search.files import Files
from grantpages.search.naming import version_of
from grantpages.search.numbering import ROOM, Numbering
from grantpages.search.postings import numbers_text

CARDS = 8
"""Documents a file of results: ten results seldom stand side by side."""
GROUP = 64
"""Documents whose results share a version, and whose rows share a file."""
NOTHING = b"null"
"""What stands in an empty slot."""


class _Facet:
    """One facet: what its values are called, the sets of values documents have, and each document's set."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.sets: dict[tuple[str, ...], int] = {}
        self.codes = array("I")

    def add(self, values: Mapping[str, str]) -> None:
        for value, label in values.items():
            self.labels[value] = min(label, self.labels.get(value, label))
        self.codes.append(self.sets.setdefault(tuple(values), len(self.sets)))

    def written(self, order: Sequence[int]) -> tuple[dict[str, Any], dict[int, int]]:
        """Values and sets in the order in which documents have them; and what a set is numbered there, from 1 on."""
        known = list(self.sets)
        places = {code: place for place, code in enumerate(dict.fromkeys(self.codes[one] for one in order), 1)}
        values = {
            value: place for place, value in enumerate(dict.fromkeys(one for code in places for one in known[code]))
        }
        return {
            "values": [[value, self.labels[value]] for value in values],
            "sets": [[values[one] for one in known[code]] for code in places],
        }, places


class Shown:
    """Documents as they come, in no order; written once all are known."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.known: list[tuple[str, int, str]] = []
        self.cards: list[bytes] = []
        self.rows: list[bytes] = []
        self.facets = {name: _Facet() for name in scheme.facets}
        self.numbers = {name: array("q") for name in scheme.numbers}

    def add(self, one: Document, said: Said) -> None:
        """Take in a document."""
        self.known.append((one.kind, one.day, one.address))
        texts = to_json([said.version, said.files]) if said.files else said.short
        shown = to_json([one.address, one.kind, one.title, list(one.facts)])
        self.cards.append(shown[:-1] + b"," + texts + b"]")
        self.rows.append(to_json(list(one.row)))
        for name, facet in self.facets.items():
            facet.add(one.facets.get(name, {}))
        for name, numbers in self.numbers.items():
            numbers.append(one.numbers.get(name, -1))

    def write(self, numbering: Numbering, files: Files) -> dict[str, Any]:
        """Write all of it; what the root says of it."""
        placed = self._placed(numbering)
        rows = [_write_rows(kind, self.rows, slots, files) for kind, slots in enumerate(placed)]
        return {
            "cards": [_write_cards(kind, self.cards, slots, files) for kind, slots in enumerate(placed)],
            "rows": files.write_versioned("w", rows),
            "taken": files.write_versioned("d", numbering.shelves),
            "facets": {name: self._write_facet(name, placed, files) for name in self.facets},
            "numbers": {
                name: files.write_versioned(
                    f"n/{name}", [[-1 if one is None else held[one] for one in slots] for slots in placed]
                )
                for name, held in self.numbers.items()
            },
        }

    def _placed(self, numbering: Numbering) -> list[list[int | None]]:
        """Of each kind, by slot, which document stands there, if any."""
        placed: list[list[int | None]] = [[None] * numbering.slots(kind) for kind in range(len(self.scheme.kinds))]
        for document, number in enumerate(numbering.numbers):
            placed[number // ROOM][ROOM - 1 - number % ROOM] = document
        return placed

    def _write_facet(self, name: str, placed: list[list[int | None]], files: Files) -> str:
        facet = self.facets[name]
        value, places = facet.written([one for slots in placed for one in slots if one is not None])
        codes = [numbers_text([0 if one is None else places[facet.codes[one]] for one in slots]) for slots in placed]
        return files.write_versioned(f"f/{name}", value | {"codes": codes})


def _groups(held: Sequence[bytes], slots: Sequence[int | None], size: int) -> Iterator[list[bytes]]:
    """What documents hold in slots, so many at a time; a null for an empty slot."""
    for start in range(0, len(slots), size):
        yield [NOTHING if one is None else held[one] for one in slots[start : start + size]]


def _json(some: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(some) + b"]"


def _write_cards(kind: int, cards: Sequence[bytes], slots: Sequence[int | None], files: Files) -> str:
    """Files of `CARDS` results; the versions of their groups, one after the other."""
    versions = []
    for group, some in enumerate(_groups(cards, slots, GROUP)):
        versions.append(version_of(_json(some)))
        for place in range(0, len(some), CARDS):
            block = some[place : place + CARDS]
            if any(card != NOTHING for card in block):
                files.write(f"c/{kind}-{(group * GROUP + place) // CARDS}.{versions[-1]}", _json(block))
    return "".join(versions)


def _write_rows(kind: int, rows: Sequence[bytes], slots: Sequence[int | None], files: Files) -> str:
    versions = []
    for group, some in enumerate(_groups(rows, slots, GROUP)):
        content = _json(some)
        versions.append(version_of(content))
        if any(row != NOTHING for row in some):
            files.write(f"w/{kind}-{group}.{versions[-1]}", content)
    return "".join(versions)
