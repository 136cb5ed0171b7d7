"""A field goes where it belongs, and nothing else in the file changes."""

import pytest
from builtsite import REAL
from hypothesis import given, settings
from hypothesis import strategies as st

from grantpages.desk.insertion import CannotInsert, appended, changed, inserted, removed, reworded
from grantpages.model import Call, Project
from grantpages.yamlfile import parse_document

CALL = """\
# the officer's own note
title:
  kk: а
  ru: |-
    б

    в

# about
funder: x # why
intake:
  closes: 2025-04-01
  # ask again

# lots follow
lots: [{number: 1}]
draft: true # not yet
"""
PROJECT = "title:\n  kk: а\n  ru: б\ngrant:\n  # the sum\n  amount: 5\nplace:\n  kk: а\n  ru: б"

PLACES = [  # (record, shape, path, value, the line before the new one, the line after it)
    (CALL, Call, ("applications",), {"received": 7}, "  # ask again", ""),
    (CALL, Call, ("notice_received",), "2025-01-01", "funder: x # why", "intake:"),
    (CALL, Call, ("territory",), {"kk": "а", "ru": "б"}, "funder: x # why", "intake:"),
    (CALL, Call, ("intake", "closes_at"), "18:30", "  closes: 2025-04-01", "  # ask again"),
    (CALL, Call, ("intake", "opens"), "2025-03-01", "intake:", "  closes: 2025-04-01"),
    (
        CALL,
        Call,
        ("decision",),
        {"protocol": "7", "date": "2025-04-28"},
        "lots: [{number: 1}]",
        "draft: true # not yet",
    ),
    (CALL, Call, ("documents",), [{"file": "a.pdf", "kind": "order"}], "draft: true # not yet", None),
    (PROJECT, Project, ("grant", "contract"), {"number": "3", "date": "2025-01-01"}, "  # the sum", "  amount: 5"),
    (PROJECT, Project, ("period",), {"start": "2025-01-01", "end": "2025-01-02"}, "  amount: 5", "place:"),
    (PROJECT, Project, ("draft",), True, "  ru: б", None),
]


@pytest.mark.parametrize(("text", "shape", "path", "value", "before", "after"), PLACES, ids=lambda each: str(each)[:24])
def test_a_field_stands_in_the_models_order(text, shape, path, value, before, after) -> None:
    lines = inserted(text, shape, path, value).splitlines()
    old = text.splitlines()
    new = [place for place, line in enumerate(lines) if line.lstrip().startswith(f"{path[-1]}:")][-1]
    count = len(lines) - len(old)
    assert lines[:new] + lines[new + count :] == old
    assert lines[new - 1] == before
    assert (lines[new + count] if new + count < len(lines) else None) == after


def test_the_real_call_takes_every_field_it_lacks() -> None:
    text = (REAL / "calls" / "zhanaozen-2025.yml").read_text(encoding="utf-8")
    for name, value in (("applications", {"received": 7}), ("notice_received", "2025-03-03"), ("draft", True)):
        text = inserted(text, Call, (name,), value)
    keys = list(parse_document(text, "").value)
    assert keys.index("notice_received") == keys.index("order") + 1
    assert keys.index("applications") == keys.index("intake") + 1


@given(
    st.recursive(
        st.text("аb #:-'\"\n>|", min_size=1), lambda inner: st.dictionaries(st.sampled_from("kr"), inner, min_size=1)
    )
)
@settings(max_examples=150, deadline=None)
def test_whatever_a_value_holds_the_rest_reads_as_before(value: object) -> None:
    try:
        text = inserted(CALL, Call, ("order",), value)
    except CannotInsert:
        return
    read = parse_document(text, "").value
    assert read.pop("order") == value
    assert read == parse_document(CALL, "").value


def test_a_document_is_added_at_the_end_of_the_list() -> None:
    listed = inserted(CALL, Call, ("documents",), [{"file": "a.pdf", "kind": "order"}])
    more = appended(listed, ("documents",), {"file": "b.pdf", "kind": "other", "title": {"kk": "а", "ru": "б"}})
    assert more.startswith(listed)
    assert parse_document(more, "").value["documents"][1]["title"] == {"kk": "а", "ru": "б"}


def test_a_value_is_changed_reworded_and_removed_where_it_stands() -> None:
    assert changed(CALL, ("intake", "closes"), "2025-04-02") == CALL.replace("2025-04-01", "2025-04-02")
    assert reworded(CALL, ("title", "ru"), "в", "г: #") == CALL.replace("    в", "    г: #")
    assert reworded(CALL, ("title", "ru"), "нет", "г") == CALL
    assert removed(CALL, "draft") == CALL.replace("draft: true # not yet\n", "")


FLOW = "{title: {kk: а, ru: б}, intake: {closes: 2025-04-01}}\n"
REFUSED = {
    "a field that is there": lambda: inserted(CALL, Call, ("funder",), "y"),
    "a record in brackets": lambda: inserted(FLOW, Call, ("funder",), "y"),
    "a part in brackets": lambda: inserted("intake: {closes: 2025-04-01}\n", Call, ("intake", "closes_at"), "18:30"),
    "a part that is not there": lambda: inserted(PROJECT, Project, ("participants", "total"), 1),
    "a list in brackets": lambda: appended(CALL, ("lots",), {"number": 2}),
    "a list that is not there": lambda: appended(CALL, ("documents",), {"file": "a.pdf"}),
    "a file that cannot be read": lambda: inserted("a: 1\na: 2\n", Call, ("funder",), "y"),
    "a value of several lines": lambda: changed(CALL, ("title", "ru"), "г"),
    "a field to remove that is not there": lambda: removed(CALL, "publish_at"),
    "a field to remove that is a part": lambda: removed(CALL, "title"),
    "a field to remove from brackets": lambda: removed(FLOW, "title"),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_changed_safely_is_refused_with_the_field_and_a_way_out(change) -> None:
    with pytest.raises(CannotInsert) as refused:
        change()
    assert all("«" in message for message in refused.value.message)
    assert any(way in refused.value.message.ru for way in ("вручную", "в самом файле"))
