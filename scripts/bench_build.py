"""Measure whole builds of invented data: `mkdocs build` as a person runs it, in a temporary folder.

Prints one Markdown table; with --write it also replaces what stands between the marks in
BENCHMARKS.md. Exit codes: 0 measured, 2 a build or a sample failed.
"""

import argparse
import datetime
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from grantpages.problem import Language

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "BENCHMARKS.md"
MARKS = ("<!-- bench:start -->", "<!-- bench:end -->")
READ = re.compile(r"Data read in ([\d.]+) s: (\d+) projects")
AUDITED = re.compile(r"Audited in ([\d.]+) s")
POURED = re.compile(r"Poured (\d+) pages in ([\d.]+) s \(([\d.]+) ms a page\)")
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
        "run": "{size} жоба: {run}-құру, барлығы {runs}",
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
        "run": "Проектов {size}: сборка {run} из {runs}",
        "failed": "не удалось: {command}",
    },
}


class Failed(Exception):
    """A command of the measurement ended with an error; its output is the message."""


@dataclass(frozen=True)
class Build:
    """One build: pages, seconds of the whole, of reading, auditing and pouring the data; peak memory in MiB."""

    pages: int
    seconds: float
    read: float
    audited: float
    poured: float
    memory: float


@dataclass(frozen=True)
class Measured:
    """The medians of some builds of one size. Times per page in milliseconds."""

    projects: int
    data: int
    builds: Sequence[Build]

    @property
    def pages(self) -> int:
        """Poured pages in both languages."""
        return self.builds[0].pages

    def of(self, name: str) -> float:
        """The median of a figure of `Build`."""
        return median(getattr(build, name) for build in self.builds)

    def per_page(self, name: str) -> float:
        """The median of a time, in milliseconds a page."""
        return 1000 * self.of(name) / self.pages


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and return the exit code."""
    asked = _parser().parse_args(arguments)
    said = SAID[asked.lang]
    try:
        with tempfile.TemporaryDirectory(prefix="grantpages-bench-") as folder:
            measured = _measure(asked.sizes, asked.runs, asked.seed, Path(folder), said)
    except Failed as error:
        print(said["failed"].format(command=error), file=sys.stderr)
        return 2
    text = "\n".join(report(measured))
    print(text)
    if asked.write:
        page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
        PAGE.write_text(placed(page, text), encoding="utf-8")
    return 0


def _measure(sizes: Sequence[int], runs: int, seed: int, folder: Path, said: dict[str, str]) -> list[Measured]:
    """Builds in rounds, every size once in each: what else the machine does meets all of them alike."""
    builds: dict[int, list[Build]] = {size: [] for size in sizes}
    for size in builds:
        print(said["sample"].format(size=size), file=sys.stderr)
        command = [str(ROOT / "scripts" / "make_sample.py"), str(size), "--out", str(folder / f"data-{size}")]
        _run([sys.executable, *command, "--seed", str(seed)], {})
    for run in range(1, runs + 1):
        for size, done in builds.items():
            print(said["run"].format(size=size, run=run, runs=runs), file=sys.stderr)
            done.append(_build(folder / f"data-{size}", folder / f"site-{size}"))
    return [Measured(size, _weight(folder / f"data-{size}"), done) for size, done in builds.items()]


def _weight(folder: Path) -> int:
    """Bytes of the data files."""
    return sum(path.stat().st_size for path in folder.rglob("*.yml"))


def _build(data: Path, site: Path) -> Build:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)]
    began = time.perf_counter()
    said, memory = _run(command, {**QUIET, "GRANTPAGES_DATA": str(data)})
    seconds = time.perf_counter() - began
    read, audited, poured = READ.search(said), AUDITED.search(said), POURED.search(said)
    if not (read and audited and poured):
        raise Failed(f"{' '.join(command)}\n{said}")
    return Build(int(poured[1]), seconds, float(read[1]), float(audited[1]), float(poured[2]), memory)


def _run(command: Sequence[str], environment: dict[str, str]) -> tuple[str, float]:
    """Run to the end; (output, peak memory in MiB). Raises Failed."""
    with tempfile.TemporaryFile() as output:
        started = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output)
        # Not `wait`: only this call tells the memory of one child and not of all that ran so far.
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    if started.returncode:
        raise Failed(f"{' '.join(command)}\n{said}")
    return said, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def report(measured: Sequence[Measured]) -> Iterator[str]:
    """The table and, where two sizes were measured, how the time grows from the smaller to the larger."""
    yield f"{datetime.date.today().isoformat()} · {_machine()}"
    yield ""
    columns = (
        "projects",
        "data, MB",
        "pages",
        "build, s",
        "ms a page",
        "reading, s",
        "audit, s",
        "pouring, ms a page",
        "peak RSS, MiB",
    )
    yield f"| {' | '.join(columns)} |"
    yield f"{'|---:' * len(columns)}|"
    for one in measured:
        figures = (f"{one.data / 10**6:.0f}", one.pages, f"{one.of('seconds'):.1f}", f"{one.per_page('seconds'):.2f}")
        steps = (f"{one.of('read'):.1f}", f"{one.of('audited'):.1f}")
        inner = (*steps, f"{one.per_page('poured'):.2f}", f"{one.of('memory'):.0f}")
        yield f"| {' | '.join(map(str, (one.projects, *figures, *inner)))} |"
    for less, more in zip(measured, measured[1:], strict=False):
        yield ""
        yield f"t({more.projects}) / t({less.projects}) = {more.of('seconds') / less.of('seconds'):.2f}"
    yield ""
    yield f"Medians of {len(measured[0].builds)}."


def _machine() -> str:
    """Processor, cores, Python."""
    named = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", named.read_text(encoding="utf-8")) if named.is_file() else None
    return f"{found[1] if found else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def placed(page: str, text: str) -> str:
    """The page with the text between the marks; a page without them gets both at its end."""
    start, end = MARKS
    if start not in page:
        page = f"{page.rstrip()}\n\n{start}\n{end}\n".lstrip()
    before, _, rest = page.partition(start)
    return f"{before}{start}\n{text}\n{end}{rest.partition(end)[2]}"


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
