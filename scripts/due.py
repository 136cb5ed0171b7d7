"""Say which records came to their hour and are not on the published site yet: the timer asks it before it builds.

Exit codes: 0 looked, 1 the data have errors, 2 could not run.
"""

import argparse
import datetime
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from language import language_of
from moment import moment_of

from grantpages.astana import iso_in_astana
from grantpages.embargo import Key, fallen, waiting
from grantpages.load import CannotRead, load_folder
from grantpages.problem import Language
from grantpages.wording import catalogue, moment_text

DAYS = 2
"""How long a record that fell due is looked for. A build that fails that long needs a person, and no timer."""
LOCATION = re.compile(r"<loc>[^<]*/([a-z]+)/([a-z0-9-]+)/</loc>")
SAID = {
    "kk": {
        "description": "Уақыты келген, бірақ жарияланған сайтта әлі жоқ жазбаларды атайды.",
        "data": "деректер қалтасы (әдепкісі: GRANTPAGES_DATA немесе data)",
        "sitemap": "жарияланған сайттың sitemap.xml файлы; файл болмаса, сайт бос деп саналады",
        "format": "text – адамға, github – GitHub Actions үшін due=true немесе due=false",
        "lang": "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
        "help": "осы анықтаманы көрсетіп, аяқтайды",
        "due": "Уақыты келген, сайтта әлі жоқ жазба:",
        "none": "Уақыты келген жаңа жазба жоқ.",
    },
    "ru": {
        "description": "Называет записи, чей час настал, а на опубликованном сайте их еще нет.",
        "data": "папка данных (по умолчанию GRANTPAGES_DATA или data)",
        "sitemap": "файл sitemap.xml опубликованного сайта; если файла нет, сайт считается пустым",
        "format": "text – для человека, github – due=true или due=false для GitHub Actions",
        "lang": "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
        "help": "показать эту справку и выйти",
        "due": "Час настал, а на сайте еще нет:",
        "none": "Новых записей, чей час настал, нет.",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Look and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    asked = _parser(language).parse_args(given)
    try:
        now = moment_of(os.environ)
        dataset, problems = load_folder(asked.data)
    except CannotRead as error:
        print(catalogue(language).say("problem.no-folder", folder=error), file=sys.stderr)
        return 2
    except ValueError as error:
        print(catalogue(language).say("problem.bad-moment", found=error), file=sys.stderr)
        return 2
    if dataset is None:
        print("\n".join(problem.text(language) for problem in problems), file=sys.stderr)
        return 1
    published = set(LOCATION.findall(_read(asked.sitemap)))
    found = [key for key in fallen(dataset, now - datetime.timedelta(days=DAYS), now) if key not in published]
    print(
        "\n".join(
            (_for_github if asked.format == "github" else _for_people)(found, waiting(dataset, now).next, language)
        )
    )
    return 0


def _for_github(found: Sequence[Key], following: datetime.datetime | None, language: Language) -> list[str]:
    """Lines of a step's outputs."""
    return [f"due={'true' if found else 'false'}", f"next={iso_in_astana(following) if following else ''}"]


def _for_people(found: Sequence[Key], following: datetime.datetime | None, language: Language) -> list[str]:
    said, records = SAID[language], [f"  {kind}/{id}" for kind, id in found]
    words = catalogue(language)
    after = [words.say("embargo.next", moment=moment_text(following, language))] if following else []
    return [said["due"], *records, *after] if found else [said["none"], *after]


def _read(sitemap: Path | None) -> str:
    return sitemap.read_text(encoding="utf-8", errors="replace") if sitemap and sitemap.is_file() else ""


def _parser(language: Language) -> argparse.ArgumentParser:
    said = SAID[language]
    parser = argparse.ArgumentParser(description=said["description"], add_help=False)
    folder = Path(os.environ.get("GRANTPAGES_DATA") or "data")
    parser.add_argument("data", type=Path, nargs="?", default=folder, help=said["data"])
    parser.add_argument("--sitemap", type=Path, help=said["sitemap"])
    parser.add_argument("--format", choices=("text", "github"), default="text", help=said["format"])
    parser.add_argument("--lang", choices=("kk", "ru"), default=language, help=said["lang"])
    parser.add_argument("--help", action="help", help=said["help"])
    return parser


if __name__ == "__main__":
    sys.exit(main())
