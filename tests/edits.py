"""Many records, and edits of every kind to them: what was kept of them before must not be wrong afterwards."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from builtsite import REAL, VALID

Edit = Callable[[Path, random.Random], None]
"""Changes a folder that `many_records` made; of the places it could change, one at random."""


def many_records(folder: Path) -> Path:
    """Records with findings of many rules, replies, documents and, outside the public ones, contacts."""
    shutil.copytree(VALID, folder)
    for kind in ("organizations", "calls", "projects", "reports"):
        for path in (REAL / kind).glob("[!_]*.yml"):
            shutil.copy(path, folder / kind)
    for name in ("grant-types", "regions", "spheres"):
        shutil.copy(REAL / f"{name}.yml", folder)
    _add_districts(folder / "regions.yml", _text(VALID / "regions.yml"))
    (folder / "private").mkdir()
    (folder / "private" / "meirim.yml").write_text(
        'organization: meirim\nphones:\n  - "+7 701 000 00 00"\n', encoding="utf-8"
    )
    return folder


def _add_districts(regions: Path, more: str) -> None:
    """The district of one folder's region to those of the other's."""
    item = re.search(r"(?<=    districts:\n)(?:      .*\n)+", more)
    assert item
    regions.write_text(_text(regions).replace("    districts:\n", f"    districts:\n{item[0]}", 1), encoding="utf-8")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _some(folder: Path, kind: str, rng: random.Random) -> Path:
    return rng.choice(sorted((folder / kind).glob("*.yml")) or [folder / "operator.yml"])


def held(folder: Path) -> dict[Path, bytes]:
    """Every file of a folder with what it holds."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _changed(kind: str, pattern: str, new: str) -> Edit:
    """An edit that changes one place of one record of a kind."""

    def edit(folder: Path, rng: random.Random) -> None:
        paths = sorted((folder / kind).glob("*.yml")) if (folder / kind).is_dir() else [folder / f"{kind}.yml"]
        places = [(path, match) for path in paths for match in re.finditer(pattern, _text(path), re.M)]
        if places:
            path, match = rng.choice(places)
            said = match.expand(new).replace("NUMBER", str(rng.randint(1, 99)))
            path.write_text(match.string[: match.start()] + said + match.string[match.end() :], encoding="utf-8")

    return edit


def _copied(kind: str) -> Edit:
    def edit(folder: Path, rng: random.Random) -> None:
        path = _some(folder, kind, rng)
        shutil.copy(path, path.with_name(f"copy-{rng.randint(1, 99)}.yml"))

    return edit


def _removed(kind: str) -> Edit:
    def edit(folder: Path, rng: random.Random) -> None:
        _some(folder, kind, rng).unlink()

    return edit


def _blocked(folder: Path, rng: random.Random) -> None:
    file = folder / "evidence" / "ledger.jsonl"
    lines = _text(file).splitlines(keepends=True)
    place = rng.choice(
        [place for place, line in enumerate(lines) if re.search('"reason": "(login_wall|blocked)"', line)]
    )
    swapped = {"login_wall": "blocked", "blocked": "login_wall"}
    lines[place] = re.sub("login_wall|blocked", lambda match: swapped[match[0]], lines[place])
    file.write_text("".join(lines), encoding="utf-8")


def _documented(folder: Path, rng: random.Random) -> None:
    if paths := sorted(folder.rglob("*.pdf")):
        path = rng.choice(paths)
        path.write_bytes(path.read_bytes() + b"% NUMBER\n".replace(b"NUMBER", b"%d" % rng.randint(1, 99)))


def _excepted(folder: Path, rng: random.Random) -> None:
    links = re.findall(r"url: (https://\S+)", "".join(map(_text, sorted((folder / "projects").glob("*.yml")))))
    decisions = "decisions: []\n"
    if links:
        said = "    kk: Жазба ашылды.\n    ru: Запись открылась.\n  who: Бас маман\n  until: 2027-05-20\n"
        decisions = f"decisions:\n- url: {rng.choice(links)}\n  seen: 2026-01-20\n  reason:\n{said}"
    (folder / "evidence" / "exceptions.yml").write_text(decisions, encoding="utf-8")


def _formed(folder: Path, rng: random.Random) -> None:
    form = folder / "templates" / "report.docx"
    if form.exists():
        form.unlink()
    else:
        form.parent.mkdir(exist_ok=True)
        shutil.copy(REAL / "templates" / "report.docx", form)


def _renamed(kind: str) -> Edit:
    """A record under another id, and all that leads to it."""

    def edit(folder: Path, rng: random.Random) -> None:
        path = _some(folder, kind, rng)
        if path.parent == folder:
            return
        old, new = path.stem, f"{path.stem[:40]}-{rng.randint(1, 99)}"
        if path.with_name(f"{new}.yml").exists():
            return
        for place in (path, path.with_suffix("")):
            if place.exists():
                place.rename(place.with_name(new + place.suffix))
        for other in folder.rglob("*.yml"):
            text = _text(other)
            if (led := re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text)) != text:
                other.write_text(led, encoding="utf-8")

    return edit


def _restored(folder: Path, rng: random.Random) -> None:
    shutil.rmtree(folder)
    shutil.copytree(folder.parent / "whole", folder)


EDITS: dict[str, Edit] = {
    "a figure": _changed("projects", r"actual: \d+$", "actual: NUMBER"),
    "an account": _changed("projects", r"\. (?=\S)", ". NUMBER адам. "),
    "a project's name": _changed("projects", r"\A(title:\n  kk: )", r"\1NUMBER "),
    "a sum": _changed("projects", r"^  amount: \d", "  amount: NUMBER"),
    "a partner": _changed("projects", r"^grantee: .*$", "grantee: sheber"),
    "a lot": _changed("projects", r"^lot: \d+$", "lot: NUMBER"),
    "an organization's name": _changed("organizations", r"^  kk: ", "  kk: NUMBER "),
    "a BIN": _changed("organizations", r'^bin: .*$', 'bin: "991240999991"'),
    "a territory": _changed("calls", r"^territory:\n  kk: ", "territory:\n  kk: Ақтау NUMBER "),
    "a lot's sum": _changed("calls", r"amount: \d", "amount: NUMBER"),
    "a day of signature": _changed("reports", r"^year: (.*)$", r"signed: 2025-03-01\nyear: \1"),
    "a report's text": _changed("reports", r"\. (?=\S)", ". NUMBER жоба. "),
    "a kind of grant": _changed("grant-types", r"months_to: \d+", "months_to: 3"),
    "a sphere": _changed("spheres", r"^      kk: ", "      kk: NUMBER "),
    "a region": _changed("regions", r"^      kk: ", "      kk: NUMBER "),
    "the operator": _changed("operator", r"^  kk: ", "  kk: NUMBER "),
    "contacts": _changed("private", r"000", "111"),
    "a mistake": _changed("projects", r"^call: ", "cal: "),
    "another mistake": _changed("organizations", r"^kind: ", "kin: "),
    "a link's state": _blocked,
    "an exception": _excepted,
    "a document": _documented,
    "a form of the report": _formed,
    "another id of a project": _renamed("projects"),
    "another id of an organization": _renamed("organizations"),
    "a project more": _copied("projects"),
    "an organization more": _copied("organizations"),
    "a report more": _copied("reports"),
    "a project less": _removed("projects"),
    "a report less": _removed("reports"),
    "a call less": _removed("calls"),
    "all as before": _restored,
}  # fmt: skip
