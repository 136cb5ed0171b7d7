"""The command line of scripts/new_call.py, read into one record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from asking.arguments import answers_of, refuse, settings_of
from commandline import Parser, choice
from language import language_of, said

from grantpages.problem import LANGUAGES, Language
from newcall.help import DESCRIPTION, EPILOG, HELP, VALUES

CHOSEN = "GRANTPAGES_LANG"


@dataclass(frozen=True)
class Asked:
    """What a run is asked to do. lang_given: whether the language was chosen, or has to be asked for."""

    data: Path
    lang: Language
    lang_given: bool
    sheet: Path | None
    answers: Mapping[str, str]
    yes: bool
    publish: str
    sample: Path | None
    keys: bool


def parse(arguments: Sequence[str], environment: Mapping[str, str]) -> Asked:
    """Read the arguments. Raises Refused, Faulty; `--help` prints and exits."""
    language = language_of(arguments, environment)
    given = _parser(language).read(arguments)
    lang = choice("--lang", given.lang or language, LANGUAGES)
    if given.sheet and given.publish:
        refuse("together", one="--from", other="--publish")
    return Asked(
        data=Path(given.data or environment.get("GRANTPAGES_DATA") or "data"),
        lang=cast(Language, lang),
        lang_given=bool(given.lang or environment.get(CHOSEN) in LANGUAGES),
        sheet=Path(given.sheet) if given.sheet else None,
        answers=(answers_of(Path(given.answers)) if given.answers else {}) | settings_of(given.set),
        yes=given.yes,
        publish=given.publish or "",
        sample=Path(given.sample) if given.sample else None,
        keys=given.keys,
    )


def _parser(language: Language) -> Parser:
    parser = Parser(f"new_call.py [{said(VALUES['folder'], language)}] […]", DESCRIPTION, EPILOG, language)
    parser.add("data", HELP["data"], VALUES["folder"], nargs="?")
    parser.add("--help", HELP["help"], action="help")
    parser.add("--lang", HELP["lang"], VALUES["what"])
    parser.add("--from", HELP["from"], VALUES["file"], dest="sheet")
    parser.add("--answers", HELP["answers"], VALUES["file"])
    parser.add("--set", HELP["set"], VALUES["answer"], action="append", default=[])
    parser.add("--yes", HELP["yes"], action="store_true")
    parser.add("--publish", HELP["publish"], VALUES["id"])
    parser.add("--sample", HELP["sample"], VALUES["file"])
    parser.add("--keys", HELP["keys"], action="store_true")
    return parser
