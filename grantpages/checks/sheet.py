"""What the audit found in one file, as plain values: to be sent, kept and told."""

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from grantpages.checks.asking import findings_in
from grantpages.checks.audit import ALL
from grantpages.checks.catalogue import message_of, severity_of
from grantpages.checks.finding import Finding, Step, Value
from grantpages.checks.replies import replies_of
from grantpages.checks.rule import Case, Kind
from grantpages.problem import Message, Problem, Severity
from grantpages.yamlreader import Lines

Answers = Mapping[tuple[str, str], datetime.date]
"""By code and field of a finding the day of the operator's last reply to it."""
Plain = int | str | tuple[int] | tuple[str, str]
"""A value of a message: of a day its ordinal, of a text or a message its two languages."""
Placed = tuple[int, tuple[Step, ...], str, Mapping[str, Plain], Severity]
"""A finding: line, path inside the record, code, the message's values, severity."""


class Sheet(NamedTuple):
    """How many findings of each severity a file has, the findings, and the replies: code, field, day.

    found: in the order of the rules, as an audit gives them. Words are made of them only where they are told.
    """

    inside: str
    counts: dict[Severity, int]
    found: Sequence[Placed]
    replies: Sequence[tuple[str, str, str]]

    def only(self, severities: Collection[Severity]) -> "Sheet":
        """The sheet with the findings of some severities; the counts are of all."""
        return self._replace(found=[one for one in self.found if one[4] in severities])

    def problems(self, file: str) -> Sequence[Problem]:
        """The findings as problems of a file, in the order of lines."""
        return sorted(
            Problem(file, line, finding.field, finding.code, message_of(finding), severity)
            for (line, *_, severity), finding in zip(self.found, self.findings("", ""), strict=True)
        )

    def findings(self, kind: str, id: str) -> Sequence[Finding]:
        """The findings of a record."""
        return [
            Finding(code, kind, id, tuple(path), {name: _value(plain) for name, plain in values.items()})
            for _, path, code, values, _ in self.found
        ]

    @property
    def answers(self) -> Answers:
        """The replies by what they answer."""
        return {(code, field): datetime.date.fromisoformat(day) for code, field, day in self.replies}


def sheet_of(case: Case, kind: Kind, inside: str, lines: Callable[[], Lines]) -> Sheet:
    """Audit one record. inside: its file in the data folder; lines: the file's, asked for where anything is found."""
    findings = findings_in(case, kind, ALL)
    at = lines().at if findings else None
    found = [
        (
            at(one.path),
            one.path,
            one.code,
            {name: _plain(value) for name, value in one.values.items()},
            severity_of(one),
        )
        for one in findings
        if at
    ]
    replies = replies_of(case.record) if case.record.replies else {}
    answers = [(code, field, given[-1].date.isoformat()) for (code, field), given in replies.items()]
    return Sheet(inside, dict(Counter(one[4] for one in found)), found, answers)


def _plain(value: Value) -> Plain:
    if isinstance(value, int | str):
        return value
    return (value.toordinal(),) if isinstance(value, datetime.date) else (value.kk, value.ru)


def _value(plain: Plain) -> Value:
    if isinstance(plain, int | str):
        return plain
    return Message(*plain) if len(plain) == 2 else datetime.date.fromordinal(plain[0])
