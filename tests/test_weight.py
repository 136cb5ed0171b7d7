"""What a reader fetches, packed as most servers pack it."""

import gzip
import re
from functools import cache
from pathlib import Path

from builtsite import BuiltSite

KIB = 1024
PACKED = 6
"""The level of gzip that servers commonly use."""


@cache
def _packed(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, PACKED))


def _first_visit(site: BuiltSite, address: str) -> list[Path]:
    """The page and whatever it asks for by itself; a picture further down waits until it is near."""
    page = site.file(address)
    html = page.read_text(encoding="utf-8")
    tags = [tag for tag in re.findall(r"<(?:link|script|img)\s[^>]*>", html) if 'loading="lazy"' not in tag]
    links = (
        re.search(r'(?:src|href)="([^"#]+)"', tag)
        for tag in tags
        if not re.search(r'rel="(?:alternate|canonical|prev|next)"', tag)
    )
    found = {(page.parent / link[1]).resolve() for link in links if link and not link[1].startswith("http")}
    return [page, *sorted(found), *sorted((site.root / "assets/fonts").glob("*.woff2"))]


def test_a_first_visit_takes_little_on_any_page(real_site: BuiltSite) -> None:
    weights, asked = {}, {}
    for address in real_site.addresses:
        files = _first_visit(real_site, address)
        assert all(file.is_file() for file in files), (address, files)
        weights[address], asked[address] = sum(map(_packed, files)), len(files)
    assert len(weights) > 150
    assert max(asked.values()) <= 15, max(asked, key=lambda address: asked[address])
    heavy = {address: weight for address, weight in weights.items() if weight > 100 * KIB}
    assert heavy == {}


def test_the_page_of_a_project_takes_little(real_site: BuiltSite) -> None:
    pages = [address for address in real_site.addresses if re.fullmatch(r"(ru/)?projects/[^/]+/", address)]
    assert len(pages) == 4
    assert {
        address: _packed(real_site.file(address)) for address in pages if _packed(real_site.file(address)) > 25 * KIB
    } == {}


def test_the_themes_own_scripts_and_sheets_are_not_published(real_site: BuiltSite) -> None:
    names = [
        path.relative_to(real_site.root).as_posix() for path in (real_site.root / "assets").rglob("*") if path.is_file()
    ]
    assert [
        name
        for name in names
        if re.search(r"lunr|worker|bundle|\.map$|palette|stylesheets|javascripts|theme\.css", name)
    ] == []
