"""The shell: a page of the theme with marks in place of everything a record supplies.

MkDocs renders one shell for each language and page depth; pouring a record into it costs a
join of strings (design §4), so data never passes through Markdown.
"""

import re
from dataclasses import dataclass
from html import escape

ADDRESS, TITLE, DESCRIPTION, BODY = "gp-address", "gp-title-mark", "gp-description-mark", "gp-body-mark"
HEAD = "gp-head-mark"
"""Stands where the theme's template for a shell puts it (docs/overrides/main.html)."""
DEPTHS = (1, 2, 3, 4, 5)
"""How many folders below its language's root a page may stand."""
_MARKS = re.compile(
    f"(?P<address>(?:{ADDRESS}/)+)|(?P<title>{TITLE})|(?P<description>{DESCRIPTION})|(?P<body><p>{BODY}</p>|{BODY})"
    f"|(?P<head>{HEAD})"
)
_SECTION = re.compile(r' data-section="([a-z]+)"')


def source(depth: int) -> str:
    """The Markdown of the shell page at a depth: marks, and no contents of its own."""
    return f"---\ntitle: {TITLE}\ndescription: {DESCRIPTION}\nhide: [navigation, toc]\nshell: {depth}\n---\n{BODY}\n"


def address(depth: int) -> str:
    """The address that stands for any page `depth` folders below the language's root."""
    return f"{ADDRESS}/" * depth


@dataclass(frozen=True)
class Shell:
    """Pieces of a rendered page: text at even places, names of marks at odd ones."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, html: str, section: str = "") -> "Shell":
        """Cut a rendered shell at its marks; links of `section` are marked as the current one."""
        html = _SECTION.sub(lambda match: ' aria-current="page"' if match[1] == section else "", html)
        pieces, last = [], 0
        for match in _MARKS.finditer(html):
            pieces += [html[last : match.start()], str(match.lastgroup)]
            last = match.end()
        return cls((*pieces, html[last:]))

    def pour(self, *, address: str, title: str, description: str, body: str, head: str = "") -> str:
        """The finished page. Title and description are plain text and escaped here; body and head are HTML."""
        values = {"address": address, "title": escape(title), "description": escape(description)}
        values |= {"body": body, "head": head}
        parts = list(self.pieces)
        parts[1::2] = [values[name] for name in self.pieces[1::2]]
        return "".join(parts)
