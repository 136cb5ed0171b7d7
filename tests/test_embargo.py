"""What is seen at a minute: drafts and records before their hour are gone, with all that cannot stand without them."""

import dataclasses
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from builtsite import VALID

from grantpages.embargo import KINDS, NEVER, fallen, visible, waiting
from grantpages.load import Dataset, load_folder
from grantpages.references import REFERENCES

HOUR = "2026-03-05 10:00"
AT = datetime(2026, 3, 5, 10)
BEFORE = datetime(2026, 3, 5, 9, 59, 59)
AFTER = datetime(2026, 3, 5, 10, 0, 1)


def _dataset(
    tmp_path: Path, *, draft: bool = False, without: tuple[str, ...] = (), files: tuple[str, ...] = ()
) -> Dataset:
    """The valid folder in which the records of `files` wait."""
    folder = Path(shutil.copytree(VALID, tmp_path / "data"))
    for file in without:
        (folder / file).unlink()
    for file in files:
        path = folder / f"{file}.yml"
        own = [
            line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(("draft", "publish"))
        ]
        path.write_text("\n".join([*own, "draft: true" if draft else f"publish_at: {HOUR}", ""]), encoding="utf-8")
    dataset, problems = load_folder(folder)
    assert dataset is not None, problems
    return dataset


def _gone(dataset: Dataset, now: datetime) -> set[str]:
    seen = visible(dataset, now)
    return {f"{kind}/{id}" for kind in KINDS for id in getattr(dataset, kind).keys() - getattr(seen, kind).keys()}


# (what waits, what is not seen)
CASCADE = [
    ("nothing", [], set()),
    ("a report", ["reports/aqtas-2025"], {"reports/aqtas-2025"}),
    ("a project takes the report that names it along", ["projects/aqtas-2025-2"], {"projects/aqtas-2025-2", "reports/aqtas-2025"}),
    ("a project that no report names", ["projects/aqtas-2024-1"], {"projects/aqtas-2024-1"}),
    (
        "a call takes its projects and reports along, and the organizations that are named nowhere else",
        ["calls/aqtas-2025"],
        {
            "calls/aqtas-2025", "projects/aqtas-2025-1", "projects/aqtas-2025-2", "reports/aqtas-2025",
            "organizations/sheber",
        },
    ),
    (
        "an organization takes all that name it along",
        ["organizations/aqtas-department"],
        {
            "organizations/aqtas-department", "organizations/meirim", "organizations/sheber", "calls/aqtas-2024",
            "calls/aqtas-2025", "projects/aqtas-2024-1", "projects/aqtas-2025-1", "projects/aqtas-2025-2", "reports/aqtas-2025",
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize("draft", [False, True], ids=["before its hour", "draft"])
@pytest.mark.parametrize(("files", "gone"), [row[1:] for row in CASCADE], ids=[row[0] for row in CASCADE])
def test_what_waits_takes_along_what_cannot_stand_without_it(
    tmp_path: Path, files: list[str], gone: set[str], draft: bool
) -> None:
    dataset = _dataset(tmp_path, draft=draft, files=tuple(files))
    assert (_gone(dataset, BEFORE), _gone(dataset, AFTER)) == (gone, gone if draft else set())


def test_a_record_is_seen_from_the_first_second_of_its_minute(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path, files=("reports/aqtas-2025",))
    assert [len(visible(dataset, moment).reports) for moment in (BEFORE, AT, AFTER)] == [0, 1, 1]


def test_an_organization_that_only_waiting_records_name_waits_with_the_first_of_them(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path, files=("projects/aqtas-2025-1", "projects/aqtas-2024-1"))
    later = dataset.projects["aqtas-2024-1"].model_copy(update={"draft": True})
    dataset = dataclasses.replace(dataset, projects={**dataset.projects, "aqtas-2024-1": later})
    assert waiting(dataset, BEFORE).hours["organizations", "meirim"] == AT
    assert "organizations/meirim" in _gone(dataset, BEFORE)
    assert "organizations/meirim" not in _gone(dataset, AFTER)


def test_an_organization_that_nothing_names_is_seen(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path, files=("reports/aqtas-2025",))
    alone = dataclasses.replace(dataset, calls={}, projects={}, reports={})
    assert set(visible(alone, BEFORE).organizations) == {"aqtas-department", "meirim", "sheber"}


def test_files_documents_and_contacts_go_with_their_record(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path, files=("projects/aqtas-2025-1",))
    seen = visible(dataset, BEFORE)
    assert ("projects", "aqtas-2025-1") not in seen.files
    assert ("projects", "aqtas-2025-2") in seen.files
    assert [key for key in seen.documents if key[0] == "projects"] == []
    assert visible(dataset, AFTER).documents == dataset.documents


def test_where_nothing_waits_nothing_is_made_anew(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path)
    assert visible(dataset, BEFORE) is dataset


def test_the_next_hour_is_the_earliest_and_no_drafts(tmp_path: Path) -> None:
    assert waiting(_dataset(tmp_path / "1", files=("reports/aqtas-2025",)), BEFORE).next == AT
    assert waiting(_dataset(tmp_path / "2", files=("reports/aqtas-2025",), draft=True), BEFORE).next is None
    assert waiting(_dataset(tmp_path / "3"), BEFORE).next is None


def test_what_fell_between_two_minutes_is_told_with_what_it_brings(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path, files=("calls/aqtas-2024", "reports/aqtas-2025"))
    brought = {("calls", "aqtas-2024"), ("projects", "aqtas-2024-1"), ("reports", "aqtas-2025")}
    assert set(fallen(dataset, BEFORE, AFTER)) == set(fallen(dataset, BEFORE, AT)) == brought
    assert fallen(dataset, AT, AFTER) == fallen(dataset, BEFORE, BEFORE) == []


def test_what_names_a_draft_never_comes_by_itself(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path, files=("projects/aqtas-2025-1",), draft=True)
    assert waiting(dataset, BEFORE).hours["reports", "aqtas-2025"] == NEVER


def test_each_kind_names_only_kinds_before_it() -> None:
    """The cascade is followed once, in the order of `KINDS`."""
    for place, kind in enumerate(KINDS):
        named = {target[:-1] for _, target in REFERENCES[kind] if target.endswith("/")}
        assert named <= set(KINDS[:place])
