"""The files of one language's index, below `search/<language>/`; what is there already is not written again."""

from pathlib import Path
from typing import Any

from pydantic_core import to_json

from grantpages.search.naming import version_of
from grantpages.sitefile import write_bytes


class Files:
    """Files of a folder that is the index's own. A name says what is in the file, so one of the same name and length is
    left as it is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.there = {name: path for path in _all(folder) if (name := path.relative_to(folder).as_posix()[:-5])}
        self.kept: set[str] = set()

    def write(self, name: str, data: bytes) -> None:
        """A file by its name without `.json`."""
        self.kept.add(name)
        there = self.there.get(name)
        if there is None or there.stat().st_size != len(data):
            write_bytes(self.folder / f"{name}.json", data)

    def write_versioned(self, name: str, value: Any) -> str:
        """A file whose name ends in its version; that name."""
        data = to_json(value)
        whole = f"{name}.{version_of(data)}"
        self.write(whole, data)
        return whole

    def prune(self) -> None:
        """Remove what an earlier index left."""
        for name in self.there.keys() - self.kept:
            self.there[name].unlink()


def _all(folder: Path) -> list[Path]:
    return list(folder.rglob("*.json")) if folder.is_dir() else []
