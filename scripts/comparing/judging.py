"""Whether what a tool said of a link is right.

The rule is lenient to every tool: «broken» is right of a link that did not answer at that moment, and
of one whose answer a browser would refuse; «fine» is right wherever a browser would show the page or
what came of it. A tool that says that it cannot tell is never wrong.
"""

from dataclasses import dataclass
from typing import Literal

Said = Literal["fine", "broken", "unsure", "silent", "nothing", "missing"]
"""What a tool said: silent – the link is left out of its report; nothing – it gave no answer in the time it had;
missing – the tool could not be had."""
Truth = Literal["alive", "gone", "unknown", "transient"]
Mark = Literal["right", "false-fine", "false-broken", "unsure", "nothing", "missing"]

MARKS: tuple[Mark, ...] = ("right", "false-fine", "false-broken", "unsure", "nothing")
REFUSED = frozenset(("forbidden_address", "malformed", "insecure"))
"""Reasons for which a browser, too, would show an error."""
BROKEN_TOO = frozenset(("redirect-nowhere", "304", "418"))
FINE_TOO = frozenset(
    (
        "binary", "gzip-bomb", "deflate-bomb", "twice-packed-bomb", "soft-404-host", "redirects-6", "header-too-long",
        "brotli", "cut-gzip", "bad-chunk", "cut-chunk", "length-too-long", "broken-off",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One behaviour. reason: why a checker cannot tell, where it cannot. platform: empty for any web page."""

    name: str
    truth: Truth
    reason: str = ""
    platform: str = ""

    @property
    def answers(self) -> frozenset[Said]:
        """What may rightly be said of it with certainty."""
        right: set[Said] = {"fine"} if self.truth == "alive" or self.name in FINE_TOO else set()
        if self.truth in ("gone", "transient") or self.reason in REFUSED or self.name in BROKEN_TOO:
            right.add("broken")
        return frozenset(right)


def mark(case: Case, said: Said) -> Mark:
    """Right or wrong."""
    if said in ("nothing", "missing"):
        return said
    if said in ("unsure", "silent"):
        return "unsure" if case.truth in ("alive", "gone") else "right"
    if said in case.answers:
        return "right"
    return "false-fine" if said == "fine" else "false-broken"
