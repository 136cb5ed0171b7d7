"""Connections that are kept for the next question to the same host.

A host of a hundred cited articles is connected to once or twice, not two hundred times: that spares its
server as much as us. A kept connection is used again only where the name, resolved and checked anew,
still has the address to which it was made.

What is asked is prepared by requests and carried by http.client, which is what lies below requests, too:
its sessions, adapters and pools, of which nothing is needed here, take longer than all the rest.
"""

import http.client
import ssl
import threading
import weakref

from requests import PreparedRequest  # noqa: TID251 - the connection half of evidence/fetch.py
from urllib3.util.wait import wait_for_read

from grantpages.evidence.guard import Limited, LimitedTLS, Route, connected

MOST = 64
"""Connections kept at once; the one unused for longest goes first."""
HUNG_UP = (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


class Channel:
    """One connection to one host, along a route."""

    def __init__(self, host: str, route: Route) -> None:
        self.host = host
        self._connection = _Connection(host, route)
        self._is_kept = False

    def goes(self, host: str, route: Route) -> bool:
        """Whether its connection is one that the route would make."""
        mine, address = self._connection.route, self._connection.address
        return (self.host, mine.port, mine.tls) == (host, route.port, route.tls) and address in route.addresses

    def again(self, route: Route) -> None:
        """Take the limits of the next exchange. A connection that the host has closed meanwhile is made anew."""
        connection = self._connection
        connection.route = route
        assert isinstance(connection.sock, Limited)
        if wait_for_read(connection.sock, timeout=0):  # its end, or what nobody asked for
            connection.close()
            return
        self._is_kept = True
        connection.sock.limits = route.limits
        connection.sock.settimeout(route.limits.left())

    def ask(self, request: PreparedRequest) -> http.client.HTTPResponse:
        """The answer, its headers whole. Where the host hangs up a kept connection, it is asked once more."""
        try:
            return self._asked(request)
        except HUNG_UP:
            if not self._is_kept:
                raise
            self._is_kept = False
            self._connection.close()
            return self._asked(request)

    def _asked(self, request: PreparedRequest) -> http.client.HTTPResponse:
        assert request.method
        assert request.body is None or isinstance(request.body, str | bytes)
        self._connection.request(request.method, request.path_url, request.body, request.headers)
        return self._connection.getresponse()

    def may_be_kept(self, response: http.client.HTTPResponse) -> bool:
        """Whether the answer was read to its end, and the host wants to keep the connection."""
        return (response.isclosed() or response.length == 0) and self._connection.sock is not None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Channels:
    """The kept channels of a fetcher; threads may share it. They are closed with it, or when it is forgotten."""

    def __init__(self) -> None:
        self._idle: list[Channel] = []
        self._lock = threading.Lock()
        weakref.finalize(self, _close, self._idle)

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
        """Keep a channel for its host's next question."""
        with self._lock:
            self._idle.append(channel)
            oldest = self._idle.pop(0) if len(self._idle) > MOST else None
        if oldest:
            oldest.close()

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            _close(self._idle)


def _close(channels: list[Channel]) -> None:
    while channels:
        channels.pop().close()


class _Final(http.client.HTTPResponse):
    """Passes over interim answers (RFC 9110, 15.2) as http.client does over 100 alone."""

    def begin(self) -> None:
        super().begin()
        while self.status < 200:
            self.headers = None  # type: ignore[assignment]  # begin() does nothing where headers were read
            super().begin()


class _Connection(http.client.HTTPConnection):
    response_class = _Final

    def __init__(self, host: str, route: Route) -> None:
        super().__init__(host, route.port)
        self.route = route
        self.address = ""

    def connect(self) -> None:
        """Go the route; TLS is verified for the host's name."""
        made, self.address = connected(self.route)
        self.sock = made
        if self.route.tls:
            self.sock = self.route.tls.wrap_socket(made, server_hostname=self.host)
            assert isinstance(self.sock, LimitedTLS)
            self.sock.limits = self.route.limits
