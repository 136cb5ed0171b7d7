"""A call that waits for its hour leaves no trace in any file of the site one second before it, and is there one after."""

import gzip
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from builtsite import HOME, VALID, BuiltSite, run_build

BEFORE, AFTER = "2026-03-05T09:59:59", "2026-03-05T05:00:01+00:00"
BYTES = "tulip-document-of-no-one"
"""Stands in the document itself."""

CALL = """\
title: {kk: Қызғалдақ конкурсы, ru: Конкурс Тюльпанов}
funder: aqtas-department
region: mangystau
territory: {kk: Қызғалдақты алқап, ru: Тюльпановая долина}
announcement:
  date: 2026-03-05
  text: {kk: Қызғалдақ өсіретіндерге., ru: Тюльпаны растят не все.}
  links: [{url: "https://tulip.example/call"}]
intake: {closes: 2026-04-01, closes_at: "18:30"}
lots:
  - number: 1
    direction: {kk: Қызғалдақты қорғау, ru: Охрана Тюльпанов}
    sphere: "11"
    grant_type: short
    grants: 1
    amount: 9812345
documents: [{file: tulip-announcement.pdf, kind: announcement}]
publish_at: 2026-03-05 10:00
"""
PROJECT = """\
title: {kk: Қызғалдақ жобасы, ru: Проект Тюльпан}
call: embargo-tulip-2026
lot: 1
grantee: qyzgaldaq-fund
grant: {amount: 9812345}
tasks:
  - title: {kk: Қызғалдақ егу, ru: Посадка Тюльпанов}
    activities: [{evidence: [{url: "https://www.instagram.com/p/DTuLiPxxxxx/"}]}]
"""
GRANTEE = """\
kind: ngo
name: {kk: Қызғалдақ қоры, ru: Фонд Тюльпан}
website: https://tulip.example/
"""
DRAFT = """\
title: {kk: Көкнәр жобасы, ru: Проект Маков}
call: aqtas-2024
lot: 1
grantee: meirim
grant: {amount: 1234567}
draft: true
"""
SEEN = json.dumps(
    {
        "key": "ig:media:DTuLiPxxxxx", "url": "https://www.instagram.com/p/DTuLiPxxxxx/", "platform": "instagram",
        "kind": "post", "state": "alive", "sign": "x", "status": 200, "grade": "B", "first_alive": "2026-03-01",
        "last_alive": "2026-03-01", "last_tried": "2026-03-01", "last_result": "alive",
    }
)  # fmt: skip
"""The link checker reads waiting records, too, and its ledger knows their links."""
DECIDED = """\
decisions:
  - url: https://www.instagram.com/p/DTuLiPxxxxx/
    seen: 2026-03-01
    reason: {kk: Қызғалдақ көрінді., ru: Тюльпан виден.}
    who: Тюльпановед
    until: 2027-03-01
"""
ADDED = {
    "calls/embargo-tulip-2026.yml": CALL,
    "calls/embargo-tulip-2026/tulip-announcement.pdf": f"%PDF-1.4\n% {BYTES}\n",
    "projects/embargo-tulip-2026-1.yml": PROJECT,
    "organizations/qyzgaldaq-fund.yml": GRANTEE,
    "projects/draft-poppy.yml": DRAFT,
    "evidence/exceptions.yml": DECIDED,
}
TRACES = (
    "embargo-tulip",
    "tulip.example",
    "DTuLiPxxxxx",
    "qyzgaldaq",
    "Қызғалдақ",
    "Тюльпан",
    "9812345",
    "9 812 345",
    BYTES,
)
DRAFT_TRACES = ("draft-poppy", "Көкнәр", "Маков", "1234567", "1 234 567")
LOG = ("Әзірге сайтқа шықпайтын", "2026-03-05 10:00", "2026-03-05T10:00")
"""What only the log, or a record's own file, may say."""


