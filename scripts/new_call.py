"""Announce a competition: a conversation, a table or a file of answers becomes its record.

Exit codes: 0 written, 2 not written, 130 interrupted; the answers given so far are kept.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from asking import words as asking
from asking.arguments import Faulty, Refused, refuse
from asking.asker import Asker, Screen, Unanswered
from asking.console import Console
from asking.files import Kept, Unwritten, write_all
from asking.opening import language_asked, links, minute, records
from asking.question import Question
from asking.words import said
from language import language_of
from newcall import words
from newcall.arguments import Asked, parse
from newcall.dialogue import Desk, Drafted, dialogue
from newcall.headings import HEADINGS, SAMPLE, calls_of
from newcall.outcome import closing, files_of, findings_lines, items_of, preview
from newcall.publishing import publish
from newcall.questions import QUESTIONS

from grantpages.desk.announcement import FaultyTemplate, file_name
from grantpages.desk.insertion import CannotInsert
from grantpages.desk.sheet import BadSheet, read_rows, sample
from grantpages.desk.typed import yes
from grantpages.load import CannotRead
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import catalogue

TEMPLATES = Path(__file__).parents[1] / "data" / "templates"
"""What is poured where the data folder has no templates of its own."""
REFUSED = (Refused, Unwritten, BadSheet, FaultyTemplate, CannotInsert)


def main(arguments: Sequence[str] | None = None) -> int:
    """Hold the conversation and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = language_of(given, os.environ)
    try:
        return _run(parse(given, os.environ))
    except REFUSED as error:
        print(said(error.message, language), file=sys.stderr)
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem.text(language), file=sys.stderr)
        if faulty.message:
            print(said(faulty.message, language), file=sys.stderr)
    except CannotRead as error:
        print(catalogue(language).say("problem.no-folder", folder=error), file=sys.stderr)
    except OSError as error:
        print(said(asking.UNWRITABLE.fill(file=error.filename or "?", error=error.strerror), language), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 2


def _run(asked: Asked) -> int:
    if asked.keys:
        return _print_keys(asked.lang)
    if asked.sample:
        return _write_sample(asked)
    screen = None if asked.yes else Console()
    if screen and not asked.lang_given:
        try:
            asked = replace(asked, lang=language_asked(screen))
        except EOFError:
            screen = None
    desk = Desk(records(asked.data, words.NO_DATA), _templates(asked.data), minute(os.environ))
    if asked.publish:
        return publish(asked, desk, screen)
    for rows, answers in _presets(asked):
        if rows:
            print(said(words.ROWS.fill(file=asked.sheet, rows=", ".join(map(str, rows))), asked.lang))
        if code := _hold(asked, desk, answers, screen):
            return code
        desk = replace(desk, dataset=records(asked.data, words.NO_DATA))
    return 0


def _presets(asked: Asked) -> Iterator[tuple[list[int], dict[str, str]]]:
    """(rows of the sheet, answers that are there already) of each competition."""
    answers = dict(asked.answers)
    if "funder.name.kk" in answers:
        answers.setdefault("funder", "new")
    if not asked.sheet:
        yield [], answers
        return
    if not asked.sheet.is_file():
        refuse("no-file", file=asked.sheet, error="—")
    for rows, cells in calls_of(read_rows(asked.sheet, HEADINGS), asked.sheet.name):
        yield rows, cells | answers


def _hold(asked: Asked, desk: Desk, answers: dict[str, str], screen: Screen | None) -> int:
    """One competition, from the first question to its file."""
    kept = Kept(asked.data / ".new-call.yml")
    before = _resumed(kept, asked.lang, screen) if screen and not asked.sheet else {}
    typed = [key for key in before if key not in answers]
    asker = Asker(asked.lang, before | answers, screen, kept.write, typed)
    if screen:
        screen.show(said(asking.HOW, asked.lang))
    ledger = links(asked.data)
    try:
        drafted = asker.hold(dialogue(desk, lambda drafted: preview(drafted, items_of(desk, drafted, ledger))))
    except Unanswered as error:
        return _unanswered([*error.lines, *_unused(answers, asker)], asked.lang, kept)
    except KeyboardInterrupt:
        print("\n" + _kept_line(kept, asked.lang), file=sys.stderr)
        return 130
    if unused := _unused(answers, asker):
        return _unanswered(unused, asked.lang, kept)
    files = files_of(asked.data, drafted)
    write_all(files)
    kept.drop()
    _tell(desk, drafted, list(files), asked, bool(screen))
    return 0


def _resumed(kept: Kept, language: Language, screen: Screen) -> dict[str, str]:
    """The answers of an earlier conversation, if there are any and the officer wants them."""
    before = kept.read()
    if not before:
        return {}
    question = Question("continue", asking.GO_ON.fill(n=len(before)), asking.GO_ON_HELP, yes, default="yes")
    try:
        return before if Asker(language, {}, screen).hold(lambda asker: asker.ask(question)) else {}
    except Unanswered:
        return before


def _unused(answers: Mapping[str, str], asker: Asker) -> list[Message]:
    """Answers to what was never asked: a slip in a name must not pass in silence."""
    return [asking.UNUSED.fill(key=key) for key in answers if key not in asker.asked and not key.endswith(".more")]


def _unanswered(lines: Sequence[Message], language: Language, kept: Kept) -> int:
    print(said(asking.MISSING, language), file=sys.stderr)
    for line in lines:
        print(f"  {said(line, language)}", file=sys.stderr)
    if kept.read():
        print(_kept_line(kept, language), file=sys.stderr)
    return 2


def _kept_line(kept: Kept, language: Language) -> str:
    return said(asking.KEPT.fill(file=kept.path.as_posix()) if kept.read() else asking.NOTHING_KEPT, language)


def _tell(desk: Desk, drafted: Drafted, files: Sequence[Path], asked: Asked, shown: bool) -> None:
    """What was written; where nobody has seen the findings yet, these too."""
    for message in closing(desk, drafted, files):
        print(said(message, asked.lang))
    if not shown:
        items = items_of(desk, drafted, links(asked.data))
        print("\n".join(findings_lines(items, LANGUAGES.index(asked.lang))))


def _templates(data: Path) -> dict[Language, str]:
    """The announcement's template of each language, the folder's own before ours. Raises Refused."""
    texts: dict[Language, str] = {}
    for language in LANGUAGES:
        own = data / "templates" / file_name(language)
        path = own if own.is_file() else TEMPLATES / file_name(language)
        try:
            texts[language] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            raise Refused(words.NO_TEMPLATE.fill(file=path.as_posix())) from None
    return texts


def _write_sample(asked: Asked) -> int:
    path = asked.sample
    assert path is not None
    if path.exists():
        raise Unwritten(asking.EXISTS.fill(file=path.as_posix()))
    desk = records(asked.data, words.NO_DATA)
    bodies = [one.name for one in desk.organizations.values() if one.kind == "state_body"]
    names = {
        "funder": bodies[0] if bodies else None,
        "lots.sphere": next(iter(desk.spheres.values())).name,
        "lots.type": next(iter(desk.grant_types.values())).name,
        "region": next(iter(desk.regions.values())).name,
    }
    row = {key: getattr(name, asked.lang) for key, name in names.items() if name}
    write_all({path: sample(HEADINGS, [{**SAMPLE, **row}], asked.lang)})
    print(said(words.SAMPLE.fill(file=path.as_posix()), asked.lang))
    return 0


def _print_keys(language: Language) -> int:
    print(said(words.KEYS_HEAD, language))
    for key, question in QUESTIONS.items():
        named = key.replace("lots.", "lots.N.", 1)
        print(f"  {named:<24} {said(question.text.fill(lot='N'), language)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
