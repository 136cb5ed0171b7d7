"""Sites built from hostile records, batch by batch, and judged."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby, repeat
from pathlib import Path

from corpora.filling import Records, accepted, as_url, plain_like, shape
from corpora.judging import Judged, judge
from grantpages.evidence.identity import identify, is_web
from grantpages.history.records import Past
from grantpages.load import load_folder
from grantpages.problem import LANGUAGES
from grantpages.site import shell
from grantpages.site.found import Given
from grantpages.site.pour import Work
from grantpages.site.publish import publish
from grantpages.site.shelf import Library
from grantpages.yamltext import dump

BATCH = 120
"""Texts of one site: each fills records of its own."""
PROCESSES = os.cpu_count() or 1
SPARSE = 20
"""Every so manyth text fills also the records that lack most fields: of those each field is in the fuller ones."""
LONG = 2_400
"""Bytes of a text as a file has it: the fullest record holds ninety, and a file may have 256 KB."""
HARMLESS = {"web": "https://example.kz/x", "facebook": "https://www.facebook.com/sharer/sharer.php"}
"""Addresses by platform: the register of links has pages for each."""
Tell = Callable[[int, int], None]
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


def tried(texts: Iterable[str], tell: Tell = lambda done, every: None) -> Tried:
    """Build sites with every text in every field, in both languages, and judge every file of them.

    tell: is told how many of how many texts were tried.
    """
    found = Tried(fields=Records().fields)
    good: dict[str, None] = {}
    for text in texts:
        found.texts += 1
        taken = [piece for piece in map(accepted, pieces(text)) if piece]
        found.refused += not taken
        good |= dict.fromkeys(taken)
    parts = [
        (batch, every) for every, some in ((False, list(good)), (True, list(good)[::SPARSE])) for batch in batches(some)
    ]
    done, all_ = 0, sum(len(batch) for batch, _ in parts)
    with tempfile.TemporaryDirectory(prefix="hostile-") as name, ProcessPoolExecutor(PROCESSES) as side_by_side:
        for (batch, _), judged in zip(parts, side_by_side.map(_try, repeat(Path(name)), parts), strict=True):
            found.judged.wrong += judged.wrong
            for kind, count in judged.files.items():
                found.judged.files[kind] = found.judged.files.get(kind, 0) + count
            done += len(batch)
            tell(done, all_)
    return found


def pieces(text: str) -> Iterator[str]:
    """A text, or the parts of one that is too long to stand in every field of a record."""
    if len(dump({"text": text}).encode("utf-8", "surrogatepass")) <= LONG:
        yield text
    else:
        middle = len(text) // 2
        yield from pieces(text[:middle])
        yield from pieces(text[middle:])


def _try(folder: Path, part: tuple[Sequence[str], bool]) -> Judged:
    """Each process has a folder of its own, with its harmless sites."""
    batch, every = part
    records, own = Records(), folder / str(os.getpid())
    site = built(records, own / "tried", batch, every=every)
    judged = judge(site, _plain(records, own, batch, every), {f"t{place}": text for place, text in enumerate(batch)})
    shutil.rmtree(site.parent)
    return judged


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts of one shape together, so that one harmless site is enough for many; at last those that are left over."""
    keyed, rest = sorted(texts, key=lambda text: repr(shape(text))), list[str]()
    for _, alike in groupby(keyed, lambda text: repr(shape(text))):
        for batch in _parted(list(alike)):
            if len(batch) == BATCH:
                yield batch
            else:
                rest += batch
    yield from _parted(rest)


def _parted(texts: list[str]) -> Iterator[list[str]]:
    return (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))


def built(records: Records, folder: Path, texts: Sequence[str], urls: Sequence[str] = (), every: bool = True) -> Path:
    """The site of records that hold the texts."""
    records.write(folder / "data", texts, urls, every)
    dataset, problems = load_folder(folder / "data", "data")
    assert dataset is not None, [problem.text("ru") for problem in problems[:5]]
    library = Library(dataset, {}, dataset.projects.__getitem__, Given(()), {})
    publish(Work(library, SHELLS, folder / "site", folder / "data", ADDRESS, Past({}), ADDRESS))
    return folder / "site"


def _plain(records: Records, folder: Path, batch: Sequence[str], every: bool) -> Path:
    """The site of harmless texts of the same shapes: kept for the next batch of these."""
    place = folder / f"plain-{abs(hash((every, *map(shape, batch))))}"
    if not place.exists():
        urls = [harmless_url(text) for text in batch]
        built(records, place, [plain_like(text) for text in batch], urls, every)
    return place / "site"


def harmless_url(text: str) -> str:
    """An address of the same kind on the same platform. Raises KeyError for a platform that no text led to before."""
    url = as_url(text)
    return HARMLESS[identify(url).platform] if is_web(url) else "xxxx"
