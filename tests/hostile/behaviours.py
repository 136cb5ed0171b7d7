"""What the server does, by name: the play, the truth about the link, and what must come of asking it.

The first twenty are those of the reference (section 6); the plays stand in plays.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from . import plays
from .plays import NOT_FOUND

if TYPE_CHECKING:
    from .server import Exchange

__all__ = ["BEHAVIOURS", "NOT_FOUND", "Behaviour"]


@dataclass(frozen=True)
class Behaviour:
    """truth: what a person would say of the link. state, reason: the verdict that is right for it.

    status, failure: what Fetcher's Answer must hold (after `tries` tries). listener: the TLS listener
    that plays it, empty for the plain one.
    """

    play: "Callable[[Exchange], None]"
    truth: Literal["alive", "gone", "unknown", "transient"]
    state: str
    reason: str = ""
    status: int | None = None
    failure: str | None = None
    tries: int = 1
    listener: str = ""


def _alive(play: "Callable[[Exchange], None]", tries: int = 1, listener: str = "") -> Behaviour:
    return Behaviour(play, "alive", "alive", "", 200, tries=tries, listener=listener)


def _unseen(play: "Callable[[Exchange], None]", reason: str, status: int) -> Behaviour:
    return Behaviour(play, "unknown", "unverifiable", reason, status)


def _transient(play: "Callable[[Exchange], None]", failure: str, status: int | None = None) -> Behaviour:
    return Behaviour(play, "transient", "transient", failure, status, failure)


def _leads(location: str, failure: str) -> Behaviour:
    reason = failure if failure == "forbidden_address" else "malformed"
    return Behaviour(plays.leads_to(location), "unknown", "unverifiable", reason, 302, failure)


def _insecure(listener: str) -> Behaviour:
    return Behaviour(plays.article, "unknown", "unverifiable", "insecure", None, "tls", listener=listener)


BEHAVIOURS: dict[str, Behaviour] = {
    "soft-404": Behaviour(plays.soft_404, "gone", "unverifiable", "soft_404", 200),
    "login": _unseen(plays.login, "login_wall", 200),
    "consent": _unseen(plays.consent, "consent", 200),
    "429-always": _unseen(plays.says(429, {"Retry-After": "1"}), "rate_limited", 429),
    "429-once": _alive(plays.once(429, {"Retry-After": "1"}), tries=2),
    "503-once": _alive(plays.once(503, {"Retry-After": "1"}), tries=2),
    "403": _unseen(plays.says(403), "blocked", 403),
    "403-cf-mitigated": _unseen(plays.says(403, {"cf-mitigated": "challenge"}), "blocked", 403),
    "999": _unseen(plays.says(999), "blocked", 999),
    "head-404": _alive(plays.unless_head(404)),
    "head-405": _alive(plays.unless_head(405)),
    "moved": _alive(plays.moved),
    "slow": _alive(plays.slow),
    "404": Behaviour(plays.says(404), "gone", "gone", "not_found", 404),
    "410": Behaviour(plays.says(410), "gone", "gone", "not_found", 410),
    "500": Behaviour(plays.says(500), "transient", "transient", "server_error", 500),
    "reset": _transient(plays.reset, "no_answer"),
    "loop": _transient(plays.loop, "redirects", 302),
    "hang": _transient(plays.hang, "timeout"),
    "robots-404": Behaviour(plays.says(404), "gone", "gone", "not_found", 404),
    # Time and size.
    "slow-headers": _transient(plays.slow_headers, "timeout"),
    "slow-body": _transient(plays.slow_body, "timeout", 200),
    "slow-chunk-size": _transient(plays.slow_chunk_size, "timeout", 200),
    "endless-body": _alive(plays.endless_body),
    "endless-headers": _transient(plays.endless_headers, "garbled"),
    "endless-header": _transient(plays.endless_header, "garbled"),
    "endless-continue": _transient(plays.endless_continue, "garbled"),
    "endless-chunk-size": _transient(plays.endless_chunk_size, "garbled", 200),
    "tiny-chunks": _alive(plays.tiny_chunks),
    "slow-redirect-body": _alive(plays.slow_redirect_body),
    "gzip-bomb": Behaviour(plays.bomb("gzip"), "unknown", "unverifiable", "no_marker", 200),
    "deflate-bomb": Behaviour(plays.bomb("deflate"), "unknown", "unverifiable", "no_marker", 200),
    "twice-packed-bomb": _transient(plays.bomb("gzip, gzip"), "garbled", 200),
    # Packing.
    "gzip": _alive(plays.packed("gzip")),
    "deflate": _alive(plays.packed("deflate")),
    "deflate-raw": _alive(plays.packed("deflate-raw")),
    "gzip-members": _alive(plays.packed("gzip-members")),
    "wrong-gzip": _transient(plays.packed("wrong-gzip"), "garbled", 200),
    "cut-gzip": _transient(plays.packed("cut-gzip"), "garbled", 200),
    "brotli": _transient(plays.packed("br"), "garbled", 200),
    # Redirects.
    "to-loopback": _leads("http://127.0.0.1:{port}/secret", "forbidden_address"),
    "to-metadata": _leads("http://169.254.169.254/latest/meta-data/", "forbidden_address"),
    "to-loopback-6": _leads("http://[::1]:{port}/secret", "forbidden_address"),
    "to-mapped": _leads("http://[::ffff:127.0.0.1]:{port}/secret", "forbidden_address"),
    "to-decimal": _leads("http://2130706433:{port}/secret", "malformed"),
    "to-octal": _leads("http://0177.0.0.01:{port}/secret", "malformed"),
    "to-hex": _leads("http://0x7f000001:{port}/secret", "malformed"),
    "to-short": _leads("http://127.1:{port}/secret", "malformed"),
    "to-userinfo": _leads("http://hostile.test@127.0.0.1:{port}/secret", "malformed"),
    "to-port": _leads("https://example.com:8443/", "forbidden_address"),
    "to-file": _leads("file:///etc/passwd", "malformed"),
    "to-ftp": _leads("ftp://127.0.0.1/", "malformed"),
    "to-javascript": _leads("javascript:alert(1)", "malformed"),
    "to-root": Behaviour(plays.leads_to("/"), "gone", "unverifiable", "soft_404", 200),
    "redirects-5": _alive(plays.redirects(5)),
    "redirects-6": _transient(plays.redirects(6), "redirects", 302),
    "redirect-nowhere": Behaviour(plays.says(302), "unknown", "unverifiable", "no_marker", 302),
    "redirect-cookie": _alive(plays.redirect_cookie),
    "redirect-utf-8": _alive(plays.redirect_utf_8),
    "soft-404-host": Behaviour(plays.soft_404_host, "unknown", "unverifiable", "no_marker", 200),
    # TLS.
    "tls-good": _alive(plays.article, listener="good"),
    "tls-expired": _insecure("expired"),
    "tls-wrong-name": _insecure("wrong-name"),
    "tls-self-signed": _insecure("self-signed"),
    "tls-is-plain": _insecure("plain"),
    "tls-hang": Behaviour(plays.article, "transient", "transient", "timeout", None, "timeout", listener="silent"),
    "tls-slow": Behaviour(plays.article, "transient", "transient", "timeout", None, "timeout", listener="drip"),
    # Headers.
    "early-hints": _alive(plays.early_hints),
    "header-no-colon": _alive(plays.header(b"This line is no header")),
    "header-nul": _alive(plays.header(b"X-Nul: a\0b")),
    "header-long": _alive(plays.header(b"X-Long: " + b"a" * 60_000)),
    "header-too-long": _transient(plays.header(b"X-Long: " + b"a" * 70_000), "garbled"),
    "header-cyrillic": _alive(plays.header("X-Тақырып: Жағалау".encode())),
    "header-bare-lf": _alive(plays.bare_lf),
    "status-garbage": _transient(plays.raw(b"HTTP/1.1 ok fine\r\n\r\n"), "garbled"),
    "http-0.9": _transient(plays.raw(b"<!doctype html><title>Old</title>"), "garbled"),
    "no-reply": _transient(plays.raw(b""), "no_answer"),
    "two-lengths": _transient(plays.two_lengths, "garbled"),
    # Bodies.
    "charset-cp1251": _alive(plays.charset("utf-8", "cp1251")),
    "charset-nonsense": _alive(plays.charset("x-no-such-charset", "utf-8")),
    "bad-chunk": _transient(plays.chunked(b"5\r\nhello\r\nzz\r\nworld\r\n0\r\n\r\n"), "garbled", 200),
    "cut-chunk": _transient(plays.chunked(b"500\r\n<!doctype html>"), "garbled", 200),
    "length-too-long": _transient(plays.length(100), "garbled", 200),
    "length-too-short": _alive(plays.length(-100)),
    "broken-off": _transient(plays.broken_off, "no_answer", 200),
    "binary": Behaviour(plays.binary, "unknown", "unverifiable", "no_marker", 200),
    "empty": Behaviour(plays.says(200, body=b""), "unknown", "unverifiable", "no_marker", 200),
    "204": Behaviour(plays.says(204), "unknown", "unverifiable", "no_marker", 204),
    "206": Behaviour(plays.partial, "alive", "unverifiable", "no_marker", 206),
    "304": Behaviour(plays.says(304), "unknown", "unverifiable", "no_marker", 304),
    "418": Behaviour(plays.says(418), "unknown", "unverifiable", "no_marker", 418),
    "meta-refresh": Behaviour(plays.meta_refresh, "unknown", "unverifiable", "no_marker", 200),
    "article": _alive(plays.article),
}
