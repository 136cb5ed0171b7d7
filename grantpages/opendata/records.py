"""One JSON file for each record, at its page's address with `.json` in place of the last slash."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grantpages.checks.catalogue import message_of
from grantpages.checks.replies import replies_of
from grantpages.evidence.citations import Citation
from grantpages.opendata.basis import KINDS, Basis
from grantpages.opendata.encoding import encoded
from grantpages.opendata.table import LICENCE, VERSION
from grantpages.sitefile import write_bytes

UNSAID = {"draft", "publish_at"}
"""Fields for the desk, which tell a reader nothing."""


def write_records(site: Path, basis: Basis) -> None:
    """Write the files of every record; the folders of their pages need not be there yet."""
    for kind in KINDS:
        for id in getattr(basis.dataset, kind):
            write_bytes(site / kind / f"{id}.json", record_json(basis, kind, id))


def record_json(basis: Basis, kind: str, id: str) -> bytes:
    """A record in both languages, its links with what was seen of them, its public findings.

    `record` has the fields of the data file, as the schema of its kind describes them.
    """
    record = basis.record(kind, id).model_dump(mode="json", exclude=UNSAID, exclude_defaults=True)
    value = {**_head(basis, kind, id), "record": record}
    return encoded(value) + b"\n"


def _head(basis: Basis, kind: str, id: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": id,
        "url": {language: basis.url(kind, id, language) for language in ("kk", "ru")},
        "source_file": f"data/{basis.dataset.files[kind, id]}",
        "record_date": basis.dates[kind, id],
        "licence": LICENCE,
        "format_version": VERSION,
        "links": [_link(basis, citation) for citation in basis.cited.get((kind, id), ())],
        "findings": list(_findings(basis, kind, id)),
    }


def _link(basis: Basis, citation: Citation) -> dict[str, Any]:
    entry = basis.seen(citation)
    return {
        "field": ".".join(map(str, citation.path)),
        "url": citation.link.url,
        "platform": citation.identity.platform,
        "state": entry.state if entry else "unchecked",
        "reason": entry.reason if entry else None,
        "last_alive": entry.last_alive if entry else None,
        "last_tried": entry.last_tried if entry else None,
    }


def _findings(basis: Basis, kind: str, id: str) -> Iterator[dict[str, Any]]:
    found = basis.noted.get((kind, id), ())
    replies = replies_of(basis.record(kind, id)) if found else {}
    for finding in found:
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
