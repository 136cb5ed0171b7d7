"""Whatever a server does, asking it ends in an Answer, in time, and in little memory."""

import gzip
import json
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hostile import BEHAVIOURS, Exchange, HostileServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grantpages.evidence.answer import Answer
from grantpages.evidence.body import Body, Garbled, Unpacker
from grantpages.evidence.failure import retry_after
from grantpages.evidence.fetch import Fetcher, Settings
from grantpages.evidence.guard import NoSuchHost, system_resolve
from grantpages.evidence.target import Refused, next_target, read_target

DEADLINE = 1.5
AGENT = "Grantpages link checker (+https://example.kz/contact)"
HEAVY = [name for name in BEHAVIOURS if name.startswith("endless") or "bomb" in name]
LIMIT = 256 * 1024


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer(pace=0.1) as server:
        yield server


def no_names(host: str) -> list[str]:
    raise NoSuchHost(host)


def fetcher(server: HostileServer, resolve=no_names, **changes) -> Fetcher:
    known = {"base_url_map": server.base_url_map, "ca_file": server.ca_file, "deadline": DEADLINE, **changes}
    return Fetcher(Settings(AGENT, **known), clock=time.monotonic, resolve=resolve)


def test_there_are_as_many_behaviours_as_the_issue_wants() -> None:
    assert len(BEHAVIOURS) >= 60


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_a_behaviour_ends_in_its_answer_in_time(name: str, server: HostileServer) -> None:
    behaviour, fetch = BEHAVIOURS[name], fetcher(server)
    for _ in range(behaviour.tries):
        begun = time.monotonic()
        answer = fetch.get(server.named(name), http=True)
        assert time.monotonic() - begun < DEADLINE + 1
    assert (answer.status, answer.failure) == (behaviour.status, behaviour.failure)
    assert len(answer.body) <= LIMIT
    if behaviour.truth == "alive" and behaviour.failure is None:
        assert "Волонтеры убрали берег" in answer.body.decode("cp1251" if "1251" in name else "utf-8", "replace")


def test_secrets_of_this_machine_are_never_asked_for(server: HostileServer) -> None:
    fetch = fetcher(server)
    for name in [name for name in BEHAVIOURS if name.startswith("to-")]:
        fetch.get(server.named(name), http=True)
    assert not [asked for asked in server.seen if asked.path == "/secret"]


MEASURE = """
import json, re, sys, time
from pathlib import Path
from grantpages.evidence.fetch import Fetcher, Settings
base_url_map, urls = json.loads(sys.argv[1])
fetch = Fetcher(Settings("test", base_url_map=base_url_map, deadline=10), clock=time.monotonic)
fetch.get(urls[0])
# Not getrusage: its peak begins with that of the process that started this one.
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before, answers = peak(), [fetch.get(url) for url in urls[1:]]
print(json.dumps([peak() - before, [[len(answer.body), answer.failure] for answer in answers]]))
"""


def test_endless_bodies_and_bombs_cost_little_memory(server: HostileServer) -> None:
    urls = [server.named("article"), *(server.named(name) for name in HEAVY for _ in range(3))]
    told = json.dumps([server.base_url_map, urls])
    done = subprocess.run([sys.executable, "-c", MEASURE, told], capture_output=True, text=True, check=True)
    grown, answers = json.loads(done.stdout)
    assert grown < 20 * 1024
    assert [LIMIT, None] in answers
    assert all(failure in (None, "garbled") for _, failure in answers)


def test_many_threads_share_one_fetcher(server: HostileServer) -> None:
    names = [name for name in BEHAVIOURS if "once" not in name and name not in HEAVY] * 3
    # Two cores: what waits for others is given time.
    fetch = fetcher(server, deadline=8.0)
    quick = [name for name in names if BEHAVIOURS[name].failure != "timeout"]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda name: fetch.get(server.named(name), http=True), quick))
    for name, answer in zip(quick, answers, strict=True):
        assert (name, answer.status, answer.failure) == (name, BEHAVIOURS[name].status, BEHAVIOURS[name].failure)


def last_asked(server: HostileServer) -> dict[str, str]:
    return server.seen[-1].headers


