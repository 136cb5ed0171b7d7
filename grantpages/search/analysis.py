"""A document taken apart: its texts in files, and its words.

All that is done for the text of a single document is done here, so that it can be done in another
process than the index, and be kept until the text changes.
"""

from collections.abc import Callable, Iterator, Sequence

from pydantic_core import to_json

from grantpages.search.document import Part, Said
from grantpages.search.naming import version_of

TEXT = 8_000
"""Characters of a file of texts: an excerpt loads one."""
SHORT = 700
"""Characters of texts that are kept in the result itself."""

Write = Callable[[str, bytes], None]


def text_name(address: str, place: int, version: str) -> str:
    """The name of a document's `place`th file of texts, from 0 on, within the index's folder."""
    return f"t/{address.rstrip('/')}-{place}.{version}"


def texts_of(address: str, said: Said) -> list[str]:
    """The names of a document's files of texts."""
    return [text_name(address, place, said.version) for place in range(said.files)]


def take_apart(address: str, parts: Sequence[Part], write: Write) -> Said:
    """Take a document's parts apart; its files of texts are given to `write` with their names."""
    stretches = list(_stretches(parts))
    texts = [[[part.anchor, part.title, part.text] for part in some] for some in stretches]
    words = tuple(words_of([" ".join([f"{part.title} {part.text}" for part in some]) for some in stretches]))
    if sum(len(part.text) for part in parts) <= SHORT:
        return Said("", 0, to_json(texts), words)
    files = [to_json(text) for text in texts]
    version = version_of(b"\0".join(files))
    for place, file in enumerate(files):
        write(text_name(address, place, version), file)
    return Said(version, len(files), b"", words)


def _stretches(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Parts in stretches of about `TEXT` characters."""
    start, size = 0, 0
    for number, part in enumerate(parts):
        if size and size + len(part.text) > TEXT:
            yield parts[start:number]
            start, size = number, 0
        size += len(part.text)
    if parts:
        yield parts[start:]


def words_of(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pieces of texts as `Said` has them; each set is gone through as a whole."""
    seen, again, firsts = set[str](), set[str](), []
    for text in texts:
        pieces = set(text.split())
        first = pieces - seen
        again |= pieces - first
        firsts.append(first)
        seen |= first
    for first in firsts:
        often = first & again
        yield " ".join(first - often), " ".join(often)
