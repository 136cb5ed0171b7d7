"""The rounds in which a folder is read and audited: what is no project, projects, and then what speaks of projects."""

import datetime
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from grantpages.abreast import each
from grantpages.checks.atrest import PARTS, AtRest, Records, Spooled, dataset_at_rest, may_wait
from grantpages.checks.drawer import Drawer, Drawn, Entry, Told, Way
from grantpages.checks.index import index_from
from grantpages.checks.rule import KINDS
from grantpages.checks.watch import AFTER_LAST, FIRST, Answers, Question, WatchedWorld, watched
from grantpages.load import OPTIONAL, SINGLES, Folder
from grantpages.references import Mention
from grantpages.spool import Place, Spool
from grantpages.store import digest

DRAWERS = 256
"""Of projects; of all other records there are as many again."""

Key = tuple[str, str]
"""Kind and id of a record."""


class Rounds:
    """Reads and audits files, and gathers in `folder` what the loader asks of all of them.

    take: gets what was found in some records. When done, marks: of each file what it held; asked: what the audit of
    each record asked; since, until: the days of which the same is found; changed: whether a file changed meanwhile;
    may_wait: whether any record says when it may be seen.
    """

    def __init__(
        self,
        folder: Folder,
        way: Way,
        files: Sequence[Key],
        today: datetime.date,
        processes: int,
        take: Callable[[Mapping[Key, Told]], None],
    ) -> None:
        self.folder, self.way, self.today, self.processes, self.take = folder, way, today, processes, take
        self.files = [key for key in files if key[0] != "private"]
        self.marks: dict[Key, bytes] = {}
        self.entries: dict[Key, Entry] = {}
        self.spool, self.places, self.lights = Spool(), dict[Key, Place](), dict[Key, bytes]()
        self.may_wait = False
        self.asked: dict[Key, Sequence[Question]] = {}
        self.world: WatchedWorld | None = None
        self.since, self.until, self.changed = FIRST, AFTER_LAST, False

    def records(self) -> Records:
        """Read all, and audit the projects; the records as JSON."""
        self._note(Drawer(self.way, "singles").read(key for key in self.files if key[0] in SINGLES))
        others = [key for key in self.files if key[0] not in SINGLES and key[0] != "projects"]
        self._all("others", others, lambda name, files: Drawer(self.way, name).read(files))
        projects = [key for key in self.files if key[0] == "projects"]
        world, answers = self._world() if self._is_whole() else (None, None)

        def done(name: str, files: Sequence[Key]) -> Drawn:
            return Drawer(self.way, name, world, answers).read_and_audit(files)

        self._all("projects", projects, done, world)
        return self._held()

    def audit_others(self) -> None:
        """Audit what is no project, when all records are read and right."""
        world, answers = self._world()
        others = [key for key in self.files if key[0] in KINDS and key[0] != "projects"]

        def done(name: str, files: Sequence[Key]) -> Drawn:
            return Drawer(self.way, name, world, answers).audit((key, self.marks[key]) for key in files)

        self._all("others", others, done, world)

    def _all(
        self,
        name: str,
        files: Sequence[Key],
        work: Callable[[str, Sequence[Key]], Drawn],
        world: WatchedWorld | None = None,
    ) -> None:
        """Do some work on files, dealt into drawers."""

        def done(drawer: tuple[str, Sequence[Key]]) -> Drawn:
            drawn = work(*drawer)
            for records in _at_rest(world) if world else ():
                records.let_go()
            return drawn

        for drawn in each(done, self._drawers(name, files), self.processes):
            self._note(drawn)

    def _drawers(self, name: str, files: Sequence[Key]) -> Sequence[tuple[str, Sequence[Key]]]:
        """The files dealt into drawers, each with its name."""
        drawers: dict[int, list[Key]] = {}
        for key in files:
            drawers.setdefault(zlib.crc32(key[1].encode()) % DRAWERS, []).append(key)
        return [(f"{name} {number}", drawer) for number, drawer in drawers.items()]

    def _note(self, drawn: Drawn) -> None:
        folder = self.folder
        folder.problems += drawn.problems
        for (kind, id), stamp, mark in drawn.stamps:
            self.marks[kind, id] = mark
            self.way.stamps.put(f"{kind}/{id}", stamp, mark)
        for key, entry in drawn.entries.items():
            folder.ids.named += [Mention(*mention) for mention in entry.mentions]
            folder.ids.held.update(entry.given)
            if entry.documents is not None:
                folder.enclosures.named[key] = entry.documents
            self._hold(key, entry.record)
            self.entries[key] = entry._replace(mentions=(), given={}, documents=None, record=b"")
        self.take(drawn.told)
        self.asked.update(drawn.questions)
        self.since, self.until = max(self.since, drawn.since), min(self.until, drawn.until)
        self.changed |= drawn.changed

    def _hold(self, key: Key, record: bytes) -> None:
        """Put a record aside. lights: digests of what other records can see of projects."""
        self.places[key] = self.spool.put(record)
        self.may_wait |= may_wait(record)
        if key[0] == "projects":
            self.lights[key] = digest(record)

    def light(self, key: Key) -> bytes:
        """A digest of what other records can see of a project."""
        return self.lights.get(key) or digest(self.spool.get(self.places[key]))

    def _is_whole(self) -> bool:
        """Whether all that is read so far is right, and so can be built upon."""
        return not self.folder.problems and all((name, name) in self.entries for name in SINGLES.keys() - OPTIONAL)

    def _held(self) -> Records:
        held: dict[str, dict[str, Place]] = {}
        for kind, id in self.files:
            if place := self.places.get((kind, id)):
                held.setdefault(kind, {})[id] = place
        return {kind: Spooled(self.spool, places) for kind, places in held.items()}

    def _world(self) -> tuple[WatchedWorld, Answers]:
        """What rules may ask of the records that are read so far."""
        dataset = dataset_at_rest(self._held(), {})
        index = index_from(((key[1], entry.facts) for key, entry in self.entries.items()), dataset.operator)
        self.world = watched(dataset, self.today, index)
        return self.world, Answers(basis_of(self.marks), _Seen(self), index, self.today)


class _Seen(Mapping[Key, bytes]):
    """A digest of what rules can see of each record that was read by now, made when it is asked for."""

    def __init__(self, rounds: Rounds) -> None:
        self.rounds, self.read = rounds, dict.fromkeys(rounds.entries)

    def __getitem__(self, key: Key) -> bytes:
        if key not in self.read:
            raise KeyError(key)
        return self.rounds.light(key) if key[0] == "projects" else self.rounds.marks[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.read)

    def __len__(self) -> int:
        return len(self.read)


def basis_of(marks: Mapping[Key, bytes | None]) -> bytes:
    """A digest of the classifications and of the operator, which any rule may read."""
    return digest(
        *(part for kind in sorted(SINGLES) if (mark := marks.get((kind, kind))) for part in (kind.encode(), mark))
    )


def _at_rest(world: WatchedWorld) -> Iterator[AtRest]:
    for kind in PARTS:
        yield getattr(world.dataset, kind).records
