"""What is kept of a record when it is let go: its links, measures, people and notes, counted.

Lists, totals, charts and registers need no more of a project than this and what a survey keeps of its record.
"""

import marshal
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, get_args

from grantpages.evidence.citations import Citation
from grantpages.evidence.ledger import Entry
from grantpages.evidence.naming import Platform
from grantpages.evidence.verdict import STATES, State
from grantpages.model import Project
from grantpages.model.project import FigureKind

PLATFORMS: tuple[Platform, ...] = get_args(Platform)
_LINK = 10
"""Bytes of a link: its platform, its state, a digest of the page it leads to."""


class Extract(NamedTuple):
    """Of one record, as plain values.

    links: packed, in the order of print. measures: by kind (planned, actual, figures), of the figures that state both.
    people: of each table of the form that is stated, by group. notes: by rule (all, answered).
    """

    links: bytes = b""
    measures: Mapping[FigureKind, tuple[int, int, int]] = {}
    people: Mapping[str, Mapping[str, int]] = {}
    notes: Mapping[str, tuple[int, int]] = {}

    @property
    def cited(self) -> int:
        """How many links."""
        return len(self.links) // _LINK

    @property
    def platforms(self) -> list[Platform]:
        """Where each link leads to."""
        return [PLATFORMS[code] for code in self.links[::_LINK]]

    @property
    def states(self) -> list[State]:
        """The state of each link."""
        return [STATES[code] for code in self.links[1::_LINK]]

    @property
    def pages(self) -> Iterator[bytes]:
        """A digest of the page that each link leads to: links of one page have the same."""
        return (self.links[start + 2 : start + _LINK] for start in range(0, len(self.links), _LINK))


class Extracts(MutableMapping[tuple[str, str], Extract]):
    """Extracts by kind and id of their records. Each is held packed: that is a fifth of what it weighs otherwise."""

    def __init__(self) -> None:
        self._packed: dict[tuple[str, str], bytes] = {}

    def __getitem__(self, key: tuple[str, str]) -> Extract:
        return Extract(*marshal.loads(self._packed[key]))

    def __setitem__(self, key: tuple[str, str], extract: Extract) -> None:
        values: tuple[Any, ...] = extract
        self._packed[key] = marshal.dumps(tuple(values))

    def __delitem__(self, key: tuple[str, str]) -> None:
        del self._packed[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


NOTHING = Extract()
"""The extract of a record of which nothing is counted."""


def extract_of(
    record: Any, cited: Iterable[Citation], ledger: Mapping[str, Entry], notes: Iterable[tuple[str, bool]]
) -> Extract:
    """Count one record. notes: of each the rule, and whether it is answered."""
    links = b"".join(_packed(citation, ledger) for citation in cited)
    all_of_them, answered = Counter[str](), Counter[str]()
    for code, is_answered in notes:
        all_of_them[code] += 1
        answered[code] += is_answered
    counted = {code: (number, answered[code]) for code, number in all_of_them.items()}
    project = record if isinstance(record, Project) else None
    return Extract(links, measures_of(project) if project else {}, _people(project) if project else {}, counted)


def state_of(citation: Citation, ledger: Mapping[str, Entry]) -> State:
    """What the link checker knows of a cited link."""
    entry = ledger.get(citation.identity.key)
    return entry.state if entry else "unchecked"


def _packed(citation: Citation, ledger: Mapping[str, Entry]) -> bytes:
    identity = citation.identity
    page = blake2b((identity.key or citation.link.url).encode(), digest_size=_LINK - 2).digest()
    return bytes((PLATFORMS.index(identity.platform), STATES.index(state_of(citation, ledger)))) + page


def measures_of(project: Project) -> Mapping[FigureKind, tuple[int, int, int]]:
    """What a grant planned and reached by kind of measure; shares of a hundred cannot be added."""
    found: dict[FigureKind, tuple[int, int, int]] = {}
    for figure in (one for task in project.tasks for activity in task.activities for one in activity.figures):
        if figure.planned is not None and figure.actual is not None and figure.kind != "percent":
            planned, actual, figures = found.get(figure.kind, (0, 0, 0))
            found[figure.kind] = (planned + figure.planned, actual + figure.actual, figures + 1)
    return found


def _people(project: Project) -> Mapping[str, Mapping[str, int]]:
    people = project.participants
    if not people:
        return {}
    gender = {"men": people.gender.men, "women": people.gender.women} if people.gender else {}
    tables: Sequence[tuple[str, Mapping[Any, int]]] = (
        ("gender", gender),
        ("categories", people.categories),
        ("ages", people.ages),
    )
    return {table: {str(name): number for name, number in groups.items()} for table, groups in tables if groups}
