"""Totals by facet are the sums over the records, counted here again the slow way, and those of the open data."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from builtsite import REAL, VALID
from opendatafiles import small_basis
from wholesite import register_of

from grantpages.evidence import ledgerfile
from grantpages.load import Dataset, load_folder
from grantpages.model import Project
from grantpages.opendata.totals import TOTALS
from grantpages.site.counting import totals_of
from grantpages.site.extract import measures_of
from grantpages.site.relations import relate
from grantpages.site.seen import Register
from grantpages.site.totals import FACETS, Total, Totals, year_of, year_of_call


def counted(folder: Any) -> tuple[Dataset, Totals, Register]:
    dataset, problems = load_folder(folder)
    assert dataset is not None, problems
    ledger, _ = ledgerfile.read(folder / "evidence" / "ledger.jsonl", "ledger.jsonl")
    register = register_of(dataset, ledger)
    return dataset, totals_of(dataset, relate(dataset), register), register


FOLDERS = pytest.mark.parametrize("folder", [REAL, VALID], ids=["real", "small"])


def values_of(dataset: Dataset, register: Register) -> dict[str, Callable[[str, Project], Iterable[str | None]]]:
    """By facet, the values that a grant belongs to."""

    def call(project: Project) -> Any:
        return dataset.calls[project.call]

    def lot(project: Project) -> Any:
        (found,) = [lot for lot in call(project).lots if lot.number == project.lot]
        return found

    def states(id: str, _: Project) -> set[str]:
        links = (link for task in dataset.projects[id].tasks for act in task.activities for link in act.evidence)
        return {register.of(link).state for link in links}

    return {
        "regions": lambda _, project: [call(project).region],
        "districts": lambda _, project: [call(project).district],
        "years": lambda _, project: [str(year_of(dataset, project))],
        "funders": lambda _, project: [call(project).funder],
        "spheres": lambda _, project: [lot(project).sphere],
        "grantees": lambda _, project: [project.grantee],
        "types": lambda _, project: [lot(project).grant_type],
        "states": states,
    }


@FOLDERS
@pytest.mark.parametrize("facet", FACETS)
def test_each_value_has_the_sums_of_its_grants(folder: Any, facet: str) -> None:
    dataset, totals, register = counted(folder)
    values = values_of(dataset, register)[facet]
    expected: dict[str, list[str]] = {}
    for id, project in dataset.projects.items():
        for value in values(id, project):
            if value:
                expected.setdefault(value, []).append(id)
    by = totals.by[facet]  # type: ignore[index]
    assert {value: total.projects for value, total in by.items() if total.projects} == expected
    for value, ids in expected.items():
        grants = [dataset.projects[id] for id in ids]
        assert by[value].contracted == sum(grant.grant.amount for grant in grants if grant.grant.contract)
        assert by[value].contracts == sum(grant.grant.contract is not None for grant in grants)
        assert by[value].participants == sum(grant.participants.total for grant in grants if grant.participants)
        assert by[value].cited == sum(len(act.evidence) for g in grants for task in g.tasks for act in task.activities)


@FOLDERS
@pytest.mark.parametrize("facet", ["regions", "years", "funders", "spheres", "types"])
def test_what_was_announced_is_shared_out_whole(folder: Any, facet: str) -> None:
    dataset, totals, _ = counted(folder)
    announced = sum(
        lot.amount for call in dataset.calls.values() for lot in call.lots if facet != "years" or year_of_call(call)
    )
    assert sum(total.announced for total in totals.by[facet].values()) == announced  # type: ignore[index]


@FOLDERS
def test_the_parts_of_a_wide_total_make_the_whole(folder: Any) -> None:
    _, totals, _ = counted(folder)
    wide = [
        totals.all,
        *(total for facet in ("regions", "districts", "funders") for total in totals.by[facet].values()),
    ]  # type: ignore[index]
    for total in wide:
        assert total.wide
        assert sum(one.announced for one in total.wide.spheres.values()) == total.announced
        assert sum(one.contracted for one in total.wide.spheres.values()) == total.contracted
        assert sum(one.grants for one in total.wide.spheres.values()) == total.grants
        assert sum(one.contracted for one in total.wide.years.values()) <= total.contracted
    years = [sums for by_region in totals.regions_by_year.values() for sums in by_region.values()]
    assert totals.all.wide
    assert sum(one.contracted for one in years) == sum(one.contracted for one in totals.all.wide.years.values())


@pytest.mark.parametrize(
    ("table", "facet"),
    [("by-region", "regions"), ("by-year", "years"), ("by-funder", "funders"), ("by-sphere", "spheres"), ("by-grantee", "grantees")],
)  # fmt: skip
def test_the_totals_are_those_a_reader_downloads(table: str, facet: str) -> None:
    basis = small_basis()
    totals = totals_of(basis.dataset, relate(basis.dataset), register_of(basis.dataset, basis.ledger))
    (offered,) = [one for one in TOTALS if one.name == table]
    names = [column.name for column in offered.columns]
    rows = {str(row[0]): dict(zip(names, row, strict=True)) for row in offered.rows(basis)}
    ours = {value: total for value, total in totals.by[facet].items() if total.projects}  # type: ignore[index]
    assert set(rows) == set(ours)
    for value, row in rows.items():
        total = ours[value]
        found = (total.grants, total.contracts, total.contracted, total.cited, total.links["alive"], total.stated)
        assert found == tuple(
            row[name] for name in ("grants", "contracts", "amount", "links", "links_alive", "with_participants")
        )


def test_people_and_measures_of_the_real_report() -> None:
    dataset, totals, _ = counted(REAL)
    wide = totals.by["districts"]["zhanaozen"].wide
    assert wide
    people = [project.participants for project in dataset.projects.values() if project.participants]
    assert wide.stated["gender"] == sum(one.gender is not None for one in people) > 0
    assert wide.people["gender"]["men"] == sum(one.gender.men for one in people if one.gender)
    figures = [
        figure
        for project in dataset.projects.values() for task in project.tasks for act in task.activities
        for figure in act.figures
        if figure.kind == "participants" and figure.planned is not None and figure.actual is not None
    ]  # fmt: skip
    measure = wide.measures["participants"]
    assert (measure.planned, measure.actual) == (sum(f.planned for f in figures), sum(f.actual for f in figures))
    parts = [measures_of(project).get("participants", (0, 0, 0))[1] for project in dataset.projects.values()]
    assert sum(parts) == measure.actual


def test_a_winner_without_a_contract_counts_as_a_grant_and_adds_no_money() -> None:
    dataset, _, register = counted(REAL)
    bare = {
        id: project.model_copy(update={"grant": project.grant.model_copy(update={"contract": None})})
        for id, project in dataset.projects.items()
    }
    without = replace(dataset, projects=bare, reports={})
    totals = totals_of(without, relate(without), register)
    assert (totals.all.grants, totals.all.contracts, totals.all.contracted, totals.all.unreported) == (2, 0, 0, 0)
    with_contract = replace(dataset, reports={})
    assert totals_of(with_contract, relate(with_contract), register).all.unreported == 2


def test_a_value_that_nothing_belongs_to_is_nought() -> None:
    _, totals, _ = counted(REAL)
    assert totals.of("regions", "abai").grants == 0
    assert isinstance(totals.of("regions", "abai"), Total)
