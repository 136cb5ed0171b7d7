"""The files and folders of a site as they are listed, and which of them stand as they were."""

import os
from collections.abc import Collection
from pathlib import Path

from grantpages.stretches import NONE, Stood

MANY = 64
"""Of a folder with more in it, what is inside is listed one by one: each file, and each folder as a whole."""


def is_folder(path: str) -> bool:
    """Whether a name or a path is a folder's."""
    return path.endswith("/")


def names_in(folder: str) -> list[str]:
    """What is in a folder, in the order of the paths of files: a folder's name ends in `/`."""
    with os.scandir(folder) as entries:
        return sorted(f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name for entry in entries)


class Walk:
    """Goes over a site and compares it with what was listed last.

    One of many folders is the one that was listed while its time of change is the same and that of all folders in it,
    and so are the files among many: a file is only ever replaced, never written over (`sitefile`). paths: what is to
    be listed, in order; places: which unit of `stood` each is, NONE where it is another. began: a moment before
    anything was looked at; a folder that has changed since then may change once more within the same tick of the
    clock. without: names in the root that are not listed.
    """

    def __init__(self, site: Path, stood: Stood, began: int, without: Collection[str]) -> None:
        self.root, self.stood, self.began, self.without = f"{site}/", stood, began, without
        self.paths, self.places, self.many = list[str](), list[int](), dict[str, tuple[int, int, int]]()
        self._numbers = {path: place for place, path in enumerate(stood.paths)}
        self._folder("")

    def _folder(self, folder: str) -> None:
        first, time, known = len(self.paths), os.stat(self.root + folder).st_mtime_ns, self.stood.many.get(folder)
        if known and known[0] == time:
            self._same(known[1], known[2])
        else:
            names = [name for name in names_in(self.root + folder) if folder or name not in self.without]
            if len(names) <= MANY:
                return self._few(folder, names)
            self.paths.extend([folder + name for name in names])
            self.places.extend([self.place(path) for path in self.paths[first:]])
        self.many[folder] = (time if time < self.began else 0, first, len(self.paths))
        return None

    def _same(self, first: int, after: int) -> None:
        """What is in a folder in which nothing was made, replaced or removed."""
        paths = self.stood.paths[first:after]
        self.paths.extend(paths)
        self.places.extend(
            [place if path[-1] != "/" or self._stands(place) else NONE for place, path in enumerate(paths, first)]
        )

    def _few(self, folder: str, names: Collection[str]) -> None:
        for name in names:
            if is_folder(name):
                self._folder(folder + name)
            else:
                self.paths.append(folder + name)
                self.places.append(self.place(folder + name))

    def place(self, path: str) -> int:
        """The number of a unit among those that were listed, if it is the same; NONE if it is not."""
        place = self._numbers.get(path, NONE)
        return place if place != NONE and self._stands(place) else NONE

    def number(self, path: str) -> int:
        """The same, though it may be another now."""
        return self._numbers.get(path, NONE)

    def _stands(self, place: int) -> bool:
        try:
            for path, size, time in self.stood.stamps[place]:
                status = os.stat(self.root + path)
                if status.st_mtime_ns != time or (path[-1] != "/" and status.st_size != size):
                    return False
        except OSError:
            return False
        return True
