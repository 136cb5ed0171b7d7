"""Files that are joined from pieces: bytes are copied as they lie, and summed on the way."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from grantpages.sitefile import put_in_place

_BLOCK = 1 << 20
_OPEN = 200  # files at once


class Range(NamedTuple):
    """Bytes of a file that is there."""

    file: str
    begin: int
    length: int


class Sum(NamedTuple):
    """A file that was written: its SHA-256 in hexadecimal, its size in bytes, its time of writing in nanoseconds."""

    sha256: str
    size: int
    time: int


class Files:
    """Reads from many files; those that were read last stay open."""

    def __init__(self) -> None:
        self._open: dict[str, BinaryIO] = {}

    def read(self, place: Range) -> bytes:
        """The bytes of a range."""
        return b"".join(self.blocks(place))

    def blocks(self, place: Range) -> Iterator[bytes]:
        """The same, so many at a time that they do not fill the memory."""
        file = self._file(place.file)
        begin, left = place.begin, place.length
        while left:
            file.seek(begin)  # whoever takes the blocks may read elsewhere meanwhile
            block = file.read(min(left, _BLOCK))
            if not block:
                raise EOFError(place.file)
            yield block
            begin, left = begin + len(block), left - len(block)

    def _file(self, name: str) -> BinaryIO:
        file = self._open.pop(name, None)
        if not file:
            if len(self._open) >= _OPEN:
                self._open.pop(next(iter(self._open))).close()
            file = Path(name).open("rb", buffering=0)  # noqa: SIM115 - closed by `close`
        self._open[name] = file
        return file

    def close(self) -> None:
        """Close all of them."""
        for file in self._open.values():
            file.close()
        self._open.clear()


class Target:
    """A file that is written beside the last one, in whose place it is put when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path, self._beside = path, path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        self._file = self._beside.open("wb", buffering=0)
        self._sum, self._held, self._weight, self._end = hashlib.sha256(), list[bytes](), 0, 0

    def write(self, data: bytes) -> int:
        """Add bytes."""
        self._held.append(data)
        self._weight += len(data)
        self._end += len(data)
        if self._weight >= _BLOCK:
            self.flush()
        return len(data)

    def writelines(self, parts: Iterable[bytes]) -> None:
        """Add several."""
        for part in parts:
            self.write(part)

    def tell(self) -> int:
        """How many bytes there are."""
        return self._end

    def flush(self) -> None:
        """Write what is held."""
        data = memoryview(b"".join(self._held))
        self._held, self._weight = [], 0
        self._sum.update(data)
        while data:
            data = data[self._file.write(data) :]

    def done(self) -> Sum:
        """End the file and put it into its place."""
        self.flush()
        self._file.close()
        put_in_place(self.path, self._beside)
        status = self.path.stat()
        return Sum(self._sum.hexdigest(), status.st_size, status.st_mtime_ns)

    def drop(self) -> None:
        """Leave nothing of a file that was not finished."""
        self._file.close()
        self._beside.unlink(missing_ok=True)
