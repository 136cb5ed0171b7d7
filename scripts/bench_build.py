"""Measure whole builds of invented data: `mkdocs build` as a person runs it, in a temporary folder.

Each round builds every size three times: with an empty cache, once more, and after one project was edited. Prints one
Markdown table; with --write it also replaces what stands between the marks in BENCHMARKS.md.
Exit codes: 0 measured, 2 a build or a sample failed.
"""

import argparse
import datetime
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from commandline import Refused
from comparing.running import measure
from language import said as worded
from machine import machine
from marked import ROOT, Marks, placed_in

from grantpages.problem import Language

PAGE = ROOT / "BENCHMARKS.md"
MARKS: Marks = ("<!-- bench:start -->", "<!-- bench:end -->")
READ = re.compile(r"Data read and audited in ([\d.]+) s: (\d+) projects")
POURED = re.compile(r"Poured (\d+) pages in ([\d.]+) s")
WAYS = ("cold", "again", "edited")
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
SAID = {
    "kk": {
        "description": "Ойдан құралған деректерден сайт құру уақытын өлшейді.",
        "sizes": "жобалардың саны, бірнеше болуы мүмкін",
        "runs": "әр көлемде неше рет құрылады; медианасы алынады",
        "seed": "make_sample.py үшін",
        "write": "кестені BENCHMARKS.md файлына жазады",
        "lang": "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
        "sample": "{size} жоба: үлгі жасалуда",
        "run": "{size} жоба: {run}-айналым, барлығы {runs} ({way})",
        "failed": "іске аспады: {command}",
    },
    "ru": {
        "description": "Измеряет время сборки сайта из вымышленных данных.",
        "sizes": "количество проектов, можно несколько",
        "runs": "сколько сборок каждого размера; берется медиана",
        "seed": "для make_sample.py",
        "write": "записать таблицу в BENCHMARKS.md",
        "lang": "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
        "sample": "Проектов {size}: готовится образец",
        "run": "Проектов {size}: круг {run} из {runs} ({way})",
        "failed": "не удалось: {command}",
    },
}


class Failed(Exception):
    """A command of the measurement ended with an error; its output is the message."""


@dataclass(frozen=True)
class Build:
    """One build: pages; seconds of the whole, of the processors, of reading with the audit, of pouring; MiB (PSS)."""

    pages: int
    seconds: float
    cpu: float
    read: float
    poured: float
    memory: float


