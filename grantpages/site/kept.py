"""What projects gave to lists, tables and the search, in files of pieces that are read when a list is made."""

import marshal
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.opendata.basis import Facts, Key
from grantpages.opendata.pieces import Gathered, Sheaf, Source
from grantpages.problem import Language
from grantpages.search.document import Taken
from grantpages.spool import Place, read_piece


class Gift(NamedTuple):
    """All that one project gives, as plain values.

    places: of its pieces, by name. rows: digests of its rows in the register of links, by language.
    """

    id: str
    extract: tuple[Any, ...]
    facts: tuple[Any, ...]
    places: Mapping[str, Place]
    rows: Mapping[str, bytes]


class PieceFile:
    """A file of pieces while it is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._end = 0

    def put(self, piece: bytes) -> Place:
        """Write a piece behind all others."""
        place = (self._end, len(piece))
        self._end += self._file.write(piece)
        return place

    def put_all(self, pieces: Mapping[str, bytes]) -> dict[str, Place]:
        """Write some pieces; their places by name."""
        return {name: self.put(piece) for name, piece in pieces.items()}

    def close(self) -> int:
        """End the file; how large it is."""
        self._file.close()
        return self._end


def is_of_size(path: Path, size: int) -> bool:
    """Whether a file is there whole."""
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def pieces_of(sheaf: Sheaf, rows: Mapping[Language, Sequence[str]], said: Mapping[Language, Taken]) -> dict[str, bytes]:
    """The pieces of one project: its rows of the tables and of the register, its words for the search."""
    pieces = dict(sheaf.pieces)
    for language, some in rows.items():
        pieces[f"rows.{language}"] = marshal.dumps(list(some))
    for language, one in said.items():
        values: tuple[Any, ...] = one
        pieces[f"said.{language}"] = marshal.dumps(tuple(values))
    return pieces


class _Where(NamedTuple):
    """Where a project's pieces are: the file, their names, and of each its place, packed."""

    path: Path
    names: tuple[str, ...]
    packed: bytes

    def place(self, name: str) -> Place | None:
        """The place of one, if it is there."""
        if name not in self.names:
            return None
        number = 2 * self.names.index(name)
        begin, length = memoryview(self.packed).cast("Q")[number : number + 2]
        return begin, length

    def source(self, name: str, key: Key) -> Source | None:
        """Where a piece of a record lies, if it is there."""
        place = self.place(name)
        return Source(key, str(self.path), place[0]) if place else None


def _where(path: Path, places: Mapping[str, Place]) -> _Where:
    packed = array("Q", [number for place in places.values() for number in place])
    return _Where(path, _names(*places), packed.tobytes())


@cache
def _names(*names: str) -> tuple[str, ...]:
    """Names of pieces; most records have the same."""
    return names


class Kept:
    """The pieces of all projects."""

    def __init__(self) -> None:
        self._where: dict[str, _Where] = {}
        self._marks: dict[str, dict[str, bytes]] = {}

    def add(self, gift: Gift, path: Path) -> None:
        """Take note of where a project's pieces are."""
        self._where[gift.id] = _where(path, gift.places)
        for language, mark in gift.rows.items():
            self._marks.setdefault(language, {})[gift.id] = mark

    def piece(self, name: str, id: str) -> bytes | None:
        """One piece of a project."""
        where = self._where[id]
        place = where.place(name)
        return read_piece(where.path, place) if place else None

    def source(self, name: str, key: Key) -> Source | None:
        """Where a piece of a project lies; a file of pieces is never written to again."""
        return self._where[key[1]].source(name, key)

    def where(self, name: str, id: str) -> tuple[str, Place]:
        """In which file of pieces one of a project's is, and where in it. Raises KeyError."""
        where = self._where[id]
        if place := where.place(name):
            return where.path.name, place
        raise KeyError(name)

    def said(self, language: Language, id: str) -> Taken:
        """A project taken apart for the search."""
        return Taken(*self._values(f"said.{language}", id))

    def rows(self, language: Language, id: str) -> Sequence[str]:
        """Its rows in the register of links."""
        rows: Sequence[str] = self._values(f"rows.{language}", id)
        return rows

    def mark(self, language: Language, id: str) -> bytes:
        """A digest of its rows in the register of links."""
        return self._marks[language][id]

    def _values(self, name: str, id: str) -> Any:
        piece = self.piece(name, id)
        return marshal.loads(piece) if piece else ()


class Tables(Gathered):
    """The open data of all records; it lies in their files of pieces."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.kept = kept
        self._others: dict[Key, _Where] = {}

    def know(self, gift: Gift) -> None:
        """Take the facts of a project."""
        self.facts["projects", gift.id] = Facts(*gift.facts)

    def know_other(self, key: Key, gift: Gift, path: Path) -> None:
        """Take the facts of a record that is no project, and note where its pieces are."""
        self.facts[key] = Facts(*gift.facts)
        self._others[key] = _where(path, gift.places)

    def source(self, name: str, key: Key) -> Source | None:
        """Where lies what a record gave to a table, or to 360Giving."""
        return self.kept.source(name, key) if key[0] == "projects" else self._others[key].source(name, key)
