"""What a file holds and what it is to hold, as a person compares them."""

import difflib
from collections.abc import Iterator


def difference(name: str, before: str, after: str) -> str:
    """The lines that go (-) and come (+), with two lines around each place."""
    return "\n".join(_lines(name, before, after))


def _lines(name: str, before: str, after: str) -> Iterator[str]:
    yield name
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    for line in list(lines)[2:]:
        yield f"  {'…' if line.startswith('@@') else line}"
