"""One language's pages are rendered, poured into their shells and written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from grantpages.history.records import Past
from grantpages.load import Dataset
from grantpages.problem import Language
from grantpages.site.corrections import Corrections
from grantpages.site.head import CARD, Heads
from grantpages.site.page import Page
from grantpages.site.policy import policed
from grantpages.site.relations import Relations
from grantpages.site.render import environment, render
from grantpages.site.seen import Register
from grantpages.site.sharecard import Painter
from grantpages.site.sharecards import project_card, site_card
from grantpages.site.shell import Shell
from grantpages.site.totals import Totals, totals_of
from grantpages.site.voice import Voice
from grantpages.sitefile import write_text

DEFAULT: Language = "kk"
FONTS = "assets/fonts"


def prefix(language: Language) -> str:
    """The folder of a language below the site's root: none for Kazakh, `ru/` for Russian."""
    return "" if language == DEFAULT else f"{language}/"


@dataclass(frozen=True)
class Work:
    """What is poured and where to. shells: by language and depth. cards: a folder where drawn pictures are kept.

    corrections: where mistakes are reported, as configured. versions: of each record, by
    kind and id. reports: the sizes of the statutory reports' documents in bytes.
    """

    dataset: Dataset
    relations: Relations
    register: Register
    shells: Mapping[tuple[Language, int], str]
    site: Path
    address: str
    past: Past
    corrections: str
    versions: Mapping[tuple[str, str], str]
    cards: Path | None = None
    reports: Mapping[tuple[str, Language], int] = field(default_factory=dict)

    @cached_property
    def totals(self) -> Totals:
        """What the grants come to, counted when first asked for."""
        return totals_of(self.dataset, self.relations, self.register)


class Pouring:
    """Writes pages of one language, and the pictures they are shared with where the site has its fonts."""

    def __init__(self, work: Work, language: Language) -> None:
        self.work, self.language = work, language
        self.voice = Voice(language)
        self.base = base = work.address + prefix(language)
        corrections = Corrections(work.corrections, base, language, work.versions)
        self.env = environment(work.dataset, work.relations, work.register, self.voice, work.past, corrections)
        self.env.globals["report_files"] = work.reports
        self.heads = Heads(work.dataset, self.voice, work.address, base)
        self.cut: dict[tuple[int, str], Shell] = {}
        fonts = work.site / FONTS
        self.painter = Painter(fonts, work.cards) if fonts.is_dir() else None

    def write(self, pages: Iterable[Page]) -> list[str]:
        """Write pages; returns their addresses below the language's root."""
        folder = self.work.site / prefix(self.language)
        addresses = []
        for page in pages:
            root = "../" * (page.depth + (self.language != DEFAULT))
            html = self._shell(page).pour(
                address=page.address,
                title=page.title,
                description=page.description,
                body=render(self.env, page, root),
                head=self.heads.of(page),
            )
            write_text(folder / page.address / "index.html", policed(html))
            self._share(page, folder / page.address / CARD)
            addresses.append(page.address)
        return addresses

    def _shell(self, page: Page) -> Shell:
        shell = self.cut.get((page.depth, page.section))
        if shell is None:
            shell = Shell.of(self.work.shells[self.language, page.depth], page.section)
            self.cut[page.depth, page.section] = shell
        return shell

    def _share(self, page: Page, path: Path) -> None:
        if self.painter and page.template == "project.html":
            self.painter.write(project_card(self.work, self.voice, str(page.values["id"])), path)
        elif self.painter and not page.address:
            self.painter.write(site_card(self.work, self.voice), path)
