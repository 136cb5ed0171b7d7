"""The statutory reports that are downloaded from the site: `reports/<id>/<id>.<language>.docx`, without contacts."""

import multiprocessing
from collections.abc import Mapping
from pathlib import Path

from grantpages.exports.docxtemplate import DocxTemplate
from grantpages.exports.reportform import template
from grantpages.exports.statutory import report_docx
from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Language

PLACE = "templates/report.docx"
"""Where in a data folder the operator's own template lies."""
KEPT = 100
"""How many of the newest reports the site offers as documents: five years of them at 20 a year, so that ten
thousand projects do not make a build longer by a minute (4 ms a project and language on one core)."""

Sizes = Mapping[tuple[str, Language], int]


def template_of(data: Path) -> DocxTemplate:
    """The template of a data folder, or the form's own where it has none. Raises TemplateFault, OSError."""
    own = data / PLACE
    return DocxTemplate(own.read_bytes() if own.is_file() else template())


def write_reports(dataset: Dataset, data: Path, site: Path, spread: bool = False) -> Sizes:
    """Write the newest reports in both languages; the size of each file in bytes.

    spread: each language may have a process of its own. Raises TemplateFault, and
    ChildProcessError where a process of its own ended with an error.
    """
    newest = sorted(dataset.reports, key=lambda id: (-dataset.reports[id].year, id))[:KEPT]
    if not newest:
        return {}
    form = template_of(data)
    _write(form, dataset, newest[:1], "kk", site)  # a faulty template is known before any process starts
    if spread and len(newest) > 1 and "fork" in multiprocessing.get_all_start_methods():
        _side_by_side(form, dataset, newest, site)
    else:
        for language in LANGUAGES:
            _write(form, dataset, newest, language, site)
    return {(id, language): _file(site, id, language).stat().st_size for id in newest for language in LANGUAGES}


def _side_by_side(form: DocxTemplate, dataset: Dataset, ids: list[str], site: Path) -> None:
    fork = multiprocessing.get_context("fork")
    work = [fork.Process(target=_write, args=(form, dataset, ids, language, site)) for language in LANGUAGES]
    for process in work:
        process.start()
    for process in work:
        process.join()
    if any(process.exitcode for process in work):
        raise ChildProcessError("reports")  # which has printed why


def _write(form: DocxTemplate, dataset: Dataset, ids: list[str], language: Language, site: Path) -> None:
    for id in ids:
        path = _file(site, id, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report_docx(form, dataset, id, language, private=False))


def _file(site: Path, id: str, language: Language) -> Path:
    return site / "reports" / id / f"{id}.{language}.docx"
