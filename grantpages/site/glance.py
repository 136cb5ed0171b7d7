"""The pages of one edited project, made anew before anything else of the site is.

Nothing that is made here is trusted: the build that follows makes all of it once more.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grantpages.evidence.identity import identify
from grantpages.history.records import past_of
from grantpages.load import Folder
from grantpages.model import Project
from grantpages.problem import LANGUAGES, Language
from grantpages.site.found import Audited
from grantpages.site.frame import Frame
from grantpages.site.graphs import Graphs
from grantpages.site.groups import history
from grantpages.site.pages import project_page
from grantpages.site.pour import Pouring, Work
from grantpages.site.shelf import Library
from grantpages.site.whole import Place
from grantpages.yamlfile import document_of, read_bytes

LINKED = ("call", "lot", "grantee", "partners")
"""What leads from a project to other records; where it is edited, more has to be read than the project."""


@dataclass(frozen=True)
class _Edited:
    """Reads projects as they are now."""

    folder: Folder

    def __call__(self, id: str) -> Project:
        record: Project = self.read(id)  # type: ignore[assignment]
        return record

    def read(self, id: str) -> Project | None:
        """The record; None where anything is wrong in its file."""
        path = self.folder.root / "projects" / f"{id}.yml"
        part = Folder(self.folder.root, self.folder.shown)
        read = part.take("projects", path, document_of(read_bytes(path), part.name(path)))
        return None if part.problems else read.record


class Glance:
    """Shows edited projects. library: of the last whole reading. today: the day of the audit."""

    def __init__(self, frame: Frame, library: Library, place: Place, today: datetime.date) -> None:
        told, dataset = frame.told, library.dataset
        self.edited = _Edited(Folder(place.data, place.data.as_posix()))
        findings = Audited(dataset, today, library.marks)
        self.library = Library(dataset, library.ledger, self.edited, findings, library.marks)
        past = past_of(dataset, place.data, told.repository)
        self.work = Work(
            self.library, told.shells, place.site, place.data, told.address, past, told.corrections, place.cache
        )
        self.pourings = [Pouring(self.work, language) for language in LANGUAGES]
        self.graphs: Mapping[Language, Graphs] = {
            pouring.language: Graphs(self.library.dataset, pouring.voice) for pouring in self.pourings
        }
        for pouring in self.pourings:
            pouring.prepare()

    def show(self, id: str) -> bool:
        """Write a project's pages as its file is now; whether that could be done with what is known."""
        known, record = self.library.dataset.projects.get(id), self.edited.read(id)
        if known is None or record is None or any(getattr(known, name) != getattr(record, name) for name in LINKED):
            return False
        self.work.set_version("projects", id)
        with self.library.whole([id]):
            for pouring in self.pourings:
                page = project_page(
                    self.work.dataset, self.work.register, pouring.voice, self.graphs[pouring.language], id
                )
                pouring.write((page, *history(self.work, pouring, "projects", id)))
                pouring.once.rendered.clear()
        identify.cache_clear()
        return True


def project_of(data: Path, file: Path) -> str:
    """The id of the project whose file this is; empty for any other file."""
    is_one = file.parent == data / "projects" and file.suffix == ".yml" and not file.name.startswith((".", "_"))
    return file.stem if is_one else ""
