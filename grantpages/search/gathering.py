"""All documents of an index taken in, batch by batch; several processes may each do some of the batches."""

import marshal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from grantpages.abreast import each
from grantpages.search.document import Taken
from grantpages.search.postings import Gathered
from grantpages.spool import Place
from grantpages.store import digest

BATCH = 512
"""Documents of a batch: its words are in memory twice."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that can be taken apart, or was.

    take: takes it apart, or reads what was kept of it. mark: while it is the same, so is the document; without one it
    is taken each time. file, place: where what was kept of it lies, see `memory.Seen`.
    """

    address: str
    kind: str
    day: int
    take: Callable[[], Taken]
    mark: bytes = b""
    file: str = ""
    place: Place = (0, 0)


class Looked(NamedTuple):
    """What the index needs of a document beside its words: shown, words, properties as `memory.Seen` has them; the
    document without its words; whole, to be kept, where nobody else keeps it.
    """

    place: int
    digests: tuple[bytes, bytes, bytes]
    taken: Taken
    whole: bytes


def digests_of(taken: Taken) -> tuple[bytes, bytes, bytes]:
    """Digests of what is shown of a document, of its words, of its properties."""
    return short(taken.card, taken.row), taken.words, short(repr(taken.properties).encode())


def short(*parts: bytes) -> bytes:
    """A digest long enough to tell documents apart."""
    return digest(*parts)[:10]


def gather(
    sources: Sequence[Source], numbers: Sequence[int], processes: int, gathered: Gathered
) -> Iterator[list[Looked]]:
    """Take in all documents in the order of their numbers; what is to be known of them.

    processes: how many may work, see `abreast.each`. gathered: takes their words. Raises WorkFailed.
    """
    places = sorted(range(len(sources)), key=numbers.__getitem__)
    batches = [places[start : start + BATCH] for start in range(0, len(places), BATCH)]
    for made in each(partial(_look, sources, numbers), batches, processes):
        looked, documents = marshal.loads(made)
        for token, some in documents.items():
            gathered[token].frombytes(some)
        yield [Looked(place, digests, Taken(*taken), whole) for place, digests, taken, whole in looked]


def _look(sources: Sequence[Source], numbers: Sequence[int], places: Sequence[int]) -> bytes:
    """A batch as plain values: `Looked` of each document, and by token all its documents of the batch."""
    looked, gathered = [], Gathered()
    for place in places:
        taken = sources[place].take()
        gathered.add(numbers[place], taken.tokens, taken.codes)
        whole = b"" if sources[place].file else marshal.dumps(tuple(taken))
        looked.append((place, digests_of(taken), tuple(taken._replace(tokens="", codes=b"")), whole))
    return marshal.dumps((looked, {token: some.tobytes() for token, some in gathered.items()}))
