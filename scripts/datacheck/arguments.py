"""The command line of scripts/check_data.py, read into one record; what is wrong is said in the reader's language."""

import argparse
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from commandline import Parser, choice, refuse
from language import language_of, said

from datacheck.help import DESCRIPTION, EPILOG, HELP, REFUSALS, VALUES
from grantpages.faults import quoted
from grantpages.problem import LANGUAGES, Language, Severity

FORMATS = ("text", "json", "github")
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest on."""


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
    given = _parser(language).read(arguments)
    _check_together(given)
    choice("--lang", given.lang or language, LANGUAGES)
    return Asked(
        data=Path(given.data or environment.get("GRANTPAGES_DATA") or "data"),
        lang=language,
        format=choice("--format", given.format or "text", FORMATS),
        severity=cast(Severity, choice("--severity", given.severity or "notice", SEVERITIES)),
        brief=given.brief,
        explain=given.explain,
        call=given.call,
        fix=given.fix,
        yes=given.yes,
        cache=not given.no_cache,
        now=datetime.datetime.combine(_day(given.today), datetime.time()) if given.today else now,
    )


def _parser(language: Language) -> Parser:
    parser = Parser(f"check_data.py [{said(VALUES['folder'], language)}] […]", DESCRIPTION, EPILOG, language)

    def add(name: str, metavar: str = "", **how: Any) -> None:
        parser.add(name, HELP[name.lstrip("-")], VALUES[metavar] if metavar else None, **how)

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
        refuse(REFUSALS["only-with"], one="--yes", other="--fix")
    call = given.call is not None
    in_words = {"--explain": given.explain is not None, "--fix": given.fix, "--brief": given.brief, "--call": call}
    for option, is_given in in_words.items():
        if is_given and given.format not in (None, "text"):
            refuse(REFUSALS["together"], one=option, other=f"--format {given.format}")
    for option, is_given in (("--explain", given.explain is not None), ("--fix", given.fix), ("--brief", given.brief)):
        if call and is_given:
            refuse(REFUSALS["together"], one=option, other="--call")
    if given.explain is not None and given.fix:
        refuse(REFUSALS["together"], one="--explain", other="--fix")
    if given.brief and given.severity:
        refuse(REFUSALS["together"], one="--brief", other="--severity")


def _day(found: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(found)
    except ValueError:
        refuse(REFUSALS["day"], found=quoted(found))
