"""What pages tell programs in their heads: JSON-LD that nothing breaks out of, Open Graph, the record's data."""

import json
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from builtsite import BuiltSite, prefix
from opendatafiles import ADDRESS, HOSTILE, TODAY, small_basis
from wholesite import every_page, register_of

from grantpages.checks.audit import audit
from grantpages.history.records import Past
from grantpages.problem import LANGUAGES, Language
from grantpages.site.corrections import Corrections
from grantpages.site.head import Heads
from grantpages.site.linked import Linked, embedded
from grantpages.site.page import Page
from grantpages.site.relations import relate
from grantpages.site.render import environment
from grantpages.site.voice import Voice

TYPES = {
    "project.html": "MonetaryGrant",
    "call.html": "GovernmentService",
    "report.html": "Report",
    "home.html": "WebSite",
}
NEEDED = {
    "MonetaryGrant": {"name", "url", "amount", "funder", "fundedItem"},
    "GovernmentService": {"name", "url", "provider", "areaServed"},
    "Report": {"name", "url", "author", "license"},
    "NGO": {"name", "url"},
    "GovernmentOrganization": {"name", "url"},
    "Organization": {"name", "url"},
    "WebSite": {"name", "url"},
    "DataCatalog": {"name", "url", "license", "dataset", "publisher"},
    "BreadcrumbList": {"itemListElement"},
}


class _Head(HTMLParser):
    """The scripts and properties of a page as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.properties: dict[str, str] = {}
        self.others: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.inside = tag == "script" and values.get("type") == "application/ld+json"
        if self.inside:
            self.scripts.append("")
        elif tag == "meta" and str(values.get("property")).startswith("og:"):
            self.properties[str(values["property"])] = str(values["content"])
        else:
            self.others.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data


def read(html: str) -> _Head:
    parser = _Head()
    parser.feed(html)
    return parser


@cache
def made(language: Language) -> list[Page]:
    basis = small_basis()
    register = register_of(basis.dataset, basis.ledger, audit(basis.dataset, TODAY))
    corrections = Corrections("https://example.org/", ADDRESS, language, {})
    env = environment(basis.dataset, relate(basis.dataset), register, Voice(language), Past({}), corrections)
    return list(every_page(basis.dataset, register, env))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_says_what_it_is_about(language: Language) -> None:
    base = ADDRESS + prefix(language)
    linked = Linked(small_basis().dataset, Voice(language), base)
    for page in made(language):
        nodes = {node["@type"]: node for node in linked.graph(page)}
        assert TYPES.get(page.template, "BreadcrumbList") in nodes
        for kind, node in nodes.items():
            assert set(node) >= NEEDED[kind], (page.address, kind)
            assert node.get("url", base).startswith(("http", base))
        if page.address:
            steps = nodes["BreadcrumbList"]["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert (steps[0]["item"], steps[-1]["item"]) == (base, base + page.address)


def test_a_grant_has_its_sum_in_tenge() -> None:
    linked = Linked(small_basis().dataset, Voice("ru"), ADDRESS)
    grants = [(page, node) for page in made("ru") for node in linked.graph(page) if node["@type"] == "MonetaryGrant"]
    for page, node in grants:
        project = small_basis().dataset.projects[page.values["id"]]
        assert node["amount"] == {"@type": "MonetaryAmount", "value": project.grant.amount, "currency": "KZT"}
        assert node["name"] == project.title.ru
    assert len(grants) == len(small_basis().dataset.projects)


@pytest.mark.parametrize("text", [*HOSTILE, "</script>", "<!--<script>", "\u2028", "&amp;"])
def test_nothing_breaks_out_of_the_script(text: str) -> None:
    html = f'<script type="application/ld+json">{embedded([{"name": text}])}</script><p>after</p>'
    parser = read(html)
    assert json.loads(parser.scripts[0])["@graph"] == [{"name": text}]
    assert parser.others == ["p"]
    assert not re.search("[<>&\u2028\u2029]", embedded([{"name": text}]))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_head_holds_hostile_words_as_words(text: str) -> None:
    heads = Heads(small_basis().dataset, Voice("kk"), ADDRESS, ADDRESS)
    parser = read(heads.of(Page("calls/", "calls", "calls.html", text, text)))
    assert parser.properties["og:title"].replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert parser.others == ["meta"]


def test_every_page_of_a_built_site_has_its_head(site: BuiltSite) -> None:
    for address in site.addresses:
        html = site.file(address).read_text(encoding="utf-8")
        assert "gp-head-mark" not in html
        parser = read(html.partition("</head>")[0])
        assert {"og:title", "og:description", "og:url"} <= set(parser.properties), address
        canonical = re.search('<link rel="canonical" href="([^"]*)"', html)
        assert canonical
        assert parser.properties["og:url"] == unescape(canonical[1])
        for script in parser.scripts:
            document = json.loads(script)
            assert document["@context"] == "https://schema.org"
            assert document["@graph"]


def test_pictures_and_data_named_in_heads_are_there(site: BuiltSite) -> None:
    for address in site.addresses:
        head = site.file(address).read_text(encoding="utf-8").partition("</head>")[0]
        named = re.findall('property="og:image" content="([^"]+)"', head)
        named += re.findall('type="application/json" href="([^"]+)"', head)
        for url in named:
            assert site.file(url.removeprefix(site.address)).is_file(), url


def _addresses(value: Any) -> set[str]:
    return {row["record_url"] for row in value["rows"] if "record_url" in row}


def test_every_row_of_the_open_data_leads_to_a_page(site: BuiltSite) -> None:
    tables = [json.loads(path.read_bytes()) for path in sorted((site.root / "data").glob("*.json"))]
    led = {url for table in tables if "rows" in table for url in _addresses(table)}
    assert led
    assert {url.removeprefix(site.address) for url in led} <= set(site.addresses)


def test_robots_name_the_sitemap(site: BuiltSite) -> None:
    assert f"Sitemap: {site.address}sitemap.xml" in (site.root / "robots.txt").read_text(encoding="utf-8")


def test_the_page_of_downloads_offers_every_file_with_its_size(site: BuiltSite) -> None:
    for language in LANGUAGES:
        address = f"{prefix(language)}data/"
        html = site.file(address).read_text(encoding="utf-8")
        links = {link[0] for href in re.findall('href="([^"]+)"', html) if (link := site.link(address, href))}
        written = {
            f"data/{path.name}" for path in (site.root / "data").iterdir() if path.suffix in (".csv", ".xlsx", ".json")
        }
        assert written <= links
        assert {"DataCatalog"} <= {node["@type"] for node in json.loads(read(html).scripts[0])["@graph"]}
