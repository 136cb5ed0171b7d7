"""Figures found in texts become records; what was reached stands beside what was planned."""

import re
from typing import Any

from grantpages.intake import words
from grantpages.intake.desk import Desk
from grantpages.intake.figures import Found, figures_of


def planned_figures(desk: Desk, title: str, line: int) -> list[dict[str, Any]]:
    """What an activity's title promises."""
    return [_figure(desk, found, True, line) for found in figures_of(title) if found.kind not in ("percent", "tenge")]


def add_figure(desk: Desk, figures: list[dict[str, Any]], found: Found, line: int) -> None:
    """Add a figure, or what was reached to the plan for the same things."""
    for figure in figures:
        open_ = "actual" not in figure and "planned" in figure and not found.planned
        same = _same_thing(str(figure.get("what", {}).get(desk.language, "")), found.what)
        if open_ and figure["kind"] == found.kind and (same or figure["planned"] == found.value):
            figure["actual"] = found.value
            if found.qualifier:
                figure["actual_is"] = found.qualifier
            desk.mark(figure, "actual", words.FIGURES, line)
            return
    figures.append(_figure(desk, found, False, line))


def _figure(desk: Desk, found: Found, titled: bool, line: int) -> dict[str, Any]:
    figure: dict[str, Any] = {"kind": found.kind}
    if found.what:
        figure["what"] = desk.pair(found.what, (line,))
    side = "planned" if titled or found.planned else "actual"
    figure[side] = found.value
    if found.qualifier:
        figure[f"{side}_is"] = found.qualifier
    desk.mark(figure, "", words.PLAN_GUESSED if titled else words.FIGURES, line)
    return figure


def _same_thing(one: str, other: str) -> bool:
    def last(text: str) -> str:
        return re.split(r"[\s-]+", text.lower())[-1][:5]

    return bool(one and other) and last(one) == last(other)
