"""The history of every record that may be seen, from its file's versions."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantpages.astana import in_astana
from grantpages.history.changes import Change, changes
from grantpages.history.gitlog import Absence, Log, NoHistory, Version, read_log
from grantpages.load import Dataset
from grantpages.textfile import decode
from grantpages.yamlfile import parse_document

Key = tuple[str, str]
"""Kind of a record, as its folder is called, and id."""
KINDS = ("organizations", "calls", "projects", "reports")
"""The folders whose records have a history that is shown."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One version: its commit, its moment, and what it changed; None where a version cannot be read."""

    commit: str
    moment: datetime.datetime
    changes: tuple[Change, ...] | None


@dataclass(frozen=True)
class History:
    """The edits of a record since it could be seen, the newest first; the last of them is its first version."""

    edits: tuple[Edit, ...]


def histories(dataset: Dataset, log: Log) -> dict[Key, History]:
    """Of every record of a dataset that holds only what may be seen; a file that is not committed has none.

    A version that was a draft, or waited for its hour and was replaced before, was never published: it is left out.
    """
    wanted = [
        (key, log.versions[file]) for key, file in dataset.files.items() if file in log.versions and key[0] in KINDS
    ]
    blobs = log.blobs([version.blob for _, versions in wanted for version in reversed(versions) if len(versions) > 1])
    found = {}
    for key, versions in wanted:
        if len(versions) > 1:
            found[key] = History(tuple(_edits(versions, [next(blobs) for _ in versions])))
        else:
            found[key] = History((Edit(versions[0].commit, versions[0].moment, ()),))
    return found


def _edits(versions: list[Version], contents: list[bytes]) -> list[Edit]:
    """The newest first. contents: of the versions, the oldest first."""
    states = [(version, _value(content)) for version, content in zip(reversed(versions), contents, strict=True)]
    seen = list(_published(states))
    edits, before = [], None
    for number, (version, value) in enumerate(seen):
        readable = isinstance(before, Mapping) and isinstance(value, Mapping)
        made = tuple(changes(before, value)) if readable else None
        if made != ():  # a comment, or the order of fields
            edits.append(Edit(version.commit, version.moment, () if number == 0 else made))
        before = value
    return edits[::-1]


def _published(states: list[tuple[Version, Any]]) -> Iterator[tuple[Version, Any]]:
    """The versions that could be seen: not a draft, and not replaced before their hour."""
    for place, (version, value) in enumerate(states):
        following = states[place + 1][0].moment if place + 1 < len(states) else None
        hour = _hour(value)
        if _is_draft(value) or (hour and following and following <= hour):
            continue
        yield version, value


def _is_draft(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("draft") is True


def _hour(value: Any) -> datetime.datetime | None:
    """From when a version could be seen; None where it names no hour."""
    said = value.get("publish_at") if isinstance(value, Mapping) else None
    try:
        return in_astana(datetime.datetime.fromisoformat(said)) if isinstance(said, str) else None
    except ValueError:
        return None


def _value(content: bytes) -> Any:
    """The plain value of a file as it was; None where it cannot be read."""
    text, problems = decode(content, "")
    return None if problems else parse_document(text, "").value


@dataclass(frozen=True)
class Past:
    """What a build knows of its records' history. absent: why it knows nothing, where it does not.

    repository: the web address of a file at a commit, with `{commit}` and `{path}`; empty where none is known.
    """

    histories: Mapping[Key, History]
    absent: Absence | None = None
    repository: str = ""

    def of(self, kind: str, id: str) -> History | None:
        """The history of a record; None where it is not known."""
        return self.histories.get((kind, id))

    @property
    def changed(self) -> dict[Key, datetime.datetime]:
        """When each record that has more than one version was last changed."""
        return {key: known.edits[0].moment for key, known in self.histories.items() if len(known.edits) > 1}

    @property
    def versions(self) -> dict[Key, int]:
        """How many versions each record has."""
        return {key: len(known.edits) for key, known in self.histories.items()}


def past_of(dataset: Dataset, folder: Path, repository: str = "") -> Past:
    """The past of the records of a data folder, or why there is none."""
    try:
        return Past(histories(dataset, read_log(folder)), None, repository)
    except NoHistory as none:
        return Past({}, none.why, repository)
