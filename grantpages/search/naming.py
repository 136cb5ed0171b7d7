"""Names of files that change with what is in them, short enough that thousands of them can be listed."""

from base64 import b32encode
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import count

LENGTH = 4
"""Letters of a version: 20 bits. A changed file keeps its name by chance once in a million times."""


def version_of(content: bytes) -> str:
    """`LENGTH` letters and digits, which other contents have not; the same on systems that do not tell case."""
    return b32encode(blake2b(content, digest_size=5).digest())[:LENGTH].decode().lower()


def names_of(contents: Iterable[bytes], length: int = LENGTH) -> Iterator[str]:
    """A name for each file, by its content alone unless two would be called the same."""
    taken: set[str] = set()
    for content in contents:
        tries = (version_of(content + bytes(salt))[:length] for salt in count())
        name = next(name for name in tries if name not in taken)
        taken.add(name)
        yield name
