"""The head of an answer, read as http.client reads it and several times as fast.

Plain header lines are taken as they stand; as soon as one is odd, the standard library reads them all.
"""

import re
from collections.abc import Iterable, Sequence
from http.client import HTTPException, HTTPMessage, HTTPResponse, LineTooLong, UnknownProtocol, parse_headers
from io import BytesIO
from typing import BinaryIO

from grantpages.evidence.body import Garbled

LONGEST_LINE = 65_536
MOST_LINES = 100
_PLAIN = re.compile(rb"([!-9;-~]+):[ \t]*([^\r\n]*)\r?\n")
_ENDS = frozenset((b"\r\n", b"\n", b""))
Pair = tuple[str, str]


class Response(HTTPResponse):
    """An answer, from its status line on. Interim ones are passed over (RFC 9110, 15.2), as http.client does 100 alone.

    named: the headers, names in lower case; what stands twice is joined (RFC 9110, 5.3).
    """

    named: dict[str, str]

    def begin(self) -> None:
        """Read status and headers; raises what http.client raises, and Garbled for two lengths (RFC 9112, 6.3)."""
        while True:
            version, status, reason = self._read_status()  # type: ignore[attr-defined]  # of http.client
            self._pairs = read_pairs(self.fp)
            if status >= 200:
                break
        if version != "HTTP/0.9" and not version.startswith("HTTP/1."):
            raise UnknownProtocol(version)
        self.code = self.status = status
        self.reason = reason.strip()
        self.version = 11 if version.startswith("HTTP/1.") and version != "HTTP/1.0" else 10
        self.named = joined(self._pairs)
        self._frame(status)

    def _frame(self, status: int) -> None:
        """How long the body is, and whether the connection ends with it."""
        first = {name.lower(): value for name, value in reversed(self._pairs)}
        self.headers = first  # type: ignore[assignment]  # as far as http.client asks it
        self.chunked = first.get("transfer-encoding", "").lower() == "chunked"
        self.chunk_left = None
        length = None if self.chunked else _length(first, self.named)
        self.length = 0 if status in (204, 304) else length
        closes = self._check_close()  # type: ignore[attr-defined]
        self.will_close = closes or not self.chunked and self.length is None

    def message(self) -> HTTPMessage:
        """The headers as http.client has them."""
        message = HTTPMessage()
        for name, value in self._pairs:
            message.set_raw(name, value)
        return message


def read_pairs(stream: BinaryIO) -> Sequence[Pair]:
    """Names and values of the header lines that come next, up to the empty one. Raises HTTPException."""
    lines: list[bytes] = []
    while (line := stream.readline(LONGEST_LINE + 1)) not in _ENDS:
        if len(line) > LONGEST_LINE:
            raise LineTooLong("header line")
        if len(lines) == MOST_LINES:
            raise HTTPException(f"got more than {MOST_LINES} headers")
        lines.append(line)
    plain = [_PLAIN.fullmatch(line) for line in lines]
    if None in plain:
        return parse_headers(BytesIO(b"".join((*lines, b"\r\n")))).items()
    return [(found[1].decode("latin-1"), found[2].decode("latin-1")) for found in plain if found]


def joined(pairs: Iterable[Pair]) -> dict[str, str]:
    """Values by name in lower case."""
    named: dict[str, str] = {}
    for name, value in pairs:
        known = named.get(name := name.lower())
        named[name] = value if known is None else f"{known}, {value}"
    return named


def _length(first: dict[str, str], named: dict[str, str]) -> int | None:
    """Bytes of the body, where they are told. Raises Garbled where they are told in two ways."""
    if len({length.strip() for length in named.get("content-length", "").split(",")}) > 1:
        raise Garbled("two lengths")
    try:
        length = int(first.get("content-length", ""))
    except ValueError:
        return None
    return length if length >= 0 else None
