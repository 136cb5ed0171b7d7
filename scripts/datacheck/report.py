"""What a run found: the problems of the loader, or the findings of the audit, and their counts."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from os import environ, sched_getaffinity
from pathlib import Path

from datacheck.arguments import SEVERITIES, Asked
from grantpages.checks.audit import RULES
from grantpages.checks.sheet import Answers, Sheet
from grantpages.checks.survey import Wish, survey
from grantpages.embargo import Waiting, waiting
from grantpages.problem import Problem, Severity
from grantpages.store import Store, code_version

KEPT = Path(environ.get("GRANTPAGES_CACHE") or Path(__file__).parents[2] / ".cache") / "grantpages"
"""Where results are kept for the next run, as the site's build keeps its own."""

Section = Callable[[Asked, Sequence[Problem], Answers], str]
"""How what is found in one file is written."""


@dataclass(frozen=True)
class Report:
    """sections: what is shown of each file, as UTF-8. counts: of all findings.

    files: how many were read, 0 where the loader refused any. waiting: the records that are checked like all others
    and yet not published.
    """

    asked: Asked
    sections: Iterable[bytes]
    counts: Mapping[Severity, int]
    files: int
    waiting: Waiting = Waiting({})

    @property
    def exit(self) -> int:
        """The command's exit code."""
        return 1 if self.counts["error"] else 0

    @property
    def rules(self) -> int:
        """How many rules were asked."""
        return len(RULES) if self.files else 0

    @property
    def shown(self) -> int:
        """How many findings are shown one by one."""
        return sum(number for severity, number in self.counts.items() if self.asked.shows(severity))


def look(asked: Asked, section: Section) -> Report:
    """Read and audit the folder, once. Raises CannotRead."""

    def tell(file: str, sheet: Sheet) -> bytes:
        said = section(asked, sheet.problems(file), sheet.answers)
        return zlib.compress(said.encode(), 1)  # of many records it is much

    shows = frozenset(filter(asked.shows, SEVERITIES))
    store = Store(KEPT, code_version()) if asked.cache else None
    found = survey(
        asked.data,
        None,
        Wish(asked.today, shows, tell, f"{asked.format} {asked.lang}", len(sched_getaffinity(0)), store),
    )
    if found.problems:
        by_file = groupby(found.problems, lambda problem: problem.file)
        sections = [section(asked, list(problems), {}).encode() for _, problems in by_file]
        return Report(asked, sections, Counter(error=len(found.problems)), 0)
    later = waiting(found.dataset, asked.now) if found.may_wait and found.dataset else Waiting({})
    return Report(asked, _Unpacked(found.told), found.counts, len(found.marks), later)


@dataclass(frozen=True)
class _Unpacked:
    told: Iterable[bytes]

    def __iter__(self) -> Iterator[bytes]:
        return map(zlib.decompress, self.told)
