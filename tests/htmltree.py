"""A page as a tree, with what the tests ask of it. A page that is not well nested is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template"}
INLINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """An attribute's value, empty where it is absent."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> set[str]:
        return set(self["class"].split())

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", kind: str = "", **attributes: str) -> list[Element]:
        """Everything below with this tag, this class and these attributes."""
        return [
            element
            for element in self.walk()
            if element is not self
            and (not tag or element.tag == tag)
            and (not kind or kind in element.classes)
            and all(element[name] == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", kind: str = "", **attributes: str) -> Element:
        """The only such element; a page with none or several fails the test."""
        found = self.all(tag, kind, **attributes)
        assert len(found) == 1, f"{len(found)} × <{tag} class={kind} {attributes}>"
        return found[0]

    @cached_property
    def ids(self) -> dict[str, Element]:
        """Elements by id; an id that stands twice fails the test."""
        found: dict[str, Element] = {}
        for element in self.walk():
            if element["id"]:
                assert element["id"] not in found, f"id {element['id']} stands twice"
                found[element["id"]] = element
        return found

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Every piece of text a reader can meet, with the element around it."""
        for child in self.children:
            if isinstance(child, str):
                yield self, child
            elif child.tag not in SILENT:
                yield from child.texts()

    @property
    def text(self) -> str:
        """The text as read: block elements part words, white space is one space."""
        return squeeze("".join(self._pieces()))

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in SILENT:
                edge = "" if child.tag in INLINE else " "
                yield edge
                yield from child._pieces()
                yield edge

    def inherited(self, name: str) -> str:
        """The attribute's value here or at the nearest element around that has it."""
        element: Element | None = self
        while element is not None:
            if name in element.attributes:
                return element[name]
            element = element.parent
        return ""

    def after(self, tag: str) -> Element:
        """The first element of this tag that follows this one in the document."""
        root = self
        while root.parent is not None:
            root = root.parent
        elements = list(root.walk())
        place = next(index for index, element in enumerate(elements) if element is self)
        return next(element for element in elements[place + 1 :] if element.tag == tag)

    def rows(self) -> list[list[str]]:
        """A table's rows as the texts of their cells, head and foot included."""
        return [[cell.text for cell in row.walk() if cell.tag in {"th", "td"}] for row in self.all("tr")]

    def facts(self) -> dict[str, str]:
        """A description list's terms with their texts."""
        return {box.one("dt").text: box.one("dd").text for box in self.all("div") if box.all("dt")}


def squeeze(text: str) -> str:
    """White space of every kind is one space."""
    return re.sub(r"\s+", " ", text).strip()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("document")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.open))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.tag == tag, f"line {self.getpos()[0]}: </{tag}> closes <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def parse(html: str) -> Element:
    """The document's root element."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open is builder.root, f"<{builder.open.tag}> is not closed"
    return builder.root
