"""What answers to questions are, as digests: see `asked`."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import Any

from grantpages.site.asked import EVERY, Name
from grantpages.site.extract import NOTHING
from grantpages.site.pour import Work
from grantpages.site.relations import LISTS
from grantpages.store import digest

RECORDS = ("organizations", "calls", "projects", "reports")
"""The kinds of records that have pages of their own."""


class Facts:
    """Answers of one build."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def mark(self, name: Name) -> bytes:
        """A digest of the answer: empty where there is none. Raises KeyError: nobody could have asked this."""
        what, of = name
        if of == EVERY and what in self._wholes:
            return digest(*(str(key).encode() for key in self._wholes[what]))
        return self._tellers[what](of)

    @cached_property
    def _wholes(self) -> Mapping[str, Iterable[Hashable]]:
        """Mappings that may be gone over: what is asked then is which keys they have, in which order."""
        work, dataset = self.work, self.work.dataset
        relations = {f"relations.{name}": getattr(work.relations, name) for name in LISTS}
        totals = {f"totals.{facet}": values for facet, values in work.totals.by.items()}
        return {**{kind: getattr(dataset, kind) for kind in RECORDS}, **relations, **totals}

    @cached_property
    def _tellers(self) -> Mapping[str, Callable[[Any], bytes]]:
        work, library = self.work, self.work.library
        register = work.register
        records = {kind: self._record(kind) for kind in RECORDS}
        relations = {f"relations.{name}": _plain(getattr(work.relations, name).get) for name in LISTS}
        by_facet = {f"totals.{facet}": _plain(values.get) for facet, values in work.totals.by.items()}
        return {
            **records,
            **relations,
            **by_facet,
            "documents": _plain(work.dataset.documents.get),
            "ledger": _plain(library.ledger.get),
            "links": lambda key: register.extracts.get(key, NOTHING).links,
            "notes": lambda key: library.findings.mark(*key),
            "tallies": _plain(lambda key: register.extracts.get(key, NOTHING).notes),
            "Register": _plain(lambda name: getattr(register, name)),
            "Notes": _plain(lambda name: getattr(register.notes, name)),
            "past": _plain(work.past.histories.get),
            "versions": _plain(work.versions.get),
        }

    def _record(self, kind: str) -> Callable[[Any], bytes]:
        marks = self.work.library.marks
        return lambda id: marks.get((kind, id), b"")


def _plain(answer: Callable[[Any], Any]) -> Callable[[Any], bytes]:
    """Of answers that are told whole by what they look like."""

    def mark(of: Any) -> bytes:
        found = answer(of)
        return b"" if found is None else digest(repr(found).encode())

    return mark
