"""The folder of drafts: whole or not at all, and never over what a person has there."""

import os
import shutil
import tempfile
from pathlib import Path

from commandline import Refused

from grantpages.intake.reading import Drafts
from reportintake import words
from reportintake.arguments import Asked

IGNORED = "private/\nunplaced.md\n"
"""Kept out of git: telephones and mail, and lines that may hold them."""


def must_be_free(asked: Asked) -> None:
    """Refuse a folder that holds files, unless they may be replaced; the data folder always."""
    out = asked.out
    if out.exists() and not out.is_dir():
        raise Refused(words.OUT_IS_FILE.fill(out=out))
    if out.resolve() == asked.data.resolve():
        raise Refused(words.OUT_IS_DATA.fill(out=out))
    held = sum(path.is_file() for path in out.rglob("*")) if out.exists() else 0
    if held and not asked.force:
        raise Refused(words.OUT_FULL.fill(out=out, n=held))


def write(asked: Asked, drafts: Drafts) -> None:
    """Write the drafts beside the folder first and move them in when all are there."""
    try:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".import-", dir=asked.out.parent) as name:
            whole = Path(name) / "drafts"
            _fill(whole, asked.data, drafts)
            _move(whole, asked.out)
    except OSError as error:
        raise Refused(words.OUT_UNWRITABLE.fill(out=asked.out, reason=error.strerror or error)) from None


def _fill(folder: Path, data: Path, drafts: Drafts) -> None:
    folder.mkdir()
    for path in sorted(data.glob("*.yml")):
        if not path.name.startswith("_"):
            shutil.copyfile(path, folder / path.name)
    for name, text in drafts.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for id_ in drafts.copied:
        (folder / "organizations").mkdir(exist_ok=True)
        shutil.copyfile(data / "organizations" / f"{id_}.yml", folder / "organizations" / f"{id_}.yml")
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")


def _move(whole: Path, out: Path) -> None:
    if not out.exists() or not any(out.iterdir()):
        os.replace(whole, out)
        return
    for path in sorted(whole.rglob("*")):
        if path.is_file():
            target = out / path.relative_to(whole)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
