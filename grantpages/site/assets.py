"""The site's style sheets and scripts: one file of each, whose name changes with what is in it.

A browser then keeps them for ever and asks for none of them twice. Fonts carry their content in the query of their
address, so that their files keep the names by which `sharecard` finds them.
"""

import hashlib
import re
from collections.abc import Callable, Iterable

_STRING = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(rf"({_STRING})|\s*([{{}};,])\s*|\s+")
_FONT = re.compile(r"url\((fonts/[\w.-]+)\)")
_LINE = re.compile(r"^[ \t]*//.*\n|^[ \t]+|^\n", re.MULTILINE)


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
