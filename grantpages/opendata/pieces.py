"""The open data of one record at a time: what it gives to each file, kept out of memory until the files are written."""

import hashlib
import struct
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
from grantpages.ziparchive import Content, piece_of

GRANTS = "360giving"
"""What the grants of 360Giving are called among the tables."""
EXTENT = struct.Struct("<16s6I")
"""How an extent is packed."""


class Extent(NamedTuple):
    """What a piece is. mark: a digest of its rows; csv, json, packed: how many bytes it has for each format.

    size, crc: of the rows of a sheet before they were deflated to `packed` bytes.
    """

    mark: bytes
    rows: int
    csv: int
    json: int
    packed: int
    size: int
    crc: int

    @property
    def begins(self) -> tuple[int, int, int]:
        """Where in the piece the rows of CSV, JSON and XLSX begin."""
        return EXTENT.size, EXTENT.size + self.csv, EXTENT.size + self.csv + self.json


HEAD = EXTENT.size
"""Bytes at the beginning of a piece, which say its extent."""


class Sheaf(NamedTuple):
    """All that one record gives, as plain values: its facts, and its pieces by table; its grant is among them."""

    facts: tuple[Any, ...]
    pieces: Mapping[str, bytes]


class Source(NamedTuple):
    """Where the piece of a record lies: the file, and where in it the piece begins."""

    key: Key
    file: str
    begin: int


def rows_of(table: Table, grounds: Grounds, subject: Subject) -> Iterator[Row]:
    """The rows that a record gives to a table, whole."""
    end = tail(grounds, subject)
    yield from (row + end for row in table.of(grounds, subject))


def piece_in(table: Table, rows: Iterable[Row], end: Row = ()) -> bytes:
    """A piece: rows in each format, and before them their extent; nothing where there are none.

    end: the last cells of all rows.
    """
    some, names = list(rows), [column.name for column in table.columns]
    if not some:
        return b""
    whole = [row + end for row in some]
    sheet = piece_of(sheet_lines(table.columns, some, end))
    return _joined(len(some), csv_lines(whole), json_lines(names, whole), sheet)


def _joined(rows: int, csv: bytes, json: bytes, sheet: Content) -> bytes:
    mark = hashlib.blake2b(json, digest_size=16).digest()  # of the same rows the other formats are the same, too
    extent = Extent(mark, rows, len(csv), len(json), len(sheet.packed), sheet.size, sheet.crc)
    return b"".join((EXTENT.pack(*extent), csv, json, sheet.packed))


def extent_of(piece: bytes) -> Extent:
    """What a piece says of itself at its beginning."""
    return Extent(*EXTENT.unpack_from(piece))


def sheaf_of(grounds: Grounds, subject: Subject) -> Sheaf:
    """What a record gives to all files."""
    end = tail(grounds, subject)
    own = [table for table in TABLES if subject.kind in table.kinds]
    pieces = {table.name: piece_in(table, table.of(grounds, subject), end) for table in own}
    if subject.kind == "projects" and (grant := grant_json(grounds, subject)):
        pieces[GRANTS] = _joined(1, b"", grant, Content(0, 0, b""))
    return Sheaf(tuple(grounds.facts(subject)), {name: piece for name, piece in pieces.items() if piece})


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
            self.put(name, key, piece)

    def put(self, name: str, key: Key, piece: bytes) -> Source:
        """Take a piece of a table."""
        place = self._places.setdefault(name, {})[key] = self._spool.put(piece)
        return Source(key, self._spool.path, place[0])

    def sources(self, name: str, kinds: Sequence[str], dataset: Dataset) -> Iterator[Source]:
        """What the records give to a table: kind after kind, in the order of the dataset."""
        for kind in kinds:
            for id in getattr(dataset, kind):
                if source := self.source(name, (kind, id)):
                    yield source

    def source(self, name: str, key: Key) -> Source | None:
        """Where lies what a record gave to a table, or to 360Giving. No two pieces ever lie at the same place."""
        place = self._places.get(name, {}).get(key)
        return Source(key, self._spool.path, place[0]) if place else None
