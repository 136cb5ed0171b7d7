"""Results kept between runs, each under a key of everything it was made of.

An entry is plain values (no objects, so that reading one runs no code), written whole or not at all. The folder
is safe to delete, to share and to interrupt: what is missing, damaged or of other code is made again.
"""

import hashlib
import marshal
import platform
import secrets
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zlib import ZLIB_RUNTIME_VERSION

LIBRARIES = ("pydantic", "pydantic-core", "PyYAML", "Babel", "Jinja2", "MarkupSafe", "Pillow", "segno")
"""Of those that results are made with, the ones that are not of this repository."""
MARK = b"grantpages 1\n"
"""What an entry begins with, before the digest of the rest."""


def digest(*parts: bytes) -> bytes:
    """A digest of parts that no other parts have, wherever one ends and the next begins."""
    made = hashlib.blake2b(digest_size=20)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def digest_of_files(root: Path, patterns: Iterable[str]) -> bytes:
    """A digest of the names and contents of files, as of the sources of a program."""
    paths = sorted({path for pattern in patterns for path in root.rglob(pattern)})
    return digest(*(part for path in paths for part in (path.relative_to(root).as_posix().encode(), path.read_bytes())))


@cache
def code_version(*more: str) -> bytes:
    """A digest of what results are made with: this library with its words, and others. more: patterns of its files."""
    sources = digest_of_files(Path(__file__).parent, ("*.py", "*.yml", "*.po", *more))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return digest(
        sources, python.encode(), ZLIB_RUNTIME_VERSION.encode(), *(version(library).encode() for library in LIBRARIES)
    )


class Store:
    """A folder of entries; `version` is the digest of the code that makes them."""

    def __init__(self, folder: Path, version: bytes) -> None:
        self.folder = folder
        self.version = version

    def get(self, key: bytes) -> Any:
        """What was put under a key; None where nothing whole is there."""
        try:
            held = self._path(key).read_bytes()
        except OSError:
            return None
        mark, body = held[: len(MARK) + 20], held[len(MARK) + 20 :]
        if mark != MARK + digest(key, body):
            return None
        try:
            self._path(key).touch()  # so that `prune` leaves it
            return marshal.loads(body)
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def take(self, key: bytes) -> Any:
        """What was put under a key, which is gone from now on."""
        value = self.get(key)
        self._path(key).unlink(missing_ok=True)
        return value

    def put(self, key: bytes, value: Any) -> None:
        """Keep plain values: None, bool, int, float, str, bytes, tuple, list, dict. A full disk is no error."""
        body = marshal.dumps(value)
        path = self._path(key)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:  # in two parts: a whole entry may weigh as much as all that was told
                file.write(MARK + digest(key, body))
                file.write(body)
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def moment(self) -> int | None:
        """What the file system's clock says now, in nanoseconds; None where nothing can be written."""
        path = self.folder / f".moment.{secrets.token_hex(4)}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.touch()
            moment = path.stat().st_mtime_ns
            path.unlink()
        except OSError:
            return None
        return moment

    def prune(self, most: int) -> None:
        """Leave so many entries, those that were used last."""
        try:
            paths = [path for path in self.folder.glob("??/*") if path.is_file()]
            paths.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in paths[most:]:
                path.unlink(missing_ok=True)
        except OSError:  # another run prunes, too
            pass

    def _path(self, key: bytes) -> Path:
        name = digest(self.version, key).hex()
        return self.folder / name[:2] / name[2:]
