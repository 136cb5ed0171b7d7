"""Reports the importer has never seen: other words, orders, tables and faults, each with the records it must give."""

# ruff: noqa: F401, F811 - fixtures are imported and then named as arguments

import random
from pathlib import Path

import pytest
import yaml

from grantpages.intake.reading import read_report
from grantpages.intake.source import NoReport
from grantpages.load import Dataset
from tests.intake.conftest import DATA, bare, classifications, records
from tests.intake.drafting import laid_out, lost
from tests.intake.outcome import outcome
from tests.intake.worddocs import plain_kazakh, styled_russian
from tests.sourcereport import PATH

REPORTS = Path(__file__).parent / "intake" / "reports"
MADE = {"docx-ru-styled": styled_russian, "docx-kk-plain": plain_kazakh}
NAMES = sorted({path.name.split(".")[0] for path in REPORTS.glob("*.expected.yml")})


def document(name: str) -> bytes:
    return MADE[name]() if name in MADE else (REPORTS / f"{name}.md").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_it_gives_the_expected_records(name: str, classifications: Dataset) -> None:
    expected = yaml.safe_load((REPORTS / f"{name}.expected.yml").read_text(encoding="utf-8"))
    assert outcome(read_report(document(name), name, classifications)) == expected


def test_there_are_eight_of_them_in_both_languages_and_both_forms() -> None:
    assert len(NAMES) >= 8
    assert {name.split("-")[0] for name in NAMES} == {"kk", "ru", "docx"}


@pytest.mark.parametrize("name", NAMES)
def test_the_drafts_load_and_nothing_is_lost(name: str, classifications: Dataset, bare: Path, tmp_path: Path) -> None:
    drafts = read_report(document(name), name, classifications)
    laid_out(drafts, bare, tmp_path)
    assert lost(drafts, tmp_path) == {}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_missing_the_drafts_load(seed: int, records: Dataset, tmp_path: Path) -> None:
    """Parts of the real report left out or moved: sections, headings, tables; a refusal is as good as drafts."""
    chance = random.Random(seed)
    blocks = PATH.read_text(encoding="utf-8").split("\n\n")
    kept = [block for block in blocks if chance.random() > 0.15 + seed / 20]
    if seed % 3 == 0:
        chance.shuffle(kept)
    try:
        drafts = read_report("\n\n".join(kept).encode(), "x.md", records)
    except NoReport:
        assert seed >= 6 or seed % 3 == 0
        return
    laid_out(drafts, DATA, tmp_path)
    assert lost(drafts, tmp_path) == {}


def test_a_text_longer_than_a_record_holds_is_named(classifications: Dataset, bare: Path, tmp_path: Path) -> None:
    long = " ".join(f"слово{number}" for number in range(8_000))
    text = (REPORTS / "ru-three.md").read_text(encoding="utf-8").replace("Занятия прошли", f"{long} прошли")
    drafts = read_report(text.encode(), "x.md", classifications)
    laid_out(drafts, bare, tmp_path)
    assert any(long in drafts.lines[line] for line in drafts.account.partly)
