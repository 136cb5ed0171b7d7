"""The site's style sheets and scripts: one file of each, whose name changes with what is in it.

A browser then keeps them for ever and asks for none of them twice. Fonts carry their content in the query of their
address, so that their files keep the names by which `sharecard` finds them.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

_STRING = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(rf"({_STRING})|\s*([{{}};,])\s*|\s+")
_FONT = re.compile(r"url\((fonts/[\w.-]+)\)")
_LINE = re.compile(r"^[ \t]*//.*\n|^[ \t]+|^\n", re.MULTILINE)


FIRST, BARE = "assets/theme.js", "assets/bare.css"
"""The script that runs before a page is drawn, and the style of the pages outside the theme."""


def put_together(docs: Path, styles: Iterable[str], scripts: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """(addresses, files) of one style sheet and two scripts made of all there are.

    docs: the folder of the sources. styles, scripts: their names in it, in order. The addresses are by the short names
    that the frame of a page asks for; the files are texts by address, with the sheet that keeps its own.
    """

    def read(names: Iterable[str]) -> list[str]:
        return [(docs / name).read_text(encoding="utf-8") for name in names]

    def font(name: str) -> bytes:
        return (docs / "assets" / name).read_bytes()

    made = {"site.css": sheet(read(styles), font), "site.js": script(read(scripts)), "theme.js": script(read([FIRST]))}
    names = {name: named("assets/", name, content) for name, content in made.items()}
    return names, {names[name]: content for name, content in made.items()} | {BARE: sheet(read([BARE]), font)}


def named(folder: str, name: str, content: str) -> str:
    """The address of a file whose name tells its content: `assets/`, `site.css` → `assets/site.0a1b2c3d.css`."""
    stem, _, form = name.rpartition(".")
    return f"{folder}{stem}.{digest(content.encode())}.{form}"


def digest(content: bytes) -> str:
    """Eight letters that change with the content."""
    return hashlib.sha256(content).hexdigest()[:8]


def sheet(sources: Iterable[str], font: Callable[[str], bytes]) -> str:
    """Style sheets as one, without comments and spare space. font: the content of a font by its address in them."""
    css = "".join(_SPACE.sub(_space, _COMMENT.sub(lambda found: found[1] or "", text)).strip() for text in sources)
    return _FONT.sub(lambda found: f"url({found[1]}?{digest(font(found[1]))})", css.replace(";}", "}")) + "\n"


def _space(found: re.Match[str]) -> str:
    return found[1] or found[2] or " "


def script(sources: Iterable[str]) -> str:
    """Scripts as one, each in a scope of its own, without the lines that are comments."""
    return "".join(f"{{\n{_LINE.sub('', text)}\n}}\n" for text in sources)
