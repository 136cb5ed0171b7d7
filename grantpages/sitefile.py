"""Files of a built site, written in one piece: thousands of small ones, so that every call to the system counts.

A file that is there is replaced and never written over: nobody reads half of it, and a build that is interrupted
leaves no half of a page in place of a whole one. One that is the same already is only marked as written.
"""

import secrets
import shutil
from contextlib import suppress
from filecmp import cmp
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8; its folder is made where it is not there."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; its folder is made where it is not there."""
    try:
        file = path.open("xb", buffering=0)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("xb", buffering=0)
    except FileExistsError:
        if path.read_bytes() == data:
            path.touch()
            return
        beside = _beside(path)
        write_bytes(beside, data)
        put_in_place(path, beside)
        return
    with file:
        while data:
            data = data[file.write(data) :]


def write_new(path: str, data: bytes) -> bool:
    """Write a file if its folder is there and none of its name in it; whether it was written."""
    try:
        file = open(path, "xb", buffering=0)  # noqa: SIM115 - tens of thousands of files: a path is dear
    except (FileNotFoundError, FileExistsError):
        return False
    with file:
        while data:
            data = data[file.write(data) :]
    return True


def copy_file(file: Path, copy: Path) -> None:
    """Copy a file; the folder of the copy is made where it is not there."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    if copy.is_file() and cmp(file, copy, shallow=False):
        copy.touch()
        return
    if not copy.exists():
        shutil.copyfile(file, copy)
        return
    beside = _beside(copy)
    shutil.copyfile(file, beside)
    put_in_place(copy, beside)


def _beside(path: Path) -> Path:
    """Where a file is written before it takes another one's place; `sweep` removes what an interruption leaves."""
    return path.with_name(f".{secrets.token_hex(4)}.new")


def put_in_place(path: Path, beside: Path) -> None:
    """Put a file in another one's place, if there is one. To be renamed over it, ext4 would first write the new one to
    the disk: measured, three to six times slower; so the other one steps aside, and for a moment there is neither.
    """
    old = _beside(path)
    with suppress(FileNotFoundError):
        path.rename(old)
    beside.rename(path)
    old.unlink(missing_ok=True)
