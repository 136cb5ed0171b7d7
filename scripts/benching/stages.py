"""What the stages of a build take of the processor: the build in one process, some of its functions timed.

`python -m benching.stages FILE ARGUMENT…` runs `scripts/build_site.py` with the arguments and writes to the file, as
JSON, the seconds of each stage; what a stage does by calling another counts for the other. What other programs take
that it runs is `mkdocs`, what is left is `rest`.
"""

import functools
import importlib
import inspect
import json
import os
import resource
import runpy
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

PLACES: Mapping[str, str] = {
    "grantpages.checks.survey:survey": "audit",
    "grantpages.site.shelf:Library.take": "again",
    "grantpages.site.groups:GroupWork.make": "group",
    "grantpages.site.pour:Pouring.write": "pages",
    "grantpages.site.sharecard:Painter.write": "cards",
    "grantpages.site.share:Sharing.write_project": "share",
    "grantpages.opendata.records:write_record": "json",
    "grantpages.opendata.pieces:sheaf_of": "rows",
    "grantpages.opendata.write:write_tables": "tables",
    "grantpages.site.searchable:Searchable.take_apart": "words",
    "grantpages.site.searchpage:search_page": "index",
    "grantpages.exports.reports:Documents.write": "docx",
    "grantpages.pack.write:write_packs": "packs",
    "grantpages.follow.write:followed": "follow",
    "grantpages.site.sitemap:write_sitemap": "sitemap",
    "grantpages.manifest:write_manifest": "manifest",
}
"""The functions that are timed, and the stage each belongs to. Whoever renames one mends it here; a test tells."""
WITHIN = {"pages": "lists"}
"""What a stage is called outside of the groups in which projects and reports are made."""
CHILDREN, REST = "mkdocs", "rest"
STAGES = (*dict.fromkeys(PLACES.values()), *WITHIN.values(), CHILDREN, REST)


class Clock:
    """Seconds of the processor by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.open: list[str] = []
        self.since = time.process_time()

    def turn(self) -> None:
        """Give what has passed to the stage that is open."""
        now = time.process_time()
        self.spent[self.open[-1] if self.open else REST] += now - self.since
        self.since = now

    def timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function, what it takes counted for a stage; of a generator each of its steps."""

        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            self.turn()
            self.open.append(stage if "group" in self.open else WITHIN.get(stage, stage))
            try:
                return function(*given, **named)
            finally:
                self.turn()
                self.open.pop()

        @functools.wraps(function)
        def stepped(*given: Any, **named: Any) -> Iterator[Any]:
            step, end = self.timed(next, stage), object()
            made = function(*given, **named)
            while (value := step(made, end)) is not end:
                yield value

        return stepped if inspect.isgeneratorfunction(function) else timed


def place(clock: Clock) -> None:
    """Time the functions, wherever their names stand. Raises AttributeError or ImportError where one is gone."""
    importlib.import_module("grantpages.site.publish")  # so that every name stands where it will
    for name, stage in PLACES.items():
        module, _, inside = name.partition(":")
        *outer, last = inside.split(".")
        holder: Any = functools.reduce(getattr, outer, importlib.import_module(module))
        function = getattr(holder, last)
        timed = clock.timed(function, stage)
        setattr(holder, last, timed)
        for other in [module for key, module in sys.modules.items() if key.startswith("grantpages")]:
            for known in [known for known, value in vars(other).items() if value is function]:
                setattr(other, known, timed)


def main(told: Path, *arguments: str) -> int:
    """Run and write down; returns the code of what was run."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one process does all, and is seen to do it
    clock, code = Clock(), 0
    place(clock)
    script = Path("build_site.py").resolve()  # started in the folder of the commands
    sys.argv = [str(script), *arguments]
    try:
        runpy.run_path(str(script), run_name="__main__")
    except SystemExit as ended:
        code = int(ended.code or 0)
    clock.turn()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    clock.spent[CHILDREN] = children.ru_utime + children.ru_stime
    told.write_text(json.dumps(clock.spent), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
