"""Records kept as JSON out of memory; each becomes a model when it is asked for, and few of them stay.

A model weighs ten times as much as its JSON: those of 10,000 projects and what belongs to them 300 MiB.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from grantpages.load import FOLDERS, SINGLES, Dataset, Read, dataset_of
from grantpages.spool import Place, Spool

Records = Mapping[str, Mapping[str, bytes]]
"""By kind and id each record as JSON, in the order of the ids."""
PARTS = ("organizations", "calls", "projects", "reports")
"""The kinds of which there are many."""

HEAVY = frozenset(("tasks", "figures", "participants", "narrative"))
"""Fields of a project that the audit of no other record asks for; of the participants lists show the number."""


MADE = 512
"""Models of a kind that stay: those that were asked for last."""


class Spooled(Mapping[str, bytes]):
    """Records of a kind, each as JSON, in a spool. places: by id, in the order of the ids."""

    def __init__(self, spool: Spool, places: Mapping[str, Place]) -> None:
        self.spool, self.places = spool, places

    def __getitem__(self, id: str) -> bytes:
        return self.spool.get(self.places[id])

    def __contains__(self, id: object) -> bool:
        return id in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class AtRest(Mapping[str, Any]):
    """Records of a kind by id. held: each as JSON, in the order of the ids."""

    def __init__(self, kind: str, held: Mapping[str, bytes]) -> None:
        self.held, self.made = held, lru_cache(MADE)(partial(_made, kind, held))

    def __getitem__(self, id: str) -> Any:
        return self.made(id)

    def __contains__(self, id: object) -> bool:
        return id in self.held

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def let_go(self) -> None:
        """Keep no models until they are asked for again."""
        self.made.cache_clear()


def _made(kind: str, held: Mapping[str, bytes], id: str) -> Any:
    return model_of(kind, held[id])


def dataset_at_rest(held: Records, documents: Mapping[tuple[str, str, str], int]) -> Dataset:
    """All records but the private ones. All single files must be there."""
    singles = [Read(kind, kind, f"{kind}.yml", model_of(kind, held[kind][kind])) for kind in SINGLES if held.get(kind)]
    inside = {(kind, id): f"{kind}/{id}.yml" for kind in PARTS for id in held.get(kind, ())}
    parts = {kind: AtRest(kind, held.get(kind, {})) for kind in PARTS}
    dataset = dataset_of(singles, documents)
    return replace(dataset, **parts, files=MappingProxyType({**dataset.files, **inside}))  # type: ignore[arg-type]


def model_of(kind: str, held: bytes) -> Any:
    """The record that was read before, as a model."""
    return (SINGLES.get(kind) or FOLDERS[kind]).model_validate_json(held)


def light(kind: str, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a project its record without what weighs nearly all of it; any other as it is."""
    if kind != "projects":
        return record
    kept = {key: value for key, value in record.items() if key not in HEAVY}
    if people := record.get("participants"):
        kept["participants"] = {"total": people["total"]}
    return kept


def may_wait(held: bytes) -> bool:
    """Whether a record, as JSON, says that it is a draft or when it may be seen. In a text quotes are escaped."""
    return b'"publish_at":' in held or b'"draft":' in held
