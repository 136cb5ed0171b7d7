"""A whole site: the frame's own files, every record poured, what servers are to send, and the list of all files."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from grantpages.history.gitlog import Absence
from grantpages.history.records import past_of
from grantpages.manifest import write_manifest
from grantpages.site.frame import Frame
from grantpages.site.headers import write_headers
from grantpages.site.made import folder_of
from grantpages.site.pour import Work
from grantpages.site.publish import publish
from grantpages.site.shelf import Library
from grantpages.site.twin import MADE, forget_whole, note_whole
from grantpages.store import Store


class Whole(NamedTuple):
    """What was built: how many pages were poured; why no history of the records is known, where none is."""

    pages: int
    absent: Absence | None


@dataclass(frozen=True)
class Place:
    """Where a site is built. cache: where is kept what the next build can use. processes: how many may work."""

    data: Path
    site: Path
    cache: Path
    processes: int = 1


def build_whole(frame: Frame, library: Library, place: Place) -> Whole:
    """Build a site over the last one in its folder, so that it is the one that would be built from nothing.

    What is raised `publish` says.
    """
    told, known = frame.told, folder_of(place.cache / MADE, place.site)
    forget_whole(known)
    own = frame.put(place.site, Store(known / "frame", b""))
    past = past_of(library.dataset, place.data, told.repository)
    work = Work(library, told.shells, place.site, place.data, told.address, past, told.corrections, place.cache, own)
    done = publish(work, told.written, place.processes)
    write_headers(place.site, told.address, told.named, told.scripts)
    write_manifest(place.site, place.processes, known / "sums", done.told)
    note_whole(known, place.data)
    return Whole(done.pages, past.absent)
