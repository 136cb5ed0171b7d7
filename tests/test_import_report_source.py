"""The operator's real report taken in: compared, fact by fact, with the records made from it by hand."""

from pathlib import Path

import pytest

from grantpages.intake.reading import Drafts, read_report
from grantpages.intake.writing import marks_in
from grantpages.load import Dataset, load_folder
from tests.intake.conftest import DATA, bare, classifications, records  # noqa: F401 - fixtures
from tests.intake.drafting import laid_out, lost
from tests.intake.scoring import facts, missed, scores
from tests.sourcereport import PATH, REPORT

# The least recall and precision of each class; what is not here must be found whole and with nothing else.
LEAST = {"figures": (0.9, 0.8)}


@pytest.fixture(scope="module")
def drafts(records: Dataset) -> Drafts:  # noqa: F811
    return read_report(PATH.read_bytes(), PATH.name, records)


@pytest.fixture(scope="module")
def loaded(drafts: Drafts, tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, Path]:
    folder = tmp_path_factory.mktemp("drafts")
    return laid_out(drafts, DATA, folder), folder


def test_it_finds_what_was_found_by_hand(loaded: tuple[Dataset, Path], records: Dataset) -> None:  # noqa: F811
    wanted, found = facts(records), facts(loaded[0])
    table = scores(wanted, found)
    print(*table.values(), sep="\n")
    assert table["links"].wanted == len(REPORT.links) == 54
    assert table["tables"].wanted == 6
    for name, score in table.items():
        recall, precision = LEAST.get(name, (1.0, 1.0))
        assert score.recall >= recall, missed(wanted, found, name)
        assert score.precision >= precision, missed(found, wanted, name)


def test_known_organizations_are_copied_and_not_made_again(drafts: Drafts) -> None:
    assert not drafts.records["organizations"]
    assert len(drafts.copied) == 5


def test_without_records_at_hand_it_makes_the_organizations(
    classifications: Dataset,  # noqa: F811
    bare: Path,  # noqa: F811
    records: Dataset,  # noqa: F811
    tmp_path: Path,
) -> None:
    drafts = read_report(PATH.read_bytes(), PATH.name, classifications)
    loaded = laid_out(drafts, bare, tmp_path)
    table = scores(facts(records), facts(loaded))
    print(*table.values(), sep="\n")
    assert len(loaded.organizations) == 5
    for name in ("links", "tables", "events", "activities", "accounts", "contracts", "sums", "signers", "narrative"):
        assert table[name].recall == table[name].precision == 1, name
    heads = {one.head.name for one in records.organizations.values() if one.head}
    assert {one.head.name for one in loaded.organizations.values() if one.head} == heads


def test_every_line_is_placed_or_listed(drafts: Drafts, loaded: tuple[Dataset, Path]) -> None:
    assert lost(drafts, loaded[1]) == {}
    listed = (loaded[1] / "unplaced.md").read_text(encoding="utf-8")
    assert all(f"- {number}: " in listed for number in drafts.account.unplaced)
    assert len(drafts.account.unplaced) <= 4  # the cover's name of the operator


def test_guesses_carry_the_line_they_come_from(drafts: Drafts) -> None:
    project = drafts.files["projects/zhanaozen-2025-1.yml"]
    assert "# check: жол 50: екі жолға бөлінген кесте жолы қосылды\n  contract:" in project
    assert sum(marks_in(text) for text in drafts.files.values()) > 100


def test_no_telephone_or_mail_leaves_the_private_folder(drafts: Drafts) -> None:
    public = "\n".join(text for name, text in drafts.files.items() if not name.startswith("private/"))
    assert "8 700 000 0000" not in public.split("# Есептің", 1)[0]
    assert "name@example.kz" not in public.split("# Есептің", 1)[0]
    assert "8 700 000 0000" in drafts.files["private/zangar-event.yml"]


def test_the_form_this_project_prints_comes_back_whole(records: Dataset, tmp_path: Path) -> None:  # noqa: F811
    """The DOCX of `make report`, which has tables and headings of its own, gives the records it was made from."""
    import subprocess
    import sys

    root = Path(__file__).parents[1]
    for language in ("kk", "ru"):
        file = tmp_path / f"{language}.docx"
        command = [sys.executable, "scripts/build_report.py", "zhanaozen-2025", "--lang", language, "--out", str(file)]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
        folder = tmp_path / language
        folder.mkdir()
        loaded = laid_out(read_report(file.read_bytes(), file.name, records), DATA, folder)
        for name, score in scores(facts(records, language), facts(loaded, language)).items():
            if name not in LEAST:
                assert score.recall == 1, (language, name)


def test_load_folder_accepts_the_list(loaded: tuple[Dataset, Path]) -> None:
    again, problems = load_folder(loaded[1])
    assert again is not None
    assert not problems
