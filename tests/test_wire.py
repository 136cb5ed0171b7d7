"""What is written and read by ourselves is what requests would write and http.client would read."""

import http.client
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import PreparedRequest

from grantpages.evidence import prepared, question
from grantpages.evidence.response import Response, joined, read_pairs
from grantpages.evidence.target import read_target

LETTERS = "abcXYZ019/._~!$&'()*+,;=:@-?%2F%d0%D0%41 ә#<|[]\\^`{}"


def _by_requests(url: str) -> str:
    request = PreparedRequest()
    request.prepare_url(url, None)
    return request.path_url


@given(st.text(st.sampled_from(LETTERS), max_size=30), st.booleans())
def test_an_address_is_sent_as_requests_would_send_it(text: str, query: bool) -> None:
    try:
        target = read_target(f"https://example.kz/{'?' if query else ''}{text}")
    except ValueError:
        return
    first = question.get(target, b"", "").split(b"\r\n")[0].decode()
    assert first == f"GET {_by_requests(target.url)} HTTP/1.1"


PLAIN = [
    "/",
    "/a/b.html?x=1&y=%D2%9B",
    "/watch?v=06e7Avey5Gw",
    "/%D2%9B%D0%B0/",
    "/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com",
    "/a//b?a=/b?c",
]
ODD = ["/қала", "/a/../b", "/a/./b", "/.b", "/%7Ea", "/%d2%9b", "/100%", "/a b", "/a%2", '/"a"', "/a|b", "/a?b/.c"]


@pytest.mark.parametrize("path", PLAIN + ODD)
def test_what_is_plain_is_written_without_requests(path: str) -> None:
    assert (question.PLAIN.fullmatch(path) is not None) == (path in PLAIN)
    if path in PLAIN:
        assert _by_requests(f"https://example.kz{path}") == path


def test_a_header_cannot_hold_another_one() -> None:
    for text in ("a\r\nX: y", "a\nb", "a\0b"):
        with pytest.raises(ValueError, match="several lines"):
            question.written({"User-Agent": text})


def test_a_form_is_one_request() -> None:
    target = read_target("https://example.kz/save?x=1")
    asked = question.post(target, b"A: b\r\n", {"url": "https://ә.kz/?a=b c", "x": "1"}, "c=d")
    head, _, body = asked.partition(b"\r\n\r\n")
    assert body == b"url=https%3A%2F%2F%D3%99.kz%2F%3Fa%3Db+c&x=1"
    assert head.split(b"\r\n") == [
        b"POST /save?x=1 HTTP/1.1",
        b"Host: example.kz",
        b"Cookie: c=d",
        b"A: b",
        b"Content-Type: application/x-www-form-urlencoded",
        b"Content-Length: %d" % len(body),
    ]


def _answer(head: bytes) -> Response:
    class Connection:
        def makefile(self, mode: str) -> io.BytesIO:
            return io.BytesIO(head)

    response = Response(Connection())
    response.begin()
    return response


def test_cookies_are_kept_as_requests_keeps_them() -> None:
    here, below, other = map(read_target, ("https://a.kz/x/1", "https://a.kz/y", "https://b.kz/x/"))
    cookies = prepared.Cookies()
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; Path=/x\r\nSet-Cookie: c=3; Domain=b.kz\r\n\r\n"
    cookies.take(here, _answer(head))
    assert [cookies.sent_to(target) for target in (here, below, other)] == ["b=2; a=1", "a=1", ""]


LINE = st.one_of(
    st.tuples(
        st.sampled_from(["A", "b-c", "Content-Length", "X_y", "From x", "", "a b", "Ә"]), st.text(max_size=12)
    ).map(lambda pair: f"{pair[0]}: {pair[1]}".encode("utf-8", "replace")),
    st.binary(max_size=16),
    st.sampled_from([b" folded", b"\tfolded", b"no colon", b":", b"a:", b"a:  \t b \t"]),
)


@given(st.lists(st.tuples(LINE, st.sampled_from([b"\r\n", b"\n"])), max_size=8))
def test_header_lines_are_read_as_http_client_reads_them(lines: list[tuple[bytes, bytes]]) -> None:
    text = b"".join(line + end for line, end in lines) + b"\r\nbody"
    mine, theirs = io.BytesIO(text), io.BytesIO(text)
    assert list(read_pairs(mine)) == http.client.parse_headers(theirs).items()
    assert mine.read() == theirs.read()


@pytest.mark.parametrize(
    ("head", "error"),
    [
        (b"A: b\r\n" * 101, http.client.HTTPException),
        (b"A: " + b"b" * 70_000 + b"\r\n", http.client.LineTooLong),
    ],
)
def test_there_are_only_so_many_headers(head: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_pairs(io.BytesIO(head + b"\r\n"))
    assert len(read_pairs(io.BytesIO(b"A: b\r\n" * 100 + b"\r\n"))) == 100


STATUS = [
    "HTTP/1.1 200 OK",
    "HTTP/1.0 200 OK",
    "HTTP/1.1 204 Nothing",
    "HTTP/1.1 404",
    "HTTP/1.2 302 Found",
    "HTTP/0.9 200 x",
]
HEADERS = [
    "Content-Length: 5", "content-length: -5", "Content-Length: x", "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip", "Connection: close", "Connection: Keep-Alive", "Keep-Alive: 5", "Proxy-Connection: keep-alive",
]  # fmt: skip


@given(st.sampled_from(STATUS), st.lists(st.sampled_from(HEADERS), max_size=4, unique_by=lambda line: line[:4].lower()))
def test_a_body_is_framed_as_http_client_frames_it(status: str, headers: list[str]) -> None:
    head = "\r\n".join([status, *headers, "", "hello"]).encode()
    mine = _answer(head)

    class Connection:
        def makefile(self, mode: str) -> io.BytesIO:
            return io.BytesIO(head)

    theirs = http.client.HTTPResponse(Connection())
    theirs.begin()
    for name in ("status", "reason", "version", "chunked", "length", "will_close"):
        assert getattr(mine, name) == getattr(theirs, name), name


def test_names_are_joined() -> None:
    assert joined([("A", "1"), ("b", "2"), ("a", "3")]) == {"a": "1, 3", "b": "2"}
