"""The paragraphs of all records and of the printed report, each a document; and the queries asked of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from records import texts_of

from grantpages.load import load_folder
from grantpages.problem import Language
from grantpages.search.document import Document, Part, Scheme
from grantpages.wording import plain

REPOSITORY = Path(__file__).parents[2]
REPORT = REPOSITORY / "tests" / "data" / "report-2025-zhanaozen.kk.md"
KINDS = ("organizations", "calls", "projects", "reports", "spheres", "grant_types", "regions")
SCHEME = Scheme(("text",), (), (), ())
QUERIES = Path(__file__).with_name("queries.yml")
RECALL, PRECISION = 0.97, 0.93
"""What the means over all queries of a language are to reach."""


def paragraphs(language: Language) -> list[str]:
    """Every different paragraph, in the order of the files."""
    dataset, problems = load_folder(REPOSITORY / "data")
    assert dataset is not None, problems
    texts = (
        plain(text, language)
        for kind in KINDS
        for record in getattr(dataset, kind).values()
        for _, text in texts_of(record)
    )
    found = dict.fromkeys(part.strip() for text in texts for part in text.split("\n\n"))
    if language == "kk":
        found |= dict.fromkeys(part.strip() for part in REPORT.read_text(encoding="utf-8").split("\n\n"))
    return [paragraph for paragraph in found if paragraph]


def documents(language: Language) -> Iterator[Document]:
    """Each paragraph as a document whose address is its number."""
    for number, text in enumerate(paragraphs(language)):
        yield Document(str(number), "text", "", "", (), (Part("", "", text),))


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


def measured(found: set[int], wanted: frozenset[int]) -> tuple[float, float | None]:
    """Recall, and precision where anything was found."""
    right = len(found & wanted)
    return right / len(wanted), right / len(found) if found else None
