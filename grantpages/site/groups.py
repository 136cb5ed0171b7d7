"""Projects are made in groups: each is read once, all that belongs to it is written, and it is let go.

A report's projects make a group with it, for its page shows them whole; the others are dealt out by their ids.
"""

import gc
import secrets
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grantpages.evidence.identity import identify
from grantpages.exports.reports import Documents
from grantpages.load import Dataset, no_collection
from grantpages.opendata.basis import Grounds, Key, Subject
from grantpages.opendata.pieces import sheaf_of
from grantpages.opendata.records import write_record
from grantpages.problem import LANGUAGES
from grantpages.search.index import texts_below
from grantpages.site.graphs import Graphs
from grantpages.site.history import history_page
from grantpages.site.kept import Gift, PieceFile, is_of_size, pieces_of
from grantpages.site.keys import Keys
from grantpages.site.made import Before, GroupBefore, Listings, Memory, are_there, files_of, gifts_of, settle
from grantpages.site.page import Page
from grantpages.site.pages import project_page, report_page
from grantpages.site.pour import Pouring, Work
from grantpages.site.searchable import Searchable
from grantpages.site.share import Sharing
from grantpages.sitefile import copy_file
from grantpages.spool import read_piece
from grantpages.store import digest

DEALT = 256
"""Groups of the projects that no report holds, at most."""


class Group(NamedTuple):
    """Projects that are made together, and the report that shows them, if any."""

    name: str
    projects: Sequence[str]
    report: str = ""


class Made(NamedTuple):
    """What came of a group: what its projects give (see `gifts_of`), the file of their pieces, the sizes of the
    report's documents.
    """

    gifts: bytes
    pieces: Path
    documents: Mapping[str, int]


def groups_of(dataset: Dataset) -> list[Group]:
    """Every project in one group, every report in one."""
    groups: list[Group] = []
    done: set[str] = set()
    for id, report in dataset.reports.items():
        new = [project for project in dict.fromkeys(report.projects) if project not in done]
        done.update(new)
        groups.append(Group(f"report-{id}", new, id))
    dealt: dict[int, list[str]] = {}
    for id in dataset.projects:
        if id not in done:
            dealt.setdefault(zlib.crc32(id.encode()) % DEALT, []).append(id)
    return [*groups, *(Group(f"dealt-{number}", dealt[number]) for number in sorted(dealt))]


