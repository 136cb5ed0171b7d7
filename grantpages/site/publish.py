"""Pour every record into its shell and write the site's own files beside MkDocs' pages."""

import gzip
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Language
from grantpages.site.pages import Page, pages
from grantpages.site.relations import relate
from grantpages.site.render import environment, render
from grantpages.site.shell import Shell
from grantpages.site.voice import Voice

DEFAULT: Language = "kk"


@dataclass(frozen=True)
class Published:
    """What was written: pages per language, and the addresses for the sitemap."""

    pages: int
    addresses: tuple[str, ...]


def prefix(language: Language) -> str:
    """The folder of a language below the site's root: none for Kazakh, `ru/` for Russian."""
    return "" if language == DEFAULT else f"{language}/"


def publish(
    dataset: Dataset,
    shells: Mapping[tuple[Language, int], str],
    site: Path,
    data: Path,
    address: str,
    written: tuple[str, ...],
) -> Published:
    """Write all pages, the data files they come from, and the sitemap.

    shells: rendered shell pages by language and depth. site: the folder MkDocs built. data: the
    data folder. address: the site's address, ending in `/`. written: addresses of the pages MkDocs
    wrote itself, below a language's root.
    """
    relations = relate(dataset)
    addresses: list[str] = []
    count = 0
    for language in LANGUAGES:
        voice = Voice(language)
        env = environment(dataset, relations, voice)
        cut: dict[tuple[int, str], Shell] = {}
        for page in pages(dataset, relations, voice):
            shell = cut.get((page.depth, page.section))
            if shell is None:
                shell = cut[page.depth, page.section] = Shell.of(shells[language, page.depth], page.section)
            root = "../" * (page.depth + (language != DEFAULT))
            _write(site / prefix(language) / page.address / "index.html", _poured(shell, page, render(env, page, root)))
            count += 1
            if language == DEFAULT:
                addresses.append(page.address)
    _copy_data(dataset, data, site / "data")
    found = (*addresses, *(known for known in written if known not in addresses))
    write_sitemap(site, address, found)
    return Published(count, found)


def _poured(shell: Shell, page: Page, body: str) -> str:
    return shell.pour(address=page.address, title=page.title, description=page.description, body=body)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy_data(dataset: Dataset, data: Path, target: Path) -> None:
    """The files themselves, for whoever follows «source of this page»; never `private/`."""
    for inside in dataset.files.values():
        copy = target / inside
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(data / inside, copy)


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
