"""Rules on cited links, told from the links alone: nothing here asks the network.

An Instagram or TikTok identifier tells when it was minted: at upload, which for a scheduled post
or a draft can be long before it is shown. So a post older than its activity is a question and no
proof, and days are compared with a day's slack for the time zone (evidence research, section 4).
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from grantpages.checks.finding import Found, found
from grantpages.checks.pages import once
from grantpages.checks.rule import Case, rule
from grantpages.evidence.citations import Citation
from grantpages.evidence.naming import Doubt, Kind
from grantpages.model import Activity

SLACK = datetime.timedelta(days=1)
PROFILES: frozenset[Kind] = frozenset(("profile", "channel"))
CLAIMED = ("items", "publications")
"""Kinds of figures of which each can be shown by a link of its own."""


def _doubted(case: Case, *doubts: Doubt) -> Iterator[Found]:
    for citation in case.citations:
        if not set(doubts).isdisjoint(citation.identity.doubts):
            yield found(*citation.path, "url", link=citation.link.url)


@once
def _dated(case: Case) -> Sequence[tuple[Citation, datetime.date]]:
    """The links whose identifier tells the day it was made."""
    return [(citation, day) for citation in case.citations if (day := citation.identity.created_on)]


def _by_key(citations: Sequence[Citation]) -> Mapping[str, Sequence[Citation]]:
    groups: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.identity.key:
            groups[citation.identity.key].append(citation)
    return groups


def _days(activity: Activity) -> list[datetime.date]:
    return sorted(event.date for event in activity.events if event.date)


@rule("link-malformed", of="projects")
def link_malformed(case: Case) -> Iterator[Found]:
    """A printed link is an address, and its identifier has the letters and length of its platform."""
    yield from _doubted(case, "malformed", "bad-id")


@rule("link-unlikely-id", of="projects")
def link_unlikely_id(case: Case) -> Iterator[Found]:
    """A YouTube identifier ends in one of the sixteen letters that 64 bits can end in."""
    yield from _doubted(case, "unlikely-id")


@rule("link-stray-tail", of="projects")
def link_stray_tail(case: Case) -> Iterator[Found]:
    """Nothing stands behind the address of a page."""
    yield from _doubted(case, "stray-tail")


@rule("announcement-stray-tail", of="calls")
def announcement_stray_tail(case: Case) -> Iterator[Found]:
    """The same for an announcement."""
    yield from _doubted(case, "stray-tail")


@rule("announcement-malformed", of="calls")
def announcement_malformed(case: Case) -> Iterator[Found]:
    """An announcement's link is an address."""
    yield from _doubted(case, "malformed", "bad-id")


@rule("link-private", of="projects")
def link_private(case: Case) -> Iterator[Found]:
    """A cited page can be opened by anyone: some addresses are private by construction."""
    yield from _doubted(case, "private")


@rule("link-truncated", of="projects")
def link_truncated(case: Case) -> Iterator[Found]:
    """A parameter is not cut off: it has a value, and not the beginning of the one printed elsewhere."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for citation in case.citations:
        for name, value in _parameters(citation):
            known[citation.identity.key, name].add(value)
    for citation in case.citations:
        for name, value in _parameters(citation):
            longer = any(other != value and other.startswith(value) for other in known[citation.identity.key, name])
            if longer or not value:
                yield found(*citation.path, "url", link=citation.link.url, name=name)


def _parameters(citation: Citation) -> list[tuple[str, str]]:
    if "?" not in citation.identity.url:  # as of most links: taking it apart would be half of the rule's time
        return []
    try:
        return parse_qsl(urlsplit(citation.identity.url).query, keep_blank_values=True)
    except ValueError:
        return []


@rule("link-share", of="projects")
def link_share(case: Case) -> Iterator[Found]:
    """A short «share» address does not say which post it leads to."""
    for citation in case.citations:
        if citation.identity.kind == "share":
            yield found(*citation.path, "url", link=citation.link.url)


@rule("link-profile", of="projects")
def link_profile(case: Case) -> Iterator[Found]:
    """A link shows one post and not a whole account."""
    for citation in case.citations:
        if citation.identity.kind in PROFILES:
            yield found(*citation.path, "url", link=citation.link.url)


@rule("link-twice", of="projects")
def link_twice(case: Case) -> Iterator[Found]:
    """One activity cites a page once."""
    for same in _by_key(case.citations).values():
        inside: dict[tuple[str | int, ...], Citation] = {}
        for citation in same:
            first = inside.setdefault(citation.path[:4], citation)
            if first is not citation:
                yield found(*citation.path, "url", link=citation.link.url, first=int(first.path[5]) + 1)


@rule("link-in-several", of="projects")
def link_in_several(case: Case) -> Iterator[Found]:
    """One page is evidence of one activity."""
    for same in _by_key(case.citations).values():
        first = same[0]
        places = {citation.path[:4]: citation for citation in same}
        for place, citation in places.items():
            if place != first.path[:4] and first.activity and first.task:
                title = first.activity.title or first.task.title
                yield found(*citation.path, "url", link=citation.link.url, activity=title)


@rule("link-before-activity", of="projects")
def link_before_activity(case: Case) -> Iterator[Found]:
    """A post about an activity is not older than the activity's first day."""
    for citation, day in _dated(case):
        days = _days(citation.activity) if citation.activity else []
        if days and day < days[0] - SLACK:
            yield found(*citation.path, "url", link=citation.link.url, day=day, first=days[0])


