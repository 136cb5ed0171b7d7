"""Which records and files of a built site belong to one competition, and what was seen and found of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Entry
from grantpages.evidence.ledgerline import write_line
from grantpages.load import Dataset
from grantpages.opendata.records import RECORD
from grantpages.pack.known import NOT_THERE, Seen, seen
from grantpages.problem import LANGUAGES

Key = tuple[str, str]
"""Kind and id of a record."""
KINDS = ("calls", "projects", "reports", "organizations")
"""The kinds of records that a pack may hold, in the order of its list."""


def belongings(dataset: Dataset) -> dict[str, list[Key]]:
    """The records of each competition: itself, its projects, the reports that tell of them, and whoever takes part.

    In the order of `KINDS`, then of the ids.
    """
    found: dict[str, set[Key]] = {
        id: {("calls", id), ("organizations", call.funder)} for id, call in dataset.calls.items()
    }
    call_of = {}
    for id, project in dataset.projects.items():
        call_of[id] = project.call
        parties = (project.grantee, *project.partners)
        found[project.call] |= {("projects", id), *(("organizations", party) for party in parties)}
    for id, report in dataset.reports.items():
        told = {*report.calls, *(call_of[project] for project in report.projects)}
        for call in told:
            found[call].add(("reports", id))
    return {call: sorted(keys, key=lambda key: (KINDS.index(key[0]), key[1])) for call, keys in found.items()}


def documents_of(dataset: Dataset) -> dict[Key, list[str]]:
    """The documents beside each record, by their paths below the site's root."""
    found = defaultdict(list)
    for kind, id, file in dataset.documents:
        found[kind, id].append(f"{kind}/{id}/{file}")
    return dict(found)


def files_of(site: Path, dataset: Dataset, key: Key, documents: Sequence[str]) -> Iterator[tuple[str, Seen]]:
    """The files of one record that are there, by their paths below the site's root: data, documents, pages.

    With each comes how it is recognized.
    """
    root = str(site)
    for path in _paths(dataset, key, documents):
        if (now := seen(root, path)) != NOT_THERE:
            yield path, now


def _paths(dataset: Dataset, key: Key, documents: Sequence[str]) -> Iterator[str]:
    """Where files of a record may be."""
    kind, id = key
    yield f"data/{dataset.files[key]}"
    yield f"{kind}/{id}.json"
    yield from documents
    if kind == "reports":
        written = (f"{kind}/{id}/{id}.{language}.docx" for language in LANGUAGES)
        yield from (path for path in written if path not in documents)
    for root in ("", "ru/"):
        yield f"{root}{kind}/{id}/index.html"
        yield f"{root}{kind}/{id}/history/index.html"


def told_of(site: Path, keys: Iterable[Key]) -> Iterator[dict[str, Any]]:
    """What the open data say of each record beside itself: its links, its findings."""
    for kind, id in keys:
        head, _, _ = (site / kind / f"{id}.json").read_bytes().partition(RECORD)
        yield json.loads(head + b"}")


def ledger_lines(told: Iterable[Mapping[str, Any]], ledger: Mapping[str, Entry]) -> bytes:
    """The lines of the ledger on the cited links, each once, in its own order."""
    keys = {identify(link["url"]).key for record in told for link in record["links"]}
    return _lines(write_line(ledger[key]) for key in sorted(keys & ledger.keys()))


def finding_lines(told: Iterable[Mapping[str, Any]]) -> bytes:
    """The public findings of the audit with their replies, one in a line, in the order of the records."""
    return _lines(
        json.dumps({"kind": record["kind"], "id": record["id"], **finding}, ensure_ascii=False)
        for record in told
        for finding in record["findings"]
    )


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
