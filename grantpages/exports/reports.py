"""The statutory reports that are downloaded from the site: `reports/<id>/<id>.<language>.docx`, without contacts."""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Language
from grantpages.sitefile import write_bytes
from grantpages.store import Store, code_version, digest

if TYPE_CHECKING:
    from grantpages.exports.docxtemplate import DocxTemplate

PLACE = "templates/report.docx"
"""Where in a data folder the operator's own template lies."""
FORM = b"the form's own template"
KEPT = 100
"""How many of the newest reports the site offers as documents: five years of them at 20 a year, so that ten
thousand projects do not make a build longer by a minute (4 ms a project and language on one core)."""


def template_of(data: Path, known: Store | None = None) -> DocxTemplate:
    """The template of a data folder, or the form's own where it has none. Raises TemplateFault, OSError.

    known: where is kept for the next build what it is made of.
    """
    from grantpages.exports.docxtemplate import DocxTemplate  # of no use to a build that makes no report anew

    own = data / PLACE
    return DocxTemplate(own.read_bytes() if own.is_file() else _form(known), known)


def _form(known: Store | None) -> bytes:
    """The form's own template, which is the same each time and takes longer to make than a report."""
    made: bytes | None = known.get(FORM) if known else None
    if made is None:
        from grantpages.exports.reportform import template

        made = template()
        if known:
            known.put(FORM, made)
    return made


def kept_forms(cache: Path) -> Store:
    """Where templates are kept below a cache; those of other code or libraries are not found there."""
    libraries = (version(library).encode() for library in ("python-docx", "docxtpl", "lxml"))
    return Store(cache / "forms", digest(code_version(), *libraries))


class Documents:
    """Makes the newest reports' documents; their projects must be at hand whole. Raises TemplateFault, OSError.

    cache: where is kept what the next build can use.
    """

    def __init__(self, dataset: Dataset, data: Path, cache: Path | None = None) -> None:
        self.dataset, self.data, self.cache = dataset, data, cache
        self.newest = sorted(dataset.reports, key=lambda id: (-dataset.reports[id].year, id))[:KEPT]

    @cached_property
    def form(self) -> DocxTemplate:
        """What the documents are made from."""
        return template_of(self.data, kept_forms(self.cache) if self.cache else None)

    def made(self, id: str, language: Language) -> bytes:
        """A report in one language."""
        from grantpages.exports.statutory import report_docx

        return report_docx(self.form, self.dataset, id, language, private=False)

    def write(self, id: str, site: Path) -> dict[Language, int]:
        """Write a report in each language, where it is one of the newest; the size of each file in bytes."""
        if id not in self.newest:
            return {}
        made = {language: self.made(id, language) for language in LANGUAGES}
        for language, document in made.items():
            write_bytes(_file(site, id, language), document)
        return {language: len(document) for language, document in made.items()}


def _file(site: Path, id: str, language: Language) -> Path:
    return site / "reports" / id / f"{id}.{language}.docx"
