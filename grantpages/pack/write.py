"""Write the pack of every competition, and the pack's size into the competition's page."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grantpages.abreast import each
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset
from grantpages.manifest import SUMS
from grantpages.pack.archive import write_archive
from grantpages.pack.contents import Key, belongings, documents_of, files_of, finding_lines, ledger_lines, told_of
from grantpages.pack.readme import NAME, readme
from grantpages.sitefile import write_bytes
from grantpages.store import Store, digest
from grantpages.wording import file_size

FOLDER = "packs"
"""Where the packs lie in a site."""
SIZE = re.compile(rb'(<span class="gp-pack">)[^<]*(</span>)')
"""Where a competition's page says how large its pack is. The page in the pack leaves it empty: it would name itself."""
LASTING = ("projects", "reports")
"""Kinds whose files stay as they are from build to build, so that one is known by its size and time of writing."""


@dataclass(frozen=True)
class Packing:
    """What the packs of a site are made of. site: its folder, all pages written. address: ending in `/`.

    store: what is known of the packs that were made before.
    """

    site: Path
    address: str
    dataset: Dataset
    ledger: Mapping[str, Entry]
    store: Store | None = None
    keys: Mapping[str, list[Key]] = field(default_factory=dict)
    documents: Mapping[Key, list[str]] = field(default_factory=dict)

    def write(self, call: str) -> None:
        """The pack of one competition; one that would be the same again is left alone."""
        path = self.site / FOLDER / f"{call}.zip"
        made_of = self._made_of(call) if self.store else b""
        if not self.store or self.store.get(digest(call.encode())) != (made_of, *_seen(path)):
            path.parent.mkdir(exist_ok=True)
            write_archive(path, call, self.members(call))
            if self.store:
                self.store.put(digest(call.encode()), (made_of, *_seen(path)))
        size = file_size(path.stat().st_size).encode()
        for root in ("", "ru"):
            page = self.site / root / "calls" / call / "index.html"
            write_bytes(page, SIZE.sub(rb"\g<1>" + size + rb"\g<2>", page.read_bytes()))

    def members(self, call: str) -> Iterator[tuple[str, bytes]]:
        """Every file of the pack with its path in it, their list at the end."""
        sums = []
        for name, data in self._contents(call):
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            yield name, data
        yield SUMS, "".join(sums).encode()

    def _contents(self, call: str) -> Iterator[tuple[str, bytes]]:
        keys = self.keys[call]
        yield NAME, readme(self.dataset, call, keys, self.address)
        told = list(told_of(self.site, keys))
        yield "findings.jsonl", finding_lines(told)
        yield "ledger.jsonl", ledger_lines(told, self.ledger)
        yield from ((path, self._read(path)) for _, path in self._files(call))

    def _files(self, call: str) -> Iterator[tuple[Key, str]]:
        for key in self.keys[call]:
            for path in files_of(self.site, self.dataset, key, self.documents.get(key, ())):
                yield key, path

    def _made_of(self, call: str) -> bytes:
        """A digest of what the pack is made of. A project's files are written anew when a look at its links is."""
        looks = ledger_lines(told_of(self.site, [("calls", call)]), self.ledger)
        parts = [readme(self.dataset, call, self.keys[call], self.address), looks]
        for (kind, _), path in self._files(call):
            lasting = kind in LASTING
            parts += [path.encode(), repr(_seen(self.site / path)).encode() if lasting else self._read(path)]
        return digest(*parts)

    def _read(self, path: str) -> bytes:
        """A file as it is packed."""
        data = (self.site / path).read_bytes()
        return SIZE.sub(rb"\g<1>\g<2>", data) if path.endswith(".html") else data


def _seen(path: Path) -> tuple[int, int]:
    """Size and time of writing; nothing of a file that is not there."""
    if not path.is_file():
        return (0, 0)
    status = path.stat()
    return (status.st_size, status.st_mtime_ns)


def write_packs(
    site: Path,
    address: str,
    dataset: Dataset,
    ledger: Mapping[str, Entry],
    processes: int = 1,
    store: Store | None = None,
) -> None:
    """Write all packs. dataset: only what may be seen.

    processes: how many may work beside this one; one where the caller runs threads. store: what is known of the packs
    of this site; without it all are made anew.
    """
    packing = Packing(site, address, dataset, ledger, store, belongings(dataset), documents_of(dataset))
    for _ in each(packing.write, list(dataset.calls), processes):
        pass
    if store:
        store.prune(len(dataset.calls))
