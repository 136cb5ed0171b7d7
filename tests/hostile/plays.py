"""How each behaviour is played. A play gets the exchange and answers it, as well or as badly as it means to."""

import gzip
import re
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .server import Exchange

Play = Callable[["Exchange"], None]

TEXT = "Волонтеры убрали берег озера: за два дня собрано сорок мешков мусора, посажено сто деревьев. " * 20
ARTICLE = (
    "<!doctype html><html lang=ru><head><meta charset=utf-8><title>Волонтеры убрали берег</title></head>"
    f"<body><h1>Волонтеры убрали берег</h1><p>{TEXT}</p></body></html>"
)
NOT_FOUND = "<!doctype html><title>404 – Not Found</title><h1>Page not found</h1>".encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
MANY = 4_000_000  # pieces an endless play sends at most


def page_asked(exchange: "Exchange") -> bool:
    """Whether the page is asked that exists; a page beside it, which a probe for soft 404s asks, does not."""
    return re.fullmatch(r"/[^/]+/(final-)?page-\d+", exchange.asked.path) is not None


def existing(play: Play) -> Play:
    """The play for the page that exists, 404 beside it."""

    def checked(exchange: "Exchange") -> None:
        play(exchange) if page_asked(exchange) else exchange.respond(404, NOT_FOUND)

    return checked


@existing
def article(exchange: "Exchange") -> None:
    """A news page as it should be."""
    exchange.respond(200, ARTICLE.encode())


def says(status: int, headers: dict[str, str] | None = None, body: bytes | None = None) -> Play:
    """Always this status."""
    page = f"<!doctype html><title>{status}</title><p>{status}".encode()
    return lambda exchange: exchange.respond(status, page if body is None else body, headers)


def raw(data: bytes) -> Play:
    """These bytes and nothing else."""
    return lambda exchange: exchange.send(data)


def once(status: int, headers: dict[str, str]) -> Play:
    """This status the first time, the article from then on."""
    return lambda exchange: exchange.respond(status, b"", headers) if exchange.first() else article(exchange)


def unless_head(status: int) -> Play:
    """This status for HEAD, the article for GET."""
    return lambda exchange: exchange.respond(status) if exchange.asked.method == "HEAD" else article(exchange)


def soft_404(exchange: "Exchange") -> None:
    """200, and a page that says there is no page."""
    exchange.respond(200, b"<!doctype html><title>Page not found</title><h1>Sorry, this page isn't available.</h1>")


def soft_404_host(exchange: "Exchange") -> None:
    """The same page, whatever is asked."""
    exchange.respond(200, ARTICLE.encode())


def login(exchange: "Exchange") -> None:
    """302 to a login page with status 200."""
    if "/accounts/login/" in exchange.asked.path:
        exchange.respond(200, b"<!doctype html><title>Login</title><form id=login><input type=password></form>")
    else:
        exchange.respond(302, headers={"Location": f"/login/accounts/login/?next={exchange.asked.path}"})


def consent(exchange: "Exchange") -> None:
    """302 to a consent page: on a host of its own where that can be found, else on this one."""
    if "/consent/m" in exchange.asked.path:
        return exchange.respond(200, b"<!doctype html><title>Before you continue</title><p>We use cookies")
    host = "" if exchange.asked.host.startswith("127.") else f"//consent.{exchange.asked.host}"
    return exchange.respond(302, headers={"Location": f"{host}/consent/m?continue={exchange.asked.path}"})


def moved(exchange: "Exchange") -> None:
    """301 to the article."""
    if "/final-" in exchange.asked.path:
        return article(exchange)
    return exchange.respond(301, headers={"Location": exchange.asked.path.replace("/page-", "/final-page-")})


def slow(exchange: "Exchange") -> None:
    """The article after three seconds."""
    if not page_asked(exchange) or exchange.wait(3):
        article(exchange)


def reset(exchange: "Exchange") -> None:
    """A TCP reset instead of an answer."""
    exchange.reset()


