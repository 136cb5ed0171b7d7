"""A preview: MkDocs serves a folder in which the command builds the site, again after each edit.

An edited record's own pages are made here, at once; the rest is the command's, which takes longer and runs beside.
MkDocs itself builds nothing: what is its own the command asks it for (hooks/publish.py).
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minute import minute
from mkdocs.plugins import event_priority
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from grantpages.manifest import SUMS
from grantpages.problem import LANGUAGES
from grantpages.site.frame import Frames, key_of
from grantpages.site.glance import Glance, Seen, record_of
from grantpages.site.preview import telling
from grantpages.site.reading import OPERATOR, Source
from grantpages.site.twin import join, newest
from grantpages.site.whole import Place

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

EVENTS: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""What is an edit; that a file was read is none."""
PAUSE = 0.05
"""Seconds without an event after which an edit is over: editors write a file in several steps."""
NICE = 10
"""How far a build steps back behind who looks at the pages and edits."""


_I18N = "mkdocs.plugins.mkdocs_static_i18n"
SAYING_NOTHING = ("mkdocs.commands.build", "mkdocs.commands.serve", f"{_I18N}.plugin", f"{_I18N}.reconfigure")
"""Who would tell that nothing is built, and warn of it."""


class _Preview:
    """The folder that is served, and what is told above its pages."""

    serving = False

    def begin(self, config: MkDocsConfig) -> None:
        """Have a site to show: the last one, or a new one. Ends the program where none can be built."""
        self.root = Path(config.config_file_path).parent
        data = Path(os.environ.get("GRANTPAGES_DATA") or self.root / "data").resolve()
        cache = Path(os.environ.get("GRANTPAGES_CACHE") or self.root / ".cache").resolve()
        self.folder = cache / "preview"
        self.place = Place(data, self.folder / "site", cache)
        self.edits: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self.wanted = threading.Event()
        self.glancing = threading.Lock()
        self.glance: Glance | None = None
        self.is_stale = True
        self.since_build: set[Path] = set()
        self.lines: dict[str, list[str]] = {}
        self.faults: dict[Path, dict[str, list[str]]] = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shown.touch()
        if self._has_site():
            self.wanted.set()
        elif (code := self._build()) and not (self.place.site / "index.html").is_file():
            sys.exit(code)
        for work in (self._glance_at_edits, self._build_again):
            threading.Thread(target=work, daemon=True).start()

    @property
    def shown(self) -> Path:
        """A file that is written when open pages are to be loaded again."""
        return self.folder / "shown"

    def told(self, language: str) -> list[str]:
        """What is wrong, line by line: in the files edited last, then what the last build said."""
        at_once = [line for lines in list(self.faults.values()) for line in lines[language]]
        return [*at_once, *(line for line in self.lines.get(language, ()) if line not in at_once)]

    def _has_site(self) -> bool:
        """Whether there is a site of these data: that of the last preview, or a twin of what was built since then."""
        site, last = self.place.site, newest(self.place.cache, self.place.data)
        if last and last != site and join(self.place.cache, last, site, self.place.data):
            return True
        return last == site or (site / SUMS).is_file()

    def _build(self) -> int:
        """Build the whole site; the command's exit code. What it tells is told from now on."""
        told = self.folder / "told.json"
        command = [sys.executable, self.root / "scripts/build_site.py", "--site", self.place.site, "--told", told]
        building = subprocess.Popen(command)
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, building.pid, NICE)
        code = building.wait()
        self.lines = {}
        if code:
            with suppress(OSError, ValueError):
                self.lines = json.loads(told.read_bytes())
        return code

    def _glance_at_edits(self) -> None:
        """Show edited records, or what is wrong in them, at once; and have the site built."""
        while True:
            files = {self.edits.get()}
            with suppress(queue.Empty):
                while True:
                    files.add(self.edits.get(timeout=PAUSE))
            was_stale = self.is_stale
            self.since_build.update(files)
            seen = [self._look(file) for file in files]
            self.is_stale = was_stale or any(one.is_stale for one in seen)
            self.shown.touch()
            if self.is_stale or not self.faults:  # while a file is faulty, nothing can be built
                self.wanted.set()

    def _look(self, file: Path) -> Seen:
        """Make the pages of an edited file's record anew, or tell what is wrong in it, where that is known."""
        kind, id = record_of(self.place.data, file)
        seen = Seen(False, True)
        with self.glancing, suppress(Exception):  # whatever is wrong, the command says it, and builds what is right
            if self.glance and kind:
                seen = self.glance.show(kind, id)
        self.faults.pop(file, None)
        if seen.problems:
            self.faults[file] = {one: [problem.text(one) for problem in seen.problems] for one in LANGUAGES}
            spoken = "ru" if os.environ.get("GRANTPAGES_LANG") == "ru" else "kk"
            sys.stderr.write("".join(f"{line}\n" for line in self.faults[file][spoken]))
        return seen

    def _build_again(self) -> None:
        self._prepare()
        while True:
            self.wanted.wait()
            self.wanted.clear()
            self.since_build.clear()
            code = self._build()
            if edited := list(self.since_build):
                for file in edited:  # the build may have written it as it was before
                    self._look(file)
            else:
                self.faults.clear()
            if self.wanted.is_set():  # what was told may not hold any more
                continue
            self.shown.touch()
            if self.is_stale and not code:
                self._prepare()

    def _prepare(self) -> None:
        """Read all records, so that an edited one can be shown."""
        place, now, shown = self.place, minute(), self._named()
        self.is_stale = False
        library = Source(place.data, shown, now, place.cache).read().library
        if library:
            frame = Frames(place.cache / "frames").recall(key_of(self.root, os.environ, library.marks[OPERATOR]))
            glance = Glance(frame, library, place, now.date(), shown) if frame else None
            with self.glancing:
                self.glance = glance

    def _named(self) -> str:
        """The data folder's name in messages, as the command has it: what it has read is known by it."""
        return os.environ.get("GRANTPAGES_DATA") or os.path.relpath(self.place.data)