def _build(folder: Path, now: str, added: dict[str, str]) -> tuple[BuiltSite, str]:
    data = Path(shutil.copytree(VALID, folder / "data"))
    for name, text in added.items():
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text(text, encoding="utf-8")
    if added:
        with (data / "evidence" / "ledger.jsonl").open("a", encoding="utf-8") as ledger:
            ledger.write(f"{SEEN}\n")
    done = run_build(folder / "site", data, now=now)
    assert done.returncode == 0, done.stdout
    return BuiltSite(folder / "site", data, HOME), done.stdout


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuiltSite, str]:
    return _build(tmp_path_factory.mktemp("before"), BEFORE, ADDED)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuiltSite, str]:
    return _build(tmp_path_factory.mktemp("after"), AFTER, ADDED)


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    """The name and the contents of every file, packed ones unpacked, in small letters, spaces made alike."""
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        parts = [data]
        if data[:2] == b"\x1f\x8b":
            parts = [gzip.decompress(data)]
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                parts = [packed.read(inside) for inside in packed.namelist()]
        for part in parts:
            text = part.decode("utf-8", "replace").replace("\u00a0", " ").replace("\u202f", " ")
            yield name, f"{name}\n{text}".casefold()


def _found(root: Path, trace: str) -> list[str]:
    """The files that hold a trace as it is, as JSON escapes it or as an address does."""
    forms = {
        trace.casefold(),
        json.dumps(trace)[1:-1].casefold(),
        json.dumps(trace.lower())[1:-1],
        quote(trace).casefold(),
    }
    return sorted({name for name, text in _texts(root) if any(form in text for form in forms)})


@pytest.mark.parametrize("trace", [*TRACES, *DRAFT_TRACES, *LOG])
def test_one_second_before_no_file_has_a_trace(before: tuple[BuiltSite, str], trace: str) -> None:
    assert _found(before[0].root, trace) == []


def test_one_second_before_the_site_is_byte_for_byte_the_one_of_a_folder_without_these_records(
    before: tuple[BuiltSite, str], tmp_path: Path
) -> None:
    without, _ = _build(tmp_path, BEFORE, {})

    def files(site: BuiltSite) -> dict[str, bytes]:
        every = (path for path in site.root.rglob("*") if path.is_file())
        return {path.relative_to(site.root).as_posix(): path.read_bytes() for path in every}

    found, expected = files(before[0]), files(without)
    assert found.keys() == expected.keys()
    assert [name for name, data in found.items() if data != expected[name]] == []


@pytest.mark.parametrize("trace", TRACES)
def test_one_second_after_it_is_there(after: tuple[BuiltSite, str], trace: str) -> None:
    assert _found(after[0].root, trace)


def test_one_second_after_pages_lists_sitemap_data_and_document_have_it(after: tuple[BuiltSite, str]) -> None:
    site = after[0]
    assert {"calls/embargo-tulip-2026/", "ru/projects/embargo-tulip-2026-1/"} <= set(site.addresses)
    assert {"organizations/qyzgaldaq-fund/", "ru/organizations/qyzgaldaq-fund/"} <= set(site.addresses)
    for name in ("sitemap.xml", "calls/index.html", "ru/index.html", "data/calls/embargo-tulip-2026.yml"):
        assert name in _found(site.root, "embargo-tulip-2026")
    document = site.root / "calls/embargo-tulip-2026/tulip-announcement.pdf"
    assert document.read_text(encoding="utf-8") == ADDED["calls/embargo-tulip-2026/tulip-announcement.pdf"]


@pytest.mark.parametrize("trace", DRAFT_TRACES)
def test_a_draft_has_no_hour(after: tuple[BuiltSite, str], trace: str) -> None:
    assert _found(after[0].root, trace) == []


def test_the_log_says_how_many_wait_and_for_what(before: tuple[BuiltSite, str], after: tuple[BuiltSite, str]) -> None:
    said = "Әзірге сайтқа шықпайтын жазба: {}."
    assert f"{said.format(4)} Келесісі шығатын уақыт: 2026 жылғы 5 наурыз, 10:00 (Астана)." in before[1]
    assert said.format(1) in after[1]
    assert "Келесісі" not in after[1]


def test_a_minute_that_is_none_ends_with_2(tmp_path: Path) -> None:
    done = run_build(tmp_path / "site", VALID, now="tomorrow")
    assert done.returncode == 2, done.stdout
    assert "tomorrow" in done.stdout
    assert not (tmp_path / "site").exists()
