"""What a page's head tells programs: its data, how it is shown where it is shared, what it is about."""

from collections.abc import Iterator
from html import escape

from grantpages.load import Dataset
from grantpages.site.linked import Linked, embedded
from grantpages.site.page import Page
from grantpages.site.sharecard import HEIGHT, WIDTH
from grantpages.site.voice import Voice

LOCALES = {"kk": "kk_KZ", "ru": "ru_RU"}
CARD = "card.png"
"""The picture of the site as a whole, in its root."""


class Heads:
    """Writes the heads of one language's pages. root: the site's address; base: the language's root in it."""

    def __init__(self, dataset: Dataset, voice: Voice, root: str, base: str) -> None:
        self.voice, self.root, self.base = voice, root, base
        self.linked = Linked(dataset, voice, base)
        self.name = voice.t("site.name")

    def of(self, page: Page) -> str:
        """The elements, as HTML."""
        return "\n".join((*self._data(page), *self._shared(page), self._about(page)))

    def _data(self, page: Page) -> Iterator[str]:
        """The record's JSON."""
        if "id" in page.values:
            url = escape(f"{self.root}{page.address.rstrip('/')}.json")
            yield f'<link rel="alternate" type="application/json" href="{url}">'

    def _shared(self, page: Page) -> Iterator[str]:
        """Open Graph (ogp.me)."""
        card = f"{page.address}{CARD}" if page.template == "project.html" else CARD
        title = page.title or self.name
        properties = {
            "type": "article" if "id" in page.values else "website",
            "site_name": self.name,
            "title": title,
            "description": page.description or self.voice.t("home.lead"),
            "url": self.base + page.address,
            "locale": LOCALES[self.voice.language],
            "locale:alternate": LOCALES[self.voice.other],
            "image": self.base + card,
            "image:type": "image/png",
            "image:width": str(WIDTH),
            "image:height": str(HEIGHT),
            "image:alt": title,
        }
        for name, value in properties.items():
            yield f'<meta property="og:{name}" content="{escape(value)}">'
        yield '<meta name="twitter:card" content="summary_large_image">'

    def _about(self, page: Page) -> str:
        return f'<script type="application/ld+json">{embedded(self.linked.graph(page))}</script>'
