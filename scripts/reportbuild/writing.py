"""A document becomes a file: whole or not at all, and never over one that a person may have changed."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile

from commandline import Refused

from grantpages.problem import Message
from reportbuild.words import IS_FOLDER, KEPT, UNCHANGED, UNWRITABLE, WRITTEN


def write(path: Path, data: bytes) -> Iterator[Message]:
    """Write the file and say so. Another document of that name keeps its contents under a number. Raises Refused."""
    if path.is_dir():
        raise Refused(IS_FOLDER.fill(file=path, example=path / "report.docx"))
    try:
        if path.is_file() and path.read_bytes() == data:
            yield UNCHANGED.fill(file=path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o644)
        if path.exists():
            yield KEPT.fill(file=_moved(path))
        os.replace(file.name, path)
    except OSError as error:
        raise Refused(UNWRITABLE.fill(file=path, error=error.strerror)) from None
    yield WRITTEN.fill(file=path)


def _moved(path: Path) -> Path:
    """The first free name with a number, which the old document gets."""
    free = next(
        name for number in count(1) if not (name := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists()
    )
    return path.rename(free)
