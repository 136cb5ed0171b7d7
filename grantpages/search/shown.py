"""What an index holds of its documents beside their words: results, rows, facets, numbers to sort by."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from grantpages.search.document import Scheme, Taken
from grantpages.search.files import Files
from grantpages.search.memory import Seen
from grantpages.search.naming import version_of
from grantpages.search.numbering import ROOM, Numbering
from grantpages.search.postings import numbers_text
from grantpages.store import digest

CARDS = 8
"""Documents a file of results: ten results seldom stand side by side."""
GROUP = 64
"""Documents whose results share a version, and whose rows share a file."""
NOTHING = b"null"
"""What stands in an empty slot."""

Slots = Sequence[int | None]
"""Of one kind, by slot, which document stands there, if any."""
Versions = dict[tuple[int, int], tuple[bytes, str, str]]
"""By kind and group: a digest of what is shown in it; the versions of its results and of its rows."""
Properties = Sequence[tuple[Sequence[Sequence[tuple[str, str]]], Sequence[int]]]


def placed(numbering: Numbering) -> list[Slots]:
    """The slots of each kind."""
    found: list[list[int | None]] = [[None] * numbering.slots(kind) for kind in range(len(numbering.shelves))]
    for document, number in enumerate(numbering.numbers):
        found[number // ROOM][ROOM - 1 - number % ROOM] = document
    return list(found)


class Cards:
    """Files of results and of rows. seen: what is known of each document; known: `versions` of the last one."""

    def __init__(
        self, files: Files, seen: Mapping[int, Seen], take: Callable[[int], Taken], known: Mapping[tuple[int, int], Any]
    ) -> None:
        self.files, self.seen, self.take, self.known = files, seen, take, known
        self.versions: Versions = {}

    def write(self, slots: Sequence[Slots]) -> dict[str, Any]:
        """Write all of them; what the root says of it."""
        for kind, held in enumerate(slots):
            for group, start in enumerate(range(0, len(held), GROUP)):
                self.versions[kind, group] = self._group(kind, group, held[start : start + GROUP])
        of_kind = [[one for (kind, _), one in self.versions.items() if kind == wanted] for wanted in range(len(slots))]
        rows = ["".join(rows for _, _, rows in some) for some in of_kind]
        return {
            "cards": ["".join(cards for _, cards, _ in some) for some in of_kind],
            "rows": self.files.write_versioned("w", rows),
        }

    def _group(self, kind: int, group: int, slots: Slots) -> tuple[bytes, str, str]:
        key = digest(*(b"" if one is None else self.seen[one].shown for one in slots))
        known = self.known.get((kind, group))
        if known and known[0] == key and self.files.keep(_names(kind, group, slots, *known[1:])):
            return tuple(known)
        taken = [None if one is None else self.take(one) for one in slots]
        cards, rows = ([getattr(one, name) if one else NOTHING for one in taken] for name in ("card", "row"))
        versions = version_of(_json(cards)), version_of(_json(rows))
        for name in _names(kind, group, slots, *versions):
            some = rows
            if name.startswith("c"):
                start = int(name.partition("-")[2].partition(".")[0]) * CARDS % GROUP
                some = cards[start : start + CARDS]
            self.files.write(name, _json(some))
        return key, *versions


def _names(kind: int, group: int, slots: Slots, cards: str, rows: str) -> Iterator[str]:
    """The files of a group: those in which something stands."""
    for start in range(0, len(slots), CARDS):
        if any(one is not None for one in slots[start : start + CARDS]):
            yield f"c/{kind}-{(group * GROUP + start) // CARDS}.{cards}"
    if any(one is not None for one in slots):
        yield f"w/{kind}-{group}.{rows}"


def write_properties(scheme: Scheme, held: Properties, slots: Sequence[Slots], files: Files) -> dict[str, Any]:
    """Write the facets and the numbers of all documents; what the root says of them."""
    facets = {name: _facet([one[0][place] for one in held], slots) for place, name in enumerate(scheme.facets)}
    numbers = {
        name: [[-1 if one is None else held[one][1][place] for one in some] for some in slots]
        for place, name in enumerate(scheme.numbers)
    }
    return {
        "facets": {name: files.write_versioned(f"f/{name}", facet) for name, facet in facets.items()},
        "numbers": {name: files.write_versioned(f"n/{name}", number) for name, number in numbers.items()},
    }


def _facet(held: Sequence[Sequence[tuple[str, str]]], slots: Sequence[Slots]) -> dict[str, Any]:
    """Values and sets of values in the order in which documents have them, and each document's set, from 1 on."""
    sets: dict[tuple[str, ...], int] = {}
    labels: dict[str, str] = {}
    known: dict[Any, int] = {}
    codes = array("I")
    for values in held:
        code = known.get(values)
        if code is None:
            for value, label in values:
                labels[value] = min(label, labels.get(value, label))
            code = known[values] = sets.setdefault(tuple(value for value, _ in values), len(sets))
        codes.append(code)
    names, order = list(sets), [one for some in slots for one in some if one is not None]
    places = {code: place for place, code in enumerate(dict.fromkeys(codes[one] for one in order), 1)}
    values_of = {value: place for place, value in enumerate(dict.fromkeys(v for code in places for v in names[code]))}
    return {
        "values": [[value, labels[value]] for value in values_of],
        "sets": [[values_of[value] for value in names[code]] for code in places],
        "codes": [numbers_text([0 if one is None else places[codes[one]] for one in some]) for some in slots],
    }


def _json(some: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(some) + b"]"
