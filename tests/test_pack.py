"""The pack of a competition: everything published of it and nothing else, verified with the customary program."""

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builtsite import SECRET, BuiltSite, contents

from grantpages.evidence import ledgerfile
from grantpages.evidence.identity import identify
from grantpages.evidence.ledger import Entry
from grantpages.load import load_folder
from grantpages.manifest import SUMS
from grantpages.pack import contents as contents_of_packs
from grantpages.pack.contents import belongings
from grantpages.pack.known import seen
from grantpages.pack.packer import Packer
from grantpages.pack.write import write_packs
from grantpages.problem import LANGUAGES
from grantpages.store import Store
from grantpages.wording import NBSP, file_size

EMPTY = b'<span class="gp-pack"></span>'
OWN = {"README.txt", "findings.jsonl", "ledger.jsonl", SUMS}


def _packs(site: BuiltSite) -> dict[str, Path]:
    dataset, _ = load_folder(site.data)
    assert dataset is not None
    return {call: site.root / "packs" / f"{call}.zip" for call in dataset.calls}


def _members(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as file:
        assert file.testzip() is None
        return {name.partition("/")[2]: file.read(name) for name in file.namelist()}


def test_every_competition_leads_to_its_pack_and_says_its_size(site: BuiltSite) -> None:
    for call, pack in _packs(site).items():
        for _, page in site.both(f"calls/{call}/"):
            (link,) = [link for link in contents(page).all("a", "gp-download") if link["href"].endswith(".zip")]
            assert site.root / "packs" / link["href"].rpartition("/")[2] == pack
            assert link.one("span", "gp-pack").text == file_size(pack.stat().st_size).replace(NBSP, " ")


def test_the_customary_program_verifies_an_unpacked_pack(site: BuiltSite, tmp_path: Path) -> None:
    for call, pack in _packs(site).items():
        with zipfile.ZipFile(pack) as file:
            assert {name.partition("/")[0] for name in file.namelist()} == {call}
            file.extractall(tmp_path)
        command = ["sha256sum", "--strict", "--quiet", "-c", SUMS]
        done = subprocess.run(command, cwd=tmp_path / call, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        listed = {line.partition("  ")[2] for line in (tmp_path / call / SUMS).read_text("utf-8").splitlines()}
        found = (path.relative_to(tmp_path / call).as_posix() for path in (tmp_path / call).rglob("*"))
        assert listed == {name for name in found if (tmp_path / call / name).is_file()} - {SUMS}


def test_the_files_are_those_of_the_site_but_for_the_size_of_the_pack_itself(site: BuiltSite) -> None:
    for call, pack in _packs(site).items():
        own = {f"calls/{call}/index.html", f"ru/calls/{call}/index.html"}
        for name, data in _members(pack).items():
            if name in own:
                assert EMPTY in data
                said = f'<span class="gp-pack">{file_size(pack.stat().st_size)}</span>'.encode()
                assert data.replace(EMPTY, said) == (site.root / name).read_bytes()
            elif name not in OWN:
                assert data == (site.root / name).read_bytes(), name


def test_the_real_pack_holds_every_record_in_every_form(real_site: BuiltSite) -> None:
    (pack,) = _packs(real_site).values()
    members = _members(pack)
    records = [("calls", "zhanaozen-2025"), ("projects", "zhanaozen-2025-1"), ("projects", "zhanaozen-2025-2")]
    records += [("reports", "zhanaozen-2025"), ("organizations", "zhanaozen-internal-policy")]
    records += [("organizations", "bates"), ("organizations", "zangar-event")]
    for kind, id in records:
        paths = [f"data/{kind}/{id}.yml", f"{kind}/{id}.json", f"{kind}/{id}/index.html", f"ru/{kind}/{id}/index.html"]
        assert [path for path in paths if path not in members] == []
    assert {f"reports/zhanaozen-2025/zhanaozen-2025.{language}.docx" for language in LANGUAGES} <= members.keys()
    findings = [json.loads(line) for line in members["findings.jsonl"].splitlines()]
    assert {finding["id"] for finding in findings} >= {"zhanaozen-2025-1", "zhanaozen-2025-2"}
    assert all(finding["message"]["kk"] and finding["message"]["ru"] for finding in findings)
    of_records = {key: json.loads(members[f"{key[0]}/{key[1]}.json"])["findings"] for key in records}
    assert len(findings) >= sum(map(len, of_records.values())) > 20


def test_the_readme_says_in_both_languages_what_it_is_and_how_it_is_verified(site: BuiltSite) -> None:
    for call, pack in _packs(site).items():
        readme = _members(pack)["README.txt"].decode()
        kazakh, _, russian = readme.partition("-" * 72)
        for text, root in ((kazakh, ""), (russian, "ru/")):
            assert "sha256sum -c SHA256SUMS" in text
            assert f"{site.address}{root}calls/{call}/" in text
            assert f"{site.address}SHA256SUMS" in text
            assert "CC BY 4.0" in text
        assert re.search("[әғқңөұүһі]", kazakh)
        assert "Телефонов" in russian


def test_nothing_private_is_packed(small_site: BuiltSite) -> None:
    assert any(SECRET in path.read_text(encoding="utf-8") for path in (small_site.data / "private").glob("*.yml"))
    for pack in _packs(small_site).values():
        members = _members(pack)
        assert [name for name, data in members.items() if SECRET.encode() in data or "private" in name] == []
        assert len(members) > 10


@pytest.fixture
def written(small_site: BuiltSite, tmp_path: Path) -> BuiltSite:
    """A copy of the small site, whose packs may be written again."""
    return BuiltSite(Path(shutil.copytree(small_site.root, tmp_path / "site")), small_site.data, small_site.address)


def test_a_pack_written_again_is_the_same_and_so_are_the_pages(written: BuiltSite, small_site: BuiltSite) -> None:
    dataset, _ = load_folder(written.data)
    assert dataset is not None
    for pack in _packs(written).values():
        pack.unlink()
    ledger, problems = ledgerfile.read(written.data / "evidence" / "ledger.jsonl", "")
    assert not problems
    write_packs(written.root, written.address, dataset, ledger, processes=2)
    for call, pack in _packs(written).items():
        assert pack.read_bytes() == _packs(small_site)[call].read_bytes()
        with zipfile.ZipFile(pack) as file:
            assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in (path.relative_to(written.root) for path in (written.root).rglob("index.html")):
        assert (written.root / name).read_bytes() == (small_site.root / name).read_bytes()


def test_a_pack_that_would_be_the_same_is_left_alone_and_any_other_is_made_anew(
    written: BuiltSite, tmp_path: Path
) -> None:
    dataset, _ = load_folder(written.data)
    assert dataset is not None
    project = next(iter(dataset.projects))
    call = dataset.projects[project].call
    grantee = dataset.projects[project].grantee

    def times(store: Store) -> dict[str, int]:
        write_packs(written.root, written.address, dataset, {}, store=store)
        return {call: pack.stat().st_mtime_ns for call, pack in _packs(written).items()}

    store = Store(tmp_path / "known", b"code")
    first = times(store)
    assert times(store) == first
    changes = [f"projects/{project}/index.html", f"organizations/{grantee}/index.html", f"data/calls/{call}.yml"]
    for path in changes:
        before = times(store)
        (written.root / path).write_bytes((written.root / path).read_bytes() + b"\n")
        after = times(store)
        assert after[call] != before[call], path
    shutil.rmtree(written.root / "packs")
    assert times(store)[call] != after[call]
    assert times(Store(tmp_path / "known", b"other code")) != first


def _changes(site: BuiltSite) -> Iterator[list[Path]]:
    """Files of each kind that a pack holds, one kind after another."""
    for pattern in ("projects/*/index.html", "ru/projects/*/index.html", "projects/*.json", "data/projects/*.yml",
                    "reports/*/*.docx", "reports/*/index.html", "organizations/*/index.html", "organizations/*.json",
                    "data/organizations/*.yml", "ru/calls/*/index.html", "data/calls/*.yml", "calls/*/*.pdf"):  # fmt: skip
        if found := sorted(path for path in site.root.glob(pattern) if path.stem != "operator"):
            yield found[:2]


def test_after_a_change_of_any_kind_a_pack_is_the_one_that_is_made_from_nothing(
    written: BuiltSite, tmp_path: Path
) -> None:
    dataset, _ = load_folder(written.data)
    assert dataset is not None
    store, kinds = Store(tmp_path / "known", b"code"), list(_changes(written))

    def write(store: Store | None) -> dict[str, bytes]:
        write_packs(written.root, written.address, dataset, {}, store=store)
        return {path.name: path.read_bytes() for path in (written.root / "packs").iterdir()}

    before = write(store)
    for changed in kinds:
        for path in changed:
            held = path.read_bytes()
            path.write_bytes(
                held.replace(b'"findings":[', b'"findings":[ ') if path.suffix == ".json" else held + b"\n"
            )
        warm = write(store)
        assert warm != before, changed
        assert write(None) == warm
        before = write(store)
        assert before == warm
    assert len(kinds) >= 10


def test_files_of_a_record_with_the_same_stamp_are_not_looked_at(
    written: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset, _ = load_folder(written.data)
    assert dataset is not None
    store, looked = Store(tmp_path / "known", b"code"), list[str]()
    stamps = {(kind, id): "first" for kind in ("projects", "reports") for id in getattr(dataset, kind)}
    real = seen
    monkeypatch.setattr(contents_of_packs, "seen", lambda site, path: looked.append(path) or real(site, path))

    def write(stamps: dict[tuple[str, str], str]) -> dict[str, bytes]:
        looked.clear()
        write_packs(written.root, written.address, dataset, {}, store=store, stamps=stamps)
        return {path.name: path.read_bytes() for path in (written.root / "packs").iterdir()}

    before = write(stamps)
    assert write(stamps) == before
    assert not [path for path in looked if "projects/" in path or "reports/" in path]
    page = next(written.root.glob("projects/*/index.html"))
    page.write_bytes(page.read_bytes() + b"\n")
    after = write(stamps | {("projects", page.parent.name): "second"})
    write_packs(written.root, written.address, dataset, {})
    cold = {path.name: path.read_bytes() for path in (written.root / "packs").iterdir()}
    assert after == cold
    assert [name for name in cold if cold[name] != before[name]] == [f"{dataset.projects[page.parent.name].call}.zip"]


def test_a_pack_that_could_not_be_finished_leaves_the_last_one(
    written: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset, _ = load_folder(written.data)
    assert dataset is not None
    store = Store(tmp_path / "known", b"code")
    write_packs(written.root, written.address, dataset, {}, store=store)
    before = {path: path.read_bytes() for path in (written.root / "packs").iterdir()}
    page = next(written.root.glob("projects/*/index.html"))
    page.write_bytes(page.read_bytes() + b"\n")

    def interrupted(*given: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Packer, "take", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_packs(written.root, written.address, dataset, {}, store=store)
    assert {path: path.read_bytes() for path in (written.root / "packs").iterdir()} == before
    write_packs(written.root, written.address, dataset, {}, store=store)
    warm = {path: path.read_bytes() for path in (written.root / "packs").iterdir()}
    write_packs(written.root, written.address, dataset, {})
    assert {path: path.read_bytes() for path in (written.root / "packs").iterdir()} == warm != before


def test_what_was_seen_of_its_links_is_packed_and_of_no_other(written: BuiltSite) -> None:
    dataset, _ = load_folder(written.data)
    assert dataset is not None
    cited = {
        identify(link.url): project.call
        for project in dataset.projects.values()
        for task in project.tasks
        for activity in task.activities
        for link in activity.evidence
    }
    keyed = {one.key: Entry(one.key, one.url, one.platform, one.kind, "alive") for one in cited if one.key}
    other = identify("https://www.youtube.com/watch?v=aaaaaaaaaaa")
    keyed[other.key] = Entry(other.key, other.url, other.platform, other.kind)
    write_packs(written.root, written.address, dataset, keyed)
    for call, pack in _packs(written).items():
        lines = [json.loads(line) for line in _members(pack)["ledger.jsonl"].splitlines()]
        wanted = {one.key for one, owner in cited.items() if owner == call and one.key}
        assert wanted <= {line["key"] for line in lines}
        assert [line["key"] for line in lines] == sorted({line["key"] for line in lines})
        assert other.key not in {line["key"] for line in lines}


def test_the_records_of_a_competition_are_found_by_every_reference(small_site: BuiltSite) -> None:
    dataset, _ = load_folder(small_site.data)
    assert dataset is not None
    found = belongings(dataset)
    assert found.keys() == dataset.calls.keys()
    for id, project in dataset.projects.items():
        parties = {("organizations", party) for party in (project.grantee, *project.partners)}
        assert {("projects", id), *parties} <= set(found[project.call])
    for id, report in dataset.reports.items():
        for call in (*report.calls, *(dataset.projects[project].call for project in report.projects)):
            assert ("reports", id) in found[call]
    for call, keys in found.items():
        assert keys[0] == ("calls", call)
        assert ("organizations", dataset.calls[call].funder) in keys
        assert len(keys) == len(set(keys))
        assert [key for key in keys if key[0] == "projects" and dataset.projects[key[1]].call != call] == []


def test_the_sum_of_the_pack_stands_in_the_list_of_the_site(site: BuiltSite) -> None:
    listed = (site.root / SUMS).read_text(encoding="utf-8")
    for call, pack in _packs(site).items():
        assert f"{hashlib.sha256(pack.read_bytes()).hexdigest()}  packs/{call}.zip\n" in listed
