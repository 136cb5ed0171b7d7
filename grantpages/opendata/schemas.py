"""JSON Schemas (draft 2020-12) of the exported JSON: a file of each table, a file of each kind of record."""

import json
from typing import Any

from grantpages.evidence.verdict import STATES
from grantpages.opendata.basis import Basis
from grantpages.opendata.table import LICENCE, VERSION, Column, Table
from grantpages.opendata.tables import TABLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES = {"calls": "call", "projects": "project", "organizations": "organization", "reports": "report"}
"""What a record's own schema, which the site has at `schema/`, is called."""
Node = dict[str, Any]
_TEXT: Node = {"type": "string"}
_DAY: Node = {"type": ["string", "null"], "format": "date"}
_PAIR: Node = {"type": "object", "required": ["kk", "ru"], "properties": {"kk": _TEXT, "ru": _TEXT}}


def schema_texts(basis: Basis) -> dict[str, str]:
    """The schemas' texts by file name below `data/`."""
    tables = {f"schema/{table.name}.schema.json": table_node(table, basis.address) for table in TABLES}
    records = {f"schema/record-{kind}.schema.json": record_node(kind, basis.address) for kind in SHAPES}
    return {name: json.dumps(node, ensure_ascii=False, indent=2) + "\n" for name, node in (tables | records).items()}


def table_node(table: Table, address: str) -> Node:
    """The schema of a table's JSON file."""
    row = _closed({column.name: _cell(column) for column in table.columns})
    fields: Node = {
        "table": {"const": table.name},
        "title": _PAIR,
        "format_version": {"const": VERSION},
        "licence": {"const": LICENCE},
        "data_date": _DAY,
        "schema": _TEXT,
        "rows": {"type": "array", "items": row},
    }
    title = f"{table.title.kk} / {table.title.ru}"
    return {
        "$schema": DIALECT,
        "$id": f"{address}data/schema/{table.name}.schema.json",
        "title": title,
        **_closed(fields),
    }


def _cell(column: Column) -> Node:
    kind = "integer" if column.type == "integer" else "string"
    node: Node = {"type": kind if column.required else [kind, "null"]}
    if column.type == "date":
        node["format"] = "date"
    if column.type == "integer":
        node["minimum"] = 0
    if column.values:
        node["enum"] = [*column.values, *([] if column.required else [None])]
    return node | {"description": f"{column.said.kk} / {column.said.ru}"}


def record_node(kind: str, address: str) -> Node:
    """The schema of a record's JSON file; `record` is described by the schema of its data file."""
    link = _closed(
        {"field": _TEXT, "url": _TEXT, "platform": _TEXT, "state": {"enum": list(STATES)}}
        | {"reason": {"type": ["string", "null"]}, "last_alive": _DAY, "last_tried": _DAY}
    )
    reply = _closed({"date": {"type": "string", "format": "date"}, "by": _TEXT, "text": _PAIR})
    finding = _closed({"code": _TEXT, "field": _TEXT, "message": _PAIR, "replies": {"type": "array", "items": reply}})
    fields: Node = {
        "kind": {"const": kind},
        "id": _TEXT,
        "url": _PAIR,
        "source_file": _TEXT,
        "record_date": _DAY,
        "licence": {"const": LICENCE},
        "format_version": {"const": VERSION},
        "links": {"type": "array", "items": link},
        "findings": {"type": "array", "items": finding},
        "record": {"$ref": f"{address}schema/{SHAPES[kind]}.schema.json"},
    }
    return {"$schema": DIALECT, "$id": f"{address}data/schema/record-{kind}.schema.json", **_closed(fields)}


def _closed(properties: Node) -> Node:
    """An object that has these fields, all of them and no other."""
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
