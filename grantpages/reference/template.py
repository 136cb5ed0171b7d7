"""Templates to copy: every field of a record with its meaning in both languages, as an officer fills it in.

A template is itself a valid record, as it stands and with every optional field uncommented. Its
references name records of the first real report, whose ids never change (design §5).
"""

from collections.abc import Iterable, Iterator

from grantpages.faults import FAULTS
from grantpages.model import AGE_BANDS, CATEGORIES
from grantpages.problem import LANGUAGES
from grantpages.reference.kinds import Kind, both
from grantpages.reference.schema import ONE_OF, Node, schema_of
from grantpages.wording import catalogue
from grantpages.yamltext import scalar

# What stands for a field whose model names no example: real ids, and numbers that fit together.
EXAMPLES: dict[str, str | int] = {
    "funder": "zhanaozen-internal-policy",
    "grantee": "zangar-event",
    "partners": "bates",
    "organization": "zangar-event",
    "call": "zhanaozen-2025",
    "calls": "zhanaozen-2025",
    "projects": "zhanaozen-2025-1",
    "lot": 1,
    "region": "mangystau",
    "sphere": "5",
    "grant_type": "short",
    "bin": "991240999991",
    "printed": "app1-5",
    "website": "https://…",
    "url": "https://…",
    "opens": "2025-03-05",
    "notice_received": "2025-03-03",
    "closes_at": "18:30",
    "co_funding": 0,
    "men": 300,
    "women": 300,
    **dict.fromkeys(CATEGORIES, 60),
    **dict.fromkeys(AGE_BANDS[:-1], 90),
    AGE_BANDS[-1]: 60,
}
LONGEST_LIST = 13
"""Up to so many values to choose from are named in the comment; longer lists stand on the format's page."""


def template(kind: Kind) -> str:
    """The template of a kind of record."""
    heading = [catalogue(language).say("template.copy", path=kind.path(language)) for language in LANGUAGES]
    optional = [catalogue(language).say("template.optional-keys") for language in LANGUAGES]
    lines = [kind.modeline, *(f"# {line}" for line in (*heading, *optional))]
    for block in _Writer(schema_of(kind.shape)).blocks():
        lines += ["", *block]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes one record's fields; a part that occurs again is shown with its comments only once."""

    def __init__(self, schema: Node) -> None:
        self.schema = schema
        self.parts: Node = schema.get("$defs", {})
        self.shown: set[str] = set()

    def blocks(self) -> Iterator[list[str]]:
        """The lines of each field of the record itself."""
        for name, node in self.schema["properties"].items():
            yield self.field(name, node, self.schema, commented=False)

    def field(self, name: str, node: Node, holder: Node, *, commented: bool) -> list[str]:
        """A field's comment and its value. Inside a commented block nothing is commented a second time."""
        optional = name not in needed(holder)
        value = self.entry(name, node, holder, commented=commented or optional)
        if optional and not commented:
            value = [f"# {line}" for line in value]
        return [_comment(node, optional=commented and name not in holder.get("required", ())), *value]

    def entry(self, name: str, node: Node, holder: Node, *, commented: bool) -> list[str]:
        """`name: value`, or `name:` and what it holds indented below."""
        start = f"{scalar(name)}:"
        if node.get("type") == "array":
            return [start, *_indented(self.items(name, node["items"], holder, commented=commented))]
        if (part := self.part(node)) is not None:
            return [start, *_indented(self.object(part, commented=commented))]
        return [f"{start} {scalar(_example(name, node))}"]

    def part(self, node: Node) -> Node | None:
        """The object a node is or refers to."""
        if "$ref" in node:
            return dict(self.parts[node["$ref"].rpartition("/")[2]])
        if "patternProperties" in node:
            return {"properties": {"2025": next(iter(node["patternProperties"].values()))}}
        return node if "properties" in node else None

    def items(self, name: str, node: Node, holder: Node, *, commented: bool) -> list[str]:
        """One item of a list, its first field after the hyphen."""
        part = self.part(node)
        if part is None:
            return [f"- {scalar(_example(name, node))}"]
        if "oneOf" in part:
            return self.also_printed(part, holder)
        return _hyphened(self.object(part, commented=commented))

    def object(self, part: Node, *, commented: bool) -> list[str]:
        """The fields of a part: all of them the first time, then only what it cannot do without."""
        title = part.get("title")
        if title in self.shown:
            return [
                line
                for name in needed(part)
                for line in self.entry(name, part["properties"][name], part, commented=True)
            ]
        self.shown |= {title} if title else set()
        fields = part["properties"].items()
        return [line for name, node in fields for line in self.field(name, node, part, commented=commented)]

    def also_printed(self, part: Node, holder: Node) -> list[str]:
        """A value printed a second time is a text, a date or a number: an item of each, then only the one that fits."""
        field, fitting = _named(holder)
        fields = part["properties"] | {"field": part["properties"]["field"] | {"examples": [field]}}
        if part["title"] in self.shown:
            required = ["field", fitting, "printed"]
            return _hyphened(self.object({**part, "properties": fields, "required": required}, commented=True))
        self.shown.add(part["title"])
        lines = [f"# {' / '.join(FAULTS['one-value'])}"]
        for kind in ONE_OF["AlsoPrinted"]:
            properties = {name: fields[name] for name in ("field", kind, f"{kind}_is", "printed") if name in fields}
            item = self.object({"properties": properties, "required": ["field", kind, "printed"]}, commented=True)
            lines += [line for line in _hyphened(item) if line not in lines or not line.strip().startswith("#")]
        return lines


def needed(holder: Node) -> list[str]:
    """The fields that must be there; where none must, the first, for an empty value is refused."""
    return list(holder.get("required") or list(holder["properties"])[:1])


def _named(holder: Node) -> tuple[str, str]:
    """A field of the holder to name as printed twice, and the kind of its value: a text where there is one."""
    fields = holder["properties"]
    texts = [name for name, node in fields.items() if node.get("$ref", "").endswith("/Text")]
    numbers = [name for name, node in fields.items() if node.get("type") == "integer"]
    return (texts[0], "text") if texts else (numbers[0], "number")


def _example(name: str, node: Node) -> str | int:
    given: list[str | int] = node.get("examples", [])
    if given:
        return given[0]
    if name in EXAMPLES:
        return EXAMPLES[name]
    if "enum" in node:
        return str(node["enum"][0])
    if node.get("type") == "integer":
        return max(1, int(node.get("minimum", 0)))
    return "2025-05-06" if node.get("format") == "date" else "…"


def _comment(node: Node, *, optional: bool) -> str:
    """What belongs in a field, the values to choose from, and whether it may be left out."""
    values = node.get("enum", ())
    listed = f" [{', '.join(values)}]" if values and len(values) <= LONGEST_LIST else ""
    said = f" ({both('template.optional')})" if optional else ""
    return f"# {node['description']}{listed}{said}"


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _hyphened(lines: list[str]) -> list[str]:
    """A list's item: the comment of its first field stands above the hyphen."""
    first = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    return [*lines[:first], f"- {lines[first]}", *_indented(lines[first + 1 :])]
