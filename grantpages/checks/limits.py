"""Rules across the tables of participants: what the ages, the categories and the account allow each other.

The bands of the form are 13–16, 17–22, 23–27, 28–32, 33–45, 46–58, 59 and older. A child under 13 has
no band, so limits on children are widened by as many people as the age table leaves out.
"""

from collections.abc import Iterator, Sequence

from grantpages.checks.finding import Found, found
from grantpages.checks.groups import ADULTS, BANDS, STAFF, category_named, group_of
from grantpages.checks.printed import agree, quantity
from grantpages.checks.rule import Case, rule
from grantpages.model import AGE_BANDS, Figure, Participants
from grantpages.model.project import Category
from grantpages.problem import Message


def _people(case: Case) -> Participants | None:
    """The participants where the age table is whole: otherwise it sets no limit."""
    people: Participants | None = case.record.participants
    return people if people and len(people.ages) == len(AGE_BANDS) else None


def _room(people: Participants, group: str, categories: Sequence[Category]) -> int:
    """How many people of a group's ages there are."""
    unplaced = max(people.total - sum(people.ages.values()), 0) if "children" in categories else 0
    return sum(people.ages[band] for band in BANDS[group]) + unplaced


def _over(case: Case, group: str, categories: Sequence[Category]) -> Iterator[Found]:
    people = _people(case)
    if not people or not all(category in people.categories for category in categories):
        return
    counted = sum(people.categories[category] for category in categories)
    room = _room(people, group, categories)
    if counted > room:
        yield found("participants", "categories", categories[0], category=counted, ages=room)


@rule("older-over-ages", of="projects")
def older_over_ages(case: Case) -> Iterator[Found]:
    """People over 50 are no more than people of 46 and older."""
    return _over(case, "older", ("older",))


@rule("children-over-ages", of="projects")
def children_over_ages(case: Case) -> Iterator[Found]:
    """Children are no more than people of 13 to 22."""
    return _over(case, "children", ("children",))


@rule("youth-over-ages", of="projects")
def youth_over_ages(case: Case) -> Iterator[Found]:
    """Youth are no more than people of 13 to 45."""
    return _over(case, "youth", ("youth",))


@rule("young-over-ages", of="projects")
def young_over_ages(case: Case) -> Iterator[Found]:
    """Children and youth together are no more than people of 13 to 45, where nobody is counted twice."""
    people = _people(case)
    alone = not any((*_over(case, "children", ("children",)), *_over(case, "youth", ("youth",))))
    if people and alone and sum(people.categories.values()) <= people.total:
        yield from _over(case, "youth", ("children", "youth"))


@rule("adults-over-ages", of="projects")
def adults_over_ages(case: Case) -> Iterator[Found]:
    """Staff, entrepreneurs and people over 50 are no more than people of 17 and older, if nobody is counted twice."""
    people = _people(case)
    if people and sum(people.categories.values()) <= people.total:
        yield from _over(case, "adults", ADULTS)


@rule("children-none", of="projects")
def children_none(case: Case) -> Iterator[Found]:
    """Where there are people of 13 to 16, there are children."""
    for children, youngest in _children(case):
        if children == 0:
            yield found("participants", "categories", "children", children=children, youngest=youngest)


@rule("children-under-youngest", of="projects")
def children_under_youngest(case: Case) -> Iterator[Found]:
    """Children are no fewer than people of 13 to 16: otherwise some of these are counted elsewhere."""
    for children, youngest in _children(case):
        if children:
            yield found("participants", "categories", "children", children=children, youngest=youngest)


def _children(case: Case) -> Iterator[tuple[int, int]]:
    """(children, people of the youngest band) where they are fewer."""
    people = case.record.participants
    children = people.categories.get("children") if people else None
    youngest = people.ages.get("13-16", 0) if people else 0
    if children is not None and children < youngest:
        yield children, youngest


@rule("older-under-oldest", of="projects")
def older_under_oldest(case: Case) -> Iterator[Found]:
    """People over 50 are no fewer than people of 59 and older."""
    people = case.record.participants
    older = people.categories.get("older") if people else None
    if older is not None and older < people.ages.get("59+", 0):
        yield found("participants", "categories", "older", older=older, oldest=people.ages["59+"])


@rule("group-unlike-table", of="projects")
def group_unlike_table(case: Case) -> Iterator[Found]:
    """A category that a figure of the project names has the number it has in the table."""
    people = case.record.participants
    for index, figure in enumerate(case.record.figures if people else ()):
        category = category_named(figure.what) if figure.what and figure.kind == "participants" else None
        if not category or category not in people.categories or figure.actual is None:
            continue
        table = people.categories[category]
        known = figure.actual in _also_printed(people, category)
        if not known and not agree(figure.actual, figure.actual_is, table, None):
            yield found("figures", index, "actual", figure=quantity(figure.actual, figure.actual_is), table=table)


def _also_printed(people: Participants, category: Category) -> set[int | None]:
    """Numbers that the record already shows as printed elsewhere: said once is enough."""
    return {also.number for also in people.also_printed if also.field == f"categories.{category}"}


def _named(figure: Figure) -> Category | None:
    return category_named(figure.what) if figure.what and figure.kind == "participants" else None


@rule("group-over-category", of="projects")
def group_over_category(case: Case) -> Iterator[Found]:
    """A group that a figure names is no larger than the categories its people are counted in."""
    people = case.record.participants
    for path, figure in _figures(case) if people else ():
        group = group_of(figure.what) if figure.what else None
        if not group or not all(category in people.categories for category in group.categories):
            continue
        table = sum(people.categories[category] for category in group.categories)
        whole = path[0] == "figures" and _named(figure)  # the rule above compares these
        counted, exactness = figure.actual or 0, figure.actual_is
        if not whole and counted > table and not agree(counted, exactness, table, None):
            yield found(*path, "actual", figure=quantity(counted, exactness), table=table)


def _figures(case: Case) -> Iterator[tuple[tuple[str | int, ...], Figure]]:
    for index, figure in enumerate(case.record.figures):
        if figure.kind == "participants":
            yield ("figures", index), figure
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            for index, figure in enumerate(activity.figures):
                if figure.kind == "participants":
                    yield ("tasks", number, "activities", place, "figures", index), figure


@rule("staff-over-table", of="projects")
def staff_over_table(case: Case) -> Iterator[Found]:
    """Teachers and other staff that the results name are together no more than the table's staff."""
    people = case.record.participants
    if not people or not all(category in people.categories for category in STAFF):
        return
    largest: dict[str, tuple[int, int]] = {}
    for index, figure in enumerate(case.record.figures):
        group = group_of(figure.what) if figure.what and figure.kind == "participants" else None
        if group and group.categories == STAFF:
            least = (figure.actual or 0) * (9 if figure.actual_is == "about" else 10) // 10
            largest[group.name] = max(largest.get(group.name, (0, 0)), (least, index))
    table = sum(people.categories[one] for one in STAFF)
    if len(largest) > 1 and sum(least for least, _ in largest.values()) > table:
        named = [case.record.figures[index] for _, index in largest.values()]
        shown = [quantity(figure.actual or 0, figure.actual_is) for figure in named]
        claimed = Message(*(" + ".join(said) for said in zip(*shown, strict=True)))
        yield found("figures", max(largest.values())[1], "actual", claimed=claimed, table=table)
