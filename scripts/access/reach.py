"""How many clicks from the home page every page is, and whether every link of a site leads somewhere."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from access.kinds import file_of, language_of
from grantpages.site.publish import prefix

LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
REFERENCE = re.compile(r'\s(?:href|src|action)="([^"]*)"')
NAMED = re.compile(r'\sid="([^"]*)"')
CLICKS = 3
"""As few as it may take to come to any page of a state's site: order № 124-НҚ of 31 March 2025."""


class Web:
    """The pages of a site and their links. address: the one the site was built for, ending in `/`."""

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.address = root, address
        files = (path.relative_to(root).as_posix() for path in root.rglob("*.html"))
        self.pages = sorted(re.sub(r"(^|(?<=/))index\.html$", "", file) for file in files)
        self.known = set(self.pages)

    def clicks(self, home: str) -> dict[str, int]:
        """Every page that links lead to from `home`, with how many of them it takes at least."""
        steps, waiting = {home: 0}, deque([home])
        while waiting:
            page = waiting.popleft()
            for address in self._led_to(page):
                if address in self.known and address not in steps:
                    steps[address] = steps[page] + 1
                    waiting.append(address)
        return steps

    def far(self) -> list[str]:
        """The pages more than `CLICKS` from the home page of their language; 404 pages are left out."""
        homes = {home: self.clicks(home) for home in map(prefix, ("kk", "ru"))}
        wanted = (page for page in self.pages if not page.endswith("404.html"))
        return [page for page in wanted if homes[prefix(language_of(page))].get(page, CLICKS + 1) > CLICKS]

    def lost(self) -> Iterator[str]:
        """Links inside the site that lead to no file, or to a place that its page does not have."""
        places: dict[str, set[str]] = {}
        for page in self.pages:
            for reference in set(REFERENCE.findall(self._text(page))):
                target, place = urldefrag(self._target(page, unescape(reference)))
                if not target.startswith(self.address):
                    continue
                there = unquote(urlsplit(target).path).removeprefix(urlsplit(self.address).path)
                if not (self.root / file_of(there)).is_file():
                    yield f"{page}: {reference}"
                elif place and there in self.known:
                    if there not in places:
                        places[there] = {unescape(name) for name in NAMED.findall(self._text(there))}
                    if unquote(place) not in places[there]:
                        yield f"{page}: {reference}"

    def _led_to(self, page: str) -> Iterator[str]:
        for reference in set(LINK.findall(self._text(page))):
            target = urldefrag(self._target(page, unescape(reference))).url
            if target.startswith(self.address):
                yield unquote(urlsplit(target).path).removeprefix(urlsplit(self.address).path)

    def _target(self, page: str, reference: str) -> str:
        return re.sub("^webcal:", urlsplit(self.address).scheme + ":", urljoin(self.address + page, reference))

    def _text(self, page: str) -> str:
        return (self.root / file_of(page)).read_text(encoding="utf-8")
