"""The tables in Markdown."""

from collections.abc import Mapping

from language import said
from marked import table

from grantpages.problem import LANGUAGES, Language
from searching import words
from searching.measuring import Cost, Quality
from searching.scale import Scale

Qualities = Mapping[tuple[str, Language], Mapping[str, Quality]]
Costs = Mapping[tuple[str, Language], Cost]


def report(day: str, machine: str, qualities: Qualities, costs: Costs, pages: int, language: Language) -> str:
    """Both tables, in one language. pages: how many were indexed where the cost was measured."""
    parts = [said(words.WHEN.fill(day=day, machine=machine), language)]
    for of in LANGUAGES:
        parts += [f"## {said(words.TEXTS[of], language)}", f"### {said(words.QUALITY, language)}"]
        parts += [_quality({name: found for (name, spoken), found in qualities.items() if spoken == of}, language)]
        parts += [f"### {said(words.COST, language)}"]
        parts += [_cost({name: cost for (name, spoken), cost in costs.items() if spoken == of}, pages, language)]
    return "\n\n".join(parts)


def _quality(by_engine: Mapping[str, Mapping[str, Quality]], language: Language) -> str:
    known = next(iter(by_engine.values()))
    rows = [
        [
            said(words.KINDS[kind], language),
            str(known[kind].queries),
            *(f"{_share(found[kind].recall)} / {_share(found[kind].precision)}" for found in by_engine.values()),
        ]
        for kind in words.KINDS
        if kind in known
    ]
    return table([said(words.KIND, language), said(words.QUERIES, language), *by_engine], rows)


def _cost(by_engine: Mapping[str, Cost], pages: int, language: Language) -> str:
    rows = [
        [name, str(pages), f"{cost.build:.1f}", f"{cost.bytes / 1000:.0f}", f"{cost.fast:.1f}", f"{cost.slow:.1f}"]
        for name, cost in by_engine.items()
    ]
    return table(said(words.COLUMNS, language).split("|"), rows)


def scale_report(day: str, machine: str, projects: int, scales: Mapping[Language, Scale], language: Language) -> str:
    """The table of the search's own index, in one language."""
    names = said(words.SCALE_ROWS, language).split("|")
    columns = [_scale(scales[of]) for of in LANGUAGES]
    rows = [[name, *cells] for name, *cells in zip(names, *columns, strict=True)]
    when = said(words.SCALE_WHEN.fill(day=day, machine=machine, projects=projects), language)
    return f"{when}\n\n{table(said(words.SCALE_LANGUAGES, language).split('|'), rows)}"


def _scale(one: Scale) -> list[str]:
    typical, slow = one.typical
    return [
        str(one.pages),
        *(f"{spent.wall:.1f} ({spent.cpu:.1f})" for spent in (one.apart, one.cold)),
        f"{one.apart.wall + one.cold.wall:.1f}",
        f"{one.edited.wall:.2f} ({one.edited.cpu:.2f})",
        f"{one.index / 1e6:.0f}",
        f"{one.texts / 1e6:.0f}",
        str(len(one.slow)),
        f"{typical / 1000:.0f} / {max(one.weights) / 1000:.0f}",
        f"{slow:.1f} / {max(one.slow):.1f}",
    ]


def _share(number: float | None) -> str:
    return "–" if number is None else f"{number:.2f}"
