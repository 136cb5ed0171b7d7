"""The report for machines: JSON, and GitHub's annotations."""

import datetime
import json
from collections.abc import Iterator, Sequence

from language import said

from datacheck.arguments import Asked
from datacheck.report import Report
from grantpages.checks.sheet import Answers
from grantpages.problem import Language, Problem


def json_of(report: Report) -> Iterator[str | bytes]:
    """A list of findings: file, line, field, code, severity, message (kk, ru), answered (a day or null)."""
    before = "[\n"
    for section in report.sections:
        yield before
        yield section
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_section_of(asked: Asked, problems: Sequence[Problem], answers: Answers) -> str:
    """The findings of one file as items of the list, without its brackets."""
    items = [_plain(problem, answers.get((problem.code, problem.field))) for problem in problems]
    return json.dumps(items, ensure_ascii=False, indent=2).removeprefix("[\n").removesuffix("\n]")


def _plain(problem: Problem, answer: datetime.date | None) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message._asdict(),
        "answered": answer.isoformat() if answer else None,
    }


def github_of(report: Report) -> Iterator[bytes]:
    """A mark on the line of each finding."""
    return iter(report.sections)


def github_section_of(asked: Asked, problems: Sequence[Problem], answers: Answers) -> str:
    """The marks of one file."""
    return "".join(f"{_annotation(problem, asked.lang)}\n" for problem in problems)


def _annotation(problem: Problem, language: Language) -> str:
    """GitHub's workflow command; its own escapes keep a message from starting a second command."""
    message = said(problem.message, language)
    shown = f"{problem.field}: {message}" if problem.field else message
    place = f"file={_property(problem.file)},line={problem.line},title={_property(problem.code)}"
    return f"::{problem.severity} {place}::{_escaped(shown)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(",", "%2C").replace(":", "%3A")
