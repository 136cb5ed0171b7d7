"""The command line of scripts/build_report.py, read into one record; what is wrong is said in the reader's language."""

import argparse
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from language import language_of

from grantpages.faults import quoted
from grantpages.problem import LANGUAGES, Language, Message
from reportbuild.words import DESCRIPTION, EPILOG, HELP, OPTIONS, REFUSALS, SEE_HELP, USAGE, VALUES, said

OUT = Path("build/reports")


class Refused(Exception):
    """The command cannot do as asked; `message` says why and how to mend it. `code` is its exit code."""

    def __init__(self, message: Message, code: int = 2) -> None:
        super().__init__(message.ru)
        self.message, self.code = message, code


@dataclass(frozen=True)
class Asked:
    """What a run is asked to do. lang: of the messages. files: where the document of each language goes."""

    id: str
    lang: Language
    files: Mapping[Language, Path]
    data: Path
    template: Path | None
    private: bool
    strict: bool
    today: datetime.date
    new_template: Path | None = None


def parse(arguments: Sequence[str], environment: Mapping[str, str], today: datetime.date) -> Asked:
    """Read the arguments. Raises Refused; `--help` prints and exits."""
    language = language_of(arguments, environment)
    try:
        given, unknown = _parser(language).parse_known_args(arguments)
    except argparse.ArgumentError as error:
        _refuse("shape", option=error.argument_name or "")
    if unknown:
        _refuse("unknown", found=quoted(unknown[0]))
    if not given.id and not given.new_template:
        _refuse("id")
    if given.lang and given.lang not in LANGUAGES:
        _refuse("language", found=quoted(given.lang))
    if given.out and not given.lang:
        _refuse("out")
    chosen: tuple[Language, ...] = (language,) if given.lang else LANGUAGES
    return Asked(
        id=given.id or "",
        lang=language,
        files={one: Path(given.out or OUT / f"{Path(given.id or '').name}.{one}.docx") for one in chosen},
        data=Path(given.data or environment.get("GRANTPAGES_DATA") or "data"),
        template=Path(given.template) if given.template else None,
        private=not given.without_contacts,
        strict=given.strict,
        today=today,
        new_template=Path(given.new_template) if given.new_template else None,
    )


def _refuse(code: str, **values: object) -> NoReturn:
    reason = REFUSALS[code].fill(**values)
    raise Refused(Message(f"{reason.kk} {SEE_HELP.kk}", f"{reason.ru} {SEE_HELP.ru}"))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Nothing is required and nothing exclusive, so argparse has only this left to say in its own words."""
        _refuse("shape", option=message)


def _parser(language: Language) -> argparse.ArgumentParser:
    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, said(USAGE, language))

    parser = _Parser(
        usage=f"build_report.py {said(VALUES['id'], language)} […]",
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

    add("id", "id", nargs="?")
    add("--help", action="help")
    add("--lang", "language")
    add("--out", "file")
    add("--data", "folder")
    add("--template", "file")
    add("--new-template", "file")
    add("--without-contacts", action="store_true")
    add("--strict", action="store_true")
    return parser
