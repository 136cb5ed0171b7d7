"""Sites built from hostile records, batch by batch, and judged."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

from corpora.filling import Records, accepted, as_url, plain_like, shape
from corpora.judging import Judged, judge
from grantpages.evidence.identity import is_web
from grantpages.history.records import Past
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES
from grantpages.site import shell
from grantpages.site.found import Given
from grantpages.site.pour import Work
from grantpages.site.publish import publish
from grantpages.site.shelf import Library

BATCH = 40
"""Texts of one site: each fills records of its own."""
ADDRESS = "https://grants.example/"
FRAME = (
    '<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>gp-title-mark</title>'
    '<meta name="description" content="gp-description-mark"><link rel="canonical" href="https://grants.example/gp-address/">gp-head-mark'
    '</head><body><header class="frame">before</header><article>gp-body-mark</article><footer class="frame">after</footer></body></html>'
)
SHELLS = {(language, depth): FRAME for language in LANGUAGES for depth in (0, *shell.DEPTHS)}


@dataclass
class Tried:
    """How many texts there were, how many the loader refused, and what came of the others."""

    texts: int = 0
    refused: int = 0
    fields: int = 0
    judged: Judged = field(default_factory=Judged)


def tried(texts: Iterable[str]) -> Tried:
    """Build sites with every text in every field, in both languages, and judge every file of them."""
    records, found = Records(), Tried()
    found.fields = records.fields
    good: dict[str, None] = {}
    for text in texts:
        found.texts += 1
        taken = accepted(text)
        found.refused += not taken
        if taken:
            good[taken] = None
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        for number, batch in enumerate(batches(good)):
            site = built(records, folder / f"site-{number}", batch)
            plain = _plain(records, folder, batch)
            judge(site, plain, {f"t{place}": text for place, text in enumerate(batch)}, found.judged)
    return found


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts of one shape together, so that one harmless site is enough for each."""
    keyed = sorted(texts, key=lambda text: repr(shape(text)))
    for _, alike in groupby(keyed, lambda text: repr(shape(text))):
        while batch := list(islice(alike, BATCH)):
            yield batch


def built(records: Records, folder: Path, texts: Sequence[str], urls: Sequence[str] = ()) -> Path:
    """The site of records that hold the texts."""
    records.write(folder / "data", texts, urls)
    dataset, problems = load_folder(folder / "data", "data")
    assert dataset is not None, [problem.text("ru") for problem in problems[:5]]
    library = Library(dataset, {}, dataset.projects.__getitem__, Given(()), {})
    publish(Work(library, SHELLS, folder / "site", folder / "data", ADDRESS, Past({}), ADDRESS))
    return folder / "site"


def _plain(records: Records, folder: Path, batch: Sequence[str]) -> Path:
    """The site of harmless texts of the same shape, as many: kept for the next batch of that shape."""
    place = folder / f"plain-{abs(hash((shape(batch[0]), len(batch))))}"
    if not place.exists():
        urls = [harmless_url(text) for text in batch]
        built(records, place, [plain_like(text) for text in batch], urls)
    return place / "site"


def harmless_url(text: str) -> str:
    """An address of the same kind."""
    return "https://example.kz/x" if is_web(as_url(text)) else "xxxx"
