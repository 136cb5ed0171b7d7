"""Print the operator's statutory report from the records: a Word document in the prescribed form.

Exit codes: 0 written, 1 the data have errors, 2 could not run, 130 interrupted.
"""

import datetime
import os
import sys
from collections.abc import Iterable, Sequence

from commandline import Refused
from language import language_of, said
from reportbuild.arguments import Asked, parse
from reportbuild.findings import COMMAND, counted, findings_text, open_findings
from reportbuild.words import CONTACTS, NO_REPORT, NO_REPORTS, NO_TEMPLATE, REFUSED, UNREAD
from reportbuild.writing import write

from grantpages.exports.docxtemplate import DocxTemplate
from grantpages.exports.reportform import template
from grantpages.exports.reports import template_of
from grantpages.exports.statutory import concerned, report_docx
from grantpages.exports.templatefault import TemplateFault
from grantpages.faults import quoted
from grantpages.load import CannotRead, Dataset, load_folder
from grantpages.problem import Message
from grantpages.wording import catalogue

KAZAKHSTAN = datetime.timezone(datetime.timedelta(hours=5))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    try:
        return _run(parse(given, os.environ, datetime.datetime.now(KAZAKHSTAN).date()))
    except Refused as error:
        print(said(error.message, language), file=sys.stderr)
        return error.code
    except TemplateFault as error:
        print(said(error.message, language), file=sys.stderr)
    except CannotRead as error:
        print(catalogue(language).say("problem.no-folder", folder=error), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 2


def _run(asked: Asked) -> int:
    if asked.new_template:
        return _say(write(asked.new_template, template()), asked)
    dataset = _read(asked)
    findings = open_findings(dataset, asked)
    for line in findings_text(dataset, asked, findings):
        print(line)
    if asked.strict and counted(findings)["error"]:
        raise Refused(REFUSED, 1)
    form = _template(asked)
    documents = {one: report_docx(form, dataset, asked.id, one, asked.private) for one in asked.files}
    for language, document in documents.items():
        _say(write(asked.files[language], document), asked)
    if asked.private and any(id in dataset.contacts for id in concerned(dataset, asked.id)):
        print(said(CONTACTS, asked.lang))
    return 0


def _say(messages: Iterable[Message], asked: Asked) -> int:
    for message in messages:
        print(said(message, asked.lang))
    return 0


def _read(asked: Asked) -> Dataset:
    dataset, problems = load_folder(asked.data)
    if dataset is None:
        raise Refused(UNREAD.fill(error=len(problems), command=COMMAND), 1)
    if asked.id not in dataset.reports:
        known = ", ".join(dataset.reports) or NO_REPORTS
        raise Refused(NO_REPORT.fill(found=quoted(asked.id), known=known))
    return dataset


def _template(asked: Asked) -> DocxTemplate:
    try:
        return DocxTemplate(asked.template.read_bytes()) if asked.template else template_of(asked.data)
    except OSError as error:
        raise Refused(NO_TEMPLATE.fill(file=asked.template or asked.data, error=error.strerror)) from None


if __name__ == "__main__":
    sys.exit(main())
