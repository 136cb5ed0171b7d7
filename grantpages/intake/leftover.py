"""The list of what no record holds: lines without a place, the form's own words, page furniture, hidden contacts."""

from collections.abc import Iterable, Mapping, Sequence

from grantpages.intake import words
from grantpages.intake.accounting import Account, head_lines
from grantpages.intake.desk import Desk
from grantpages.intake.source import Paragraph
from grantpages.problem import Message


def leftover(desk: Desk, account: Account, forms: Sequence[Paragraph]) -> str:
    """The list as Markdown, in the document's language."""
    lines = desk.source.lines
    shown = {line: lines[line] for line in head_lines(desk) if line in lines}
    shown |= {label.line: desk.public(label.text) for label in forms}
    parts = [f"# {desk.say(words.UNPLACED_TITLE)}", ""]
    parts += [desk.say(words.UNPLACED_HELP if account.unplaced else words.UNPLACED_NONE), ""]
    parts += _listed(account.unplaced, lines)
    parts += _section(desk, words.PARTLY_TITLE, {line: lines[line] for line in account.partly})
    parts += _section(desk, words.HIDDEN_TITLE, {line: lines[line] for line in account.hidden if line in lines})
    parts += _section(desk, words.FORM_TITLE, dict(sorted(shown.items())))
    furniture = {line: lines[line] for line in sorted(desk.source.furniture) if line in lines}
    parts += _section(desk, words.FURNITURE_TITLE, furniture)
    return "\n".join(parts).rstrip() + "\n"


def _section(desk: Desk, title: Message, shown: Mapping[int, str]) -> list[str]:
    return ["", f"## {desk.say(title)}", "", *_listed(shown, shown)] if shown else []


def _listed(numbers: Iterable[int], lines: Mapping[int, str]) -> list[str]:
    return [f"- {number}: {' '.join(lines[number].split())}" for number in numbers if number in lines]
