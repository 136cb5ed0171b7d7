"""What is wrong with the data, where, and how to mend it, in Kazakh and in Russian."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "notice"]
"""`error`: cannot be published; `warning`: the public sees it; `notice`: the officer sees it."""
Language = Literal["kk", "ru"]
"""The languages of every text a person reads: Kazakh, the authentic one, and Russian (ISO 639-1)."""
LANGUAGES: tuple[Language, ...] = ("kk", "ru")
"""All of `Language`, the authentic one first."""


class Message(NamedTuple):
    """One message in both languages."""

    kk: str
    ru: str

    def fill(self, **values: object) -> "Message":
        """The message with its `{names}` replaced; a value may itself be a message."""
        return Message(*(text.format(**_in(index, values)) for index, text in enumerate(self)))


def _in(language: int, values: dict[str, object]) -> dict[str, object]:
    return {name: value[language] if isinstance(value, Message) else value for name, value in values.items()}


@dataclass(frozen=True, order=True)
class Problem:
    """One located problem. `line` counts from 1; `field` is a dotted path, empty for the whole file."""

    file: str
    line: int
    field: str
    code: str
    message: Message
    severity: Severity = "error"

    def text(self, language: Language) -> str:
        """`file:line: field: message`, or `file:line: message` where no field is meant."""
        place = f"{self.file}:{self.line}: "
        return f"{place}{self.field + ': ' if self.field else ''}{getattr(self.message, language)}"
