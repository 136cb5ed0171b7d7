"""`sitemap.xml`: every page in both languages, the pages of records with the day of their last change."""

import datetime
import gzip
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from grantpages.astana import in_astana
from grantpages.history.records import KINDS, Key, Past
from grantpages.load import Dataset
from grantpages.opendata.joined import Target
from grantpages.problem import LANGUAGES
from grantpages.site.pour import prefix

FILES = "sitemap.xml", "sitemap.xml.gz"
"""The file and its gzip form."""
HISTORY = "history/"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def last_changes(dataset: Dataset, past: Past, days: Mapping[Key, str]) -> dict[str, str]:
    """When the page of each record was last changed, by its address (W3C-DTF, as sitemaps.org asks).

    That is the last commit that changed the record, or the hour it came out; where no history is known, the last
    day that the record names (`days`, ISO, empty where there is none). Never the day of the build.
    """
    found = {}
    for kind, id in dataset.files:
        if kind in KINDS and (said := _last(dataset, past, days, kind, id)) is not None:
            found[f"{kind}/{id}/"] = said
    return found


def _last(dataset: Dataset, past: Past, days: Mapping[Key, str], kind: str, id: str) -> str | None:
    known = past.of(kind, id)
    if known is None or not known.edits:
        return days.get((kind, id)) or None
    out: datetime.datetime | None = getattr(dataset, kind)[id].publish_at
    edited = known.edits[0].moment
    last = max(edited, in_astana(out)) if out else edited
    return last.isoformat(timespec="seconds")


def write_sitemap(site: Path, address: str, pages: Iterable[str], changed: Mapping[str, str]) -> None:
    """Write the file and its gzip form.

    address: the site's, ending in `/`. pages: addresses below a language's root. changed: see `last_changes`.
    """
    plain = Target(site / "sitemap.xml")
    with (site / "sitemap.xml.gz").open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        for line in _lines(address, pages, changed):
            plain.write(line.encode())
            packed.write(line.encode())
    plain.done()


def _lines(address: str, pages: Iterable[str], changed: Mapping[str, str]) -> Iterator[str]:
    yield HEAD
    for page in pages:
        links: list[tuple[str, str]] = [
            (language, escape(f"{address}{prefix(language)}{page}", quote=False)) for language in LANGUAGES
        ]
        links.append(("x-default", escape(f"{address}{page}", quote=False)))
        alternates = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{link}"/>' for code, link in links)
        said = changed.get(page.removesuffix(HISTORY))
        last = f"<lastmod>{said}</lastmod>" if said else ""
        for _, link in links[: len(LANGUAGES)]:
            yield f"<url><loc>{link}</loc>{last}{alternates}</url>\n"
    yield "</urlset>\n"
