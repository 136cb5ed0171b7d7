"""Compare search engines on the same texts and queries: what they find, what a first query costs.

Exit codes: 0 compared, 2 could not run.
"""

import argparse
import datetime
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from language import language_of
from playwright.sync_api import Browser, Error, sync_playwright
from searching import words
from searching.engines import Engine, EngineFailed, engines
from searching.measuring import Cost, Quality, cost_of, invented, quality_of
from searching.page import placed, report, said

from grantpages.problem import LANGUAGES, Language, Message

ROOT = Path(__file__).parent.parent
PAGES: dict[Path, Language] = {ROOT / "docs" / f"search-engines.{language}.md": language for language in LANGUAGES}
MARKS = ("<!-- compare:start -->", "<!-- compare:end -->")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class CannotRun(Exception):
    """What has to be mended first."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


def main(arguments: Sequence[str]) -> int:
    """Compare, print, and return the exit code."""
    asked = _parser(language_of(arguments, os.environ)).parse_args(arguments)
    try:
        _compare(asked)
    except CannotRun as error:
        print(said(error.message, asked.lang), file=sys.stderr)
        return 2
    except (EngineFailed, Error, OSError, subprocess.SubprocessError) as error:
        print(said(words.FAILED.fill(why=error), asked.lang), file=sys.stderr)
        return 2
    return 0


def _compare(asked: argparse.Namespace) -> None:
    if asked.write:
        for file in PAGES:
            _placed(file, "")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        raise CannotRun(words.NO_BROWSER)
    with tempfile.TemporaryDirectory(prefix="compare-search-") as tools, sync_playwright() as playwright:
        known = engines(Path(tools) / "pagefind")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        qualities = _qualities(known, browser, asked.lang)
        costs, pages = _costs(known, browser, asked)
    day, machine = datetime.date.today().isoformat(), _machine()
    print(report(day, machine, qualities, costs, pages, asked.lang))
    if asked.write:
        for file, language in PAGES.items():
            text = report(day, machine, qualities, costs, pages, language)
            file.write_text(_placed(file, text), encoding="utf-8")


def _qualities(
    known: Sequence[Engine], browser: Browser, spoken: Language
) -> dict[tuple[str, Language], dict[str, Quality]]:
    found = {}
    for engine in known:
        for language in LANGUAGES:
            _tell(words.ASKED.fill(name=engine.name, language=language), spoken)
            found[engine.name, language] = quality_of(engine, language, browser)
    return found


def _costs(
    known: Sequence[Engine], browser: Browser, asked: argparse.Namespace
) -> tuple[dict[tuple[str, Language], Cost], int]:
    found, pages = {}, 0
    for language, texts in invented(asked.projects, seed=1):
        pages = len(texts)
        for engine in known:
            _tell(words.WEIGHED.fill(name=engine.name, language=language), asked.lang)
            found[engine.name, language] = cost_of(engine, texts, language, browser)
    return found, pages


def _tell(message: Message, language: Language) -> None:
    print(said(message, language), file=sys.stderr, flush=True)


def _placed(file: Path, text: str) -> str:
    try:
        return placed(file.read_text(encoding="utf-8"), text, MARKS)
    except ValueError as error:
        raise CannotRun(words.NO_MARKS.fill(file=file.relative_to(ROOT), mark=error)) from None


def _machine() -> str:
    """Processor, cores, Python, and how busy the machine is now."""
    named = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", named.read_text(encoding="utf-8")) if named.is_file() else None
    processor = found[1] if found else platform.processor()
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=said(words.DESCRIPTION, language))
    parser.add_argument("--projects", type=int, default=200, metavar="N", help=said(words.PROJECTS, language))
    parser.add_argument("--write", action="store_true", help=said(words.WRITE, language))
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=said(words.LANG, language))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
