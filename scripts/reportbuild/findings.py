"""What the audit finds in a report, its competitions and its projects, as the officer reads it before the document."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from language import said

from grantpages.checks.audit import audit
from grantpages.checks.catalogue import severity_of
from grantpages.checks.finding import Finding
from grantpages.checks.locate import located
from grantpages.checks.replies import replies_of
from grantpages.load import Dataset
from grantpages.problem import Problem, Severity
from grantpages.wording import number_text
from reportbuild.arguments import Asked
from reportbuild.words import NOTHING_OPEN, OPEN, SEVERITIES

COMMAND = "make check"


def open_findings(dataset: Dataset, asked: Asked) -> list[Finding]:
    """The findings the operator has not answered."""
    report = dataset.reports[asked.id]
    concerned = {
        ("reports", asked.id),
        *(("calls", id) for id in report.calls),
        *(("projects", id) for id in report.projects),
    }
    answered = {
        (kind, id, code, field) for kind, id in concerned for code, field in replies_of(getattr(dataset, kind)[id])
    }
    return [
        found
        for found in audit(dataset, asked.today)
        if (found.kind, found.id) in concerned and (found.kind, found.id, found.code, found.field) not in answered
    ]


def counted(findings: list[Finding]) -> Counter[Severity]:
    """How many there are of each severity."""
    return Counter(severity_of(finding) for finding in findings)


def findings_text(dataset: Dataset, asked: Asked, findings: list[Finding]) -> Iterator[str]:
    """Errors and warnings line by line under their files, then the counts of all."""
    if not findings:
        yield said(NOTHING_OPEN, asked.lang)
        return
    shown = [finding for finding in findings if severity_of(finding) != "notice"]
    for file, problems in groupby(located(shown, dataset, asked.data), lambda problem: problem.file):
        yield file
        yield from (_line(problem, asked) for problem in problems)
        yield ""
    counts = counted(findings)
    numbers = {severity: number_text(counts[severity]) for severity in SEVERITIES}
    yield said(OPEN.fill(**numbers, command=COMMAND), asked.lang)


def _line(problem: Problem, asked: Asked) -> str:
    """`  12: grant.amount: [error] message (code)`"""
    field = f"{problem.field}: " if problem.field else ""
    message = " ".join(said(problem.message, asked.lang).split("\n"))
    return f"  {problem.line}: {field}[{said(SEVERITIES[problem.severity], asked.lang)}] {message} ({problem.code})"
