"""What organizations, competitions and reports give to the open data: made again only of records that changed.

As projects are, they are dealt into groups, each known as a whole and made by one process.
"""

import secrets
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grantpages.load import Dataset
from grantpages.opendata.basis import Grounds, Key
from grantpages.opendata.pieces import sheaf_of
from grantpages.opendata.records import file_of, write_record
from grantpages.site.kept import Gift, PieceFile, is_of_size
from grantpages.site.keys import Keys
from grantpages.site.made import Before, GroupBefore, Memory, seen
from grantpages.site.pour import Work
from grantpages.site.shelf import OTHERS
from grantpages.spool import read_piece

DEALT = 64
"""Groups, at most."""


class OtherGroup(NamedTuple):
    """Records that are made together."""

    name: str
    records: Sequence[Key]


class OthersMade(NamedTuple):
    """What came of a group: what each of its records gives, in their order, and the file of their pieces."""

    gifts: Sequence[Gift]
    pieces: Path


def other_groups(dataset: Dataset) -> list[OtherGroup]:
    """Every record but the projects in one group."""
    dealt: dict[int, list[Key]] = {}
    for key in ((kind, id) for kind in OTHERS for id in getattr(dataset, kind)):
        dealt.setdefault(zlib.crc32(_name(key).encode()) % DEALT, []).append(key)
    return [OtherGroup(f"others-{number}", dealt[number]) for number in sorted(dealt)]


class OtherWork:
    """Makes groups. folder, memory: see `GroupWork`."""

    def __init__(self, work: Work, folder: Path, keys: Keys, memory: Memory | None = None) -> None:
        self.work, self.folder, self.keys, self.memory = work, folder, keys, memory
        self.grounds = Grounds(work.dataset, work.library.ledger, work.address)

    def make(self, group: OtherGroup) -> OthersMade:
        """Write the file of each record, unless it would be the same again."""
        before = self.memory.recall(group.name) if self.memory else GroupBefore()
        same = self._same(group, before)
        if len(same) < len(group.records) or len(same) < len(before.projects):
            before = self._made(group, before, same)
        gifts = [before.projects[_name(key)].given for key in group.records]
        return OthersMade(gifts, self.folder / before.pieces[0])

    def _same(self, group: OtherGroup, before: GroupBefore) -> dict[Key, Before]:
        name, size = before.pieces
        if not name or not is_of_size(self.folder / name, size):
            return {}
        known = ((key, before.projects.get(_name(key))) for key in group.records)
        site, mark = self.work.site, self.keys.other
        return {key: was for key, was in known if was and was.key == mark(*key, was.links) and was.is_there(site)}

    def _made(self, group: OtherGroup, before: GroupBefore, same: Mapping[Key, Before]) -> GroupBefore:
        pieces, old = PieceFile(self.folder / f"{group.name}.{secrets.token_hex(4)}"), self.folder / before.pieces[0]
        records = {}
        for key in group.records:
            if was := same.get(key):
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
        links = [citation.identity.key for citation in subject.cited]
        return Before(self.keys.other(*key, links), [seen(self.work.site, file_of(*key))], links, tuple(gift))


def _name(key: Key) -> str:
    return "/".join(key)
