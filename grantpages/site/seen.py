"""What a page says of a cited link: what it is, what the checker last saw, what the audit noted."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grantpages.evidence.identity import Identity, identify
from grantpages.evidence.ledger import Entry, Snapshot
from grantpages.evidence.naming import Platform
from grantpages.evidence.verdict import NEGATIVE, STATES, Reason, State
from grantpages.model import Link
from grantpages.site.asked import Asked, Counted
from grantpages.site.extract import NOTHING, Extracts
from grantpages.site.notes import Note, Notes

PLAYED = frozenset(("video", "short", "live"))


class Seen(NamedTuple):
    """One link as a reader is told of it.

    word: the key of the state's name. created: the day its identifier was made, where that tells.
    last_alive, last_tried: days of the checker. last_reason: why the last look saw less than an
    earlier one. missing: on how many days it was not found, while that is not confirmed. archive: a
    copy of the page itself. video: YouTube's identifier, where a player can show it. notes: the
    audit's warnings about this link.
    """

    platform: Platform
    state: State
    word: str
    reason: Reason | None
    created: datetime.date | None
    last_alive: datetime.date | None
    last_tried: datetime.date | None
    last_reason: str
    missing: int
    archive: Snapshot | None
    video: str
    notes: Sequence[Note]


@dataclass(frozen=True)
class Register:
    """The ledger and the audit's notes, ready to be asked about any link of the records at hand.

    extracts: of all records, which tell of their links as numbers. beside: notes by the link they are about; links
    live as long as the record that holds them is at hand.
    """

    ledger: Mapping[str, Entry]
    extracts: Extracts = field(default_factory=Extracts)
    notes: Notes = Notes()
    beside: dict[int, Sequence[Note]] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)

    def of(self, link: Link) -> Seen:
        """What is known of one link."""
        identity = identify(link.url)
        self.asked.note("ledger", identity.key)
        entry = self.ledger.get(identity.key)
        archive = entry.archive if entry and entry.archive and entry.archive.kind == "page" else None
        return Seen(
            platform=identity.platform,
            state=entry.state if entry else "unchecked",
            word=_word(entry),
            reason=entry.reason if entry else None,
            created=identity.created_on,
            last_alive=entry.last_alive if entry else None,
            last_tried=entry.last_tried if entry else None,
            last_reason=entry.last_result.partition(":")[2] if entry and _is_stale(entry) else "",
            missing=len(entry.failures) if entry and entry.state in ("alive", "unverifiable") else 0,
            archive=archive,
            video=identity.key.removeprefix("yt:video:") if _can_play(identity, entry) else "",
            notes=self.beside.get(id(link), ()),
        )

    def states_of(self, kind: str, id: str) -> Sequence[State]:
        """The states of the links that a record cites, in the order of print."""
        self.asked.note("links", (kind, id))
        return self.extracts.get((kind, id), NOTHING).states

    def cited(self, kind: str, id: str) -> int:
        """How many links a record cites."""
        self.asked.note("links", (kind, id))
        return self.extracts.get((kind, id), NOTHING).cited

    @Counted
    def citations(self) -> int:
        """How many links the records cite."""
        return sum(extract.cited for extract in self.extracts.values())

    @Counted
    def pages(self) -> int:
        """How many different pages the records cite."""
        return len({page for extract in self.extracts.values() for page in extract.pages})

    @property
    def checked(self) -> bool:
        """Whether any link has been looked at."""
        return any(state != "unchecked" for state, _ in self.by_state)

    @property
    def alive(self) -> int:
        """How many citations lead to something that was seen."""
        return dict(self.by_state).get("alive", 0)

    @property
    def unseen(self) -> int:
        """How many citations could not be checked."""
        return dict(self.by_state).get("unverifiable", 0)

    @Counted
    def by_state(self) -> list[tuple[State, int]]:
        """How many citations are in each state, in the states' order; those that none is in are left out."""
        counted = Counter(state for extract in self.extracts.values() for state in extract.states)
        return [(state, counted[state]) for state in STATES if counted[state]]

    @Counted
    def by_platform(self) -> list[tuple[Platform, int]]:
        """How many citations lead to each platform, most first."""
        counted = Counter(platform for extract in self.extracts.values() for platform in extract.platforms)
        return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _is_stale(entry: Entry) -> bool:
    """Whether the link was seen alive, but not at the last look."""
    return entry.state == "alive" and entry.last_alive != entry.last_tried


def _word(entry: Entry | None) -> str:
    return "unchecked" if not entry else "alive-before" if _is_stale(entry) else entry.state


def _can_play(identity: Identity, entry: Entry | None) -> bool:
    if entry and entry.state in NEGATIVE:
        return False
    return identity.platform == "youtube" and identity.kind in PLAYED and "bad-id" not in identity.doubts
