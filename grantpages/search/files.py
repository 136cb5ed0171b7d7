"""The files of one language's index, below `search/<language>/`; what is there already is not written again."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from grantpages.search.naming import version_of
from grantpages.sitefile import write_bytes

TEXTS = "t"


class Files:
    """Files of a folder that is the index's own. A name says what is in the file, so one of the same name and length is
    left as it is.

    with_texts: whether those of the documents' texts are looked through, too; they are most of all files.
    """

    def __init__(self, folder: Path, with_texts: bool) -> None:
        self.folder, self.with_texts = folder, with_texts
        self.there = dict(self._all())
        self.kept: set[str] = set()

    def write(self, name: str, data: bytes) -> None:
        """A file by its name without `.json`."""
        self.kept.add(name)
        if self.there.get(name) != len(data):
            write_bytes(self._path(name), data)

    def write_versioned(self, name: str, value: Any) -> str:
        """A file whose name ends in its version; that name."""
        data = to_json(value)
        whole = f"{name}.{version_of(data)}"
        self.write(whole, data)
        return whole

    def keep(self, names: Iterable[str]) -> bool:
        """Leave files as they are; whether all of them are there."""
        some = set(names)
        self.kept |= some
        return some <= self.there.keys()

    def has_texts(self, names: Iterable[str]) -> bool:
        """Whether files of texts are there."""
        return all(self._path(name).is_file() for name in names)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files of texts."""
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove what an earlier index left."""
        self.remove(self.there.keys() - self.kept)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _all(self) -> Iterator[tuple[str, int]]:
        """Every file with its name and its length; texts, which are called by their contents alone, without one."""
        for part in os.scandir(self.folder) if self.folder.is_dir() else ():
            if part.name == TEXTS:
                found = ((name, 0) for name in self._texts(part.path)) if self.with_texts else iter(())
            elif part.is_dir():
                found = ((f"{part.name}/{file.name}", file.stat().st_size) for file in os.scandir(part))
            else:
                found = iter([(part.name, part.stat().st_size)])
            for name, size in found:
                if name.endswith(".json"):
                    yield name[:-5], size
                elif name.endswith(".new"):  # of a build that was interrupted, see `sitefile`
                    (self.folder / name).unlink()

    def _texts(self, folder: str) -> Iterator[str]:
        for inner, _, files in os.walk(folder):
            start = Path(inner).relative_to(self.folder).as_posix()
            yield from (f"{start}/{file}" for file in files)
