"""The search of one language: its index, and the page that asks it."""

from collections.abc import Iterator
from functools import cached_property, partial

from grantpages.load import SINGLES
from grantpages.search.gathering import Source
from grantpages.search.index import renew_index
from grantpages.search.memory import Memory
from grantpages.site.kept import Kept
from grantpages.site.page import Page
from grantpages.site.pages import SECTIONS
from grantpages.site.pour import Pouring, Work
from grantpages.site.properties import FACETS
from grantpages.site.searchable import KINDS, SORTS, Searchable
from grantpages.site.views import received_by
from grantpages.site.voice import Voice
from grantpages.store import digest

OWN = ("kind", "year", "sum", "evidence", "notes")
"""Facets with a name of their own; the others are called as the field is on a record's page."""


def search_page(pouring: Pouring, kept: Kept, memory: Memory | None = None, processes: int = 1) -> Page:
    """Write the index of the language; its page, which knows where the index is.

    kept: the pieces of every project. memory: what is known of the index that is there. processes: how many
    may make the index from nothing.
    """
    work, voice = pouring.work, pouring.voice
    found = Searchable(work.dataset, work.relations, work.register, voice, work.address, pouring.base)
    address = renew_index(list(sources(work, found, kept)), found.scheme, voice.language, work.site, memory, processes)
    return page_of(address, voice)


def sources(work: Work, found: Searchable, kept: Kept) -> Iterator[Source]:
    """Every document: projects as they were taken apart with their pages, the others to be."""
    language, marks = found.voice.language, Marks(work)
    for kind in KINDS:
        for id in getattr(work.dataset, kind):
            address, day = f"{kind}/{id}/", found.day(kind, id)
            if kind == "projects":
                file, place = kept.where(f"said.{language}", id)
                mark = f"{file} {place}".encode()
                yield Source(address, kind, day, partial(kept.said, language, id), mark, file, place)
            else:
                yield Source(address, kind, day, partial(found.take_apart, kind, id, work.site), marks.of(kind, id))


class Marks:
    """Of each record but the projects: a digest of all that its document is made of, the code aside."""

    def __init__(self, work: Work) -> None:
        self.work, self.marks = work, work.library.marks

    @cached_property
    def basis(self) -> bytes:
        """What all documents are made of."""
        return digest(self.work.address.encode(), *(self.marks.get((kind, kind), b"") for kind in SINGLES))

    def of(self, kind: str, id: str) -> bytes:
        """Nothing where the record's file is not known."""
        own = self.marks.get((kind, id))
        if not own:
            return b""
        register = self.work.register
        seen = (register.states_of(kind, id), register.notes.tally_of(kind, id))
        return digest(self.basis, own, *self._around(kind, id), repr(seen).encode())

    def _around(self, kind: str, id: str) -> Iterator[bytes]:
        """What it shows of other records."""
        work = self.work
        record = getattr(work.dataset, kind)[id]
        if kind == "organizations":
            yield str(received_by(work.dataset, work.relations, id)).encode()
            return
        others = [("organizations", record.funder)]
        others += [("projects", project) for project in record.projects] if kind == "reports" else []
        for key in others:
            yield self.marks.get(key, b"")


def page_of(index: str, voice: Voice) -> Page:
    """The page over an index, whose root is at an address below the site's root."""
    facets = [(name, voice.t(f"search.facet.{name}" if name in OWN else f"field.{name}")) for name in FACETS]
    values = {
        "index": index,
        "facets": facets,
        "sorts": ("best", *SORTS),
        "kinds": KINDS,
        "sections": SECTIONS,
    }
    return Page("search/", "search", "search.html", voice.t("title.search"), voice.t("describe.search"), values)
