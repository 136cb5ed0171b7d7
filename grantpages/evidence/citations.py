"""Every link that the records cite, with the place where it stands, in the order of print."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grantpages.evidence.identity import Identity, identify
from grantpages.model import Activity, Call, Link, Project, Task


class Citation(NamedTuple):
    """One cited link.

    section and id name the record (`calls` or `projects`), path the link's place in it. task and
    activity are absent for the links of an announcement; their numbers count from 0.
    """

    link: Link
    identity: Identity
    section: str
    id: str
    path: tuple[str | int, ...]
    task: Task | None = None
    activity: Activity | None = None

    @property
    def anchor(self) -> str:
        """The fragment of the place on the record's page."""
        return activity_anchor(int(self.path[1]) + 1, int(self.path[3]) + 1) if self.activity else "announcement"


def activity_anchor(task: int, activity: int) -> str:
    """The fragment of an activity on its project's page; both count from 1."""
    return f"a-{task}-{activity}"


def announced(id: str, call: Call) -> Iterator[Citation]:
    """The links of a competition's announcement."""
    for index, link in enumerate(call.announcement.links if call.announcement else ()):
        yield Citation(link, identify(link.url), "calls", id, ("announcement", "links", index))


def cited(id: str, project: Project) -> Iterator[Citation]:
    """The links that a project's activities give as evidence."""
    for number, task in enumerate(project.tasks):
        for place, activity in enumerate(task.activities):
            for index, link in enumerate(activity.evidence):
                path = ("tasks", number, "activities", place, "evidence", index)
                yield Citation(link, identify(link.url), "projects", id, path, task, activity)


def citations(calls: Mapping[str, Call], projects: Mapping[str, Project]) -> Iterator[Citation]:
    """All of them: the announcements' first, then the projects'."""
    for id, call in calls.items():
        yield from announced(id, call)
    for id, project in projects.items():
        yield from cited(id, project)
