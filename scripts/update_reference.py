"""Write the files that are generated from the models: schemas, templates, the format's pages.

Exit codes: 0 all fresh, 1 stale files found by --check, 2 could not run.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from grantpages.problem import Language
from grantpages.reference import generated
from grantpages.wording import catalogue

ROOT = Path(__file__).parent.parent
SAID = {
    "kk": {
        "description": "Модельдерден жасалатын файлдарды жаңартады: схемалар, үлгілер, деректер форматының беттері.",
        "check": "ештеңе жазбай, ескірген файлдарды атайды; ондай файл болса, 1 кодымен аяқталады",
        "root": "репозиторийдің түбірі",
        "lang": "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
    },
    "ru": {
        "description": "Обновляет файлы, создаваемые из моделей: схемы, образцы, страницы формата данных.",
        "check": "ничего не пишет, а называет устаревшие файлы; если такие есть, завершается с кодом 1",
        "root": "корень репозитория",
        "lang": "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check, and return the exit code."""
    asked = _parser().parse_args(arguments)
    words = catalogue(asked.lang)
    stale = {file: text for file, text in generated().items() if _read(asked.root / file) != text}
    for file, text in stale.items():
        if asked.check:
            print(words.say("reference.stale", file=file), file=sys.stderr)
        else:
            (asked.root / file).parent.mkdir(parents=True, exist_ok=True)
            (asked.root / file).write_text(text, encoding="utf-8", newline="\n")
            print(words.say("reference.written", file=file))
    if stale and asked.check:
        print(words.say("reference.update"), file=sys.stderr)
    return 1 if stale and asked.check else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _parser() -> argparse.ArgumentParser:
    default: Language = "ru" if os.environ.get("GRANTPAGES_LANG") == "ru" else "kk"
    help_in: Language = "ru" if "ru" in sys.argv[1:] or "--lang=ru" in sys.argv[1:] else default
    said = SAID[help_in]
    parser = argparse.ArgumentParser(description=said["description"])
    parser.add_argument("--check", action="store_true", help=said["check"])
    parser.add_argument("--root", type=Path, default=ROOT, help=said["root"])
    parser.add_argument("--lang", choices=("kk", "ru"), default=default, help=said["lang"])
    return parser


if __name__ == "__main__":
    sys.exit(main())
