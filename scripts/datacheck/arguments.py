"""The command line of scripts/check_data.py, read into one record; what is wrong is said in the reader's language."""

import argparse
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast, get_args

from language import language_of

from datacheck.help import DESCRIPTION, EPILOG, HELP, OPTIONS, REFUSALS, SEE_HELP, USAGE, VALUES
from datacheck.words import said
from grantpages.faults import quoted
from grantpages.problem import LANGUAGES, Language, Message, Severity

FORMATS = ("text", "json", "github")
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest on."""


class Refused(Exception):
    """The command cannot be run as asked; `message` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.ru)
        self.message = message


@dataclass(frozen=True)
class Asked:
    """What a run is asked to do. severity: the least that is shown. explain: a code, empty for all, None for none."""

    data: Path
    lang: Language
    format: str
    severity: Severity
    brief: bool
    explain: str | None
    call: str | None
    fix: bool
    yes: bool
    cache: bool
    now: datetime.datetime

    @property
    def today(self) -> datetime.date:
        """The day of the audit, in Astana."""
        return self.now.date()

    def shows(self, severity: Severity) -> bool:
        """Whether findings of this severity are shown one by one."""
        least = "error" if self.brief else self.severity
        return SEVERITIES.index(severity) <= SEVERITIES.index(least)


def parse(arguments: Sequence[str], environment: Mapping[str, str], now: datetime.datetime) -> Asked:
    """Read the arguments. Raises Refused; `--help` prints and exits."""
    language = language_of(arguments, environment)
    try:
        given, unknown = _parser(language).parse_known_args(arguments)
    except argparse.ArgumentError as error:
        _refuse("shape", option=error.argument_name or "")
    if unknown:
        _refuse("unknown", found=quoted(unknown[0]))
    _check_together(given)
    _choice("--lang", given.lang or language, LANGUAGES)
    return Asked(
        data=Path(given.data or environment.get("GRANTPAGES_DATA") or "data"),
        lang=language,
        format=_choice("--format", given.format or "text", FORMATS),
        severity=cast(Severity, _choice("--severity", given.severity or "notice", SEVERITIES)),
        brief=given.brief,
        explain=given.explain,
        call=given.call,
        fix=given.fix,
        yes=given.yes,
        cache=not given.no_cache,
        now=datetime.datetime.combine(_day(given.today), datetime.time()) if given.today else now,
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
        usage=f"check_data.py [{said(VALUES['folder'], language)}] […]",
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

    add("data", "folder", nargs="?")
    add("--help", action="help")
    add("--format", "what")
    add("--lang", "what")
    add("--severity", "what")
    add("--brief", action="store_true")
    add("--explain", "code", nargs="?", const="")
    add("--call", "id")
    add("--fix", action="store_true")
    add("--yes", action="store_true")
    add("--no-cache", action="store_true")
    parser.add_argument("--today", help=argparse.SUPPRESS)  # for tests: the day of the audit
    return parser


def _check_together(given: argparse.Namespace) -> None:
    if given.yes and not given.fix:
        _refuse("only-with", one="--yes", other="--fix")
    call = given.call is not None
    in_words = {"--explain": given.explain is not None, "--fix": given.fix, "--brief": given.brief, "--call": call}
    for option, is_given in in_words.items():
        if is_given and given.format not in (None, "text"):
            _refuse("together", one=option, other=f"--format {given.format}")
    for option, is_given in (("--explain", given.explain is not None), ("--fix", given.fix), ("--brief", given.brief)):
        if call and is_given:
            _refuse("together", one=option, other="--call")
    if given.explain is not None and given.fix:
        _refuse("together", one="--explain", other="--fix")
    if given.brief and given.severity:
        _refuse("together", one="--brief", other="--severity")


def _choice(option: str, found: str, choices: Sequence[str]) -> str:
    if found not in choices:
        _refuse("choice", option=option, choices=", ".join(choices), found=quoted(found))
    return found


def _day(found: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(found)
    except ValueError:
        _refuse("day", found=quoted(found))
