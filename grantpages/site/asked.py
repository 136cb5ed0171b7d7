"""What is asked of the records while something is made: while the answers are the same, so is what was made.

The mappings of a build note who asks for what; only inside `Asked.during` anybody listens.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

Name = tuple[str, Hashable]
"""What was asked, and of what: `("projects", id)`; a mapping that was gone over as a whole is `("projects", EVERY)`."""
EVERY = ""
"""No id is empty."""
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Asked:
    """Notes questions."""

    def __init__(self) -> None:
        self._names: set[Name] | None = None

    def note(self, what: str, of: Hashable) -> None:
        """Something is asked."""
        if self._names is not None:
            self._names.add((what, of))

    @contextmanager
    def during(self) -> Iterator[set[Name]]:
        """Everything that is asked while this lasts. One at a time."""
        assert self._names is None
        names: set[Name] = set()
        self._names = names
        try:
            yield names
        finally:
            self._names = None


class Watched(Mapping[Key, Value]):
    """A mapping whose askers are noted, also of what is not there."""

    def __init__(self, what: str, held: Mapping[Key, Value], asked: Asked) -> None:
        self.what, self.held, self.asked = what, held, asked

    def __getitem__(self, key: Key) -> Value:
        self.asked.note(self.what, key)
        return self.held[key]

    def __contains__(self, key: object) -> bool:
        self.asked.note(self.what, key)
        return key in self.held

    def __iter__(self) -> Iterator[Key]:
        self.asked.note(self.what, EVERY)
        return iter(self.held)

    def __len__(self) -> int:
        self.asked.note(self.what, EVERY)
        return len(self.held)


class Counted(Generic[Value]):
    """A property that is counted once and notes whoever asks for it; its class has a field `asked`."""

    def __init__(self, count: Callable[[Any], Value]) -> None:
        self.count, self.__doc__ = count, count.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.what, self.name = owner.__name__, name

    def __get__(self, holder: Any, owner: type) -> Value:
        holder.asked.note(self.what, self.name)
        known: dict[str, Any] = holder.__dict__
        if (kept := f"_{self.name}") not in known:
            known[kept] = self.count(holder)
        value: Value = known[kept]
        return value
