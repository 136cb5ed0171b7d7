"""Same bytes: the site built in other surroundings, one thing otherwise at a time, and its list of files."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measuring.measure import Measure, Site
from measuring.perturbing import PERTURBATIONS, build_in, different, digests, perturb, surroundings

from grantpages.manifest import MANIFEST, SUMS
from grantpages.problem import Message

TITLE = Message("Бірдей байттар", "Одинаковые байты")
NAME = Message(
    "Басқа жағдайда құрылған сайттағы өзге файл: {what}", "Отличающиеся файлы сайта, собранного иначе: {what}"
)
HOW = Message("файл: {count}", "файлов: {count}")
NO_TOOL = Message("{tool} орнатылмаған", "не установлен {tool}")
TELL = Message("  {what}", "  {what}")
LISTED = Message("Бақылау сомасымен аталған файл", "Файлы, названные с контрольной суммой")
CHECKED = Message("sha256sum -c {file}: бәрі сай", "sha256sum -c {file}: все сходится")
WRONG = Message("sha256sum -c {file}: {said}", "sha256sum -c {file}: {said}")
NEEDS = {"day": "faketime", "cores": "taskset"}
"""The programs without which a thing cannot be made otherwise."""


def measures(site: Site) -> Iterator[Measure]:
    """A measure of each perturbation against the site itself, then one of the list."""
    usual = digests(site.root)
    for code, (what, _) in PERTURBATIONS.items():
        name = NAME.fill(what=what)
        if code in NEEDS and shutil.which(NEEDS[code]) is None:
            yield Measure(f"bytes-{code}", name, "0", "–", None, NO_TOOL.fill(tool=NEEDS[code]))
            continue
        site.tell(TELL.fill(what=what))
        with tempfile.TemporaryDirectory(prefix="bytes-") as folder:
            place = surroundings(Path(folder), site.address)
            perturb(place, [code])
            differing = different(usual, digests(build_in(place)))
        reached = ", ".join([str(len(differing)), *differing[:3]])
        yield Measure(f"bytes-{code}", name, "0", reached, not differing, HOW.fill(count=len(usual)))
    yield _listed(site.root, len(usual))


def _listed(root: Path, count: int) -> Measure:
    """The manifest itself is the one file that its list cannot name."""
    manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    named = sum((root / file["path"]).stat().st_size == file["bytes"] for file in manifest["files"])
    command = ["sha256sum", "--strict", "--quiet", "-c", SUMS]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    how = WRONG.fill(file=SUMS, said=done.stdout[:80]) if done.returncode else CHECKED.fill(file=SUMS)
    held = named == count - 1 and done.returncode == 0
    return Measure("bytes-manifest", LISTED, str(count - 1), str(named), held, how)
