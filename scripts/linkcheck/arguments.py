"""The command line of scripts/check_links.py, read into one record; what is wrong is said in the reader's language."""

import argparse
import datetime
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from commandline import Parser, choice, refuse
from language import language_of

from grantpages.evidence.verdict import STATES
from grantpages.faults import quoted
from grantpages.problem import LANGUAGES, Language, Message, Problem
from linkcheck.help import DESCRIPTION, EPILOG, HELP, REFUSALS, VALUES

FORMATS = ("text", "json", "junit", "github")
FAILING = ("gone", "private", "gone_or_private", "malformed", "errors", "expired", "none")
KEYS = ("GRANTPAGES_ARCHIVE_ACCESS", "GRANTPAGES_ARCHIVE_SECRET")
CONTACT = "https://cisc.kz/"  # as in mkdocs.yml


class CannotRun(Exception):
    """What has to be mended first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class Asked:
    """What a run is asked to do. archive_key: access and secret, where copies are to be asked for."""

    data: Path
    lang: Language
    format: str
    offline: bool
    only: tuple[str, ...]
    changed_since: str | None
    max_age: int
    fail_on: frozenset[str]
    base_url_map: Mapping[str, str]
    meta_oembed: bool
    archive: bool
    archive_key: tuple[str, str] | None
    jobs: int
    contact: str
    ledger: Path
    canaries: bool
    pause: float | None
    today: datetime.date
    markdown: Path | None


def parse(arguments: Sequence[str], environment: Mapping[str, str], today: datetime.date) -> Asked:
    """Read the arguments. Raises Refused; `--help` prints and exits."""
    language = language_of(arguments, environment)
    given = _parser(language).read(arguments)
    asked = _asked(given, language, environment, today)
    _check_together(asked, given)
    return asked


def _parser(language: Language) -> Parser:
    usage = "check_links.py [--offline] […]"
    parser = Parser(usage, DESCRIPTION, EPILOG, language, argparse.RawDescriptionHelpFormatter)

    def flag(name: str, action: str = "store_true") -> None:
        parser.add(f"--{name}", _help(name), action=action)

    def value(name: str, metavar: str, action: str = "store") -> None:
        parser.add(f"--{name}", _help(name), VALUES[metavar], action=action)

    flag("help", "help")
    value("data", "folder")
    flag("offline")
    value("only", "what", "append")
    value("changed-since", "rev")
    value("max-age", "days")
    value("fail-on", "what")
    value("format", "what")
    value("markdown", "file")
    value("lang", "what")
    flag("meta-oembed")
    flag("archive")
    flag("save")
    value("jobs", "number")
    value("contact", "url")
    value("ledger", "file")
    value("base-url-map", "map", "append")
    flag("no-canaries")
    value("pause", "seconds")
    value("today", "day")
    return parser


def _help(name: str) -> Message:
    filled = HELP[name].fill(choices=", ".join(FAILING), keys=", ".join(KEYS))
    return Message(filled.kk.replace("%", "%%"), filled.ru.replace("%", "%%"))


def _asked(
    given: argparse.Namespace, language: Language, environment: Mapping[str, str], today: datetime.date
) -> Asked:
    data = Path(given.data or environment.get("GRANTPAGES_DATA") or "data")
    choice("--lang", given.lang or language, LANGUAGES)
    pair = tuple(environment.get(name, "") for name in KEYS)
    if given.save and not all(pair):
        refuse(REFUSALS["keys"], keys=", ".join(KEYS))
    return Asked(
        data=data,
        lang=language,
        format=choice("--format", given.format or "text", FORMATS),
        offline=given.offline,
        only=tuple(given.only or ()),
        changed_since=given.changed_since,
        max_age=int(_number("--max-age", given.max_age or "1", 0, 36_500, whole=True)),
        fail_on=_failing(given.fail_on if given.fail_on is not None else "gone,malformed"),
        base_url_map=_map(given.base_url_map or ()),
        meta_oembed=given.meta_oembed,
        archive=given.archive or given.save,
        archive_key=(pair[0], pair[1]) if given.save else None,
        jobs=int(_number("--jobs", given.jobs or "16", 1, 64, whole=True)),
        contact=_contact(given.contact or environment.get("GRANTPAGES_CORRECTIONS") or CONTACT),
        ledger=Path(given.ledger) if given.ledger else data / "evidence" / "ledger.jsonl",
        canaries=not given.no_canaries,
        pause=_number("--pause", given.pause, 0, 60) if given.pause is not None else None,
        today=_day(given.today) if given.today else today,
        markdown=Path(given.markdown) if given.markdown else None,
    )


def _check_together(asked: Asked, given: argparse.Namespace) -> None:
    for option, is_given in (("--no-canaries", not asked.canaries), ("--pause", asked.pause is not None)):
        if is_given and not asked.base_url_map:
            refuse(REFUSALS["only-mapped"], option=option)
    for option, is_given in (
        ("--archive", given.archive), ("--save", given.save), ("--meta-oembed", given.meta_oembed),
    ):  # fmt: skip
        if is_given and asked.offline:
            refuse(REFUSALS["offline"], option=option)


def _number(option: str, found: str, low: int, high: int, *, whole: bool = False) -> float:
    try:
        number = float(int(found)) if whole else float(found)
    except (ValueError, OverflowError):
        number = math.nan
    if not low <= number <= high:
        refuse(REFUSALS["number"], option=option, low=low, high=high, found=quoted(found))
    return number


def _failing(found: str) -> frozenset[str]:
    names = [name.strip() for name in found.split(",")]
    for name in names:
        if name in STATES and name not in FAILING:
            refuse(REFUSALS["unseen"], found=quoted(name), choices=", ".join(FAILING))
        choice("--fail-on", name, FAILING)
    return frozenset(names) - {"none"}


def _day(found: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(found)
    except ValueError:
        refuse(REFUSALS["day"], found=quoted(found))


def _contact(found: str) -> str:
    """An address that fits into a header."""
    if not re.fullmatch(r"https?://[\x21-\x27\x2a-\x7e]+", found) or "@" in urlsplit(found).netloc:
        refuse(REFUSALS["contact"], found=quoted(found))
    return found


def _map(given: Sequence[str]) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for text in given:
        host, equals, server = text.partition("=")
        pairs |= {host: server} if equals else _map_of_file(text)
    for host, server in pairs.items():
        if not re.fullmatch(r"[a-z0-9._-]+", host) or not _is_server(server):
            refuse(REFUSALS["map"], found=quoted(f"{host}={server}"))
    return pairs


def _map_of_file(text: str) -> Mapping[str, str]:
    try:
        pairs = json.loads(Path(text).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pairs = None
    if not isinstance(pairs, dict) or not all(isinstance(server, str) for server in pairs.values()):
        refuse(REFUSALS["map"], found=quoted(text))
    return pairs


def _is_server(server: str) -> bool:
    """A machine's own address; the fetcher takes no other."""
    return bool(re.fullmatch(r"https?://(127(\.\d{1,3}){3}|\[::1\]):\d{1,5}/?", server))
