"""A response's body, unpacked as it comes and never beyond a limit."""

import zlib
from dataclasses import dataclass
from typing import Protocol

PIECE = 16_384


class Garbled(ValueError):
    """Packed in a way that was not asked for, or that cannot be unpacked."""


class Source(Protocol):
    """What a body is read from: a response of http.client."""

    def read1(self, n: int = -1, /) -> bytes:
        """At most `n` bytes, as sent; empty at the end."""


@dataclass(slots=True)
class Body:
    """What has come of a body, so far: it stays when reading breaks off. cut: there is more than `limit` bytes."""

    limit: int
    content: bytes = b""
    cut: bool = False

    def read(self, source: Source, encoding: str) -> None:
        """Read and unpack until the end or the limit. Raises Garbled, and whatever the source raises."""
        unpacker = Unpacker(encoding)
        content = bytearray()
        try:
            while len(content) <= self.limit and (piece := source.read1(PIECE)):
                content += unpacker.feed(piece, self.limit + 1 - len(content))
            if len(content) <= self.limit:
                unpacker.finish()
        finally:
            self.cut = len(content) > self.limit
            self.content = bytes(content[: self.limit])


class Unpacker:
    """gzip (of several members too), deflate with and without zlib's frame, or nothing at all."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in ("", "identity", "gzip", "deflate"):
            raise Garbled(encoding)
        self._waiting = b""
        self._inflater: zlib._Decompress | None = None
        self._begun = False

    def feed(self, piece: bytes, room: int) -> bytes:
        """Unpack the next piece to at most `room` bytes; once so many came, nothing more may be fed."""
        if self._encoding in ("", "identity"):
            return piece[:room]
        self._waiting += piece
        content = b""
        try:
            while len(content) < room and self._ready():
                content += self._inflate(room - len(content))
        except zlib.error as error:
            raise Garbled(str(error)) from error
        return content

    def finish(self) -> None:
        """Raises Garbled where the packed body broke off; an empty body is whole."""
        if self._inflater is not None or (self._waiting and not self._begun):
            raise Garbled("broken off")

    def _ready(self) -> bool:
        if self._inflater is None and len(self._waiting) >= 2:
            if self._begun and not (self._encoding == "gzip" and self._waiting.startswith(b"\x1f\x8b")):
                self._waiting = b""  # what follows the end is left alone, as browsers do
                return False
            self._inflater = zlib.decompressobj(self._bits())
            self._begun = True
        return self._inflater is not None and bool(self._waiting)

    def _bits(self) -> int:
        if self._encoding == "gzip":
            return 16 + zlib.MAX_WBITS
        framed = self._waiting[0] & 15 == 8 and int.from_bytes(self._waiting[:2], "big") % 31 == 0
        return zlib.MAX_WBITS if framed else -zlib.MAX_WBITS

    def _inflate(self, room: int) -> bytes:
        assert self._inflater is not None
        content = self._inflater.decompress(self._waiting, room)
        self._waiting = self._inflater.unused_data or self._inflater.unconsumed_tail
        if self._inflater.eof:
            self._inflater = None
        return content
