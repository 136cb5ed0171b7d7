"""Measure whole builds of invented data and their parts, beside other programs and beside the floor.

Each part can be measured alone: what it gives replaces its own earlier figures in docs/benchmarks.json, from which the
site's page and the table in BENCHMARKS.md are made. Exit codes: 0 measured, 2 could not run, 130 interrupted.
"""

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the server that plays the web for the link checkers stands in tests/

from benching import words  # noqa: E402
from benching.measuring import Wish, measured  # noqa: E402
from benching.outcome import FILE, Row, merged, read, text  # noqa: E402
from benching.page import both, page  # noqa: E402
from benching.sample import Unmeasured  # noqa: E402
from benching.subjects import SUBJECTS  # noqa: E402
from commandline import Parser, Refused, choice, refuse  # noqa: E402
from language import language_of, said  # noqa: E402
from machine import machine  # noqa: E402
from marked import Marks, placed_in  # noqa: E402

from grantpages import __version__  # noqa: E402
from grantpages.faults import quoted  # noqa: E402
from grantpages.problem import LANGUAGES, Language, Message  # noqa: E402

DOCS, BENCH = ROOT / "docs", ROOT / "BENCHMARKS.md"
TOOLS = ROOT / ".cache" / "quality"
MARKS: Marks = ("<!-- bench:start -->", "<!-- bench:end -->")
SIZES, RUNS, LIMIT, SEED = "1000,3000,10000", "3", "1800", "1"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return the exit code."""
    language = language_of(arguments, os.environ)
    try:
        _run(_parser(language).read(arguments), language)
    except Refused as error:
        print(said(error.message, language), file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return 130
    except (Unmeasured, OSError, subprocess.SubprocessError) as error:
        print(said(words.FAILED.fill(why=getattr(error, "message", error)), language), file=sys.stderr)
        return 2
    return 0


def _run(asked: argparse.Namespace, language: Language) -> None:
    choice("--lang", asked.lang or language, LANGUAGES)
    wish = _wish(asked)
    if asked.list:
        print("\n".join(f"{name}: {said(words.NAMES[name], language)}" for name in wish.subjects))
        return
    pages([])  # a page that has lost its marks is told before anything is measured

    def tell(message: Message) -> None:
        print(said(message, language), file=sys.stderr, flush=True)

    folder = Path(tempfile.mkdtemp(prefix="grantpages-bench-", dir=asked.work and asked.work.resolve()))
    try:
        rows = measured(wish, folder, TOOLS, tell, _write if asked.write else lambda rows: None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(page(rows, language))


def _write(rows: Sequence[Row]) -> None:
    """Renew what is kept by these rows, and the pages made of it."""
    kept = DOCS / FILE
    kept.write_text(text(merged(read(kept), rows)), encoding="utf-8")
    for file, content in pages(read(kept)).items():  # as they are kept, rounded
        file.write_text(content, encoding="utf-8")


def pages(rows: Sequence[Row]) -> dict[Path, str]:
    """What the pages hold with these figures. Raises Refused where a page has lost its marks."""
    found = {DOCS / f"benchmarks.{language}.md": page(rows, language) for language in LANGUAGES}
    return {file: placed_in(file, made, MARKS) for file, made in {**found, BENCH: both(rows)}.items()}


def _wish(asked: argparse.Namespace) -> Wish:
    """What is asked for. Raises Refused."""
    named = "stages" if asked.profile else asked.only
    subjects = [choice("--only", name, SUBJECTS) for name in named.split(",") if name] or list(SUBJECTS)
    (runs,), (seed,), (limit,) = (_numbers(asked, name) for name in ("runs", "seed", "limit"))
    begun = datetime.datetime.now().isoformat(timespec="seconds")
    ordered = [name for name in SUBJECTS if name in subjects]
    return Wish(ordered, _numbers(asked, "sizes"), runs, seed, limit, begun, machine(), _version())


def _numbers(asked: argparse.Namespace, name: str) -> list[int]:
    """The numbers of an option. Raises Refused."""
    found = getattr(asked, name)
    parts = found.split(",") if name == "sizes" else [found]
    if not all(part.isdecimal() and (int(part) or name == "limit") for part in parts):
        refuse(words.NOT_NUMBERS, option=f"--{name}", found=quoted(found))
    return [int(part) for part in parts]


def _version() -> str:
    """The version, and the commit where there is one."""
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return __version__
    return f"{__version__} ({done.stdout.strip()})" if done.returncode == 0 else __version__


def _parser(language: Language) -> Parser:
    parser = Parser("bench_build.py [--only …] [--sizes …] [--write]", words.DESCRIPTION, words.EPILOG, language)
    parser.add("--only", words.HELP["only"], words.NAMED, default="")
    parser.add("--sizes", words.HELP["sizes"], words.NUMBERS, default=SIZES)
    parser.add("--runs", words.HELP["runs"], words.NUMBER, default=RUNS)
    parser.add("--limit", words.HELP["limit"], words.SECONDS, default=LIMIT)
    parser.add("--seed", words.HELP["seed"], words.NUMBER, default=SEED)
    parser.add("--work", words.HELP["work"], words.FOLDER, type=Path)
    parser.add("--profile", words.HELP["profile"], action="store_true")
    parser.add("--list", words.HELP["list"], action="store_true")
    parser.add("--write", words.HELP["write"], action="store_true")
    parser.add("--lang", words.HELP["lang"], words.LANGUAGE)
    parser.add("--help", words.HELP["help"], action="help")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