def test_the_request_says_who_asks_and_nothing_else(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine hostile.test login me password secret\ndefault login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(netrc))
    mine = {"accept": "application/json", "authorization": "x", "Cookie": "x", "HOST": "x", "User-Agent": AGENT}
    server.register("/asked", lambda exchange: exchange.respond(200))
    answer = fetcher(server).get("https://HOSTILE.test./asked/ж?a=1&b=%2F#part", headers=mine)
    assert (answer.status, answer.url) == (200, "https://hostile.test/asked/ж?a=1&b=%2F")
    assert server.seen[-1].path == "/asked/%D0%B6?a=1&b=%2F"
    assert last_asked(server) == {
        "host": "hostile.test",
        "user-agent": AGENT,
        "accept": "application/json",
        "accept-language": "en",
        "accept-encoding": "gzip, deflate",
    }


def test_cookies_do_not_outlive_the_call(server: HostileServer) -> None:
    fetch = fetcher(server)
    assert len(fetch.get(server.named("redirect-cookie")).hops) == 2
    assert len(fetch.get(server.named("redirect-cookie")).hops) == 2


def test_an_answer_tells_the_whole_way(server: HostileServer) -> None:
    url = server.named("moved")
    final = "https://hostile.test/moved/final-page-1"
    answer = fetcher(server).get(url)
    assert (answer.asked, answer.url, answer.hops, answer.status) == (url, final, (url, final), 200)
    stopped = fetcher(server).get(url, follow=False)
    assert (stopped.url, stopped.status, stopped.headers["location"]) == (url, 301, "/moved/final-page-1")
    assert fetcher(server).get(server.named("429-always")).retry_after == 1.0


def test_a_body_beyond_the_limit_is_cut_and_says_so(server: HostileServer) -> None:
    answer = fetcher(server).get(server.named("endless-body"))
    assert (len(answer.body), answer.cut) == (LIMIT, True)
    whole = fetcher(server).get(server.named("article"))
    assert not whole.cut
    assert not fetcher(server, max_body=len(whole.body)).get(server.named("article")).cut


def test_plain_http_is_asked_only_where_it_may_be(server: HostileServer) -> None:
    server.register("/downgrade/", lambda exchange: exchange.respond(302, headers={"Location": "http://hostile.test/"}))
    before = len(server.seen)
    assert fetcher(server).get("http://hostile.test/").failure == "insecure_scheme"
    assert len(server.seen) == before
    assert fetcher(server).get("https://hostile.test/downgrade/").failure == "insecure_scheme"
    assert fetcher(server).get("https://hostile.test/downgrade/", http=True).status == 200
    assert fetcher(server, https_only=False).get("http://hostile.test/").status == 200


def test_tls_is_trusted_only_with_a_known_authority(server: HostileServer) -> None:
    assert fetcher(server, ca_file=None).get(server.named("tls-good")).failure == "tls"


def test_a_form_is_posted_with_its_headers_and_no_redirect(server: HostileServer) -> None:
    server.register("/form", lambda exchange: exchange.respond(302, headers={"Location": "/"}))
    answer = fetcher(server).post(
        "https://hostile.test/form", {"url": "https://x.kz/?a=1"}, {"Authorization": "LOW a:b"}
    )
    assert (answer.status, answer.failure, len(answer.hops)) == (302, None, 1)
    asked = server.seen[-1]
    assert (asked.method, asked.body) == ("POST", b"url=https%3A%2F%2Fx.kz%2F%3Fa%3D1")
    assert asked.headers["authorization"] == "LOW a:b"
    assert fetcher(server).post("http://hostile.test/form", {}, {}).failure == "insecure_scheme"


def test_the_connection_goes_to_the_checked_address_and_tls_to_the_name(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[str, int]] = []
    names: list[str] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        tried.append(address)
        if address[0] != "93.184.216.34":
            raise ConnectionRefusedError
        real(self, ("127.0.0.1", server.port("good")))

    def resolve(host: str) -> list[str]:
        names.append(host)
        return ["2606:4700::1111", "93.184.216.34"]

    monkeypatch.setattr(socket.socket, "connect", connect)
    fetch = fetcher(server, resolve, base_url_map={})
    assert fetch.get("https://good.hostile.test/article/page-1").status == 200
    assert tried == [("2606:4700::1111", 443), ("93.184.216.34", 443)]
    assert names == ["good.hostile.test"]
    assert fetch.get("https://another.hostile.test/article/page-1").failure == "tls"


def test_a_call_may_be_given_less_than_the_deadline(server: HostileServer) -> None:
    start = time.monotonic()
    assert fetcher(server, deadline=60.0).get(server.named("hang"), within=0.3).failure == "timeout"
    assert time.monotonic() - start < 5


