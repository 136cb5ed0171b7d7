"""`--fix`: show every change, ask, write each file as a whole or not at all."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from beside import replace_whole
from language import said

from datacheck import words
from datacheck.arguments import Asked
from grantpages.checks.edits import Repair
from grantpages.checks.repair import Mended, mended
from grantpages.faults import visible
from grantpages.load import FOLDERS, SINGLES, load_folder
from grantpages.problem import Language, Message
from grantpages.references import GIVEN
from grantpages.yamlfile import MAX_BYTES, read_document

CONTEXT = 40
"""Letters of a line that are shown on either side of its change."""


@dataclass(frozen=True)
class Mending:
    """A file with what it holds now and what it is to hold. name: as a person sees it."""

    path: Path
    name: str
    data: bytes
    mended: Mended


class Unwritten(Exception):
    """A file that could not be written and is as it was; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


def fix(asked: Asked) -> int:
    """Mend the folder. Returns 0, or 2 where there was nobody to ask. Raises CannotRead, Unwritten."""
    mendings = list(_mendings(asked))
    if not mendings:
        print(said(words.NOTHING, asked.lang))
        return 0
    for mending in mendings:
        print("\n".join(_shown(mending, asked.lang)) + "\n")
    places = sum(len(mending.mended.repairs) for mending in mendings)
    print(said(words.TO_FIX.fill(n=places, files=len(mendings)), asked.lang))
    if not asked.yes:
        if not sys.stdin.isatty():
            print(said(words.NOT_ASKED, asked.lang), file=sys.stderr)
            return 2
        if not _agreed(asked.lang):
            print(said(words.REFUSED, asked.lang))
            return 0
    for mending in mendings:
        _write(mending)
    print(said(words.WRITTEN.fill(files=len(mendings)), asked.lang))
    return 0


def _mendings(asked: Asked) -> Iterator[Mending]:
    """The files of published records; what an officer keeps in private/ is not shown on a screen."""
    _, problems = load_folder(asked.data)
    by_file = {file: list(found) for file, found in groupby(problems, lambda problem: problem.file)}
    known = cache(lambda target: _known(asked.data, target))
    for kind, path in _files(asked.data):
        name = f"{asked.data.as_posix().rstrip('/')}/{path.relative_to(asked.data).as_posix()}"
        data = _read(path)
        if found := mended(data, kind, by_file.get(name, ()), known):
            yield Mending(path, name, data, found)


def _read(path: Path) -> bytes:
    """What a file holds; nothing where the loader refuses it unread, which the check that follows will say."""
    try:
        return path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    except OSError:
        return b""


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    singles = ((kind, root / f"{kind}.yml") for kind in SINGLES)
    inside = ((kind, path) for kind in FOLDERS if kind != "private" for path in sorted((root / kind).glob("*.yml")))
    for kind, path in (*singles, *inside):
        regular = path.is_file() and not path.is_symlink() and not path.parent.is_symlink()
        if regular and not path.name.startswith((".", "_")):
            yield kind, path


def _known(root: Path, target: str) -> Iterable[str]:
    """The ids that a target of references holds."""
    if target.endswith("/"):
        return tuple(path.stem for path in (root / target).glob("[!._]*.yml"))
    kind = target.removesuffix(".yml")
    value = read_document(root / target, target).value if kind in SINGLES else None
    items = value.get(GIVEN[kind][0].split(".")[0]) if isinstance(value, dict) else None
    return tuple(str(item["id"]) for item in items or () if isinstance(item, dict) and "id" in item)


def _agreed(language: Language) -> bool:
    try:
        return input(said(words.ASK, language)).strip().casefold() in words.YES
    except EOFError:
        return False


def _shown(mending: Mending, language: Language) -> Iterator[str]:
    """The file, its repairs by line, and each line as it is and as it will be."""
    yield mending.name
    before, after = (text.split("\n") for text in (mending.mended.before, mending.mended.after))
    for line, repairs in groupby(mending.mended.repairs, lambda repair: repair.line):
        for repair in repairs:
            place = f"{line}: " if line else ""
            yield f"  {place}{repair.field + ': ' if repair.field else ''}{_why(repair, language)}"
        if line:
            old, new = _around(before[line - 1], after[line - 1])
            yield f"    - {old}"
            yield f"    + {new}"


def _why(repair: Repair, language: Language) -> str:
    why = said(words.REPAIRS[repair.kind].fill(before=repair.before), language)
    pairs = zip(repair.before, repair.after, strict=True) if len(repair.before) == len(repair.after) else ()
    letters = dict.fromkeys(_letter(old, new, language) for old, new in pairs if old.isascii() != new.isascii())
    return f"{why}: {', '.join(letters)}" if letters else why


def _letter(old: str, new: str, language: Language) -> str:
    """`a (Latin) → а (Cyrillic)`: on a screen they look the same."""
    return f"{_named(old, language)} → {_named(new, language)}"


def _named(letter: str, language: Language) -> str:
    script = "LATIN" if letter.isascii() else "CYRILLIC"
    return f"{letter} ({said(words.SCRIPTS[script], language)})"


def _around(old: str, new: str) -> tuple[str, str]:
    """Two lines, cut to where they differ; what cannot be seen is made visible."""
    same = len(os.path.commonprefix((old, new)))
    tail = len(os.path.commonprefix((old[same:][::-1], new[same:][::-1])))
    start = max(0, same - CONTEXT)

    def shown(line: str) -> str:
        end = min(len(line), len(line) - tail + CONTEXT)
        part = line[start:end]
        spaces = len(part) - len(part.rstrip(" \t")) if end == len(line) else 0
        part = visible(part[: len(part) - spaces]) + "·" * spaces
        return ("…" if start else "") + part + ("…" if end < len(line) else "")

    return shown(old), shown(new)


def _write(mending: Mending) -> None:
    """Write a file beside the old one and put it in its place: at no moment is there half a file."""
    try:
        if mending.path.read_bytes() != mending.data:
            raise Unwritten(words.CHANGED.fill(file=mending.name))
        replace_whole(mending.path, mending.mended.after.encode())
    except OSError as error:
        raise Unwritten(words.UNWRITABLE.fill(file=mending.name, error=error.strerror or error)) from None
