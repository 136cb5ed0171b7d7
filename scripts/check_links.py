"""Check whether each link that the records cite still proves anything.

Exit codes: 0 nothing confirmed broken, 1 confirmed broken, 2 could not run, 3 the measurement itself failed,
130 interrupted.
"""

import datetime
import gc
import os
import pickle
import sys
import tempfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commandline import Refused
from language import language_of, said
from linkcheck.arguments import Asked, CannotRun, parse
from linkcheck.help import REFUSALS

if TYPE_CHECKING:
    from linkcheck.cited import Plan

PLANNED = "--planned"
"""Before all options: the number of an open file with the plan. For this command's own use."""


def main(arguments: Sequence[str] | None = None, *, planned: int | None = None, hands_over: bool = False) -> int:
    """Run the check and return its exit code.

    planned: an open file with the plan, where the records were read before. hands_over: once they are
    read, this process becomes a new one that gets the plan so.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    try:
        asked = parse(given, os.environ, datetime.datetime.now(datetime.UTC).date())
        plan = _read_plan(asked) if planned is None else _taken_over(planned)
        if hands_over:
            _hand_over(plan, given)
        from linkcheck.checking import check  # what follows the reading, without its models

        return check(asked, plan)
    except Refused as refused:
        print(said(refused.message, language), file=sys.stderr)
    except CannotRun as error:
        for problem in error.problems:
            print(problem.text(language), file=sys.stderr)
        from grantpages.wording import catalogue

        print(catalogue(language).count("problem.count", len(error.problems)), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        refusal = REFUSALS["unwritable"].fill(file=error.filename or "", error=error.strerror or error)
        print(said(refusal, language), file=sys.stderr)
    return 2


def _read_plan(asked: Asked) -> "Plan":
    from linkcheck.reading import read_plan  # the records' models

    return read_plan(asked)


def _hand_over(plan: "Plan", given: Sequence[str]) -> None:
    """Begin anew with the plan: the records' models take more memory than everything that comes after them."""
    with tempfile.TemporaryFile() as file:
        pickle.dump(plan, file, pickle.HIGHEST_PROTOCOL)
        file.seek(0)
        os.set_inheritable(file.fileno(), True)
        python = sys.orig_argv[: len(sys.orig_argv) - len(given)]
        os.execv(sys.executable, [*python, PLANNED, str(file.fileno()), *given])


def _taken_over(planned: int) -> "Plan":
    with os.fdopen(planned, "rb") as file:
        plan: Plan = pickle.load(file)
    return plan


if __name__ == "__main__":
    gc.disable()  # until the first question: of what is loaded nothing is garbage
    if sys.argv[1:2] == [PLANNED]:
        sys.exit(main(sys.argv[3:], planned=int(sys.argv[2])))
    sys.modules["_hashlib"] = None  # type: ignore[assignment]  # 3.5 MiB of OpenSSL, of no use where only files are read
    sys.exit(main(hands_over=True))
