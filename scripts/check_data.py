"""Check a data folder: what its files hold that they must not, and what its records say that does not hold together.

Exit codes: 0 nothing of severity error, 1 errors, 2 could not run, 130 interrupted.
"""

import codecs
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from commandline import Refused
from datacheck.arguments import Asked, parse
from datacheck.callcheck import check_call
from datacheck.explanation import explanation_of
from datacheck.machine import github_of, github_section_of, json_of, json_section_of
from datacheck.mending import Unwritten, fix
from datacheck.report import look
from datacheck.textreport import section_of, text_of
from language import language_of, said
from moment import moment_of

from grantpages.load import CannotRead
from grantpages.wording import catalogue

FORMS = {
    "text": (text_of, section_of),
    "json": (json_of, json_section_of),
    "github": (github_of, github_section_of),
}
"""How a whole report is written, and what is found in one file."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    try:
        return _run(parse(given, os.environ, moment_of(os.environ)))
    except (Refused, Unwritten) as error:
        print(said(error.message, language), file=sys.stderr)
    except CannotRead as error:
        print(catalogue(language).say("problem.no-folder", folder=error), file=sys.stderr)
    except ValueError as error:
        print(catalogue(language).say("problem.bad-moment", found=error), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 2


def _run(asked: Asked) -> int:
    if asked.explain is not None:
        return _print((explanation_of(asked),), 0)
    if asked.call is not None and (checked := check_call(asked, asked.call)):
        text, code = checked
        return _print((text,), code)
    if asked.fix:
        if done := fix(asked):
            return done
        asked = replace(asked, brief=True)  # what is left is news; the rest can be asked for
    written, section = FORMS[asked.format]
    report = look(asked, section)
    return _print(written(report), report.exit)


def _print(texts: Iterable[str | bytes], code: int) -> int:
    """Write texts; bytes are UTF-8, as they are kept: of ten thousand records too much to be decoded for nothing."""
    out = sys.stdout
    as_it_is = codecs.lookup(out.encoding).name == "utf-8"
    try:
        for text in texts:
            if as_it_is and isinstance(text, bytes):
                out.flush()
                out.buffer.write(text)
            else:
                out.write(text if isinstance(text, str) else text.decode())
        out.flush()
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


if __name__ == "__main__":
    sys.exit(main())
