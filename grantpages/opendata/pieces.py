"""The open data of one record at a time: what it gives to each file, kept out of memory until the files are written."""

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from grantpages.load import Dataset
from grantpages.opendata.basis import Facts, Grounds, Key, Subject
from grantpages.opendata.csvfile import csv_lines
from grantpages.opendata.giving import grant_json
from grantpages.opendata.jsonfile import json_lines
from grantpages.opendata.table import Row, Table
from grantpages.opendata.tables import TABLES
from grantpages.opendata.tail import tail
from grantpages.opendata.workbook import sheet_lines
from grantpages.spool import Place, Spool

GRANTS = "360giving"
"""The name under which a project's grants of the 360Giving package are kept."""


class Piece(NamedTuple):
    """Rows of a table: how many, and what they are in each format."""

    rows: int
    csv: bytes
    json: bytes
    xlsx: bytes


class Sheaf(NamedTuple):
    """All that one record gives, as plain values: its facts, pieces by table, the grant of 360Giving."""

    facts: tuple[Any, ...]
    pieces: Mapping[str, tuple[Any, ...]]
    grant: bytes


def rows_of(table: Table, grounds: Grounds, subject: Subject) -> Iterator[Row]:
    """The rows that a record gives to a table, whole."""
    end = tail(grounds, subject)
    yield from (row + end for row in table.of(grounds, subject))


def piece_of(table: Table, rows: Iterable[Row], end: Row = ()) -> Piece:
    """Rows in each format; `end` are the last cells of them all."""
    some, names = list(rows), [column.name for column in table.columns]
    whole = [row + end for row in some]
    return Piece(len(some), csv_lines(whole), json_lines(names, whole), sheet_lines(table.columns, some, end))


def sheaf_of(grounds: Grounds, subject: Subject) -> Sheaf:
    """What a record gives to all files."""
    end = tail(grounds, subject)
    own = [table for table in TABLES if subject.kind in table.kinds]
    pieces = {table.name: piece_of(table, table.of(grounds, subject), end) for table in own}
    grant = grant_json(grounds, subject) if subject.kind == "projects" else b""
    plain = {name: tuple(piece) for name, piece in pieces.items() if piece.rows}
    return Sheaf(tuple(grounds.facts(subject)), plain, grant)


class Gathered:
    """The sheaves of all records, in any order; in memory are only their facts and where the pieces lie."""

    def __init__(self) -> None:
        self.facts: dict[Key, Facts] = {}
        self._spool = Spool()
        self._places: dict[str, dict[Key, Place]] = {}

    def add(self, key: Key, sheaf: Sheaf) -> None:
        """Take what a record gave."""
        self.facts[key] = Facts(*sheaf.facts)
        for name, piece in sheaf.pieces.items():
            self._put(name, key, marshal.dumps(piece))
        if sheaf.grant:
            self._put(GRANTS, key, sheaf.grant)

    def _put(self, name: str, key: Key, piece: bytes) -> None:
        self._places.setdefault(name, {})[key] = self._spool.put(piece)

    def pieces(self, table: Table, dataset: Dataset) -> Iterator[Piece]:
        """What the records give to a table: kind after kind, in the order of the dataset."""
        return (Piece(*marshal.loads(piece)) for piece in self._read(table.name, table.kinds, dataset))

    def grants(self, dataset: Dataset) -> Iterator[bytes]:
        """The grants of 360Giving, likewise."""
        return self._read(GRANTS, ("projects",), dataset)

    def _read(self, name: str, kinds: Sequence[str], dataset: Dataset) -> Iterator[bytes]:
        for kind in kinds:
            for id in getattr(dataset, kind):
                if piece := self.piece(name, (kind, id)):
                    yield piece

    def piece(self, name: str, key: Key) -> bytes | None:
        """What a record gave to a table, or to 360Giving."""
        place = self._places.get(name, {}).get(key)
        return self._spool.get(place) if place else None
