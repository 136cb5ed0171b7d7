"""What a page shows of a terminal against what the terminal showed.

On the page `…` stands for any part of a line, and alone on a line for any number of lines. Empty lines do not count.
"""

import difflib
import re

ANY = "…"


def agrees(shown: str, screen: str) -> bool:
    """Whether the screen is what the page shows, from its first line to its last."""
    patterns = ["(?:.*\n)*?" if line == ANY else pattern(line) + "\n" for line in lines_of(shown)]
    return re.fullmatch("".join(patterns), "".join(f"{line}\n" for line in lines_of(screen))) is not None


def pattern(line: str) -> str:
    """A regular expression of a line of the page."""
    return ".*".join(map(re.escape, line.split(ANY)))


def difference(shown: str, screen: str) -> str:
    """What to mend: `-` the page, `+` the terminal."""
    return "\n".join(difflib.unified_diff(lines_of(shown), lines_of(screen), "page", "terminal", lineterm=""))


def lines_of(text: str) -> list[str]:
    """The lines that count."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]
