"""The stages of a competition: all of them always, each with what is known of it and its documents."""

import dataclasses
import datetime
from typing import Any

import pytest
from builtsite import REAL, VALID

from grantpages.load import Dataset, load_folder
from grantpages.model import Applications, Call, Document, Intake
from grantpages.site.relations import relate
from grantpages.site.stages import STAGES, Stage, further_documents, stages_of

ID = "zhanaozen-2025"
NOTHING = {"order": None, "notice_received": None, "announcement": None, "intake": None, "decision": None}


def _dataset(folder: Any = REAL) -> Dataset:
    dataset, problems = load_folder(folder)
    assert dataset is not None, problems
    return dataset


DATASET = _dataset()
CALL = DATASET.calls[ID]


def _stages(call: Call, dataset: Dataset = DATASET, **others: Any) -> dict[str, Stage]:
    changed = dataclasses.replace(dataset, calls={ID: call}, **others)
    return {stage.key: stage for stage in stages_of(changed, relate(changed), ID)}


def _changed(**fields: Any) -> Call:
    return CALL.model_copy(update=fields)


def test_the_real_call_has_every_stage_dated_but_the_notice_and_the_check_of_applications() -> None:
    assert {key: [day.isoformat() for day in stage.dates] for key, stage in _stages(CALL).items()} == {
        "order": ["2025-02-28"],
        "notice": [],
        "announcement": ["2025-03-05"],
        "intake": ["2025-04-01"],
        "applications": [],
        "decision": ["2025-04-28"],
        "winners": ["2025-04-28"],
        "contracts": ["2025-05-05", "2025-05-06"],
        "projects": ["2025-05-05", "2025-11-30"],
        "reports": [],
    }
    assert _stages(CALL)["reports"].reports == ["zhanaozen-2025"]


def test_a_call_of_which_nothing_is_known_has_the_same_stages_and_nothing_in_them() -> None:
    stages = _stages(_changed(**NOTHING), projects={}, reports={})
    assert tuple(stages) == STAGES
    assert [stage.key for stage in stages.values() if stage.is_known] == []


@pytest.mark.parametrize("known", NOTHING)
def test_each_stage_is_known_by_itself(known: str) -> None:
    call = _changed(**{**NOTHING, known: getattr(CALL, known) or datetime.date(2025, 2, 26)})
    dated = [key for key, stage in _stages(call, projects={}, reports={}).items() if stage.is_known]
    assert dated == [known.removesuffix("_received")]


def test_numbers_and_sources_stand_at_their_stage() -> None:
    stages = _stages(CALL)
    assert (stages["order"].number, stages["decision"].number) == ("03-04-02", "10")
    assert [key for key, stage in stages.items() if stage.source] == ["order", "decision"]


def test_the_check_of_applications_has_its_day() -> None:
    stages = _stages(_changed(applications=Applications(received=7, checked=datetime.date(2025, 4, 15))))
    assert stages["applications"].dates == (datetime.date(2025, 4, 15),)
    assert not _stages(_changed(applications=Applications(received=7)))["applications"].dates


# (notice received, announced on the working day, late by, the last day)
NOTICES = [
    (None, None, None, None),
    ("2025-02-26", 5, 0, "2025-03-05"),
    ("2025-02-28", 3, 0, "2025-03-07"),
    ("2025-03-05", 0, 0, "2025-03-13"),
    ("2025-02-20", 9, 4, "2025-02-27"),
    ("2025-03-06", None, None, "2025-03-14"),
]


@pytest.mark.parametrize(("notice", "number", "late", "last"), NOTICES)
def test_the_announcement_says_how_it_kept_its_term(
    notice: str | None, number: int | None, late: int | None, last: str | None
) -> None:
    stage = _stages(_changed(notice_received=datetime.date.fromisoformat(notice) if notice else None))["announcement"]
    found = stage.publication
    assert (found and found.number, found and found.late) == (number, late)
    assert (stage.last and stage.last.isoformat()) == last


def test_where_nothing_is_announced_yet_the_term_is_known_from_the_notice() -> None:
    stage = _stages(_changed(announcement=None, notice_received=datetime.date(2025, 2, 26)))["announcement"]
    assert (stage.dates, stage.publication, stage.last) == ((), None, datetime.date(2025, 3, 5))


def test_contracts_of_one_day_are_one_date_and_a_winner_without_one_stays_listed() -> None:
    first, second = DATASET.projects.values()
    bare = second.model_copy(update={"grant": second.grant.model_copy(update={"contract": None}), "period": None})
    stages = _stages(CALL, projects={"a": first, "b": first, "c": bare}, reports={})
    assert len(stages["contracts"].dates) == 1
    assert stages["contracts"].projects == stages["winners"].projects == ["a", "b", "c"]
    alone = _stages(CALL, projects={"c": bare}, reports={})
    assert [alone[key].is_known for key in ("winners", "contracts", "projects")] == [True, False, False]


def test_reports_are_dated_by_their_signatures() -> None:
    report = DATASET.reports[ID].model_copy(update={"signed": datetime.date(2025, 12, 25)})
    stage = _stages(CALL, reports={ID: report})["reports"]
    assert (stage.dates, stage.reports) == ((datetime.date(2025, 12, 25),), [ID])


def test_an_intake_with_its_hour_is_dated_by_its_day() -> None:
    intake = Intake(closes=datetime.date(2025, 4, 1), closes_at="18:30")
    assert _stages(_changed(intake=intake))["intake"].dates == (datetime.date(2025, 4, 1),)


# documents


def test_documents_of_the_call_and_of_its_projects_stand_at_their_stage() -> None:
    dataset = _dataset(VALID)
    stages = stages_of(dataset, relate(dataset), "aqtas-2025")
    assert {stage.key: [item.address for item in stage.enclosed] for stage in stages if stage.enclosed} == {
        "decision": ["calls/aqtas-2025/protocol-7.docx"],
        "contracts": ["projects/aqtas-2025-1/contract-35.pdf"],
    }
    item = next(item for stage in stages for item in stage.enclosed)
    assert (item.form, item.size) == ("DOCX", (VALID / item.address).stat().st_size)


def test_a_document_of_another_kind_stands_after_the_stages() -> None:
    other = Document(file="plan.pdf", kind="other")
    call = _changed(documents=(other, Document(file="order.pdf", kind="order")))
    sizes = {("calls", ID, document.file): 1 for document in call.documents}
    dataset = dataclasses.replace(DATASET, calls={ID: call}, documents=sizes)
    assert [item.document for item in further_documents(dataset, ID)] == [other]
    assert [item.address for item in _stages(call, documents=sizes)["order"].enclosed] == [f"calls/{ID}/order.pdf"]