def test_a_slow_name_service_is_left_behind(server: HostileServer) -> None:
    released = threading.Event()
    begun = time.monotonic()
    answer = fetcher(server, lambda host: [str(released.wait(20))]).get("https://slow.example.kz/")
    assert time.monotonic() - begun < DEADLINE + 1
    released.set()
    assert (answer.failure, answer.hops) == ("timeout", ())


def raising(error: Exception):
    def resolve(host: str) -> list[str]:
        raise error

    return resolve


@pytest.mark.parametrize(
    ("resolve", "failure"),
    [
        (raising(NoSuchHost("x")), "no_such_host"),
        (raising(socket.gaierror(socket.EAI_AGAIN, "x")), "no_answer"),
        (lambda host: [], "no_answer"),
        (lambda host: ["not an address"], "forbidden_address"),
        (raising(RuntimeError("x")), "garbled"),
    ],
)
def test_what_the_name_service_says_is_told_apart(server: HostileServer, resolve, failure: str) -> None:
    assert fetcher(server, resolve).get("https://example.kz/").failure == failure


def test_the_systems_name_service_is_asked_for_the_name_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its final dot, so that no name of the local network is tried below it."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: None, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        if host == "gone.kz.":
            raise socket.gaierror(socket.EAI_NONAME, "x")
        if host == "down.kz.":
            raise socket.gaierror(socket.EAI_AGAIN, "x")
        return [(0, 0, 0, "", ("1.1.1.1", 0)), (0, 0, 0, "", ("::1", 0, 0, 0)), (0, 0, 0, "", ("1.1.1.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert system_resolve("example.kz") == ["1.1.1.1", "::1"]
    with pytest.raises(NoSuchHost):
        system_resolve("gone.kz")
    with pytest.raises(socket.gaierror):
        system_resolve("down.kz")
    assert asked == ["example.kz.", "gone.kz.", "down.kz."]


@pytest.mark.parametrize("port", ["1", "22", "8080", "8443"])
def test_other_ports_are_not_asked(server: HostileServer, port: str) -> None:
    assert fetcher(server, lambda host: ["1.1.1.1"]).get(f"https://example.kz:{port}/").failure == "forbidden_address"


@pytest.mark.parametrize("played", ["http://localhost:80", "ftp://127.0.0.1", "http://127.0.0.1/path", "127.0.0.1:80"])
def test_a_server_that_plays_a_host_is_named_by_address_and_port(played: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Fetcher(Settings(AGENT, base_url_map={"x.kz": played}), clock=time.monotonic)


READ = {
    "https://Example.KZ": "https://example.kz/",
    "https://example.kz.:443/a?b#c": "https://example.kz/a?b",
    "http://example.kz:80/": "http://example.kz/",
    "http://example.kz:443/": "http://example.kz:443/",
    "https://қазақстан.қаз/бет": "https://xn--80aaa0a6awh12ed.xn--80ao21a/бет",
    "https://xn--80aaa0a6awh12ed.xn--80ao21a/": "https://xn--80aaa0a6awh12ed.xn--80ao21a/",
    "https://a_b.example.kz/": "https://a_b.example.kz/",
    "https://8.8.8.8/": "https://8.8.8.8/",
    "https://[2606:4700:0::1111]/": "https://[2606:4700::1111]/",
    "https://example.kz/a//b;c?d=e/f?g": "https://example.kz/a//b;c?d=e/f?g",
}
UNREADABLE = [
    "", "x", "example.kz", "//example.kz/", "https:", "https://", "https:///a", "https:example.kz", "https:/example.kz/",
    "https:\\\\example.kz", "ftp://example.kz", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x",
    "https://me@example.kz/", "https://me:x@example.kz/", "https://example.kz:x/", "https://example.kz:99999/",
    "https://example.kz:-1/", "https://exa mple.kz/", "https://example.kz/a b", "https://example.kz/\n", "\thttps://example.kz",
    "https://example.kz\x00/", "https://example/", "https://-a.kz/", "https://a..kz/", "https://.kz/", "https://example.1kz/",
    "https://a.kz\\b/", "https://" + "a" * 64 + ".kz/", "https://" + "a." * 130 + "kz/", "https://" + "ж." * 130 + "kz/", "https://example.kz/" + "a" * 9000,
    "https://example.kz/\ud800", "https://[::1", "https://[]/", "https://[x]/", "https://1.2.3.4.5/", "https://1.2.3.400/",
]  # fmt: skip


@pytest.mark.parametrize(("url", "meant"), READ.items())
def test_an_address_is_read_in_one_way(url: str, meant: str) -> None:
    assert read_target(url).url == meant
    assert read_target(meant).url == meant


@pytest.mark.parametrize("url", UNREADABLE)
def test_any_other_address_is_refused(url: str, server: HostileServer) -> None:
    with pytest.raises(Refused):
        read_target(url)
    assert fetcher(server).get(url).failure == "malformed"


def test_a_location_is_read_as_servers_mean_it() -> None:
    at = read_target("https://example.kz/a/b")
    assert next_target(at, " /c d ") == "https://example.kz/c%20d"
    assert next_target(at, "жаңа".encode().decode("latin-1")) == "https://example.kz/a/жаңа"
    assert next_target(at, "//other.kz") == "https://other.kz"
    with pytest.raises(Refused):
        read_target(next_target(at, "https://[bad"))


@given(st.text() | st.text().map("https://".__add__) | st.text().map("https://example.kz".__add__))
def test_no_text_raises(url: str) -> None:
    answer = SILENT.get(url)
    assert answer.asked == url
    assert answer.failure is not None


@given(st.binary(max_size=300), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: ", CHUNKS := b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]))  # fmt: skip
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise(server: HostileServer, data: bytes, before: bytes) -> None:
    server.register("/bytes", lambda exchange: exchange.send(before + data))
    answer = fetcher(server, base_url_map={"hostile.test": f"http://127.0.0.1:{server.port()}"}).get(
        "https://hostile.test/bytes"
    )
    assert answer.failure is not None or answer.status is not None


SILENT = Fetcher(Settings(AGENT), clock=time.monotonic, resolve=no_names)


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("0", "", 0.0),
        (" 120 ", "", 120.0),
        ("9" * 50, "", 999999999.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:27:00 GMT", 60.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:29:00 GMT", 0.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "", None),
        ("Wed, 21 Oct 2026 07:28:00 -0000", "Wed, 21 Oct 2026 07:27:00 GMT", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("²", "", None),
        ("soon", "", None),
        ("", "", None),
    ],
)
def test_the_pause_a_host_asks_for_is_read(said: str, date: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": said, "date": date}) == seconds


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


class Sent:
    """A body that comes in pieces."""

    def __init__(self, data: bytes, size: int) -> None:
        self._pieces = pieces(data, size)

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        return next(self._pieces, b"")


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": [gzip.compress], "deflate": [zlib.compress, raw_deflate], "": [bytes], "identity": [bytes]}


@given(st.binary(max_size=400), st.integers(1, 50), st.integers(0, 500), st.data())
def test_a_body_comes_out_as_it_went_in_up_to_the_limit(
    content: bytes, size: int, limit: int, data: st.DataObject
) -> None:
    encoding = data.draw(st.sampled_from(list(PACKERS)))
    packed = data.draw(st.sampled_from(PACKERS[encoding]))(content)
    if encoding == "gzip":
        packed += data.draw(st.sampled_from([b"", b"\0" * 20, gzip.compress(b"")]))
    body = Body(limit)
    body.read(Sent(packed, size), encoding.upper())
    assert (body.content, body.cut) == (content[:limit], len(content) > limit)


@given(st.binary(min_size=1, max_size=200), st.integers(1, 50), st.sampled_from(["gzip", "deflate"]))
def test_a_packed_body_that_breaks_off_is_garbled(content: bytes, size: int, encoding: str) -> None:
    packed = PACKERS[encoding][0](content)
    for end in range(1, len(packed)):
        with pytest.raises(Garbled):
            Body(1000).read(Sent(packed[:end], size), encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_never_unpacked_beyond_the_limit(encoding: str) -> None:
    packed = PACKERS[encoding][0](b" " * 2**24)
    tracemalloc.start()
    body = Body(LIMIT)
    body.read(Sent(packed, len(packed)), encoding)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(body.content), body.cut) == (LIMIT, True)
    assert peak < 8 * LIMIT


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip,deflate", "x"])
def test_a_packing_nobody_asked_for_is_garbled(encoding: str) -> None:
    with pytest.raises(Garbled):
        Unpacker(encoding)


def test_more_behaviours_can_be_registered(server: HostileServer) -> None:
    def oembed(exchange: Exchange) -> None:
        exchange.respond(200, b'{"title": "x"}', {"Content-Type": "application/json"})

    server.register("www.youtube.com/oembed", oembed)
    played = {"www.youtube.com": f"http://127.0.0.1:{server.port()}"}
    answer = fetcher(server, base_url_map=played).get("https://www.youtube.com/oembed?url=x")
    assert isinstance(answer, Answer)
    assert json.loads(answer.body) == {"title": "x"}
