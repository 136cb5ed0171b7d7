"""A file's new contents beside the old ones: at no moment is there half a file."""

import os
import shutil
import tempfile
from pathlib import Path


def written_beside(path: Path, data: bytes) -> str:
    """Write a file beside `path`, with its mode where there is one; returns the name. Leaves nothing on OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # the loader passes such names over
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, name)
        else:
            os.chmod(name, 0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name


def replace_whole(path: Path, data: bytes) -> None:
    """Put new contents in a file's place. Raises OSError, and leaves the old ones."""
    name = written_beside(path, data)
    try:
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