preview = _Preview()


def on_startup(command: str, dirty: bool) -> None:
    """Nothing here concerns a build."""
    preview.serving = command == "serve"
    if preview.serving:
        for name in SAYING_NOTHING:
            logging.getLogger(name).addFilter(lambda record: record.levelno > logging.WARNING)


def on_config(config: MkDocsConfig) -> None:
    """MkDocs has nothing to build."""
    if preview.serving:
        config.nav = None
        config.theme.static_templates.clear()


@event_priority(-300)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Likewise."""
    for file in list(files) if preview.serving else ():
        files.remove(file)
    return files


class _Edits(FileSystemEventHandler):
    """Notes the files that are edited below a folder; names with a dot and what Python compiles are nobody's edits."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def on_any_event(self, event: FileSystemEvent) -> None:
        for name in {event.src_path, event.dest_path} - {""}:
            path = Path(os.fsdecode(name))
            inside = path.relative_to(self.root).parts if path.is_relative_to(self.root) else ()
            if not event.is_directory and not any(part.startswith((".", "__pycache__")) for part in inside):
                preview.edits.put(path)


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Serve the folder of the preview, watch what the site is made of, and tell what is wrong with it."""
    preview.begin(config)
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)
    hooks, data = preview.root / "hooks", preview.place.data
    _watch([*config.watch, config.docs_dir, config.config_file_path, str(hooks), str(data)])
    config.watch.clear()
    server.root, server.builder = str(preview.place.site), lambda: None
    server.error_handler = _missing
    server.observer = _observer()
    server.watch(str(preview.shown))

    def told(path: str) -> list[str]:
        return preview.told("ru" if path.startswith(f"{server.mount_path}ru/") else "kk")

    server.set_app(telling(server.get_app(), told))
    return server


def _missing(code: int) -> bytes | None:
    page = preview.place.site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _watch(places: list[str]) -> None:
    paths = {Path(place).resolve() for place in places if Path(place).exists()}
    paths = {path for path in paths if paths.isdisjoint(path.parents)}
    observer = _observer()
    for path in paths:
        observer.schedule(_Edits(path), str(path), recursive=path.is_dir(), event_filter=EVENTS)
    observer.start()


def _observer() -> Any:
    """What the system tells of files; where it does not, they are looked at again and again."""
    observer = Observer()
    try:
        observer.schedule(FileSystemEventHandler(), str(preview.folder))
        observer.start()
    except OSError:
        return PollingObserver(timeout=0.5)
    observer.stop()
    return Observer()
