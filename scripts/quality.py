"""Measure the quality of the site and of what builds it: build once, serve, run every measure, print one table.

Exit codes: 0 every goal that could be measured is reached, 1 one is missed, 2 could not run.
"""

import argparse
import datetime
import importlib
import os
import pkgutil
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import cast

import measures
from commandline import Parser, Refused, choice
from language import language_of, said
from machine import machine
from marked import ROOT, Marks, placed_in
from measuring import words
from measuring.building import BuildFailed, build
from measuring.measure import Measure, Site, Unavailable
from measuring.outcome import FILE, Outcome, merged, page, read, short, shown, text
from serving import served

from grantpages.problem import LANGUAGES, Language, Message

DOCS, TOOLS = ROOT / "docs", ROOT / ".cache" / "quality"
MARKS: Marks = ("<!-- quality:start -->", "<!-- quality:end -->")


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and return the exit code."""
    language = language_of(arguments, os.environ)
    try:
        return _run(_parser(language).read(arguments), language)
    except Refused as error:
        print(said(error.message, language), file=sys.stderr)
        return error.code
    except BuildFailed as error:
        print(said(words.BUILD_FAILED.fill(why=error), language), file=sys.stderr)
        return 2


def _run(asked: argparse.Namespace, language: Language) -> int:
    choice("--lang", asked.lang or language, LANGUAGES)
    known = names()
    wanted = [choice("--only", name, known) for name in asked.only] or known
    modules = {name: importlib.import_module(f"measures.{name}") for name in known if name in wanted}
    if asked.list:
        print("\n".join(f"{name}: {said(module.TITLE, language)}" for name, module in modules.items()))
        return 0
    if asked.write:
        _pages([])
    found = _measured(modules, language)
    print(shown(found, language))
    if asked.write:
        every = whole(merged(read(DOCS / FILE), found, known, modules), known)
        for file, content in {**_pages(every), DOCS / FILE: text(every)}.items():
            file.write_text(content, encoding="utf-8")
    return 1 if any(outcome.measure.held is False for outcome in found) else 0


def whole(outcomes: Sequence[Outcome], known: Sequence[str]) -> list[Outcome]:
    """The outcomes with a line for each module that was never run: what is not measured is not left out either."""
    there = {outcome.module for outcome in outcomes}
    every = [*outcomes, *(_unmeasured(name) for name in known if name not in there)]
    return sorted(every, key=lambda outcome: known.index(outcome.module))


def _unmeasured(name: str) -> Outcome:
    title = cast(Message, importlib.import_module(f"measures.{name}").TITLE)
    how = words.NOT_RUN.fill(name=name)
    return Outcome(name, Measure(name, title, words.NO_GOAL, words.NO_GOAL, None, how), _today(), machine())


def _today() -> str:
    return datetime.date.today().isoformat()


def names() -> list[str]:
    """The modules of `measures`, in the order of the alphabet."""
    return sorted(module.name for module in pkgutil.iter_modules(measures.__path__))


def _measured(modules: dict[str, ModuleType], language: Language) -> list[Outcome]:
    def tell(message: Message) -> None:
        print(said(message, language), file=sys.stderr, flush=True)

    day, place, found = _today(), machine(), []
    with tempfile.TemporaryDirectory(prefix="quality-") as name, served(Path(name) / "site") as server:
        tell(words.BUILDING)
        build(server.root, url=server.address)
        site = Site(server.root, server.address, TOOLS, tell)
        for number, (name, module) in enumerate(modules.items(), 1):
            tell(words.MEASURING.fill(done=number, all=len(modules), name=name, title=module.TITLE))
            found += [Outcome(name, measure, day, place) for measure in measured(name, module, site)]
    return found


def measured(name: str, module: ModuleType, site: Site) -> Iterator[Measure]:
    """The measures of one module. What could not be run is a measure, too, and what broke is a goal that is missed."""
    try:
        yield from module.measures(site)
    except Unavailable as error:
        yield Measure(name, cast(Message, module.TITLE), words.NO_GOAL, words.NO_GOAL, None, error.message)
    except Exception as error:  # one broken measure leaves the others
        traceback.print_exception(error)
        why = words.BROKE.fill(why=f"{type(error).__name__}: {error}")
        yield Measure(name, cast(Message, module.TITLE), words.NO_GOAL, words.NO_GOAL, False, why)


def _pages(outcomes: Sequence[Outcome]) -> dict[Path, str]:
    """What the pages hold with these outcomes. Raises Refused where a page has lost its marks."""
    found = {}
    for language in LANGUAGES:
        for name, made in (("quality-measures", page), ("about", short)):
            file = DOCS / f"{name}.{language}.md"
            found[file] = placed_in(file, made(outcomes, language), MARKS)
    return found


def _parser(language: Language) -> Parser:
    parser = Parser("quality.py [--only …] [--write]", words.DESCRIPTION, words.EPILOG, language)
    parser.add("--only", words.HELP["only"], words.NAME, action="append", default=[])
    parser.add("--list", words.HELP["list"], action="store_true")
    parser.add("--write", words.HELP["write"], action="store_true")
    parser.add("--lang", words.HELP["lang"], words.NAME)
    parser.add("--help", words.HELP["help"], action="help")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
