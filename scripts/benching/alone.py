"""One part of our work alone: `load FOLDER` reads every record, `index TEXTS FOLDER` writes the index of the search."""

import json
import sys
from pathlib import Path

from searching.engines import Text, our_index

from grantpages.load import Folder, no_collection
from grantpages.problem import LANGUAGES


def load(data: Path) -> None:
    """Read and validate every record, each let go before the next."""
    folder = Folder(data, data.as_posix())
    with no_collection():
        for kind, id in folder.files():
            folder.read(kind, id)
    if problems := folder.faults():
        raise SystemExit(problems[0].text("kk"))


def index(texts: Path, out: Path) -> None:
    """Write the index of each language below a folder."""
    for language in LANGUAGES:
        with (texts / f"{language}.jsonl").open(encoding="utf-8") as lines:
            our_index((Text(*json.loads(line)) for line in lines), language, out)


if __name__ == "__main__":
    part, *paths = sys.argv[1:]
    {"load": load, "index": index}[part](*map(Path, paths))
