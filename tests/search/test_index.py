"""The index's files: numbers as text, stable names, the same bytes from the same documents; and the engine over them."""

import json
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantpages.search.analysis import TEXT
from grantpages.search.document import Document, Part, Scheme
from grantpages.search.index import write_index
from grantpages.search.postings import FORMS_KEPT, ZERO, entry_of, gaps_text, numbers_text

SCHEME = Scheme(("projects",), ("year", "state"), ("sum",), ("title", "sum"))


def _numbers(text: str) -> list[int]:
    return [(code - 0x800 if (code := ord(letter)) >= 0xE000 else code) - ZERO for letter in text]


@given(st.lists(st.integers(0, 1_000_000)))
def test_numbers_are_written_one_character_each(numbers: list[int]) -> None:
    text = numbers_text(numbers)
    assert _numbers(text) == numbers
    assert json.loads(json.dumps(text)) == text
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.sets(st.integers(0, 900_000)))
def test_rising_numbers_are_written_as_gaps(chosen: set[int]) -> None:
    rising = sorted(chosen)
    found, last = [], -1
    for gap in _numbers(gaps_text(rising)):
        last += gap + 1
        found.append(last)
    assert found == rising


@given(
    st.dictionaries(st.integers(0, 1_040_000), st.tuples(st.integers(0, 81), st.sets(st.integers(0, 3), min_size=1)))
)
def test_an_entry_holds_the_documents_of_all_forms(known: dict[int, tuple[int, set[int]]]) -> None:
    """Known: by document, its code, and which of four forms stand in it."""
    of_form = {form: [one for one in sorted(known) if form in known[one][1]] for form in range(4)}
    held = {
        f"сөз,сөз{form}": array("I", [one << 8 | known[one][0] for one in some])
        for form, some in of_form.items()
        if some
    }
    if not held:
        return
    documents, codes, forms = entry_of("сөз", held)
    rising = sorted(known)
    assert documents == gaps_text(rising)
    assert codes == numbers_text([known[one][0] for one in rising])
    assert forms == {
        f"сөз{form}": "" if some == rising else gaps_text([rising.index(one) for one in some])
        for form, some in of_form.items()
        if 0 < len(some) <= FORMS_KEPT
    }


def _document(number: int, text: str, title: str = "", **more: Any) -> Document:
    parts = (
        Part("", "", title),
        *(Part(f"a-{place}", f"Бөлім {place}", part) for place, part in enumerate(text.split("|"), 1)),
    )
    return Document(f"projects/p-{number}/", "projects", title, title, (f"{number} ₸",), parts, **more)


TEXTS = [
    ("Отбасылық құндылықтар", "Жас отбасыларға арналған кездесу|Ақтауда ұйымдастырылды"),
    ("Спорт мерекесі", "Қатысушылар саны артты|Отбасы сайысы өтті, отбасы жеңді, отбасы"),
    (
        "Мемлекеттік рәміздер",
        "Өскемен қаласында рәміздер көрмесі|" + "қосымша сөздер " * 1200 + "|Соңғы бөлімде домбыра үйірмесі",
    ),
]


def _documents() -> Iterator[Document]:
    for number, (title, text) in enumerate(TEXTS):
        yield _document(
            number,
            text,
            title,
            day=739_000 - number,
            facets={
                "year": {str(year := 2024 + number % 2): f"{year} ж."},
                "state": dict([("a", "A"), ("b", "B")][:number]),
            },
            numbers={"sum": 100 - number},
            row=(title, number),
        )


@pytest.fixture(scope="module")
def index(folder: Path) -> str:
    return f"/{write_index(_documents(), SCHEME, 'kk', folder)}"


def test_no_documents_make_an_empty_index(tmp_path: Path) -> None:
    root = json.loads((tmp_path / write_index([], SCHEME, "ru", tmp_path)).read_text(encoding="utf-8"))
    assert (root["documents"], root["stems"], list(root["facets"])) == (0, ["", ""], ["year", "state"])


