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
from typing import Any

from grantpages.checks.atrest import PARTS, Records, Spooled, dataset_at_rest
from grantpages.checks.drawer import Told, Way
from grantpages.checks.rounds import DRAWERS, File, Key, Rounds, basis_of
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
    folder = Folder(root, shown or root.as_posix())
    try:
        with no_collection():
            return _Run(folder, wish, list(folder.files())).done()
    except OSError:
        raise CannotRead(str(root)) from None


class _Run:
    def __init__(self, folder: Folder, wish: Wish, files: Sequence[File]) -> None:
        self.folder, self.wish, self.files = folder, wish, files
        stamps = Stamps({}, wish.store.moment() if wish.store else None)
        self.way = Way(folder.root, folder.shown, wish.shows, wish.tell, wish.told_as, stamps, wish.store)
        stamps.known = self.way.kept("stamps") or {}
        self.spool = Spool()
        self.places: dict[str, Place] = {}
        self.counts: Counter[Severity] = Counter()

    def done(self) -> Survey:
        private = [self.folder.read(kind, path) for kind, path in self.files if kind == "private"]
        marks = self._marks()
        whole = self.way.kept("whole", self.way.telling)
        if whole and self._is_in_force(whole, marks) and self._is_respooled(whole):
            return self._recalled(whole, marks, private)
        rounds = self._rounds(marks, whole)
        held = rounds.records()
        if problems := self.folder.faults():
            return Survey(problems)
        rounds.audit_others()
        self._keep(rounds, held)
        return self._survey(lambda: self._dataset(held, private), rounds.marks, rounds.may_wait)

    def _marks(self) -> dict[Key, bytes | None]:
        """Of each public file what it held, if it has not changed since the last time."""
        stamps = self.way.stamps
        public = [(kind, path) for kind, path in self.files if kind != "private"]
        return {(kind, path.stem): stamps.mark(f"{kind}/{path.name}", stamps.stamp(path)) for kind, path in public}

    def _is_in_force(self, whole: Sequence[Any], marks: Mapping[Key, bytes | None]) -> bool:
        state, since, until = whole[:3]
        return bool(since <= self.wish.today.toordinal() < until and state == _state(marks))

    def _recalled(self, whole: Sequence[Any], marks: Mapping[Key, Any], private: Sequence[Read]) -> Survey:
        """What was found the last time, where no file has changed since. Documents and what is private are read."""
        state, _, _, _, counts, _, documents, wait = whole
        self.folder.enclosures.named.update(documents)
        if problems := self.folder.faults():
            return Survey(problems)
        self.counts.update(counts)
        return self._survey(lambda: self._dataset(self._held(state), private), marks, wait)

    def _is_respooled(self, whole: Sequence[Any]) -> bool:
        """Put aside again what was told the last time; whether all of it is there."""
        for mark, told in whole[5]:
            if (spooled := self.way.kept("pieces", mark.hex())) is None:
                self.places.clear()
                return False
            self._spool(spooled, told)
        return True

    def _held(self, state: bytes) -> Records:
        """The records that were kept the last time, or read anew."""
        spool, held = Spool(), dict[str, dict[str, Place]]()
        for kind, number, ids in self._together():
            kept = self.way.kept("records", kind, str(number))
            if not kept or kept[0] != state:
                return _Run(self.folder, self.wish, self.files).records()
            held.setdefault(kind, {}).update(zip(ids, spool.put_all(kept[1]), strict=True))
        return {kind: Spooled(spool, places) for kind, places in held.items()}

    def _together(self) -> Iterator[tuple[str, int, Sequence[str]]]:
        """The public records in the order of the files, so many of a kind that they are kept in one entry."""
        for kind, files in groupby(self.files, lambda file: file[0]):
            ids = [path.stem for _, path in files if kind != "private"]
            for start in range(0, len(ids), TOGETHER):
                yield kind, start // TOGETHER, ids[start : start + TOGETHER]

    def records(self) -> Records:
        """The records alone."""
        return self._rounds(self._marks(), None).records()

    def _rounds(self, marks: Mapping[Key, bytes | None], whole: Sequence[Any] | None) -> Rounds:
        """All files once more; side by side if there is much to be done."""
        basis = basis_of(marks)
        much = whole is None or whole[3] != basis or sum(mark is None for mark in marks.values()) >= SPREAD_FROM
        processes = self.wish.processes if much and len(self.files) >= SPREAD_FROM else 1
        return Rounds(self.folder, self.way, self.files, self.wish.today, processes, self._take)

    def _take(self, found: Mapping[Key, Told]) -> None:
        for one in found.values():
            self.counts.update(one.counts)
        told = [(f"{self.folder.shown}/{kind}/{id}.yml", len(one.piece)) for (kind, id), one in found.items()]
        self._spool(b"".join(one.piece for one in found.values()), told)

    def _spool(self, pieces: bytes, told: Iterable[tuple[str, int]]) -> None:
        """Put aside what is told, at once; told: of each file how long it is."""
        begin, _ = self.spool.put(pieces)
        for file, length in told:
            if length:
                self.places[file] = begin, length
            begin += length

    def _dataset(self, held: Records, private: Sequence[Read]) -> Dataset:
        contacts = MappingProxyType({read.id: read.record for read in private})
        return replace(dataset_at_rest(held, self.folder.enclosures.sizes), contacts=contacts)

    def _survey(self, gather: Callable[[], Dataset], marks: Mapping[Key, bytes], wait: bool) -> Survey:
        pieces = Pieces(self.spool, {file: self.places[file] for file in sorted(self.places)})
        return Survey((), gather, self.counts, pieces, marks, wait)

    def _keep(self, rounds: Rounds, held: Records) -> None:
        """Keep what was found, and by what files are known, each in place of what was kept the last time."""
        if not self.wish.store or rounds.changed:
            return
        state = _state(rounds.marks)
        documents = list(self.folder.enclosures.named.items())
        until = (rounds.since, rounds.until, basis_of(rounds.marks))
        whole = (state, *until, dict(self.counts), list(self._kept_told()), documents, rounds.may_wait)
        self.way.keep(self.way.stamps.made, "stamps")
        self.way.keep(whole, "whole", self.way.telling)
        for kind, number, ids in self._together():
            self.way.keep((state, [held[kind][id] for id in ids]), "records", kind, str(number))
        self.wish.store.prune(KEPT * (4 * DRAWERS + 2 + len(SINGLES) + len(PARTS) + 2 * len(self.files) // TOGETHER))

    def _kept_told(self) -> Iterator[tuple[bytes, Sequence[tuple[str, int]]]]:
        """Keep what was told, many files together under a digest of it; that, and of each file how long it is."""
        places = list(self.places.items())
        for start in range(0, len(places), TOGETHER):
            some = places[start : start + TOGETHER]
            spooled = b"".join(self.spool.every(place for _, place in some))
            self.way.keep(spooled, "pieces", digest(spooled).hex())
            yield digest(spooled), [(file, length) for file, (_, length) in some]


def _state(marks: Mapping[Key, bytes | None]) -> bytes | None:
    """A digest of all that was read; None where any file may have changed since the last time."""
    parts = [part for (kind, id), mark in sorted(marks.items()) for part in (kind.encode(), id.encode(), mark)]
    return None if None in parts else digest(*parts)  # type: ignore[arg-type]
