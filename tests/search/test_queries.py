"""The set of queries: what is found of what must be found, and how much of what is found is wanted, per class."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from corpus import PRECISION, RECALL, SCHEME, documents, measured, queries

from grantpages.problem import LANGUAGES, Language
from grantpages.search.index import write_index

SEARCH = """async ([root, queries]) => {
    const { Index } = await import("/modules/engine.js")
    const index = new Index(root), all = []
    for (const query of queries) {
        const { found } = await index.search(query)
        all.push(await Promise.all(found.map(async ({ id }) => Number((await index.card(id)).address))))
    }
    return all
}"""


def _means(pairs: list[tuple[float, float | None]]) -> tuple[float, float]:
    """Mean recall, and mean precision of what found anything."""
    return mean(recall for recall, _ in pairs), mean(precision for _, precision in pairs if precision is not None)


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
    found = run(SEARCH, [f"/{address}", [query.typed for query in asked]])
    by_kind: dict[str, list[tuple[float, float | None]]] = defaultdict(list)
    for query, ids in zip(asked, found, strict=True):
        for name in (query.kind, query.part, "all"):
            by_kind[name].append(measured(set(ids), query.wanted))
    print(f"\n{language:16} queries  recall  precision")
    for name, pairs in by_kind.items():
        recall, precision = _means(pairs)
        print(f"{name:16} {len(pairs):7}  {recall:6.3f}  {precision:9.3f}")
    recall, precision = _means(by_kind["all"])
    assert recall >= RECALL
    assert precision >= PRECISION
