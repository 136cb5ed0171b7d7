"""A record as a page of Markdown: everything it says in one language, in the order of its file.

Short values make a table of names and values, a list of small entries one table, longer texts paragraphs, and an entry
that holds more than that a heading of its own. So a generator made for Markdown gets what our page of the record shows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grantpages.problem import Language

SHORT = 160
"""Characters up to which a text stands in a table."""
SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
Links = Mapping[str, tuple[str, Mapping[str, str]]]
"""Other records by the id they are named with: the address below the language's root, and the title."""


class Writer:
    """Writes in one language. links: the records that may be named. root: the way from a page to the language's."""

    def __init__(self, language: Language, links: Links, root: str = "../../") -> None:
        self.language, self.links, self.root = language, links, root

    def page(self, title: Mapping[str, str], *parts: Iterator[str]) -> str:
        """A page with its title."""
        name = self.text(title)
        head = f"---\ntitle: {_quoted(name)}\ndescription: {_quoted(name)}\n---\n\n# {_plain(name)}\n"
        return "\n".join([head, *(line for part in parts for line in part)]) + "\n"

    def record(self, value: Mapping[str, Any], level: int = 2) -> Iterator[str]:
        """All that a mapping says, under headings from a level on."""
        facts = [(name, self._cell(one)) for name, one in value.items() if self._is_short(one)]
        if facts:
            yield from self._table(("", ""), facts)
        for name, one in value.items():
            if not self._is_short(one):
                yield from self._part(name, one, level)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
        """A table of short values."""
        yield from self._table(head, [tuple(map(self._cell, row)) for row in rows])

    def text(self, value: Any) -> str:
        """A text in the page's language, or a plain value."""
        if isinstance(value, Mapping):
            return str(value.get(self.language) or next(iter(value.values()), ""))
        return str(value)

    def _part(self, name: str, value: Any, level: int) -> Iterator[str]:
        yield f"{'#' * min(level, 6)} {name}\n"
        if _is_text(value):
            yield from (f"{_plain(part)}\n" for part in self.text(value).split("\n\n"))
        elif isinstance(value, Mapping):
            yield from self.record(value, level + 1)
        elif all(self._is_entry(one) for one in value):
            head = list(dict.fromkeys(key for one in value for key in one))
            yield from self._table(head, [[self._cell(one.get(key, "")) for key in head] for one in value])
        elif all(isinstance(one, Mapping) for one in value):
            for number, one in enumerate(value, 1):
                yield f"{'#' * min(level + 1, 6)} {number}. {_plain(self.text(one.get('title', name)))}\n"
                yield from self.record({key: of for key, of in one.items() if key != "title"}, level + 2)
        else:
            yield "\n".join(f"- {self._cell(one)}" for one in value) + "\n"

    def _is_short(self, value: Any) -> bool:
        if _is_text(value):
            text = self.text(value)
            return len(text) <= SHORT and "\n" not in text
        return not isinstance(value, Mapping | list)

    def _is_entry(self, value: Any) -> bool:
        return isinstance(value, Mapping) and not _is_text(value) and all(map(self._is_short, value.values()))

    def _cell(self, value: Any) -> str:
        if isinstance(value, str) and value in self.links:
            address, title = self.links[value]
            return f"[{_plain(self.text(title))}]({self.root}{address})"
        text = self.text(value)
        return f"[{_plain(text)}]({text})" if text.startswith("https://") else _plain(text)

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        lines = [head, ["---"] * len(head), *rows]
        yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _is_text(value: Any) -> bool:
    """Whether a value is a text in the languages, or one of them."""
    return isinstance(value, str) or isinstance(value, Mapping) and bool(value) and not set(value) - {"kk", "ru"}


def _plain(text: str) -> str:
    """The text on one line, none of its signs taken for markup."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _quoted(text: str) -> str:
    """A YAML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
