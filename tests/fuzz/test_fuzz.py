"""Whatever is read here is read, or refused in our own words, and in time; `make fuzz` tries for an hour."""

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from builtsite import REAL, VALID
from hypothesis import strategies as st

from fuzz import TARGETS, encoded, fuzzed, spoilt, yaml_texts
from grantpages.evidence.identity import identify, is_web
from grantpages.evidence.ledgerfile import read
from grantpages.evidence.target import Refused, next_target, read_target
from grantpages.intake.reading import read_report
from grantpages.intake.source import NoReport
from grantpages.load import FOLDERS, SINGLES, Dataset, Folder, load_folder
from grantpages.problem import LANGUAGES, Message, Problem
from grantpages.yamlfile import document_of

REPORTS = Path(__file__).parents[1] / "intake" / "reports"
RECORDS = [path for path in sorted(VALID.rglob("*.yml"))] + [path for path in sorted(REAL.glob("[!_]*.yml"))]
LINKS = [link for path in RECORDS for link in re.findall(r"https?://\S+", path.read_text(encoding="utf-8"))]


@pytest.fixture
def tried(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> Callable[[str, int], None]:
    """Says how many inputs there were."""

    def say(what: str, count: int) -> None:
        record_property(what, count)
        with capsys.disabled():
            print(f" [{what}: {count}] ", end="")

    return say


def _said(problems: list[Problem]) -> None:
    """Each has its place and its words, none of which a terminal would obey."""
    for problem in problems:
        assert problem.line >= 1
        assert all(problem.text(language).isprintable() for language in LANGUAGES), problem


def _told(message: Message) -> None:
    assert all(getattr(message, language).strip() for language in LANGUAGES)


def test_the_targets_share_the_time() -> None:
    assert sum(name.startswith("test_") for name in globals()) - 1 == TARGETS


def test_records(tried: Callable[[str, int], None], tmp_path: Path) -> None:
    kinds = sorted({**SINGLES, **FOLDERS})
    bytes_ = (
        spoilt([path.read_bytes() for path in RECORDS])
        | encoded(yaml_texts())
        | yaml_texts().map(str.encode)
        | st.binary(max_size=300)
    )

    def load(given: tuple[str, bytes]) -> None:
        kind, data = given
        folder = Folder(tmp_path, "data")
        read = folder.take(kind, tmp_path / kind / "x.yml", document_of((data, len(data)), "data/x.yml"))
        assert read.record is not None or folder.problems
        _said(folder.faults())

    of_kind = [
        st.tuples(st.just(path.parent.name if path.parent.name in FOLDERS else path.stem), spoilt([path.read_bytes()]))
        for path in RECORDS
    ]
    tried("records", fuzzed(st.tuples(st.sampled_from(kinds), bytes_) | st.one_of(of_kind), 600, load))


def test_links(tried: Callable[[str, int], None]) -> None:
    known = [link.encode() for link in LINKS]
    parts = st.lists(
        st.sampled_from(
            [
                "https:",
                "HTTP:",
                "//",
                "/",
                "\\",
                "@",
                ":",
                "[",
                "]",
                "::1",
                "127.1",
                "youtu.be",
                "www.instagram.com",
                "p",
                "watch?v=",
                "#",
                "?",
                "&",
                "%",
                "%2e",
                "%00",
                ".",
                "。",
                "қ",
                "\u202e",
                "\x00",
                " ",
                "0x7f",
                "a" * 70,
            ]
        ),
        max_size=12,
    )
    texts = spoilt(known).map(lambda data: data.decode("utf-8", "replace")) | parts.map("".join) | st.text()

    def look(link: str) -> None:
        found = identify(link)
        assert found.printed == link
        assert found.key or found.doubts
        is_web(link)
        try:
            target = read_target(link)
        except Refused:
            return
        assert read_target(target.url) == target
        assert target.host.isascii()
        try:
            read_target(next_target(target, link))
        except Refused:
            return

    tried("links", fuzzed(texts, 1_000, look))


@pytest.fixture(scope="module")
def known() -> Dataset:
    """The records at hand."""
    dataset, problems = load_folder(REAL)
    assert dataset, problems
    return dataset


def test_reports(tried: Callable[[str, int], None], known: Dataset) -> None:
    texts = [path.read_bytes() for path in sorted(REPORTS.glob("*.md")) if path.name != "ru-plain.md"]
    tokens = (
        "|",
        "|---|",
        "# ",
        "**",
        "1. ",
        "20.01.2025",
        "9 999 999 999 999 999 тг",
        "ж.",
        "«",
        "»",
        "№",
        "https://",
        "\n\n",
        "\t",
        "\x00",
        "\ufeff",
        "и\u0306",
        "½",
        "²",
        "一",
        "-",
        ":",
        "2025 жыл",
        "31 ақпан",
        "0",
    )

    def take(data: bytes) -> None:
        try:
            drafts = read_report(data, "report.md", known)
        except NoReport as error:
            _told(error.message)
        else:
            assert drafts.files

    tried("reports", fuzzed(spoilt(texts, tokens) | encoded(st.text(max_size=200)), 25, take))


def test_word_files(tried: Callable[[str, int], None], known: Dataset) -> None:
    def packed(parts: list[tuple[str, bytes]]) -> bytes:
        file = BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in dict(parts).items():
                archive.writestr(name, data)
        return file.getvalue()

    whole = (VALID / "calls" / "aqtas-2025" / "protocol-7.docx").read_bytes()
    body = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>\xd0\x91</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>'
    names = st.sampled_from(
        [
            "word/document.xml",
            "word/styles.xml",
            "word/numbering.xml",
            "word/footnotes.xml",
            "word/_rels/document.xml.rels",
            "[Content_Types].xml",
            "../x",
            "/x",
        ]
    )
    made = st.lists(
        st.tuples(
            names,
            spoilt(
                [body],
                (
                    "<w:p>",
                    "</w:p>",
                    "<w:tbl>",
                    "&lol;",
                    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
                    "<w:t>",
                    "\x00",
                    "]]>",
                    'w:val="99999999999"',
                    "<w:gridSpan w:val='-1'/>",
                ),
            ),
        ),
        min_size=1,
        max_size=4,
    ).map(packed)

    def take(data: bytes) -> None:
        try:
            read_report(data, "report.docx", known)
        except NoReport as error:
            _told(error.message)

    tried("word files", fuzzed(made | spoilt([whole]), 150, take))


def test_ledgers(tried: Callable[[str, int], None], tmp_path: Path) -> None:
    lines = (VALID / "evidence" / "ledger.jsonl").read_bytes()
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["key", "url", "state", "failures", "archive", "day"]), inner, max_size=4)
        ),
        max_leaves=8,
    )
    path = tmp_path / "ledger.jsonl"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        entries, problems = read(path, "ledger.jsonl")
        assert all(entry.key == key for key, entry in entries.items())
        _said(problems)

    tried(
        "ledgers", fuzzed(spoilt([lines]) | values.map(json.dumps).map(str.encode) | st.binary(max_size=200), 300, take)
    )
