"""Connections that go only to addresses that were checked, and last only as long as they may.

The name is resolved once, every address it has is checked, and the connection is made to one of
them; TLS is verified for the name. Each time bytes are waited for, the socket's timeout is what
is left of the deadline: dripping a byte at a time wins a server nothing.
"""

import os
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from grantpages.evidence.loop import READABLE, WRITABLE, wait_for

Clock = Callable[[], float]
"""Seconds of a clock that never goes back."""
Resolve = Callable[[str], Sequence[str]]
"""The addresses of a host's name. Raises `NoSuchHost`, or another OSError where the name service is silent."""
Acted = TypeVar("Acted")


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
    answers: list[tuple[str, ...] | Exception] = []
    done, told = socket.socketpair()

    def ask() -> None:
        with told:  # its end is what the other side waits for
            try:
                answers.append(tuple(resolve(host)))
            except Exception as error:
                answers.append(error)

    with done:
        # A daemon: a name service that hangs cannot be stopped, only left behind.
        threading.Thread(target=ask, daemon=True).start()
        wait_for(done.fileno(), READABLE, seconds)
    if isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0]


def secure_context(ca_file: str) -> ssl.SSLContext:
    """TLS that verifies certificate and name; costly, so made once and shared."""
    context = ssl.create_default_context(cafile=ca_file)
    context.sslsocket_class = LimitedTLS
    context.set_alpn_protocols(["http/1.1"])
    return context


class Limited(socket.socket):
    """Connects, sends and receives within the limits; where it has to wait, the tasks of its loop go on."""

    limits: Limits

    def connect_within(self, address: tuple[str, int], seconds: float) -> None:
        """Raises TimeoutError, and OSError where nobody answers."""
        try:
            self.connect(address)
        except BlockingIOError:
            wait_for(self.fileno(), WRITABLE, seconds)
            if failed := self.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(failed, os.strerror(failed)) from None

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """As of any socket. Raises TimeoutError past the deadline, TooMuch once there is no room."""
        self.limits.left()
        if self.limits.room <= 0:
            raise TooMuch
        size = nbytes or memoryview(buffer).nbytes
        count = self.patient(partial(super().recv_into, buffer, size, flags), READABLE)
        self.limits.room -= count
        return count

    def sendall(self, data: bytes, flags: int = 0) -> None:  # type: ignore[override]  # of http.client
        """All of it, however slowly it is taken. Raises TimeoutError past the deadline."""
        rest = memoryview(data)
        while rest:
            rest = rest[self.patient(partial(super().send, rest, flags), WRITABLE) :]

    def patient(self, act: Callable[[], Acted], event: int) -> Acted:
        """What an act gives once it can be done, within the limits; event: what it waits for, unless TLS says it."""
        while True:
            try:
                return act()
            except BlockingIOError:
                wanted = event
            except ssl.SSLWantReadError:
                wanted = READABLE
            except ssl.SSLWantWriteError:
                wanted = WRITABLE
            wait_for(self.fileno(), wanted, self.limits.left())


class LimitedTLS(Limited, ssl.SSLSocket):  # type: ignore[misc]  # nbytes may be None there
    """The same over TLS; made by the context, so its limits are set before the handshake."""


def connected(route: Route) -> tuple[Limited, str]:
    """A connection to the first address that answers, and that address; each may take its share of the time left."""
    failure: OSError = OSError("no address")
    for index, address in enumerate(route.addresses):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = Limited(family, socket.SOCK_STREAM)
        connection.setblocking(False)
        connection.limits = route.limits
        try:
            seconds = route.limits.left() / (len(route.addresses) - index)
            connection.connect_within((address, route.port), seconds)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection, address
        except OSError as error:
            connection.close()
            failure = error
    raise failure


def secured(connection: Limited, route: Route, host: str) -> Limited:
    """The connection over TLS, which is verified for the host's name."""
    assert route.tls
    made = route.tls.wrap_socket(connection, server_hostname=host, do_handshake_on_connect=False)
    assert isinstance(made, LimitedTLS)
    made.limits = route.limits
    try:
        made.patient(made.do_handshake, READABLE)
    except BaseException:
        made.close()
        raise
    return made
