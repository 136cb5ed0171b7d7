"""The command line of scripts/import_report.py, read into one record."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast

from language import language_of

from grantpages.faults import quoted
from grantpages.problem import Language, Message
from reportintake.words import DESCRIPTION, EPILOG, HELP, OPTIONS, REFUSALS, SEE_HELP, USAGE, VALUES, said

LANGUAGES = ("kk", "ru", "auto")


class Refused(Exception):
    """The command cannot do as asked; `message` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


@dataclass(frozen=True)
class Asked:
    """What a run is asked to do. lang: None for the document's. document: None to tell it by its letters."""

    file: Path
    out: Path
    data: Path
    force: bool
    lang: Language | None
    document: Language | None


def parse(arguments: Sequence[str], environment: Mapping[str, str]) -> Asked:
    """Read the arguments. Raises Refused; `--help` prints and exits."""
    language = language_of(arguments, environment)
    try:
        given, unknown = _parser(language).parse_known_args(arguments)
    except argparse.ArgumentError as error:
        _refuse("shape", option=error.argument_name or "")
    if unknown:
        _refuse("unknown", found=quoted(unknown[0]))
    if not given.file:
        _refuse("no-file")
    if not given.out:
        _refuse("no-out")
    lang = _choice("--lang", given.lang or language)
    document = _choice("--document", given.document or "auto")
    return Asked(
        file=Path(given.file),
        out=Path(given.out),
        data=Path(given.data or environment.get("GRANTPAGES_DATA") or "data"),
        force=given.force,
        lang=cast(Language, lang) if lang != "auto" else None,
        document=cast(Language, document) if document != "auto" else None,
    )


def _refuse(code: str, **values: object) -> NoReturn:
    reason = REFUSALS[code].fill(**values)
    raise Refused(Message(f"{reason.kk} {SEE_HELP.kk}", f"{reason.ru} {SEE_HELP.ru}"))


def _choice(option: str, found: str) -> str:
    if found not in LANGUAGES:
        _refuse("choice", option=option, choices=", ".join(LANGUAGES), found=quoted(found))
    return found


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Nothing is required, so argparse has only this left to say in its own words."""
        _refuse("shape", option=message)


def _parser(language: Language) -> argparse.ArgumentParser:
    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, said(USAGE, language))

    parser = _Parser(
        usage=f"import_report.py {said(VALUES['file'], language)} --out {said(VALUES['folder'], language)} […]",
        description=said(DESCRIPTION, language),
        epilog=said(EPILOG, language),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    group = parser.add_argument_group(said(OPTIONS, language))

    def add(name: str, metavar: str = "", **how: Any) -> None:
        if metavar:
            how["metavar"] = said(VALUES[metavar], language)
        group.add_argument(name, help=said(HELP[name.lstrip("-")], language), **how)

    add("file", "file", nargs="?")
    add("--help", action="help")
    add("--out", "folder")
    add("--force", action="store_true")
    add("--data", "folder")
    add("--lang", "what")
    add("--document", "what")
    return parser
