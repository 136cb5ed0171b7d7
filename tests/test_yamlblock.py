"""The plain block style is read as the parser of YAML reads it, or not at all."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grantpages.textfile import FORBIDDEN
from grantpages.yamlblock import scan
from grantpages.yamlfile import MAX_DEPTH
from grantpages.yamlreader import Lines, Reader, TooDeep
from grantpages.yamltext import dump

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path for folder in ("data", "tests/data/valid", "grantpages/checks") for path in (ROOT / folder).rglob("*.yml")
)
PLAIN = """\
# a comment
title:
  kk: "Қолдау: 1"
  ru: Поддержка
# another
tasks:
  - kind: task
    number: 1
    account:
      kk: |-
        Бірінші жол.

          Екінші жол.
      ru: |
        Первая строка.

    figures: []
  - kind: closing
    people:
    - one
    - 'two'
    "13-16": 10
replies: []
"""


def strictly(text: str) -> object:
    """The value and lines as the parser has them; None where it refuses anything or a number is no plain integer."""
    reader = Reader(text, "file.yml", MAX_DEPTH)
    try:
        value, lines = reader.document()
    except (yaml.MarkedYAMLError, TooDeep):
        return None
    return None if reader.problems or reader.written else (value, lines)


def same(text: str) -> bool:
    """Whether the text is read, and then as by the parser."""
    read = None if FORBIDDEN.search(text) else scan(text, MAX_DEPTH)
    assert read is None or read == strictly(text)
    return read is not None


def test_plain_style() -> None:
    value, lines = scan(PLAIN, MAX_DEPTH) or pytest.fail("not read")
    assert value["title"] == {"kk": "Қолдау: 1", "ru": "Поддержка"}
    assert value["tasks"][0]["account"] == {"kk": "Бірінші жол.\n\n  Екінші жол.", "ru": "Первая строка.\n"}
    assert value["tasks"][1] == {"kind": "closing", "people": ["one", "two"], "13-16": 10}
    assert isinstance(lines, Lines)
    assert [lines.at(("tasks", 1, "people", 1)), lines.at(("tasks", 0, "account", "ru")), lines.line] == [21, 14, 2]
    assert same(PLAIN)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_data_files(path: Path) -> None:
    same(path.read_text(encoding="utf-8"))


def test_records_in_the_style_of_the_data_are_read() -> None:
    assert all(same(path.read_text(encoding="utf-8")) for path in (ROOT / "data/projects").glob("[!_]*.yml"))


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "# nothing\n", "a\n", "- a\n", "a:\n", "a: 1", "a: ~\n", "a: null\n", "a: 1.5\n", "a: 0x1F\n",
        "a: 007\n", "a: -1\n", "a: [b]\n", "a: {b: c}\n", "a: &x b\n", "a: *x\n", "a: !!str b\n", "a: >-\n  b\n",
        "a: |2-\n  b\n", "a: |+\n  b\n", "a: | # c\n  b\n", "a: b # c\n", "a: b\n  c\n", "a: b: c\n", "a: b:\n",
        "a: b \n", 'a: "b\\n"\n', 'a: "b" # c\n', "a: 'b''c'\n", "a: # c\n  b: c\n", "a: 1\na: 2\n", "a:\n b: 1\na:\n c: 1\n",
        "a:\tb\n", "a: |-\n\n  b\n", "a: |-\nb: c\n", "a: |-\n  b\n c: d\n", "a:\n  b: 1\n c: 1\n", "a:\n  - b\n - c\n",
        "- - a\n", "a:\n  - - b\n", "a:\n  -\n    b: c\n", "a:\n  -   b: c\n", "---\na: b\n", "a: b\n---\nc: d\n",
        "a: b\n...\n", "%YAML 1.2\n---\na: b\n", "? a\n: b\n", "қ: a\n", "a b: c\n", "<<: a\n", "a: |-\n    b\n  \n    # c\n",
        "a: 1234567890123456789\n", "a:\n  b: c\n  - d\n", "a:\n- b\nc: d\n- e\n", "a: @b\n", "a: `b\n", "a: %b\n", '"a: b\n',
        "a: \"b\nc\"\n", "a:\n  - \n", "a: yes: \n",
    ],
)  # fmt: skip
def test_left_to_the_parser_or_read_alike(text: str) -> None:
    same(text)


@pytest.mark.parametrize(
    ("depth", "read"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False)], ids=["as deep as may be", "deeper"]
)
def test_nesting(depth: int, read: bool) -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(depth - 1)) + " " * (depth - 1) + "a: b\n"
    assert same(text) == read
    same(text.replace("a: b", "a: []"))


words = st.text(st.sampled_from("абқi1 :#-\"'|[]{}&*!>%@,.?~\n"), max_size=12)
values = st.recursive(
    words | st.integers(-(10**19), 10**19) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z0-9+-]{1,5}", fullmatch=True), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), values, min_size=1, max_size=4))
@settings(deadline=None)
def test_what_is_written_is_read(value: dict[str, object]) -> None:
    same(dump(value))


lines_ = st.builds(
    lambda indent, dash, key, rest: " " * indent + dash + key + rest,
    st.integers(0, 6),
    st.sampled_from(["", "", "- ", "-", "- - "]),
    st.sampled_from(["a: ", "b: ", "c:", "13-16: ", '"13": ', "d:", "", "a:"]),
    st.sampled_from(
        [
            "",
            "x",
            "1",
            "true",
            "~",
            '"y"',
            "'z'",
            "|-",
            "|",
            "x: y",
            "x #y",
            "#z",
            "x#y",
            "[]",
            "x:y",
            "-x",
            "- x",
            "x ",
            " x",
            "y's",
            "…",
        ]
    ),
)


@given(st.lists(lines_, min_size=1, max_size=9).map(lambda lines: "\n".join(lines) + "\n"))
@example("a: |-\n    x\n  #z\n    #z\n")
@settings(max_examples=400, deadline=None)
def test_any_lines(text: str) -> None:
    same(text)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_records(seed: int) -> None:
    """A record with a few letters or lines put elsewhere, taken away or made others."""
    rng = random.Random(seed)
    text = (ROOT / "data/calls/zhanaozen-2025.yml").read_text(encoding="utf-8") if seed % 3 else PLAIN
    for _ in range(20):
        letters = list(text)
        for _ in range(rng.randint(1, 3)):
            place = rng.randrange(len(letters))
            match rng.randrange(3):
                case 0:
                    del letters[place]
                case 1:
                    letters.insert(place, rng.choice(" \n:-#|\"'[]{}&*!>%@,?x1"))
                case _:
                    letters[place] = rng.choice(" \n:-#|\"'")
        same("".join(letters))
