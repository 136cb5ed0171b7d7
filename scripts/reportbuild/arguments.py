"""The command line of scripts/build_report.py, read into one record; what is wrong is said in the reader's language."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commandline import Parser, choice, refuse
from language import language_of, said

from grantpages.problem import LANGUAGES, Language
from reportbuild.words import DESCRIPTION, EPILOG, HELP, REFUSALS, VALUES

OUT = Path("build/reports")


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
    given = _parser(language).read(arguments)
    if not given.id and not given.new_template:
        refuse(REFUSALS["id"])
    choice("--lang", given.lang or language, LANGUAGES)
    if given.out and not given.lang:
        refuse(REFUSALS["out"])
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


def _parser(language: Language) -> Parser:
    parser = Parser(f"build_report.py {said(VALUES['id'], language)} […]", DESCRIPTION, EPILOG, language)

    def add(name: str, metavar: str = "", **how: Any) -> None:
        parser.add(name, HELP[name.lstrip("-")], VALUES[metavar] if metavar else None, **how)

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
