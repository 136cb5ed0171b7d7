"""Check whether each link that the records cite still proves anything.

Exit codes: 0 nothing confirmed broken, 1 confirmed broken, 2 could not run, 3 the measurement itself failed,
130 interrupted.
"""

import datetime
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from language import language_of
from linkcheck import words
from linkcheck.arguments import Asked, Refused, parse
from linkcheck.cited import Page, Places, chosen_pages, findings_of
from linkcheck.help import REFUSALS
from linkcheck.machine import github_of, json_of, junit_of
from linkcheck.online import archive, fetcher_of, look_at
from linkcheck.report import Archived, Passed, Report, Row
from linkcheck.textreport import mapped, markdown_of, text_of
from linkcheck.words import said

from grantpages.evidence.exceptions import Exceptions, expired, read_exceptions
from grantpages.evidence.fetch import Fetcher
from grantpages.evidence.identity import Identity
from grantpages.evidence.ledgerfile import Ledger, LedgerHeld, LedgerUnreadable, open_ledger, read
from grantpages.evidence.run import Outcome, due
from grantpages.load import CannotRead, Dataset, load_folder
from grantpages.problem import Language, Message, Problem
from grantpages.wording import catalogue

FORMS = {"text": text_of, "json": json_of, "junit": junit_of, "github": github_of}


class CannotRun(Exception):
    """What has to be mended first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    try:
        return _check(parse(given, os.environ, datetime.datetime.now(datetime.UTC).date()))
    except Refused as refused:
        print(said(refused.message, language), file=sys.stderr)
    except LedgerHeld as held:
        print(said(held.message, language), file=sys.stderr)
    except (CannotRun, LedgerUnreadable) as error:
        for problem in error.problems:
            print(problem.text(language), file=sys.stderr)
        print(catalogue(language).count("problem.count", len(error.problems)), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        refusal = REFUSALS["unwritable"].fill(file=error.filename or "", error=error.strerror or error)
        print(said(refusal, language), file=sys.stderr)
    return 2


def _check(asked: Asked) -> int:
    dataset = _read_records(asked)
    exceptions = _read_exceptions(asked)
    pages = chosen_pages(asked, dataset)
    places = Places(dataset, asked.data)
    findings = [*findings_of(asked, dataset, pages), *expired(exceptions, asked.today)]
    report = Report(asked, (), findings, places)
    report = _known(report, pages, exceptions) if asked.offline else _looked(report, pages, exceptions)
    if report.outcome and report.outcome.interrupted:
        _say(words.INTERRUPTED.fill(seen=len(report.outcome.seen), ledger=asked.ledger), asked.lang)
        return 130
    if asked.markdown:
        asked.markdown.parent.mkdir(parents=True, exist_ok=True)
        asked.markdown.write_text(markdown_of(report), encoding="utf-8")
    sys.stdout.write(FORMS[asked.format](report))
    return report.exit


def _say(message: Message, language: Language) -> None:
    print(said(message, language), file=sys.stderr)


def _read_records(asked: Asked) -> Dataset:
    try:
        dataset, problems = load_folder(asked.data)
    except CannotRead as error:
        raise Refused(_no_folder(error)) from None
    if dataset is None:
        raise CannotRun(problems)
    return dataset


def _no_folder(folder: object) -> Message:
    return Message(*(catalogue(language).say("problem.no-folder", folder=folder) for language in ("kk", "ru")))


def _read_exceptions(asked: Asked) -> Exceptions:
    path = asked.data / "evidence" / "exceptions.yml"
    exceptions, problems = read_exceptions(path, path.as_posix())
    if problems:
        raise CannotRun(problems)
    return exceptions


def _known(report: Report, pages: Sequence[Page], exceptions: Exceptions) -> Report:
    """The report from what earlier runs saw."""
    asked = report.asked
    entries, problems = read(asked.ledger, asked.ledger.as_posix())
    if problems:
        raise CannotRun(problems)
    rows = [Row(page, entries.get(page.key), decision=exceptions.in_force(page.key, asked.today)) for page in pages]
    return replace(report, rows=rows)


def _looked(report: Report, pages: Sequence[Page], exceptions: Exceptions) -> Report:
    """The report of a run over the network."""
    asked = report.asked
    _warn(asked)
    links = [page.identity for page in pages if page.identity.key]
    with closing(fetcher_of(asked)) as fetcher, open_ledger(asked.ledger, asked.ledger.as_posix()) as ledger:
        for notice in ledger.said:
            print(notice.text(asked.lang), file=sys.stderr)
        wanted, fresh = due(links, ledger.entries, asked.today, asked.max_age)
        outcome, errors = look_at(asked, wanted, ledger, fetcher.get)
        archived = _archived(asked, links, ledger, fetcher, outcome)
        entries = dict(ledger.entries)
    passed: dict[str, Passed] = {link.key: "fresh" for link in fresh}
    rows = [
        Row(
            page=page,
            entry=entries.get(page.key),
            now=outcome.seen.get(page.key),
            left=(passed | outcome.left).get(page.key),
            decision=exceptions.in_force(page.key, asked.today),
        )
        for page in pages
    ]
    return replace(report, rows=rows, outcome=outcome, archived=archived, errors=errors)


def _archived(
    asked: Asked, links: Sequence[Identity], ledger: Ledger, fetcher: Fetcher, outcome: Outcome
) -> Archived | None:
    """What came of asking the archive, where it is to be asked; an interruption is noted in `outcome`."""
    if not asked.archive or outcome.interrupted or outcome.unreachable:
        return None
    try:
        return archive(asked, links, ledger, fetcher)
    except KeyboardInterrupt:
        outcome.interrupted = True
        return None


def _warn(asked: Asked) -> None:
    if asked.base_url_map and asked.format != "text":  # the text says so itself
        _say(words.MAPPED.fill(map=mapped(asked.base_url_map)), asked.lang)
    if asked.meta_oembed:
        _say(words.META, asked.lang)


if __name__ == "__main__":
    sys.exit(main())
