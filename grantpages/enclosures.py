"""Documents in the folder beside a record, `calls/<id>/protocol.pdf`: there, named once, and what they say they are."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from grantpages.faults import fault, quoted
from grantpages.problem import Problem
from grantpages.yamlfile import Document

MAX_MEGABYTES = 20
"""The most that a document beside a record may weigh, in MiB."""
_MEGABYTE = 1024 * 1024
_COMPOUND = b"\xd0\xcf\x11\xe0"  # what an old .doc begins with, and a DOCX that a password locks (MS-OFFCRYPTO, 2.3.4)
_ASIDE = (".", "_", "~$")  # hidden, set aside, or Word's own while a document is open


@dataclass
class Enclosures:
    """What the records name and what lies in their folders; `sizes`, in bytes, is complete when there is no problem.

    shown: a path's name in messages. named: by record (kind, id) the file, line and field of each name. noted: problems
    that are known before the folders are looked at.
    """

    root: Path
    shown: Callable[[Path], str]
    folders: list[Path] = field(default_factory=list)
    sizes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    named: dict[tuple[str, str], dict[str, tuple[str, int, str]]] = field(default_factory=dict)
    noted: list[Problem] = field(default_factory=list)

    def note(self, kind: str, id: str, file: str, document: Document) -> None:
        """Take the names that a record gives. A record that could not be parsed is known, but not what it names."""
        if not isinstance(document.value, dict):
            return
        faulty = {problem.field for problem in document.problems}
        named = self.named.setdefault((kind, id), {})
        listed = document.value.get("documents")
        for index, item in enumerate(listed if isinstance(listed, list) else ()):
            name, place = item.get("file") if isinstance(item, dict) else None, f"documents.{index}.file"
            if not isinstance(name, str):
                continue
            line = document.lines.at(("documents", index, "file"))
            if name in named:
                said = {"found": quoted(name), "first": named[name][1]}
                self.noted.append(fault("repeated-document", file, line, place, **said))
            else:  # of a name that is badly formed only this is asked, whether it is named
                named[name] = (file if place not in faulty else "", line, place)

    def problems(self) -> Iterator[Problem]:
        """What is wrong, over all folders; fills `sizes`."""
        yield from self.noted
        there = {(folder.parent.name, folder.name) for folder in self.folders}
        for folder in self.folders:
            yield from self._inside(folder)
        for (kind, id), named in self.named.items():
            for name, (file, line, place) in named.items():
                if file and ((kind, id) not in there or not (self.root / kind / id / name).exists()):
                    said = {"place": f"{kind}/{id}/", "found": quoted(name)}
                    yield fault("missing-document", file, line, place, **said)

    def _inside(self, folder: Path) -> Iterator[Problem]:
        """What is wrong with one record's folder."""
        kind, id = folder.parent.name, folder.name
        record = f"{kind}/{id}.yml"
        if folder.is_symlink():
            yield fault("link-outside", self.shown(folder), 1)
        elif not (self.root / record).exists():
            yield fault("folder-without-record", self.shown(folder), 1, place=record)
        elif (named := self.named.get((kind, id))) is not None:
            try:
                paths = sorted(folder.iterdir())
            except OSError:
                yield fault("unreadable", self.shown(folder), 1)
                return
            for path in paths:
                if path.name in named:
                    yield from self._document(path, (kind, id, path.name))
                elif not path.name.startswith(_ASIDE):
                    yield fault("unnamed-document", self.shown(path), 1, place=record)

    def _document(self, path: Path, key: tuple[str, str, str]) -> Iterator[Problem]:
        """What is wrong with one file."""
        shown = self.shown(path)
        if path.is_symlink():
            yield fault("link-outside", shown, 1)
            return
        with suppress(OSError):  # said below
            self.sizes[key] = path.stat().st_size
        yield from document_faults(path, shown)


def document_faults(path: Path, shown: str) -> Iterator[Problem]:
    """What keeps a file from being published as a document; `shown` is its name in messages."""
    try:
        size = path.stat().st_size
        if size > MAX_MEGABYTES * _MEGABYTE:
            found = -(-size // _MEGABYTE)
            yield fault("document-too-large", shown, 1, limit=MAX_MEGABYTES, found=found)
        elif code := _misfit(path):
            yield fault(code, shown, 1, **({"hint": path.suffix[1:].upper()} if code == "not-a-document" else {}))
    except OSError:
        yield fault("unreadable", shown, 1)


def _misfit(path: Path) -> str:
    """The code of what keeps a file from being the PDF or DOCX that its name says; raises OSError."""
    with path.open("rb") as file:
        start = file.read(5)
    if path.suffix.lower() == ".pdf":
        return "" if start == b"%PDF-" else "not-a-document"
    if start.startswith(_COMPOUND):
        return "locked-document"
    import zipfile  # and what unpacks it, where a document lies

    try:
        with zipfile.ZipFile(path) as packed:
            inside = {name.casefold() for name in packed.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return "not-a-document"
    if any(name.endswith("vbaproject.bin") for name in inside):
        return "document-with-macros"
    return "" if "word/document.xml" in inside else "not-a-document"
