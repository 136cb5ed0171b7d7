"""Write the open data into a built site: every table in every format from its pieces, then what describes them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from grantpages.opendata.basis import Basis
from grantpages.opendata.csvfile import CsvFile
from grantpages.opendata.giving import write_giving
from grantpages.opendata.jsonfile import JsonFile
from grantpages.opendata.packaging import package_text
from grantpages.opendata.pieces import Gathered, piece_of
from grantpages.opendata.schemas import schema_texts
from grantpages.opendata.table import LICENCE, LICENCE_URL, VERSION, Table
from grantpages.opendata.tables import TABLES
from grantpages.opendata.workbook import Workbook

FORMATS = ("csv", "xlsx", "json")
"""What a table is written as: the endings of its files."""


@dataclass(frozen=True)
class Written:
    """What was written below `data/`. rows: by table. sizes: bytes by file name. issued: the last day in the data."""

    rows: Mapping[str, int]
    sizes: Mapping[str, int]
    issued: datetime.date | None


def write_tables(site: Path, basis: Basis, gathered: Gathered) -> Written:
    """Write tables, schemas, `datapackage.json` and `360giving.json` into the site's folder `data/`."""
    folder = site / "data"
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    rows = {table.name: _write_table(folder, table, basis, gathered) for table in TABLES}
    write_giving(folder / "360giving.json", basis, gathered.grants(basis.dataset))
    texts = {"datapackage.json": package_text(basis, folder, rows), **schema_texts(basis)}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    names = (*(f"{table.name}.{format}" for table in TABLES for format in FORMATS), *texts, "360giving.json")
    sizes = {name: (folder / name).stat().st_size for name in names if (folder / name).exists()}
    return Written(rows, sizes, basis.issued)


def _write_table(folder: Path, table: Table, basis: Basis, gathered: Gathered) -> int:
    """How many rows the table has."""
    count = 0
    with (
        CsvFile(folder / f"{table.name}.csv", table) as csv,
        JsonFile(folder / f"{table.name}.json", table, basis) as json,
        Workbook(folder / f"{table.name}.xlsx", table, _about(table, basis)) as book,
    ):
        for piece in chain(gathered.pieces(table, basis.dataset), [piece_of(table, table.rows(basis))]):
            if piece.rows:
                count += piece.rows
                csv.write(piece.csv)
                json.write(piece.json)
                book.write(piece.rows, piece.xlsx)
    return count


def _about(table: Table, basis: Basis) -> list[tuple[str, str]]:
    """What the sheet «about» says."""
    operator = basis.dataset.operator.name
    return [
        ("қазақша", table.title.kk),
        ("русский", table.title.ru),
        ("publisher", f"{operator.kk} / {operator.ru}"),
        ("address", f"{basis.address}data/"),
        ("licence", f"{LICENCE} {LICENCE_URL}"),
        ("format_version", VERSION),
        ("data_date", str(basis.issued or "")),
    ]
