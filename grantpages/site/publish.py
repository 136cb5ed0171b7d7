"""Pour every record into its shell and write the site's own files beside MkDocs' pages."""

import gzip
import multiprocessing
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from grantpages.checks.finding import Finding
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Language
from grantpages.site.notes import notes_of
from grantpages.site.page import Page
from grantpages.site.pages import pages
from grantpages.site.relations import Relations, relate
from grantpages.site.render import environment, render
from grantpages.site.seen import Register
from grantpages.site.shell import Shell
from grantpages.site.voice import Voice

DEFAULT: Language = "kk"
SPREAD_FROM = 100  # projects; below, a second process costs more than it brings


@dataclass(frozen=True)
class Published:
    """What was written: pages per language, and the addresses for the sitemap."""

    pages: int
    addresses: tuple[str, ...]


def prefix(language: Language) -> str:
    """The folder of a language below the site's root: none for Kazakh, `ru/` for Russian."""
    return "" if language == DEFAULT else f"{language}/"


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
    spread: bool = False,
) -> Published:
    """Write all pages, the data files they come from, and the sitemap.

    shells: rendered shell pages by language and depth. site: the folder MkDocs built. data: the
    data folder. address: the site's address, ending in `/`. written: addresses of the pages MkDocs
    wrote itself, below a language's root. ledger: what the link checker saw. findings: the audit's,
    of which the warnings are shown. spread: each language may have a process of its own; not
    where the caller runs threads, which a fork does not survive. Raises PourFailed.
    """
    relations = relate(dataset)
    register = Register(ledger, relations.citations, notes_of(findings, dataset))
    if spread and len(dataset.projects) >= SPREAD_FROM and "fork" in multiprocessing.get_all_start_methods():
        addresses = _pour_side_by_side(dataset, relations, register, shells, site)
    else:
        addresses = [_pour_language(dataset, relations, register, shells, site, language) for language in LANGUAGES][0]
    _copy_data(dataset, data, site / "data")
    _copy_documents(dataset, data, site)
    found = (*addresses, *(known for known in written if known not in addresses))
    write_sitemap(site, address, found)
    return Published(len(LANGUAGES) * len(addresses), found)


def _pour_side_by_side(
    dataset: Dataset, relations: Relations, register: Register, shells: Mapping[tuple[Language, int], str], site: Path
) -> list[str]:
    """Each language in a process of its own. Forked: the dataset is shared as it stands, nothing is sent."""
    fork = multiprocessing.get_context("fork")
    others = [
        fork.Process(target=_pour_language, args=(dataset, relations, register, shells, site, language))
        for language in LANGUAGES
        if language != DEFAULT
    ]
    for other in others:
        other.start()
    addresses = _pour_language(dataset, relations, register, shells, site, DEFAULT)
    for other in others:
        other.join()
    if any(other.exitcode for other in others):
        raise PourFailed
    return addresses


def _pour_language(
    dataset: Dataset,
    relations: Relations,
    register: Register,
    shells: Mapping[tuple[Language, int], str],
    site: Path,
    language: Language,
) -> list[str]:
    """Write every page of one language; their addresses are the same in each."""
    voice = Voice(language)
    env = environment(dataset, relations, register, voice)
    cut: dict[tuple[int, str], Shell] = {}
    addresses = []
    for page in pages(dataset, relations, register, voice):
        shell = cut.get((page.depth, page.section))
        if shell is None:
            shell = cut[page.depth, page.section] = Shell.of(shells[language, page.depth], page.section)
        root = "../" * (page.depth + (language != DEFAULT))
        _write(site / prefix(language) / page.address / "index.html", _poured(shell, page, render(env, page, root)))
        addresses.append(page.address)
    return addresses


def _poured(shell: Shell, page: Page, body: str) -> str:
    return shell.pour(address=page.address, title=page.title, description=page.description, body=body)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


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


def write_sitemap(site: Path, address: str, addresses: tuple[str, ...]) -> None:
    """`sitemap.xml` with both languages of every page, and its gzip form."""
    text = "".join(_sitemap(address, addresses))
    _write(site / "sitemap.xml", text)
    with (site / "sitemap.xml.gz").open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(text.encode())


def _sitemap(address: str, addresses: tuple[str, ...]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for page in addresses:
        links: list[tuple[str, str]] = [
            (language, escape(f"{address}{prefix(language)}{page}")) for language in LANGUAGES
        ]
        links.append(("x-default", escape(f"{address}{page}")))
        alternates = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{link}"/>' for code, link in links)
        for _, link in links[: len(LANGUAGES)]:
            yield f"<url><loc>{link}</loc>{alternates}</url>\n"
    yield "</urlset>\n"
