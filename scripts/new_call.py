"""Announce a competition: a conversation, a table or a file of answers becomes its record.

Exit codes: 0 written, 2 not written, 130 interrupted; the answers given so far are kept.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from asking import words as asking
from asking.arguments import refuse
from asking.asker import Screen
from asking.console import Console
from asking.files import Kept, Unwritten, write_all
from asking.opening import language_asked, links, records
from asking.running import Talk, exit_code
from commandline import Refused
from language import language_of, said
from moment import moment_of
from newcall import words
from newcall.arguments import Asked, parse
from newcall.dialogue import Desk, Drafted, dialogue
from newcall.headings import HEADINGS, SAMPLE, calls_of
from newcall.outcome import closing, files_of, findings_lines, items_of, preview
from newcall.publishing import publish
from newcall.questions import QUESTIONS

from grantpages.desk.announcement import file_name
from grantpages.desk.sheet import read_rows, sample
from grantpages.problem import LANGUAGES, Language

TEMPLATES = Path(__file__).parents[1] / "data" / "templates"
"""What is poured where the data folder has no templates of its own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Hold the conversation and return the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    return exit_code(lambda: _run(parse(given, os.environ)), language_of(given, os.environ))


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
    desk = Desk(records(asked.data, words.NO_DATA), _templates(asked.data), moment_of(os.environ))
    if asked.publish:
        return publish(asked, desk, screen)
    for rows, answers in _presets(asked):
        if rows:
            print(said(words.ROWS.fill(file=asked.sheet, rows=", ".join(map(str, rows))), asked.lang))
        _announce(asked, desk, answers, screen)
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


def _announce(asked: Asked, desk: Desk, answers: Mapping[str, str], screen: Screen | None) -> None:
    """One competition, from the first question to its file."""
    kept = Kept(asked.data / ".new-call.yml")
    ledger = links(asked.data)
    talk = Talk(asked.lang, screen, kept, resume=not asked.sheet)
    drafted = talk.hold(dialogue(desk, lambda drafted: preview(drafted, items_of(desk, drafted, ledger))), answers)
    files = files_of(asked.data, drafted)
    write_all(files)
    kept.drop()
    _tell(desk, drafted, list(files), asked, bool(screen))


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
