"""What each rule says, in both languages: `entries/<kind>.yml`, an entry for each code."""

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic_core import to_json

from grantpages.checks.finding import Finding, Value
from grantpages.model import Shape, Text
from grantpages.problem import LANGUAGES, Language, Message, Severity
from grantpages.wording import long_date, number_text, plain
from grantpages.yamlfile import read_document

FOLDER = Path(__file__).parent / "entries"


class Entry(Shape):
    """A rule's severity and words.

    title: what the rule holds. message: what was found, `{names}` are the finding's values. meaning,
    source, remedy: what it means, the law or form it comes from, how to resolve it.
    """

    severity: Severity
    title: Text
    message: Text
    meaning: Text
    source: Text
    remedy: Text


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every entry by its code, in the order of the files. A faulty file is a bug and raises."""
    entries: dict[str, Entry] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        document = read_document(path, path.name)
        assert not document.problems, document.problems
        for code, entry in document.value.items():
            assert code not in entries, code
            entries[code] = Entry.model_validate_json(to_json(entry))
    return entries


def severity_of(finding: Finding) -> Severity:
    """How grave a finding is: an error cannot be published, a warning is shown to all, a notice to the officer."""
    return catalogue()[finding.code].severity


def message_of(finding: Finding) -> Message:
    """The finding's message, numbers and dates as each language writes them."""
    return Message(*(said_of(finding, language) for language in LANGUAGES))


def said_of(finding: Finding, language: Language) -> str:
    """The finding's message in one language."""
    entry = catalogue()[finding.code]
    return plain(entry.message, language).format(**_said(finding.values, language))


def _said(values: Mapping[str, Value], language: Language) -> dict[str, str]:
    return {name: _as_text(value, language) for name, value in values.items()}


def _as_text(value: Value, language: Language) -> str:
    if isinstance(value, datetime.date):
        return long_date(value, language)
    if isinstance(value, int):
        return number_text(value)
    return value if isinstance(value, str) else str(getattr(value, language))
