"""Connections that go only to addresses that were checked, and last only as long as they may.

The name is resolved once, every address it has is checked, and the connection is made to one of
them; TLS is verified for the name. Each time bytes are waited for, the socket's timeout is what
is left of the deadline: dripping a byte at a time wins a server nothing.
"""

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Clock = Callable[[], float]
Resolve = Callable[[str], Sequence[str]]


class NoSuchHost(OSError):
    """The name service says that there is no such name."""


class TooMuch(OSError):
    """More bytes than any answer worth reading needs."""


@dataclass(slots=True)
class Limits:
    """Until when an exchange may last, in the clock's seconds, and how many bytes may still come."""

    clock: Clock
    until: float
    room: int

    def left(self) -> float:
        """Seconds left, more than 0; TimeoutError where none are."""
        left = self.until - self.clock()
        if left <= 0:
            raise TimeoutError("deadline")
        return left


@dataclass(frozen=True, slots=True)
class Route:
    """Where to connect: addresses in turn, all of them checked or named by the person who runs this."""

    addresses: tuple[str, ...]
    port: int
    tls: ssl.SSLContext | None
    limits: Limits


def system_resolve(host: str) -> list[str]:
    """The addresses the system's name service gives. Raises NoSuchHost, or OSError where it does not answer."""
    try:
        # The final dot keeps the system from trying the name inside its own domains.
        found = socket.getaddrinfo(f"{host}.", None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise NoSuchHost(host) from error
        raise
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def resolve_within(resolve: Resolve, host: str, seconds: float) -> tuple[str, ...]:
    """Ask the name service, at most for `seconds`. Raises TimeoutError and what `resolve` raises."""
    answers: queue.SimpleQueue[tuple[str, ...] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(tuple(resolve(host)))
        except Exception as error:
            answers.put(error)

    # A daemon: a name service that hangs cannot be stopped, only left behind.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("name service") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def secure_context(ca_file: str) -> ssl.SSLContext:
    """TLS that verifies certificate and name; costly, so made once and shared."""
    context = ssl.create_default_context(cafile=ca_file)
    context.sslsocket_class = LimitedTLS
    context.set_alpn_protocols(["http/1.1"])
    return context


class Limited(socket.socket):
    """Receives within the limits."""

    limits: Limits

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """As of any socket. Raises TimeoutError past the deadline, TooMuch once there is no room."""
        self.settimeout(self.limits.left())
        if self.limits.room <= 0:
            raise TooMuch
        count = super().recv_into(buffer, nbytes or memoryview(buffer).nbytes, flags)
        self.limits.room -= count
        return count


class LimitedTLS(Limited, ssl.SSLSocket):  # type: ignore[misc]  # nbytes may be None there
    """The same over TLS; made by the context, so its limits are set after the handshake."""


def connected(route: Route) -> tuple[Limited, str]:
    """A connection to the first address that answers, and that address; each may take its share of the time left."""
    failure: OSError = OSError("no address")
    for index, address in enumerate(route.addresses):
        connection = Limited(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        connection.limits = route.limits
        try:
            connection.settimeout(route.limits.left() / (len(route.addresses) - index))
            connection.connect((address, route.port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(route.limits.left())  # for the TLS handshake: OpenSSL's calls keep one deadline
            return connection, address
        except OSError as error:
            connection.close()
            failure = error
    raise failure
