"""What a run has to say, before anybody decides how to say it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from grantpages.evidence.lanes import Left
from grantpages.evidence.ledger import Entry
from grantpages.evidence.naming import Platform
from grantpages.evidence.run import Outcome
from grantpages.evidence.verdict import NEGATIVE, State, Verdict
from grantpages.problem import Problem
from linkcheck.arguments import Asked
from linkcheck.cited import Decision, Page, Places

Passed = Left | Literal["fresh"]
"""Why a page was not looked at in a run: the run left it, or it was tried of late."""
TRUSTED = 0.1
"""The share of a platform's pages that may stay unseen before its rate of dead links says nothing (ledger rule c)."""
MALFORMED = frozenset(("link-malformed", "announcement-malformed"))


@dataclass(frozen=True, slots=True)
class Row:
    """One page. entry: what the ledger holds. now: this run's look. left: why it was not looked at in this run."""

    page: Page
    entry: Entry | None
    now: Verdict | None = None
    left: Passed | None = None
    decision: Decision | None = None

    @property
    def state(self) -> State:
        """What the page is held to be."""
        return self.entry.state if self.entry else "unchecked"

    @property
    def is_missing(self) -> bool:
        """Whether it is confirmed that nobody can open it, and nobody says to have opened it by hand."""
        return self.state in NEGATIVE and self.decision is None

    @property
    def is_suspected(self) -> bool:
        """Whether it was not found of late, which is not yet confirmed."""
        return bool(self.entry and self.entry.failures) and self.state not in NEGATIVE

    @property
    def trouble(self) -> str:
        """Why a person should look: a state, `malformed`, `suspected`, or nothing."""
        if self.page.is_malformed:
            return "malformed"
        return self.state if self.is_missing else "suspected" if self.is_suspected and not self.decision else ""


@dataclass(frozen=True)
class Archived:
    """What came of asking the archive, in numbers of pages. submitted is no copy yet."""

    found: int = 0
    missing: int = 0
    submitted: int = 0
    left: int = 0


@dataclass(frozen=True)
class Report:
    """A whole run. outcome: None without a network. errors: what broke inside the checker. notes: said, not counted."""

    asked: Asked
    rows: Sequence[Row]
    findings: Sequence[Problem]
    places: Places
    outcome: Outcome | None = None
    archived: Archived | None = None
    errors: Sequence[str] = field(default_factory=tuple)

    @property
    def citations(self) -> int:
        """How many links stand in the records."""
        return sum(len(row.page.citations) for row in self.rows)

    @property
    def dated(self) -> int:
        """How many pages tell the day of their making by their identifier."""
        return sum(row.page.identity.created is not None for row in self.rows)

    @property
    def by_state(self) -> Counter[State]:
        """Pages by state."""
        return Counter(row.state for row in self.rows)

    @property
    def by_reason(self) -> Counter[str]:
        """Pages that are neither alive nor missing, by `state:reason`."""
        seen = (row for row in self.rows if row.state in ("unverifiable", "transient"))
        return Counter(f"{row.state}:{row.entry.reason}" for row in seen if row.entry and row.entry.reason)

    @property
    def by_kind(self) -> Mapping[Platform, Counter[str]]:
        """Pages by platform and kind, the platform cited most first."""
        kinds: dict[Platform, Counter[str]] = {}
        for row in self.rows:
            kinds.setdefault(row.page.identity.platform, Counter())[row.page.identity.kind] += 1
        return dict(sorted(kinds.items(), key=lambda item: (-item[1].total(), item[0])))

    @property
    def untrusted(self) -> Mapping[Platform, tuple[int, int]]:
        """Platforms too much of which stays unseen: pages, and those unseen."""
        shares: dict[Platform, tuple[int, int]] = {}
        for row in self.rows:
            if row.state != "unchecked" and not row.page.is_malformed:
                every, unseen = shares.get(row.page.identity.platform, (0, 0))
                unseen += row.state in ("unverifiable", "transient") and not row.is_suspected
                shares[row.page.identity.platform] = (every + 1, unseen)
        return {name: share for name, share in shares.items() if share[1] > TRUSTED * share[0]}

    @property
    def troubled(self) -> Sequence[Row]:
        """The pages a person should look at, in the order of the records."""
        return [row for row in self.rows if row.trouble]

    @property
    def missing(self) -> Sequence[Row]:
        """The pages that are confirmed to be missing."""
        return [row for row in self.rows if row.is_missing]

    def fails(self, row: Row) -> bool:
        """Whether a page gives exit code 1."""
        return row.trouble in self.asked.fail_on

    def fails_by(self, finding: Problem) -> bool:
        """Whether a finding gives exit code 1 by itself."""
        if finding.code == "exception-expired":
            return "expired" in self.asked.fail_on
        return finding.severity == "error" and "errors" in self.asked.fail_on

    @property
    def failures(self) -> int:
        """How much gives exit code 1."""
        return sum(map(self.fails, self.rows)) + sum(map(self.fails_by, self.findings))

    @property
    def exit(self) -> int:
        """0, 1 or 3. A measurement that failed weighs more than what is known from earlier ones."""
        if self.errors or (self.outcome and self.outcome.failed):
            return 3
        return 1 if self.failures else 0