@rule("link-after-closing", of="projects")
def link_after_closing(case: Case) -> Iterator[Found]:
    """What the closing event summed up was posted by then, unless the activity itself came later."""
    closing = [activity for task in case.record.tasks if task.kind == "closing" for activity in task.activities]
    closings = [day for activity in closing for day in _days(activity)]
    asked: set[str] = set()
    for citation, day in _dated(case) if closings else ():
        later = citation.activity and any(held > max(closings) for held in _days(citation.activity))
        of_task = citation.task and citation.task.kind == "task"
        if of_task and not later and day > max(closings) + SLACK and citation.identity.key not in asked:
            asked.add(citation.identity.key)
            yield found(*citation.path, "url", link=citation.link.url, day=day, closing=max(closings))


@rule("link-outside-period", of="projects", needs=("period",))
def link_outside_period(case: Case) -> Iterator[Found]:
    """A post about the project is made within the project's period."""
    start, end = case.record.period.start, case.record.period.end
    for citation, day in _dated(case):
        if not start - SLACK <= day <= end + SLACK:
            yield found(*citation.path, "url", link=citation.link.url, day=day, start=start, end=end)


@rule("link-after-report", of="projects")
def link_after_report(case: Case) -> Iterator[Found]:
    """A report cites no post that was made after it was signed."""
    dated, reports = _dated(case), case.world.dataset.reports
    signed = [day for id in case.world.reports_of(case.id) if (day := reports[id].signed)] if dated else []
    for citation, day in dated if signed else ():
        if day > max(signed) + SLACK:
            yield found(*citation.path, "url", link=citation.link.url, day=day, signed=max(signed))


@rule("link-in-future", of="projects")
def link_in_future(case: Case) -> Iterator[Found]:
    """No post is made after today: such an identifier was copied with a mistake."""
    for citation, day in _dated(case):
        if not case.world.has_come(day - SLACK):
            yield found(*citation.path, "url", link=citation.link.url, day=day)


@rule("activity-without-evidence", of="projects")
def activity_without_evidence(case: Case) -> Iterator[Found]:
    """Each activity is shown by at least one link."""
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            if not activity.evidence:
                yield found("tasks", number, "activities", place, activity=activity.title or task.title)


@rule("fewer-links-than-claimed", of="projects")
def fewer_links_than_claimed(case: Case) -> Iterator[Found]:
    """As many works or publications as are claimed are shown, where any are."""
    for number, task in enumerate(case.record.tasks):
        for place, activity in enumerate(task.activities):
            shown = len({citation.identity.key for citation in _of(case, number, place)})
            for index, figure in enumerate(activity.figures):
                if figure.kind in CLAIMED and shown and (figure.actual or 0) > shown:
                    path = ("tasks", number, "activities", place, "figures", index)
                    yield found(*path, "actual", claimed=figure.actual or 0, shown=shown)


def _of(case: Case, task: int, activity: int) -> Iterator[Citation]:
    return (citation for citation in case.citations if (citation.path[1], citation.path[3]) == (task, activity))
