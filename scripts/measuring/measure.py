"""One measure of quality, and the built site that measures look at."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grantpages.problem import Message

Words = str | Message
"""What reads alike in both languages is written once."""


@dataclass(frozen=True)
class Measure:
    """What was measured. code: stable and unlike all others. held: None where it could not be run here.

    how: what was measured on how many things, or why it could not be; never absent where `held` is None.
    """

    code: str
    name: Message
    goal: Words
    reached: Words
    held: bool | None
    how: Message | None = None

    def __post_init__(self) -> None:
        if self.held is None and self.how is None:
            raise ValueError(self.code)


@dataclass(frozen=True)
class Site:
    """The site of the repository's own data, built for this run and served with gzip.

    root: its folder. address: where it is served, ending in `/`; the site was built for it. tools: the folder for
    tools that are installed on demand, see `measuring.tools`. tell: says in the reader's language how far the work is.
    """

    root: Path
    address: str
    tools: Path
    tell: Callable[[Message], None]


class Unavailable(Exception):
    """A tool that cannot be had here; `message` says which and why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message
