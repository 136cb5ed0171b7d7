"""The search of one language: its index, and the page that asks it."""

from collections.abc import Callable

from grantpages.search.document import Said
from grantpages.search.index import write_index
from grantpages.site.page import Page
from grantpages.site.pages import SECTIONS
from grantpages.site.pour import Pouring
from grantpages.site.properties import FACETS
from grantpages.site.searchable import KINDS, SORTS, Searchable
from grantpages.site.voice import Voice

OWN = ("kind", "year", "sum", "evidence", "notes")
"""Facets with a name of their own; the others are called as the field is on a record's page."""


def search_page(pouring: Pouring, kept: Callable[[str], Said]) -> Page:
    """Write the index of the language; its page, which knows where the index is. kept: each project taken apart."""
    work, voice = pouring.work, pouring.voice
    found = Searchable(work.dataset, work.relations, work.register, voice, work.address, pouring.base, kept)
    address = write_index(found.documents(), found.scheme, voice.language, work.site)
    return page_of(address, voice)


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
