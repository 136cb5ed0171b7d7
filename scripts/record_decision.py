"""Follow a competition on: its decision and winners, later their contracts, and documents beside any record.

Exit codes: 0 written or nothing to change, 2 not written, 130 interrupted; the answers given so far are kept.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from asking import words as asking
from asking.arguments import refuse
from asking.asker import Asker, Screen
from asking.console import Console
from asking.files import Kept, Unwritten, write_all
from asking.opening import language_asked, records
from asking.question import numbered
from asking.running import Talk, exit_code
from commandline import Refused
from decision import words
from decision.arguments import Asked, parse
from decision.contracts import contracted, waiting, winners
from decision.documents import checked, described, free_name
from decision.headings import (
    CONTRACTS,
    CONTRACTS_SAMPLE,
    WINNERS,
    WINNERS_SAMPLE,
    contracts_of,
    winners_of,
)
from decision.outcome import Change, contract_changes, decision_changes, document_change, must_be_unchanged, shown
from decision.questions import QUESTIONS, question
from decision.winners import Desk, decided, is_complete, text
from language import language_of, said
from moment import moment_of

from grantpages.desk.sheet import read_rows, sample
from grantpages.desk.typed import yes
from grantpages.faults import instead, quoted
from grantpages.load import Dataset
from grantpages.problem import Language
from grantpages.wording import slug

Plan = tuple[list[Change], dict[Path, bytes]]
"""The texts that change and the documents that are copied."""
KINDS = ("calls", "projects", "reports")


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
    dataset = records(asked.data, words.NO_DATA)
    kind, id = _record(asked, dataset, screen)
    desk = Desk(dataset, id, moment_of(os.environ).date())
    if asked.document:
        return _hold(asked, id, screen, lambda asker: _document(asker, asked, desk, kind), asked.answers)
    if asked.contracts:
        if not waiting(desk):
            print(said((words.NO_CONTRACTS_LEFT if winners(desk) else words.NO_WINNERS).fill(id=id), asked.lang))
            return 0
        return _hold(asked, id, screen, lambda asker: _contracts(asker, asked, desk), _answers(asked, desk))
    if is_complete(desk):
        print(said(words.NOTHING_LEFT.fill(id=id), asked.lang))
        return 0
    code = _hold(asked, id, screen, lambda asker: _winners(asker, asked, desk), _answers(asked, desk))
    if code == 0:
        print(said(words.NEXT_CONTRACTS.fill(id=id), asked.lang))
    return code


def _record(asked: Asked, dataset: Dataset, screen: Screen | None) -> tuple[str, str]:
    """The kind and id of the record. Raises Refused."""
    kind, slash, id = asked.record.rpartition("/")
    kind = kind if slash else "calls"
    if not asked.record:
        if not dataset.calls:
            raise Refused(words.NO_CALLS)
        calls = numbered([(name, text(call.title)) for name, call in dataset.calls.items()])
        talk = Talk(asked.lang, screen, Kept(asked.data / ".decision.yml"), resume=False)
        id = talk.hold(lambda asker: asker.ask(question("call", choices=calls, read=str)), {})
        talk.kept.drop()
    known = tuple(getattr(dataset, kind)) if kind in (KINDS if asked.document else ("calls",)) else ()
    if id not in known:
        raise Refused(words.NO_CALL.fill(found=quoted(asked.record), hint=instead(id, known, most=8)))
    return kind, id


def _answers(asked: Asked, desk: Desk) -> Mapping[str, str]:
    """The answers that are there already, those of a table too."""
    if asked.sheet is None:
        return asked.answers
    if not asked.sheet.is_file():
        refuse("no-file", file=asked.sheet, error="—")
    if asked.contracts:
        return {**contracts_of(read_rows(asked.sheet, CONTRACTS)), **asked.answers}
    rows = read_rows(asked.sheet, WINNERS)
    return {**winners_of(rows, asked.sheet.name, [lot.number for lot in desk.call.lots]), **asked.answers}


def _winners(asker: Asker, asked: Asked, desk: Desk) -> Plan:
    return decision_changes(asked.data, desk, decided(asker, desk)), {}


def _contracts(asker: Asker, asked: Asked, desk: Desk) -> Plan:
    return contract_changes(asked.data, desk, *contracted(asker, desk)), {}


def _document(asker: Asker, asked: Asked, desk: Desk, kind: str) -> Plan:
    assert asked.document is not None
    folder = asked.data / kind / desk.id
    data, name = checked(asked.document), free_name(asked.document, folder)
    entry = {"file": name, **described(asker)}
    return [document_change(asked.data, desk, kind, entry)], {folder / name: data}


def _hold(
    asked: Asked, id: str, screen: Screen | None, plan: Callable[[Asker], Plan], answers: Mapping[str, str]
) -> int:
    """Ask, show what changes, write it if that is wanted."""
    what = slug(asked.document.name) if asked.document else "contracts" if asked.contracts else "winners"
    kept = Kept(asked.data / f".decision-{id}-{what}.yml")

    def conversation(asker: Asker) -> tuple[Plan, bool]:
        changes, copies = plan(asker)
        if not changes:
            return (changes, copies), False
        lead = shown(changes, copies)
        return (changes, copies), asker.ask(
            question("write", read=yes, example=said(asking.YES, asked.lang), lead=lead)
        )

    (changes, copies), agreed = Talk(asked.lang, screen, kept, resume=not asked.sheet).hold(conversation, answers)
    if not agreed:
        print(said(words.NOT_WRITTEN if changes else words.NO_CHANGES, asked.lang))
        return 0
    if asked.yes:
        print(said(shown(changes, copies), asked.lang))
    must_be_unchanged(changes)
    write_all(copies | {change.path: change.after.encode() for change in changes})
    kept.drop()
    for path in (*copies, *(change.path for change in changes)):
        print(said(words.WRITTEN.fill(file=path.as_posix()), asked.lang))
    return 0


def _write_sample(asked: Asked) -> int:
    path = asked.sample
    assert path is not None
    if path.exists():
        raise Unwritten(asking.EXISTS.fill(file=path.as_posix()))
    headings, row = (CONTRACTS, CONTRACTS_SAMPLE) if asked.contracts else (WINNERS, WINNERS_SAMPLE)
    write_all({path: sample(headings, [row], asked.lang)})
    print(said(words.SAMPLE.fill(file=path.as_posix()), asked.lang))
    return 0


def _print_keys(language: Language) -> int:
    print(said(words.KEYS_HEAD, language))
    for key, one in QUESTIONS.items():
        whole = key.startswith(("protocol", "applications", "document")) or key in ("call", "ready", "write")
        named = key if whole else f"P.{key}" if key.startswith("contract.") else f"winners.L.N.{key}"
        blank = {"lot": "L", "direction": "…", "title": "P"}
        print(f"  {named:<24} {said(one.text.fill(**blank), language)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
