"""Reads the data folder for a run: which pages are meant, what their links' own texts show."""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from commandline import Refused

from grantpages.checks import evidence
from grantpages.checks.asking import ask, questions
from grantpages.checks.finding import Finding
from grantpages.checks.locate import located
from grantpages.checks.rule import rules_of
from grantpages.evidence.citations import Citation, citations
from grantpages.evidence.exceptions import Exceptions, Sighting, expired, read_exceptions
from grantpages.faults import quoted
from grantpages.load import CannotRead, Dataset, load_folder
from grantpages.problem import Message, Problem
from linkcheck.arguments import Asked, CannotRun
from linkcheck.cited import Cited, Decision, Page, Plan
from linkcheck.help import REFUSALS


def read_plan(asked: Asked) -> Plan:
    """Read the data folder. Raises Refused, CannotRun."""
    dataset = _read_records(asked)
    exceptions = _read_exceptions(asked)
    groups = _chosen(asked, dataset)
    findings = [*_findings(asked, dataset, groups), *expired(exceptions, asked.today)]
    decided = {key: exceptions.in_force(key, asked.today) for key in exceptions.decisions}
    decisions = {key: _plain(decision) for key, decision in decided.items() if decision}
    return Plan([_page(group, dataset) for group in groups], findings, decisions)


def _read_records(asked: Asked) -> Dataset:
    try:
        dataset, problems = load_folder(asked.data)
    except CannotRead as error:
        raise Refused(_no_folder(error)) from None
    if dataset is None:
        raise CannotRun(problems)
    return dataset


def _no_folder(folder: object) -> Message:
    from grantpages.wording import catalogue  # its words weigh more than a folder that is there needs

    return Message(*(catalogue(language).say("problem.no-folder", folder=folder) for language in ("kk", "ru")))


def _read_exceptions(asked: Asked) -> Exceptions:
    path = asked.data / "evidence" / "exceptions.yml"
    exceptions, problems = read_exceptions(path, path.as_posix())
    if problems:
        raise CannotRun(problems)
    return exceptions


def _plain(decision: Sighting) -> Decision:
    reason = Message(decision.reason.kk, decision.reason.ru)
    return Decision(decision.seen, decision.who, decision.until, reason)


def _page(group: Sequence[Citation], dataset: Dataset) -> Page:
    cited = (
        Cited(dataset.files[each.section, each.id], f"{each.section}/{each.id}", each.path, each.link.url)
        for each in group
    )
    return Page(group[0].identity, tuple(cited))


def _chosen(asked: Asked, dataset: Dataset) -> list[Sequence[Citation]]:
    """The citations of each page a run is about, in the order of their first. Raises Refused."""
    every = list(citations(dataset.calls, dataset.projects))
    if asked.changed_since is not None:
        changed = _changed(asked.data, asked.changed_since)
        every = [each for each in every if dataset.files[each.section, each.id] in changed]
    elif asked.only:
        for what in asked.only:
            if not any(_is_meant(each, what) for each in every):
                raise Refused(REFUSALS["only"].fill(found=quoted(what)))
    if asked.only:
        every = [each for each in every if any(_is_meant(each, what) for what in asked.only)]
    return _grouped(every)


def _findings(asked: Asked, dataset: Dataset, groups: Sequence[Sequence[Citation]]) -> list[Problem]:
    """What the links' own texts show, by file and line; of a part of the links only what is about them."""
    found = ask(dataset, asked.today, questions(rules_of(evidence)))
    places = {(each.section, each.id, each.path) for group in groups for each in group}
    whole = _whole_records(asked, groups)

    def is_meant(finding: Finding) -> bool:
        if whole is None or (finding.kind, finding.id) in whole:
            return True
        steps = range(len(finding.path) + 1)
        return any((finding.kind, finding.id, finding.path[:step]) in places for step in steps)

    return located(filter(is_meant, found), dataset, asked.data)


def _whole_records(asked: Asked, groups: Sequence[Sequence[Citation]]) -> set[tuple[str, str]] | None:
    """The records meant as a whole; None where all are."""
    if not asked.only and asked.changed_since is None:
        return None
    records = {(each.section, each.id) for group in groups for each in group}
    return {record for record in records if not asked.only or record[1] in asked.only}


def _is_meant(citation: Citation, what: str) -> bool:
    identity = citation.identity
    if what in (identity.platform, identity.key, citation.id):
        return True
    return any(what.lower() in text.lower() for text in (identity.url, identity.printed))


def _grouped(every: Iterable[Citation]) -> list[Sequence[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for citation in every:
        groups.setdefault(citation.identity.key or citation.identity.printed, []).append(citation)
    return list(groups.values())


def _changed(data: Path, revision: str) -> set[str]:
    """Files below the data folder that differ from where this history left `revision`, new ones too."""
    commit = _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        code = "revision" if _git(data, "rev-parse", "--git-dir") else "no-git"
        raise Refused(REFUSALS[code].fill(found=quoted(revision), folder=Message(str(data), str(data))))
    base = _git(data, "merge-base", commit.strip(), "HEAD") or commit
    changed = _git(data, "diff", "--name-only", "--relative", "-z", base.strip(), "--", ".") or ""
    new = _git(data, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or ""
    return {name for name in (*changed.split("\0"), *new.split("\0")) if name}


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None where it refuses or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "surrogateescape")
