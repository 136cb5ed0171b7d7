"""What is known of an index from build to build: of which documents it was made, and its words so that they can be
edited. Safe to delete and to interrupt: what is not whole is not used.
"""

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.search.stretches import Stretch
from grantpages.spool import Place, read_piece
from grantpages.store import Store, digest


class Seen(NamedTuple):
    """A document as it was indexed.

    mark: what it was known by, see `index.Source`. file, place: where its `Taken` is kept; no file: with the words.
    shown, words, properties: digests of what is in it. version, files: of its texts.
    """

    mark: bytes
    file: str
    place: Place
    number: int
    shown: bytes
    words: bytes
    properties: bytes
    version: str
    files: int


class Lists(NamedTuple):
    """The stretches of a list, and what their files are called."""

    stretches: Sequence[Stretch]
    names: Mapping[Place, str]


class Known(NamedTuple):
    """An index. file: of its pieces; end: how long that is. properties: a digest of them all. told: what the root says
    of them. versions: see `shown.Versions`.
    """

    file: str
    end: int
    documents: Mapping[str, Seen]
    properties: bytes
    told: Mapping[str, Any]
    versions: Mapping[tuple[int, int], Any]
    stems: Lists
    begun: Lists
    ended: Lists

    @property
    def live(self) -> int:
        """Bytes of the pieces that are used."""
        lists = (one.place[1] for some in (self.stems, self.begun, self.ended) for one in some.stretches)
        return sum(lists) + sum(one.place[1] for one in self.documents.values() if not one.file)


class Pieces:
    """A file of pieces that grows; what was written stays where it is."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self._file = path, path.open("ab+", buffering=0)
        self.end = self._file.seek(0, 2)

    def put(self, piece: bytes) -> Place:
        """Write a piece behind all others."""
        place = (self.end, len(piece))
        while piece:
            written = self._file.write(piece)
            self.end += written
            piece = piece[written:]
        return place

    def get(self, place: Place) -> bytes:
        """Read a piece again."""
        self._file.seek(place[0])
        return self._file.read(place[1])

    def close(self) -> None:
        """Nothing more is read or written."""
        self._file.close()


class Nowhere:
    """Where nothing is kept: pieces are only told apart."""

    def __init__(self) -> None:
        self.count = 0

    def put(self, piece: bytes) -> Place:
        """The number of the piece."""
        self.count += 1
        return (self.count, 0)

    def get(self, place: Place) -> bytes:
        """Raises LookupError."""
        raise LookupError(place)

    def close(self) -> None:
        """There is nothing to close."""


class Memory:
    """The memory of one index, in a folder that may hold others'.

    name: of the index. version: a digest of the code. taken: where the files are in which documents taken apart are
    kept, see `Seen`.
    """

    def __init__(self, folder: Path, name: str, version: bytes, taken: Path) -> None:
        self.folder, self.name, self.taken = folder, name, taken
        self.store = Store(folder / "known", version)

    def known(self, scheme: bytes) -> Known | None:
        """What is known, if it is of this scheme and whole, and not mostly of pieces that nothing uses any more."""
        held = self.store.get(digest(self.name.encode(), scheme))
        if not held:
            return None
        file, end, documents, properties, told, versions, *lists = held
        seen = {address: Seen(*one) for address, one in documents.items()}
        read = [Lists([Stretch(*one) for one in some], names) for some, names in lists]
        known = Known(file, end, seen, properties, told, versions, *read)
        try:
            is_whole = (self.folder / file).stat().st_size >= end
        except OSError:
            return None
        return known if is_whole and end <= 3 * known.live + (1 << 20) else None

    def properties(self, scheme: bytes) -> Any:
        """What was kept of the documents' properties."""
        return self.store.get(digest(self.name.encode(), scheme, b"properties"))

    def keep_properties(self, scheme: bytes, held: Any) -> None:
        """Keep plain values."""
        self.store.put(digest(self.name.encode(), scheme, b"properties"), held)

    def pieces(self, known: Known | None) -> Pieces:
        """The pieces of an index, or a file for those of a new one."""
        return Pieces(self.folder / (known.file if known else f"{self.name}.{secrets.token_hex(4)}"))

    def read(self, seen: Seen, pieces: Pieces) -> bytes:
        """A document taken apart, as it was when it was indexed. Raises OSError."""
        return read_piece(self.taken / seen.file, seen.place) if seen.file else pieces.get(seen.place)

    def keep(self, scheme: bytes, known: Known) -> None:
        """Know this from now on; what was known before is not needed any more."""
        documents = {address: tuple(one) for address, one in known.documents.items()}
        lists = (([tuple(one) for one in some.stretches], dict(some.names)) for some in known[-3:])
        self.store.put(digest(self.name.encode(), scheme), (*known[:2], documents, *known[3:-3], *lists))
        for path in self.folder.glob(f"{self.name}.*"):
            if path.name != known.file:
                path.unlink(missing_ok=True)
