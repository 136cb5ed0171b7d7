"""Pour every record into its shell and write the site's own files beside MkDocs' pages."""

import gc
import marshal
import multiprocessing
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from grantpages import securitytxt
from grantpages.abreast import each
from grantpages.follow.write import followed
from grantpages.load import Dataset
from grantpages.manifest import MANIFEST, SUMS, Part
from grantpages.opendata.basis import Basis, Key
from grantpages.opendata.records import file_of
from grantpages.opendata.write import Written, write_tables
from grantpages.pack.write import write_packs
from grantpages.problem import LANGUAGES, Language
from grantpages.search.memory import Memory as SearchMemory
from grantpages.site.extract import Extract
from grantpages.site.facts import RECORDS, Facts
from grantpages.site.groups import Group, GroupWork, Made, groups_of
from grantpages.site.history import has_history, history_page
from grantpages.site.kept import Gift, Kept, Tables
from grantpages.site.keys import Keys
from grantpages.site.made import Memory
from grantpages.site.opendata import data_pages
from grantpages.site.others import OtherWork, other_groups
from grantpages.site.page import Page, Plan
from grantpages.site.pages import pages
from grantpages.site.pour import DEFAULT, Pouring, Work, prefix
from grantpages.site.registerpages import Block, register_pages
from grantpages.site.searchpage import search_page
from grantpages.site.share import Sharing
from grantpages.site.shelf import OTHERS
from grantpages.site.sitemap import FILES, last_changes, write_sitemap
from grantpages.site.standing import Standing
from grantpages.site.upkeep import moment, sweep
from grantpages.sitefile import copy_file, write_text
from grantpages.store import Store, code_version

__all__ = ["Miscounted", "PourFailed", "Published", "prefix", "publish"]
SHARED, SITEMAP = "shared", "sitemap"
"""The parts of the site that are of no language."""
ROWS_HELD = 128
"""Of so many records at a time the rows of the register are in memory."""
LOOKED_AT = 32
"""So many groups are looked at in a row by one process."""
SPREAD_FROM = 100  # projects; below, a second process costs more than it brings


@dataclass(frozen=True)
class Published:
    """What was written: pages per language, the addresses for the sitemap, the sums that were taken on the way."""

    pages: int
    addresses: tuple[str, ...]
    told: Mapping[str, Part]


class PourFailed(Exception):
    """A process that pours ended with an error, which it has printed."""


class Miscounted(Exception):
    """Pages that were not written, or addresses that one file would answer to; each by its address."""


def counted(dataset: Dataset, site: Path, addresses: Sequence[str]) -> None:
    """See that every record has its page in each language, and every page an address of its own.

    Addresses that differ in capitals alone are one folder on Windows and macOS. Raises Miscounted.
    """
    records = [f"{kind}/{id}/" for kind in RECORDS for id in getattr(dataset, kind)]
    files = [prefix(language) + record for language in LANGUAGES for record in records]
    missing = [file for file in files if not os.path.isfile(f"{site}/{file}index.html")]
    missing += sorted(set(records).difference(addresses))
    seen = Counter(address.casefold() for address in addresses)
    if missing or (twice := [address for address in addresses if seen[address.casefold()] > 1]):
        raise Miscounted(", ".join(missing or twice))


def publish(work: Work, written: Sequence[str] = (), processes: int = 1) -> Published:
    """Write all pages, the data files they come from, and the sitemap.

    written: addresses of the pages MkDocs wrote itself, below a language's root. processes: how many may work beside
    this one; one where the caller runs threads, which a fork does not survive. With a cache what would be made the
    same again is left alone. Raises PourFailed, WorkFailed, Changed, TemplateFault, Miscounted.
    """
    if work.cache and work.library.marks:
        version = code_version("*.html", "*.json")
        memory = Memory(work.cache / "made", work.site, version)
        return _Publishing(work, processes, memory.pieces, memory, version).publish(written)
    with tempfile.TemporaryDirectory(prefix="grantpages-") as folder:
        return _Publishing(work, processes, Path(folder)).publish(written)


def _held(data: Path, file: str) -> bytes:
    """What a record's file holds."""
    return (data / file).read_bytes()