class GroupWork:
    """Makes groups, or leaves of them what was made before and would be the same again.

    folder: where the pieces are put. began: the `moment` before anything was made. memory: what is known of groups
    made before, if anything is to be known.
    """

    def __init__(
        self,
        work: Work,
        pourings: Sequence[Pouring],
        folder: Path,
        began: int,
        keys: Keys,
        memory: Memory | None = None,
    ) -> None:
        self.work, self.pourings, self.folder, self.memory = work, pourings, folder, memory
        self.began = began
        self.keys, self.listings = keys, Listings(work.site)
        dataset = work.dataset
        self.grounds = Grounds(dataset, work.library.ledger, work.address)
        self.sharing = Sharing(dataset, work.relations, work.site, work.address)
        self.documents = Documents(dataset, work.data, work.cache)
        self.graphs = {pouring.language: Graphs(dataset, pouring.voice) for pouring in pourings}
        self.searchable = {
            pouring.language: Searchable(
                dataset, work.relations, work.register, pouring.voice, work.address, pouring.base
            )
            for pouring in pourings
        }

    def try_template(self) -> None:
        """Try the operator's own template: a fault in it is known before much is done. Raises TemplateFault."""
        if self.keys.form:
            for id in self.documents.newest[:1]:
                with self.work.library.whole(self.work.dataset.reports[id].projects):
                    self.documents.made(id, LANGUAGES[0])

    def make(self, group: Group) -> Made:
        """Write all that belongs to the projects of a group, and their report. Raises Changed, TemplateFault."""
        with no_collection():  # nearly nothing is a cycle; looking for them took a fifth of the time
            made = self._group(group)
        gc.collect(1)
        return made

    def _group(self, group: Group) -> Made:
        before = self.memory.recall(group.name) if self.memory else GroupBefore()
        projects = self._same_projects(group, before)
        report = self._same_report(group, before, projects)
        if len(projects) < len(group.projects) or (group.report and not report):
            before = self._made(group, before, projects, report)
        else:
            before = before._replace(projects=projects)
        if self.memory:
            near = self.keys.near(group.projects, group.report)
            self.memory.keep(group.name, before, self._mark(group, near), near)
        sizes = before.report.documents if before.report else {}
        return Made(gifts_of(before), self.folder / before.pieces[0], sizes)

    def stood(self, groups: Sequence[Group]) -> list[Made | None]:
        """The groups that need not be made again, told without a look at their records; None for any other."""
        return [self._stood(group) for group in groups]

    def _stood(self, group: Group) -> Made | None:
        known = self.memory.summary(group.name) if self.memory else None
        if not known or known.mark != self._mark(group, known.near):
            return None
        pieces = self.folder / known.pieces[0]
        is_there = is_of_size(pieces, known.pieces[1]) and are_there(self.work.site, known.files)
        if not is_there or not all(text in self.listings for text in known.texts):
            return None
        return Made(known.gifts, pieces, known.documents)

    def _mark(self, group: Group, near: Sequence[Key]) -> bytes:
        is_offered = group.report in self.documents.newest
        return self.keys.group(group.projects, group.report, is_offered, near)

    def _same_projects(self, group: Group, before: GroupBefore) -> dict[str, Before]:
        """The projects that need not be made again."""
        name, size = before.pieces
        if not name or not is_of_size(self.folder / name, size):
            return {}
        known = ((id, before.projects[id]) for id in group.projects if id in before.projects)
        site, key = self.work.site, self.keys.project
        return {id: one for id, one in known if one.key == key(id, one.links) and one.is_there(site)}

    def _same_report(self, group: Group, before: GroupBefore, projects: Mapping[str, Before]) -> Before | None:
        """The report, where it need not be made again."""
        known = before.report
        if not known or len(projects) < len(group.projects) or not known.is_there(self.work.site):
            return None
        return known if known.key == self._report_key(group.report, projects) else None

    def _report_key(self, id: str, projects: Mapping[str, Before]) -> bytes:
        shown = self.work.dataset.reports[id].projects
        keys = [projects[one].key if one in projects else self.keys.elsewhere(one) for one in shown]
        return self.keys.report(id, keys, id in self.documents.newest)

    def _made(
        self, group: Group, before: GroupBefore, same: Mapping[str, Before], report: Before | None
    ) -> GroupBefore:
        """Make what is not the same as before."""
        work, pieces = self.work, PieceFile(self.folder / f"{group.name}.{secrets.token_hex(4)}")
        shown = work.dataset.reports[group.report].projects if group.report and not report else ()
        new = dict.fromkeys(id for id in group.projects if id not in same)
        with work.library.whole(dict.fromkeys((*new, *shown))) as taken:
            projects = {
                id: self._project(taken[id], pieces) if id in new else self._copied(same[id], before, pieces)
                for id in group.projects
            }
            if shown:
                report = self._report(group.report, projects)
        self._forget()
        return GroupBefore((pieces.path.name, pieces.close()), projects, report)

    def _copied(self, known: Before, before: GroupBefore, pieces: PieceFile) -> Before:
        """A project that is the same, its pieces with those of its group."""
        gift, old = known.given, self.folder / before.pieces[0]
        places = {name: pieces.put(read_piece(old, place)) for name, place in gift.places.items()}
        return known._replace(gift=tuple(gift._replace(places=places)))

    def _project(self, subject: Subject, pieces: PieceFile) -> Before:
        work, id = self.work, subject.id
        work.set_version("projects", id)
        for pouring in self.pourings:
            page = project_page(work.dataset, work.register, pouring.voice, self.graphs[pouring.language], id)
            pouring.write((page, *history(work, pouring, "projects", id)))
        write_record(work.site, self.grounds, subject)
        self.sharing.write_project(id)
        copy_file(work.data / f"projects/{id}.yml", work.site / f"data/projects/{id}.yml")
        copy_documents(work, "projects", id)
        settle(work.site, "projects", id, self.began)
        rows = {pouring.language: pouring.rows(subject.cited) for pouring in self.pourings}
        said = {language: found.take_apart("projects", id, work.site) for language, found in self.searchable.items()}
        sheaf = sheaf_of(self.grounds, subject)
        places = pieces.put_all(pieces_of(sheaf, rows, said))
        marks = {str(language): digest(*(row.encode() for row in some)) for language, some in rows.items()}
        gift = Gift(id, tuple(work.register.extracts["projects", id]), sheaf.facts, places, marks)
        links = [citation.identity.key for citation in subject.cited]
        texts = [text for language, one in said.items() for text in texts_below(language, f"projects/{id}/", one)]
        return Before(self.keys.project(id, links), files_of(work.site, "projects", id, texts), links, tuple(gift))

    def _report(self, id: str, projects: Mapping[str, Before]) -> Before:
        work = self.work
        sizes = self.documents.write(id, work.site)
        work.reports.update({(id, language): size for language, size in sizes.items()})
        work.set_version("reports", id)
        copy_documents(work, "reports", id)
        for pouring in self.pourings:
            page = report_page(work.dataset, work.register, pouring.voice, id)
            pouring.write((page, *history(work, pouring, "reports", id)))
        settle(work.site, "reports", id, self.began)
        key = self._report_key(id, projects)
        return Before(
            key, files_of(work.site, "reports", id), documents={str(language): size for language, size in sizes.items()}
        )

    def _forget(self) -> None:
        """What is known by an object's identity must not outlive it; links of projects that are let go are many."""
        for pouring in self.pourings:
            pouring.once.rendered.clear()
        identify.cache_clear()


def history(work: Work, pouring: Pouring, kind: str, id: str) -> Iterator[Page]:
    """The page of a record's history, where it has one."""
    page = history_page(work.dataset, pouring.past, pouring.voice, kind, id)
    if page:
        yield page


def copy_documents(work: Work, kind: str, id: str) -> None:
    """A record's documents beside its Kazakh page; the Russian page leads there, too."""
    for document in getattr(work.dataset, kind)[id].documents:
        inside = f"{kind}/{id}/{document.file}"
        copy_file(work.data / inside, work.site / inside)
