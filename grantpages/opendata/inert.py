"""Text that a spreadsheet shows and never computes.

A spreadsheet takes a cell that begins with one of these characters for a formula (OWASP ASVS 1.2.10),
and where its list separator is a semicolon, as in Kazakhstan, it parts a comma-separated line in the
middle of a text. So an apostrophe is put before such a character at the start of a text and after
each semicolon, tab and line break. `revived` takes it away again: no text is changed for good.
"""

import re
from functools import lru_cache

TRIGGERS = "=+\\-@\t\r\n\0＝＋－＠"
"""Signs that a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""
_START = f"(?:^|(?<=[;\t\r\n]))(?='*[{TRIGGERS}])"
_ALIVE = re.compile(_START)
_INERT = re.compile(f"(?:^|(?<=[;\t\r\n]))'(?='*[{TRIGGERS}])")
_FIRST = frozenset("=+-@\t\r\n\0＝＋－＠'")


SHORT = 64
"""Characters of a text of which is remembered what it becomes: long ones seldom come twice, and weigh much."""


def inert(text: str) -> str:
    """The text with an apostrophe before everything that a spreadsheet might compute."""
    return _short(text) if len(text) <= SHORT else _inert(text)


def _inert(text: str) -> str:
    if text[:1] in _FIRST or ";" in text or "\n" in text or "\t" in text or "\r" in text:
        return _ALIVE.sub("'", text)
    return text


_short = lru_cache(maxsize=8_192)(_inert)


def revived(text: str) -> str:
    """The text that `inert` was given."""
    return _INERT.sub("", text)
