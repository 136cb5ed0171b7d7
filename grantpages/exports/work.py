"""A project's activities as Appendix 2 of the statutory report shows them: a row of the table, then in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from grantpages.exports.docxtemplate import Links
from grantpages.model import Activity, Figure, Person, Project, Task
from grantpages.site.voice import Voice

PEOPLE = "participants"


def tasks_of(project: Project, voice: Voice, links: Links) -> list[dict[str, Any]]:
    """The tasks in the order of print, each with its activities."""
    return [
        {
            "heading": _task_heading(task, voice),
            "activities": [_activity(activity, task, voice, links) for activity in task.activities],
        }
        for task in project.tasks
    ]


def _task_heading(task: Task, voice: Voice) -> str:
    title = voice.text(task.title)
    return f"{voice.t('project.task', number=task.number)} {title}" if task.number else title


def _activity(activity: Activity, task: Task, voice: Voice, links: Links) -> dict[str, Any]:
    unknown = [voice.t("not-stated")]
    return {
        "number": activity.number or "",
        "heading": _heading(activity, voice),
        "date": voice.first_dates(activity.events) or unknown,
        "place": _places(activity, voice) or unknown,
        "topic": _topics(activity, task, voice),
        "participants": _participants(activity, voice) or unknown,
        "fulfilment": fulfilment(activity.figures, voice) or unknown,
        "account": voice.paragraphs(activity.account) if activity.account else [],
        "people": _people(activity, voice),
        "links": [links.run(link.url) for link in activity.evidence],
    }


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _places(activity: Activity, voice: Voice) -> list[str]:
    own = [activity.place] if activity.place else []
    return _distinct(voice.text(place) for place in (*own, *(event.place for event in activity.events)) if place)


def _heading(activity: Activity, voice: Voice) -> str:
    """What stands over the account; nothing where the activity has only the task's name."""
    title = voice.text(activity.title) if activity.title else ""
    return f"{activity.number}. {title}" if activity.number and title else title or activity.number or ""


def _topics(activity: Activity, task: Task, voice: Voice) -> list[str]:
    """What it was about: its name, its events' own topics, and how it was held."""
    events = (voice.text(event.title) for event in activity.events if event.title)
    topics = _distinct((voice.text(activity.title or task.title), *events))
    return [*topics, voice.t(f"form.{activity.form}")] if activity.form else topics


def _participants(activity: Activity, voice: Voice) -> list[str]:
    """How many took part: the figures stated for the activity, else what its events add up to."""
    stated = [figure for figure in activity.figures if figure.kind == PEOPLE and figure.actual is not None]
    if stated:
        return [
            voice.t("form.figure-fact", what=voice.text(figure.what), actual=voice.actual(figure))
            if figure.what
            else voice.actual(figure)
            for figure in stated
        ]
    counted = [event.participants for event in activity.events if event.participants is not None]
    return [voice.number(sum(counted))] if counted and len(counted) == len(activity.events) else []


def fulfilment(figures: Sequence[Figure], voice: Voice) -> list[str]:
    """Plan and fact of each figure, then whether the plan was met, where every planned figure has a fact."""
    said = [_compared(figure, voice) for figure in figures if figure.planned is not None or figure.kind != PEOPLE]
    planned = [(figure.planned, figure.actual) for figure in figures if figure.planned is not None]
    if not planned or any(actual is None for _, actual in planned):
        return said
    met = all(actual is not None and plan is not None and actual >= plan for plan, actual in planned)
    return [*said, voice.t("form.fulfilled" if met else "form.fell-short")]


def _compared(figure: Figure, voice: Voice) -> str:
    what, planned, actual = voice.label(figure), voice.planned(figure), voice.actual(figure)
    if planned and actual:
        return voice.t("form.figure", what=what, planned=planned, actual=actual)
    if planned:
        return voice.t("form.figure-plan", what=what, planned=planned)
    return voice.t("form.figure-fact", what=what, actual=actual or voice.t("not-stated"))


def _people(activity: Activity, voice: Voice) -> str:
    named = (*activity.people, *(person for event in activity.events for person in event.people))
    return ", ".join(_distinct(_person(person, voice) for person in named))


def _person(person: Person, voice: Voice) -> str:
    return f"{person.name} ({voice.text(person.role)})" if person.role else person.name
