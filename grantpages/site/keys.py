"""What a project's files are made from, as a digest: while it is the same, so are they."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from grantpages.evidence.identity import identify
from grantpages.exports.reports import PLACE as REPORT_TEMPLATE
from grantpages.load import SINGLES
from grantpages.opendata.basis import Key
from grantpages.site.pour import FONTS, Work
from grantpages.store import digest, digest_of_files


class Keys:
    """The keys of one build. version: a digest of the code, the words and the templates."""

    def __init__(self, work: Work, version: bytes) -> None:
        self.work, self.version = work, version

    @cached_property
    def basis(self) -> bytes:
        """What everything is made from: the code, the shells, the configuration, the classifications."""
        work = self.work
        shells = (part for key in sorted(work.shells) for part in (repr(key), work.shells[key]))
        told = (work.address, work.corrections, work.past.repository, str(work.past.absent))
        texts = (text.encode() for text in (*shells, *told))
        singles = self._files((kind, kind) for kind in SINGLES)
        return digest(self.version, digest_of_files(work.site / FONTS, ("*.woff2",)), *texts, *singles)

    @cached_property
    def form(self) -> bytes:
        """The operator's own template of the reports' documents."""
        own = self.work.data / REPORT_TEMPLATE
        return own.read_bytes() if own.is_file() else b""

    @cached_property
    def ledger(self) -> bytes:
        """All that is known of any link."""
        ledger = self.work.library.ledger
        return digest(*(repr(ledger[key]).encode() for key in sorted(ledger)))

    def prepare(self) -> None:
        """Tell what all keys have in common, so that processes forked from this one need not."""
        _ = self.basis, self.ledger, self.form, self._documents, self.work.library.findings.mark("", "")

    @cached_property
    def _documents(self) -> Mapping[Key, Sequence[str]]:
        """The files of each record's documents."""
        found: dict[Key, list[str]] = {}
        for kind, id, file in sorted(self.work.dataset.documents):
            found.setdefault((kind, id), []).append(file)
        return found

    def project(self, id: str, links: Iterable[str]) -> bytes:
        """Of a project's pages, frames, data and pieces. links: the ledger's names of the links it cites."""
        return digest(self.basis, *self._own("projects", id), *self._files(self._shown(id)), *self._seen(links))

    def near(self, projects: Iterable[str], report: str) -> list[Key]:
        """The other records that the files of a group show. report: its report, if any. See `group`."""
        near = dict.fromkeys(key for id in self._members(projects, report) for key in self._shown(id))
        if report:
            one = self.work.dataset.reports[report]
            near.update(dict.fromkeys([("organizations", one.funder), *(("calls", call) for call in one.calls)]))
        return list(near)

    def group(self, projects: Sequence[str], report: str, is_offered: bool, near: Sequence[Key]) -> bytes:
        """Of all that a group's files are made from, and of more: while it is the same, so is every key of the group.

        near: the other records that were shown. Nothing is asked of the projects' records, which need not be read.
        """
        members = self._members(projects, report)
        reports = [self.work.relations.reports_of_project.get(id, ()) for id in members]
        whole = [("projects", id) for id in members] + ([("reports", report)] if report else [])
        findings = (self.work.library.findings.mark(*key) for key in near)
        names = repr((list(projects), report, is_offered, reports, near)).encode()
        own = (part for key in whole for part in self._own(*key))
        return digest(self.basis, self.ledger, self.form, names, *self._files(near), *findings, *own)

    def _members(self, projects: Iterable[str], report: str) -> list[str]:
        """The projects of a group, and those of others that its report shows."""
        return list(dict.fromkeys((*projects, *(self.work.dataset.reports[report].projects if report else ()))))

    def _shown(self, id: str) -> list[Key]:
        """The other records that a project's files show."""
        dataset = self.work.dataset
        project = dataset.projects[id]
        call, reports = dataset.calls[project.call], self.work.relations.reports_of_project.get(id, ())
        funders = (dataset.reports[report].funder for report in reports)
        organizations = dict.fromkeys((project.grantee, *project.partners, call.funder, *funders))
        others = [("calls", project.call), *(("reports", report) for report in reports)]
        return others + [("organizations", one) for one in organizations]

    def other(self, kind: str, id: str, links: Iterable[str]) -> bytes:
        """Of what a record that is no project gives to the open data. links: as of a project."""
        own = self._files([(kind, id)])
        return digest(self.basis, *own, self.work.library.findings.mark(kind, id), *self._seen(links))

    def elsewhere(self, id: str) -> bytes:
        """Of a project whose links are not known: with all that is known of any link."""
        return digest(self.project(id, ()), self.ledger)

    def report(self, id: str, projects: Iterable[bytes], is_offered: bool) -> bytes:
        """Of a report's pages and documents. projects: the keys of those it shows. is_offered: whether as documents."""
        report = self.work.dataset.reports[id]
        calls = [("calls", call) for call in report.calls]
        announcements = (self.work.dataset.calls[call].announcement for call in report.calls)
        links = (identify(link.url).key for one in announcements if one for link in one.links)
        notes = (self.work.library.findings.mark(*call) for call in calls)
        offered = self.form if is_offered else b"not offered"
        others = self._files([("organizations", report.funder), *calls])
        return digest(self.basis, *self._own("reports", id), *others, *notes, offered, *projects, *self._seen(links))

    def _own(self, kind: str, id: str) -> Iterator[bytes]:
        """What a record's page shows of the record alone."""
        work = self.work
        yield from self._files([(kind, id)])
        yield work.library.findings.mark(kind, id)
        yield repr(work.past.of(kind, id)).encode()
        for file in self._documents.get((kind, id), ()):
            yield (work.data / kind / id / file).read_bytes()

    def _files(self, records: Iterable[Key]) -> Iterator[bytes]:
        return (self.work.library.marks.get(key, b"") for key in records)

    def _seen(self, links: Iterable[str]) -> Iterator[bytes]:
        """What the link checker knows of links."""
        ledger = self.work.library.ledger
        return (repr(ledger.get(key)).encode() for key in links)
