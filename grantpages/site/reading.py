"""The records of a build: read and audited, without those that wait for their hour."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grantpages.checks.drawer import mark_of
from grantpages.checks.survey import Wish, survey
from grantpages.embargo import Waiting, visible, waiting
from grantpages.evidence import ledgerfile
from grantpages.load import record_of
from grantpages.model import Operator
from grantpages.problem import Problem, Severity
from grantpages.securitytxt import overdue
from grantpages.site.found import Audited, Surveyed, tell
from grantpages.site.shelf import Library, Reader
from grantpages.store import Store, code_version
from grantpages.yamlfile import document_of, read_bytes

LEDGER = "evidence/ledger.jsonl"
OPERATOR = "operator", "operator"
"""The key of the operator's record."""


@dataclass(frozen=True)
class Reading:
    """What was found. library: what may be published; None where there are problems, of records or the ledger.

    counts: of the audit's findings. files: how many were read. waiting: the records that are not published yet.
    """

    library: Library | None
    problems: Sequence[Problem]
    counts: Mapping[Severity, int] = field(default_factory=dict)
    files: int = 0
    waiting: Waiting = field(default_factory=lambda: Waiting({}))


@dataclass(frozen=True)
class Source:
    """A data folder and how it is read. shown: its name in messages. cache: where what is found is kept.

    now: the build's minute, Astana's. processes: how many may work.
    """

    data: Path
    shown: str
    now: datetime.datetime
    cache: Path
    processes: int = 1

    def read(self) -> Reading:
        """Read and audit all of it, once. Raises CannotRead."""
        store, today = Store(self.cache / "grantpages", code_version()), self.now.date()
        found = survey(self.data, self.shown, Wish(today, frozenset(("warning",)), tell, "site", self.processes, store))
        ledger, faulty = ledgerfile.read(self.data / LEDGER, f"{self.shown}/{LEDGER}")
        late = overdue(found.dataset, self.data, self.shown, today) if found.dataset else []
        problems = [*found.problems, *faulty, *late]
        if found.dataset is None or problems:
            return Reading(None, problems)
        later = waiting(found.dataset, self.now) if found.may_wait else Waiting({})
        dataset = visible(found.dataset, self.now) if later.hours else found.dataset
        findings = Audited(dataset, today, found.marks) if later.hours else Surveyed(found, self.shown)
        library = Library(dataset, ledger, Reader(self.data, found.marks), findings, found.marks)
        return Reading(library, (), found.counts, len(found.marks), later)


def operator_of(data: Path) -> tuple[Operator, bytes]:
    """Who publishes, and the mark of his file, of a folder in which nothing is wrong."""
    file = data / "operator.yml"
    held = read_bytes(file)
    operator: Operator = record_of("operator", document_of(held, file.name))
    return operator, mark_of(held)
