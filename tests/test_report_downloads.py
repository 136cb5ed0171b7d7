"""The report page offers the statutory report as a document in both languages, with its size."""

import re
import shutil
from pathlib import Path
from types import SimpleNamespace

from builtsite import VALID, BuiltSite, run_build

from grantpages.exports.reports import PLACE, Documents
from grantpages.problem import LANGUAGES


def _pages(site: BuiltSite) -> list[str]:
    return [address for address in site.addresses if re.fullmatch(r"(ru/)?reports/[^/]+/", address)]


def test_both_documents_are_offered_with_their_sizes(site: BuiltSite) -> None:
    for address in _pages(site):
        links = site.page(address).all("a", "gp-download")
        assert [link["hreflang"] for link in links] == list(LANGUAGES)
        for link in links:
            target = site.link(address, link["href"])
            assert target is not None
            file = site.file(target[0])
            assert file.read_bytes().startswith(b"PK")
            kilobytes = int(re.findall(r"\d+", link.text)[-1])
            assert abs(kilobytes - file.stat().st_size / 1000) < 3


def test_documents_of_reports_that_are_not_offered_are_not_linked(real_site: BuiltSite) -> None:
    offered = {path.parent.name for path in (real_site.root / "reports").rglob("*.docx")}
    assert offered == {address.split("/")[-2] for address in _pages(real_site)}


def test_a_folder_without_reports_gets_no_documents(tmp_path: Path) -> None:
    documents = Documents(SimpleNamespace(reports={}), tmp_path)  # type: ignore[arg-type]
    assert documents.write("none", tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_template_an_officer_broke_ends_the_build_and_is_named(tmp_path: Path) -> None:
    data = Path(shutil.copytree(VALID, tmp_path / "data"))
    (data / "templates").mkdir()
    (data / PLACE).write_bytes(b"not a document")
    done = run_build(tmp_path / "site", data)
    assert done.returncode == 1
    assert PLACE in done.stdout
    assert "DOCX" in done.stdout
    assert "Traceback" not in done.stdout
