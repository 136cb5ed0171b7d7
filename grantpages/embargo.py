"""What may be seen at a given minute: a draft, or a record before its hour, is as if it were not there.

A record waits as long as a record it names: a page cannot lead to one that is not there, and its own file, which
is published with it, would say the name. An organization waits while every record that names it does; one that no
record names is seen. Moments are naive and Astana's.

This keeps a record out of the site, and not out of the repository: where that is public, so are its files.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from grantpages.load import Dataset
from grantpages.model import Published
from grantpages.references import REFERENCES

KINDS = ("organizations", "calls", "projects", "reports")
"""Each names records of the kinds before it, and of no other."""
NEVER = datetime.datetime.max
"""The hour of a draft."""

Key = tuple[str, str]
"""Kind of a record, as its folder is called, and id."""


@dataclass(frozen=True)
class Waiting:
    """Records that are not seen yet: the hour of each, `NEVER` for a draft and what names one."""

    hours: Mapping[Key, datetime.datetime]

    @property
    def next(self) -> datetime.datetime | None:
        """When the next of them comes to be seen; None where all are drafts."""
        return min((hour for hour in self.hours.values() if hour != NEVER), default=None)


def waiting(dataset: Dataset, now: datetime.datetime) -> Waiting:
    """The records that are not seen at `now`."""
    hours: dict[Key, datetime.datetime] = {}
    for kind in KINDS:
        for id, record in getattr(dataset, kind).items():
            named = (hours[key] for key in _named(kind, record) if key in hours) if hours else ()
            if (hour := max((_own(record), *named))) > now:
                hours[kind, id] = hour
    if hours:
        hours.update(_unnamed(dataset, hours))
    return Waiting(MappingProxyType(hours))


def visible(dataset: Dataset, now: datetime.datetime) -> Dataset:
    """The dataset without what is not seen at `now`: its records, their files, documents and contacts."""
    hidden = waiting(dataset, now).hours
    if not hidden:
        return dataset

    def seen(kind: str, records: Mapping[str, Any]) -> Mapping[str, Any]:
        return _Chosen(records, [id for id in records if (kind, id) not in hidden])

    return replace(
        dataset,
        organizations=seen("organizations", dataset.organizations),
        calls=seen("calls", dataset.calls),
        projects=seen("projects", dataset.projects),
        reports=seen("reports", dataset.reports),
        contacts=MappingProxyType(
            {id: kept for id, kept in dataset.contacts.items() if ("organizations", kept.organization) not in hidden}
        ),
        files=MappingProxyType({key: file for key, file in dataset.files.items() if key not in hidden}),
        documents=MappingProxyType({key: size for key, size in dataset.documents.items() if key[:2] not in hidden}),
    )


class _Chosen(Mapping[str, Any]):
    """Some of the records of a kind, none of which is made before it is asked for. ids: in the order of all."""

    def __init__(self, records: Mapping[str, Any], ids: Iterable[str]) -> None:
        self.records, self.ids = records, dict.fromkeys(ids)

    def __getitem__(self, id: str) -> Any:
        if id not in self.ids:
            raise KeyError(id)
        return self.records[id]

    def __contains__(self, id: object) -> bool:
        return id in self.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


def fallen(dataset: Dataset, since: datetime.datetime, now: datetime.datetime) -> list[Key]:
    """The records that came to be seen after `since` and up to `now`, by kind and id."""
    still = waiting(dataset, now).hours
    return [key for key in waiting(dataset, since).hours if key not in still]


def _own(record: Published) -> datetime.datetime:
    """The hour a record gives itself."""
    return NEVER if record.draft else record.publish_at or datetime.datetime.min


def _unnamed(dataset: Dataset, hours: Mapping[Key, datetime.datetime]) -> dict[Key, datetime.datetime]:
    """The organizations that only waiting records name: the first of these to be seen brings them along."""
    first: dict[Key, datetime.datetime] = {}
    for kind in KINDS[1:]:
        for id, record in getattr(dataset, kind).items():
            hour = hours.get((kind, id), datetime.datetime.min)
            for key in _named(kind, record):
                first[key] = min(hour, first.get(key, NEVER))
    return {
        key: hour
        for key, hour in first.items()
        if key[0] == "organizations" and key not in hours and hour > datetime.datetime.min
    }


def _named(kind: str, record: Published) -> Iterator[Key]:
    """The records that a record names."""
    for pattern, target in REFERENCES[kind]:
        if target.endswith("/"):
            yield from ((target[:-1], id) for id in _values(record, pattern.split(".")))


def _values(value: Any, steps: Sequence[str]) -> Iterator[str]:
    """The ids at the places of a pattern."""
    if value is None:
        return
    if not steps:
        yield value
    elif steps[0] == "*":
        for item in value:
            yield from _values(item, steps[1:])
    else:
        yield from _values(getattr(value, steps[0]), steps[1:])
