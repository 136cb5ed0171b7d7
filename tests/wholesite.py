"""Records that are all in memory, and every page that is made of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from grantpages.checks.finding import Finding
from grantpages.evidence.citations import Citation, citations
from grantpages.evidence.ledger import Entry
from grantpages.load import Dataset
from grantpages.site.counting import totals_of
from grantpages.site.engine import WAY, PageEnvironment
from grantpages.site.extract import state_of
from grantpages.site.graphs import Graphs
from grantpages.site.notes import Notes
from grantpages.site.page import Page
from grantpages.site.pages import pages, project_page, report_page
from grantpages.site.registerpages import Block, register_pages
from grantpages.site.relations import relate
from grantpages.site.seen import Register
from grantpages.site.shelf import whole_library
from grantpages.site.totals import Totals
from grantpages.site.voice import Voice


def register_of(
    dataset: Dataset, ledger: Mapping[str, Entry] | None = None, findings: Iterable[Finding] = ()
) -> Register:
    """What is known of the links of all records, and the notes on them."""
    return whole_library(dataset, ledger or {}, findings).register


def notes_of(findings: Iterable[Finding], dataset: Dataset) -> Notes:
    """The notes that come of findings."""
    return register_of(dataset, {}, findings).notes


def counted(dataset: Dataset, register: Register | None = None) -> Totals:
    """What the grants come to."""
    return totals_of(dataset, relate(dataset), register or register_of(dataset))


def every_page(dataset: Dataset, register: Register, env: PageEnvironment) -> Iterator[Page]:
    """Every page of the language of an environment but the hand-written ones."""
    voice: Voice = env.globals["v"]  # type: ignore[assignment]
    graphs = Graphs(dataset, voice)
    for plan in pages(dataset, relate(dataset), register, counted(dataset, register), voice):
        yield plan.make()
    yield from (project_page(dataset, register, voice, graphs, id) for id in dataset.projects)
    yield from (report_page(dataset, register, voice, id) for id in dataset.reports)
    for plan in register_pages(register, *rows(dataset, register, env), voice):
        yield plan.make()


def rows(
    dataset: Dataset, register: Register, env: PageEnvironment
) -> tuple[Sequence[Block], Callable[[str, str], Sequence[str]]]:
    """The records with links, and what gives the rows of each in the register."""
    row = env.get_template("_register.html").module.row  # type: ignore[attr-defined]
    found: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations(dataset.calls, dataset.projects):
        found.setdefault((citation.section, citation.id), []).append(citation)
    blocks = [
        Block(*key, [one.identity.platform for one in some], [state_of(one, register.ledger) for one in some], b"")
        for key, some in found.items()
    ]
    return blocks, lambda kind, id: [row(citation, WAY) for citation in found[kind, id]]
