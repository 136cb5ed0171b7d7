"""Write the open data into a built site: every table in every format from its pieces, then what describes them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from grantpages.opendata.basis import Basis
from grantpages.opendata.giving import giving_head
from grantpages.opendata.joined import Files, Sum
from grantpages.opendata.jsonfile import json_head
from grantpages.opendata.packaging import package_text
from grantpages.opendata.pieces import GRANTS, Gathered, piece_in
from grantpages.opendata.schemas import schema_texts
from grantpages.opendata.table import LICENCE, LICENCE_URL, VERSION, Table
from grantpages.opendata.tablefiles import TableFiles
from grantpages.opendata.tables import TABLES
from grantpages.sitefile import write_bytes
from grantpages.store import Store


@dataclass(frozen=True)
class Written:
    """What was written below `data/`. rows: by table. sizes: bytes by file name. issued: the last day in the data.

    sums: of the files that were joined from pieces, by name.
    """

    rows: Mapping[str, int]
    sizes: Mapping[str, int]
    issued: datetime.date | None
    sums: Mapping[str, Sum]


def write_tables(site: Path, basis: Basis, gathered: Gathered, store: Store | None = None) -> Written:
    """Write tables, schemas, `datapackage.json` and `360giving.json` into the site's folder `data/`.

    store: what is known of the tables that were written before; without it all are written anew.
    """
    folder, rows, sums, files = site / "data", dict[str, int](), dict[str, Sum](), Files()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for table in TABLES:
            made = _table_files(folder, table, basis, gathered, files, store)
            rows[table.name] = made.rows
            sums[f"{table.name}.csv"] = made.csv(table)
            sums[f"{table.name}.json"] = made.json(json_head(table, basis))
            sums[f"{table.name}.xlsx"] = made.xlsx(table, _about(table, basis))
            made.keep()
        grants = TableFiles(folder, GRANTS, gathered.sources(GRANTS, ("projects",), basis.dataset), files, store)
        if grants.extents:
            sums[f"{GRANTS}.json"] = grants.json(giving_head(basis))
            grants.keep()
        else:
            (folder / f"{GRANTS}.json").unlink(missing_ok=True)
    finally:
        files.close()
    if store:
        store.prune(len(TABLES) + 1)
    texts = {"datapackage.json": package_text(basis, sums, rows), **schema_texts(basis)}
    held = {name: text.encode() for name, text in texts.items()}
    for name, data in held.items():
        write_bytes(folder / name, data)
    sizes = {name: one.size for name, one in sums.items()} | {name: len(data) for name, data in held.items()}
    return Written(rows, sizes, basis.issued, sums)


def _table_files(
    folder: Path, table: Table, basis: Basis, gathered: Gathered, files: Files, store: Store | None
) -> TableFiles:
    """The records' rows, then those of the whole."""
    of_records = gathered.sources(table.name, table.kinds, basis.dataset)
    of_the_whole = piece_in(table, table.rows(basis))
    more = [gathered.put(table.name, ("", table.name), of_the_whole)] if of_the_whole else []
    return TableFiles(folder, table.name, chain(of_records, more), files, store)


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
