"""Connections that go only to addresses that were checked, and last only as long as they may.

The name is resolved once, every address it has is checked, and the connection is made to one of
them; TLS is verified for the name. Each time bytes are waited for, the socket's timeout is what
is left of the deadline: dripping a byte at a time wins a server nothing.
"""

import http.client
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from requests import PreparedRequest  # noqa: TID251 - the connection half of evidence/fetch.py
from requests.adapters import HTTPAdapter  # noqa: TID251
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

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
    context.sslsocket_class = _LimitedTLS
    return context


def adapter(host: str, route: Route) -> HTTPAdapter:
    """For one request to `host`: an adapter of requests that takes the route, whatever the request's address is."""
    if route.tls:
        return _Adapter(_SecurePool(host, route.port, ssl_context=route.tls, route=route))
    return _Adapter(_Pool(host, route.port, route=route))


class _Limited(socket.socket):
    """Receives within the limits."""

    limits: Limits

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        self.settimeout(self.limits.left())
        if self.limits.room <= 0:
            raise TooMuch
        count = super().recv_into(buffer, nbytes or memoryview(buffer).nbytes, flags)
        self.limits.room -= count
        return count


class _LimitedTLS(_Limited, ssl.SSLSocket):  # type: ignore[misc]  # nbytes may be None there
    """The same over TLS; made by the context, so its limits are set after the handshake."""


def _connected(route: Route) -> _Limited:
    """A connection to the first address that answers; each may take its share of the time left."""
    failure: OSError = OSError("no address")
    for index, address in enumerate(route.addresses):
        connection = _Limited(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        connection.limits = route.limits
        try:
            connection.settimeout(route.limits.left() / (len(route.addresses) - index))
            connection.connect((address, route.port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(route.limits.left())  # for the TLS handshake: OpenSSL's calls keep one deadline
            return connection
        except OSError as error:
            connection.close()
            failure = error
    raise failure


class _Final(http.client.HTTPResponse):
    """Passes over interim answers (RFC 9110, 15.2) as http.client does over 100 alone."""

    def begin(self) -> None:
        super().begin()
        while self.status < 200:
            self.headers = None  # type: ignore[assignment]  # begin() does nothing where headers were read
            super().begin()


class _Connection(HTTPConnection):
    response_class = _Final

    def __init__(self, *args: Any, route: Route, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._route = route

    def _new_conn(self) -> socket.socket:
        return _connected(self._route)


class _SecureConnection(HTTPSConnection):
    response_class = _Final

    def __init__(self, *args: Any, route: Route, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._route = route

    def _new_conn(self) -> socket.socket:
        return _connected(self._route)

    def connect(self) -> None:
        super().connect()
        assert isinstance(self.sock, _LimitedTLS)
        self.sock.limits = self._route.limits


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    def __init__(self, pool: HTTPConnectionPool) -> None:
        super().__init__()
        self._pool = pool

    def get_connection_with_tls_context(self, request: PreparedRequest, *_: Any, **__: Any) -> HTTPConnectionPool:
        return self._pool

    def cert_verify(self, *_: Any, **__: Any) -> None:
        """The route's context verifies; requests would load the certificates again for each connection."""

    def close(self) -> None:
        self._pool.close()
        super().close()
