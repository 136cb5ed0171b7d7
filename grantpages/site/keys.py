"""What a project's files are made from, as a digest: while it is the same, so are they."""

from collections.abc import Iterable, Iterator
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

    def project(self, id: str, links: Iterable[str]) -> bytes:
        """Of a project's pages, frames, data and pieces. links: the ledger's names of the links it cites."""
        dataset = self.work.dataset
        project = dataset.projects[id]
        call, reports = dataset.calls[project.call], self.work.relations.reports_of_project.get(id, ())
        funders = (dataset.reports[report].funder for report in reports)
        organizations = dict.fromkeys((project.grantee, *project.partners, call.funder, *funders))
        others = [("calls", project.call), *(("reports", report) for report in reports)]
        others += [("organizations", one) for one in organizations]
        return digest(self.basis, *self._own("projects", id), *self._files(others), *self._seen(links))

    def elsewhere(self, id: str) -> bytes:
        """Of a project whose links are not known: with all that is known of any link."""
        ledger = self.work.library.ledger
        return digest(self.project(id, ()), *(repr(ledger[key]).encode() for key in sorted(ledger)))

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
        for document in getattr(work.dataset, kind)[id].documents:
            yield (work.data / kind / id / document.file).read_bytes()

    def _files(self, records: Iterable[Key]) -> Iterator[bytes]:
        return (self.work.library.marks.get(key, b"") for key in records)

    def _seen(self, links: Iterable[str]) -> Iterator[bytes]:
        """What the link checker knows of links."""
        ledger = self.work.library.ledger
        return (repr(ledger.get(key)).encode() for key in links)
