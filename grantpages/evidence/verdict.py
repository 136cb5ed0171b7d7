"""What one look at a link showed: a state with the sign that gave it, never a bare yes or no.

Only a positive sign makes a link alive or gone. A login page, a refusal, a consent page or an
answer that says nothing either way is `unverifiable`, with the reason; what may be over in a
minute is `transient` (design, section 7; decision table: the evidence research, section 3).
"""

from dataclasses import dataclass
from typing import Literal, get_args

State = Literal["alive", "gone", "private", "gone_or_private", "unverifiable", "transient", "unchecked"]
"""What is known of a link. Only a positive sign makes it `alive`, `gone` or `private` (design, section 7)."""
Reason = Literal[
    # unverifiable: nothing could be seen
    "login_wall", "rate_limited", "blocked", "consent", "geo", "embed_refused", "no_marker", "soft_404",
    "unsupported", "robots", "insecure", "forbidden_address", "malformed", "canary",
    "suspected",  # the ledger's own: not found on one or two days, and never seen alive
    # transient: no answer, or one that says to come back
    "timeout", "no_answer", "server_error", "redirects", "garbled",
    # gone: what exactly is not there
    "not_found", "no_such_host", "removed",
]  # fmt: skip
"""Why a link is `unverifiable`, `transient` or `gone`; other states have no reason."""
Grade = Literal["A", "B", "C", "G"]
"""How sure a sign is: A documented, B measured by several, C one source, G inferred (evidence/signs.yml)."""

STATES: tuple[State, ...] = get_args(State)
"""All of `State`, in that order."""
REASONS: tuple[Reason, ...] = get_args(Reason)
"""All of `Reason`, in that order."""
NEGATIVE: frozenset[State] = frozenset(("gone", "private", "gone_or_private"))
"""The states of a link whose page no reader can open."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One observation.

    sign: the id of the sign in `signs.yml` that decided, empty where none was needed. status: the
    last HTTP status, if there was one. host: the host that gave the last answer. grade: how well
    the sign is documented (A official or maintained source, B measured by others, C one source,
    G inferred). A negative state here is a suspicion: the ledger confirms it on three days.
    """

    state: State
    reason: Reason | None = None
    sign: str = ""
    status: int | None = None
    host: str = ""
    grade: Grade = "G"
