"""Records of competitions that have each come to another stage: made of one that has come to the last."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grantpages.desk.records import file_text
from grantpages.load import Dataset, load_folder
from grantpages.site.stages import STAGES

OLD, WINNER, REPORT = "aqtas-2025", "aqtas-2025-2", "aqtas-2025"
"""The competition, a project of it and the report on it, among the records of the tests."""
FIELD_OF = {
    "order": "order", "notice": "notice_received", "announcement": "announcement", "intake": "intake",
    "applications": "applications", "decision": "decision",
}  # fmt: skip
"""Which field of a call a stage is known by; the later ones are known by projects and reports."""


def staged(source: Path, folder: Path) -> Mapping[str, str]:
    """Write a folder of records with a call for each stage; stage → the call's id. source: the records of the tests."""
    dataset, problems = load_folder(source)
    assert dataset is not None, problems
    shutil.copytree(source, folder)
    found = {}
    for number, stage in enumerate(STAGES, 1):
        found[stage] = id = f"stage-{number}"
        for kind, name, record in _records(dataset, id, STAGES[:number]):
            (folder / kind / f"{name}.yml").write_text(file_text(record), encoding="utf-8")
            if record.documents:
                shutil.copytree(source / kind / OLD, folder / kind / name)
    return found


def _records(dataset: Dataset, id: str, known: tuple[str, ...]) -> list[tuple[str, str, Any]]:
    """(folder, id, record) of a call of which these stages are known, with its project and report."""
    call, project, report = dataset.calls[OLD], dataset.projects[WINNER], dataset.reports[REPORT]
    unknown: dict[str, Any] = {field: None for stage, field in FIELD_OF.items() if stage not in known}
    if "decision" not in known:
        unknown |= {"also_printed": (), "documents": ()}
    found: list[tuple[str, str, Any]] = [("calls", id, call.model_copy(update=unknown))]
    if "winners" in known:
        changed: dict[str, Any] = {"call": id}
        if "contracts" not in known:
            changed["grant"] = project.grant.model_copy(update={"contract": None})
        if "projects" not in known:
            changed["period"] = None
        found.append(("projects", f"{id}-1", project.model_copy(update=changed)))
    if "reports" in known:
        own = {"calls": (id,), "projects": (f"{id}-1",)}
        found.append(("reports", id, report.model_copy(update=own)))
    return found