def test_a_form_of_many_documents_is_not_listed(tmp_path: Path) -> None:
    many = (_document(number, "құжат" + (" сирек" if number < 3 else ""), "") for number in range(FORMS_KEPT + 5))
    write_index(many, SCHEME, "kk", tmp_path)
    shards = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "search/kk/s").iterdir()]
    entries = {stem: entry for shard in shards for stem, entry in shard.items()}
    assert len(entries["сирек"]) == 2  # the stem is the only form, of all its documents
    assert entries["кужат"][2] == {}
    assert len(entries["кужат"][0]) == FORMS_KEPT + 5


SEARCH = """async ([root, query]) => {
    const { Index } = await import("/modules/engine.js")
    const index = new Index(root)
    const { found, marks, missed, together, nears } = await index.search(query)
    const cards = await Promise.all(found.map(({ id }) => index.card(id)))
    const where = await Promise.all(found.map(async ({ text }, place) => (await index.textsOf(cards[place], text)).map((part) => part[0])))
    return { titles: cards.map((card) => card.title), missed, together, nears, where, marks: [...marks] }
}"""
FAMILY, SPORT, SYMBOLS = (title for title, _ in TEXTS)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("отбасы", [FAMILY, SPORT]),  # in the title before in the text
        ("сайыс", [SPORT]),
        ("otbasy", [FAMILY, SPORT]),
        ("отбасы сайысы", [SPORT]),
        ("Усть-Каменогорск", [SYMBOLS]),  # the place's other name
        ("көрме рәміз", [SYMBOLS]),
        ("домбра", [SYMBOLS]),  # a letter too few
        ("дмобыра", [SYMBOLS]),  # two exchanged
        ("жомбыра", [SYMBOLS]),  # the first one wrong
        ("домбыр", [SYMBOLS]),  # still being typed
        ('"жас отбасыларға арналған"', [FAMILY]),
        ("«арналған жас отбасыларға»", []),
        ("ғарыш", []),
        ("", []),
        ("…", []),
    ],
)
def test_the_engine_finds(run: Callable[..., Any], index: str, query: str, titles: list[str]) -> None:
    assert run(SEARCH, [index, query])["titles"] == titles


@pytest.mark.browser
def test_words_that_stand_nowhere_together_are_sought_apart(run: Callable[..., Any], index: str) -> None:
    found = run(SEARCH, [index, "домбыра сайысы ғарышта"])
    assert sorted(found["titles"]) == sorted([SPORT, SYMBOLS])
    assert (found["together"], found["missed"]) == (False, ["ғарышта"])


@pytest.mark.browser
def test_the_text_with_the_word_is_the_one_that_is_read(run: Callable[..., Any], index: str) -> None:
    assert len(TEXTS[2][1]) > TEXT
    assert run(SEARCH, [index, "домбыра"])["where"] == [["a-3"]]


@pytest.mark.browser
def test_the_exact_form_comes_before_other_forms(run: Callable[..., Any], folder: Path) -> None:
    forms = ["отбасылар", "отбасының", "отбасында"]
    address = write_index(
        (_document(number, f"бір {form}", form.upper()[:1]) for number, form in enumerate(forms)),
        SCHEME,
        "kk",
        folder / "forms",
    )
    script = SEARCH.replace("card.title", "card.address")
    for number, form in enumerate(forms):
        assert run(script, [f"/forms/{address}", form])["titles"][0] == f"projects/p-{number}/"


@pytest.mark.browser
def test_facets_numbers_and_rows_are_read_back(run: Callable[..., Any], index: str) -> None:
    read = run(
        """async (root) => {
            const { Index } = await import("/modules/engine.js")
            const index = new Index(root)
            await index.open()
            const all = await index.everything(), number = await index.numberOf("sum")
            const facets = await Promise.all(["year", "state"].map((name) => index.facet(name)))
            const values = ({ values, setOf }) => all.map((id) => setOf(id).map((place) => values[place]))
            const cards = await Promise.all(all.map((id) => index.card(id)))
            return [...facets.map(values), all.map(number), await Promise.all(all.map((id) => index.row(id))), cards.map((card) => card.title)]
        }""",
        index,
    )
    a, b = ["a", "A"], ["b", "B"]
    year, other = ["2024", "2024 ж."], ["2025", "2025 ж."]
    titles = [FAMILY, SPORT, SYMBOLS]
    rows = [[title, number] for number, title in enumerate(titles)]
    assert read == [[[year], [other], [year]], [[], [a], [a, b]], [100, 99, 98], rows, titles]
