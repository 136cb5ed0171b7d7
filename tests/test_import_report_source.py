"""The operator's real report taken in: compared, fact by fact, with the records made from it by hand."""

# ruff: noqa: F401, F811 - fixtures are imported and then named as arguments

from pathlib import Path

import pytest
from docx import Document

from grantpages.intake.markdown import read_markdown
from grantpages.intake.reading import Drafts, read_report
from grantpages.intake.source import Table
from grantpages.intake.writing import marks_in
from grantpages.load import Dataset, load_folder
from tests.intake.conftest import DATA, bare, classifications, records
from tests.intake.drafting import laid_out, lost
from tests.intake.scoring import facts, missed, scores
from tests.intake.worddocs import saved
from tests.sourcereport import PATH, REPORT

# The least recall and precision of each class; what is not here must be found whole and with nothing else.
LEAST = {"figures": (0.9, 0.8)}


@pytest.fixture(scope="module")
def drafts(records: Dataset) -> Drafts:
    return read_report(PATH.read_bytes(), PATH.name, records)


@pytest.fixture(scope="module")
def loaded(drafts: Drafts, tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, Path]:
    folder = tmp_path_factory.mktemp("drafts")
    return laid_out(drafts, DATA, folder), folder


def test_it_finds_what_was_found_by_hand(loaded: tuple[Dataset, Path], records: Dataset) -> None:
    wanted, found = facts(records), facts(loaded[0])
    table = scores(wanted, found)
    print(*table.values(), sep="\n")
    assert table["links"].wanted == len(REPORT.links) == 54
    assert table["tables"].wanted == 6
    for name, score in table.items():
        recall, precision = LEAST.get(name, (1.0, 1.0))
        assert score.recall >= recall, missed(wanted, found, name)
        assert score.precision >= precision, missed(found, wanted, name)


@pytest.mark.parametrize("bold", [True, False], ids=["bold", "nothing set off"])
@pytest.mark.parametrize("resaved", [False, True], ids=["text", "word"])
def test_it_reads_the_report_without_its_authors_headings(
    bold: bool, resaved: bool, records: Dataset, tmp_path: Path
) -> None:
    """The same words without a heading style, as a text and as a word processor's file, emphasised or not at all."""
    name, data = ("x.docx", as_word(bold)) if resaved else ("x.md", as_text(bold))
    loaded = laid_out(read_report(data, name, records), DATA, tmp_path)
    table = scores(facts(records), facts(loaded))
    print(*table.values(), sep="\n")
    assert table["links"].right >= 54
    for exact in (
        "tables",
        "events",
        "contracts",
        "sums",
        "signers",
        "narrative",
        "tasks",
        "lots",
        "periods",
        "sections",
    ):
        assert table[exact].recall == 1, exact
    for most in ("activities", "accounts"):
        assert table[most].recall >= (1 if bold else 0.85), most  # where a title ends nothing shows


def as_text(bold: bool) -> bytes:
    texts = []
    for block in read_markdown(PATH.read_text(encoding="utf-8"), "x").blocks:
        if isinstance(block, Table):
            texts.append("\n".join("\t".join(row.cells) for row in block.rows))
        else:
            lead = block.text[: block.lead] if bold else ""
            texts.append((f"**{lead}**" if lead else "") + block.text[len(lead) :])
    return "\n\n".join(texts).encode()


def as_word(bold: bool) -> bytes:
    document = Document()
    for block in read_markdown(PATH.read_text(encoding="utf-8"), "x").blocks:
        if isinstance(block, Table):
            made = document.add_table(rows=len(block.rows), cols=max(len(row.cells) for row in block.rows))
            for row, cells in zip(made.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, cells.cells, strict=False):
                    cell.text = text
        else:
            paragraph = document.add_paragraph()
            paragraph.add_run(block.text[: block.lead]).bold = bold
            paragraph.add_run(block.text[block.lead :])
    return saved(document)


def test_known_organizations_are_copied_and_not_made_again(drafts: Drafts) -> None:
    assert not drafts.records["organizations"]
    assert len(drafts.copied) == 5


def test_without_records_at_hand_it_makes_the_organizations(
    classifications: Dataset,
    bare: Path,
    records: Dataset,
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


def test_the_form_this_project_prints_comes_back_whole(records: Dataset, tmp_path: Path) -> None:
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
