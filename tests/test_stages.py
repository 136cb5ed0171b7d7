"""The stages of a competition: all six always, each with what is known of it."""

import datetime

import pytest
from builtsite import REAL

from grantpages.load import load_folder
from grantpages.model import Call, Intake, Project
from grantpages.site.stages import Stage, stages_of

DATASET, _ = load_folder(REAL)
assert DATASET is not None
CALL = DATASET.calls["zhanaozen-2025"]
PROJECTS = list(DATASET.projects.values())
NOTHING = {"order": None, "notice_received": None, "announcement": None, "intake": None, "decision": None}
KEYS = ["order", "notice", "announcement", "intake", "decision", "contracts"]


def _dates(call: Call, projects: list[Project]) -> dict[str, list[str]]:
    return {stage.key: [day.isoformat() for day in stage.dates] for stage in stages_of(call, projects)}


def test_the_real_call_has_every_stage_dated_but_the_notice() -> None:
    assert _dates(CALL, PROJECTS) == {
        "order": ["2025-02-28"],
        "notice": [],
        "announcement": ["2025-03-05"],
        "intake": ["2025-04-01"],
        "decision": ["2025-04-28"],
        "contracts": ["2025-05-05", "2025-05-06"],
    }


def test_a_call_of_which_nothing_is_known_has_the_same_stages_without_dates() -> None:
    stages = stages_of(CALL.model_copy(update=NOTHING), [])
    assert stages == [Stage(key) for key in KEYS]


@pytest.mark.parametrize("known", NOTHING)
def test_each_stage_is_known_by_itself(known: str) -> None:
    call = CALL.model_copy(update={**NOTHING, known: getattr(CALL, known) or datetime.date(2025, 2, 26)})
    dated = [stage.key for stage in stages_of(call, []) if stage.dates]
    assert dated == [known.removesuffix("_received")]


def test_numbers_hours_and_sources_stand_at_their_stage() -> None:
    intake = Intake(closes=datetime.date(2025, 4, 1), closes_at="18:30")
    stages = {stage.key: stage for stage in stages_of(CALL.model_copy(update={"intake": intake}), PROJECTS)}
    assert stages["order"].number == "03-04-02"
    assert stages["decision"].number == "10"
    assert stages["intake"].hour == "18:30"
    assert [key for key, stage in stages.items() if stage.source] == ["order", "decision"]


def test_contracts_of_one_day_are_one_date() -> None:
    assert len(_dates(CALL, [PROJECTS[0], PROJECTS[0]])["contracts"]) == 1
