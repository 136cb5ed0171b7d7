"""A site built by the real command, and how the tests find their way in it."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from htmltree import Element, parse

from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix

REPOSITORY = Path(__file__).parent.parent
REAL = REPOSITORY / "data"
VALID = Path(__file__).parent / "data" / "valid"
MISSING = ("404.html", "ru/404.html")
HOME = "http://localhost:8000/"
SECRET = "private-telephone-of-nobody"
"""Stands in a private file of the small folder and must stand nowhere else."""
CACHE = str(REPOSITORY / ".cache" / worker) if (worker := os.environ.get("PYTEST_XDIST_WORKER")) else ""
"""Of each process its own: builds of two would remove the frames that the other is about to take."""
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def run_build(
    site: Path, data: Path | None = None, address: str = "", corrections: str = "", now: str = ""
) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` as `make site` runs it; output and errors come back in one text."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRANTPAGES_")}
    chosen = {
        "GRANTPAGES_CACHE": CACHE,
        "GRANTPAGES_DATA": str(data) if data else "",
        "GRANTPAGES_URL": address,
        "GRANTPAGES_CORRECTIONS": corrections,
        "GRANTPAGES_NOW": now,
    }
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)],
        cwd=REPOSITORY,
        env=clean | QUIET | {name: value for name, value in chosen.items() if value},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


BARE = re.compile(r"p/|(?:ru/)?embed/|projects/[^/]+/notice/")


@dataclass(frozen=True)
class BuiltSite:
    """A built folder. Page addresses are below the site's root: `` is home, `ru/calls/` the Russian calls."""

    root: Path
    data: Path
    address: str
    _trees: dict[str, Element] = field(default_factory=dict, compare=False, repr=False)

    @property
    def addresses(self) -> list[str]:
        """Every page of the theme but 404, in the order of addresses."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("index.html"))
        return sorted(path.removesuffix("index.html") for path in found if not BARE.match(path))

    @property
    def bare(self) -> list[str]:
        """The small pages outside the theme: short addresses, notices, frames for other sites."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("index.html"))
        return sorted(path.removesuffix("index.html") for path in found if BARE.match(path))

    @property
    def all_pages(self) -> list[str]:
        """Every page, the ones for missing addresses too."""
        return [*self.addresses, *MISSING]

    def of(self, language: Language) -> list[str]:
        """The addresses of one language's pages."""
        return [address for address in self.addresses if language_of(address) == language]

    def page(self, address: str) -> Element:
        """A page's tree; a page for missing addresses by its file's name."""
        if address not in self._trees:
            self._trees[address] = parse(self.file(address).read_text(encoding="utf-8"))
        return self._trees[address]

    def both(self, address: str) -> list[tuple[Language, Element]]:
        """A page in each language; `address` is below the language's root."""
        return [(language, self.page(prefix(language) + address)) for language in LANGUAGES]

    def file(self, address: str) -> Path:
        """The file a server sends for an address."""
        path = self.root / address
        return path / "index.html" if address.endswith("/") or not address else path

    def link(self, page: str, href: str) -> tuple[str, str] | None:
        """(address, fragment) a link of a page leads to; None where it leaves the site."""
        target = urljoin(self.address + page, href)
        if not target.startswith(self.address):
            return None
        parts = urlsplit(target)
        return unquote(parts.path).removeprefix(urlsplit(self.address).path), unquote(parts.fragment)


def language_of(address: str) -> Language:
    """The language of the page at an address."""
    return "ru" if address.startswith("ru/") else "kk"


def contents(page: Element) -> Element:
    """A page's own contents, without the theme's header and footer."""
    return page.one("article", "md-content__inner")


def without_language(address: str) -> str:
    """The address below its language's root."""
    return address.removeprefix("ru/")
