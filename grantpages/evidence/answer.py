"""What came of asking one address: the last response, or why there was none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Failure = Literal[
    "malformed",  # no address that can be asked
    "forbidden_address",  # leads into a network that is never contacted
    "insecure_scheme",  # http where only https is asked
    "no_such_host",  # the name service says that there is no such name
    "no_answer",  # refused, reset, unreachable, or the name service did not answer
    "timeout",  # not whole within the deadline
    "tls",  # no trustworthy TLS
    "redirects",  # in a circle, or more than five
    "garbled",  # not HTTP, or a body that cannot be unpacked
    "deferred",  # the host asked for a longer pause than this run can wait
]
"""Why a question brought no answer that can be judged."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`status`, `headers` (names in lower case) and `body` are the last response's.

    asked: the address as given. url: the address that answered last. hops: every address asked, in
    turn. body: unpacked, at most 256 KiB; `cut` where there was more. retry_after: seconds the
    host asked for. failure: None where a whole response came (whatever its status).
    """

    asked: str
    url: str
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    hops: tuple[str, ...] = ()
    retry_after: float | None = None
    failure: Failure | None = None
