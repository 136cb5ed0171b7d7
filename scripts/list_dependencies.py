"""Write DEPENDENCIES.md: every locked package with its licence.

Exit codes: 0 written or fresh, 1 stale and --check, 2 a package is not installed.
"""

import argparse
import importlib.metadata
import os
import sys
from collections.abc import Sequence

from language import language_of, said
from marked import ROOT
from supply.licences import page
from supply.locked import asked, locked

from grantpages.problem import LANGUAGES, Language, Message

FILE, LOCK, PROJECT = ROOT / "DEPENDENCIES.md", ROOT / "requirements.lock", ROOT / "pyproject.toml"
DESCRIPTION = Message(
    "requirements.lock ішіндегі пакеттердің нұсқалары мен лицензияларын DEPENDENCIES.md файлына жазады.",
    "Записывает в DEPENDENCIES.md версии и лицензии пакетов из requirements.lock.",
)
CHECK = Message(
    "ештеңе жазбай, файл ескірген болса, 1 кодымен аяқталады",
    "ничего не писать, а завершиться с кодом 1, если файл устарел",
)
LANG = Message(
    "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
    "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
)
STALE = Message(
    "DEPENDENCIES.md ескірген. Жаңарту: .venv/bin/python scripts/list_dependencies.py",
    "DEPENDENCIES.md устарел. Обновить: .venv/bin/python scripts/list_dependencies.py",
)
NOT_INSTALLED = Message(
    "{name} орнатылмаған, лицензиясы белгісіз. Орнату: make .venv/.ready",
    "{name} не установлен, его лицензия неизвестна. Установить: make .venv/.ready",
)


def main(arguments: Sequence[str]) -> int:
    """Write or check, and return the exit code."""
    given = _parser(language_of(arguments, os.environ)).parse_args(arguments)
    try:
        text = page(locked(LOCK.read_text(encoding="utf-8")), asked(PROJECT))
    except importlib.metadata.PackageNotFoundError as error:
        print(said(NOT_INSTALLED.fill(name=error.name), given.lang), file=sys.stderr)
        return 2
    fresh = FILE.is_file() and FILE.read_text(encoding="utf-8") == text
    if not fresh and given.check:
        print(said(STALE, given.lang), file=sys.stderr)
        return 1
    if not fresh:
        FILE.write_text(text, encoding="utf-8")
    return 0


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=said(DESCRIPTION, language))
    parser.add_argument("--check", action="store_true", help=said(CHECK, language))
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=said(LANG, language))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
