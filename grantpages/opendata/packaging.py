"""`datapackage.json`: what each CSV file holds, for programs (Frictionless Data Package 1)."""

import json
from collections.abc import Mapping
from typing import Any

from grantpages.opendata.basis import Basis
from grantpages.opendata.joined import Sum
from grantpages.opendata.table import LICENCE, LICENCE_URL, VERSION, Column, Reference, Table
from grantpages.opendata.tables import TABLES

Fields = dict[str, Any]


def package_text(basis: Basis, sums: Mapping[str, Sum], rows: Mapping[str, int]) -> str:
    """The file's text. sums: of the CSV files, by name."""
    operator = basis.dataset.operator
    package: Fields = {
        "profile": "tabular-data-package",
        "name": "grants",
        "title": f"{operator.name.kk} / {operator.name.ru}",
        "homepage": f"{basis.address}data/",
        "version": VERSION,
        "licenses": [{"name": LICENCE, "path": LICENCE_URL, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": operator.name.kk, "path": operator.website, "role": "publisher"}],
        **({"created": f"{basis.issued.isoformat()}T00:00:00Z"} if basis.issued else {}),
        "resources": [_resource(table, sums[f"{table.name}.csv"], rows[table.name]) for table in TABLES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, sum: Sum, rows: int) -> Fields:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": f"{table.title.kk} / {table.title.ru}",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": sum.size,
        "hash": f"sha256:{sum.sha256}",
        "rows": rows,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": table_schema(table),
    }


def table_schema(table: Table) -> Fields:
    """Fields, key and references of a table (Table Schema)."""
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        **({"foreignKeys": [_foreign(table, reference) for reference in table.references]} if table.references else {}),
    }


def _field(column: Column) -> Fields:
    constraints: Fields = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    if column.type == "integer":
        constraints["minimum"] = 0
    return {
        "name": column.name,
        "type": column.type,
        "description": f"{column.said.kk} / {column.said.ru}",
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign(table: Table, reference: Reference) -> Fields:
    """A table that refers to itself does so without a name, as the standard asks."""
    columns, key = list(reference.columns), list(reference.key)
    resource = "" if reference.table == table.name else reference.table
    return {"fields": columns, "reference": {"resource": resource, "fields": key}}
