"""security.txt: valid by RFC 9116, and never published in its last month."""

import datetime
from pathlib import Path

import pytest
import sectxt
from builtsite import REAL, VALID, BuiltSite, run_build

from grantpages.load import Dataset, load_folder
from grantpages.problem import LANGUAGES
from grantpages.securitytxt import PLACES, overdue, security_txt


def _dataset(folder: Path) -> Dataset:
    dataset, problems = load_folder(folder)
    assert dataset is not None, problems
    return dataset


DATASET = _dataset(REAL)


def test_the_published_file_is_valid(real_site: BuiltSite) -> None:
    contents = [(real_site.root / place).read_bytes() for place in PLACES]
    assert contents[0] == contents[1]
    deployed = security_txt(DATASET, "https://grants.example.kz/")
    assert deployed is not None
    assert f"Canonical: https://grants.example.kz/{PLACES[0]}\n" in deployed
    for content in (contents[0], deployed.encode()):
        parser = sectxt.Parser(content)
        assert (parser.is_valid(), parser.errors) == (True, [])
        assert {found["code"] for found in parser.recommendations} <= {"not_signed", "no_canonical"}


def test_a_site_whose_operator_names_nobody_has_none(small_site: BuiltSite) -> None:
    assert not any((small_site.root / place).exists() for place in PLACES)
    assert security_txt(_dataset(VALID), "https://a.kz/") is None


@pytest.mark.parametrize(("before", "told"), [(31, 0), (30, 1), (0, 1), (-400, 1), (400, 0)])
def test_the_last_month_is_an_error_at_its_line(before: int, told: int) -> None:
    security = DATASET.operator.security
    assert security is not None
    found = overdue(DATASET, REAL, "data", security.expires - datetime.timedelta(days=before))
    assert len(found) == told
    for problem in found:
        line = (REAL / "operator.yml").read_text(encoding="utf-8").splitlines()[problem.line - 1]
        assert line.strip().startswith("expires:")
        assert all(problem.text(language).startswith(f"data/operator.yml:{problem.line}: ") for language in LANGUAGES)
        assert problem.message.kk != problem.message.ru


def test_nothing_is_built_in_the_last_month(tmp_path: Path) -> None:
    security = DATASET.operator.security
    assert security is not None
    late = security.expires - datetime.timedelta(days=20)
    done = run_build(tmp_path / "site", now=f"{late}T10:00")
    assert done.returncode == 1
    assert "operator.yml:" in done.stdout
    assert "security.expires" in done.stdout
    assert not (tmp_path / "site").exists()
