"""Write the pack of every competition beside its page, and the pack's size into the page."""

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
from grantpages.wording import file_size

SIZE = re.compile(rb'(<span class="gp-pack">)[^<]*(</span>)')
"""Where a competition's page says how large its pack is. The page in the pack leaves it empty: it would name itself."""


@dataclass(frozen=True)
class Packing:
    """What the packs of a site are made of. site: its folder, all pages written. address: ending in `/`."""

    site: Path
    address: str
    dataset: Dataset
    ledger: Mapping[str, Entry]
    keys: Mapping[str, list[Key]] = field(default_factory=dict)
    documents: Mapping[Key, list[str]] = field(default_factory=dict)

    def write(self, call: str) -> None:
        """The pack of one competition."""
        path = self.site / "calls" / call / f"{call}.zip"
        write_archive(path, call, self.members(call))
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
        for key in keys:
            for path in files_of(self.site, self.dataset, key, self.documents.get(key, ())):
                data = (self.site / path).read_bytes()
                yield path, SIZE.sub(rb"\g<1>\g<2>", data) if key == ("calls", call) else data


def write_packs(site: Path, address: str, dataset: Dataset, ledger: Mapping[str, Entry], spread: bool = False) -> None:
    """Write all packs. dataset: only what may be seen. spread: in two processes; not where the caller runs threads."""
    packing = Packing(site, address, dataset, ledger, belongings(dataset), documents_of(dataset))
    for _ in each(packing.write, list(dataset.calls), 2 if spread else 1):
        pass
