"""What belongs to what, followed through the operator's real records."""

from dataclasses import replace

import pytest
from builtsite import REAL

from grantpages.evidence.citations import activity_anchor, citations
from grantpages.load import Dataset, load_folder
from grantpages.site.relations import Relations, Totals, relate

ONE, TWO, YEAR = "zhanaozen-2025-1", "zhanaozen-2025-2", "zhanaozen-2025"
CUSTOMER, GRANTEE, FUND = "zhanaozen-internal-policy", "zangar-event", "ecological-fund-of-kazakhstan"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    found, problems = load_folder(REAL)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def relations(dataset: Dataset) -> Relations:
    return relate(dataset)


def test_totals_are_those_of_the_report(relations: Relations) -> None:
    assert relations.totals == Totals(
        announced=22_000_000, contracted=21_997_580, calls=1, grants=2, participants=10_619
    )


def test_each_reference_is_followed_back(relations: Relations) -> None:
    assert relations.projects_of_call == {YEAR: [ONE, TWO]}
    assert relations.projects_of_grantee == {GRANTEE: [ONE], FUND: [TWO]}
    assert relations.projects_of_partner == {"bates": [TWO], "eko-kaz-project": [TWO]}
    assert relations.calls_of_funder == {CUSTOMER: [YEAR]}
    assert relations.reports_of_funder == {CUSTOMER: [YEAR]}
    assert relations.reports_of_call == {YEAR: [YEAR]}
    assert relations.reports_of_project == {ONE: [YEAR], TWO: [YEAR]}


def test_citations_stand_in_the_order_of_print_each_with_its_place(dataset: Dataset) -> None:
    cited = tuple(citations(dataset.calls, dataset.projects))
    records = [(citation.section, citation.id) for citation in cited]
    assert records == [("calls", YEAR)] * 4 + [("projects", ONE)] * 21 + [("projects", TWO)] * 29
    first, last = cited[4], cited[-1]
    assert (first.anchor, first.identity.platform) == (activity_anchor(2, 1), "instagram")
    assert (last.anchor, last.identity.platform) == (activity_anchor(10, 1), "web")
    assert first.activity is not None
    assert first.link in first.activity.evidence


def test_what_is_not_stated_adds_nothing_to_the_totals(dataset: Dataset) -> None:
    silent = {
        id: project.model_copy(update={"participants": None, "tasks": ()}) for id, project in dataset.projects.items()
    }
    unannounced = {id: call.model_copy(update={"announcement": None}) for id, call in dataset.calls.items()}
    totals = relate(replace(dataset, projects=silent, calls=unannounced)).totals
    assert totals.participants == 0
    assert (totals.announced, totals.contracted) == (22_000_000, 21_997_580)


def test_an_empty_folder_has_no_relations_and_totals_of_nought(dataset: Dataset) -> None:
    relations = relate(replace(dataset, calls={}, projects={}, reports={}))
    assert relations.totals == Totals(0, 0, 0, 0, 0)
    assert relations.projects_of_call == {}
