"""Why there was no whole answer, from the exception; how long a host asks to be left alone."""

import email.utils
import http.client
import ssl
from collections.abc import Iterator, Mapping

from grantpages.evidence.answer import Failure
from grantpages.evidence.body import Garbled
from grantpages.evidence.guard import NoSuchHost, TooMuch
from grantpages.evidence.target import Refused


class Stopped(Exception):
    """Not asked, for the named reason."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


# In this order: SSLError, TimeoutError and others are OSErrors themselves.
FAILURES: tuple[tuple[Failure, tuple[type[BaseException], ...]], ...] = (
    ("malformed", (Refused,)),
    ("timeout", (TimeoutError,)),
    ("no_such_host", (NoSuchHost,)),
    ("garbled", (TooMuch, Garbled)),
    ("no_answer", (ssl.SSLEOFError, ssl.SSLZeroReturnError, http.client.RemoteDisconnected)),
    ("tls", (ssl.SSLError,)),
    ("no_answer", (OSError,)),
)


def failure_of(error: BaseException) -> Failure:
    """The failure an exception stands for, by what lies at its root; whatever else happens is `garbled`."""
    found = list(causes(error))
    if stopped := next((cause for cause in found if isinstance(cause, Stopped)), None):
        return stopped.failure
    for failure, kinds in FAILURES:
        if any(isinstance(cause, kinds) for cause in found):
            return failure
    return "garbled"


def causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it wraps: the root may be its cause, context or argument."""
    waiting, seen = [error], set[int]()
    while waiting:
        found = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        inner = (found.__cause__, found.__context__, getattr(found, "reason", None), *found.args)
        waiting += [cause for cause in inner if isinstance(cause, BaseException)]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from a Retry-After header (RFC 9110, 10.2.3), at least 0; a date counts from the response's own Date."""
    said = headers.get("retry-after", "").strip()
    if not said:
        return None
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until, now = (email.utils.parsedate_to_datetime(text) for text in (said, headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
