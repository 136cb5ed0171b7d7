"""What MkDocs makes of a site, kept for the builds that follow: as long as what it is made of is the same, so is it.

That is one shell for each language and page depth, and files of their own: hand-written pages, styles, fonts,
pictures. None of it shows a record but the operator, so that a build of edited records asks MkDocs for nothing.
"""

import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from grantpages.problem import Language
from grantpages.site.made import Before, File, seen
from grantpages.sitefile import copy_file
from grantpages.store import Store, code_version, digest

MADE_WITH = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "Markdown", "pymdown-extensions", "Pygments")
"""Beside those that all results are made with."""
CONFIGURATION, SOURCES = "mkdocs.yml", ("docs", "hooks")
KEPT = 4
"""Frames: of the site, of a preview for another address, and of each before an edit that may be taken back."""
_SETTING = re.compile(r"\bGRANTPAGES_[A-Z]+")
_PLACED = b"the frame's own files"


class Told(NamedTuple):
    """What is known of a frame beside its files.

    shells: by language and depth. written: addresses of its pages, below a language's root. named: addresses of the
    files whose names change with what is in them. scripts: hashes of whatever script stands in a page.
    address: the site's, ending in `/`. corrections, repository: see `Work` and `Past`.
    """

    shells: Mapping[tuple[Language, int], str]
    written: Sequence[str]
    named: Sequence[str]
    scripts: Sequence[str]
    address: str
    corrections: str
    repository: str


@dataclass(frozen=True)
class Frame:
    """A kept frame. folder: where its own files lie; files: each with its size."""

    key: bytes
    folder: Path
    files: Mapping[str, int]
    told: Told

    def put(self, site: Path, known: Store | None = None) -> frozenset[str]:
        """Put the own files into a site, unless they are there; their names. known: where is kept what was put."""
        before = known.get(_PLACED) if known else None
        if not before or Before(*before).key != self.key or not Before(*before).is_there(site):
            for name in self.files:
                copy_file(self.folder / name, site / name)
            if known:
                known.put(_PLACED, (self.key, [seen(site, name) for name in self.files]))
        return frozenset(self.files)


class Frames:
    """The frames that are kept, in a folder. Safe to delete, to share and to interrupt."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, Store(folder, b"")

    def recall(self, key: bytes) -> Frame | None:
        """The frame of a key; None where there is none, or not all of it."""
        kept = self.store.get(key)
        if not kept:
            return None
        folder, (files, told) = self._own(key), kept
        try:
            if any((folder / name).stat().st_size != size for name, size in files.items()):
                return None
            folder.touch()  # so that `_prune` leaves it
        except OSError:
            return None
        return Frame(key, folder, files, Told(*told))

    def begin(self) -> Path:
        """An empty folder for the own files of a frame that is to be made."""
        folder = self.folder / "new" / secrets.token_hex(4)
        folder.mkdir(parents=True)
        return folder

    def keep(self, key: bytes, folder: Path, told: Told) -> Frame:
        """Know a frame from now on whose own files lie in a folder that `begin` gave."""
        own = self._own(key)
        shutil.rmtree(own, ignore_errors=True)
        own.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(own)
        files = {name: size for name, size, _ in _files_in(own)}
        self.store.put(key, (files, tuple(told)))
        self._prune()
        return Frame(key, own, files, told)

    def _own(self, key: bytes) -> Path:
        return self.folder / "own" / key.hex()

    def _prune(self) -> None:
        """Leave the newest. What was begun and not ended was interrupted."""
        self.store.prune(KEPT)
        owns = sorted((self.folder / "own").iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        begun = sorted((self.folder / "new").iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for folder in (*owns[KEPT:], *begun[KEPT:]):
            shutil.rmtree(folder, ignore_errors=True)


def key_of(root: Path, settings: Mapping[str, str], operator: bytes) -> bytes:
    """The key of a frame. root: where the configuration lies. settings: the environment. operator: his file's mark."""
    configuration = (root / CONFIGURATION).read_bytes()
    asked = sorted(set(_SETTING.findall(configuration.decode(errors="replace"))))
    values = (f"{name}={settings.get(name, '')}".encode() for name in asked)
    libraries = (version(library).encode() for library in MADE_WITH)
    files = (part for folder in SOURCES for part in _contents(root, root / folder))
    return digest(code_version(), operator, *libraries, *values, configuration, *files)


def _contents(root: Path, folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(root).as_posix().encode()
            yield path.read_bytes()


def _files_in(folder: Path) -> Iterator[File]:
    return (seen(folder, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*")) if path.is_file())
