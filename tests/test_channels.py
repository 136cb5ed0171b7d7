"""Connections that are kept: used again where that is safe, and never to another end than a new one would have."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile.certificates import make_certificates

from grantpages.evidence import channels
from grantpages.evidence.fetch import Fetcher, Settings

AGENT = "Grantpages link checker (+https://example.kz/contact)"
HEAD = b"HTTP/1.1 200 Said\r\nContent-Type: text/html\r\n"
WHOLE = HEAD + b"Content-Length: 5\r\n\r\nhello"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
GZIP_BROKEN = HEAD + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"
CLOSES = HEAD + b"Connection: close\r\nContent-Length: 5\r\n\r\nhello"
ENDS = HEAD + b"\r\nhello"
MOVED = b"HTTP/1.1 302 Moved\r\nLocation: /other\r\nContent-Length: 5\r\n\r\nhello"
Script = Callable[[int, int], bytes | None]
"""connection and request, both from 0 → what is sent; None: hang up without an answer."""


class Server:
    """Answers as it is told, and counts its connections; `heard` are the first lines of all requests."""

    def __init__(self, script: Script, ends: frozenset[bytes], tls: ssl.SSLContext | None = None) -> None:
        self.tls = tls
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.script, self.ends = script, ends
        self.connections = 0
        self.heard: list[str] = []
        self._open: list[socket.socket] = []

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self._open.append(connection)
                self.connections += 1  # before anybody can have an answer
                threading.Thread(target=self._talk, args=(connection, self.connections - 1), daemon=True).start()

    def _talk(self, connection: socket.socket, number: int) -> None:
        if self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True)
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as lines:
            request = 0
            while first := lines.readline():
                self.heard.append(first.decode().rsplit(" ", 1)[0])
                length = 0
                while (line := lines.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                lines.read(length)
                said = self.script(number, request)
                if said is None:
                    return
                connection.sendall(said)
                if said in self.ends:
                    return
                request += 1

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self._open:
            connection.close()


@contextmanager
def playing(script: Script, *ends: bytes) -> Iterator[tuple[Server, Fetcher]]:
    """A server and a fetcher that takes it for `a.kz` and `b.kz`. ends: after these the server hangs up."""
    server = Server(script, frozenset(ends))
    threading.Thread(target=server.serve, daemon=True).start()
    played = dict.fromkeys(("a.kz", "b.kz"), f"http://127.0.0.1:{server.port}")
    fetcher = Fetcher(Settings(AGENT, base_url_map=played, deadline=2.0), clock=time.monotonic)
    try:
        yield server, fetcher
    finally:
        fetcher.close()
        server.close()


def test_a_secure_connection_is_kept_with_its_limits(tmp_path: Path) -> None:
    server = Server(lambda _, request: b"" if request == 2 else WHOLE, frozenset(), make_certificates(tmp_path)["good"])
    threading.Thread(target=server.serve, daemon=True).start()
    host = "good.hostile.test"
    played = {host: f"https://127.0.0.1:{server.port}"}
    settings = Settings(AGENT, base_url_map=played, ca_file=str(tmp_path / "ca.pem"))
    with contextlib.closing(Fetcher(settings, clock=time.monotonic)) as fetcher:
        assert [fetcher.get(f"https://{host}/").status for _ in range(2)] == [200, 200]
        begun = time.monotonic()
        assert fetcher.get(f"https://{host}/", within=0.3).failure == "timeout"
        assert time.monotonic() - begun < 5
    assert (server.connections, len(server.heard)) == (1, 3)
    server.close()


KEPT = [
    (WHOLE, 1),
    (CHUNKED, 1),
    (CLOSES, 3),
    (ENDS, 3),
    (GZIP_BROKEN, 3),
    (HEAD + b"Content-Length: 300000\r\n\r\n" + b"x" * 300_000, 3),  # cut: the rest would be the next answer's
    (WHOLE + b"HTTP/1.1 404 Said\r\nContent-Length: 0\r\n\r\n", 1),  # what nobody asked for is no answer
    (WHOLE.replace(b"1.1 200", b"1.0 200"), 3),
]


@pytest.mark.parametrize(("said", "connections"), KEPT)
def test_a_connection_is_kept_where_its_answer_was_whole(said: bytes, connections: int) -> None:
    with playing(lambda _, __: said, CLOSES, ENDS) as (server, fetcher):
        answers = [fetcher.get("https://a.kz/1") for _ in range(3)]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert server.connections == connections


def test_a_redirect_is_not_read_so_its_connection_is_not_kept() -> None:
    with playing(lambda connection, _: MOVED if connection == 0 else WHOLE) as (server, fetcher):
        assert fetcher.get("https://a.kz/1").body == b"hello"
        assert fetcher.get("https://a.kz/2").body == b"hello"
    assert server.connections == 2
    assert server.heard == ["GET /1", "GET /other", "GET /2"]


def test_hosts_do_not_share_connections() -> None:
    with playing(lambda _, __: WHOLE) as (server, fetcher):
        for host in ("a.kz", "b.kz", "a.kz", "b.kz"):
            assert fetcher.get(f"https://{host}/").status == 200
    assert server.connections == 2


def test_a_connection_that_the_host_closed_is_made_anew() -> None:
    with playing(lambda _, __: WHOLE, WHOLE) as (server, fetcher):
        for _ in range(3):
            assert fetcher.get("https://a.kz/").failure is None
            time.sleep(0.05)
    assert (server.connections, len(server.heard)) == (3, 3)


def test_a_host_that_hangs_up_on_the_second_question_is_asked_once_more() -> None:
    with playing(lambda _, request: None if request else WHOLE) as (server, fetcher):
        answers = [fetcher.get("https://a.kz/") for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert (server.connections, len(server.heard)) == (3, 5)


def test_once_more_is_once() -> None:
    with playing(lambda connection, request: None if connection or request else WHOLE) as (server, fetcher):
        assert fetcher.get("https://a.kz/").status == 200
        assert fetcher.get("https://a.kz/").failure == "no_answer"
        assert fetcher.get("https://a.kz/").failure == "no_answer"
    assert (server.connections, len(server.heard)) == (3, 4)


def test_the_deadline_of_a_kept_connection_is_that_of_its_question() -> None:
    with playing(lambda _, request: b"" if request else WHOLE) as (server, fetcher):
        assert fetcher.get("https://a.kz/", within=1.0).status == 200
        time.sleep(1.1)
        begun = time.monotonic()
        assert fetcher.get("https://a.kz/", within=0.3).failure == "timeout"
        assert 0.25 < time.monotonic() - begun < 1.5
    assert server.connections == 1


def test_a_form_is_sent_over_a_connection_of_its_own() -> None:
    with playing(lambda _, __: WHOLE) as (server, fetcher):
        assert fetcher.get("https://a.kz/form").status == 200
        assert fetcher.post("https://a.kz/form", {"a": "1"}, {}).status == 200
    assert server.connections == 2
    assert server.heard == ["GET /form", "POST /form"]


def test_the_name_is_checked_anew_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept connection serves only a name that still has its address, and no address that is forbidden."""
    real = socket.socket.connect
    tried: list[str] = []
    found: list[str] = []
    with playing(lambda _, __: WHOLE) as (server, _):

        def connect(self: socket.socket, address: tuple[str, int]) -> None:
            tried.append(address[0])
            real(self, ("127.0.0.1", server.port))

        monkeypatch.setattr(socket.socket, "connect", connect)
        fetcher = Fetcher(Settings(AGENT, https_only=False), clock=time.monotonic, resolve=lambda host: found)
        for addresses in (["1.1.1.1"], ["8.8.8.8", "1.1.1.1"], ["8.8.8.8"], ["8.8.8.8"]):
            found[:] = addresses
            assert fetcher.get("http://c.kz/").status == 200
        assert tried == ["1.1.1.1", "8.8.8.8"]
        found[:] = ["8.8.8.8", "127.0.0.1"]
        assert fetcher.get("http://c.kz/").failure == "forbidden_address"
        fetcher.close()
    assert len(server.heard) == 4


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "MOST", 1)
    with playing(lambda _, __: WHOLE) as (server, fetcher):
        for host in ("a.kz", "b.kz", "b.kz", "a.kz"):
            assert fetcher.get(f"https://{host}/").status == 200
    assert server.connections == 3
