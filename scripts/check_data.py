"""Check a data folder: every problem on its own line, exit 1 where there is one.

Exit codes: 0 nothing wrong, 1 problems found, 2 could not run.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from grantpages.load import CannotRead, load_folder
from grantpages.problem import Language, Problem
from grantpages.wording import catalogue

SAID = {
    "kk": {
        "description": "Деректер қалтасын тексереді. Аяқталу коды: 1 – қате бар, 2 – тексеру іске қосылмады.",
        "data": "деректер қалтасы (әдепкісі: GRANTPAGES_DATA немесе data)",
        "format": "нәтиже түрі: text – мәтін, json – бағдарламаларға арналған, github – GitHub бетіндегі белгілер",
        "lang": "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
    },
    "ru": {
        "description": "Проверяет папку с данными. Код завершения: 1 – есть ошибки, 2 – проверку не удалось запустить.",
        "data": "папка с данными (по умолчанию GRANTPAGES_DATA или data)",
        "format": "вид вывода: text – текст, json – для программ, github – пометки на странице GitHub",
        "lang": "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check and return its exit code."""
    asked = _parser().parse_args(arguments)
    words = catalogue(asked.lang)
    try:
        dataset, problems = load_folder(asked.data)
    except CannotRead as error:
        print(words.say("problem.no-folder", folder=error), file=sys.stderr)
        return 2
    if dataset is None:
        _print(problems, asked.format, asked.lang)
        print(words.count("problem.count", len(problems)), file=sys.stderr)
        return 1
    if asked.format == "json":
        print("[]")
    else:
        print(words.count("problem.none", len(dataset.files)))
    return 0


def _parser() -> argparse.ArgumentParser:
    default: Language = "ru" if os.environ.get("GRANTPAGES_LANG") == "ru" else "kk"
    help_in: Language = "ru" if "ru" in sys.argv[1:] or "--lang=ru" in sys.argv[1:] else default
    said = SAID[help_in]
    parser = argparse.ArgumentParser(description=said["description"])
    data = Path(os.environ.get("GRANTPAGES_DATA") or "data")
    parser.add_argument("data", nargs="?", type=Path, default=data, help=said["data"])
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help=said["format"])
    parser.add_argument("--lang", choices=("kk", "ru"), default=default, help=said["lang"])
    return parser


def _print(problems: Sequence[Problem], form: str, language: Language) -> None:
    if form == "json":
        print(json.dumps([_plain(problem) for problem in problems], ensure_ascii=False, indent=2))
    for problem in problems if form != "json" else ():
        print(problem.text(language) if form == "text" else _annotation(problem, language))


def _plain(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message._asdict(),
    }


def _annotation(problem: Problem, language: Language) -> str:
    """GitHub's workflow command; its own escapes keep a message from starting a second command."""
    said = (
        f"{problem.field}: {getattr(problem.message, language)}"
        if problem.field
        else getattr(problem.message, language)
    )
    said = said.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = problem.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A").replace("\n", "%0A")
    return f"::error file={file},line={problem.line},title={problem.code}::{said}"


if __name__ == "__main__":
    sys.exit(main())
