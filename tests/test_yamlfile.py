"""One table of what a file may not hold, one of what it may."""

from pathlib import Path

import pytest

from grantpages.problem import LANGUAGES
from grantpages.syntax import CAUSES
from grantpages.yamlfile import MAX_BYTES, MAX_DEPTH, parse_document, read_document
from grantpages.yamlreader import HUGE, NO_INTEGER

DEEPEST_LIST = ".".join("0" * MAX_DEPTH)
DEEPEST_MAPPING = ".".join("a" * MAX_DEPTH)
KAZAKH = "kk: Жаңаөзен қаласының өңірі, «Үміт» үкіметтік емес ұйымы\n"
RUSSIAN = "ru: Город Жанаозен, общественный фонд «Надежда» и его партнеры\n"

# (what it is, the file, each refusal as `code line field`)
REFUSED: list[tuple[str, bytes | str, str]] = [
    # encodings
    ("Windows-1251", RUSSIAN.encode("cp1251"), "not-utf8 1"),
    ("KZ-1048", KAZAKH.encode("kz1048"), "not-utf8 1"),
    ("KOI8-R", RUSSIAN.replace("«Надежда»", "Надежда").encode("koi8_r"), "not-utf8 1"),
    ("UTF-16 with its mark", KAZAKH.encode("utf-16"), "not-utf8 1"),
    ("UTF-16 that is valid UTF-8", "ru: город\n".encode("utf-16-le"), "not-utf8 1"),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "not-utf8 1"),
    ("a bad byte on line 3", (KAZAKH + RUSSIAN).encode() + b"name: \xff\n", "not-utf8 3"),
    ("half a letter at the end", KAZAKH.encode() + b"ru: \xd0", "not-utf8 2"),
    # sizes
    ("one byte too many", b"a: " + b"x" * (MAX_BYTES - 2), "too-large 1"),
    ("one level too deep", "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), f"too-deep 1 {DEEPEST_LIST}"),
    ("a bomb of lists", "[" * 100_000, "too-deep 1"),  # libyaml's own limit comes first
    ("a small bomb of lists", "[" * 900, f"too-deep 1 {DEEPEST_LIST}"),
    ("a bomb of mappings", "{a: " * 50_000, f"too-deep 1 {DEEPEST_MAPPING}"),
    ("a bomb of complex keys", "? " * 100_000, "key-not-text 1 ?"),
    ("a bomb of dashes", "- " * 100_000, f"too-deep 1 {DEEPEST_LIST}"),
    # characters
    ("NUL", "a: b\0c\n", "forbidden-character 1"),
    ("a bell twice on a line and once below", "a: \a\a\nb: \a\n", "forbidden-character 1; forbidden-character 2"),
    ("an old line end", "a: 1\rb: 2\r", "forbidden-character 1"),
    ("a bidi override", "a: b\nc: \u202edroW\n", "forbidden-character 2"),
    ("a bidi isolate", "a: \u2066b\n", "forbidden-character 1"),
    ("an Arabic letter mark", "a: b\u061c\n", "forbidden-character 1"),
    ("a zero-width space in a comment", "a: b # \u200b\n", "forbidden-character 1"),
    ("a soft hyphen", "a: көр\xadме\n", "forbidden-character 1"),
    ("a line separator", "a: b\u2028c\n", "forbidden-character 1"),
    ("a next line", "a: b\x85c\n", "forbidden-character 1"),
    ("tag characters", "a: b\U000e0041\n", "forbidden-character 1"),
    ("a second byte order mark", "\ufeff\ufeffa: b\n", "forbidden-character 1"),
    ("DEL", "a: b\x7f\n", "forbidden-character 1"),
    ("an escaped bidi override", 'a: b\nc:\n  - "\\u202e"\n', "forbidden-character 3 c.0"),
    ("an escaped NUL", 'a: "\\0"\n', "forbidden-character 1 a"),
    ("an escaped carriage return", 'a: "\\r"\n', "forbidden-character 1 a"),
    ("an escaped next line", 'a: "\\N"\n', "forbidden-character 1 a"),
    ("an escaped bidi override in a key", '"\\u202e": b\n', "key-not-text 1 ?"),
    # not YAML
    ("a lone surrogate", 'a: "\\ud800"\n', "not-yaml 1"),
    ("a number beyond Unicode", 'a: "\\U00110000"\n', "not-yaml 1"),
    ("an unknown escape", 'a: "C:\\дерек"\n', "not-yaml 1"),
    ("a colon in a text", "a: b\nc: d: e\n", "not-yaml 2"),
    ("no colon", "a: b\nc\nd: e\n", "not-yaml 2"),
    ("indented by a tab", "a:\n\tb: c\n", "not-yaml 2"),
    ("indented deeper by a tab", "a:\n  b: c\n\td: e\n", "not-yaml 3"),
    ("a tab after a dash", "-\ta: b\n", "not-yaml 1"),
    ("an open quote", 'a: b\nc: "d\ne: f\n', "not-yaml 2"),
    ("an open single quote", "a: b\nc: 'd\ne: f\n", "not-yaml 2"),
    ("a quote open at a document's end", 'a: "b\n---\nc: d"\n', "not-yaml 1"),
    ("words after a quote", 'a: "b" c\n', "not-yaml 1"),
    ("an open bracket", "a: [b, c\nd: e\n", "not-yaml 1"),
    ("an open brace at the end", "a: {b: c", "not-yaml 1"),
    ("brackets and nothing else", "[[", "not-yaml 1"),
    ("a list on the key's line", "a: - b\n", "not-yaml 1"),
    ("a dash out of line", "a:\n  - b\n c\n", "not-yaml 3"),
    ("a key after a list", "- a\nb: c\n", "not-yaml 2"),
    ("a text that begins with @", "a: @b\n", "not-yaml 1"),
    ("a text that begins with %", "a: %b\n", "not-yaml 1"),
    ("a text that begins with & and a space", "a: & b\n", "not-yaml 1"),
    ("a text that begins with * and a space", "a: * b\n", "not-yaml 1"),
    ("a text that begins with ]", "a: ]\n", "not-yaml 1"),
    ("a tag that nobody declared", "a: !b!c d\n", "not-yaml 1"),
    ("a text on the line of |", "a: |b\n", "not-yaml 1"),
    ("less indented than the first key", "  a: b\nc: d\n", "not-yaml 2"),
    ("an unknown directive", "%ABC\n---\na: b\n", "not-yaml 1"),
    ("YAML 3", "%YAML 3.0\n---\na: b\n", "not-yaml 1"),
    # what YAML has and a record must not use
    ("an anchor", "a: &b c\n", "anchor 1 a"),
    ("an anchor of nothing", "a: &b\n", "anchor 1 a"),
    ("an anchor below its key", "a:\n  &b c\n", "anchor 2 a"),
    ("an anchor of a list", "a: &b [c]\n", "anchor 1 a"),
    ("an anchored key", "&b a: c\n", "anchor 1 ?"),
    ("an alias", "a: &b c\nd: *b\n", "anchor 1 a; alias 2 d"),
    ("an alias of nothing", "a: *b\n", "alias 1 a"),
    ("an alias as a key", "*b : c\n", "alias 1 ?"),
    ("a document that is an alias", "*b\n", "alias 1"),
    ("a list within itself", "a: &b [*b]\n", "anchor 1 a; alias 1 a.0"),
    ("a tag", "a: !!int 5\n", "tag 1 a"),
    ("a tag of nothing", "a: !!str\n", "tag 1 a"),
    ("a tag that runs code", "a: !!python/object/apply:os.system [ls]\n", "tag 1 a"),
    ("a tag that is no tag", "a: ! b\n", "tag 1 a"),
    ("a merge key", "a: &b {c: d}\ne:\n  <<: *b\n", "anchor 1 a; key-not-text 3 e.?"),
    ("a list as a key", "? [a, b]\n: c\n", "key-not-text 1 ?"),
    ("a mapping as a key", "{a: b}: c\n", "key-not-text 1 ?"),
    ("two lists as keys", "? [a]\n: b\n? [c]\n: d\n", "key-not-text 1 ?; key-not-text 3 ?"),
    ("an empty key", '"": a\n', "key-not-text 1 ?"),
    ("no key", ": a\n", "not-yaml 1"),
    ("a key of two lines", '"a\\nb": c\n', "key-not-text 1 ?"),
    ("a key longer than any", "a" * 65 + ": b\n", "key-not-text 1 ?"),
    ("a version of YAML", "%YAML 1.2\n---\na: b\n", "directive 1"),
    ("a handle for tags", "%TAG ! tag:example.org,2025:\n---\na: b\n", "directive 1"),
    ("two documents", "a: b\n---\nc: d\n", "several-documents 2"),
    ("three documents", "a: b\n---\nc: d\n---\ne: f\n", "several-documents 2"),
    # fields
    ("a key twice", "a: b\nc: d\na: e\n", "duplicate-key 3 a"),
    ("a key three times", "a: b\na: c\na: d\n", "duplicate-key 2 a; duplicate-key 3 a"),
    ("a key twice deep within", "a:\n  - b: c\n    b: d\n", "duplicate-key 3 a.0.b"),
    ("a key twice, once quoted", "a: b\n'a': c\n", "duplicate-key 2 a"),
    ("no value", "a: b\nc:\nd: e\n", "empty-value 2 c"),
    ("no value but a comment", "a: # later\nb: c\n", "empty-value 1 a"),
    ("no item", "a:\n  - b\n  -\n  - c\n", "empty-value 3 a.1"),
    ("null", "a: null\nb: ~\nc: NULL\n", "empty-value 1 a; empty-value 2 b; empty-value 3 c"),
    ("a flow of nothings", "{a, b: , c: }", "empty-value 1 a; empty-value 1 b; empty-value 1 c"),
    # nothing
    ("an empty file", "", "empty-file 1"),
    ("a file of line ends", "\n\n\n", "empty-file 1"),
    ("only comments", "# a\n# b\n", "empty-file 1"),
    ("only a byte order mark", "\ufeff", "empty-file 1"),
    ("only the start of a document", "---\n", "empty-file 1"),
    ("only its end", "...\n", "not-yaml 1"),
    ("several at once", "a: &b c\nd: !e f\ng:\ng: h\ni: @\n", "anchor 1 a; tag 2 d; empty-value 3 g; duplicate-key 4 g; not-yaml 5"),
]  # fmt: skip

