"""What a run found: the problems of the loader, or the findings of the audit, and their counts."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from datacheck.arguments import Asked
from grantpages.checks.audit import RULES, audit
from grantpages.checks.catalogue import severity_of
from grantpages.checks.locate import located
from grantpages.checks.replies import replies_of
from grantpages.checks.rule import KINDS
from grantpages.embargo import Waiting, waiting
from grantpages.load import Dataset, load_folder
from grantpages.problem import Problem, Severity


@dataclass(frozen=True)
class Report:
    """problems: those that are shown. counts: of all. files: how many were read, 0 where the loader refused any.

    answered: by file, code and field of a finding the day of the operator's last reply to it. waiting: the records
    that are checked like all others and yet not published.
    """

    asked: Asked
    problems: tuple[Problem, ...]
    counts: Mapping[Severity, int]
    files: int
    answered: Mapping[tuple[str, str, str], datetime.date]
    waiting: Waiting = Waiting({})

    @property
    def exit(self) -> int:
        """The command's exit code."""
        return 1 if self.counts["error"] else 0

    @property
    def rules(self) -> int:
        """How many rules were asked."""
        return len(RULES) if self.files else 0

    def answer(self, problem: Problem) -> datetime.date | None:
        """The day on which the operator answered a finding."""
        return self.answered.get((problem.file, problem.code, problem.field))


def look(asked: Asked) -> Report:
    """Read and audit the folder, once. Raises CannotRead."""
    dataset, problems = load_folder(asked.data)
    counts: Counter[Severity] = Counter()
    if dataset is None:
        counts["error"] = len(problems)
        return Report(asked, tuple(problems), counts, 0, {})
    findings = list(audit(dataset, asked.today))
    graded = [(severity_of(finding), finding) for finding in findings]
    shown = [finding for severity, finding in graded if asked.shows(severity)]
    problems = located(shown, dataset, asked.data)  # only what is shown has to be read again
    counts.update(severity for severity, _ in graded)
    later = waiting(dataset, asked.now)
    return Report(asked, tuple(problems), counts, len(dataset.files), _answered(dataset, asked), later)


def _answered(dataset: Dataset, asked: Asked) -> Mapping[tuple[str, str, str], datetime.date]:
    """The same names of files as in the problems."""
    folder = asked.data.as_posix().rstrip("/")
    return {
        (f"{folder}/{dataset.files[kind, id]}", code, field): replies[-1].date
        for kind in KINDS
        for id, record in getattr(dataset, kind).items()
        for (code, field), replies in replies_of(record).items()
    }
