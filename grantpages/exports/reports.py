"""The statutory reports that are downloaded from the site: `reports/<id>/<id>.<language>.docx`, without contacts."""

from pathlib import Path

from grantpages.exports.docxtemplate import DocxTemplate
from grantpages.exports.reportform import template
from grantpages.exports.statutory import report_docx
from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Language
from grantpages.sitefile import write_bytes

PLACE = "templates/report.docx"
"""Where in a data folder the operator's own template lies."""
KEPT = 100
"""How many of the newest reports the site offers as documents: five years of them at 20 a year, so that ten
thousand projects do not make a build longer by a minute (4 ms a project and language on one core)."""


def template_of(data: Path) -> DocxTemplate:
    """The template of a data folder, or the form's own where it has none. Raises TemplateFault, OSError."""
    own = data / PLACE
    return DocxTemplate(own.read_bytes() if own.is_file() else template())


class Documents:
    """Makes the newest reports' documents; their projects must be at hand whole. Raises TemplateFault, OSError."""

    def __init__(self, dataset: Dataset, data: Path) -> None:
        self.dataset = dataset
        self.newest = sorted(dataset.reports, key=lambda id: (-dataset.reports[id].year, id))[:KEPT]
        self.form = template_of(data) if self.newest else None

    def made(self, id: str, language: Language) -> bytes:
        """A report in one language."""
        assert self.form
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