# (what it is, the file, its value)
ACCEPTED: list[tuple[str, bytes | str, object]] = [
    ("no line end at the end", "a: b", {"a": "b"}),
    ("line ends of Windows", "a: b\r\nc: |\r\n  d\r\n\r\n  e\r\n", {"a": "b", "c": "d\n\ne\n"}),
    ("a byte order mark", "\ufeffa: b\n", {"a": "b"}),
    ("the start and end of a document", "---\na: b\n...\n", {"a": "b"}),
    ("comments", "# a\na: b # c\n# d\n", {"a": "b"}),
    ("a text over two lines", "a: b\n  c\n", {"a": "b c"}),
    ("a list not indented", "a:\n- b\n- c\n", {"a": ["b", "c"]}),
    ("flow", "{a: [b, {c: d}], e: 1}", {"a": ["b", {"c": "d"}], "e": 1}),
    ("a key with a question mark", "? a\n: b\n", {"a": "b"}),
    ("a key that is a number", "2025: 3932\n59+: 1\n13-16: 2\n", {"2025": 3932, "59+": 1, "13-16": 2}),
    ("a quoted key", '"a b": c\n', {"a b": "c"}),
    ("a tab within a text and after it", "a: b\tc\t\n", {"a": "b\tc"}),
    ("an empty text", 'a: ""\n', {"a": ""}),
    ("quotes within quotes", "a: '«b» ''c'''\n", {"a": "«b» 'c'"}),
    ("escapes", 'a: "\\"b\\"\\n\\tc\\\\\\u0416"\n', {"a": '"b"\n\tc\\Ж'}),
    ("emoji, tenge, no-break space", "a: 🎉 5\xa0000 ₸\n", {"a": "🎉 5\xa0000 ₸"}),
    ("a file of the largest size", b"a: " + b"x" * (MAX_BYTES - 3), {"a": "x" * (MAX_BYTES - 3)}),
    ("integers", "a: 0\nb: -5\nc: 999999999999999999\n", {"a": 0, "b": -5, "c": 999_999_999_999_999_999}),
    ("booleans", "a: true\nb: False\n", {"a": True, "b": False}),
    ("quoted numbers and words", "[ '5', \"true\", 'null', '~' ]", ["5", "true", "null", "~"]),
    ("words that only YAML 1.1 took for booleans", "[yes, no, on, y]", ["yes", "no", "on", "y"]),
    ("numbers that only YAML 1.1 had", "a: 18:30\nb: 1_000\n", {"a": "18:30", "b": "1_000"}),
    ("what resembles a number", "[36/б, 01-02/3, 1.2.3, +7 7, 5 000]", ["36/б", "01-02/3", "1.2.3", "+7 7", "5 000"]),
    ("dates", "a: 2025-05-06\nb: 2025-02-30\n", {"a": "2025-05-06", "b": "2025-02-30"}),
    ("a text alone", "a\n", "a"),
    ("a list alone", "- a\n", ["a"]),
    ("an empty mapping", "{}\n", {}),
]  # fmt: skip

