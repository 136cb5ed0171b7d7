"""Connections that are kept for the next question to the same host.

A host of a hundred cited articles is connected to once or twice, not two hundred times: that spares its
server as much as us. A kept connection is used again only where the name, resolved and checked anew,
still has the address to which it was made.
"""

import http.client
import threading
from dataclasses import dataclass
from typing import Any

from requests import PreparedRequest, Response  # noqa: TID251 - the connection half of evidence/fetch.py
from requests.adapters import HTTPAdapter  # noqa: TID251
from requests.exceptions import ConnectionError as Unconnected  # noqa: TID251
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from grantpages.evidence.failure import causes
from grantpages.evidence.guard import Limited, LimitedTLS, Route, connected

MOST = 64
"""Connections kept at once; the one unused for longest goes first."""
HUNG_UP = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)


@dataclass(slots=True)
class _Way:
    """Where a channel's connections are made to; the last one, and the address that it was made to."""

    route: Route
    connection: HTTPConnection | None = None
    address: str = ""


class Channel(HTTPAdapter):
    """An adapter of requests for one host, with one connection: it goes its route, whatever a request's address is."""

    def __init__(self, host: str, route: Route) -> None:
        super().__init__()
        self.host = host
        self._way = _Way(route)
        self._kept = False
        self._pool: HTTPConnectionPool = (
            _SecurePool(host, route.port, ssl_context=route.tls, way=self._way)
            if route.tls
            else _Pool(host, route.port, way=self._way)
        )

    def goes(self, host: str, route: Route) -> bool:
        """Whether its connection is one that the route would make."""
        mine = self._way.route
        return (self.host, mine.port, mine.tls) == (
            host,
            route.port,
            route.tls,
        ) and self._way.address in route.addresses

    @property
    def is_open(self) -> bool:
        """Whether the host wants to keep the connection: urllib3 has closed it otherwise."""
        return self._way.connection is not None and self._way.connection.sock is not None

    def again(self, route: Route) -> None:
        """Take the limits of the next exchange."""
        self._way.route, self._kept = route, True
        assert self._way.connection is not None
        assert isinstance(self._way.connection.sock, Limited)
        self._way.connection.sock.limits = route.limits
        self._way.connection.sock.settimeout(route.limits.left())

    def send(self, request: PreparedRequest, *settings: Any, **named: Any) -> Response:
        """As the adapter does. A kept connection that the host has closed meanwhile is made anew, once."""
        try:
            return super().send(request, *settings, **named)
        except Unconnected as error:
            if not self._kept or not any(isinstance(cause, HUNG_UP) for cause in causes(error)):
                raise
            self._kept = False
            return super().send(request, *settings, **named)

    def get_connection_with_tls_context(self, request: PreparedRequest, *_: Any, **__: Any) -> HTTPConnectionPool:
        """The only pool there is."""
        return self._pool

    def cert_verify(self, *_: Any, **__: Any) -> None:
        """The route's context verifies; requests would load the certificates again for each connection."""

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()
        super().close()


class Channels:
    """The kept channels of a fetcher; threads may share it."""

    def __init__(self) -> None:
        self._idle: list[Channel] = []
        self._lock = threading.Lock()

    def take(self, host: str, route: Route, *, new: bool = False) -> Channel:
        """A kept channel that goes the route, or else a new one. new: for what must not be sent twice."""
        channel = None if new else self._kept(host, route)
        if channel is None:
            return Channel(host, route)
        channel.again(route)
        return channel

    def _kept(self, host: str, route: Route) -> Channel | None:
        with self._lock:
            place = next((place for place, each in enumerate(self._idle) if each.goes(host, route)), None)
            return None if place is None else self._idle.pop(place)

    def give_back(self, channel: Channel) -> None:
        """Keep a channel whose last answer was read to its end."""
        with self._lock:
            self._idle.append(channel)
            oldest = self._idle.pop(0) if len(self._idle) > MOST else None
        if oldest:
            oldest.close()

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            idle, self._idle = self._idle, []
        for channel in idle:
            channel.close()


class _Final(http.client.HTTPResponse):
    """Passes over interim answers (RFC 9110, 15.2) as http.client does over 100 alone."""

    def begin(self) -> None:
        super().begin()
        while self.status < 200:
            self.headers = None  # type: ignore[assignment]  # begin() does nothing where headers were read
            super().begin()


class _Connection(HTTPConnection):
    response_class = _Final

    def __init__(self, *args: Any, way: _Way, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._way = way

    def _new_conn(self) -> Limited:
        made, self._way.address = connected(self._way.route)
        self._way.connection = self
        return made


class _SecureConnection(HTTPSConnection):
    response_class = _Final

    def __init__(self, *args: Any, way: _Way, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._way = way

    def _new_conn(self) -> Limited:
        made, self._way.address = connected(self._way.route)
        self._way.connection = self
        return made

    def connect(self) -> None:
        super().connect()
        assert isinstance(self.sock, LimitedTLS)
        self.sock.limits = self._way.route.limits


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
