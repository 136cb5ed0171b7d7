"""Pour every record into its shell and write the site's own files beside MkDocs' pages."""

import gc
import multiprocessing
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from grantpages import securitytxt
from grantpages.abreast import each
from grantpages.follow.write import write_all as write_follow
from grantpages.load import Dataset
from grantpages.manifest import Part
from grantpages.opendata.basis import Basis, Grounds
from grantpages.opendata.pieces import sheaf_of
from grantpages.opendata.records import write_record
from grantpages.opendata.write import Written, write_tables
from grantpages.pack.write import write_packs
from grantpages.problem import LANGUAGES, Language
from grantpages.search.memory import Memory as SearchMemory
from grantpages.site.extract import Extract
from grantpages.site.groups import GroupWork, copy_documents, groups_of, history
from grantpages.site.history import has_history
from grantpages.site.kept import Kept, Tables
from grantpages.site.made import Memory
from grantpages.site.opendata import data_pages
from grantpages.site.page import Page
from grantpages.site.pages import pages
from grantpages.site.pour import DEFAULT, Pouring, Work, prefix
from grantpages.site.registerpages import Row, register_pages
from grantpages.site.searchpage import search_page
from grantpages.site.share import Sharing
from grantpages.site.shelf import OTHERS
from grantpages.site.sitemap import last_changes, write_sitemap
from grantpages.site.upkeep import moment, sweep
from grantpages.sitefile import copy_file, write_text
from grantpages.store import Store, code_version

__all__ = ["Miscounted", "PourFailed", "Published", "prefix", "publish"]
RECORDS = ("organizations", "calls", "projects", "reports")
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
    missing = [file for file in files if not (site / file / "index.html").is_file()]
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