NO_PLAIN_INTEGERS = ["0600", "6e2", "600.0", "+600", "1.", ".5", "0x1F", "0o17", ".inf", "-.INF", ".nan", "00", "-01"]


def _read(tmp_path: Path, content: bytes | str) -> tuple[object, str, list[str]]:
    path = tmp_path / "x.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    document = read_document(path, "x.yml")
    found = "; ".join(f"{problem.code} {problem.line} {problem.field}".strip() for problem in document.problems)
    return document.value, found, [problem.text(language) for problem in document.problems for language in LANGUAGES]


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_is_refused_where_it_is_wrong(tmp_path: Path, content: bytes | str, expected: str) -> None:
    _, found, texts = _read(tmp_path, content)
    assert found == expected
    assert all(text.isprintable() for text in texts)


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_what_is_plain_is_accepted(tmp_path: Path, content: bytes | str, expected: object) -> None:
    value, found, _ = _read(tmp_path, content)
    assert (value, found) == (expected, "")


ENCODINGS = [
    ("Windows-1251", RUSSIAN, "cp1251"),
    ("KZ-1048", KAZAKH, "kz1048"),
    ("KOI8-R", RUSSIAN.translate(dict.fromkeys(map(ord, "«»"))), "koi8_r"),
    ("CP866", RUSSIAN.translate(dict.fromkeys(map(ord, "«»"))), "cp866"),
    ("UTF-16", KAZAKH, "utf-16"),
    ("UTF-16", KAZAKH, "utf-16-le"),
    ("UTF-16", RUSSIAN, "utf-16-be"),
]


