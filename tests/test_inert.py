"""Text for spreadsheets: nothing that a cell could compute stays at its start, and every text comes back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opendatafiles import HOSTILE

from grantpages.opendata.inert import TRIGGERS, inert, revived

CASES = [
    ("=1+1", "'=1+1"),
    ("-", "'-"),
    ("'=1", "''=1"),
    ("'a", "'a"),
    ("a=1", "a=1"),
    ("2025-05-06", "2025-05-06"),
    ("x;=1", "x;'=1"),
    ("x; =1", "x; =1"),
    ("a\n-b", "a\n'-b"),
    ("", ""),
    ("\t=", "'\t'="),
    ("„−5“", "„−5“"),
]
AT_A_START = re.compile(f"(?:^|[;\t\r\n])[{TRIGGERS}]")


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_an_apostrophe_stands_before_what_could_be_computed(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back(text: str) -> None:
    assert revived(inert(text)) == text


@given(st.text(alphabet=st.sampled_from("=+-@'\t\r\n;a \0＝")))
def test_every_text_comes_back_and_none_is_alive(text: str) -> None:
    shown = inert(text)
    assert revived(shown) == text
    assert not AT_A_START.search(shown)
