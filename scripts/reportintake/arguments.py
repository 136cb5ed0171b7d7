"""The command line of scripts/import_report.py, read into one record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from commandline import Parser, choice, refuse
from language import language_of, said

from grantpages.problem import Language
from reportintake.words import DESCRIPTION, EPILOG, HELP, REFUSALS, VALUES

LANGUAGES = ("kk", "ru", "auto")


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
    given = _parser(language).read(arguments)
    if not given.file:
        refuse(REFUSALS["no-file"])
    if not given.out:
        refuse(REFUSALS["no-out"])
    lang = choice("--lang", given.lang or language, LANGUAGES)
    document = choice("--document", given.document or "auto", LANGUAGES)
    return Asked(
        file=Path(given.file),
        out=Path(given.out),
        data=Path(given.data or environment.get("GRANTPAGES_DATA") or "data"),
        force=given.force,
        lang=cast(Language, lang) if lang != "auto" else None,
        document=cast(Language, document) if document != "auto" else None,
    )


def _parser(language: Language) -> Parser:
    usage = f"import_report.py {said(VALUES['file'], language)} --out {said(VALUES['folder'], language)} […]"
    parser = Parser(usage, DESCRIPTION, EPILOG, language)

    def add(name: str, metavar: str = "", **how: Any) -> None:
        parser.add(name, HELP[name.lstrip("-")], VALUES[metavar] if metavar else None, **how)

    add("file", "file", nargs="?")
    add("--help", action="help")
    add("--out", "folder")
    add("--force", action="store_true")
    add("--data", "folder")
    add("--lang", "what")
    add("--document", "what")
    return parser
