"""What the audit found in each record, and a digest of it: from a survey, or asked when a record is at hand."""

import datetime
import marshal
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from grantpages.checks.asking import findings_in
from grantpages.checks.audit import ALL
from grantpages.checks.catalogue import severity_of
from grantpages.checks.finding import Finding
from grantpages.checks.rule import Case, world_of
from grantpages.checks.sheet import Sheet
from grantpages.checks.survey import Survey
from grantpages.load import Dataset
from grantpages.opendata.basis import Key
from grantpages.store import digest


class Findings(Protocol):
    """Warnings by record."""

    def of(self, kind: str, id: str, record: Any) -> Sequence[Finding]:
        """What was found in a record that is at hand whole."""

    def mark(self, kind: str, id: str) -> bytes:
        """While this and the record's file are the same, so is what is found in it."""


def tell(file: str, sheet: Sheet) -> bytes:
    """What a survey keeps of a file for `Surveyed`: the same bytes for the same findings (marshal's second format)."""
    return marshal.dumps(list(sheet.found), 2)


NOTHING = digest(b"")
"""The mark of a file in which nothing was found."""


class Surveyed:
    """What a survey told by `tell`. shown: the data folder's name in its messages."""

    def __init__(self, survey: Survey, shown: str) -> None:
        self.told, self.shown = survey.told, shown.rstrip("/")

    def of(self, kind: str, id: str, record: Any) -> Sequence[Finding]:
        """See `Findings`."""
        piece = self._piece(kind, id)
        return Sheet("", {}, marshal.loads(piece), ()).findings(kind, id) if piece else ()

    def mark(self, kind: str, id: str) -> bytes:
        """See `Findings`."""
        return self._marks.get(f"{self.shown}/{kind}/{id}.yml", NOTHING)

    @cached_property
    def _marks(self) -> Mapping[str, bytes]:
        """Of all files of which anything is told: to read them in a row costs a fifth of opening the spool for each."""
        return {file: digest(piece) for file, piece in zip(self.told.places, self.told, strict=True)}

    def _piece(self, kind: str, id: str) -> bytes | None:
        return self.told.get(f"{self.shown}/{kind}/{id}.yml")


class Audited:
    """An audit that sees no more than some records, of which the projects may be light."""

    def __init__(self, dataset: Dataset, today: datetime.date, marks: Mapping[Key, bytes]) -> None:
        self.world = world_of(dataset, today)
        every = [key for key in sorted(dataset.files) if key in marks]
        day = today.isoformat().encode()
        self.for_projects = digest(day, *(marks[key] for key in every if key[0] != "projects"))
        self.for_others = digest(day, *(marks[key] for key in every))
        self.of_others: dict[Key, Sequence[Finding]] = {}

    def of(self, kind: str, id: str, record: Any) -> Sequence[Finding]:
        """See `Findings`. A project is audited each time, any other record, which is asked for often, once."""
        if (known := self.of_others.get((kind, id))) is not None:
            return known
        warnings = [finding for finding in self.every(kind, id, record) if severity_of(finding) == "warning"]
        if kind != "projects":
            self.of_others[kind, id] = warnings
        return warnings

    def every(self, kind: str, id: str, record: Any) -> Sequence[Finding]:
        """All that was found in a record that is at hand whole, however grave."""
        return findings_in(Case(self.world, id, record), kind, ALL)  # type: ignore[arg-type]

    def mark(self, kind: str, id: str) -> bytes:
        """See `Findings`. No rule on a project looks at another one."""
        return self.for_projects if kind == "projects" else self.for_others


class Given:
    """Findings that are all in memory."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.found: dict[Key, list[Finding]] = {}
        for finding in findings:
            self.found.setdefault((finding.kind, finding.id), []).append(finding)

    def of(self, kind: str, id: str, record: Any) -> Sequence[Finding]:
        """See `Findings`."""
        return self.found.get((kind, id), ())

    def mark(self, kind: str, id: str) -> bytes:
        """See `Findings`."""
        return digest(repr(self.found.get((kind, id), ())).encode())
