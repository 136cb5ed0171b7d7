"""An HTML page as far as signs look into it: its title and headings, its metas, its classes, what a reader sees.

A hostile page must not cost more than a long one: every pattern here stops at the next `<`, so that
reading is linear in the page's length. (`html.parser` before Python 3.11.14 is not.) What a page
says inside comments, scripts, styles and `noscript` is not seen.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

UNSEEN = re.compile(r"<(?:!--|(script|style|noscript|template)\b([^<>]*+)>)", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)(?:((?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+)>|([^<>]*+)>)")
ATTRIBUTE = re.compile(r"(?:^|(?<=[\s\"'/]))([^\s=>\"'/]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++))")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
HEADINGS = frozenset(("title", "h1"))
LONGEST_HEADING = 500
"""Letters of a title or heading that signs look at."""
MOST_SPANS = 50
"""Of one class, so many elements are looked into."""


@dataclass
class Page:
    """`named`: `title`, `h1` and `heading` (both, a line each), `refresh`, and every meta by its name, `.` for `:`.

    `scripts`: what stands in a script, by the script's id. `text`: what a reader sees, the title left out.
    """

    named: dict[str, str] = field(default_factory=dict)
    scripts: dict[str, str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The words a reader sees, one space between."""
        return " ".join("".join(self.pieces).split())

    def of_class(self, name: str) -> list[str]:
        """The text of each element of a class; empty texts too."""
        spans = self.spans.get(name, [])[:MOST_SPANS]
        return [" ".join("".join(self.pieces[start:end]).split()) for start, end in spans]


def read_page(html: str) -> Page:
    """Read a page of any quality. Never raises."""
    page = Page()
    reader = _Reader(page)
    markup = _seen(html, page.scripts)
    last = 0
    for tag in TAG.finditer(markup):
        reader.words(markup[last : tag.start()])
        reader.tag(bool(tag[1]), tag[2].lower(), tag[3] or tag[4] or "")
        last = tag.end()
    reader.words(markup[last:])
    reader.finish()
    return page


def _seen(html: str, scripts: dict[str, str]) -> str:
    """The page without what a reader never sees; the scripts that have an id go to `scripts`."""
    kept, at = [], 0
    while opening := UNSEEN.search(html, at):
        kept.append(html[at : opening.start()])
        closing = re.compile(f"</{opening[1]}" if opening[1] else "-->", re.IGNORECASE).search(html, opening.end())
        if closing is None:  # as browsers do: it swallows the rest
            return " ".join(kept)
        id = _attributes(opening[2] or "").get("id")
        if id:
            scripts.setdefault(id, html[opening.end() : closing.start()])
        at = closing.end() if opening[1] is None else html.find(">", closing.end()) + 1 or len(html)
    return " ".join((*kept, html[at:]))


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


@dataclass
class _Reader:
    """Which elements are open while a page is read."""

    page: Page
    open: list[tuple[str, list[str], int]] = field(default_factory=list)
    depth: Counter[str] = field(default_factory=Counter)
    heading: list[str] = field(default_factory=list)

    def words(self, text: str) -> None:
        if self.depth["title"]:
            self.heading.append(unescape(text))
            return
        if self.depth["h1"]:
            self.heading.append(unescape(text))
        self.page.pieces.append(unescape(text))

    def tag(self, closes: bool, name: str, text: str) -> None:
        self.page.pieces.append(" ")
        if closes:
            self._close(name)
            return
        attributes = _attributes(text) if "=" in text else {}
        if name == "meta":
            self._meta(attributes)
        if name in HEADINGS and not self.depth[name]:
            self.heading = []
        if name not in VOID and not text.endswith("/"):
            self.open.append((name, attributes.get("class", "").split(), len(self.page.pieces)))
            self.depth[name] += 1
        else:
            self._note(attributes.get("class", "").split(), len(self.page.pieces))

    def _meta(self, attributes: dict[str, str]) -> None:
        name = attributes.get("property") or attributes.get("name") or ""
        if attributes.get("http-equiv", "").lower() == "refresh":
            name = "refresh"
        if name:
            self.page.named.setdefault(name.lower().replace(":", "."), attributes.get("content", ""))

    def _close(self, name: str) -> None:
        while self.depth[name]:
            inner, classes, start = self.open.pop()
            self.depth[inner] -= 1
            self._note(classes, start)
            if inner in HEADINGS and not self.depth[inner]:
                self._head(inner)
            if inner == name:
                break

    def _head(self, name: str) -> None:
        text = " ".join("".join(self.heading).split())[:LONGEST_HEADING]
        self.page.named.setdefault(name, text)
        before = self.page.named.get("heading", "")
        if len(before) < LONGEST_HEADING:
            self.page.named["heading"] = f"{before}\n{text}".lstrip("\n")

    def _note(self, classes: list[str], start: int) -> None:
        for name in classes:
            self.page.spans.setdefault(name, []).append((start, len(self.page.pieces)))

    def finish(self) -> None:
        for _, classes, start in self.open:
            self._note(classes, start)
