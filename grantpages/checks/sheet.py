"""What the audit found in one file, as plain values: to be sent, kept and told."""

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from grantpages.checks.asking import findings_in
from grantpages.checks.audit import ALL
from grantpages.checks.catalogue import message_of, severity_of
from grantpages.checks.finding import Finding, Step
from grantpages.checks.replies import replies_of
from grantpages.checks.rule import Case, Kind
from grantpages.problem import Message, Problem, Severity
from grantpages.yamlreader import Lines

Answers = Mapping[tuple[str, str], datetime.date]
"""By code and field of a finding the day of the operator's last reply to it."""
Shown = tuple[int, tuple[Step, ...], str, str, str, Severity]
"""Line, path inside the record, code, message in Kazakh and in Russian, severity."""


class Sheet(NamedTuple):
    """How many findings of each severity a file has, those that are shown, and the replies: code, field, day.

    shown: in the order of the rules, as an audit gives them.
    """

    inside: str
    counts: dict[Severity, int]
    shown: Sequence[Shown]
    replies: Sequence[tuple[str, str, str]]

    def problems(self, file: str) -> Sequence[Problem]:
        """What is shown as problems of a file, in the order of lines."""
        return sorted(
            Problem(file, line, ".".join(map(str, path)), code, Message(kk, ru), severity)
            for line, path, code, kk, ru, severity in self.shown
        )

    def findings(self, kind: str, id: str) -> Sequence[Finding]:
        """What is shown as findings, worded."""
        return [Finding(code, kind, id, tuple(path), {}, Message(kk, ru)) for _, path, code, kk, ru, _ in self.shown]

    @property
    def answers(self) -> Answers:
        """The replies by what they answer."""
        return {(code, field): datetime.date.fromisoformat(day) for code, field, day in self.replies}


def sheet_of(case: Case, kind: Kind, inside: str, lines: Callable[[], Lines], shows: Collection[Severity]) -> Sheet:
    """Audit one record. inside: its file in the data folder; lines: the file's, asked for where a finding is shown."""
    graded = [(severity_of(finding), finding) for finding in findings_in(case, kind, ALL)]
    chosen = [(severity, finding) for severity, finding in graded if severity in shows]
    at = lines().at if chosen else None
    shown = [
        (at(finding.path), finding.path, finding.code, *message_of(finding), severity)
        for severity, finding in chosen
        if at
    ]
    replies = replies_of(case.record) if case.record.replies else {}
    answers = [(code, field, given[-1].date.isoformat()) for (code, field), given in replies.items()]
    return Sheet(inside, dict(Counter(severity for severity, _ in graded)), shown, answers)
