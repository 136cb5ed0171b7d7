"""The set of queries: what is found of what must be found, and how much of what is found is wanted, per class."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import pytest
import yaml
from corpus import SCHEME, documents, paragraphs

from grantpages.problem import LANGUAGES, Language
from grantpages.search.index import write_index

RECALL, PRECISION = 0.97, 0.93
QUERIES = Path(__file__).with_name("queries.yml")
SEARCH = """async ([folder, texts, queries]) => {
    const { Index } = await import("/modules/engine.js")
    const index = new Index(folder, texts)
    const found = []
    for (const query of queries) found.push((await index.search(query)).found.map(({ id }) => id))
    return found
}"""


class Query(NamedTuple):
    """What is typed, its set and class, and the paragraphs that must be found."""

    part: str
    kind: str
    typed: str
    wanted: frozenset[int]


def queries(language: Language) -> Iterator[Query]:
    texts = [text.lower() for text in paragraphs(language)]
    for part, entries in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))[language].items():
        for entry in entries:
            gold = [entry["gold"]] if isinstance(entry["gold"], str) else entry["gold"]
            wanted = frozenset(number for number, text in enumerate(texts) if all(re.search(one, text) for one in gold))
            assert wanted, entry
            for kind, typed in entry.items():
                if kind != "gold":
                    yield from (Query(part, kind, one, wanted) for one in typed)


def _measured(found: set[int], wanted: frozenset[int]) -> tuple[float, float]:
    """Recall and precision; nothing found is nothing wrongly found."""
    right = len(found & wanted)
    return right / len(wanted), right / len(found) if found else 1.0


def test_there_are_enough_queries_of_every_class() -> None:
    asked = [query for language in LANGUAGES for query in queries(language)]
    assert len(asked) >= 150
    kinds = {(language, query.kind) for language in LANGUAGES for query in queries(language)}
    assert kinds >= {("kk", kind) for kind in ("exact", "inflected", "keyboard", "latin", "typo")} | {
        ("ru", "inflected"),
        ("ru", "latin"),
        ("ru", "kazakh"),
    }
    assert len({query.typed for query in queries("kk")}) == len(list(queries("kk")))


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_queries_find_what_they_must(run: Callable[..., Any], folder: Path, language: Language) -> None:
    address = write_index(documents(language), SCHEME, language, folder)
    asked = list(queries(language))
    found = run(SEARCH, [f"/{address}", f"/search/texts/{language}/", [query.typed for query in asked]])
    by_kind: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query, ids in zip(asked, found, strict=True):
        measured = _measured(set(ids), query.wanted)
        for name in (query.kind, query.part, "all"):
            by_kind[name].append(measured)
    print(f"\n{language:16} queries  recall  precision")
    for name, measures in by_kind.items():
        recall, precision = (mean(column) for column in zip(*measures, strict=True))
        print(f"{name:16} {len(measures):7}  {recall:6.3f}  {precision:9.3f}")
    recall, precision = (mean(column) for column in zip(*by_kind["all"], strict=True))
    assert recall >= RECALL
    assert precision >= PRECISION
