"""Documents in the folder beside a record: what is refused, where it is said, and what is let be."""

import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from builtsite import VALID

from grantpages.enclosures import MAX_MEGABYTES
from grantpages.load import load_folder

RECORD = "projects/aqtas-2025-1"
PDF = f"{RECORD}/contract-35.pdf"


def _zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, "")
    return packed.getvalue()


DOCX = _zip("[Content_Types].xml", "word/document.xml")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VALID, tmp_path / "data"))


def _found(folder: Path) -> str:
    problems = load_folder(folder, "data")[1]
    return "; ".join(f"{found.code} {found.file.removeprefix('data/')}:{found.line}" for found in problems)


def _beside(name: str, data: bytes = b"%PDF-1.7\n") -> Callable[[Path], object]:
    """Puts a file into the folder."""

    def put(folder: Path) -> object:
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        return (folder / name).write_bytes(data)

    return put


def _link(name: str, target: str) -> Callable[[Path], object]:
    def link(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.symlink_to(target)

    return link


def _grow(folder: Path) -> None:
    os.truncate(folder / PDF, MAX_MEGABYTES * 1024 * 1024 + 1)


# (what it is, what is done to the folder, the problems as `code file:line`)
CASES: list[tuple[str, Callable[[Path], object], str]] = [
    ("a file that is not named", _beside(f"{RECORD}/order.pdf"), f"unnamed-document {RECORD}/order.pdf:1"),
    ("a badly named file", _beside(f"{RECORD}/Хаттама.pdf"), f"unnamed-document {RECORD}/Хаттама.pdf:1"),
    ("a folder in the folder", _beside(f"{RECORD}/old/a.pdf"), f"unnamed-document {RECORD}/old:1"),
    ("a folder without a record", _beside("calls/aqtas/a.pdf"), "folder-without-record calls/aqtas:1"),
    ("a folder beside private contacts", _beside("private/sheber/a.pdf"), "unknown-file private/sheber:1"),
    ("a folder called like a record's file", _beside("calls/x.yml/a.pdf"), "unknown-file calls/x.yml:1"),
    ("a page of the web called PDF", _beside(PDF, b"<!doctype html>"), f"not-a-document {PDF}:1"),
    ("a DOCX called PDF", _beside(PDF, DOCX), f"not-a-document {PDF}:1"),
    ("an empty file", _beside(PDF, b""), f"not-a-document {PDF}:1"),
    ("more than may be published", _grow, f"document-too-large {PDF}:1"),
    ("a link for a file", _link(PDF, "/etc/hostname"), f"link-outside {PDF}:1"),
    ("a link to nowhere", _link(PDF, "nowhere.pdf"), f"missing-document {RECORD}.yml:279; link-outside {PDF}:1"),
    ("a link for the folder", _link(RECORD, "/etc"), f"link-outside {RECORD}:1; missing-document {RECORD}.yml:279"),
    ("a hidden file", _beside(f"{RECORD}/.DS_Store"), ""),
    ("Word's own file", _beside(f"{RECORD}/~$order.docx"), ""),
    ("a file set aside", _beside(f"{RECORD}/_old.pdf"), ""),
    ("an empty folder of a record", lambda folder: (folder / "calls/aqtas-2024").mkdir(), ""),
]


@pytest.mark.parametrize(("spoil", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_lies_beside_a_record(folder: Path, spoil: Callable[[Path], object], expected: str) -> None:
    spoil(folder)
    assert _found(folder) == expected


WORD = f"{RECORD}/contract-35.docx"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (DOCX, ""),
        (_zip("word/document.xml", "word/vbaProject.bin"), f"document-with-macros {WORD}:1"),
        (_zip("xl/workbook.xml"), f"not-a-document {WORD}:1"),
        (OLD_WORD, f"locked-document {WORD}:1"),
        (DOCX[:40], f"not-a-document {WORD}:1"),
        (b"%PDF-1.4\n", f"not-a-document {WORD}:1"),
    ],
    ids=["docx", "macros", "spreadsheet", "password or old Word", "cut short", "pdf"],
)
def test_a_word_document(folder: Path, data: bytes, expected: str) -> None:
    record = folder / f"{RECORD}.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("contract-35.pdf", "contract-35.docx"))
    (folder / PDF).unlink()
    (folder / WORD).write_bytes(data)
    assert _found(folder) == expected


def test_an_organization_may_have_documents(folder: Path) -> None:
    with (folder / "organizations/sheber.yml").open("a", encoding="utf-8") as file:
        file.write("documents: [{file: charter.pdf, kind: other}]\n")
    _beside("organizations/sheber/charter.pdf")(folder)
    dataset, problems = load_folder(folder)
    assert problems == []
    assert dataset is not None
    assert dataset.documents["organizations", "sheber", "charter.pdf"] == len(b"%PDF-1.7\n")
