"""The command line of scripts/record_decision.py, read into one record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from asking.arguments import answers_of, refuse, settings_of
from commandline import Parser, choice
from language import language_of, said

from decision.help import DESCRIPTION, EPILOG, HELP, VALUES
from grantpages.problem import LANGUAGES, Language

OF_DOCUMENT = ("kind", "number", "date", "signer", "language")


@dataclass(frozen=True)
class Asked:
    """What a run is asked to do. record: an id, of a call where no kind stands before it."""

    record: str
    data: Path
    lang: Language
    lang_given: bool
    contracts: bool
    document: Path | None
    sheet: Path | None
    answers: Mapping[str, str]
    yes: bool
    sample: Path | None
    keys: bool


def parse(arguments: Sequence[str], environment: Mapping[str, str]) -> Asked:
    """Read the arguments. Raises Refused, Faulty; `--help` prints and exits."""
    language = language_of(arguments, environment)
    given = _parser(language).read(arguments)
    lang = choice("--lang", given.lang or language, LANGUAGES)
    described = {f"document.{name}": getattr(given, name) for name in OF_DOCUMENT if getattr(given, name)}
    if described and not given.document:
        refuse("needs", one=f"--{next(iter(described)).partition('.')[2]}", other="--document")
    if given.document and (given.contracts or given.sheet):
        refuse("together", one="--document", other="--contracts" if given.contracts else "--from")
    answers = (answers_of(Path(given.answers)) if given.answers else {}) | settings_of(given.set) | described
    return Asked(
        record=given.record or "",
        data=Path(given.data or environment.get("GRANTPAGES_DATA") or "data"),
        lang=cast(Language, lang),
        lang_given=bool(given.lang or environment.get("GRANTPAGES_LANG") in LANGUAGES),
        contracts=given.contracts,
        document=Path(given.document) if given.document else None,
        sheet=Path(given.sheet) if given.sheet else None,
        answers=answers | ({"write": "yes"} if given.yes else {}),
        yes=given.yes,
        sample=Path(given.sample) if given.sample else None,
        keys=given.keys,
    )


def _parser(language: Language) -> Parser:
    usage = f"record_decision.py [{said(VALUES['record'], language)}] […]"
    parser = Parser(usage, DESCRIPTION, EPILOG, language)
    parser.add("record", HELP["record"], VALUES["record"], nargs="?")
    parser.add("--help", HELP["help"], action="help")
    parser.add("--data", HELP["data"], VALUES["folder"])
    parser.add("--lang", HELP["lang"], VALUES["what"])
    parser.add("--contracts", HELP["contracts"], action="store_true")
    parser.add("--document", HELP["document"], VALUES["file"])
    for name in OF_DOCUMENT:
        parser.add(f"--{name}", HELP[name], VALUES["what"])
    parser.add("--from", HELP["from"], VALUES["file"], dest="sheet")
    parser.add("--answers", HELP["answers"], VALUES["file"])
    parser.add("--set", HELP["set"], VALUES["answer"], action="append", default=[])
    parser.add("--yes", HELP["yes"], action="store_true")
    parser.add("--sample", HELP["sample"], VALUES["file"])
    parser.add("--keys", HELP["keys"], action="store_true")
    return parser