def loop(exchange: "Exchange") -> None:
    """A redirect to itself."""
    exchange.respond(302, headers={"Location": exchange.asked.path})


def hang(exchange: "Exchange") -> None:
    """Nothing at all."""
    exchange.wait(1000)


def drip(exchange: "Exchange", piece: bytes) -> None:
    """A piece every now and then, for long."""
    for _ in range(1000):
        exchange.send(piece)
        if not exchange.wait(1):
            break


def pour(exchange: "Exchange", piece: bytes) -> None:
    """Pieces as fast as they are taken."""
    for _ in range(MANY):
        if exchange.server.closing.is_set():
            break
        exchange.send(piece)


def slow_headers(exchange: "Exchange") -> None:
    """Slow loris: one letter of a header at a time."""
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(exchange, b"a")


def slow_body(exchange: "Exchange") -> None:
    """One letter of the body at a time."""
    exchange.send(OK + b"Content-Length: 100000\r\n\r\n")
    drip(exchange, b"a")


def slow_chunk_size(exchange: "Exchange") -> None:
    """One digit of a chunk's size at a time."""
    exchange.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    drip(exchange, b"0")


@existing
def endless_body(exchange: "Exchange") -> None:
    """The article, over and over."""
    exchange.send(OK + b"\r\n")
    pour(exchange, ARTICLE.encode())


def endless_headers(exchange: "Exchange") -> None:
    """Headers without end."""
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    pour(exchange, b"X-More: " + b"a" * 8000 + b"\r\n")


def endless_header(exchange: "Exchange") -> None:
    """One header without end."""
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    pour(exchange, b"a" * 8000)


def endless_continue(exchange: "Exchange") -> None:
    """100 Continue without end."""
    pour(exchange, b"HTTP/1.1 100 Continue\r\n\r\n" * 300)


def endless_chunk_size(exchange: "Exchange") -> None:
    """A chunk's size without end."""
    exchange.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    pour(exchange, b"0" * 8000)


@existing
def tiny_chunks(exchange: "Exchange") -> None:
    """The article in chunks of seven bytes."""
    body = ARTICLE.encode()
    chunks = b"".join(b"7\r\n%b\r\n" % body[start : start + 7].ljust(7) for start in range(0, len(body), 7))
    exchange.send(OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")


def slow_redirect_body(exchange: "Exchange") -> None:
    """A redirect whose own body never comes."""
    if "/final-" in exchange.asked.path or not page_asked(exchange):
        return article(exchange)
    final = exchange.asked.path.replace("/page-", "/final-page-")
    exchange.send(f"HTTP/1.1 302 Found\r\nLocation: {final}\r\nContent-Length: 1000\r\n\r\n".encode())
    return drip(exchange, b"a")


def bomb(encoding: str) -> Play:
    """A hundred megabytes of spaces, packed."""

    def play(exchange: "Exchange") -> None:
        body = gzip.compress(gzip_bomb()) if "," in encoding else gzip_bomb() if encoding == "gzip" else deflate_bomb()
        exchange.respond(200, body, {"Content-Encoding": encoding})

    return play


def gzip_bomb() -> bytes:
    """A hundred members of a megabyte each."""
    return gzip.compress(b" " * 2**20) * 100


def deflate_bomb() -> bytes:
    """A hundred equal blocks of a megabyte each; the sum at the end is left out."""
    packer = zlib.compressobj(wbits=-15)
    return b"\x78\x9c" + (packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)) * 100


def packed(way: str) -> Play:
    """The article packed in this way, rightly or wrongly."""
    body = ARTICLE.encode()
    raw_packer = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "deflate-raw": raw_packer.compress(body) + raw_packer.flush(),
        "gzip-members": gzip.compress(body[:500]) + gzip.compress(body[500:]),
        "wrong-gzip": body,
        "cut-gzip": gzip.compress(body)[:-30],
        "br": b"\x0b\x02\x80hello\x03",
    }
    encoding = "br" if way == "br" else "deflate" if way.startswith("deflate") else "gzip"
    return existing(lambda exchange: exchange.respond(200, bodies[way], {"Content-Encoding": encoding}))


