"""Findings get the file and the line where they stand.

A Dataset keeps no lines (they weigh more than the records), so the files that have findings, and
only these, are read again.
"""

from collections.abc import Iterable
from pathlib import Path

from grantpages.checks.catalogue import message_of, severity_of
from grantpages.checks.finding import Finding
from grantpages.load import Dataset
from grantpages.problem import Problem
from grantpages.yamlfile import read_document
from grantpages.yamlreader import Lines


def located(findings: Iterable[Finding], dataset: Dataset, root: Path, shown: str | None = None) -> list[Problem]:
    """The findings as problems, in the order of file and line; `shown` is the folder's name in messages."""
    lines: dict[str, Lines] = {}
    problems = []
    for finding in findings:
        file = dataset.files[finding.kind, finding.id]
        name = f"{(shown or root.as_posix()).rstrip('/')}/{file}"
        if file not in lines:
            lines[file] = read_document(root / file, name).lines
        problems.append(problem_of(finding, name, lines[file]))
    return sorted(problems)


def problem_of(finding: Finding, file: str, lines: Lines) -> Problem:
    """A finding at its line of a file."""
    line = lines.at(finding.path)
    return Problem(file, line, finding.field, finding.code, message_of(finding), severity_of(finding))
