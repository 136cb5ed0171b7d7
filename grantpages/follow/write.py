"""Which feeds and calendars there are, and where they lie."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from grantpages.follow.atom import MOST, Atom, Feed
from grantpages.follow.calendar import Calendar
from grantpages.follow.news import Key, News, news
from grantpages.load import Dataset
from grantpages.problem import LANGUAGES, Language
from grantpages.sitefile import write_text
from grantpages.wording import catalogue, plain, sort_key

FEEDS = ("calls", "changes")
"""The feeds of each area by the names of their files."""


@dataclass(frozen=True)
class Area:
    """What can be followed of the country, or of one region: `id` is empty for the whole, `name` is empty then."""

    id: str
    name: str

    @property
    def calendar(self) -> str:
        """The calendar's file below the language's root."""
        return f"calendar/{self.id or 'all'}.ics"

    def feed(self, what: str) -> str:
        """A feed's file below the language's root."""
        return f"feeds/{self.id}/{what}.xml" if self.id else f"feeds/{what}.xml"


def areas(dataset: Dataset, language: Language) -> list[Area]:
    """The country, then its regions in alphabetical order: one may follow a region that has no grant yet."""
    names = {id: plain(region.name, language) for id, region in dataset.regions.items()}
    return [Area("", ""), *(Area(id, names[id]) for id in sorted(names, key=lambda id: sort_key(names[id], language)))]


Told = dict[str, list[News]]
"""By feed (see `FEEDS`) what it tells, the newest first."""


class Followed(NamedTuple):
    """A file that is not made yet: its place below the site's root, what it tells beside the records, its text."""

    file: str
    given: Any
    text: Callable[[], str]


def followed(
    dataset: Dataset,
    addresses: Mapping[Language, str],
    changed: Mapping[Key, datetime.datetime],
    versions: Mapping[Key, int],
) -> Iterator[Followed]:
    """Every feed and calendar of both languages.

    addresses: of each language's root, ending in `/`; the part below the site's own is the folder. changed, versions:
    of each record, as far as its history is known.
    """
    found = _by_region(news(dataset, changed))
    for language in LANGUAGES:
        root = "" if language == "kk" else f"{language}/"
        calendar = Calendar(dataset, language, addresses[language], changed, versions)
        for one in _files(dataset, found, language, calendar, Atom(dataset, language, addresses[language])):
            yield one._replace(file=root + one.file)


def write_all(
    dataset: Dataset,
    site: Path,
    addresses: Mapping[Language, str],
    changed: Mapping[Key, datetime.datetime],
    versions: Mapping[Key, int],
) -> None:
    """Write every feed and calendar, see `followed`. site: the folder of the built site."""
    for file, _, text in followed(dataset, addresses, changed, versions):
        write_text(site / file, text())


def _by_region(found: Iterable[News]) -> dict[str, Told]:
    """What the feeds of each region tell, and those of the country: the newest."""
    told: dict[str, Told] = {}
    for one in found:
        for region in dict.fromkeys(("", one.region)):
            for what in FEEDS if one.kind == "calls" else FEEDS[1:]:
                some = told.setdefault(region, {}).setdefault(what, [])
                if len(some) < MOST:
                    some.append(one)
    return told


def _files(
    dataset: Dataset, found: Mapping[str, Told], language: Language, calendar: Calendar, atom: Atom
) -> Iterator[Followed]:
    """Those of one language, below its root. found: by region, that of the country under the empty name."""
    words = catalogue(language)

    def dates(calls: Iterable[str]) -> Any:
        return [(id, str(calendar.changed.get(("calls", id))), calendar.versions.get(("calls", id), 0)) for id in calls]

    here: dict[str, list[str]] = {"": list(dataset.calls)}
    for id, call in dataset.calls.items():
        here.setdefault(call.region, []).append(id)
    for area in areas(dataset, language):
        told = found.get(area.id, {})
        for what in FEEDS:
            feed = Feed(area.feed(what), _name(f"feed.{what}", area, language), "", told.get(what, []))
            shown = [(str(one.moment), one.kind, one.id, one.step, one.region) for one in feed.news]
            yield Followed(feed.file, shown, partial(atom.text, feed))
        calls = here.get(area.id, [])
        name = _name("calendar.name", area, language)
        yield Followed(area.calendar, dates(calls), partial(calendar.text, name, calls))
    for id, call in dataset.calls.items():
        if call.intake:
            name = words.say("calendar.name")
            yield Followed(f"calls/{id}/{id}.ics", dates([id]), partial(calendar.text, name, [id]))


def _name(key: str, area: Area, language: Language) -> str:
    """What a feed or a calendar is called: of the country or of a region."""
    words = catalogue(language)
    return words.say(f"{key}-region", region=area.name) if area.id else words.say(key)
