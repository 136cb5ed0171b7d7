"""What a run does once the records are read: the ledger, the network, the report."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from commandline import Refused
from language import said

from grantpages.evidence.ledgerfile import (
    LedgerHeld,
    LedgerUnreadable,
    Recovered,
    journal_of,
    open_ledger,
    read,
    recovered,
)
from grantpages.evidence.run import due
from grantpages.problem import Language, Message
from linkcheck import words
from linkcheck.apart import apart
from linkcheck.arguments import Asked, CannotRun
from linkcheck.cited import Places, Plan
from linkcheck.report import Passed, Report, Row


def check(asked: Asked, plan: Plan) -> int:
    """Check, print and return the exit code. Raises Refused, CannotRun, OSError."""
    try:
        report = Report(asked, (), plan.findings, Places(asked.data))
        report = _known(report, plan) if asked.offline else _looked(report, plan)
    except LedgerHeld as held:
        raise Refused(held.message) from None
    except LedgerUnreadable as error:
        raise CannotRun(error.problems) from None
    if report.outcome and report.outcome.interrupted:
        _say(words.INTERRUPTED.fill(seen=len(report.outcome.seen), ledger=asked.ledger), asked.lang)
        return 130
    from linkcheck.textreport import markdown_of, printed  # what says it all, once there is something to say

    if asked.markdown:
        asked.markdown.parent.mkdir(parents=True, exist_ok=True)
        asked.markdown.write_text(markdown_of(report), encoding="utf-8")
    sys.stdout.write(printed(report))
    return report.exit


def _recovered(path: Path, shown: str) -> Recovered:
    work = partial(recovered, path, shown)
    return apart(work) if path.exists() or journal_of(path).stat().st_size else work()


def _say(message: Message, language: Language) -> None:
    print(said(message, language), file=sys.stderr)


def _known(report: Report, plan: Plan) -> Report:
    """The report from what earlier runs saw."""
    asked = report.asked
    entries, problems = apart(partial(read, asked.ledger, asked.ledger.as_posix()))
    if problems:
        raise CannotRun(problems)
    rows = [Row(page, entries.get(page.key), decision=plan.decisions.get(page.key)) for page in plan.pages]
    return replace(report, rows=rows)


def _looked(report: Report, plan: Plan) -> Report:
    """The report of a run over the network."""
    asked = report.asked
    _warn(asked)
    links = [page.identity for page in plan.pages if page.identity.key]
    with open_ledger(asked.ledger, asked.ledger.as_posix(), _recovered) as ledger:
        for notice in ledger.said:
            print(notice.text(asked.lang), file=sys.stderr)
        from linkcheck.online import look_and_archive  # what asks the network, once what reads the records is gone

        wanted, fresh = due(links, ledger.entries, asked.today, asked.max_age)
        looked = look_and_archive(asked, links, wanted, ledger)
        entries = dict(ledger.entries)
    left: dict[str, Passed] = {**dict.fromkeys((link.key for link in fresh), "fresh"), **looked.outcome.left}
    rows = [
        Row(
            page=page,
            entry=entries.get(page.key),
            now=looked.outcome.seen.get(page.key),
            left=left.get(page.key),
            decision=plan.decisions.get(page.key),
        )
        for page in plan.pages
    ]
    return replace(report, rows=rows, outcome=looked.outcome, archived=looked.archived, errors=looked.errors)


def _warn(asked: Asked) -> None:
    if asked.base_url_map and asked.format != "text":  # the text says so itself
        from linkcheck.textreport import mapped

        _say(words.MAPPED.fill(map=mapped(asked.base_url_map)), asked.lang)
    if asked.meta_oembed:
        _say(words.META, asked.lang)
