"""One request as it is sent, in bytes (RFC 9112)."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from grantpages.evidence.target import Target

_LETTER = r"[A-Za-z0-9/._~!$&'()*+,;=:@-]|%(?:2[0-9A-CF]|3[A-F]|40|5[B-E]|60|7[B-D]|[89A-F][0-9A-F])"
PLAIN = re.compile(rf"(?!.*/\.)/(?:{_LETTER})*(?:\?(?:{_LETTER}|\?)*)?")
"""What follows the host and is sent as it stands; requests would not change it, either."""
_BREAK = re.compile(r"[\r\n\0]")


def get(target: Target, headers: bytes, cookie: str) -> bytes:
    """GET the target. headers: as `written` makes them, all but Host and Cookie."""
    return b"".join((b"GET ", _line(target, cookie), headers, b"\r\n"))


def post(target: Target, headers: bytes, data: Mapping[str, str], cookie: str) -> bytes:
    """Send a form to the target."""
    body = urlencode(data).encode("ascii")
    about = written({"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))})
    return b"".join((b"POST ", _line(target, cookie), headers, about, b"\r\n", body))


def written(headers: Mapping[str, str]) -> bytes:
    """Header lines. Raises ValueError for a text that would end its line, or is not Latin-1."""
    lines = [f"{name}: {value}" for name, value in headers.items()]
    if any(map(_BREAK.search, lines)):
        raise ValueError(f"a header of several lines: {headers}")
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


def _line(target: Target, cookie: str) -> bytes:
    """What follows the method: path, host, cookie."""
    asked = f"{_path(target)} HTTP/1.1\r\nHost: {target.authority}\r\n".encode("ascii")
    return asked + written({"Cookie": cookie}) if cookie else asked


def _path(target: Target) -> str:
    path = target.path
    if PLAIN.fullmatch(path):
        return path
    from grantpages.evidence.prepared import path_of  # weighs more than a run without odd addresses

    return path_of(target)
