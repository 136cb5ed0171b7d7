"""The sockets: one thread for each connection, one request on each, raw bytes where a behaviour wants them."""

import re
import socket
import ssl
import struct
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from .behaviours import BEHAVIOURS, NOT_FOUND
from .certificates import make_certificates

HOST = "hostile.test"
LONGEST = 100.0  # seconds a behaviour goes on at most, before `pace`


@dataclass(frozen=True)
class Asked:
    """One request as it came: `port` is a listener's name, empty for the plain one."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    port: str

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


class Exchange:
    """One request and the means to answer it, well or badly."""

    def __init__(self, server: "HostileServer", connection: socket.socket, asked: Asked) -> None:
        self.server, self.connection, self.asked = server, connection, asked

    def send(self, data: bytes) -> None:
        """These bytes, as they are."""
        self.connection.sendall(data)

    def respond(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        """A proper answer; the body is left out where HTTP leaves it out."""
        fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        bare = self.asked.method == "HEAD" or status in (204, 304)
        self.send(
            f"HTTP/1.1 {status} Said\r\n{head}Connection: close\r\n\r\n".encode("latin-1") + (b"" if bare else body)
        )

    def wait(self, seconds: float) -> bool:
        """Wait, scaled by the server's pace; False when the server is closing."""
        return not self.server.closing.wait(seconds * self.server.pace)

    def reset(self) -> None:
        """Leave with a TCP reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def first(self) -> bool:
        """Whether this path was not asked before."""
        return self.server.counts[self.asked.path] == 1


Play = Callable[[Exchange], None]


class HostileServer:
    """Plays BEHAVIOURS below their names, and what is registered; `seen` is all that was asked. pace: scales its pauses."""

    def __init__(self, pace: float = 1.0) -> None:
        self.pace = pace
        self.closing = threading.Event()
        self.seen: list[Asked] = []
        self.counts: Counter[str] = Counter()
        self._plays: dict[str, Play] = {f"/{name}/": behaviour.play for name, behaviour in BEHAVIOURS.items()}
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listeners: dict[str, socket.socket] = {}
        self._folder = tempfile.TemporaryDirectory()
        self._tls = make_certificates(Path(self._folder.name))

    def register(self, prefix: str, play: Play) -> None:
        """Answer what begins with `prefix` (a path, or a host and a path: `www.youtube.com/oembed`) by `play`."""
        self._plays[prefix] = play

    @property
    def ca_file(self) -> str:
        """The authority that signed the certificates of `good`, `expired` and `wrong-name`."""
        return str(Path(self._folder.name) / "ca.pem")

    @property
    def base_url_map(self) -> dict[str, str]:
        """Where Fetcher finds hostile.test, its consent host, and one host for each TLS listener."""
        plain = f"http://127.0.0.1:{self.port('')}"
        tls = {f"{name}.{HOST}": f"https://127.0.0.1:{self.port(name)}" for name in self._listeners if name}
        return {HOST: plain, f"consent.{HOST}": plain, **tls}

    def port(self, listener: str = "") -> int:
        """The port of the plain listener, or of a TLS one."""
        return int(self._listeners[listener].getsockname()[1])

    def url(self, name: str, page: int = 1) -> str:
        """A behaviour's address for any program on this machine."""
        listener = BEHAVIOURS[name].listener
        return f"{'https' if listener else 'http'}://127.0.0.1:{self.port(listener)}/{name}/page-{page}"

    def named(self, name: str, page: int = 1) -> str:
        """A behaviour's address for a Fetcher with `base_url_map`."""
        listener = BEHAVIOURS[name].listener
        return f"https://{f'{listener}.' if listener else ''}{HOST}/{name}/page-{page}"

    def __enter__(self) -> "HostileServer":
        for name in ("", *self._tls, "plain", "silent", "drip"):
            listener = socket.create_server(("127.0.0.1", 0), backlog=512)
            self._listeners[name] = listener
            threading.Thread(target=self._listen, args=(name, listener), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.closing.set()
        for listener in self._listeners.values():
            _hang_up(listener)
        with self._lock:
            for connection in self._open:
                _hang_up(connection)
        self._folder.cleanup()

    def _listen(self, name: str, listener: socket.socket) -> None:
        with listener:
            while not self.closing.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=self._serve, args=(name, connection), daemon=True).start()

    def _serve(self, name: str, connection: socket.socket) -> None:
        try:
            connection.settimeout(LONGEST)
            if name in self._tls:
                connection = self._tls[name].wrap_socket(connection, server_side=True)
            with self._lock:
                self._open.add(connection)
            if name == "silent":
                self.closing.wait(LONGEST * self.pace)
            elif name == "drip":
                connection.sendall(b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb")  # a long ServerHello begins
                while not self.closing.wait(self.pace):
                    connection.sendall(b"\x03")
            elif name == "plain" and connection.recv(65536):
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                _finish(connection)
            elif asked := _read(connection, name):
                self.seen.append(asked)
                with self._lock:
                    self.counts[asked.path] += 1
                self._play(asked)(Exchange(self, connection, asked))
                _finish(connection)
        except (OSError, ssl.SSLError):
            pass  # the other side left
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _play(self, asked: Asked) -> Play:
        places = (asked.path, asked.host + asked.path)
        fitting = [prefix for prefix in self._plays if any(place.startswith(prefix) for place in places)]
        return self._plays[max(fitting, key=len)] if fitting else _elsewhere


def _elsewhere(exchange: Exchange) -> None:
    pages = {
        "/": b"<!doctype html><title>Hostile</title><h1>The front page</h1>",
        "/robots.txt": b"User-agent: *\nDisallow: /robots-404/\n",
        "/secret": b"<!doctype html><title>Secret</title><p>Nobody outside should read this.",
    }
    body = pages.get(exchange.asked.path)
    exchange.respond(404, NOT_FOUND) if body is None else exchange.respond(200, body)


def _read(connection: socket.socket, port: str) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (piece := connection.recv(65536)) or len(data) > 2**20:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")) and (piece := connection.recv(65536)):
        body += piece
    found = re.fullmatch(r"(\S+) (\S+) HTTP/1\.[01]", first)
    return Asked(found[1], found[2], headers, body, port) if found else None


def _finish(connection: socket.socket) -> None:
    """Say that nothing more comes, and let the other side read it before the socket goes."""
    if connection.fileno() >= 0:
        if isinstance(connection, ssl.SSLSocket):
            connection.settimeout(1)
            connection = connection.unwrap()
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(1)
        while connection.recv(65536):
            pass


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
