"""What is known of packs that were made before: what is the same again is neither read nor deflated."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from grantpages.store import Store, digest

Seen = tuple[int, int]
"""How a file is recognized: its size in bytes, its time of writing in nanoseconds."""
NOT_THERE: Seen = (0, 0)
"""Of a file that is not there."""
_STATES = b"all of them"


class Member(NamedTuple):
    """A file in a pack. seen: of the site's file when it was packed; `NOT_THERE` of what only packs have.

    sha256: in hexadecimal. packed, begin: how many bytes it takes in the pack, and where they begin.
    """

    name: str
    seen: Seen
    sha256: str
    size: int
    crc: int
    packed: int
    begin: int


class Pack(NamedTuple):
    """A pack."""

    seen: Seen = NOT_THERE
    members: Sequence[Member] = ()

    @property
    def by_name(self) -> Mapping[str, Member]:
        """Its files."""
        return {member.name: member for member in self.members}

    @property
    def sums(self) -> list[tuple[str, str]]:
        """By what two packs are the same: names and sums of their files, in their order."""
        return [(member.name, member.sha256) for member in self.members]


def states(store: Store | None) -> Mapping[str, bytes]:
    """Of every competition a digest of all that its pack was made from, when it was whole, and of the pack."""
    return store and store.get(_STATES) or {}


def keep_states(store: Store | None, found: Mapping[str, bytes]) -> None:
    """Know them from now on, and no other pack."""
    if store:
        store.put(_STATES, dict(found))
        store.prune(len(found) + 1)


def recall(store: Store | None, call: str, now: Seen) -> Pack:
    """What is known of a pack that is still as it was made; nothing of any other. now: how it is recognized."""
    kept = store.get(digest(call.encode())) if store and now != NOT_THERE else None
    if not kept or tuple(kept[0]) != now:
        return Pack()
    return Pack(kept[0], [Member(*member) for member in kept[1]])


def keep(store: Store | None, call: str, pack: Pack) -> None:
    """Know it from now on."""
    if store:
        store.put(digest(call.encode()), (pack.seen, [tuple(member) for member in pack.members]))


def seen(site: str, inside: str) -> Seen:
    """How a file of a site is recognized now."""
    try:
        status = os.stat(f"{site}/{inside}")
    except OSError:
        return NOT_THERE
    return (status.st_size, status.st_mtime_ns)
