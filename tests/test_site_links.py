"""Every link of a built site leads somewhere, none leaves it but for what the records cite, and the sitemap and the
data files are exactly those of the site."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from builtsite import SECRET, BuiltSite, without_language

from grantpages.evidence import ledgerfile
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES
from grantpages.site.publish import prefix

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
LAW, LICENCE = "adilet.zan.kz", "creativecommons.org"
SHARED = ("t.me", "wa.me")
"""Where a reader may pass a project on to: ordinary links, nothing is loaded from there."""


def _references(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """(page, address) of every `href` and `src`, of 404 too; a calendar's own scheme leads to the same file."""
    scheme, _, _ = site.address.partition("//")
    for address in site.all_pages:
        for element in site.page(address).walk():
            for name in ("href", "src"):
                if name in element.attributes:
                    yield address, re.sub("^webcal:", scheme, element[name])


def test_every_internal_link_leads_to_a_file_and_to_an_id_on_it(site: BuiltSite) -> None:
    lost = []
    for page, reference in _references(site):
        target = site.link(page, reference)
        if target is None:
            continue
        address, fragment = target
        file = site.file(address)
        if not file.is_file() or (fragment and fragment not in site.page(address).ids):
            lost.append(f"{page or '/'}: {reference}")
    assert lost == []


def test_ids_are_words_not_numbers_and_stand_once(site: BuiltSite) -> None:
    for address in site.all_pages:
        assert [id for id in site.page(address).ids if id.strip("_").isdecimal()] == [], address


def test_only_cited_links_the_operators_site_the_law_and_the_licence_leave_the_site(site: BuiltSite) -> None:
    dataset, _ = load_folder(site.data)
    assert dataset is not None
    cited = {link.url for call in dataset.calls.values() if call.announcement for link in call.announcement.links}
    cited |= {
        link.url
        for project in dataset.projects.values()
        for task in project.tasks
        for activity in task.activities
        for link in activity.evidence
    }
    records = [*dataset.organizations.values(), *dataset.calls.values(), *dataset.projects.values()]
    cited |= {source.url for record in (*records, *dataset.reports.values()) for source in record.sources if source.url}
    cited |= {str(organization.website) for organization in dataset.organizations.values() if organization.website}
    seen, _ = ledgerfile.read(site.data / "evidence" / "ledger.jsonl", "ledger.jsonl")
    cited |= {entry.archive.url for entry in seen.values() if entry.archive}
    operator = dataset.operator.website
    outside = {
        (page, reference)
        for page, reference in _references(site)
        if site.link(page, reference) is None
        and reference not in cited
        and not urljoin(reference, "/").startswith(urljoin(operator, "/"))
        and urlsplit(reference).hostname not in (LAW, LICENCE, *SHARED)
    }
    assert outside == set()


def test_nothing_is_loaded_from_another_host(site: BuiltSite) -> None:
    for address in site.all_pages:
        for element in site.page(address).walk():
            if element.tag in ("script", "img", "iframe", "source"):
                assert site.link(address, element["src"]) is not None, f"{address}: {element['src']}"
            if element.tag == "link" and element["rel"] not in ("canonical", "alternate "):
                assert site.link(address, element["href"]) is not None, f"{address}: {element['href']}"
    for style in (site.root / "assets").rglob("*.css"):
        assert "url(http" not in style.read_text(encoding="utf-8").replace("url(https://www.w3.org", "")


def test_a_link_printed_without_its_beginning_is_shown_but_leads_nowhere(small_site: BuiltSite) -> None:
    printed = "facebook.com/invented/posts/1"
    for address in ("projects/aqtas-2025-1/", "evidence/", "reports/aqtas-2025/"):
        for _, page in small_site.both(address):
            (shown,) = [box for box in page.all("span", "gp-url") if box.text == printed]
            assert shown.inherited("href") == ""


def test_links_that_leave_the_site_say_so_to_the_browser(site: BuiltSite) -> None:
    for address in site.addresses:
        for link in site.page(address).all("a", "gp-link"):
            assert {"nofollow", "noopener", "external"} <= set(link["rel"].split()), address


def test_the_sitemap_lists_every_page_with_its_languages(site: BuiltSite) -> None:
    text = (site.root / "sitemap.xml").read_bytes()
    assert gzip.decompress((site.root / "sitemap.xml.gz").read_bytes()) == text
    entries = {}
    for url in ElementTree.fromstring(text).findall("s:url", SITEMAP):
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", SITEMAP)}
        entries[url.findtext("s:loc", "", SITEMAP)] = links
    assert entries == {
        site.address + page: {
            **{language: site.address + prefix(language) + without_language(page) for language in LANGUAGES},
            "x-default": site.address + without_language(page),
        }
        for page in site.addresses
    }


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_data_files_are_copied_as_they_are_and_the_private_ones_never(site: BuiltSite) -> None:
    sources = _files(site.data)
    public = {
        name: text
        for name, text in sources.items()
        if name.endswith(".yml")
        and not name.startswith(("private/", "evidence/"))
        and not Path(name).name.startswith("_")
    }
    copied = {name: text for name, text in _files(site.root / "data").items() if name.endswith(".yml")}
    assert copied == public


def test_nothing_private_is_published(small_site: BuiltSite) -> None:
    assert [path for path in (small_site.data / "private").glob("*.yml") if SECRET in path.read_text(encoding="utf-8")]
    assert [path for path in small_site.root.rglob("private*")] == []
    assert [name for name, text in _files(small_site.root).items() if SECRET.encode() in text] == []
