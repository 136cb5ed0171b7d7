"""One language's pages are rendered, poured into their shells and written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from grantpages.evidence.citations import Citation
from grantpages.history.records import Past
from grantpages.load import Dataset
from grantpages.problem import Language
from grantpages.site.asked import Watched
from grantpages.site.corrections import Corrections, version_of
from grantpages.site.counting import totals_of
from grantpages.site.engine import WAY, Once
from grantpages.site.head import CARD, Heads
from grantpages.site.page import Page, Plan
from grantpages.site.policy import policed
from grantpages.site.relations import Relations, relate
from grantpages.site.render import environment, render
from grantpages.site.seen import Register
from grantpages.site.sharecard import Painter
from grantpages.site.sharecards import project_card, site_card
from grantpages.site.shelf import Library
from grantpages.site.shell import Shell
from grantpages.site.standing import Standing
from grantpages.site.totals import Totals
from grantpages.site.voice import Voice
from grantpages.sitefile import write_text
from grantpages.store import Store, code_version

DEFAULT: Language = "kk"
"""The language whose pages stand in the site's root."""
FONTS = "assets/fonts"
"""The folder of the site's own letters, below its root."""


def prefix(language: Language) -> str:
    """The folder of a language below the site's root: none for Kazakh, `ru/` for Russian."""
    return "" if language == DEFAULT else f"{language}/"


@dataclass(frozen=True)
class Work:
    """What is poured and where to. shells: by language and depth. site: the site's folder. data: the data folder.

    address: the site's, ending in `/`. past: the records' history. corrections: where mistakes are reported, see
    `Corrections`. cache: a folder where is kept what the next build can use. versions: of each record whose
    page is made, by kind and id. reports: sizes of the statutory reports' documents in bytes. own: the files of the
    frame that lie in the site.
    """

    library: Library
    shells: Mapping[tuple[Language, int], str]
    site: Path
    data: Path
    address: str
    past: Past
    corrections: str
    cache: Path | None = None
    own: frozenset[str] = frozenset()
    versions: dict[tuple[str, str], str] = field(default_factory=dict)
    reports: dict[tuple[str, Language], int] = field(default_factory=dict)

    @property
    def dataset(self) -> Dataset:
        """The records."""
        return self.library.dataset

    @property
    def register(self) -> Register:
        """What is known of their links and the notes on them."""
        return self.library.register

    @cached_property
    def relations(self) -> Relations:
        """What belongs to what."""
        return relate(self.dataset).watched(self.library.asked)

    @cached_property
    def totals(self) -> Totals:
        """What the grants come to, counted when first asked for: after all of them are known."""
        return totals_of(self.dataset, self.relations, self.register).watched(self.library.asked)

    def set_version(self, kind: str, id: str) -> None:
        """Look up which version of its file a record's page is to name."""
        file = self.data / self.dataset.files[kind, id]
        self.versions[kind, id] = version_of(file, self.past.of(kind, id))


class Pouring:
    """Writes pages of one language, and the pictures they are shared with where the site has its fonts."""

    def __init__(self, work: Work, language: Language) -> None:
        self.work, self.language = work, language
        self.voice = Voice(language)
        self.base = base = work.address + prefix(language)
        asked = work.library.asked
        self.past = replace(work.past, histories=Watched("past", work.past.histories, asked))
        corrections = Corrections(work.corrections, base, language, Watched("versions", work.versions, asked))
        store = Store(work.cache / "templates", code_version("*.html")) if work.cache else None
        self.env = environment(work.dataset, work.relations, work.register, self.voice, self.past, corrections, store)
        self.once: Once = self.env.globals["once"]  # type: ignore[assignment]
        self.env.globals["report_files"] = work.reports
        self.heads = Heads(work.dataset, self.voice, work.address, base)
        self.cut: dict[tuple[int, str], Shell] = {}
        fonts = work.site / FONTS
        self.painter = Painter(fonts, work.cache and work.cache / "cards") if fonts.is_dir() else None

    def write(self, pages: Iterable[Page]) -> list[str]:
        """Write pages; returns their addresses below the language's root."""
        addresses = []
        for page in pages:
            write_text(self.work.site / self.file(page.address), self.html(page))
            if self.painter and page.template == "project.html":
                card = project_card(self.work, self.voice, str(page.values["id"]))
                self.painter.write(card, self.work.site / prefix(self.language) / page.address / CARD)
            addresses.append(page.address)
        return addresses

    def stand(self, plans: Iterable[Plan], standing: Standing) -> list[str]:
        """Write the pages that do not stand; the addresses of all of them below the language's root."""
        addresses = []
        for address, given, make in plans:
            standing.put(self.file(address), given, lambda make=make: self.html(make()))  # type: ignore[misc]
            addresses.append(address)
        if self.painter:
            card = site_card(self.work, self.voice)
            standing.put(prefix(self.language) + CARD, card.key, partial(self.painter.picture, card))
        return addresses

    def file(self, address: str) -> str:
        """The file of a page, below the site's root."""
        return f"{prefix(self.language)}{address}index.html"

    def html(self, page: Page) -> str:
        """A page, rendered and poured."""
        root = "../" * (page.depth + (self.language != DEFAULT))
        html = self._shell(page).pour(
            address=page.address,
            title=page.title,
            description=page.description,
            body=render(self.env, page, root),
            head=self.heads.of(page),
        )
        return policed(html)

    def rows(self, citations: Iterable[Citation]) -> list[str]:
        """Rows of the register of links, whose record must be at hand."""
        row = self.env.get_template("_register.html").module.row  # type: ignore[attr-defined]
        return [str(row(citation, WAY)) for citation in citations]

    def prepare(self) -> None:
        """Compile all templates, so that processes forked from this one need not."""
        for name in self.env.list_templates(filter_func=lambda name: "/" not in name):
            self.env.get_template(name)

    def _shell(self, page: Page) -> Shell:
        shell = self.cut.get((page.depth, page.section))
        if shell is None:
            shell = Shell.of(self.work.shells[self.language, page.depth], page.section)
            self.cut[page.depth, page.section] = shell
        return shell
