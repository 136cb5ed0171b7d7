"""The list of what no record holds: lines without a place, the form's own words, page furniture, hidden contacts."""

from collections.abc import Iterable, Mapping, Sequence

from grantpages.intake import words
from grantpages.intake.desk import Desk
from grantpages.intake.source import Paragraph, Table
from grantpages.problem import Message


def leftover(desk: Desk, forms: Sequence[Paragraph]) -> str:
    """The list as Markdown, in the document's language."""
    lines, furniture = desk.source.lines, set(desk.source.furniture)
    labels = {line: label.text for label in forms for line in reversed(label.lines)}
    missing = [line for line in lines if line not in desk.placed and line not in labels and line not in furniture]
    missing += sorted(desk.hidden & set(desk.placed))
    shown = {line: lines[line] for line in _table_heads(desk) if line in lines}
    shown |= {label.line: desk.public(label.text) for label in forms}
    parts = [f"# {desk.say(words.UNPLACED_TITLE)}", ""]
    parts += (
        [desk.say(words.UNPLACED_HELP), "", *_listed(missing, lines)] if missing else [desk.say(words.UNPLACED_NONE)]
    )
    parts += _section(desk, words.FORM_TITLE, dict(sorted(shown.items())))
    parts += _section(desk, words.FURNITURE_TITLE, {line: lines[line] for line in sorted(furniture) if line in lines})
    return "\n".join(parts) + "\n"


def _section(desk: Desk, title: Message, shown: Mapping[int, str]) -> list[str]:
    return ["", f"## {desk.say(title)}", "", *_listed(shown, shown)] if shown else []


def _listed(numbers: Iterable[int], lines: Mapping[int, str]) -> list[str]:
    return [f"- {number}: {' '.join(lines[number].split())}" for number in numbers if number in lines]


def _table_heads(desk: Desk) -> set[int]:
    """Lines of the tables' headings, which are the form's words."""
    tables = (block for block in desk.source.blocks if isinstance(block, Table))
    return {line for table in tables for line in table.rows[0].lines}
