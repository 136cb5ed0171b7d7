"""The report for machines: JSON, and GitHub's annotations."""

import json

from datacheck.report import Report
from datacheck.words import said
from grantpages.problem import Problem


def json_of(report: Report) -> str:
    """A list of findings: file, line, field, code, severity, message (kk, ru), answered (a day or null)."""
    return json.dumps([_plain(report, problem) for problem in report.problems], ensure_ascii=False, indent=2) + "\n"


def _plain(report: Report, problem: Problem) -> dict[str, object]:
    answer = report.answer(problem)
    return {
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message._asdict(),
        "answered": answer.isoformat() if answer else None,
    }


def github_of(report: Report) -> str:
    """A mark on the line of each finding."""
    return "".join(f"{_annotation(report, problem)}\n" for problem in report.problems)


def _annotation(report: Report, problem: Problem) -> str:
    """GitHub's workflow command; its own escapes keep a message from starting a second command."""
    message = said(problem.message, report.asked.lang)
    shown = f"{problem.field}: {message}" if problem.field else message
    place = f"file={_property(problem.file)},line={problem.line},title={_property(problem.code)}"
    return f"::{problem.severity} {place}::{_escaped(shown)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(",", "%2C").replace(":", "%3A")
