"""The floor of any build: the files of a finished site written to disk once more, by a process for each core.

Prints JSON: seconds of reading and of writing in the process that took longest, files, bytes. The files are read
in batches, so that what is written comes from memory, and the time of one is told apart from that of the other.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from grantpages.abreast import each
from grantpages.sitefile import write_bytes

BATCH = 256
"""Files that are in memory at a time."""


def main(site: Path, copy: Path) -> None:
    """Write a copy of a site."""
    processes = len(os.sched_getaffinity(0))
    files = [path.relative_to(site).as_posix() for path in walked(site)]
    shares = [files[number::processes] for number in range(processes)]
    done = list(each(partial(_written, site, copy), shares, processes))
    reading, writing, sizes = zip(*done, strict=True)
    told = {"reading": max(reading), "writing": max(writing), "files": len(files), "bytes": sum(sizes)}
    print(json.dumps(told))


def walked(site: Path) -> Iterator[Path]:
    """Every file below a folder."""
    for folder, _, names in os.walk(site):
        yield from (Path(folder, name) for name in sorted(names))


def _written(site: Path, copy: Path, files: list[str]) -> tuple[float, float, int]:
    reading = writing = 0.0
    size = 0
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        began = time.perf_counter()
        held = [(site / file).read_bytes() for file in batch]
        read = time.perf_counter()
        for file, data in zip(batch, held, strict=True):
            write_bytes(copy / file, data)
        reading, writing = reading + read - began, writing + time.perf_counter() - read
        size += sum(map(len, held))
    return reading, writing, size


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
