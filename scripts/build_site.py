"""Check the data and build the site over the last one. MkDocs is asked only if what is its own has changed.

Exit codes: 0 built, 1 the data have errors, 2 could not run, 130 interrupted.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from commandline import Parser, Refused
from datacheck import arguments as checking
from datacheck.report import Report, look
from datacheck.textreport import section_of, text_of
from language import language_of, said
from moment import moment_of

from grantpages.exports.reports import PLACE as REPORT_TEMPLATE
from grantpages.exports.templatefault import TemplateFault
from grantpages.load import CannotRead
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.site.chrome import absent_line, problem_lines
from grantpages.site.frame import CONFIGURATION, Frame, Frames, key_of
from grantpages.site.reading import OPERATOR, Reading, Source
from grantpages.site.shelf import Changed, Library
from grantpages.site.whole import Place, build_whole
from grantpages.wording import catalogue

ROOT = Path(__file__).resolve().parents[1]
TRIES = 3
"""How often MkDocs is asked while somebody writes what it is to read."""
DESCRIPTION = Message("Деректерді тексеріп, сайтты құрады.", "Проверяет данные и собирает сайт.")
EPILOG = Message(
    "аяқталу коды: 0 – сайт құрылды, 1 – деректерде қате бар, 2 – құру мүмкін болмады, 130 – Ctrl-C",
    "код завершения: 0 – сайт собран, 1 – в данных есть ошибки, 2 – собрать не удалось, 130 – Ctrl-C",
)
HELP = Message("осы анықтаманы көрсету", "показать эту справку")
SITE = Message("сайттың қалтасы (әдепкісі: site)", "папка сайта (по умолчанию site)")
FOLDER = Message("ҚАЛТА", "ПАПКА")
UNFRAMED = Message(
    "Құрып жатқанда docs/, hooks/ немесе mkdocs.yml қайта-қайта өзгерді. Өзгерту біткен соң қайта іске қосыңыз.",
    "Во время сборки несколько раз изменялись docs/, hooks/ или mkdocs.yml. Запустите снова, когда правка закончится.",
)


@dataclass(frozen=True)
class Asked:
    """What is built, and how one is told of it. shown: the data folder's name in messages.

    told: the file in which a preview is told what is wrong, by language.
    """

    place: Place
    shown: str
    check: checking.Asked
    told: Path | None

    @property
    def language(self) -> Language:
        """Messages are in this language."""
        return self.check.lang


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    try:
        asked = _asked(given, language)
        try:
            return _run(asked)
        except (CannotRead, Changed, Refused, TemplateFault) as error:
            message, code = _failure(error)
            _tell(asked, {one: [said(message, one)] for one in LANGUAGES})
    except ValueError as error:
        message, code = _bad_moment(error), 2
    except Refused as error:
        message, code = error.message, error.code
    except KeyboardInterrupt:
        return 130
    print(said(message, language), file=sys.stderr)
    return code


def _failure(error: Exception) -> tuple[Message, int]:
    """What is said of a build that could not be done, and the exit code."""
    match error:
        case TemplateFault(message=message):
            return Message(f"{REPORT_TEMPLATE}: {message.kk}", f"{REPORT_TEMPLATE}: {message.ru}"), 1
        case Refused(message=message, code=code):
            return message, code
        case Changed():
            return _in_both("problem.changed-meanwhile", file=str(error)), 1
    return _in_both("problem.no-folder", folder=str(error)), 2


def _bad_moment(found: ValueError) -> Message:
    return _in_both("problem.bad-moment", found=str(found))


def _in_both(key: str, **values: str) -> Message:
    return Message(*(catalogue(language).say(key, **values) for language in LANGUAGES))


def _tell(asked: Asked, lines: Mapping[str, Sequence[str]]) -> None:
    """Write what is wrong for who asked for it in a file."""
    if asked.told:
        asked.told.write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")


def _asked(given: Sequence[str], language: Language) -> Asked:
    """Read the arguments. Raises Refused, ValueError for a minute that is none; `--help` prints and exits."""
    parser = Parser("build_site.py […]", DESCRIPTION, EPILOG, language)
    parser.add("--help", HELP, action="help")
    parser.add("--site", SITE, FOLDER)
    parser.add_argument("--told", help=argparse.SUPPRESS)  # for a preview
    options = parser.read(given)
    site, told = options.site, options.told
    data, cache = (os.environ.get(f"GRANTPAGES_{name}") for name in ("DATA", "CACHE"))
    place = Place(
        Path(data or ROOT / "data"),
        Path(site or ROOT / "site"),
        Path(cache or ROOT / ".cache"),
        len(os.sched_getaffinity(0)),
    )
    shown = data or os.path.relpath(place.data)
    check = checking.parse(["--brief", f"--lang={language}"], os.environ, moment_of(os.environ))
    return Asked(place, shown, check, Path(told) if told else None)


def _run(asked: Asked) -> int:
    place = asked.place
    read = Source(place.data, asked.shown, asked.check.now, place.cache, place.processes).read()
    if read.library is None or read.counts.get("error"):
        return _refused(asked, read)
    sys.stdout.writelines(text_of(Report(asked.check, (), read.counts, read.files, read.waiting)))
    sys.stdout.flush()
    done = build_whole(_frame(asked, read.library), read.library, place)
    if line := absent_line(done.absent, asked.language):
        print(line)
    return 0


def _refused(asked: Asked, read: Reading) -> int:
    """Say what is wrong, as the check of the data says it; it does not look at the link checker's ledger."""
    _tell(asked, {language: [*_wrong(asked, read, language)] for language in LANGUAGES} if asked.told else {})
    import check_data  # with all it can be asked for, most of which no build needs

    if code := check_data.main([str(asked.place.data), "--brief", f"--lang={asked.language}"]):
        return code
    print("\n".join(problem_lines(read.problems, asked.language)), file=sys.stderr)
    return 1


def _wrong(asked: Asked, read: Reading, language: Language) -> Iterator[str]:
    """The lines of all problems, or of the errors that the audit found."""
    if read.problems:
        yield from problem_lines(read.problems, language)
    else:
        for section in look(replace(asked.check, lang=language), section_of).sections:
            yield from section.splitlines()


def _frame(asked: Asked, library: Library) -> Frame:
    """The frame that is kept, or a new one. Where MkDocs fails, which it has said, this command ends, too."""
    frames = Frames(asked.place.cache / "frames")
    for _ in range(TRIES):
        if frame := frames.recall(key_of(ROOT, os.environ, library.marks[OPERATOR])):
            return frame
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(ROOT / CONFIGURATION)]
        if code := subprocess.run(command, env=os.environ | {"GRANTPAGES_ONLY_FRAME": "1"}, check=False).returncode:
            sys.exit(code)
    raise Refused(UNFRAMED)


if __name__ == "__main__":
    sys.exit(main())