@dataclass(frozen=True)
class Measured:
    """The builds of one size, by the way they were made."""

    projects: int
    data: int
    builds: Mapping[str, Sequence[Build]]

    @property
    def pages(self) -> int:
        """Poured pages in both languages."""
        return self.builds["cold"][0].pages

    def of(self, way: str, name: str) -> float:
        """The median of a figure of `Build`."""
        return median(getattr(build, name) for build in self.builds[way])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit code."""
    asked = _parser().parse_args(arguments)
    said = SAID[asked.lang]
    try:
        if asked.write:
            placed_in(PAGE, "", MARKS)
        with tempfile.TemporaryDirectory(prefix="grantpages-bench-") as folder:
            measured = _measure(asked.sizes, asked.runs, asked.seed, Path(folder), said)
    except Failed as error:
        print(said["failed"].format(command=error), file=sys.stderr)
        return 2
    except Refused as error:
        print(worded(error.message, asked.lang), file=sys.stderr)
        return error.code
    text = "\n".join(report(measured))
    print(text)
    if asked.write:
        PAGE.write_text(placed_in(PAGE, text, MARKS), encoding="utf-8")
    return 0


def _measure(sizes: Sequence[int], runs: int, seed: int, folder: Path, said: dict[str, str]) -> list[Measured]:
    """Builds in rounds, every size once in each: what else the machine does meets all of them alike."""
    builds: dict[int, dict[str, list[Build]]] = {size: {way: [] for way in WAYS} for size in sizes}
    for size in builds:
        print(said["sample"].format(size=size), file=sys.stderr)
        command = [str(ROOT / "scripts" / "make_sample.py"), str(size), "--out", str(folder / f"data-{size}")]
        done = measure([sys.executable, *command, "--seed", str(seed)])
        if done.code:
            raise Failed(done.output)
    for run in range(1, runs + 1):
        for size, ways in builds.items():
            data, site = folder / f"data-{size}", folder / f"site-{size}"
            shutil.rmtree(folder / "cache", ignore_errors=True)
            for way, done in ways.items():
                print(said["run"].format(size=size, run=run, runs=runs, way=way), file=sys.stderr)
                if way == "edited":
                    _edit(data, run)
                done.append(_build(data, site, folder / "cache"))
    return [Measured(size, _weight(folder / f"data-{size}"), ways) for size, ways in builds.items()]


def _edit(data: Path, run: int) -> None:
    """Add a word to the title of a project, another one in each round."""
    path = sorted((data / "projects").glob("*.yml"))[run]
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(?m)^  kk: "', '  kk: "Жаңа ', text, count=1), encoding="utf-8")


def _weight(folder: Path) -> int:
    """Bytes of the data files."""
    return sum(path.stat().st_size for path in folder.rglob("*.yml"))


def _build(data: Path, site: Path, cache: Path) -> Build:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site), "-f", str(ROOT / "mkdocs.yml")]
    chosen = {"GRANTPAGES_DATA": str(data), "GRANTPAGES_CACHE": str(cache)}
    done = measure(command, os.environ | QUIET | chosen)
    read, poured = READ.search(done.output), POURED.search(done.output)
    if done.code or not (read and poured):
        raise Failed(f"{' '.join(command)}\n{done.output}")
    return Build(int(poured[1]), done.wall, done.cpu, float(read[1]), float(poured[2]), done.memory)


def report(measured: Sequence[Measured]) -> Iterator[str]:
    """The table and, where two sizes were measured, how the time grows from the smaller to the larger."""
    yield f"{datetime.date.today().isoformat()} · {machine()}"
    yield ""
    columns = (
        "projects",
        "data, MB",
        "pages",
        "build",
        "time, s",
        "CPU, s",
        "CPU, ms a project",
        "reading with audit, s",
        "pouring, s",
        "peak of all processes (PSS), MiB",
    )
    yield f"| {' | '.join(columns)} |"
    yield f"{'|---:' * 3}|---{'|---:' * (len(columns) - 4)}|"
    for one in measured:
        for way in WAYS:
            seconds, cpu = one.of(way, "seconds"), one.of(way, "cpu")
            figures = (f"{seconds:.1f}", f"{cpu:.1f}", f"{1000 * cpu / one.projects:.1f}")
            steps = (f"{one.of(way, 'read'):.1f}", f"{one.of(way, 'poured'):.1f}", f"{one.of(way, 'memory'):.0f}")
            row = (one.projects, f"{one.data / 10**6:.0f}", one.pages, way, *figures, *steps)
            yield f"| {' | '.join(map(str, row))} |"
    for less, more in zip(measured, measured[1:], strict=False):
        yield ""
        ratio = more.of("cold", "seconds") / less.of("cold", "seconds")
        yield f"t({more.projects}) / t({less.projects}) = {ratio:.2f}"
    yield ""
    runs = len(measured[0].builds["cold"])
    yield f"cold: an empty cache; again: nothing changed; edited: one project's title. Medians of {runs}."


def _parser() -> argparse.ArgumentParser:
    default: Language = "ru" if os.environ.get("GRANTPAGES_LANG") == "ru" else "kk"
    help_in: Language = "ru" if "ru" in sys.argv[1:] or "--lang=ru" in sys.argv[1:] else default
    said = SAID[help_in]
    parser = argparse.ArgumentParser(description=said["description"])
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 3000], metavar="N", help=said["sizes"])
    parser.add_argument("--runs", type=int, default=3, help=said["runs"])
    parser.add_argument("--seed", type=int, default=1, help=said["seed"])
    parser.add_argument("--write", action="store_true", help=said["write"])
    parser.add_argument("--lang", choices=("kk", "ru"), default=default, help=said["lang"])
    return parser


if __name__ == "__main__":
    sys.exit(main())
