"""What stands around a record on our pages, as a layout for generators that come without a theme."""

import re
from collections.abc import Mapping
from pathlib import Path

from measuring.building import build

from grantpages.load import load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.site.publish import prefix

BODY = re.compile(r'(?s)(<article class="md-content__inner[^>]*>).*(</article>)')
TITLE, ADDRESS, CONTENT = "@title@", "@address@", "@content@"
"""Marks in a frame: the record's title, its address below the language's root without `/`, all that is said of it."""


def frames(data: Path, folder: Path) -> dict[Language, str]:
    """The frame of each language, taken from a page of the site of `data`, which is built below `folder`."""
    build(folder, data=str(data))
    return frames_of(data, folder)


def frames_of(data: Path, site: Path) -> dict[Language, str]:
    """The same from a site that is built."""
    dataset, problems = load_folder(data)
    assert dataset is not None, problems
    id, project = next(iter(dataset.projects.items()))
    titles = dict(zip(LANGUAGES, (project.title.kk, project.title.ru), strict=True))
    return {language: _frame(site, language, titles[language], f"projects/{id}") for language in LANGUAGES}


def _frame(site: Path, language: Language, title: str, address: str) -> str:
    page = (site / prefix(language) / address / "index.html").read_text(encoding="utf-8")
    framed = BODY.sub(rf"\1{CONTENT}\2", page)
    assert CONTENT in framed, address
    return framed.replace(title, TITLE).replace(address, ADDRESS)


def layout(frame: str, expressions: Mapping[str, str]) -> str:
    """A frame as a template: its marks replaced by the expressions of a generator."""
    for mark, expression in expressions.items():
        frame = frame.replace(mark, expression)
    return frame
