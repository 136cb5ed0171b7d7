"""The register of links, and of it what leads to each platform and what is in each state.

A record's rows stand together, and a page ends where a record does: after one whose id says so, so that a link more
or less changes the page it stands on and not all that follow. A record with more rows than a page holds has its own.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from grantpages.evidence.verdict import STATES
from grantpages.site.page import Page, Part, Plan, address_of, made
from grantpages.site.seen import Register
from grantpages.site.voice import Voice

LINKS_PER_PAGE = 200
LEAST = 100
"""Rows from which on a page may end."""


class Block(NamedTuple):
    """The links of one record: where each leads to, its state, and what their rows are made from, as a digest."""

    kind: str
    id: str
    platforms: Sequence[str]
    states: Sequence[str]
    mark: bytes


class Piece(NamedTuple):
    """Rows of a block, by their places in it."""

    block: Block
    places: Sequence[int]


Rows = Callable[[str, str], Sequence[str]]
"""The rows of a record, by kind and id, as HTML with `engine.WAY` for the way to the root."""


@dataclass
class _List:
    """The pages of one list. held: of the page that has not ended yet."""

    pages: list[list[Piece]] = field(default_factory=list)
    held: list[Piece] = field(default_factory=list)
    rows: int = 0
    all: int = 0

    def add(self, block: Block, places: Sequence[int]) -> None:
        """The next record."""
        self.all += len(places)
        if self.rows + len(places) > LINKS_PER_PAGE:
            self.end()
        for start in range(0, len(places), LINKS_PER_PAGE):
            some = places[start : start + LINKS_PER_PAGE]
            self.held.append(Piece(block, some))
            self.rows += len(some)
            if self.rows == LINKS_PER_PAGE or (self.rows >= LEAST and zlib.crc32(block.id.encode()) & 1):
                self.end()

    def end(self) -> None:
        """The page ends here."""
        if self.held or not self.all:
            self.pages.append(self.held)
        self.held, self.rows = [], 0


def register_pages(register: Register, blocks: Iterable[Block], rows: Rows, voice: Voice) -> Iterator[Plan]:
    """All pages of one language. blocks: of the records with links, in the order of print.

    The pages come in the order of the records that they end with: rows are asked for that were asked for before.
    """
    lists = {name: _List() for name in ("", *(name for name, _ in (*register.by_platform, *register.by_state)))}
    order: dict[tuple[str, str], int] = {}
    for block in blocks:
        order[block.kind, block.id] = len(order)
        lists[""].add(block, range(len(block.states)))
        for names in (block.platforms, block.states):
            for name, places in _places(names).items():
                lists[name].add(block, places)
    plans: list[tuple[int, Plan]] = []
    for name, one in lists.items():
        one.end()
        ends = (order[page[-1].block.kind, page[-1].block.id] if page else 0 for page in one.pages)
        plans += zip(ends, _plans(name, one, rows, voice), strict=True)
    yield from (plan for _, plan in sorted(plans, key=lambda pair: pair[0]))


def _places(names: Iterable[str]) -> dict[str, list[int]]:
    """Where in a row each name stands."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    return places


def _plans(name: str, list: _List, rows: Rows, voice: Voice) -> Iterator[Plan]:
    folder = f"evidence/{name.replace('_', '-')}/" if name else "evidence/"
    for number, pieces in enumerate(list.pages, 1):
        part = Part(pieces, number, len(list.pages), list.all)
        told = [(block.kind, block.id, block.mark, tuple(places)) for block, places in pieces]
        yield Plan(address_of(folder, number), part.given(told), partial(_page, name, folder, part, rows, voice))


def _page(name: str, folder: str, part: Part, rows: Rows, voice: Voice) -> Page:
    if name:
        what = voice.t(f"{'state' if name in STATES else 'platform'}.{name}")
        title, description = (voice.t(f"{key}.evidence-of", what=what) for key in ("title", "describe"))
    else:
        title, description = voice.t("title.evidence"), voice.t("describe.evidence")
    page = Page(folder, "evidence", "evidence.html", title, description, {"chosen": name})
    return made(lambda _: page, part._replace(items=_html(part.items, rows)), voice)


def _html(pieces: Iterable[Piece], rows: Rows) -> list[str]:
    """The rows of a page."""
    found = ((rows(block.kind, block.id), places) for block, places in pieces)
    return [html[place] for html, places in found for place in places]
