"""Compare search engines on the same texts and queries: what they find, what a first query costs.

Exit codes: 0 compared, 2 could not run.
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

from commandline import Refused
from language import language_of, said
from machine import machine_line
from marked import COMPARE, ROOT, SCALE, Marks, placed_in
from playwright.sync_api import Browser, Error, sync_playwright
from searching import words
from searching.engines import Engine, EngineFailed, engines
from searching.measuring import Cost, Quality, cost_of, invented, quality_of, sample
from searching.page import report, scale_report
from searching.scale import scales

from grantpages.problem import LANGUAGES, Language, Message

PAGES: dict[Path, Language] = {ROOT / "docs" / f"search-engines.{language}.md": language for language in LANGUAGES}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: Sequence[str]) -> int:
    """Compare, print, and return the exit code."""
    asked = _parser(language_of(arguments, os.environ)).parse_args(arguments)
    try:
        _compare(asked)
    except Refused as error:
        print(said(error.message, asked.lang), file=sys.stderr)
        return 2
    except (EngineFailed, Error, OSError, subprocess.SubprocessError) as error:
        print(said(words.FAILED.fill(why=error), asked.lang), file=sys.stderr)
        return 2
    return 0


def _compare(asked: argparse.Namespace) -> None:
    marks = SCALE if asked.scale else COMPARE
    if asked.write:
        for file in PAGES:
            placed_in(file, "", marks)
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        raise Refused(words.NO_BROWSER)
    with tempfile.TemporaryDirectory(prefix="compare-search-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        told = (_scaled if asked.scale else _compared)(asked, browser, Path(folder))
        browser.close()
    print(told[asked.lang])
    if asked.write:
        _write(told, marks)


def _compared(asked: argparse.Namespace, browser: Browser, folder: Path) -> dict[Language, str]:
    """The tables of all engines, in each language."""
    known = engines(folder / "pagefind")
    qualities = _qualities(known, browser, asked.lang)
    costs, pages = _costs(known, browser, asked)
    day, machine = datetime.date.today().isoformat(), machine_line()
    return {language: report(day, machine, qualities, costs, pages, language) for language in LANGUAGES}


def _scaled(asked: argparse.Namespace, browser: Browser, folder: Path) -> dict[Language, str]:
    """The table of the search's own index of many projects, in each language."""
    _tell(words.SCALED, asked.lang)
    data = asked.data or folder / "data"
    if not asked.data:
        sample(asked.scale, 1, data)
    found = scales(data, folder / "index", browser)
    day, machine = datetime.date.today().isoformat(), machine_line()
    return {language: scale_report(day, machine, asked.scale, found, language) for language in LANGUAGES}


def _write(told: dict[Language, str], marks: Marks) -> None:
    for file, language in PAGES.items():
        file.write_text(placed_in(file, told[language], marks), encoding="utf-8")


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


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=said(words.DESCRIPTION, language))
    parser.add_argument("--projects", type=int, default=200, metavar="N", help=said(words.PROJECTS, language))
    parser.add_argument("--scale", type=int, default=0, metavar="N", help=said(words.SCALE, language))
    parser.add_argument("--data", type=Path, metavar="DIR", help=said(words.DATA, language))
    parser.add_argument("--write", action="store_true", help=said(words.WRITE, language))
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=said(words.LANG, language))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
