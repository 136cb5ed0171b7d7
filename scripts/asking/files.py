"""Writing so that at no moment there is half a file, and the file of answers that an interrupted command leaves."""

import os
from collections.abc import Mapping
from pathlib import Path

from beside import written_beside

from asking import words
from grantpages.desk.answers import flat
from grantpages.problem import Message
from grantpages.yamlfile import read_document
from grantpages.yamltext import dump


class Unwritten(Exception):
    """Files that could not be written, so that all are as they were; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files beside the old ones first, then put all in their places. Raises Unwritten."""
    ready: list[tuple[str, Path]] = []
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            ready.append((written_beside(path, data), path))
        for name, path in ready:
            os.replace(name, path)
    except OSError as error:
        raise Unwritten(words.UNWRITABLE.fill(file=path.as_posix(), error=error.strerror or error)) from None
    finally:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)


class Kept:
    """The answers of an unfinished conversation, in a file of its own; git does not see it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, str]:
        """What was kept; nothing where the file is not there or was spoilt."""
        document = read_document(self.path, self.path.name) if self.path.is_file() else None
        if document is None or document.problems or not isinstance(document.value, dict):
            return {}
        return flat(document.value)

    def write(self, answers: Mapping[str, str]) -> None:
        """Keep the answers given so far. Raises Unwritten."""
        if answers:
            write_all({self.path: dump(answers).encode()})
        else:
            self.path.unlink(missing_ok=True)

    def drop(self) -> None:
        """Nothing is unfinished any more."""
        self.path.unlink(missing_ok=True)
