"""What is written as YAML is read back as the same value."""

import pytest
from builtsite import REAL
from hypothesis import given
from hypothesis import strategies as st

from grantpages.textfile import FORBIDDEN
from grantpages.yamlfile import parse_document, read_document
from grantpages.yamltext import dump, scalar

SCALARS = [
    ("Жаңаөзен қаласы", "Жаңаөзен қаласы"),
    ("«Шаңырақ» жобасы", "«Шаңырақ» жобасы"),
    ("https://youtu.be/a?si=b#c", "https://youtu.be/a?si=b#c"),
    ("2025-05-06", "2025-05-06"),
    ("18:30", "18:30"),
    ("Отбасы: дәстүр", '"Отбасы: дәстүр"'),
    ("дәстүр:", '"дәстүр:"'),
    ("№ 5 #тег", '"№ 5 #тег"'),
    ("#тег", '"#тег"'),
    ("- тармақ", '"- тармақ"'),
    ("-дан", "-дан"),
    ("35", '"35"'),
    ("true", '"true"'),
    ("null", '"null"'),
    ("~", '"~"'),
    ("", '""'),
    ("@cisc_kz", '"@cisc_kz"'),
    ('"сөз" басында', '"\\"сөз\\" басында"'),
    (35, "35"),
    (True, "true"),
]

TEXTS = st.text(max_size=300).filter(lambda text: not FORBIDDEN.search(text) and "\r" not in text)
LEAVES = st.one_of(TEXTS, st.integers(-(10**17), 10**17), st.booleans())
KEYS = st.from_regex(r"[a-z0-9][a-z0-9_+-]{0,10}", fullmatch=True)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


def flat(value: object) -> bool:
    """Whether no list stands directly in a list: the data format has none."""
    if isinstance(value, dict):
        return all(map(flat, value.values()))
    return all(not isinstance(inner, list) and flat(inner) for inner in value) if isinstance(value, list) else True


@pytest.mark.parametrize(("value", "written"), SCALARS)
def test_a_value_is_quoted_only_where_it_must_be(value: str | int | bool, written: str) -> None:
    assert scalar(value) == written
    assert parse_document(f"a: {written}\n", "x").value == {"a": value}


@given(st.dictionaries(KEYS, VALUES.filter(flat), min_size=1, max_size=4))
def test_what_is_written_is_read_back(record: dict[str, object]) -> None:
    document = parse_document(dump(record), "x")
    assert document.problems == []
    assert document.value == record


@pytest.mark.parametrize("path", sorted(REAL.rglob("[!_]*.yml")), ids=lambda path: path.stem)
def test_every_real_record_survives(path: object) -> None:
    record = read_document(path, "x").value  # type: ignore[arg-type]
    assert parse_document(dump(record), "x").value == record
