"""The report as an officer reads it."""

import datetime
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from language import said

from datacheck import words
from datacheck.arguments import Asked
from datacheck.report import Report
from grantpages.checks.sheet import Answers
from grantpages.problem import Language, Problem
from grantpages.site.chrome import waiting_line
from grantpages.wording import catalogue, number_text, short_date


def text_of(report: Report) -> Iterator[str | bytes]:
    """What stands on stdout, in the language asked for."""
    yield from report.sections
    yield from (f"{line}\n" for line in (*_counts(report), *_waiting(report)))


def section_of(asked: Asked, problems: Sequence[Problem], answers: Answers) -> str:
    """The findings of one file, and an empty line."""
    lines = (f"  {_line(asked, problem, answers.get((problem.code, problem.field)))}" for problem in problems)
    return "".join(f"{line}\n" for line in (problems[0].file, *lines, ""))


def command(asked: Asked, arguments: str = "") -> str:
    """How the check is run by hand on the same folder."""
    folder = "" if asked.data == Path("data") else f"GRANTPAGES_DATA={shlex.quote(str(asked.data))} "
    return f'{folder}make check ARGS="{arguments}"' if arguments else f"{folder}make check"


def explaining(language: Language) -> str:
    """How a rule is asked for."""
    return f'make check ARGS="--explain {said(words.CODE, language)}"'


def _line(asked: Asked, problem: Problem, answer: datetime.date | None) -> str:
    """`12: grant.amount: [error] message (code)`"""
    language = asked.lang
    field = f"{problem.field}: " if problem.field else ""
    severity = said(words.SEVERITIES[problem.severity], language)
    message = " ".join(said(problem.message, language).split("\n"))
    answered = f" [{said(words.ANSWERED.fill(day=short_date(answer)), language)}]" if answer else ""
    return f"{problem.line}: {field}[{severity}] {message} ({problem.code}){answered}"


def _counts(report: Report) -> Iterator[str]:
    asked = report.asked
    numbers = {severity: number_text(report.counts[severity]) for severity in words.SEVERITIES}
    if not report.files:
        yield said(words.UNREAD.fill(**numbers), asked.lang)
        return
    if not sum(report.counts.values()):
        yield catalogue(asked.lang).count("problem.none", report.files)
        return
    if asked.brief:
        yield said(words.BRIEF.fill(**numbers, command=command(asked)), asked.lang)
        return
    checked = {"files": number_text(report.files), "rules": report.rules}
    yield said(words.COUNTS.fill(**numbers, **checked), asked.lang)
    if hidden := sum(report.counts.values()) - report.shown:
        yield said(words.HIDDEN.fill(n=number_text(hidden), level=asked.severity), asked.lang)
    if report.shown:
        yield said(words.HINT.fill(command=explaining(asked.lang)), asked.lang)


def _waiting(report: Report) -> Iterator[str]:
    """What is checked and not published, whatever else is asked for: a record must not be thought to be out."""
    if line := waiting_line(report.waiting, report.asked.lang):
        yield line
