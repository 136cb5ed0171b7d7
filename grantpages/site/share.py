"""What a project or a list is shared with: its short address and QR code, a notice to print, a frame for other sites.

These pages stand outside the theme: they are small, hold no script but the choice of a language, and their files
lie beside the Kazakh pages. Made from the records that may be seen.
"""

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import PackageLoader, StrictUndefined

from grantpages.load import Dataset
from grantpages.model import Text
from grantpages.problem import LANGUAGES
from grantpages.site.compiled import Compiled
from grantpages.site.engine import PageEnvironment
from grantpages.site.policy import policed
from grantpages.site.relations import Relations
from grantpages.site.short import FOLDER, QrCodes, codes, short_code
from grantpages.site.standing import Standing
from grantpages.site.voice import Voice
from grantpages.sitefile import write_text
from grantpages.wording import plain, shortened

LISTED = 50  # projects in a frame; more are on the site
TITLE = 240
"""Characters of a title on a notice, which is one page."""


class Sharing:
    """Writes all of it. address: the site's, ending in `/`."""

    def __init__(self, dataset: Dataset, relations: Relations, site: Path, address: str) -> None:
        self.dataset, self.relations, self.site, self.address = dataset, relations, site, address
        self.env = _environment(dataset)
        self.voices = [Voice(language) for language in LANGUAGES]

    def write_project(self, id: str) -> None:
        """Write a project's notice and its frames."""
        self._save(f"projects/{id}/notice/index.html", "notice", **self._notice(id))
        for voice in self.voices:
            root, up = _root(voice)
            self._save(f"{root}embed/projects/{id}/index.html", "project", v=voice, up=up, id=id)

    def write_lists(self, standing: Standing) -> None:
        """Write the short addresses and the frames that show several projects, as far as they do not stand."""
        qr = cache(partial(QrCodes, f"{self.address}{FOLDER}/"))
        for code, ids in codes(self.dataset.projects).items():
            page = partial(self._page, "short", ids=ids, address=self.address)
            standing.put(f"{FOLDER}/{code}/index.html", ids, page)
            standing.put(f"{FOLDER}/{code}/qr.svg", (), lambda code=code: qr().svg(code))  # type: ignore[misc]
        newest = sorted(self.dataset.projects, key=lambda id: (self._day(id), id), reverse=True)
        for voice in self.voices:
            root, _ = _root(voice)
            given = newest[:LISTED], len(newest)
            standing.put(f"{root}embed/lists/all/index.html", given, partial(self._all, voice, *given))
            for id in self.dataset.calls:
                standing.put(f"{root}embed/calls/{id}/index.html", (), partial(self._of_call, voice, id))

    def _all(self, voice: Voice, ids: Sequence[str], all: int) -> str:
        """The newest grants of the country."""
        return self._listed(voice, voice.t("title.projects"), "projects/", ids, all)

    def _of_call(self, voice: Voice, id: str) -> str:
        """The grants of a competition."""
        winners = self.relations.projects_of_call.get(id, ())
        title = voice.text(self.dataset.calls[id].title)
        return self._listed(voice, title, f"calls/{id}/", winners[:LISTED], len(winners))

    def _listed(self, voice: Voice, title: str, page: str, ids: Sequence[str], all: int) -> str:
        return self._page("list", v=voice, up=_root(voice)[1], title=title, page=page, ids=ids, all=all)

    def _day(self, id: str) -> str:
        contract = self.dataset.projects[id].grant.contract
        return contract.date.isoformat() if contract else ""

    def _notice(self, id: str) -> dict[str, Any]:
        """What a notice says, in both languages side by side."""
        project = self.dataset.projects[id]
        call = self.dataset.calls[project.call]
        titles = [shortened(plain(project.title, voice.language), TITLE) for voice in self.voices]
        return {
            "id": id,
            "project": project,
            "call": call,
            "titles": list(zip(self.voices, titles, strict=True)),
            "voices": self.voices,
            "place": project.place or call.territory,
            "dense": max(map(len, titles)) > TITLE // 2,
            "short": f"{self.address}{FOLDER}/{short_code(id)}/",
            "code": short_code(id),
        }

    def _save(self, inside: str, template: str, **values: Any) -> None:
        write_text(self.site / inside, self._page(template, **values))

    def _page(self, template: str, **values: Any) -> str:
        return policed(self.env.get_template(f"{template}.html").render(**values))


def _root(voice: Voice) -> tuple[str, str]:
    """The folder of a language below the site's root, and the way from a frame to the site's root."""
    return ("", "../" * 3) if voice.language == "kk" else ("ru/", "../" * 4)


def _environment(dataset: Dataset) -> PageEnvironment:
    env = PageEnvironment(
        loader=PackageLoader("grantpages", "site/templates/bare"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled("bare"),
    )
    env.globals.update(dataset=dataset, kk=Voice("kk"), ru=Voice("ru"))
    env.filters["shortened"] = _said
    return env


def _said(text: Text, voice: Voice) -> str:
    return shortened(voice.text(text), TITLE)
