"""The statutory reports that are downloaded from the site: `reports/<id>/<id>.<language>.docx`, without contacts."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Language
from grantpages.sitefile import write_bytes

if TYPE_CHECKING:
    from grantpages.exports.docxtemplate import DocxTemplate

PLACE = "templates/report.docx"
"""Where in a data folder the operator's own template lies."""
KEPT = 100
"""How many of the newest reports the site offers as documents: five years of them at 20 a year, so that ten
thousand projects do not make a build longer by a minute (4 ms a project and language on one core)."""


def template_of(data: Path) -> DocxTemplate:
    """The template of a data folder, or the form's own where it has none. Raises TemplateFault, OSError."""
    from grantpages.exports.docxtemplate import DocxTemplate  # of no use to a build that makes no report anew
    from grantpages.exports.reportform import template

    own = data / PLACE
    return DocxTemplate(own.read_bytes() if own.is_file() else template())


class Documents:
    """Makes the newest reports' documents; their projects must be at hand whole. Raises TemplateFault, OSError."""

    def __init__(self, dataset: Dataset, data: Path) -> None:
        self.dataset, self.data = dataset, data
        self.newest = sorted(dataset.reports, key=lambda id: (-dataset.reports[id].year, id))[:KEPT]

    @cached_property
    def form(self) -> DocxTemplate:
        """What the documents are made from."""
        return template_of(self.data)

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
