"""Finished folders are set aside before MkDocs clears the site, and put back when it has built its own pages.

MkDocs leaves names with a dot alone. What is put back is trusted file by file (see `made`), never as a whole: a build
that was interrupted at any moment leaves nothing that is wrong.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from grantpages.load import Dataset

ASIDE = ".aside"
FOLDERS: Mapping[str, str] = {
    "projects": "projects",
    "ru/projects": "projects",
    "embed/projects": "projects",
    "ru/embed/projects": "projects",
    "data/projects": "projects",
    "reports": "reports",
    "ru/reports": "reports",
    "packs": "calls",
}
"""Folders that hold what belongs to single records, and the kind of these."""
SEARCH = "search"
"""The indexes, whose files are called by what is in them: what none needs any more is removed when they are written."""


def set_aside(site: Path) -> None:
    """Move the folders out of the way."""
    for folder in (*FOLDERS, SEARCH):
        here, there = site / folder, _aside(site, folder)
        if here.is_dir() and not here.is_symlink():
            there.parent.mkdir(exist_ok=True)
            shutil.rmtree(there, ignore_errors=True)  # of a build that was interrupted
            here.rename(there)


def put_back(site: Path, dataset: Dataset) -> None:
    """Move the folders back, without what belongs to no record any more and without lists."""
    for folder in (*FOLDERS, SEARCH):
        here, there = site / folder, _aside(site, folder)
        if there.is_dir() and not here.exists():
            here.parent.mkdir(parents=True, exist_ok=True)
            there.rename(here)
            if folder in FOLDERS:
                _clear(here, getattr(dataset, FOLDERS[folder]))
    shutil.rmtree(site / ASIDE, ignore_errors=True)


def _clear(folder: Path, records: Mapping[str, object]) -> None:
    for path in folder.iterdir():
        if path.is_dir() and (path.name not in records or path.name == "page"):
            shutil.rmtree(path)
        elif path.is_file() and (path.stem not in records or path.name == "index.html"):
            path.unlink()


def _aside(site: Path, folder: str) -> Path:
    return site / ASIDE / folder.replace("/", ".")