class _Publishing:
    def __init__(
        self, work: Work, processes: int, folder: Path, memory: Memory | None = None, version: bytes = b""
    ) -> None:
        self.work, self.folder, self.memory, self.version = work, folder, memory, version
        self.processes = processes if len(work.dataset.projects) >= SPREAD_FROM else 1
        self.pourings: dict[Language, Pouring] = {language: Pouring(work, language) for language in LANGUAGES}
        self.began = 0
        known = Store(memory.folder / "lists", b"") if memory else None
        self.keys = Keys(work, version)
        self.standing = {
            part: Standing(work.site, part, self.keys.basis, known) for part in (*LANGUAGES, SHARED, SITEMAP)
        }
        self.facts = Facts(work)
        self.kept = Kept()
        self.used: list[Path] = []
        self.tables = Tables(self.kept)
        self.told: dict[str, Part] = {}
        self.stamps: dict[Key, str] = {}

    def publish(self, written: Sequence[str]) -> Published:
        work = self.work
        self.began = moment(work.site)
        for kind in OTHERS:
            for id in getattr(work.dataset, kind):
                work.set_version(kind, id)
        gc.freeze()  # the records stay: nobody need look through them for what does not, nor copy them to do so
        try:
            self._projects()
            self._others()
            addresses = self._in_both_languages()
        finally:
            gc.unfreeze()
        if self.memory:
            self.memory.forget(self.used)  # not before the search has compared what it was made of with what there is
        known = self._store("packs")
        write_packs(work.site, work.address, work.dataset, work.library.ledger, self.processes, known, self.stamps)
        # A pack's size is written into its competition's page.
        for language in LANGUAGES:
            self.standing[language].settle(f"{prefix(language)}calls/{id}/index.html" for id in work.dataset.calls)
        counted(work.dataset, work.site, addresses)
        found = tuple(dict.fromkeys((*addresses, *written)))
        days = {key: facts.day for key, facts in self.tables.facts.items()}
        changed = last_changes(work.dataset, work.past, days)
        standing = self._begun(SITEMAP)
        standing.put_all(
            FILES, (found, list(changed.items())), lambda: write_sitemap(work.site, work.address, found, changed)
        )
        standing.end()
        write_text(work.site / "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {work.address}sitemap.xml\n")
        told = securitytxt.security_txt(work.dataset, work.address)
        for place in securitytxt.PLACES:
            if told is None:
                (work.site / place).unlink(missing_ok=True)
            else:
                write_text(work.site / place, told)
        stand = (part.files() for part in self.standing.values())
        records = (file_of(kind, id) for kind in OTHERS for id in getattr(work.dataset, kind))
        sweep(work.site, work.dataset, work.own.union((SUMS, MANIFEST), self.told, records, *stand), self.began)
        return Published(len(LANGUAGES) * len(addresses), found, self.told)

    def _store(self, name: str) -> Store | None:
        """What is known of other files that were made before."""
        return Store(self.memory.folder / name, self.version) if self.memory else None

    def _projects(self) -> None:
        """Make every project and every report, and take what they give."""
        making = GroupWork(self.work, list(self.pourings.values()), self.folder, self.began, self.keys, self.memory)
        groups = groups_of(self.work.dataset)
        self.keys.prepare()
        some = [groups[start : start + LOOKED_AT] for start in range(0, len(groups), LOOKED_AT)]
        stood = list(chain.from_iterable(each(making.stood, some, self.processes)))
        anew = [group for group, made in zip(groups, stood, strict=True) if not made]
        if anew:
            making.try_template()
        if len(anew) > 1 and self.processes > 1:
            for pouring in self.pourings.values():
                pouring.prepare()
        new = each(making.make, anew, self.processes)
        for group, made in zip(groups, stood, strict=True):
            self._take(group, made or next(new))

    def _take(self, group: Group, made: Made) -> None:
        """Take what the projects of a group give."""
        self.used.append(made.pieces)
        # All files of a group that was made before are there; when one is made, its pieces have a new file.
        self.stamps.update({("projects", id): made.pieces.name for id in group.projects})
        if group.report:
            self.stamps["reports", group.report] = made.pieces.name
        sizes = {(group.report, language): made.documents[language] for language in LANGUAGES if made.documents}
        self.work.reports.update(sizes)
        for values in marshal.loads(made.gifts):
            gift = Gift(*values)
            self.work.library.know(gift.id, Extract(*gift.extract))
            self.kept.add(gift, made.pieces)
            self.tables.know(gift)

    def _others(self) -> None:
        """Make what the other records give to the open data, and take it."""
        making = OtherWork(self.work, self.folder, self.keys, self.memory)
        groups = other_groups(self.work.dataset)
        for group, made in zip(groups, each(making.make, groups, self.processes), strict=True):
            self.used.append(made.pieces)
            for key, gift in zip(group.records, made.gifts, strict=True):
                self.tables.know_other(key, gift, made.pieces)

    def _in_both_languages(self) -> list[str]:
        """All that waits for the projects, in two processes; the addresses below a language's root."""
        self.work.totals  # noqa: B018 - counted before, for both
        if self.processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
            addresses = self._language(DEFAULT)
            self._second()
            return [*addresses, *self._data()]
        gc.freeze()  # what the projects gave stays, too
        other = multiprocessing.get_context("fork").Process(target=self._second)
        other.start()
        addresses = [*self._language(DEFAULT), *self._data()]
        other.join()
        if other.exitcode:
            raise PourFailed
        return addresses

    def _second(self) -> None:
        """The other language, and what takes about as long as the tables: what is shared and followed."""
        work = self.work
        self._language("ru")
        standing = self._begun(SHARED)
        Sharing(work.dataset, work.relations, work.site, work.address).write_lists(standing)
        bases = {language: work.address + prefix(language) for language in LANGUAGES}
        for file, given, text in followed(work.dataset, bases, work.past.changed, work.past.versions):
            standing.put(file, given, text)
        for (kind, id), file in work.dataset.files.items():
            if kind in OTHERS:
                mark = work.library.marks.get((kind, id), b"")
                standing.put(f"data/{file}", mark, partial(_held, work.data, file))
            elif kind != "projects":
                copy_file(work.data / file, work.site / "data" / file)
            if kind in ("calls", "organizations"):
                for document in getattr(work.dataset, kind)[id].documents:
                    standing.copy(work.data / kind / id / document.file, f"{kind}/{id}/{document.file}")
        standing.end()

    def _begun(self, part: str) -> Standing:
        standing = self.standing[part]
        standing.begin(self.work.library.asked, self.facts.mark)
        return standing

    def _language(self, language: Language) -> list[str]:
        """Write every page of one language that shows no project whole; the addresses of all its pages."""
        work, pouring, standing = self.work, self.pourings[language], self._begun(language)
        made = pages(work.dataset, work.relations, work.register, work.totals, pouring.voice)
        register = register_pages(work.register, self._blocks(language), self._rows(pouring), pouring.voice)
        addresses = pouring.stand(chain(made, register, self._histories(pouring)), standing)
        standing.end()
        addresses += pouring.write([self._search(pouring)])
        whole = [(kind, id) for kind in ("projects", "reports") for id in getattr(work.dataset, kind)]
        addresses += [f"{kind}/{id}/" for kind, id in whole]
        return addresses + [f"{kind}/{id}/history/" for kind, id in whole if has_history(work.past, kind, id)]

    def _histories(self, pouring: Pouring) -> Iterator[Plan]:
        """Histories of records that are at hand; those of projects and reports are made with their pages."""
        work = self.work
        for kind in ("organizations", "calls"):
            for id in getattr(work.dataset, kind):
                if has_history(work.past, kind, id):
                    make = partial(history_page, work.dataset, pouring.past, pouring.voice, kind, id)
                    yield Plan(f"{kind}/{id}/history/", (), make)  # type: ignore[arg-type]

    def _blocks(self, language: Language) -> Iterator[Block]:
        """The records of the register of links in the order of print: those with announcements first."""
        extracts = self.work.register.extracts
        for (kind, id), mark in self._cited(language):
            extract = extracts[kind, id]
            if extract.cited:
                yield Block(kind, id, extract.platforms, extract.states, mark)

    def _cited(self, language: Language) -> Iterator[tuple[Key, bytes]]:
        """The records that may cite links, each with a digest of what its rows are made from."""
        work = self.work
        for key in ((kind, id) for kind in OTHERS for id in getattr(work.dataset, kind)):
            yield key, work.library.marks.get(key, b"")
        for id in work.dataset.projects:
            yield ("projects", id), self.kept.mark(language, id)

    def _rows(self, pouring: Pouring) -> Callable[[str, str], Sequence[str]]:
        """Gives the rows of one record in the register."""
        kept = lru_cache(ROWS_HELD)(partial(self.kept.rows, pouring.language))

        def rows(kind: str, id: str) -> Sequence[str]:
            if kind == "projects":
                return kept(id)
            subject = self.work.library.other(kind, id)
            self.work.register.notes.of(kind, id, subject.record)  # they stand beside the links
            return pouring.rows(subject.cited)

        return rows

    def _search(self, pouring: Pouring) -> Page:
        memory = (
            SearchMemory(self.memory.folder / "search", pouring.language, self.version, self.memory.pieces)
            if self.memory
            else None
        )
        return search_page(
            pouring, self.kept, memory, self.processes // len(LANGUAGES)
        )  # the other language works, too

    def _data(self) -> list[str]:
        """The open data, and its pages; their addresses."""
        work = self.work
        written = self._tables()
        for pouring in self.pourings.values():
            addresses = pouring.write(data_pages(written, pouring.voice, work.address))
        return addresses

    def _tables(self) -> Written:
        work, library = self.work, self.work.library
        basis = Basis(work.dataset, library.ledger, work.address, self.tables.facts)
        written = write_tables(work.site, basis, self.tables, self._store("tables"))
        paths = {f"data/{name}": sum for name, sum in written.sums.items()}
        self.told.update({path: Part(path, *sum) for path, sum in paths.items()})
        return written
