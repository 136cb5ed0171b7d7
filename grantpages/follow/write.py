"""Which feeds and calendars there are, and where they lie."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grantpages.follow.atom import Atom, Feed
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


def write_all(
    dataset: Dataset,
    site: Path,
    addresses: Mapping[Language, str],
    changed: Mapping[Key, datetime.datetime],
    versions: Mapping[Key, int],
) -> None:
    """Write every feed and calendar of both languages.

    site: the folder of the built site. addresses: of each language's root, ending in `/`; the part below the
    site's own is the folder. changed, versions: of each record, as far as its history is known.
    """
    found = news(dataset, changed)
    for language in LANGUAGES:
        root = site if language == "kk" else site / language
        calendar = Calendar(dataset, language, addresses[language], changed, versions)
        for file, text in _files(dataset, found, language, calendar, Atom(dataset, language, addresses[language])):
            write_text(root / file, text)


def _files(
    dataset: Dataset, found: list[News], language: Language, calendar: Calendar, atom: Atom
) -> Iterator[tuple[str, str]]:
    """(file below the language's root, its text)."""
    words = catalogue(language)
    for area in areas(dataset, language):
        here = [one for one in found if not area.id or one.region == area.id]
        told = {"calls": [one for one in here if one.kind == "calls"], "changes": here}
        for what in FEEDS:
            yield (
                area.feed(what),
                atom.text(Feed(area.feed(what), _name(f"feed.{what}", area, language), "", told[what])),
            )
        calls = [id for id, call in dataset.calls.items() if not area.id or call.region == area.id]
        yield area.calendar, calendar.text(_name("calendar.name", area, language), calls)
    for id, call in dataset.calls.items():
        if call.intake:
            yield f"calls/{id}/{id}.ics", calendar.text(words.say("calendar.name"), [id])


def _name(key: str, area: Area, language: Language) -> str:
    """What a feed or a calendar is called: of the country or of a region."""
    words = catalogue(language)
    return words.say(f"{key}-region", region=area.name) if area.id else words.say(key)
