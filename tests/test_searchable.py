"""The records as documents of the search: nothing a record says is missing, and every part leads to its place."""

from collections.abc import Iterator
from functools import cache

import pytest
from builtsite import REAL, VALID, BuiltSite
from records import texts_of
from wholesite import register_of

from grantpages.evidence import ledgerfile
from grantpages.load import Dataset, load_folder
from grantpages.problem import LANGUAGES, Language
from grantpages.search.document import Document
from grantpages.site.properties import BANDS, COLUMNS, FACETS
from grantpages.site.relations import relate
from grantpages.site.searchable import KINDS, SORTS, Searchable
from grantpages.site.voice import Voice
from grantpages.wording import plain

FOLDERS = (REAL, VALID)
ROOT = "https://grants.example.kz/"


@cache
def _loaded(place: int) -> Dataset:
    dataset, problems = load_folder(FOLDERS[place])
    assert dataset is not None, problems
    return dataset


@cache
def _searchable(place: int, language: Language) -> Searchable:
    dataset = _loaded(place)
    relations = relate(dataset)
    ledger, problems = ledgerfile.read(FOLDERS[place] / "evidence" / "ledger.jsonl", "ledger.jsonl")
    assert not problems
    register = register_of(dataset, ledger)
    return Searchable(dataset, relations, register, Voice(language), ROOT, ROOT + ("ru/" if language == "ru" else ""))


@cache
def _documents(place: int, language: Language) -> dict[str, Document]:
    return {document.address: document for document in _searchable(place, language).documents()}


EACH = pytest.mark.parametrize("language", LANGUAGES)
BOTH = pytest.mark.parametrize("place", [0, 1], ids=["real", "valid"])


@EACH
@BOTH
def test_every_record_is_a_document_of_its_own(place: int, language: Language) -> None:
    dataset = _loaded(place)
    assert set(_documents(place, language)) == {f"{kind}/{id}/" for kind in KINDS for id in getattr(dataset, kind)}


def _said(document: Document) -> str:
    return "\n".join([document.names, *(f"{part.title}\n{part.text}" for part in document.parts)])


@EACH
@BOTH
def test_everything_a_record_says_is_searched(place: int, language: Language) -> None:
    for address, document in _documents(place, language).items():
        kind, id, _ = address.split("/")
        said = _said(document)
        for path, text in texts_of(getattr(_loaded(place), kind)[id]):
            assert plain(text, language) in said, (address, path)


@EACH
def test_people_and_papers_are_searched_by_name_and_number(language: Language) -> None:
    said = "\n".join(map(_said, _documents(0, language).values()))
    for name in ("Азамат Скаков", "Космаганбетова Клара Тасбауовна", "Ибраева Ш.З.", "03-04-02"):
        assert name in said


def _anchors() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for address, document in _documents(0, language).items():
            for part in document.parts:
                if part.anchor:
                    yield ("ru/" if language == "ru" else "") + address, part.anchor


def test_every_part_leads_to_a_place_of_the_page(real_site: BuiltSite) -> None:
    anchors = list(_anchors())
    assert len({anchor for _, anchor in anchors}) > 20
    missing = [one for one in anchors if not any(True for _ in real_site.page(one[0]).all(id=one[1]))]
    assert missing == []


@EACH
@BOTH
def test_facets_and_rows_are_whole(place: int, language: Language) -> None:
    documents, scheme = _documents(place, language), _searchable(place, language).scheme
    assert (scheme.facets, scheme.numbers, len(scheme.columns)) == (FACETS, SORTS, len(COLUMNS))
    for document in documents.values():
        assert len(document.row) == len(COLUMNS)
        for facet, values in document.facets.items():
            assert facet in FACETS
            assert all(id and label for id, label in values.items())


def test_a_project_is_narrowed_by_what_its_call_and_lot_say() -> None:
    document = _documents(0, "kk")["projects/zhanaozen-2025-1/"]
    assert document.facets["region"] == {"mangystau": "Маңғыстау облысы"}
    assert document.facets["year"] == {"2025": "2025"}
    assert document.facets["grantee"] == {"zangar-event": "«Zangar Event» қоғамдық қоры"}
    assert list(document.facets["sum"]) == [str(sum(bound < 10_997_580 for bound in BANDS))]
    row = dict(zip(COLUMNS, document.row, strict=True))
    assert row["address"] == f"{ROOT}projects/zhanaozen-2025-1/"
    assert (row["amount"], row["lot"], row["contract_number"], row["start"]) == (10_997_580, 1, "35", "2025-05-06")
    assert row["licence"] == "CC BY 4.0"
    assert row["source"] == f"{ROOT}data/projects/zhanaozen-2025-1.yml"


def test_the_newest_of_a_kind_comes_first() -> None:
    days = {address: document.day for address, document in _documents(1, "kk").items() if document.kind == "calls"}
    assert days["calls/aqtas-2025/"] > days["calls/aqtas-2024/"]
    assert {document.day for document in _documents(1, "kk").values() if document.kind == "organizations"} == {0}
