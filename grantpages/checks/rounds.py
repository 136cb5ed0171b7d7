"""The rounds in which a folder is read and audited: what is no project, projects, and then what speaks of projects."""

import datetime
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from grantpages.abreast import each
from grantpages.checks.atrest import PARTS, AtRest, Records, Spooled, dataset_at_rest, may_wait
from grantpages.checks.drawer import Drawer, Drawn, Entry, Told, Way
from grantpages.checks.index import index_from
from grantpages.checks.rule import KINDS
from grantpages.checks.watch import AFTER_LAST, FIRST, Answers, WatchedWorld, watched
from grantpages.load import OPTIONAL, SINGLES, Folder
from grantpages.references import Mention
from grantpages.spool import Place, Spool
from grantpages.store import digest

DRAWERS = 256
"""Of projects; of all other records there are as many again."""

Key = tuple[str, str]
"""Kind and id of a record."""
File = tuple[str, Path]
"""A record's kind and its file."""


class Rounds:
    """Reads and audits files, and gathers in `folder` what the loader asks of all of them.

    take: gets what was found in some records. When done, marks: of each file what it held; since, until: the days of
    which the same is found; changed: whether a file changed meanwhile; may_wait: whether any record says when it may be
    seen.
    """

    def __init__(
        self,
        folder: Folder,
        way: Way,
        files: Sequence[File],
        today: datetime.date,
        processes: int,
        take: Callable[[Mapping[Key, Told]], None],
    ) -> None:
        self.folder, self.way, self.today, self.processes, self.take = folder, way, today, processes, take
        self.files = [file for file in files if file[0] != "private"]
        self.marks: dict[Key, bytes] = {}
        self.entries: dict[Key, Entry] = {}
        self.spool, self.places, self.lights = Spool(), dict[Key, Place](), dict[Key, bytes]()
        self.may_wait = False
        self.since, self.until, self.changed = FIRST, AFTER_LAST, False

    def records(self) -> Records:
        """Read all, and audit the projects; the records as JSON."""
        self._note(Drawer(self.way, "singles").read(file for file in self.files if file[0] in SINGLES))
        others = [file for file in self.files if file[0] not in SINGLES and file[0] != "projects"]
        self._all("others", others, lambda name, files: Drawer(self.way, name).read(files))
        projects = [file for file in self.files if file[0] == "projects"]
        world, answers = self._world() if self._is_whole() else (None, None)

        def done(name: str, files: Sequence[File]) -> Drawn:
            return Drawer(self.way, name, world, answers).read_and_audit(files)

        self._all("projects", projects, done, world)
        return self._held()

    def audit_others(self) -> None:
        """Audit what is no project, when all records are read and right."""
        world, answers = self._world()
        marked = [(kind, path) for kind, path in self.files if kind in KINDS and kind != "projects"]

        def done(name: str, files: Sequence[File]) -> Drawn:
            return Drawer(self.way, name, world, answers).audit(
                (kind, path, self.marks[kind, path.stem]) for kind, path in files
            )

        self._all("others", marked, done, world)

    def _all(
        self,
        name: str,
        files: Sequence[File],
        work: Callable[[str, Sequence[File]], Drawn],
        world: WatchedWorld | None = None,
    ) -> None:
        """Do some work on files, dealt into drawers."""

        def done(drawer: tuple[str, Sequence[File]]) -> Drawn:
            drawn = work(*drawer)
            for records in _at_rest(world) if world else ():
                records.let_go()
            return drawn

        for drawn in each(done, list(_dealt(name, files)), self.processes):
            self._note(drawn)

    def _note(self, drawn: Drawn) -> None:
        folder = self.folder
        folder.problems += drawn.problems
        for (kind, id), stamp, mark in drawn.stamps:
            self.marks[kind, id] = mark
            self.way.stamps.put(f"{kind}/{id}.yml", stamp, mark)
        for key, entry in drawn.entries.items():
            folder.ids.named += [Mention(*mention) for mention in entry.mentions]
            folder.ids.held.update(entry.given)
            if entry.documents is not None:
                folder.enclosures.named[key] = entry.documents
            self._hold(key, entry.record)
            self.entries[key] = entry._replace(mentions=(), given={}, documents=None, record=b"")
        self.take(drawn.told)
        self.since, self.until = max(self.since, drawn.since), min(self.until, drawn.until)
        self.changed |= drawn.changed

    def _hold(self, key: Key, record: bytes) -> None:
        """Put a record aside. lights: digests of what other records can see of projects."""
        self.places[key] = self.spool.put(record)
        self.may_wait |= may_wait(record)
        if key[0] == "projects":
            self.lights[key] = digest(record)

    def _is_whole(self) -> bool:
        """Whether all that is read so far is right, and so can be built upon."""
        return not self.folder.problems and all((name, name) in self.entries for name in SINGLES.keys() - OPTIONAL)

    def _held(self) -> Records:
        held: dict[str, dict[str, Place]] = {}
        for kind, path in self.files:
            if place := self.places.get((kind, path.stem)):
                held.setdefault(kind, {})[path.stem] = place
        return {kind: Spooled(self.spool, places) for kind, places in held.items()}

    def _world(self) -> tuple[WatchedWorld, Answers]:
        """What rules may ask of the records that are read so far."""
        dataset = dataset_at_rest(self._held(), {})
        index = index_from(((key[1], entry.facts) for key, entry in self.entries.items()), dataset.operator)
        seen = {key: self.lights.get(key, mark) for key, mark in self.marks.items() if key in self.entries}
        return watched(dataset, self.today, index), Answers(basis_of(self.marks), seen, index, self.today)


def basis_of(marks: Mapping[Key, bytes | None]) -> bytes:
    """A digest of the classifications and of the operator, which any rule may read."""
    return digest(
        *(part for kind in sorted(SINGLES) if (mark := marks.get((kind, kind))) for part in (kind.encode(), mark))
    )


def _at_rest(world: WatchedWorld) -> Iterator[AtRest]:
    for kind in PARTS:
        yield getattr(world.dataset, kind).records


def _dealt(name: str, files: Sequence[File]) -> Iterator[tuple[str, Sequence[File]]]:
    drawers: dict[int, list[File]] = {}
    for kind, path in files:
        drawers.setdefault(zlib.crc32(path.stem.encode()) % DRAWERS, []).append((kind, path))
    return ((f"{name} {number}", drawer) for number, drawer in drawers.items())
