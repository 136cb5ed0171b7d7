"""Pour every record into its shell and write the site's own files beside MkDocs' pages."""

import multiprocessing
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from grantpages import securitytxt
from grantpages.checks.finding import Finding
from grantpages.evidence.ledger import Entry
from grantpages.exports.reports import write_reports
from grantpages.follow.write import write_all as write_follow
from grantpages.history.records import Past
from grantpages.load import Dataset
from grantpages.opendata.basis import Basis, Grounds, Subject, subjects_of
from grantpages.opendata.pieces import Gathered, sheaf_of
from grantpages.opendata.records import write_record
from grantpages.opendata.write import Written, write_tables
from grantpages.pack.write import write_packs
from grantpages.problem import LANGUAGES, Language
from grantpages.site.corrections import record_versions
from grantpages.site.history import history_pages
from grantpages.site.notes import notes_of
from grantpages.site.opendata import data_pages
from grantpages.site.pages import pages
from grantpages.site.pour import DEFAULT, Pouring, Work, prefix
from grantpages.site.relations import relate
from grantpages.site.searchpage import search_page
from grantpages.site.seen import Register
from grantpages.site.share import Sharing
from grantpages.site.sitemap import last_changes, write_sitemap
from grantpages.sitefile import write_text

__all__ = ["PourFailed", "Published", "prefix", "publish"]
SPREAD_FROM = 100  # projects; below, a second process costs more than it brings


@dataclass(frozen=True)
class Published:
    """What was written: pages per language, and the addresses for the sitemap."""

    pages: int
    addresses: tuple[str, ...]


class PourFailed(Exception):
    """The process that pours the other language ended with an error, which it has printed."""


def publish(
    dataset: Dataset,
    shells: Mapping[tuple[Language, int], str],
    site: Path,
    data: Path,
    address: str,
    written: tuple[str, ...],
    ledger: Mapping[str, Entry],
    findings: Iterable[Finding],
    past: Past,
    corrections: str,
    spread: bool = False,
    cards: Path | None = None,
) -> Published:
    """Write all pages, the data files they come from, and the sitemap.

    shells: rendered shell pages by language and depth. site: the folder MkDocs built. data: the
    data folder. address: the site's address, ending in `/`. written: addresses of the pages MkDocs
    wrote itself, below a language's root. ledger: what the link checker saw. findings: the audit's,
    of which the warnings are shown. past: the records' history. corrections: where a mistake is
    reported, see `Corrections`. spread: each language may have a process of its own; not where the
    caller runs threads, which a fork does not survive. cards: a folder that keeps the drawn
    pictures from build to build. Raises PourFailed.
    """
    findings = tuple(findings)
    relations = relate(dataset)
    register = Register(ledger, relations.citations, notes_of(findings, dataset))
    reports = write_reports(dataset, data, site, spread)
    versions = record_versions(dataset, data, past)
    work = Work(dataset, relations, register, shells, site, address, past, corrections, versions, cards, reports)
    grounds = Grounds(dataset, ledger, address)
    subjects = list(subjects_of(dataset, relations.citations, findings).values())
    if spread and len(dataset.projects) >= SPREAD_FROM and "fork" in multiprocessing.get_all_start_methods():
        addresses, tables = _pour_side_by_side(work, grounds, subjects)
    else:
        addresses = _pour_language(work, DEFAULT)
        _pour_second(work, grounds, subjects)
        tables = _tables(site, grounds, subjects)
    for language in LANGUAGES:
        pouring = Pouring(work, language)
        offered = pouring.write(data_pages(tables, pouring.voice, address))
    addresses = [*addresses, *offered]
    _copy_data(dataset, data, site / "data")
    _copy_documents(dataset, data, site)
    write_packs(site, address, dataset, ledger, spread)
    found = (*addresses, *(known for known in written if known not in addresses))
    write_sitemap(site, address, found, last_changes(dataset, past, tables.days))
    write_text(site / "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n")
    if (told := securitytxt.security_txt(dataset, address)) is not None:
        for place in securitytxt.PLACES:
            write_text(site / place, told)
    return Published(len(LANGUAGES) * len(addresses), found)


def _pour_side_by_side(work: Work, grounds: Grounds, subjects: Sequence[Subject]) -> tuple[list[str], Written]:
    """Each language in a process of its own. Forked: the dataset is shared as it stands, nothing is sent."""
    fork, _ = multiprocessing.get_context("fork"), work.totals  # counted before, for both
    other = fork.Process(target=_pour_second, args=(work, grounds, subjects))
    other.start()
    addresses, tables = _pour_language(work, DEFAULT), _tables(work.site, grounds, subjects)
    other.join()
    if other.exitcode:
        raise PourFailed
    return addresses, tables


def _pour_second(work: Work, grounds: Grounds, subjects: Sequence[Subject]) -> None:
    """The other language, and what takes about as long as the tables: the records, what is shared and followed."""
    _pour_language(work, "ru")
    for subject in subjects:
        write_record(work.site, grounds, subject)
    Sharing(work.dataset, work.relations, work.site, work.address).write()
    bases = {language: work.address + prefix(language) for language in LANGUAGES}
    write_follow(work.dataset, work.site, bases, work.past.changed, work.past.versions)


def _tables(site: Path, grounds: Grounds, subjects: Iterable[Subject]) -> Written:
    """Write the open data; each record is told by itself."""
    gathered = Gathered()
    for subject in subjects:
        gathered.add((subject.kind, subject.id), sheaf_of(grounds, subject))
    return write_tables(site, Basis(grounds.dataset, grounds.ledger, grounds.address, gathered.facts), gathered)


def _pour_language(work: Work, language: Language) -> list[str]:
    """Write every page of one language that does not wait for the open data; the addresses are the same in each."""
    pouring = Pouring(work, language)
    made = pages(work.dataset, work.relations, work.register, work.totals, pouring.voice)
    made = chain(made, history_pages(work.dataset, work.past, pouring.voice), [search_page(pouring)])
    return pouring.write(made)


def _copy_data(dataset: Dataset, data: Path, target: Path) -> None:
    """The files themselves, for whoever follows «source of this page»; never `private/`."""
    for inside in dataset.files.values():
        _copy(data / inside, target / inside)


def _copy_documents(dataset: Dataset, data: Path, site: Path) -> None:
    """Each document beside the Kazakh page of its record; the Russian page leads there, too."""
    for kind, id, file in dataset.documents:
        _copy(data / kind / id / file, site / kind / id / file)


def _copy(file: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, copy)
