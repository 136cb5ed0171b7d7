"""What organizations, competitions and reports give to the open data: made again only of records that changed.

As projects are, they are dealt into groups, each known as a whole and made by one process.
"""

import secrets
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from grantpages.opendata.basis import Grounds, Key
from grantpages.opendata.pieces import sheaf_of
from grantpages.opendata.records import file_of, write_record
from grantpages.site.kept import Gift, PieceFile, is_of_size
from grantpages.site.keys import Keys
from grantpages.site.made import Before, GroupBefore, Memory, seen
from grantpages.site.pour import Work
from grantpages.spool import read_piece

DEALT = 64
"""Groups, at most."""


class OtherGroup(NamedTuple):
    """Records that are made together."""

    name: str
    keys: Sequence[Key]


class OthersMade(NamedTuple):
    """What came of a group: what each of its records gives, in their order, and the file of their pieces."""

    gifts: Sequence[Gift]
    pieces: Path


def other_groups(keys: Iterable[Key]) -> list[OtherGroup]:
    """Every record in one group."""
    dealt: dict[int, list[Key]] = {}
    for one in keys:
        dealt.setdefault(zlib.crc32(_name(one).encode()) % DEALT, []).append(one)
    return [OtherGroup(f"others-{number}", dealt[number]) for number in sorted(dealt)]


class OtherWork:
    """Makes groups. folder, memory, version: see `GroupWork`."""

    def __init__(self, work: Work, folder: Path, memory: Memory | None = None, version: bytes = b"") -> None:
        self.work, self.folder, self.memory = work, folder, memory
        self.keys, self.grounds = Keys(work, version), Grounds(work.dataset, work.library.ledger, work.address)

    def make(self, group: OtherGroup) -> OthersMade:
        """Write the file of each record, unless it would be the same again."""
        before = self.memory.recall(group.name) if self.memory else GroupBefore()
        same = self._same(group, before)
        if len(same) < len(group.keys) or len(same) < len(before.projects):
            before = self._made(group, before, same)
        gifts = [before.projects[_name(one)].given for one in group.keys]
        return OthersMade(gifts, self.folder / before.pieces[0])

    def _same(self, group: OtherGroup, before: GroupBefore) -> dict[str, Before]:
        name, size = before.pieces
        if not name or not is_of_size(self.folder / name, size):
            return {}
        known = ((one, before.projects.get(_name(one))) for one in group.keys)
        site = self.work.site
        return {_name(one): was for one, was in known if was and was.key == self._key(one) and was.is_there(site)}

    def _key(self, key: Key) -> bytes:
        cited = self.work.library.other(*key).cited
        return self.keys.other(*key, (citation.identity.key for citation in cited))

    def _made(self, group: OtherGroup, before: GroupBefore, same: dict[str, Before]) -> GroupBefore:
        pieces, old = PieceFile(self.folder / f"{group.name}.{secrets.token_hex(4)}"), self.folder / before.pieces[0]
        records = {}
        for key in group.keys:
            if was := same.get(_name(key)):
                places = {name: pieces.put(read_piece(old, place)) for name, place in was.given.places.items()}
                records[_name(key)] = was._replace(gift=tuple(was.given._replace(places=places)))
            else:
                records[_name(key)] = self._record(key, pieces)
        made = GroupBefore((pieces.path.name, pieces.close()), records)
        if self.memory:
            self.memory.keep(group.name, made)
        return made

    def _record(self, key: Key, pieces: PieceFile) -> Before:
        subject = self.work.library.other(*key)
        write_record(self.work.site, self.grounds, subject)
        sheaf = sheaf_of(self.grounds, subject)
        gift = Gift(_name(key), (), sheaf.facts, pieces.put_all(sheaf.pieces), {})
        return Before(self._key(key), [seen(self.work.site, file_of(*key))], gift=tuple(gift))


def _name(key: Key) -> str:
    return "/".join(key)
