"""An index made anew, or brought up to date where it is known what the last one was made of: with the same files."""

import marshal
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from grantpages.problem import Language
from grantpages.search.analysis import texts_of
from grantpages.search.books import Listed, Posting, Spelled, Stems, entries, publish, told
from grantpages.search.document import Scheme, Taken
from grantpages.search.files import Files
from grantpages.search.gathering import Source, digests_of, gather, short
from grantpages.search.memory import Known, Lists, Memory, Nowhere, Pieces, Seen
from grantpages.search.normalise import Normaliser
from grantpages.search.numbering import ROOM, number_documents
from grantpages.search.postings import Gathered, Tokens, by_stem
from grantpages.search.shown import CARDS, GROUP, Cards, Slots, placed, write_properties
from grantpages.search.stretches import Stretch, renewed, written
from grantpages.search.tables import tables
from grantpages.spool import Place
from grantpages.store import digest

MOST = 256
"""Documents that may change, and a sixteenth of all: with more an index is made as soon from nothing."""
NAMES = ("stems", "begun", "ended")
FOLDERS = {"stems": "s", "begun": "b", "ended": "e"}
NONE = (Lists((), {}),) * 3


class _Stale(Exception):
    """What is known is of no use: too much has changed, or something is missing."""


class Renewal:
    """One language's index, in a folder of its own."""

    def __init__(
        self, sources: Sequence[Source], scheme: Scheme, language: Language, folder: Path, memory: Memory | None,
        processes: int = 1,
    ) -> None:  # fmt: skip
        self.sources, self.scheme, self.folder, self.memory = sources, scheme, folder, memory
        self.processes = processes
        self.normaliser = Normaliser(language)
        self.numbering = number_documents([(one.kind, one.day, one.address) for one in sources], scheme.kinds)
        self.key = digest(repr(scheme).encode())
        self.taken: dict[int, Taken] = {}
        self.seen: dict[int, Seen] = {}

    def write(self) -> str:
        """Write it; what its root is called."""
        known = self.memory.known(self.key) if self.memory else None
        if known:
            try:
                return self._edited(known)
            except (_Stale, OSError, LookupError, ValueError):  # much has changed, or something kept is gone
                self.taken.clear()
                self.seen.clear()
        return self._whole()

    def _whole(self) -> str:
        """All of it from nothing."""
        with closing(self.memory.pieces(None) if self.memory else Nowhere()) as pieces:
            return self._made_anew(pieces)

    def _made_anew(self, pieces: Pieces | Nowhere) -> str:
        files, gathered = Files(self.folder, with_texts=True), Gathered()
        for looked in gather(self.sources, self.numbering.numbers, self.processes, gathered):
            for place, digests, taken, whole in looked:
                where = pieces.put(whole) if whole else self.sources[place].place
                self._see(place, where, digests, taken)
                files.keep(texts_of(self.sources[place].address, taken.version, taken.files))
        held: dict[str, Tokens] = {
            stem: {token: gathered[token] for token in tokens} for stem, tokens in by_stem(sorted(gathered))
        }
        stems = Stems(pieces, ahead=entries(held, self.processes))
        books = stems, Spelled(pieces, backward=False), Spelled(pieces, backward=True)
        made = [written(held, books[0]), *(written(dict.fromkeys(book.of(held)), book) for book in books[1:])]
        return self._publish(made, books, files, pieces, None)

    def _edited(self, known: Known) -> str:
        """What changed. Raises _Stale and others where that cannot be told."""
        assert self.memory
        with closing(self.memory.pieces(known)) as pieces:
            return self._with_edits(known, pieces, _Edit(self.memory, pieces, MOST + len(self.sources) // 16))

    def _with_edits(self, known: Known, pieces: Pieces, edit: "_Edit") -> str:
        files = Files(self.folder, with_texts=False)
        for place, source in enumerate(self.sources):
            before = known.documents.get(source.address)
            if before and before.mark == source.mark != b"" and _has_texts(source, before, files):
                self.seen[place] = before._replace(number=self.numbering.numbers[place])
            else:
                self._take(place, before, pieces)
            edit.compare(source.address, before, self.seen[place], lambda: self._taken(place))  # noqa: B023
        for address in known.documents.keys() - {source.address for source in self.sources}:
            edit.remove(address, known.documents[address])
        stems = Stems(pieces, edit.gone, edit.new)
        made = [renewed(known.stems.stretches, stems.edited, stems)]
        spelled = [Spelled(pieces, backward, stems.appeared, stems.vanished) for backward in (False, True)]
        for book, before_it in zip(spelled, (known.begun, known.ended), strict=True):
            made.append(renewed(before_it.stretches, book.edited, book))
        name = self._publish(made, (stems, *spelled), files, pieces, known)
        files.remove(edit.texts)
        return name

    def _take(self, place: int, before: Seen | None, pieces: Pieces) -> None:
        """Take a document apart and see what is in it; what nobody else keeps is kept."""
        source = self.sources[place]
        taken, where = source.take(), source.place
        digests = digests_of(taken)
        if not source.file:
            is_kept = before and not before.file and (before.shown, before.words) == digests[:2]
            where = before.place if before and is_kept else pieces.put(marshal.dumps(tuple(taken)))
        self._see(place, where, digests, taken)

    def _see(self, place: int, where: Place, digests: tuple[bytes, bytes, bytes], taken: Taken) -> None:
        source, number = self.sources[place], self.numbering.numbers[place]
        self.taken[place] = taken
        self.seen[place] = Seen(source.mark, source.file, where, number, *digests, taken.version, taken.files)

    def _taken(self, place: int) -> Taken:
        return self.taken.get(place) or self.sources[place].take()

    def _publish(
        self,
        made: Sequence[Sequence[Stretch]],
        books: Sequence[Listed],
        files: Files,
        pieces: Pieces | Nowhere,
        known: Known | None,
    ) -> str:
        slots = placed(self.numbering)
        cards = Cards(files, self.seen, self._taken, known.versions if known else {})
        root: dict[str, Any] = {"documents": len(self.sources), "room": ROOM, "block": CARDS, "group": GROUP}
        root |= {"columns": list(self.scheme.columns)} | cards.write(slots)
        root |= {"taken": files.write_versioned("d", self.numbering.shelves)}
        key = digest(*(self.seen[one].properties if one is not None else b"" for some in slots for one in some))
        root |= (properties := self._properties(key, slots, files, known))
        lists = []
        for name, stretches, book, before in zip(NAMES, made, books, known[-3:] if known else NONE, strict=True):
            lists.append(Lists(stretches, publish(FOLDERS[name], stretches, book, files, before.names)))
            root[name] = told(stretches, lists[-1].names)
        root |= tables(self.normaliser)
        data = to_json(root)
        name = f"root.{blake2b(data, digest_size=8).hexdigest()}"
        files.write(name, data)
        files.prune()
        if self.memory and isinstance(pieces, Pieces):
            documents = {source.address: self.seen[place] for place, source in enumerate(self.sources)}
            now = Known(pieces.path.name, pieces.end, documents, key, properties, cards.versions, *lists)
            self.memory.keep(self.key, now)
        return name

    def _properties(
        self, key: bytes, slots: Sequence[Slots], files: Files, known: Known | None
    ) -> dict[str, dict[str, str]]:
        """Write facets and numbers, or leave them; what the root says of them."""
        if (
            known
            and known.properties == key
            and files.keep(one for some in known.told.values() for one in some.values())
        ):
            return dict(known.told)
        kept = (self.memory.properties(self.key) or {}) if self.memory and known else {}
        held = [self._properties_of(place, kept) for place in range(len(self.sources))]
        if self.memory:
            addresses = (source.address for source in self.sources)
            self.memory.keep_properties(self.key, dict(zip(addresses, held, strict=True)))
        return write_properties(self.scheme, held, slots, files)

    def _properties_of(self, place: int, kept: Mapping[str, Any]) -> Any:
        if place not in self.taken:
            found = kept.get(self.sources[place].address)
            if short(repr(found).encode()) == self.seen[place].properties:
                return found
        return self._taken(place).properties


class _Edit:
    """What goes and what comes. texts: files of texts that nothing needs any more. most: documents that may change."""

    def __init__(self, memory: Memory, pieces: Pieces, most: int) -> None:
        self.memory, self.pieces, self.most = memory, pieces, most
        self.gone: set[Posting] = set()
        self.new: set[Posting] = set()
        self.texts: set[str] = set()

    def compare(self, address: str, before: Seen | None, now: Seen, take: Callable[[], Taken]) -> None:
        """Take in what changed of a document. Raises _Stale, OSError."""
        if before is None or (before.words, before.number) != (now.words, now.number):
            self._count()
            old = self._postings(before) if before else set[Posting]()
            new = _postings(now.number, take())
            self.gone |= old - new
            self.new |= new - old
        if before and before.version != now.version:
            self.texts |= set(texts_of(address, before.version, before.files))

    def remove(self, address: str, before: Seen) -> None:
        """A document that is no more. Raises _Stale, OSError."""
        self._count()
        self.gone |= self._postings(before)
        self.texts |= set(texts_of(address, before.version, before.files))

    def _count(self) -> None:
        self.most -= 1
        if self.most < 0:
            raise _Stale

    def _postings(self, before: Seen) -> set[Posting]:
        return _postings(before.number, Taken(*marshal.loads(self.memory.read(before, self.pieces))))


def _postings(number: int, taken: Taken) -> set[Posting]:
    base = number << 8
    return {(token, base | code) for token, code in zip(taken.tokens.split(" "), taken.codes, strict=False)}


def _has_texts(source: Source, before: Seen, files: Files) -> bool:
    """Whether a document's texts are there; those of a document that is kept elsewhere are looked after there."""
    return bool(source.file) or files.has_texts(texts_of(source.address, before.version, before.files))