@pytest.mark.parametrize(("name", "text", "encoding"), ENCODINGS, ids=[row[2] for row in ENCODINGS])
def test_an_encoding_is_named(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    _, _, (kazakh, russian) = _read(tmp_path, text.encode(encoding))
    assert f"ал ол {name} кодтауына ұқсайды" in kazakh
    assert f"а она похожа на {name}" in russian


def test_damage_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    _, _, (_, russian) = _read(tmp_path, (KAZAKH + RUSSIAN).encode() + b"name: \xff\n")
    assert russian.startswith("x.yml:3: ")
    assert "в этой строке нарушена" in russian


@pytest.mark.parametrize("number", NO_PLAIN_INTEGERS)
def test_what_an_editor_takes_for_a_number_is_no_text(number: str) -> None:
    document = parse_document(f"a:\n  - {number}\n", "x.yml")
    assert document.value == {"a": [NO_INTEGER]}
    assert document.written == {"a.0": number}


@pytest.mark.parametrize(("digits", "value"), [("9" * 18, 10**18 - 1), ("9" * 19, HUGE), ("-" + "9" * 5000, -HUGE)])
def test_a_huge_integer_stays_one(digits: str, value: int) -> None:
    assert parse_document(f"a: {digits}\n", "x.yml").value == {"a": value}


SAMPLE = """\
# a comment
a: b
c:
  - d
  -
    e: f
    g: |
      h

      i
  - [j,
     k]

l: {m: n}
"""
PLACES: list[tuple[tuple[str | int, ...], int]] = [
    ((), 2),
    (("a",), 2),
    (("c",), 3),
    (("c", 0), 4),
    (("c", 1), 6),
    (("c", 1, "e"), 6),
    (("c", 1, "g"), 7),
    (("c", 2, 0), 11),
    (("c", 2, 1), 12),
    (("l", "m"), 14),
    (("l", "absent"), 14),
    (("c", 9, "e"), 3),
    (("c", "e"), 3),
    (("a", "e", 0), 2),
    (("absent",), 2),
]


@pytest.mark.parametrize(("path", "line"), PLACES, ids=lambda value: str(value))
def test_a_value_stands_on_the_line_of_its_key_or_item(path: tuple[str | int, ...], line: int) -> None:
    assert parse_document(SAMPLE, "x.yml").lines.at(path) == line


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    document = read_document(tmp_path, "x.yml")
    assert (document.value, [problem.code for problem in document.problems]) == (None, ["unreadable"])


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert [problem.code for problem in read_document(tmp_path / "x.yml", "x.yml").problems] == ["unreadable"]


def test_no_more_of_a_huge_file_is_read_than_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    with path.open("wb") as file:
        file.truncate(3 * 1024**4)  # a sparse file: it takes no room, and would take all memory
    problem = read_document(path, "x.yml").problems[0]
    assert problem.text("ru").startswith("x.yml:1: файл должен быть не больше 256 КБ, а в нем 3221225472 КБ.")


def test_every_cause_the_parser_can_have_is_told_apart() -> None:
    """Each row of CAUSES but the last, which is for all the rest, is what some refused file gets."""
    said = {
        problem.message.ru
        for _, content, _ in REFUSED
        if isinstance(content, str)
        for problem in parse_document(content, "x.yml").problems
    }
    for cause in CAUSES:
        assert any(cause.said.ru.split("{found}")[0] in message for message in said), cause.pattern
