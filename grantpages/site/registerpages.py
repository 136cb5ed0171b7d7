"""The register of links, and of it what leads to each platform and what is in each state.

Its rows are rendered once and come one after another; each list makes a page when it has enough of them, so that few
rows are in memory at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from grantpages.evidence.verdict import STATES
from grantpages.site.page import Page, pages_of, part
from grantpages.site.seen import Register
from grantpages.site.voice import Voice

LINKS_PER_PAGE = 200


class Row(NamedTuple):
    """A cited link: where it leads to, its state, and its row as HTML, with `engine.WAY` for the way to the root."""

    platform: str
    state: str
    html: str


@dataclass
class _List:
    """One list while it is made. all: how many rows it will have."""

    first: Page
    all: int
    number: int = 0
    held: list[str] = field(default_factory=list)

    def page(self, voice: Voice) -> Page:
        """The next page, with the rows that are held."""
        self.number += 1
        items, self.held = self.held, []
        return part(self.first, items, self.number, pages_of(self.all, LINKS_PER_PAGE), self.all, voice)


def register_pages(register: Register, rows: Iterable[Row], voice: Voice) -> Iterator[Page]:
    """All pages of one language. rows: in the order of print, as many as the register counts."""
    whole = _first("evidence", voice.t("title.evidence"), voice.t("describe.evidence"), "")
    lists = {"": _List(whole, register.citations)}
    for name, number in (*register.by_platform, *register.by_state):
        lists[name] = _List(_part(name, voice), number)
    for platform, state, html in rows:
        for one in (lists[""], lists[platform], lists[state]):
            one.held.append(html)
            if len(one.held) == LINKS_PER_PAGE:
                yield one.page(voice)
    yield from (one.page(voice) for one in lists.values() if one.held or not one.number)


def _part(name: str, voice: Voice) -> Page:
    what = voice.t(f"{'state' if name in STATES else 'platform'}.{name}")
    title, description = (voice.t(f"{key}.evidence-of", what=what) for key in ("title", "describe"))
    return _first(f"evidence/{name.replace('_', '-')}", title, description, name)


def _first(folder: str, title: str, description: str, chosen: str) -> Page:
    return Page(f"{folder}/", "evidence", "evidence.html", title, description, {"chosen": chosen})
