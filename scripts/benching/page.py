"""The tables in Markdown: for the site's pages in one language, for BENCHMARKS.md in both at once."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from language import said
from marked import table

from benching import words
from benching.goals import GOALS, Goal
from benching.outcome import FILE, Key, Row
from benching.ratios import Growth, Ratio, growths, ratios
from benching.stages import STAGES
from grantpages.problem import LANGUAGES, Language, Message
from grantpages.wording import long_date, number_text, short_date

BUILDS = ("ours", "preview", "floor", "hugo", "eleventy", "material", "zensical")
"""The subjects of the first table, in its order; those of the second are all others but the stages."""
PARTS = ("load", "audit", "index", "pagefind", "links", "checkers")
VERSIONED = ("ours", "hugo", "eleventy", "material", "zensical", "pagefind")
COSTLIEST = 5
UNITS = {"": Message("", ""), "s": Message(" с", " с"), "MiB": Message(" МиБ", " МиБ")}


def page(rows: Sequence[Row], language: Language) -> str:
    """What stands between the marks of the site's page."""
    if not rows:
        return said(words.NEVER, language)
    parts = [said(_when(rows), language), _heading(words.GOALS, language), goals(rows, language)]
    for heading, subjects in ((words.BUILDS, BUILDS), (words.PARTS, PARTS)):
        if any(row.subject in subjects for row in rows):
            parts += [_heading(heading, language), measures(rows, subjects, language)]
        if subjects is BUILDS:
            parts += [said(line, language) for line in floors(rows)]
            parts += compared(rows, language)
    if any(row.subject == "stages" for row in rows):
        parts += [_heading(words.SPENT, language), stages(rows, language)]
    return "\n\n".join(filter(None, parts))


def both(rows: Sequence[Row]) -> str:
    """What stands between the marks of BENCHMARKS.md: the goals and the costliest stages, for readers of either."""
    if not rows:
        return " · ".join(words.NEVER)
    parts = ["\n".join(_when(rows, f"docs/{FILE}"))]
    for language in LANGUAGES:
        parts += [goals(rows, language), measures(rows, BUILDS, language)]
    if any(row.subject == "stages" for row in rows):
        parts += [stages(rows, language, COSTLIEST) for language in LANGUAGES]
    return "\n\n".join(parts)


def _when(rows: Sequence[Row], file: str = FILE) -> Message:
    days = sorted({row.day for row in rows})
    each = [", ".join(long_date(datetime.date.fromisoformat(day), language) for day in days) for language in LANGUAGES]
    machines = "; ".join(sorted({row.machine for row in rows}))
    versions = ", ".join(sorted({f"{row.subject} {row.version}" for row in rows if row.subject in VERSIONED}))
    return words.WHEN.fill(days=Message(*each), machine=machines, versions=versions, file=file)


def _heading(message: Message, language: Language) -> str:
    return f"## {said(message, language)}"


def goals(rows: Sequence[Row], language: Language) -> str:
    """What is to be reached, and what was."""
    known = {row.key: row for row in rows}
    lines = [_goal(goal, known, language) for goal in GOALS]
    shown = table(said(words.GOAL_COLUMNS, language).split("|"), lines)
    apart = any(goal.reached(known) is not None and goal.is_apart(known) for goal in GOALS)
    return f"{shown}\n\n{said(words.APART, language)}" if apart else shown


def _goal(goal: Goal, rows: Mapping[Key, Row], language: Language) -> list[str]:
    reached, unit = goal.reached(rows), said(UNITS[goal.unit], language)
    held = None if reached is None else reached <= goal.most
    mark = " *" if goal.is_apart(rows) and reached is not None else ""
    result = "–" if reached is None else f"{_figure(reached, 2)}{unit}{mark}"
    name = said(words.GOAL_NAMES[goal.code], language)
    return [name, f"≤ {_figure(goal.most, 1)}{unit}", result, said(words.HELD[held], language)]


def measures(rows: Sequence[Row], subjects: Sequence[str], language: Language) -> str:
    """Time, processor, memory and what was written, of every row of some subjects."""
    wanted = [row for row in rows if row.subject in subjects]
    wanted.sort(key=lambda row: (row.size, subjects.index(row.subject), _place(row.way)))
    return table(said(words.COLUMNS, language).split("|"), (_measure(row, language) for row in wanted))


def _way(way: str, language: Language) -> str:
    return said(words.WAYS[way], language) if way in words.WAYS else way


