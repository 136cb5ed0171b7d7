"""Compare link checkers: what each says of every behaviour of the web, how fast, with how much memory.

Exit codes: 0 compared, 2 could not run.
"""

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the servers that play the web stand in tests/

from commandline import Refused  # noqa: E402
from comparing import peers, words  # noqa: E402
from comparing.behaviours import OURS, Broken, compare  # noqa: E402
from comparing.page import Setting, behaviours, counted, speeds  # noqa: E402
from comparing.speed import Failed, measure_speed  # noqa: E402
from language import said  # noqa: E402
from machine import machine_line  # noqa: E402
from marked import COMPARE, placed_in, section  # noqa: E402

from grantpages import __version__  # noqa: E402
from grantpages.problem import LANGUAGES, Language, Message  # noqa: E402

BENCH = ROOT / "BENCHMARKS.md"
BENCH_MARKS = ("<!-- links:start -->", "<!-- links:end -->")
PAGES: dict[Path, Language] = {ROOT / "docs" / f"link-checkers.{language}.md": language for language in LANGUAGES}
PARTS = ("behaviours", "speed")
Tell = Callable[[Message], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        _compare(asked)
    except Refused as error:
        print(said(error.message, asked.lang), file=sys.stderr)
        return 2
    except Broken as error:
        print(said(words.BROKE.fill(why=error), asked.lang), file=sys.stderr)
        return 2
    except (Failed, OSError, subprocess.SubprocessError) as error:
        print(said(words.FAILED.fill(why=error), asked.lang), file=sys.stderr)
        return 2
    return 0


def _compare(asked: argparse.Namespace) -> None:
    if shutil.which("openssl") is None:
        raise Refused(words.NO_OPENSSL)
    if asked.write:
        _check_marks()

    def tell(message: Message) -> None:
        print(said(message, asked.lang), file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="compare-links-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # linkchecker, run by root, becomes nobody
        tools = _installed(folder / "tools", tell)
        versions = {tool.name: tool.version for tool in tools} | {OURS: __version__}
        for part in asked.parts or PARTS:
            setting = Setting(
                datetime.date.today().isoformat(), machine_line(f"Node {peers.node_version() or '–'}"), versions
            )
            if part == "behaviours":
                _compare_behaviours(tools, folder, tell, setting, asked)
            else:
                _compare_speed(tools, folder, tell, setting, asked)


def _installed(folder: Path, tell: Tell) -> Sequence[peers.Peer]:
    tools = peers.install(folder, lambda name: tell(words.INSTALLING.fill(name=name)))
    for tool in tools:
        if not tool.version:
            tell(words.MISSING.fill(name=tool.name, why=tool.why))
    return tools


def _compare_behaviours(
    tools: Sequence[peers.Peer], folder: Path, tell: Tell, setting: Setting, asked: argparse.Namespace
) -> None:
    def told(done: int, every: int, name: str) -> None:
        if done % 10 == 0 or done == every:
            tell(words.PLAYED.fill(done=done, all=every, name=name))

    compared = compare(tools, folder, told)
    print(behaviours(compared, setting, asked.lang), flush=True)
    if asked.write:
        for file, language in PAGES.items():
            file.write_text(placed_in(file, behaviours(compared, setting, language), COMPARE), encoding="utf-8")
        _write_bench("answers", counted(compared, setting))


def _compare_speed(
    tools: Sequence[peers.Peer], folder: Path, tell: Tell, setting: Setting, asked: argparse.Namespace
) -> None:
    text = speeds(measure_speed(tools, folder, lambda name: tell(words.TIMED.fill(name=name))), setting)
    print(text)
    if asked.write:
        _write_bench("speed", text)


def _check_marks() -> None:
    for file, marks in {**dict.fromkeys(PAGES, COMPARE), BENCH: BENCH_MARKS}.items():
        placed_in(file, "", marks)


def _write_bench(part: str, text: str) -> None:
    BENCH.write_text(section(BENCH.read_text(encoding="utf-8"), part, text, BENCH_MARKS), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    default: Language = "ru" if os.environ.get("GRANTPAGES_LANG") == "ru" else "kk"
    help_in: Language = "ru" if "ru" in sys.argv[1:] or "--lang=ru" in sys.argv[1:] else default
    parser = argparse.ArgumentParser(description=said(words.DESCRIPTION, help_in))
    for part, message in zip(PARTS, (words.BEHAVIOURS, words.SPEED), strict=True):
        parser.add_argument(f"--{part}", action="append_const", dest="parts", const=part, help=said(message, help_in))
    parser.add_argument("--write", action="store_true", help=said(words.WRITE, help_in))
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=said(words.LANG, help_in))
    return parser


if __name__ == "__main__":
    sys.exit(main())
