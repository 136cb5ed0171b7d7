"""Files of a built site, written in one piece: thousands of small ones, so that every call to the system counts."""

import shutil
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8; its folder is made where it is not there."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; its folder is made where it is not there."""
    try:
        file = path.open("wb", buffering=0)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("wb", buffering=0)
    with file:
        while data:
            data = data[file.write(data) :]


def copy_file(file: Path, copy: Path) -> None:
    """Copy a file; the folder of the copy is made where it is not there."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, copy)
