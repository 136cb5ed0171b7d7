"""A report's figures that are sums, each with the table of the same page whose rows add up to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grantpages.load import Dataset
from grantpages.model import Report
from grantpages.site.seen import Register
from grantpages.site.voice import Voice

POINTS: Mapping[int, Sequence[tuple[str, str]]] = {
    2: (("directions", "lots"), ("grants", "lots"), ("announced", "lots")),
    3: (("contracts", "granted"),),
    4: (("spheres", "granted"),),
    5: (("contracted", "contracts"),),
    6: (("co_funding", "contracts"),),
    7: (("partners", "partners"),),
    9: (("grantees", "app1"),),
    10: (("projects", "work"), ("participants", "work"), ("links", "work")),
}
"""By point of the form, its figures, each with the fragment of the page where its rows stand."""
MONEY = ("announced", "contracted", "co_funding")
"""Those of the figures that are sums, in tenge."""


@dataclass(frozen=True)
class Sum:
    """A figure in words, and the fragment of the page where its rows stand."""

    text: str
    anchor: str


def totals_of(dataset: Dataset, register: Register, report: Report) -> dict[str, int]:
    """Every figure by its name; sums in tenge. Money counts once it is under contract; what is not stated is absent."""
    lots = [lot for id in report.calls for lot in dataset.calls[id].lots]
    projects = [dataset.projects[id] for id in report.projects]
    grants = [project.grant for project in projects if project.grant.contract]
    attracted = [grant.co_funding for grant in grants if grant.co_funding is not None]
    people = [project.participants.total for project in projects if project.participants]
    stated = {"co_funding": sum(attracted)} if grants and len(attracted) == len(grants) else {}
    stated |= {"participants": sum(people)} if people else {}
    return {
        "directions": len(lots),
        "grants": sum(lot.grants for lot in lots),
        "announced": sum(lot.amount for lot in lots),
        "contracts": len(grants),
        "spheres": len({lot.sphere for lot in lots}),
        "contracted": sum(grant.amount for grant in grants),
        "partners": len({id for project in projects for id in project.partners}),
        "grantees": len({project.grantee for project in projects}),
        "projects": len(projects),
        "links": sum(register.cited("projects", id) for id in report.projects),
        **stated,
    }


def sums_of(totals: Mapping[str, int], voice: Voice) -> dict[int, list[Sum]]:
    """The figures of each point."""
    return {
        point: [
            Sum(voice.t(f"report.sum.{name}", n=(voice.money if name in MONEY else voice.number)(totals[name])), anchor)
            for name, anchor in figures
            if name in totals
        ]
        for point, figures in POINTS.items()
    }
