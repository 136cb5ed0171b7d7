"""A whole folder read and audited: with little memory, side by side, and from the second time on only what changed.

Each project is read, audited and let go; only what other records ask of it is kept. Files are dealt into drawers by
their ids: a drawer is done by one process at a time, and kept in the store as a whole.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from grantpages.checks.amendment import Amendment, Before, FarReaching
from grantpages.checks.atrest import PARTS, Records, Spooled, dataset_at_rest
from grantpages.checks.drawer import Told, Way
from grantpages.checks.rounds import DRAWERS, Key, Rounds, basis_of
from grantpages.checks.sheet import Sheet
from grantpages.load import SINGLES, CannotRead, Dataset, Folder, Read, no_collection
from grantpages.problem import Problem, Severity
from grantpages.spool import Pieces, Place, Spool
from grantpages.stamps import Stamps
from grantpages.store import Store, digest

SPREAD_FROM = 60  # files to be read; below, a second process costs more than it brings
KEPT = 4
"""Entries of the store that are left, by what one run uses."""
TOGETHER = 1024
"""Files of which something is kept in one entry: all of it at once would weigh several times what it does."""


@dataclass(frozen=True)
class Wish:
    """What a survey is for.

    shows: the severities whose findings are told one by one. tell: makes of a file's name and of what was found in it
    what is to be kept; told_as names that way of telling. processes: how many
    may work. store: where results are kept for the next time.
    """

    today: datetime.date
    shows: frozenset[Severity]
    tell: Callable[[str, Sheet], bytes]
    told_as: str
    processes: int = 1
    store: Store | None = None


@dataclass(frozen=True)
class Survey:
    """What was found. problems: the loader's; where there are any there is no audit and no dataset.

    counts: of all findings. told: what `Wish.tell` made, by file and in the order of the files, of those with findings
    that are shown. marks: of each public file, by kind and id, a digest of what it held. may_wait: whether any record
    says that it is a draft or when it may be seen.
    """

    problems: Sequence[Problem]
    gather: Callable[[], Dataset | None] = lambda: None
    counts: Mapping[Severity, int] = field(default_factory=Counter)
    told: Pieces = field(default_factory=lambda: Pieces(Spool(), {}))
    marks: Mapping[Key, bytes] = field(default_factory=dict)
    may_wait: bool = False

    @cached_property
    def dataset(self) -> Dataset | None:
        """The records. Projects lack the heavy fields, of the participants only their number stays.

        Gathered when it is asked for, and each record when that is.
        """
        with no_collection():
            return self.gather()


def survey(root: Path, shown: str | None, wish: Wish) -> Survey:
    """Read and audit every record below `root`; `shown` is the folder's name in messages. Raises CannotRead."""
    try:
        with no_collection():
            try:
                return _Run(Folder(root, shown or root.as_posix()), wish).done()
            except FarReaching:
                return _Run(Folder(root, shown or root.as_posix()), wish).done(amends=False)
    except OSError:
        raise CannotRead(str(root)) from None


class _Whole(NamedTuple):
    """What was found, to be recalled. state: a digest of all files.

    told: of files that are kept together the digest of what is told of them, and by file how long that is.
    """

    state: bytes
    since: int
    until: int
    basis: bytes
    counts: Mapping[Severity, int]
    told: Sequence[tuple[bytes, Sequence[tuple[str, int]]]]
    documents: Sequence[tuple[Key, dict[str, tuple[str, int, str]]]]
    wait: bool


