"""What differs between two versions of a record: the fields, each with what it was and what it is."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Plain = str | int | bool
"""A value without parts."""
Step = str | int
"""A field's name, or the place of an item in its list, counted from 1, in the version that has it (the newer first)."""
NAMES = ("id", "number", "url", "code", "file")
"""By which of its fields an item of a list is known again, though it stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field. old, new: None where the version does not have it."""

    path: tuple[Step, ...]
    old: Plain | None
    new: Plain | None


def changes(old: Any, new: Any, path: tuple[Step, ...] = ()) -> Iterator[Change]:
    """Every plain value that differs, in the order of the newer version."""
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        yield from _of_mappings(old, new, path)
    elif isinstance(old, list) or isinstance(new, list):
        yield from _of_lists(old, new, path)
    elif type(old) is not type(new) or old != new:
        yield Change(path, old, new)


def _of_mappings(old: Any, new: Any, path: tuple[Step, ...]) -> Iterator[Change]:
    before, after = (side if isinstance(side, Mapping) else {} for side in (old, new))
    for plain, other in ((old, before), (new, after)):
        if plain is not None and plain is not other:  # a text became a pair, or the reverse
            yield Change(path, plain if plain is old else None, plain if plain is new else None)
    for name in dict.fromkeys((*after, *before)):
        yield from changes(before.get(name), after.get(name), (*path, str(name)))


def _of_lists(old: Any, new: Any, path: tuple[Step, ...]) -> Iterator[Change]:
    before, after = (_known(side) if isinstance(side, list) else {} for side in (old, new))
    for name in dict.fromkeys((*after, *before)):
        place, item = after.get(name, (None, None))
        was_place, was = before.get(name, (None, None))
        yield from changes(was, item, (*path, place or was_place or 1))


def _known(items: list[Any]) -> dict[Hashable, tuple[int, Any]]:
    """Each item with its place, under what it is known by: an id or number of its own, its title, or its place."""
    counted = Counter(_name(item) for item in items)
    found: dict[Hashable, tuple[int, Any]] = {}
    for place, item in enumerate(items, 1):
        name = _name(item)
        found[name if name is not None and counted[name] == 1 else ("place", place)] = place, item
    return found


def _name(item: Any) -> Hashable:
    if not isinstance(item, Mapping):
        return ("value", item) if isinstance(item, Plain) else None
    for field in NAMES:
        if isinstance(item.get(field), Plain):
            return field, item[field]
    title = item.get("title")
    return ("title", title["kk"]) if isinstance(title, Mapping) and isinstance(title.get("kk"), str) else None
