"""Take in a report in the statutory form: draft data files, every guess marked, nothing dropped.

Exit codes: 0 drafts written, 1 written but not all of the format, 2 nothing written, 130 interrupted.
"""

import os
import sys
from collections.abc import Sequence

from commandline import Refused
from language import language_of, said
from reportintake import words
from reportintake.arguments import Asked, parse
from reportintake.folder import must_be_free, write
from reportintake.summary import summary_of

from grantpages.intake.reading import MAX_BYTES, Drafts, read_report
from grantpages.intake.source import NoReport
from grantpages.load import CannotRead, Dataset, load_folder
from grantpages.problem import Language
from grantpages.wording import catalogue


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the import and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    try:
        return _run(parse(given, os.environ))
    except Refused as error:
        print(said(error.message, language), file=sys.stderr)
    except CannotRead as error:
        print(catalogue(language).say("problem.no-folder", folder=error), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 2


def _run(asked: Asked) -> int:
    must_be_free(asked)
    drafts = _drafts(asked, _known(asked))
    write(asked, drafts)
    language: Language = asked.lang or drafts.language
    sys.stdout.write(summary_of(asked, drafts, language))
    _, problems = load_folder(asked.out)
    if problems:
        print(said(words.NOT_LOADING, language), file=sys.stderr)
        for problem in problems:
            print(problem.text(language), file=sys.stderr)
    return 1 if problems else 0


def _known(asked: Asked) -> Dataset:
    known, problems = load_folder(asked.data)
    if known is None:
        raise Refused(words.DATA_BROKEN.fill(data=asked.data, n=len(problems)))
    return known


def _drafts(asked: Asked, known: Dataset) -> Drafts:
    try:
        with asked.file.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        raise Refused(words.FILE_MISSING.fill(file=asked.file)) from None
    try:
        return read_report(data, asked.file.name, known, asked.document)
    except NoReport as error:
        raise Refused(words.REFUSED.fill(file=asked.file, line=error.line, reason=error.message)) from None


if __name__ == "__main__":
    sys.exit(main())
