"""The pages that the records cite: which are meant, and where each stands in the files."""

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grantpages.checks import evidence
from grantpages.checks.audit import audit, rules_of
from grantpages.checks.finding import Finding
from grantpages.checks.locate import located
from grantpages.evidence.citations import Citation, citations
from grantpages.evidence.identity import Identity
from grantpages.faults import quoted
from grantpages.load import Dataset
from grantpages.problem import Message, Problem
from grantpages.yamlfile import read_document
from grantpages.yamlreader import Lines
from linkcheck.arguments import Asked, Refused
from linkcheck.help import REFUSALS


@dataclass(frozen=True)
class Page:
    """One page and everything that cites it."""

    identity: Identity
    citations: tuple[Citation, ...]

    @property
    def key(self) -> str:
        """What tells it from others: its key, or the printed text of a link that has none."""
        return self.identity.key or self.identity.printed

    @property
    def is_malformed(self) -> bool:
        """Whether no such page can be."""
        return not {"malformed", "bad-id"}.isdisjoint(self.identity.doubts)


@dataclass(frozen=True)
class Place:
    """Where a link is cited. record: `projects/<id>`; line counts from 1; printed: the link as it stands there."""

    file: str
    line: int
    record: str
    field: str
    printed: str


class Places:
    """Finds the lines; a file is read again only when one of its links is shown."""

    def __init__(self, dataset: Dataset, root: Path) -> None:
        self._dataset, self._root = dataset, root
        self._lines: dict[str, Lines] = {}

    def of(self, page: Page) -> list[Place]:
        """Every place of a page, in the order of the records."""
        return [self._place(citation) for citation in page.citations]

    def _place(self, citation: Citation) -> Place:
        file = self.file_of(citation)
        name = f"{self._root.as_posix().rstrip('/')}/{file}"
        if file not in self._lines:
            self._lines[file] = read_document(self._root / file, name).lines
        path = (*citation.path, "url")
        record, field = f"{citation.section}/{citation.id}", ".".join(map(str, path))
        return Place(name, self._lines[file].at(path), record, field, citation.link.url)

    def file_of(self, citation: Citation) -> str:
        """The record's file, inside the data folder."""
        return self._dataset.files[citation.section, citation.id]


def chosen_pages(asked: Asked, dataset: Dataset) -> list[Page]:
    """The pages a run is about, in the order of their first citation. Raises Refused."""
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


def findings_of(asked: Asked, dataset: Dataset, pages: Sequence[Page]) -> list[Problem]:
    """What the links' own texts show, by file and line; of a part of the links only what is about them."""
    found = audit(dataset, asked.today, rules_of(evidence))
    places = {(each.section, each.id, each.path) for page in pages for each in page.citations}
    whole = _whole_records(asked, pages)

    def is_meant(finding: Finding) -> bool:
        if whole is None or (finding.kind, finding.id) in whole:
            return True
        steps = range(len(finding.path) + 1)
        return any((finding.kind, finding.id, finding.path[:step]) in places for step in steps)

    return located(filter(is_meant, found), dataset, asked.data)


def _whole_records(asked: Asked, pages: Sequence[Page]) -> set[tuple[str, str]] | None:
    """The records meant as a whole; None where all are."""
    if not asked.only and asked.changed_since is None:
        return None
    records = {(each.section, each.id) for page in pages for each in page.citations}
    return {record for record in records if not asked.only or record[1] in asked.only}


def _is_meant(citation: Citation, what: str) -> bool:
    identity = citation.identity
    if what in (identity.platform, identity.key, citation.id):
        return True
    return any(what.lower() in text.lower() for text in (identity.url, identity.printed))


def _grouped(every: Iterable[Citation]) -> list[Page]:
    groups: dict[str, list[Citation]] = {}
    for citation in every:
        groups.setdefault(citation.identity.key or citation.identity.printed, []).append(citation)
    return [Page(group[0].identity, tuple(group)) for group in groups.values()]


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
