"""What the files hold and what they are to hold after a decision, contracts or a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asking import words as asking
from asking.changes import difference
from asking.files import Unwritten

from decision import words
from decision.contracts import Contracted
from decision.winners import Decided, Desk
from grantpages.desk.insertion import appended, inserted, removed
from grantpages.desk.records import file_text
from grantpages.load import FOLDERS
from grantpages.model import Call, Project
from grantpages.problem import Message
from grantpages.wording import file_size


@dataclass(frozen=True)
class Change:
    """A file with its text before and after; before is empty for a new one."""

    path: Path
    before: str
    after: str


def must_be_unchanged(changes: Sequence[Change]) -> None:
    """Refuse to write over what someone else wrote while the questions were answered. Raises Unwritten, OSError."""
    for change in changes:
        now = change.path.read_text(encoding="utf-8") if change.path.exists() else ""
        if now != change.before:
            raise Unwritten(words.CHANGED_MEANWHILE.fill(file=change.path.as_posix()))


def decision_changes(data: Path, desk: Desk, decided: Decided) -> list[Change]:
    """The call's file with its new fields, and the files of new organizations and projects."""
    changes = []
    if decided.fields:
        path, before = _file(data, desk, "calls", desk.id)
        after = before
        for name, value in decided.fields.items():
            after = inserted(after, Call, (name,), value)
        changes.append(Change(path, before, after))
    for kind, records in (("organizations", decided.organizations), ("projects", decided.projects)):
        for id, record in records.items():
            path = data / kind / f"{id}.yml"
            if path.exists():
                raise Unwritten(asking.EXISTS.fill(file=path.as_posix()))
            changes.append(Change(path, "", file_text(record)))
    return changes


def contract_changes(data: Path, desk: Desk, contracts: Mapping[str, Contracted], ready: bool) -> list[Change]:
    """The projects' files with their contracts; drafts made visible where that is wanted."""
    changes = []
    for id, made in contracts.items():
        path, before = _file(data, desk, "projects", id)
        after = inserted(before, Project, ("grant", "contract"), made.contract)
        if made.period:
            after = inserted(after, Project, ("period",), made.period)
        if ready and desk.dataset.projects[id].draft:
            after = removed(after, "draft")
        changes.append(Change(path, before, after))
    return changes


def document_change(data: Path, desk: Desk, kind: str, entry: Mapping[str, Any]) -> Change:
    """A record's file with one more document in its list."""
    path, before = _file(data, desk, kind, desk.id)
    record = getattr(desk.dataset, kind)[desk.id]
    if record.documents:
        return Change(path, before, appended(before, ("documents",), entry))
    return Change(path, before, inserted(before, FOLDERS[kind], ("documents",), [dict(entry)]))


def _file(data: Path, desk: Desk, kind: str, id: str) -> tuple[Path, str]:
    path = data / desk.dataset.files[kind, id]
    return path, path.read_text(encoding="utf-8")


def shown(changes: list[Change], copied: Mapping[Path, bytes] | None = None) -> Message:
    """All changes, as they are read before they are agreed to."""
    parts = [difference(change.path.as_posix(), change.before, change.after) for change in changes]
    copies = [
        words.NEW_DOCUMENT.fill(file=path.as_posix(), size=file_size(len(data)))
        for path, data in (copied or {}).items()
    ]
    return Message(*("\n".join(("", words.CHANGES[at], *parts, *(copy[at] for copy in copies), "")) for at in (0, 1)))