class _Run:
    def __init__(self, folder: Folder, wish: Wish) -> None:
        self.folder, self.wish, self.files = folder, wish, list(folder.files())
        stamps = Stamps({}, wish.store.moment() if wish.store else None)
        self.way = Way(folder, wish.shows, wish.tell, wish.told_as, stamps, wish.store)
        stamps.known = self.way.kept("stamps") or {}
        self.spool = Spool()
        self.places: dict[str, Place] = {}
        self.counts: Counter[Severity] = Counter()
        self.counted: dict[Key, Mapping[Severity, int]] = {}
        self.known = set[bytes]()

    def done(self, *, amends: bool = True) -> Survey:
        """All of it. amends: whether what was found before may be amended; if so, it may raise FarReaching."""
        private = [self.folder.read(kind, id) for kind, id in self.files if kind == "private"]
        marks = self._marks()
        kept = self.way.kept("whole", self.way.telling)
        whole = _Whole(*kept) if kept else None
        if whole and self._is_in_force(whole, marks) and self._is_respooled(whole):
            return self._recalled(whole, marks, private)
        rounds = (self._amendment(whole, marks) if whole and amends else None) or self._rounds(marks, whole)
        held = rounds.records()
        if problems := self.folder.faults():
            if isinstance(rounds, Amendment):
                raise FarReaching
            return Survey(problems)
        rounds.audit_others()
        self._keep(rounds, held)
        return self._survey(lambda: self._dataset(held, private), rounds.marks, rounds.may_wait)

    def _marks(self) -> dict[Key, bytes | None]:
        """Of each public file what it held, if it has not changed since the last time."""
        stamps = self.way.stamps
        stamped = self.folder.stamps
        return {key: stamps.mark("/".join(key), stamped[key]) for key in self.files if key[0] != "private"}

    def _is_in_force(self, whole: _Whole, marks: Mapping[Key, bytes | None]) -> bool:
        return self._is_of_these_days(whole) and whole.state == _state(marks)

    def _is_of_these_days(self, whole: _Whole) -> bool:
        return whole.since <= self.wish.today.toordinal() < whole.until

    def _recalled(self, whole: _Whole, marks: Mapping[Key, Any], private: Sequence[Read]) -> Survey:
        """What was found the last time, where no file has changed since. Documents and what is private are read."""
        self.folder.enclosures.named.update(whole.documents)
        if problems := self.folder.faults():
            return Survey(problems)
        self.counts.update(whole.counts)
        return self._survey(lambda: self._dataset(self._held(whole.state), private), marks, whole.wait)

    def _is_respooled(self, whole: _Whole) -> bool:
        """Put aside again what was told the last time; whether all of it is there."""
        for mark, told in whole.told:
            if (spooled := self.way.kept("pieces", mark.hex())) is None:
                self.places.clear()
                self.known.clear()
                return False
            self._spool(spooled, told)
            self.known.add(mark)
        return True

    def _held(self, state: bytes) -> Records:
        """The records that were kept the last time, or read anew."""
        kept = self._spooled(state)
        if not kept:
            return _Run(self.folder, self.wish).records()
        spool, places = kept
        held: dict[str, dict[str, Place]] = {}
        for (kind, id), place in places.items():
            held.setdefault(kind, {})[id] = place
        return {kind: Spooled(spool, some) for kind, some in held.items()}

    def _spooled(self, state: bytes) -> tuple[Spool, dict[Key, Place]] | None:
        """The records that were kept the last time, put aside again; None where not all are there."""
        spool, places = Spool(), dict[Key, Place]()
        for kind, number, ids in self._together():
            kept = self.way.kept("records", kind, str(number))
            if not kept or kept[0] != state:
                return None
            places.update(zip(((kind, id) for id in ids), spool.put_all(kept[1]), strict=True))
        return spool, places

    def _together(self) -> Iterator[tuple[str, int, Sequence[str]]]:
        """The public records in the order of the files, so many of a kind that they are kept in one entry."""
        for kind, files in groupby(self.files, lambda file: file[0]):
            ids = [id for _, id in files if kind != "private"]
            for start in range(0, len(ids), TOGETHER):
                yield kind, start // TOGETHER, ids[start : start + TOGETHER]

    def records(self) -> Records:
        """The records alone."""
        return self._rounds(self._marks(), None).records()

    def _amendment(self, whole: _Whole, marks: Mapping[Key, bytes | None]) -> Amendment | None:
        """What has changed since the last time, where that is little and all else is known."""
        few = sum(mark is None for mark in marks.values()) < SPREAD_FROM
        if not few or self.folder.problems or not self._is_of_these_days(whole) or whole.basis != basis_of(marks):
            return None
        kept = self.way.kept("before")
        if not kept or kept[0] != whole.state or kept[1].keys() != marks.keys():
            return None
        records = self._spooled(whole.state)
        if not records or not self._is_respooled(whole):
            return None
        before = Before(*kept[1:])
        rounds = Amendment(self.folder, self.way, marks, self.wish.today, self._take, before, *records, whole.wait)
        rounds.since, rounds.until = whole.since, whole.until
        self.folder.enclosures.named.update(whole.documents)
        self.way.stamps.keep("/".join(key) for key, mark in marks.items() if mark)
        self.counts.update(whole.counts)
        self.counted.update(before.counts)
        return rounds

    def _rounds(self, marks: Mapping[Key, bytes | None], whole: _Whole | None) -> Rounds:
        """All files once more; side by side if there is much to be done."""
        basis = basis_of(marks)
        much = whole is None or whole.basis != basis or sum(mark is None for mark in marks.values()) >= SPREAD_FROM
        processes = self.wish.processes if much and len(self.files) >= SPREAD_FROM else 1
        return Rounds(self.folder, self.way, self.files, self.wish.today, processes, self._take)

    def _take(self, found: Mapping[Key, Told]) -> None:
        for key, one in found.items():
            self.counts.subtract(self.counted.get(key, {}))
            self.counts.update(one.counts)
            self.counted[key] = one.counts
        told = [(f"{self.folder.shown}/{kind}/{id}.yml", len(one.piece)) for (kind, id), one in found.items()]
        self._spool(b"".join(one.piece for one in found.values()), told)

    def _spool(self, pieces: bytes, told: Iterable[tuple[str, int]]) -> None:
        """Put aside what is told, at once; told: of each file how long it is."""
        begin, _ = self.spool.put(pieces)
        for file, length in told:
            self.places.pop(file, None)
            if length:
                self.places[file] = begin, length
            begin += length

    def _dataset(self, held: Records, private: Sequence[Read]) -> Dataset:
        contacts = MappingProxyType({read.id: read.record for read in private})
        return replace(dataset_at_rest(held, self.folder.enclosures.sizes), contacts=contacts)

    def _survey(self, gather: Callable[[], Dataset], marks: Mapping[Key, bytes], wait: bool) -> Survey:
        pieces = Pieces(self.spool, {file: self.places[file] for file in sorted(self.places)})
        return Survey((), gather, +self.counts, pieces, marks, wait)

    def _keep(self, rounds: Rounds, held: Records) -> None:
        """Keep what was found, and by what files are known, each in place of what was kept the last time."""
        if not self.wish.store or rounds.changed:
            return
        state = _state(rounds.marks)
        documents = list(self.folder.enclosures.named.items())
        until = (rounds.since, rounds.until, basis_of(rounds.marks))
        whole = _Whole(state or b"", *until, dict(+self.counts), list(self._kept_told()), documents, rounds.may_wait)
        facts = {key: tuple(entry.facts) for key, entry in rounds.entries.items()}
        self.way.keep(self.way.stamps.made, "stamps")
        self.way.keep((state, *Before(rounds.marks, facts, rounds.asked, self.counted)), "before")
        self.way.keep(tuple(whole), "whole", self.way.telling)
        for kind, number, ids in self._together():
            self.way.keep((state, [held[kind][id] for id in ids]), "records", kind, str(number))
        self.wish.store.prune(KEPT * (4 * DRAWERS + 3 + len(SINGLES) + len(PARTS) + 2 * len(self.files) // TOGETHER))

    def _kept_told(self) -> Iterator[tuple[bytes, Sequence[tuple[str, int]]]]:
        """Keep what was told, many files together under a digest of it; that, and of each file how long it is."""
        places = sorted(self.places.items())
        for start in range(0, len(places), TOGETHER):
            some = places[start : start + TOGETHER]
            spooled = b"".join(self.spool.every(place for _, place in some))
            mark = digest(spooled)
            if mark not in self.known:
                self.way.keep(spooled, "pieces", mark.hex())
            yield mark, [(file, length) for file, (_, length) in some]


def _state(marks: Mapping[Key, bytes | None]) -> bytes | None:
    """A digest of all that was read; None where any file may have changed since the last time."""
    if None in marks.values():
        return None
    return digest("\n".join(f"{kind} {id} {mark.hex()}" for (kind, id), mark in sorted(marks.items()) if mark).encode())