def leads_to(location: str) -> Play:
    """302 to an address; {port} in it is this server's."""
    return lambda exchange: exchange.respond(302, headers={"Location": location.format(port=exchange.server.port())})


def redirects(times: int) -> Play:
    """So many redirects, then the article."""

    def play(exchange: "Exchange") -> None:
        done = re.search(r"/(\d+)-of$", exchange.asked.path)
        step = int(done[1]) if done else 0
        if step == times:
            exchange.respond(200, ARTICLE.encode())
        elif done or page_asked(exchange):
            exchange.respond(302, headers={"Location": f"/redirects-{times}/{step + 1}-of"})
        else:
            exchange.respond(404, NOT_FOUND)

    return play


@existing
def redirect_cookie(exchange: "Exchange") -> None:
    """A redirect to itself until the cookie it gave comes back."""
    if "seen=1" in exchange.asked.headers.get("cookie", ""):
        exchange.respond(200, ARTICLE.encode())
    else:
        exchange.respond(302, headers={"Location": exchange.asked.path, "Set-Cookie": "seen=1; Path=/"})


def redirect_utf_8(exchange: "Exchange") -> None:
    """A redirect whose Location holds a space and Cyrillic as they are."""
    if "%D0%B6" in exchange.asked.path:
        return exchange.respond(200, ARTICLE.encode())
    if not page_asked(exchange):
        return exchange.respond(404, NOT_FOUND)
    location = "/redirect-utf-8/жаңа бет".encode()
    return exchange.send(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")


def header(line: bytes) -> Play:
    """The article with one odd header line."""
    return existing(lambda exchange: exchange.send(OK + line + b"\r\n\r\n" + ARTICLE.encode()))


@existing
def bare_lf(exchange: "Exchange") -> None:
    """Lines that end in LF alone."""
    exchange.send(OK.replace(b"\r\n", b"\n") + b"\n" + ARTICLE.encode())


@existing
def early_hints(exchange: "Exchange") -> None:
    """Interim answers before the final one."""
    exchange.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
    exchange.send(b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK + b"\r\n" + ARTICLE.encode())


def two_lengths(exchange: "Exchange") -> None:
    """Two lengths that contradict each other."""
    exchange.send(OK + b"Content-Length: 10\r\nContent-Length: 20\r\n\r\n" + ARTICLE.encode())


def charset(said: str, meant: str) -> Play:
    """The article in one encoding, announced as another."""
    body = ARTICLE.replace("charset=utf-8", "").encode(meant)
    return existing(lambda exchange: exchange.respond(200, body, {"Content-Type": f"text/html; charset={said}"}))


def chunked(body: bytes) -> Play:
    """A body that says it is in chunks."""
    return raw(OK + b"Transfer-Encoding: chunked\r\n\r\n" + body)


def length(wrong_by: int) -> Play:
    """The article with a Content-Length that is off."""
    body = ARTICLE.encode()
    return existing(lambda exchange: exchange.respond(200, body, {"Content-Length": str(len(body) + wrong_by)}))


def broken_off(exchange: "Exchange") -> None:
    """Half the article, then a reset once it was read."""
    exchange.send(OK + b"Content-Length: 100000\r\n\r\n" + ARTICLE.encode())
    exchange.wait(1)
    exchange.reset()


def binary(exchange: "Exchange") -> None:
    """Bytes that are no page, said to be one."""
    exchange.respond(200, bytes(range(256)) * 40, {"Content-Type": "application/octet-stream"})


@existing
def partial(exchange: "Exchange") -> None:
    """206, though nobody asked for a part."""
    exchange.respond(206, ARTICLE.encode())


def meta_refresh(exchange: "Exchange") -> None:
    """A page that only sends its reader elsewhere."""
    exchange.respond(200, b"<!doctype html><meta http-equiv=refresh content='0; url=/'>")
