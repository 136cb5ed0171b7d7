"""One JSON file for each record, at its page's address with `.json` in place of the last slash."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grantpages.checks.catalogue import message_of
from grantpages.checks.replies import replies_of
from grantpages.evidence.citations import Citation
from grantpages.opendata.basis import Grounds, Subject
from grantpages.opendata.encoding import encoded
from grantpages.opendata.table import LICENCE, VERSION
from grantpages.sitefile import write_bytes

RECORD = b',"record":'
"""What parts a file into what is said of the record and the record itself. A text cannot hold it: its quotation marks
are escaped."""
UNSAID = {"draft", "publish_at"}
"""Fields for the desk, which tell a reader nothing."""


def write_record(site: Path, grounds: Grounds, subject: Subject) -> None:
    """Write the file of a record; the folder of its page need not be there yet."""
    write_bytes(site / file_of(subject.kind, subject.id), record_json(grounds, subject))


def file_of(kind: str, id: str) -> str:
    """The file of a record, below the site's root."""
    return f"{kind}/{id}.json"


def record_json(grounds: Grounds, subject: Subject) -> bytes:
    """A record in both languages, its links with what was seen of them, its public findings.

    `record` has the fields of the data file, as the schema of its kind describes them.
    """
    record = subject.record.model_dump(mode="json", exclude=UNSAID, exclude_defaults=True)
    return encoded(_head(grounds, subject))[:-1] + RECORD + encoded(record) + b"}\n"


def _head(grounds: Grounds, subject: Subject) -> dict[str, Any]:
    kind, id = subject.kind, subject.id
    return {
        "kind": kind,
        "id": id,
        "url": {language: grounds.url(kind, id, language) for language in ("kk", "ru")},
        "source_file": f"data/{grounds.dataset.files[kind, id]}",
        "record_date": subject.day,
        "licence": LICENCE,
        "format_version": VERSION,
        "links": [_link(grounds, citation) for citation in subject.cited],
        "findings": list(_findings(subject)),
    }


def _link(grounds: Grounds, citation: Citation) -> dict[str, Any]:
    entry = grounds.seen(citation)
    return {
        "field": ".".join(map(str, citation.path)),
        "url": citation.link.url,
        "platform": citation.identity.platform,
        "state": entry.state if entry else "unchecked",
        "reason": entry.reason if entry else None,
        "last_alive": entry.last_alive if entry else None,
        "last_tried": entry.last_tried if entry else None,
    }


def _findings(subject: Subject) -> Iterator[dict[str, Any]]:
    replies = replies_of(subject.record) if subject.noted else {}
    for finding in subject.noted:
        said = message_of(finding)
        yield {
            "code": finding.code,
            "field": finding.field,
            "message": {"kk": said.kk, "ru": said.ru},
            "replies": [
                {"date": reply.date, "by": reply.by, "text": {"kk": reply.text.kk, "ru": reply.text.ru}}
                for reply in replies.get((finding.code, finding.field), ())
            ],
        }
