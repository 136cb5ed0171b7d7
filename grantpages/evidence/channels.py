"""Connections that are kept for the next question to the same host.

A host of a hundred cited articles is connected to once or twice, not two hundred times: that spares its
server as much as us. A kept connection is used again only where the name, resolved and checked anew,
still has the address to which it was made.

What is asked is written here (question.py) and what is answered read by http.client, which is what lies below
requests, too: its sessions, adapters and pools, of which nothing is needed here, take longer than all the rest.
"""

import ssl
import threading
import weakref

from grantpages.evidence.guard import Limited, Route, connected, secured
from grantpages.evidence.loop import READABLE, is_ready
from grantpages.evidence.response import Response

MOST = 64
"""Connections kept at once; the one unused for longest goes first."""
HUNG_UP = (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


class Channel:
    """One connection to one host, along a route; made with the first question."""

    def __init__(self, host: str, route: Route) -> None:
        self.host, self._route = host, route
        self._socket: Limited | None = None
        self._address = ""
        self._is_kept = False

    def goes(self, host: str, route: Route) -> bool:
        """Whether its connection is one that the route would make."""
        mine = self._route
        return (self.host, mine.port, mine.tls) == (host, route.port, route.tls) and self._address in route.addresses

    def again(self, route: Route) -> None:
        """Take the limits of the next exchange. A connection that the host has closed meanwhile is made anew."""
        assert self._socket
        self._route = route
        if is_ready(self._socket.fileno(), READABLE):  # its end, or what nobody asked for
            self.close()
            return
        self._is_kept = True
        self._socket.limits = route.limits

    def ask(self, question: bytes) -> Response:
        """The answer, its headers whole. Where the host hangs up a kept connection, it is asked once more."""
        try:
            return self._asked(question)
        except HUNG_UP:
            if not self._is_kept:
                raise
            self._is_kept = False
            self.close()
            return self._asked(question)

    def _asked(self, question: bytes) -> Response:
        if self._socket is None:
            made, self._address = connected(self._route)
            self._socket = secured(made, self._route, self.host) if self._route.tls else made
        self._socket.sendall(question)
        response = Response(self._socket)
        try:
            response.begin()
        except BaseException:
            response.close()
            raise
        if response.will_close:
            self.close()  # the response holds it until it is read
        return response

    def may_be_kept(self, response: Response) -> bool:
        """Whether the answer was read to its end, and the host wants to keep the connection."""
        return (response.isclosed() or response.length == 0) and self._socket is not None

    def close(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


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