def _place(way: str) -> int:
    return list(words.WAYS).index(way) if way in words.WAYS else len(words.WAYS)


def _measure(row: Row, language: Language) -> list[str]:
    projects = row.subject != "checkers"
    size = number_text(row.size) if projects else said(words.LINKS.fill(count=row.size), language)
    way = _way(row.way, language)
    name = said(words.NAMES[row.subject], language)
    sizes = f" --sizes {row.size}" if projects else ""
    return [
        size,
        name,
        way,
        *_figures(row, language),
        short_date(datetime.date.fromisoformat(row.day)),
        f'`make bench ARGS="--only {row.subject}{sizes}"`',
    ]


def _figures(row: Row, language: Language) -> list[str]:
    if not row.runs:
        why = said(row.why, language) if row.why else ""
        return [" ".join(why.split()).replace("|", "\\|").replace("<", "&lt;"), *["–"] * 7]
    cpu, files = row.of("cpu"), row.of("files")
    each = 0.0 if row.subject == "checkers" else 1000 * cpu / row.size
    spent = [_figure(row.of("wall"), 2), _known(cpu, 1), _known(each, 1), _known(row.of("memory"), 0)]
    pages, html = row.of("pages"), row.of("html")
    wrote = [(files, 0), (row.of("bytes") / 1e6, 0), (pages, 0), (html / 1000 / pages if pages else 0.0, 0)]
    return [*spent, *(_known(*one) for one in wrote)]


def _known(value: float, digits: int) -> str:
    """A figure; 0 is one that was not taken."""
    return _figure(value, digits) if value else "–"


def compared(rows: Sequence[Row], language: Language) -> Iterator[str]:
    """What stands beside each other, and how it grows; nothing where only one size or one subject was measured."""
    if found := list(ratios(rows)):
        lines = [[said(words.RATIO_NAMES[one.code], language), number_text(one.size), _ratio(one)] for one in found]
        yield from (_heading(words.RATIOS, language), table(said(words.RATIO_COLUMNS, language).split("|"), lines))
        if any(one.apart for one in found):
            yield said(words.APART, language)
    if grown := list(growths(rows)):
        yield _heading(words.GROWTH, language)
        yield table(said(words.GROWTH_COLUMNS, language).split("|"), (_growth(one, language) for one in grown))


def _ratio(one: Ratio) -> str:
    return f"{_figure(one.value, 2)}{' *' if one.apart else ''}"


def _growth(one: Growth, language: Language) -> list[str]:
    times = [_known(value, 1) for value in (one.large / one.small, one.wall, one.cpu, one.memory)]
    sizes = f"{number_text(one.small)} → {number_text(one.large)}"
    return [said(words.NAMES[one.subject], language), _way(one.way, language), sizes, *times]


def floors(rows: Iterable[Row]) -> Iterator[Message]:
    """What reading and writing took of the floor."""
    for row in rows:
        if row.subject == "floor" and row.runs:
            sides = {name: _figure(row.part(name), 1) for name in ("reading", "writing")}
            yield words.FLOOR.fill(size=number_text(row.size), **sides)


def stages(rows: Sequence[Row], language: Language, most: int = len(STAGES)) -> str:
    """Milliseconds of the processor a project by stage, the costliest of the largest cold build first."""
    columns = [row for row in rows if row.subject == "stages" and row.runs]
    columns.sort(key=lambda row: (row.size, _place(row.way)))
    first = max((row for row in columns if row.way == "cold"), key=lambda row: row.size, default=None)
    if first is None:
        return ""
    order = sorted(STAGES, key=first.part, reverse=True)[:most]
    head = [f"{number_text(row.size)}, {said(words.WAYS[row.way], language)}" for row in columns]
    lines = [[said(words.STAGES[name], language), *(_each(row, name) for row in columns)] for name in order]
    total = [f"**{said(words.ALL, language)}**", *(_each(row) for row in columns)]
    return table([said(words.STAGE_COLUMN, language), *head], [*lines, total])


def _each(row: Row, stage: str = "") -> str:
    seconds = row.part(stage) if stage else row.of("cpu")
    return _figure(1000 * seconds / row.size, 2)


def _figure(value: float, digits: int) -> str:
    """A figure with no more digits after the point than it needs."""
    whole, _, part = f"{value:.{digits}f}".partition(".")
    part = part.rstrip("0")
    return number_text(int(whole)) + (f",{part}" if part else "")
