"""The public description of the data format: a page in each language with a table for every record."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from grantpages.faults import FAULTS
from grantpages.misfits import FORMS
from grantpages.model.values import Line, Prose, Url
from grantpages.problem import Language
from grantpages.reference.kinds import KINDS, LISTS, Kind, chosen
from grantpages.reference.schema import Node, schema_of
from grantpages.wording import Catalogue, catalogue, number_text
from grantpages.yamlfile import MAX_BYTES, MAX_DEPTH
from grantpages.yamltext import scalar

RULES = ("id", "file", "unknown", "text", "digits")
UNBOUNDED = 10**9
"""A greater limit only keeps mistyped numbers out; it says nothing to a reader."""
_WORDS = {get_args(alias)[1].pattern: key for alias, key in ((Line, "line"), (Prose, "prose"), (Url, "url"))}


def format_page(language: Language) -> str:
    """The page's Markdown."""
    return "\n".join(_Page(language).lines()) + "\n"


class _Page:
    """Describes every kind of record in one language; a part of several kinds is described once, at the end."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.words: Catalogue = catalogue(language)
        self.schemas = {kind: schema_of(kind.shape) for kind in KINDS}
        counted = Counter(name for schema in self.schemas.values() for name in schema.get("$defs", ()))
        self.common = {
            name: schema["$defs"][name]
            for schema in self.schemas.values()
            for name in schema.get("$defs", ())
            if counted[name] > 1
        }

    def lines(self) -> Iterator[str]:
        say = self.words.say
        yield from ("---", f"title: {say('format.title')}", f"description: {say('format.description')}")
        yield from ("hide: [navigation, toc]", "---", "", f"# {say('format.title')}", "", say("format.intro"), "")
        for rule in RULES:
            yield f"- {say(f'format.rule.{rule}', size=MAX_BYTES // 1024, depth=MAX_DEPTH)}"
        for kind, schema in self.schemas.items():
            yield from self.kind(kind, schema)
        yield from ("", f"## {say('format.common')} {{#common}}")
        for name, part in self.common.items():
            yield from self.part(name, part)
        yield from ("", f"## {say('format.values')} {{#values}}")
        for values, prefix in LISTS.items():
            yield from self.values(values, prefix)

    def kind(self, kind: Kind, schema: Node) -> Iterator[str]:
        """A record: its file, its table, the parts that only it has."""
        file = f"schema/{kind.name}.schema.json"
        yield from ("", f"## {schema[f'x-{self.language}']} {{#{kind.name}}}", "")
        yield self.words.say(
            "format.file", path=f"`{kind.path(self.language)}`", schema=f"[{kind.name}.schema.json]({file})"
        )
        yield from self.table(schema)
        for name, part in schema.get("$defs", {}).items():
            if name not in self.common:
                yield from self.part(name, part)

    def part(self, name: str, part: Node) -> Iterator[str]:
        """A part of a record: its name and its table."""
        yield from ("", f"### {part[f'x-{self.language}']} {{#{_anchor(name)}}}")
        if "oneOf" in part:
            yield from ("", getattr(FAULTS["one-value"], self.language))
        yield from self.table(part)

    def table(self, part: Node) -> Iterator[str]:
        """A row for each field."""
        say = self.words.say
        yield from self.head("key", "type", "required", "meaning")
        for name, node in part["properties"].items():
            required = say("format.yes" if name in part["required"] else "format.no")
            yield f"| `{name}` | {self.type(node)} | {required} | {node[f'x-{self.language}']} |"

    def head(self, *columns: str) -> Iterator[str]:
        """A table's heading."""
        titles = [self.words.say(f"format.{column}") for column in columns]
        yield from ("", f"| {' | '.join(titles)} |", "|---" * len(titles) + "|")

    def values(self, values: tuple[str, ...], prefix: str) -> Iterator[str]:
        """What each value of a list means."""
        yield from ("", f"### {self.words.say(_title(prefix))} {{#{_anchor(_title(prefix))}}}")
        yield from self.head("value", "meaning")
        for value in values:
            yield f"| `{scalar(value)}` | {chosen(prefix, value, self.language)} |"

    def type(self, node: Node) -> str:
        """A field's type in words, with a link to the part or the list it is made from."""
        say = self.words.say
        if "$ref" in node:
            name = node["$ref"].rpartition("/")[2]
            return f"[{say(f'shape.{name}')}](#{_anchor(name)})"
        if "enum" in node:
            return self.listed(tuple(node["enum"]))
        if node["type"] == "array":
            return say("type.list", item=self.type(node["items"]))
        if "properties" in node:
            value = next(iter(node["properties"].values()))
            return say("type.by-key", keys=self.listed(tuple(node["properties"])), value=self.type(value))
        if "patternProperties" in node:
            pattern, value = next(iter(node["patternProperties"].items()))
            return say("type.by-key", keys=self.text({"pattern": pattern}), value=self.type(value))
        if node["type"] == "boolean":
            return say("type.yes-or-no")
        return self.number(node) if node["type"] == "integer" else self.text(node)

    def listed(self, values: tuple[str, ...]) -> str:
        """A link to a list of values."""
        title = _title(LISTS[values])
        return f"[{self.words.say(title)}](#{_anchor(title)})"

    def text(self, node: Node) -> str:
        """A text by its form."""
        if node.get("format") == "date":
            return self.words.say("type.date", form="`2025-05-06`")
        pattern = node["pattern"]
        if pattern in FORMS:
            return self.words.say("type.like", form=f"`{scalar(FORMS[pattern])}`")
        return self.words.say(f"type.{_WORDS[pattern]}")

    def number(self, node: Node) -> str:
        """A number by its limits."""
        low, high = node["minimum"], node["maximum"]
        if high >= UNBOUNDED:
            return self.words.say("type.integer-from", low=low)
        return self.words.say("type.integer", low=low, high=number_text(high) if high >= 10_000 else high)


def _title(prefix: str) -> str:
    return f"values.{prefix.rstrip('.-')}"


def _anchor(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).strip("-").replace(".", "-")
