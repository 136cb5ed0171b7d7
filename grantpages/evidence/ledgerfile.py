"""The ledger on disk: read strictly, written whole, and nothing seen is lost, whenever a run is killed.

Each look is appended to a journal beside the ledger before it is reported. The journal is folded
into the ledger, which is replaced as a whole, at the start and at the end of a run; folding it
twice changes nothing. The journal is also the lock: the system frees it when its holder dies.
"""

import datetime
import fcntl
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from grantpages.evidence.durable import Durable
from grantpages.evidence.identity import Identity
from grantpages.evidence.ledger import Entry, Snapshot, alone, follow, merge, start
from grantpages.evidence.ledgerline import write_line
from grantpages.evidence.verdict import Verdict
from grantpages.faults import fault
from grantpages.problem import Message, Problem
from grantpages.textfile import decode

SYNC_EVERY = 16
"""Looks between two fsyncs of the journal.

What was written survives the death of the process without any: the bytes are the system's. An
fsync guards only against a power cut, where so many links are asked again, and those seen while it lasts.
"""
HELD = Message(
    "сілтемелер журналын қазір басқа тексеру жазып жатыр ({file}). Оның аяқталуын күтіп, қайта іске қосыңыз.",
    "журнал ссылок сейчас ведет другая проверка ({file}). Дождитесь ее окончания и запустите снова.",
)
TORN = Message(
    "әр жол аяғына дейін жазылуы керек, ал соңғысы үзіліп қалған. Ол ескерілмеді."
    " Ештеңе істеу керек емес: бұл сілтеме қайта тексеріледі.",
    "каждая строка должна быть дописана, а последняя оборвана. Она пропущена."
    " Делать ничего не нужно: эту ссылку проверят снова.",
)


Recovered = tuple[dict[str, Entry], list[Problem]]
"""The entries of a damaged ledger that are whole, by link, and what is said of the rest."""
Recover = Callable[[Path, str], Recovered]


class LedgerHeld(Exception):
    """Another run holds the ledger; `message` says so in both languages."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.message = HELD.fill(file=file)


class LedgerUnreadable(Exception):
    """The ledger or its journal has lines that are no entries: `problems`. Neither file was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class Ledger:
    """An open ledger: what is known of each link, and where a new look is kept. Threads may share it."""

    def __init__(self, path: Path, journal: int, entries: dict[str, Entry], said: list[Problem]) -> None:
        self.said = tuple(said)
        """What the officer should know of the last run's end; nothing to be mended."""
        self._path, self._journal, self._entries = path, journal, entries
        self._lock = threading.Lock()
        self._durable = Durable(journal)
        self._unsynced = 0

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What is known now, by key: a copy that later looks do not change."""
        with self._lock:
            return dict(self._entries)

    def observe(self, identity: Identity, verdict: Verdict, day: datetime.date) -> Entry:
        """Keep one look; it is safe when this returns. A link that is malformed has no entry: ValueError."""
        return self._keep(alone(start(identity), verdict, day))

    def archive(self, identity: Identity, copy: Snapshot) -> Entry:
        """Keep where an archive has a copy."""
        return self._keep(replace(start(identity), archive=copy))

    def settle(self) -> None:
        """Write the whole ledger now and empty the journal."""
        with self._lock:
            write(self._path, self._entries)
            os.ftruncate(self._journal, 0)
            os.fsync(self._journal)
            self._unsynced = 0

    def close(self) -> None:
        """Write the whole ledger, and let go of the journal."""
        try:
            self.settle()
        finally:
            self._durable.close()

    def _keep(self, look: Entry) -> Entry:
        if not look.key:
            raise ValueError("a link without a key")
        with self._lock:
            _append(self._journal, f"{write_line(look)}\n".encode())
            self._unsynced += 1
            if self._unsynced >= SYNC_EVERY:
                self._durable.sync()
                self._unsynced = 0
            return _add(self._entries, look, follow)


def read(path: Path, shown: str) -> tuple[dict[str, Entry], list[Problem]]:
    """The entries of a ledger by key, in their order, and every line that is none; no file, no entries.

    Two lines of one link, as git's union merge leaves them, become one entry. `shown` is the
    file's name in messages.
    """
    data, problems = _bytes(path, shown)
    looks, found = _lines(data, shown)
    entries: dict[str, Entry] = {}
    for look in looks:
        _add(entries, look, merge)
    return dict(sorted(entries.items())), [*problems, *found]


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """Replace the ledger as a whole: a reader sees the old one or the new one. Same entries, same bytes."""
    beside = path.with_name(f"{path.name}.tmp")
    with beside.open("wb") as file:
        file.writelines(f"{write_line(entries[key])}\n".encode() for key in sorted(entries))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def open_ledger(path: Path, shown: str, recover: Recover | None = None) -> Iterator[Ledger]:
    """Hold the ledger for one run, with the looks of a run that was killed.

    It is written when the block ends, however it ends. recover: does what `recovered` does, somewhere else perhaps.
    Raises LedgerHeld, LedgerUnreadable, and OSError where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    journal = os.open(journal_of(path), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        try:
            fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerHeld(shown) from None
        ledger = Ledger(path, journal, *(recover or recovered)(path, shown))
        if os.fstat(journal).st_size:
            ledger.settle()
        try:
            yield ledger
        finally:
            ledger.close()
    finally:
        os.close(journal)


def journal_of(path: Path) -> Path:
    """Where the looks of a run stand until they are folded into the ledger at `path`."""
    return path.with_suffix(f".journal{path.suffix}")


def recovered(path: Path, shown: str) -> Recovered:
    """The ledger with the looks of its journal, and what is to be said of the journal's torn end.

    Raises LedgerUnreadable. Only who holds the ledger may rely on it.
    """
    entries, problems = read(path, shown)
    name = journal_of(Path(shown)).as_posix()
    data, unread = _bytes(journal_of(path), name)
    whole, _, torn = data.rpartition(b"\n")
    looks, found = _lines(whole + b"\n" if whole else b"", name)
    if problems := [*problems, *unread, *found]:
        raise LedgerUnreadable(problems)
    for look in looks:
        _add(entries, look, follow)
    line = whole.count(b"\n") + 2 if whole else 1
    return entries, [Problem(name, line, "", "journal-torn", TORN, "notice")] if torn else []


def _add(entries: dict[str, Entry], look: Entry, join: Callable[[Entry, Entry], Entry]) -> Entry:
    known = entries.get(look.key)
    entries[look.key] = entry = join(known, look) if known else look
    return entry


def _bytes(path: Path, shown: str) -> tuple[bytes, list[Problem]]:
    try:
        return path.read_bytes(), []
    except FileNotFoundError:
        return b"", []
    except OSError:
        return b"", [fault("unreadable", shown, 1)]


def _lines(data: bytes, shown: str) -> tuple[list[Entry], list[Problem]]:
    text, problems = decode(data, shown)
    if not text:
        return [], problems
    from grantpages.evidence.ledgerreader import read_line  # its models weigh more than a run that has nothing to read

    looks = []
    # Not splitlines: an address may hold what Unicode calls the end of a line.
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        entry, found = read_line(line, shown, number)
        looks.extend([entry] if entry else [])
        problems.extend(found)
    return looks, problems


def _append(file: int, data: bytes) -> None:
    """Write all or nothing: after half a line on a full disk the next one would be lost, too."""
    end = os.fstat(file).st_size
    try:
        while data:
            data = data[os.write(file, data) :]
    except OSError:
        os.ftruncate(file, end)
        raise
