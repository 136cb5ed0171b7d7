"""One question: what is asked, how its answer is read, what may be chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from asking import words
from grantpages.desk.typed import Wrong, line
from grantpages.faults import quoted
from grantpages.problem import Message
from grantpages.wording import RUSSIAN_PLACES

NONE = "-"
"""The answer that leaves an optional field out."""
MOST_SHOWN = 20
LONGEST_LABEL = 60
LEAST_DIGITS = 4
"""A year may be a part of a name; a shorter number is one of the list, or a slip."""


@dataclass(frozen=True)
class Choice:
    """Something to choose. mark: what is typed for it. also: other names under which it is known."""

    mark: str
    id: str
    label: Message
    also: tuple[str, ...] = ()


class Narrowed(Exception):
    """What was typed fits several choices."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__(choices)
        self.choices = choices


@dataclass(frozen=True)
class Question:
    """A question. key: the name of its answer in files and options.

    default: the answer that an empty line gives; example: a right answer, shown where there is no default.
    optional: `-` and, without a default, an empty line leave the field out, and the answer is None.
    lead: what is said before it. choices: what a list offers; the answer is then an id.
    """

    key: str
    text: Message
    help: Message
    read: Callable[[str], Any] = line
    default: str = ""
    example: str = ""
    optional: bool = False
    lead: Message | None = None
    choices: tuple[Choice, ...] = ()

    def value(self, written: str) -> Any:
        """The value of an answer. Raises Wrong; Narrowed where it may be several things."""
        if self.optional and written.strip() in ("", NONE):
            return None
        if not self.choices:
            return self.read(written)
        return self.read(chosen(self.choices, written).id)

    def kept(self, written: str) -> str:
        """The answer as it is kept: of a choice its id, which does not change when a list grows."""
        return chosen(self.choices, written).id if self.choices and written.strip() != NONE else written.strip()


def numbered(options: Sequence[tuple[str, Message]]) -> tuple[Choice, ...]:
    """Choices under the numbers 1, 2, 3 …"""
    return tuple(Choice(str(number), id, label) for number, (id, label) in enumerate(options, 1))


def chosen(choices: Sequence[Choice], written: str) -> Choice:
    """The choice that is meant: its number, its id, its name or a part of it. Raises Wrong, Narrowed."""
    said = _bare(written)
    for names in (_ids, _marks, _labels):
        exact = [choice for choice in choices if said in map(_bare, names(choice))]
        if len(exact) == 1:
            return exact[0]
    part = said if any(letter.isalpha() for letter in said) or len(said) >= LEAST_DIGITS else ""
    near = [choice for choice in choices if part and any(part in _bare(name) for name in choice.label)]
    if len(near) == 1:
        return near[0]
    if near:
        raise Narrowed(near)
    listed = Message(*("; ".join(_short(choice, place) for choice in choices[:MOST_SHOWN]) for place in (0, 1)))
    raise Wrong(words.NOT_A_CHOICE.fill(found=quoted(written), choices=listed))


def _ids(choice: Choice) -> tuple[str, ...]:
    return (choice.id,)


def _marks(choice: Choice) -> tuple[str, ...]:
    return (choice.mark,)


def _labels(choice: Choice) -> tuple[str, ...]:
    return (*choice.label, *choice.also)


def _short(choice: Choice, place: int) -> str:
    label = choice.label[place]
    return f"{choice.mark} – {label[:LONGEST_LABEL]}{'…' if len(label) > LONGEST_LABEL else ''}"


def _bare(text: str) -> str:
    """What counts of a name: letters; a Kazakh one may be typed as the Russian one it resembles."""
    letters = "".join(RUSSIAN_PLACES.get(letter, letter) for letter in text.casefold())
    return " ".join(letters.split()).strip("«»\"“”'. ")
