"""Write the pack of every competition, and the pack's size into the competition's page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grantpages.abreast import each
from grantpages.evidence.citations import announced
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset
from grantpages.pack.contents import Key, belongings, documents_of, files_of, finding_lines, ledger_lines, told_of
from grantpages.pack.known import Pack, Seen, keep, keep_states, recall, seen, states
from grantpages.pack.packer import Packer, Shared
from grantpages.pack.readme import NAME, readme
from grantpages.sitefile import write_bytes
from grantpages.store import Store, digest
from grantpages.wording import file_size

FOLDER = "packs"
"""Where the packs lie in a site."""
SIZE = re.compile(rb'(<span class="gp-pack">)[^<]*(</span>)')
"""Where a competition's page says how large its pack is. The page in the pack leaves it empty: it would name itself."""
SHARED = ("reports", "organizations")
"""Kinds whose files stand in the packs of several competitions."""


@dataclass(frozen=True)
class Packing:
    """What the packs of a site are made of. site: its folder, all pages written. address: ending in `/`.

    store: what is known of the packs that were made before. stamps: see `write_packs`. looked: files of the records
    that stand in several packs, looked at once.
    """

    site: Path
    address: str
    dataset: Dataset
    ledger: Mapping[str, Entry]
    store: Store | None = None
    stamps: Mapping[Key, str] = field(default_factory=dict)
    keys: Mapping[str, list[Key]] = field(default_factory=dict)
    documents: Mapping[Key, list[str]] = field(default_factory=dict)
    looked: dict[Key, list[tuple[str, Seen]]] = field(default_factory=dict)

    def state(self, call: str) -> bytes:
        """A digest of all that a pack is made from, of its competition's pages as they are, and of the pack."""
        links = (citation.identity.key for citation in announced(call, self.dataset.calls[call]))
        looks = [repr(self.ledger.get(key)) for key in links]
        files = [(key, self.stamps.get(key) or list(self._files_of(key))) for key in self.keys[call]]
        name = self.dataset.operator.name
        told = (self.address, name.kk, name.ru, self._seen(call), looks, files)
        return digest(repr(told).encode())

    def _seen(self, call: str) -> Seen:
        return seen(f"{self.site}/{FOLDER}", f"{call}.zip")

    def write(self, calls: Sequence[str]) -> None:
        """The packs of some competitions that have much in common."""
        shared = Shared()
        for call in calls:
            self._write(call, shared)

    def _write(self, call: str, shared: Shared) -> None:
        """The pack of one competition; one that turns out to be the same is left where it lies."""
        path = self.site / FOLDER / f"{call}.zip"
        keep(self.store, call, self._packed(call, recall(self.store, call, self._seen(call)), shared))
        size = file_size(path.stat().st_size).encode()
        for root in ("", "ru"):
            page = self.site / root / "calls" / call / "index.html"
            held = page.read_bytes()
            if (said := SIZE.sub(rb"\g<1>" + size + rb"\g<2>", held)) != held:
                write_bytes(page, said)

    def _packed(self, call: str, known: Pack, shared: Shared) -> Pack:
        path = self.site / FOLDER / f"{call}.zip"
        path.parent.mkdir(exist_ok=True)
        told = list(told_of(self.site, self.keys[call]))
        with Packer(path, known, shared) as packer:
            packer.add(NAME, self._readme(call))
            packer.add("findings.jsonl", finding_lines(told))
            packer.add("ledger.jsonl", ledger_lines(told, self.ledger))
            for kind, inside, now in self._files(call):
                packer.take(inside, now, self._read, kind in SHARED)
        return packer.pack

    def _readme(self, call: str) -> bytes:
        return readme(self.dataset, call, self.keys[call], self.address)

    def _files(self, call: str) -> Iterator[tuple[str, str, Seen]]:
        """The site's files: the kind of the record that each belongs to, its path, how it is recognized."""
        for key in self.keys[call]:
            yield from ((key[0], path, now) for path, now in self._files_of(key))

    def _files_of(self, key: Key) -> Iterable[tuple[str, Seen]]:
        files = self.looked.get(key)
        if files is None:
            files = list(files_of(self.site, self.dataset, key, self.documents.get(key, ())))
            if key[0] in SHARED:
                self.looked[key] = files
        return files

    def _read(self, path: str) -> bytes:
        """A file as it is packed."""
        data = (self.site / path).read_bytes()
        return SIZE.sub(rb"\g<1>\g<2>", data) if path.endswith(".html") else data


def write_packs(
    site: Path,
    address: str,
    dataset: Dataset,
    ledger: Mapping[str, Entry],
    processes: int = 1,
    store: Store | None = None,
    stamps: Mapping[Key, str] | None = None,
) -> None:
    """Write all packs. dataset: only what may be seen.

    processes: how many may work beside this one; one where the caller runs threads. store: what is known of the packs
    of this site; without it all are made anew. stamps: of records of whose files it is known whether they are those
    that were made before: whatever is another one each time any of these was made.
    """
    packing = Packing(site, address, dataset, ledger, store, stamps or {}, belongings(dataset), documents_of(dataset))
    before, now = states(store), {call: packing.state(call) for call in packing.keys}
    changed = {call: packing.keys[call] for call, state in now.items() if before.get(call) != state}
    for _ in each(packing.write, _together(changed), processes):
        pass
    if changed or before.keys() != now.keys():
        keep_states(store, now | {call: packing.state(call) for call in changed})


def _together(keys: Mapping[str, list[Key]]) -> list[list[str]]:
    """The competitions, those side by side that the same report tells of; one that none tells of is alone."""
    together: dict[str, list[str]] = {}
    for call, of in keys.items():
        report = next((id for kind, id in of if kind == "reports"), "")
        together.setdefault(f"report {report}" if report else call, []).append(call)
    return list(together.values())
