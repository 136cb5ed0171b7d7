"""Names of files that change with what is in them, short enough that thousands of them can be listed."""

from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

LENGTH = 4
"""Letters of a version: 20 bits. A changed file keeps its name by chance once in a million times."""
TRIES = 8
"""Names that a file may have where others are called by the first of them: of 5,000 files eight are never all taken."""


def version_of(content: bytes) -> str:
    """`LENGTH` letters and digits, which other contents have not; the same on systems that do not tell case."""
    return _letters(blake2b(content, digest_size=5).digest())


def tries_of(content: bytes) -> tuple[str, ...]:
    """The names a file may have, its version first."""
    made = blake2b(content, digest_size=5)
    tries = []
    for _ in range(TRIES):
        tries.append(_letters(made.digest()))
        made.update(b"\0")
    return tuple(tries)


def chosen(tries: Iterable[Sequence[str]]) -> Iterator[str]:
    """A name for each file: the first of its own that none before it has."""
    taken: set[str] = set()
    for some in tries:
        name = next(name for name in some if name not in taken)
        taken.add(name)
        yield name


def _letters(digest: bytes) -> str:
    return b32encode(digest)[:LENGTH].decode().lower()
