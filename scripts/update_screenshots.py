"""Make the guide's pictures again: do what its pages say with the records of the example, build the site, look at it.

Exit codes: 0 written or all fresh, 1 stale pictures found by --check, 2 could not run.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from guide.pictures import Picture, build, pictures, words_of
from guide.workspace import ROOT, lay_out
from language import language_of

from grantpages.problem import Language

GUIDE = ROOT / "docs" / "guide"
RECORDS = ROOT / "tests" / "data" / "guide"
SAID = {
    "kk": {
        "description": "Нұсқаулықтың суреттерін қайта түсіреді: мысалдарын орындап, сайтты құрады да, браузерде ашады.",
        "check": "ештеңе жазбай, ескірген суреттерді атайды; ондай сурет болса, 1 кодымен аяқталады",
        "out": "суреттер жазылатын қалта",
        "lang": "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
        "help": "осы анықтаманы көрсетіп, аяқтайды",
        "written": "Жазылды: {file}, КиБ: {size}",
        "fresh": "Өзгеріс жоқ: {file}",
        "stale": "Сурет ескірген, беті өзгерген: {file}",
        "update": "Жаңарту: make screenshots",
        "failed": "Мысалдағы сайт құрылмады немесе браузерде ашылмады, суреттер бұрынғы күйінде:",
    },
    "ru": {
        "description": "Снимает заново картинки руководства: выполняет примеры, собирает сайт, открывает в браузере.",
        "check": "ничего не писать, а назвать устаревшие картинки; если такие есть, завершиться с кодом 1",
        "out": "папка, куда писать картинки",
        "lang": "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
        "help": "показать эту справку и выйти",
        "written": "Записано: {file}, КиБ: {size}",
        "fresh": "Без изменений: {file}",
        "stale": "Картинка устарела, страница изменилась: {file}",
        "update": "Обновить: make screenshots",
        "failed": "Сайт примера не собрался или не открылся в браузере, картинки остались прежними:",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or compare the pictures and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    asked = _parser(language_of(given, os.environ)).parse_args(given)
    said = SAID[asked.lang]
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = list(pictures(build(folder, lay_out(folder, RECORDS), GUIDE)))
    except (RuntimeError, LookupError, OSError) as error:
        print(f"{said['failed']}\n{error}", file=sys.stderr)
        return 2
    return _compare(made, asked.out, said) if asked.check else _write(made, asked.out, said)


def _compare(made: Iterable[Picture], out: Path, said: dict[str, str]) -> int:
    stale = [picture.name for picture in made if _seen(out / f"{picture.name}.png") != picture.words]
    for name in stale:
        print(said["stale"].format(file=f"{name}.png"), file=sys.stderr)
    if stale:
        print(said["update"], file=sys.stderr)
    return 1 if stale else 0


def _seen(png: Path) -> str | None:
    return words_of(png) if png.is_file() else None


def _write(made: Iterable[Picture], out: Path, said: dict[str, str]) -> int:
    out.mkdir(parents=True, exist_ok=True)
    for picture in made:
        file = out / f"{picture.name}.png"
        if file.is_file() and file.read_bytes() == picture.png:
            print(said["fresh"].format(file=file.name))
            continue
        draft = file.with_suffix(".tmp")
        draft.write_bytes(picture.png)
        draft.replace(file)
        print(said["written"].format(file=file.name, size=-(-len(picture.png) // 1024)))
    return 0


def _parser(language: Language) -> argparse.ArgumentParser:
    said = SAID[language]
    parser = argparse.ArgumentParser(description=said["description"], add_help=False)
    parser.add_argument("--check", action="store_true", help=said["check"])
    parser.add_argument("--out", type=Path, default=GUIDE / "pictures", help=said["out"])
    parser.add_argument("--lang", choices=("kk", "ru"), default=language, help=said["lang"])
    parser.add_argument("--help", action="help", help=said["help"])
    return parser


if __name__ == "__main__":
    sys.exit(main())
