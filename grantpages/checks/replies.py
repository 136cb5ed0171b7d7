"""The operator's replies: which finding each one answers, and which answers nothing any more.

A reply stands in the record it is about and names a finding by its code and place. It takes nothing
away: an answered finding stays one, and there is no other way to put one aside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grantpages.checks.finding import Finding
from grantpages.model import Record, Reply

CODE = "reply-without-finding"
"""The code of a reply that answers nothing."""


def replies_of(record: Record) -> Mapping[tuple[str, str], Sequence[Reply]]:
    """A record's replies by (code, field) of what they answer, each list from the earliest to the latest."""
    answers: dict[tuple[str, str], list[Reply]] = {}
    for reply in sorted(record.replies, key=lambda reply: reply.date):
        answers.setdefault((reply.code, reply.field), []).append(reply)
    return answers


def replies_without_finding(kind: str, id: str, record: Record, found: Iterable[Finding]) -> Iterator[Finding]:
    """A finding for each reply to what is not among the findings of its record."""
    if not record.replies:
        return
    open_to_answer = {(finding.code, finding.field) for finding in found}
    for number, reply in enumerate(record.replies):
        if (reply.code, reply.field) not in open_to_answer:
            yield Finding(CODE, kind, id, ("replies", number), {"code": reply.code, "field": reply.field})