class _Publishing:
    def __init__(
        self, work: Work, processes: int, folder: Path, memory: Memory | None = None, version: bytes = b""
    ) -> None:
        self.work, self.folder, self.memory, self.version = work, folder, memory, version
        self.processes = processes if len(work.dataset.projects) >= SPREAD_FROM else 1
        self.pourings: dict[Language, Pouring] = {language: Pouring(work, language) for language in LANGUAGES}
        self.began = 0
        self.kept = Kept()
        self.used: list[Path] = []
        self.tables = Tables(self.kept)
        self.told: dict[str, Part] = {}

    def publish(self, written: Sequence[str]) -> Published:
        work = self.work
        self.began = moment(work.site)
        for kind in OTHERS:
            for id in getattr(work.dataset, kind):
                work.set_version(kind, id)
        gc.freeze()  # the records stay: nobody need look through them for what does not, nor copy them to do so
        try:
            self._projects()
            addresses = self._in_both_languages()
        finally:
            gc.unfreeze()
        if self.memory:
            self.memory.forget(self.used)  # not before the search has compared what it was made of with what there is
        known = self._store("packs")
        write_packs(work.site, work.address, work.dataset, work.library.ledger, self.processes, known)
        counted(work.dataset, work.site, addresses)
        found = tuple(dict.fromkeys((*addresses, *written)))
        days = {key: facts.day for key, facts in self.tables.facts.items()}
        write_sitemap(work.site, work.address, found, last_changes(work.dataset, work.past, days))
        write_text(work.site / "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {work.address}sitemap.xml\n")
        told = securitytxt.security_txt(work.dataset, work.address)
        for place in securitytxt.PLACES:
            if told is None:
                (work.site / place).unlink(missing_ok=True)
            else:
                write_text(work.site / place, told)
        sweep(work.site, work.dataset, {*work.own, *self.told}, self.began)
        return Published(len(LANGUAGES) * len(addresses), found, self.told)

    def _store(self, name: str) -> Store | None:
        """What is known of other files that were made before."""
        return Store(self.memory.folder / name, self.version) if self.memory else None

    def _projects(self) -> None:
        """Make every project and every report, and take what they give."""
        making = GroupWork(self.work, list(self.pourings.values()), self.folder, self.began, self.memory, self.version)
        if self.processes > 1:
            for pouring in self.pourings.values():
                pouring.prepare()
        making.try_template()
        groups = groups_of(self.work.dataset)
        for group, made in zip(groups, each(making.make, groups, self.processes), strict=True):
            self.used.append(made.pieces)
            self.work.reports.update({(group.report, language): size for language, size in made.documents.items()})
            for gift in made.gifts:
                self.work.library.know(gift.id, Extract(*gift.extract))
                self.kept.add(gift, made.pieces)
                self.tables.know(gift)

    def _in_both_languages(self) -> list[str]:
        """All that waits for the projects, in two processes; the addresses below a language's root."""
        self.work.totals  # noqa: B018 - counted before, for both
        if self.processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
            addresses = self._language(DEFAULT)
            self._second()
            return [*addresses, *self._data()]
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
        Sharing(work.dataset, work.relations, work.site, work.address).write_lists()
        bases = {language: work.address + prefix(language) for language in LANGUAGES}
        write_follow(work.dataset, work.site, bases, work.past.changed, work.past.versions)
        for (kind, id), file in work.dataset.files.items():
            if kind != "projects":
                copy_file(work.data / file, work.site / "data" / file)
            if kind in ("calls", "organizations"):
                copy_documents(work, kind, id)

    def _language(self, language: Language) -> list[str]:
        """Write every page of one language that shows no project whole; the addresses of all its pages."""
        work, pouring = self.work, self.pourings[language]
        made = pages(work.dataset, work.relations, work.register, work.totals, pouring.voice)
        register = register_pages(work.register, self._rows(pouring), pouring.voice)
        addresses = pouring.write(chain(made, register, self._histories(pouring), [self._search(pouring)]))
        whole = [(kind, id) for kind in ("projects", "reports") for id in getattr(work.dataset, kind)]
        addresses += [f"{kind}/{id}/" for kind, id in whole]
        return addresses + [f"{kind}/{id}/history/" for kind, id in whole if has_history(work.past, kind, id)]

    def _histories(self, pouring: Pouring) -> Iterator[Page]:
        """Histories of records that are at hand; those of projects and reports are made with their pages."""
        for kind in ("organizations", "calls"):
            for id in getattr(self.work.dataset, kind):
                yield from history(self.work, pouring, kind, id)

    def _rows(self, pouring: Pouring) -> Iterator[Row]:
        """The register of links in the order of print: the announcements' first."""
        register = self.work.register
        for subject in self.work.library.others:
            if subject.cited:
                extract = register.extracts[subject.kind, subject.id]
                yield from map(Row, extract.platforms, extract.states, pouring.rows(subject.cited))
        for id in self.work.dataset.projects:
            yield from self.kept.rows(pouring.language, id, register.extracts["projects", id])

    def _search(self, pouring: Pouring) -> Page:
        memory = (
            SearchMemory(self.memory.folder / "search", pouring.language, self.version, self.memory.pieces)
            if self.memory
            else None
        )
        return search_page(pouring, self.kept, memory)

    def _data(self) -> list[str]:
        """The open data, and its pages; their addresses."""
        work = self.work
        written = self._tables()
        for pouring in self.pourings.values():
            addresses = pouring.write(data_pages(written, pouring.voice, work.address))
        return addresses

    def _tables(self) -> Written:
        work, library = self.work, self.work.library
        grounds = Grounds(work.dataset, library.ledger, work.address)
        for subject in library.others:
            write_record(work.site, grounds, subject)
            self.tables.add((subject.kind, subject.id), sheaf_of(grounds, subject))
        basis = Basis(work.dataset, library.ledger, work.address, self.tables.facts)
        written = write_tables(work.site, basis, self.tables, self._store("tables"))
        paths = {f"data/{name}": sum for name, sum in written.sums.items()}
        self.told.update({path: Part(path, *sum) for path, sum in paths.items()})
        return written
