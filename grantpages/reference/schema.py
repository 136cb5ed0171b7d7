"""JSON Schemas for editors, from the models: draft 2020-12, said in both languages, JavaScript's regular expressions.

pydantic's own schema is meant for programs: it lets a field be null where the loader refuses an
empty value, names fields in English, and its patterns are Rust's.
"""

import json
from typing import Any

from grantpages.model import AlsoPrinted, Shape
from grantpages.problem import LANGUAGES
from grantpages.reference.kinds import LISTS, Kind, both, chosen, in_order, shapes
from grantpages.wording import catalogue

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ONE_OF = {AlsoPrinted.__name__: ("text", "date", "number")}
"""By model, fields of which exactly one is there: a rule that the model holds in a validator, which no schema shows."""

Node = dict[str, Any]
"""A schema, or a part of one."""


def schema_text(kind: Kind) -> str:
    """The schema file of a kind."""
    return json.dumps(schema_of(kind.shape), ensure_ascii=False, indent=2) + "\n"


def schema_of(shape: type[Shape]) -> Node:
    """The JSON Schema of a record."""
    raw = shape.model_json_schema()
    models = {known.__name__: known for known in shapes()}
    parts = {name: _object(models[name], node) for name, node in raw.pop("$defs", {}).items()}
    return {"$schema": DIALECT, **_object(shape, raw), **({"$defs": parts} if parts else {})}


def _object(shape: type[Shape], raw: Node) -> Node:
    name = shape.__name__
    fields = {field: _field(node) for field, node in in_order(shape, raw["properties"]).items()}
    node: Node = {"title": both(f"shape.{name}"), **_said(f"shape.{name}"), "type": "object"}
    node |= {"additionalProperties": False, "required": raw.get("required", []), "properties": fields}
    if name in ONE_OF:
        node["oneOf"] = [{"required": [field]} for field in ONE_OF[name]]
    return node


def _said(key: str) -> Node:
    return {f"x-{language}": catalogue(language).say(key) for language in LANGUAGES}


def _field(raw: Node) -> Node:
    """A field's own schema: never null, no English title, and what it is made of likewise."""
    options = [option for option in raw.get("anyOf", ()) if option != {"type": "null"}]
    node = {**(options[0] if options else {}), **raw}
    for key in ("anyOf", "title", *(["default"] if node.get("default") in (None, [], {}) else [])):
        node.pop(key, None)
    if "enum" in node:
        prefix = LISTS[tuple(node["enum"])]
        node["enumDescriptions"] = [
            " / ".join(chosen(prefix, value, language) for language in LANGUAGES) for value in node["enum"]
        ]
    if "items" in node:
        node["items"] = _field(node["items"])
    return _with_example(_with_keys(node))


def _with_keys(node: Node) -> Node:
    """A mapping whose keys come from a list names them, so that an editor offers them."""
    if "propertyNames" in node:
        names, value = node.pop("propertyNames")["enum"], _field(node.pop("additionalProperties"))
        prefix = LISTS[tuple(names)]
        node["properties"] = {name: value | _chosen(prefix, name) for name in names}
        node["additionalProperties"] = False
    elif "patternProperties" in node:
        node["additionalProperties"] = False
    return node


def _chosen(prefix: str, value: str) -> Node:
    words = {f"x-{language}": chosen(prefix, value, language) for language in LANGUAGES}
    return {"description": " / ".join(words.values()), **words}


def _with_example(node: Node) -> Node:
    """`x-example` is YAML for the template; schemas have `examples` of their own."""
    example = node.pop("x-example", "…")
    if "…" not in example:
        kind, plain = node.get("type"), example.strip('"')
        node["examples"] = [int(plain) if kind == "integer" else plain == "true" if kind == "boolean" else plain]
    return node
