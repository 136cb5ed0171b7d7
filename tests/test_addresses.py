"""Addresses that two programs read differently are asked in one reading or not at all; none ends a header."""

import socket
import ssl
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import corpora
import pytest
from corpora import ours
from hostile import HostileServer
from hostile.certificates import make_certificates
from urllib3.util import parse_url

from grantpages.evidence.fetch import Fetcher, Settings
from grantpages.evidence.forbidden import is_forbidden
from grantpages.evidence.target import Refused, Target, next_target, read_target


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as server:
        yield server


@pytest.fixture
def asked(server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[str | None, list[object]]]:
    """Asks an address, every name of which leads to a public address; the failure, and where connections were tried."""
    tried: list[object] = []

    def connect(self: socket.socket, address: object) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    named: list[str] = []
    fetch = Fetcher(
        Settings("test", deadline=5), clock=time.monotonic, resolve=lambda host: named.append(host) or ["93.184.216.34"]
    )

    def ask(url: str) -> tuple[str | None, list[object]]:
        tried.clear()
        named.clear()
        return fetch.get(url, http=True).failure, [*named, *tried]

    return ask


@pytest.fixture
def ran(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> Callable[[int, int], None]:
    def say(count: int, read: int) -> None:
        record_property("addresses", count)
        with capsys.disabled():
            print(f" [{count} addresses, {read} read] ", end="")

    return say


def _read(url: str) -> Target | None:
    try:
        return read_target(url)
    except Refused:
        return None


def same_host(url: str, target: Target) -> bool:
    """Whether urllib3, which writes the request, sees the same host and port in what is asked."""
    other = parse_url(target.url)
    host = (other.host or "").strip("[]")
    return (host, other.port or (443 if target.scheme == "https" else 80)) == (target.host, target.port)


def test_the_web_platforms_addresses(ran: Callable[[int, int], None]) -> None:
    """What a browser refuses is refused, and where it is read here, the browser and urllib3 read the same host."""
    read, disagreed, lenient = 0, [], []
    for case in corpora.addresses():
        target = _read(case["input"])
        if target is None:
            continue
        read += 1
        if case.get("failure"):
            lenient.append(case["input"])
        elif case["hostname"].removesuffix(".") != target.host and case["hostname"] != f"[{target.host}]":
            disagreed.append((case["input"], case["hostname"], target.host))
        if not same_host(case["input"], target):
            disagreed.append((case["input"], "urllib3", target.host))
    ran(len(corpora.addresses()), read)
    assert disagreed == []
    assert lenient == []
    assert read > 20


@pytest.mark.parametrize("url", ours.DISAGREEMENTS)
def test_what_can_be_read_in_two_ways_is_read_in_one_or_refused(
    url: str, asked: Callable[[str], tuple[str | None, list[object]]]
) -> None:
    target = _read(url)
    if target is None:
        assert asked(url) == ("malformed", [])
    else:
        assert same_host(url, target)
        meant = {"example.kz", "fi.kz", "1.1.1.1"}
        assert target.host in meant or target.host.startswith("xn--") or is_forbidden(target.host)
        assert "evil" not in target.host


@pytest.mark.parametrize("url", ours.HEADERS)
def test_no_address_ends_a_header(url: str, asked: Callable[[str], tuple[str | None, list[object]]]) -> None:
    assert asked(url) == ("malformed", [])
    at = read_target("https://example.kz/")
    location = url.encode().decode("latin-1")
    led = _read(next_target(at, location))
    assert led is None or not any(end in led.url for end in "\r\n\0\x0b\x0c")


@pytest.mark.parametrize("url", ours.ENCODED_HEADERS)
def test_what_ends_a_header_once_decoded_twice_is_one_line(url: str, server: HostileServer) -> None:
    fetch = Fetcher(
        Settings(
            "test", deadline=5, base_url_map={"example.kz": server.base_url_map["hostile.test"]}, ca_file=server.ca_file
        ),
        clock=time.monotonic,
    )
    before = len(server.seen)
    answer = fetch.get(url, http=True)
    assert answer.failure in (None, "malformed")
    for request in server.seen[before:]:
        assert request.headers.keys() == {"host", "user-agent", "accept", "accept-language", "accept-encoding"}
        assert request.path.isascii()
        assert not set(request.path) & set("\r\n ")


@pytest.mark.parametrize(("oldest", "newest", "failure"), [("TLSv1", "TLSv1_1", "tls"), ("TLSv1_2", "TLSv1_3", None)])
def test_only_tls_that_is_not_broken_is_spoken(tmp_path: Path, oldest: str, newest: str, failure: str | None) -> None:
    """The same server and certificate, an old version of TLS and a present one (RFC 8996)."""
    context = make_certificates(tmp_path)["good"]
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = ssl.TLSVersion[oldest], ssl.TLSVersion[newest]
    heard: list[object] = []

    def serve() -> None:
        connection, _ = listener.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                heard.append(secure.version())
                secure.recv(1000)
                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        except ssl.SSLError as error:
            heard.append(error)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        played = {"good.hostile.test": f"https://127.0.0.1:{listener.getsockname()[1]}"}
        fetch = Fetcher(
            Settings("test", deadline=5, base_url_map=played, ca_file=str(tmp_path / "ca.pem")), clock=time.monotonic
        )
        assert fetch.get("https://good.hostile.test/").failure == failure
        fetch.close()
        thread.join()
    assert len(heard) == 1
    assert isinstance(heard[0], str) == (failure is None)


def test_the_lists_are_as_long_as_they_must_be() -> None:
    assert len(set(ours.HEADERS) | set(ours.ENCODED_HEADERS)) >= 57
    assert len(set(ours.DISAGREEMENTS)) >= 40
