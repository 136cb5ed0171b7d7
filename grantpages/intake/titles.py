"""The name of a project, printed beside its direction, in quotes that are not always closed."""

import re
from collections.abc import Sequence

from grantpages.intake.form import likeness, stems


def title_in(printed: str, direction: str) -> str:
    """The project's own name in a field that may name its direction, too: the last quotes that are not it."""
    quoted: Sequence[str] = re.findall(r"«([^«»]+)»?|\"([^\"]+)\"?", printed)
    names = ["".join(pair).strip() for pair in quoted]
    own = [name for name in names if likeness(stems(name), stems(direction)) < 0.75]
    if not own and names:
        rest = re.sub(r"«[^«»]*»?", " ", printed).strip(" ,.;")
        return rest if len(stems(rest)) > 3 else names[-1]
    title = own[-1] if own else printed.strip(" .;")
    return re.sub(r"\s+(?:әлеуметтік\s+)?жобасы$|^(?:социальный\s+)?проект\s+", "", title).strip()


def without_direction(printed: str, direction: str) -> str:
    """The field without the direction it names before the project."""
    rest = re.sub(
        r"«([^«»]+)»", lambda one: "" if likeness(stems(one[1]), stems(direction)) >= 0.75 else one[0], printed
    )
    return re.sub(r"^\W*(?:басым\s+бағыты?|приоритетное\s+направление)\b[\s,.:;–—-]*", "", rest, flags=re.I).strip(
        " ,;"
    )


def unquoted(text: str) -> str:
    """A title without the quotes around the whole of it and the word «project» beside them."""
    whole = re.fullmatch(
        r"[«\"]([^«»\"]+)[»\"]\s*(?:жобасы|проект)?\.?|(?:проект\s+)[«\"]([^«»\"]+)[»\"]\.?", text.strip()
    )
    return (whole[1] or whole[2]) if whole else text.strip()
