"""A second site beside one that is built: the same files, so that a build begins there where the other one ended.

Hardly a file is copied. A file of a site is only ever replaced, never written over (`sitefile`), so both may share it
until one of them gets another; the few that are written over are left out.
"""

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from grantpages.manifest import MANIFEST, SUMS
from grantpages.site.made import NAME, folder_of

MADE = "made"
"""The folder of a cache in which is kept what is known of each site."""
WHOLE = "whole"
"""The file that stands beside what is known of a site while it is whole; it names the data folder."""
WRITTEN_OVER = (MANIFEST, SUMS, "sitemap.xml.gz")
"""Files in a site's root that a build writes over."""
APPENDED_TO = "search"
"""The folder of what is known of a site whose files are written to again, behind what they hold: these are copied."""


def forget_whole(known: Path) -> None:
    """A build begins. known: where is kept what is known of its site."""
    (known / WHOLE).unlink(missing_ok=True)


def note_whole(known: Path, data: Path) -> None:
    """A build of a data folder has ended."""
    known.mkdir(parents=True, exist_ok=True)
    (known / WHOLE).write_text(str(data.resolve()), encoding="utf-8")


def whole_since(cache: Path, site: Path, data: Path) -> int:
    """When a site of a data folder was built whole, in nanoseconds; 0 where it is not."""
    mark = folder_of(cache / MADE, site) / WHOLE
    try:
        is_of_data = mark.read_text(encoding="utf-8") == str(data.resolve())
        return mark.stat().st_mtime_ns if is_of_data and site.is_dir() else 0
    except OSError:
        return 0


def newest(cache: Path, data: Path) -> Path | None:
    """The site of a data folder that was built last, of those that are whole."""
    named = [mark.with_name(NAME) for mark in (cache / MADE).glob(f"*/{WHOLE}")]
    sites = [Path(name.read_text(encoding="utf-8")) for name in named if name.is_file()]
    since = {site: whole_since(cache, site, data) for site in sites}
    return max((site for site in sites if since[site]), key=since.__getitem__, default=None)


def join(cache: Path, site: Path, twin: Path, data: Path) -> bool:
    """Make a twin of a site in place of what is there, with all that is known of it; whether that could be done.

    It cannot where a build of the site begins meanwhile, or where files cannot be in two folders.
    """
    known, own = folder_of(cache / MADE, site), folder_of(cache / MADE, twin)
    if not (before := whole_since(cache, site, data)):
        return False
    try:
        for folder in (own, twin):
            shutil.rmtree(folder, ignore_errors=True)
        _share(site, twin, WRITTEN_OVER)
        _share(known, own, (NAME, WHOLE, APPENDED_TO))
        if (known / APPENDED_TO).is_dir():
            shutil.copytree(known / APPENDED_TO, own / APPENDED_TO)
    except OSError:
        before = -1  # there may be no more than a part
    if whole_since(cache, site, data) != before:
        shutil.rmtree(own, ignore_errors=True)  # of files that may be anybody's nothing is known
        return False
    (own / NAME).write_text(str(twin.resolve()), encoding="utf-8")
    note_whole(own, data)
    os.utime(own / WHOLE, ns=(before, before))
    return True


def _share(folder: Path, other: Path, but: Collection[str] = ()) -> None:
    """All files of a folder and of those inside, in another one, too. but: names that are left out. Raises OSError."""
    status = folder.stat()
    other.mkdir(parents=True)
    inside = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in but:
                continue
            if entry.is_dir(follow_symlinks=False):
                inside.append(entry.name)
            elif not entry.name.endswith(".new"):
                os.link(entry.path, f"{other}/{entry.name}", follow_symlinks=False)
    for name in inside:
        _share(folder / name, other / name)
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))  # a folder is known by it, see `manifest`
